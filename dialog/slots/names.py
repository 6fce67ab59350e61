"""Names: said ('met Van Dijk'), and spelled ('met d t', 'dubbel s', 'J A N S E N')."""

import re
from collections.abc import Iterator

from dialog.slots.calendar_words import DAYS, MONTHS
from dialog.slots.found import Found
from dialog.slots.letters import ALPHABET, JOINER, letter_at
from dialog.slots.line import Line

_PREFIX = r"(?:van|de|den|der|het|'t|ten|ter|te|la|le|el|al|ben|von|du|op|in 't|vander|vande)"
_CUE = re.compile(
    r"\b(?:meneer|mijnheer|mevrouw|mevr\.?|dhr\.?|de heer|juffrouw|mister|mr\.?|mrs\.?|ms\.?"
    r"|miss)\s+|\bnaam\? (?:dat is )?"
    r"|\b(?:(?:je|u) spreekt met|spreek met|mijn naam is|m'n naam is|de naam is|naam is|ik heet"
    r"|met de naam|op naam van|op de naam|vragen (?:maar )?naar|vraag (?:maar )?naar|ik ben"
    r"|my name is|my name's|the name is|name's|this is|it's|i'm|i am|ask for|speaking to)\s+"
    r"|(?:^|[.!?,]\s*|\bgoede\w+,? |\bhallo,? |\bgoeie,? |\bdag,? )met\s+"
    r"|^\W*is\s+(?=\w+ er\b)|\bis\s+(?=\w+ (?:in|there|available)\b)"
)
_FIRM_CUE = re.compile(r"naam|name|heet|meneer|mijnheer|mevrouw|heer|spreek", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")
_NO_NAMES = {
    *DAYS,
    *(month for month in MONTHS if month != "jan"),
    *("gemeente", "zonnedael", "marokko", "turkije", "nederland", "ik", "de", "het", "een", "u"),
    *("werk", "belastingen", "vergunningen", "handhaving", "afval", "parkeren", "jeugd", "zorg"),
    *("burgerzaken", "dat", "die", "wie", "er", "hij", "zij", "i", "the", "nederlands", "wmo"),
}
_SPELLED_HINT = re.compile(
    r",? (?:met|with)(?: (?:een|a|an))? (?P<hint>"
    r"(?:dubbele?|double|lange|korte|griekse) [a-z]{1,2}\b"
    r"|[a-z]{1,2}(?:[ ,]+(?:en )?[a-z]\b){0,2})(?![\w'’])(?: (?:op|aan) het eind)?"
)
_ALIKE = (
    *(("dt", "d", "tt", "t"), ("th", "t"), ("ck", "kk", "k", "c", "q"), ("y", "ij", "i")),
    *(("ss", "s", "z", "c"), ("ph", "f", "v", "w"), ("au", "ou", "auw", "ouw"), ("ch", "g")),
    *(("ks", "x"), ("ee", "e"), ("oo", "o"), ("aa", "ae", "a"), ("uu", "u"), ("ie", "i")),
    *(("nn", "n"), ("ll", "l"), ("mm", "m"), ("pp", "p", "b"), ("rr", "r"), ("bb", "b")),
    *(("ff", "f"), ("gg", "g"), ("dd", "d")),
)
"""Ways to write one sound, for 'Smit, met d t' and 'Jansen, met dubbel s'."""
_NO_ANSWER = re.compile(
    r"^\W*(?:ik weet|weet ik|geen|dat (?:weet|zeg|wil|hoeft)|liever niet|waarom|wat|wie|hoe|nee"
    r"|niet|sorry|pardon|wacht|moment|ik (?:wil|snap|begrijp|heb)|i (?:don|do not|want)|no|why"
    r"|what|medewerker|stop|terug|opnieuw|herhaal|sla over)\b"
)
_ENDS_NAME = {
    "met",
    "en",
    "uit",
    "hoor",
    "graag",
    "alstublieft",
    "with",
    "please",
    "dat",
    "is",
    "ja",
}
_FILLER = re.compile(
    r"^\W*(?:(?:ja|nou|dat is|mijn naam is|m'n naam is|ik heet|ik ben|met|naam|het is|is|my name is"
    r"|it's|this is|i am|i'm|de naam is|en|op naam van|the name is"
    r"|meneer|mevrouw|de heer)\b\W*)+"
)


def names(line: Line) -> list[Found]:
    """Find names behind 'meneer', 'met', 'ik heet': words with a capital, and their 'van der'."""
    found = []
    for cue in _CUE.finditer(line.plain):
        end = _name_end(line, cue.end())
        if end is None:
            continue
        if re.match(r"ik ben|i'm|i am|it's|this is", cue.group()) and _is_no_person(line, end):
            continue
        found.append(_named(line, cue.end(), end, 0.9 if _FIRM_CUE.search(cue.group()) else 0.7))
    return found


def bare_name(line: Line) -> Found | None:
    """An answer to 'hoe heet u?': the name itself, or its letters."""
    if _NO_ANSWER.match(line.plain):
        return None
    filler = _FILLER.match(line.plain)
    start = filler.end() if filler else 0
    spelled = _spelled(line, start)
    if spelled:
        return spelled
    end = max(_name_end(line, start) or 0, _all_words(line, start) or 0)
    return _named(line, start, end, 0.8) if end > start else None


def _is_no_person(line: Line, end: int) -> bool:
    """'Ik ben Nederlander en …': only at the end of a breath is it a name."""
    return re.match(r" ?(?:$|[,.!?]|en\b|and\b|van\b|uit\b)", line.plain[end:]) is None


def _name_end(line: Line, start: int) -> int | None:
    """Where the words with capitals end, with the small words of a name between them."""
    end = None
    for word in _words(line, start):
        said = line.said(*word.span())
        if (said[0].isupper() and word.group() not in _NO_NAMES) or _opens_name(line, word, end):
            end = word.end()
        elif re.fullmatch(_PREFIX, word.group()) is None or not _capital_behind(line, word):
            break
    return end


def _opens_name(line: Line, word: re.Match[str], end: int | None) -> bool:
    """'De Wit': here the article is part of a name."""
    return (
        re.fullmatch(_PREFIX, word.group()) is not None
        and line.said(*word.span())[0].isupper()
        and _capital_behind(line, word)
    )


def _words(line: Line, start: int) -> Iterator[re.Match[str]]:
    """Words from here that nothing but a space or a hyphen parts."""
    at = start
    while (word := _WORD.match(line.plain, at)) is not None:
        yield word
        gap = re.compile(r" ").match(line.plain, word.end())
        if gap is None:
            return
        at = gap.end()


def _capital_behind(line: Line, word: re.Match[str]) -> bool:
    behind = re.compile(rf" (?:{_PREFIX} )*(?P<name>\w)").match(line.plain, word.end())
    if behind is None or not line.said(*behind.span("name")).isupper():
        return False
    name = _WORD.match(line.plain, behind.start("name"))
    return name is None or name.group() not in _NO_NAMES


def _all_words(line: Line, start: int) -> int | None:
    """A recogniser may write names small: in an answer to 'hoe heet u?' up to four words."""
    end = None
    for word in list(_words(line, start))[:5]:
        if word.group().isdigit() or word.group() in _ENDS_NAME:
            break
        end = word.end()
    return end


def _named(line: Line, start: int, end: int, sure: float) -> Found:
    name = _written(line.said(start, end))
    hint = _SPELLED_HINT.match(line.plain, end)
    if hint:
        return Found("naam", respelled(name, hint["hint"]), start, hint.end(), sure)
    return Found("naam", name, start, end, sure)


def _written(said: str) -> str:
    """'sjoukje de vries' -> 'Sjoukje de Vries'; what stands first has a capital."""
    words = said.replace("’", "'").split()
    small = [re.fullmatch(_PREFIX, word.lower()) is not None for word in words]
    kept = [
        word.lower() if prefix and number else word[0].upper() + word[1:]
        for number, (word, prefix) in enumerate(zip(words, small, strict=True))
    ]
    # 'El Amrani' and 'De Wit' keep the capital that was written.
    if len(words) > 1 and small[0] and words[0][0].isupper():
        kept[0] = words[0]
    return " ".join(kept)


def respelled(name: str, hint: str) -> str:
    """'Smit', 'd t' -> 'Smidt'; the last place in the name that sounds so is written so."""
    letters = _hinted(hint)
    group = next((each for each in _ALIKE if letters in each), (letters,))
    way = next((each for each in sorted(group, key=len, reverse=True) if each in name.lower()), "")
    if not way:
        return name
    at = name.lower().rfind(way)
    return _capitalised(name[:at] + letters + name[at + len(way) :], name)


def _hinted(hint: str) -> str:
    double = re.fullmatch(r"(?:dubbele?|double) ([a-z])", hint)
    if double:
        return double[1] * 2
    special = {"lange ij": "ij", "korte ei": "ei", "griekse y": "y", "griekse ij": "y"}
    return special.get(hint) or re.sub(r"\ben\b|[ ,]", "", hint)


def _capitalised(name: str, like: str) -> str:
    return name[0].upper() + name[1:] if like[0].isupper() else name


def _spelled(line: Line, start: int) -> Found | None:
    """'J, A, N, dubbel S, E, N' -> 'Janssen'; words of an alphabet too."""
    letters, at, count = "", start, 0
    while (letter := letter_at(line, at)) is not None:
        letters, count = letters + letter.letters, count + 1
        gap = JOINER.match(line.plain, letter.end)
        end, at = letter.end, gap.end() if gap else letter.end
        if at == len(line.plain):
            break
    whole = line.plain[start:].strip(" .").split()
    if count < 3 or (len(whole) < 3 and set(whole) & set(ALPHABET)):
        return None
    return Found("naam", letters.capitalize(), start, end, 0.85)
