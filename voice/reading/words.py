"""Abbreviations and letter words: 'o.a.' is 'onder andere', 'UWV' is 'U W V'."""

import re
from dataclasses import dataclass

from voice.reading.rule import Language, Rule, rule

_DUTCH = {
    "t/m": "tot en met",
    "o.a.": "onder andere",
    "o.m.": "onder meer",
    "bijv.": "bijvoorbeeld",
    "bv.": "bijvoorbeeld",
    "b.v.": "bijvoorbeeld",
    "i.v.m.": "in verband met",
    "i.p.v.": "in plaats van",
    "i.o.m.": "in overleg met",
    "t.o.v.": "ten opzichte van",
    "t.a.v.": "ter attentie van",
    "t.b.v.": "ten behoeve van",
    "t.n.v.": "ten name van",
    "m.b.t.": "over",
    "m.b.v.": "met hulp van",
    "m.i.v.": "met ingang van",
    "m.u.v.": "behalve",
    "m.a.w.": "met andere woorden",
    "n.a.v.": "naar aanleiding van",
    "n.v.t.": "niet van toepassing",
    "o.b.v.": "op basis van",
    "d.m.v.": "door middel van",
    "d.w.z.": "dat wil zeggen",
    "d.d.": "van",
    "a.u.b.": "alstublieft",
    "s.v.p.": "alstublieft",
    "a.s.": "aanstaande",
    "z.s.m.": "zo snel mogelijk",
    "z.o.z.": "zie de andere kant",
    "p.p.": "per persoon",
    "p.j.": "per jaar",
    "p.m.": "per maand",
    "p/m": "per maand",
    "p/j": "per jaar",
    "v.a.": "vanaf",
    "e.v.": "en verder",
    "e.d.": "en dergelijke",
    "e.a.": "en anderen",
    "enz.": "enzovoort",
    "etc.": "enzovoort",
    "evt.": "eventueel",
    "incl.": "inclusief",
    "excl.": "exclusief",
    "max.": "maximaal",
    "min.": "minimaal",
    "ca.": "ongeveer",
    "gem.": "gemiddeld",
    "nr.": "nummer",
    "nrs.": "nummers",
    "tel.": "telefoon",
    "blz.": "bladzijde",
    "art.": "artikel",
    "dhr.": "de heer",
    "mevr.": "mevrouw",
    "mw.": "mevrouw",
    "jl.": "jongstleden",
    "resp.": "respectievelijk",
    "vlgs.": "volgens",
    "en/of": "en of",
    "v/d": "van de",
    "a.d.h.v.": "met",
    "i.t.t.": "anders dan",
    "i.h.k.v.": "voor",
    "i.g.v.": "bij",
    "m.n.": "vooral",
    "m.m.v.": "met hulp van",
    "n.b.": "let op",
    "o.l.v.": "onder leiding van",
    "t.g.v.": "door",
    "t.z.t.": "later",
    "p.w.": "per week",
    "p.d.": "per dag",
    "p.u.": "per uur",
    "vnl.": "vooral",
    "zgn.": "zogenoemde",
    "ong.": "ongeveer",
    "afd.": "afdeling",
    "mnd.": "maanden",
    "wk.": "weken",
    "burg.": "burgemeester",
    "dr.": "dokter",
    "drs.": "doctorandus",
    "ds.": "dominee",
    "ir.": "ingenieur",
    "mr.": "meester",
    "prof.": "professor",
    "st.": "sint",
}
_STREETS = {"str": "straat", "ln": "laan", "wg": "weg", "pln": "plein"}
_STREET = re.compile(rf"\b(\w*[a-z])({'|'.join(_STREETS)})\.(?!\w)")
"""How names of streets are cut short: 'Dorpsstr. 12'."""
_ENGLISH = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "and so on",
    "approx.": "about",
    "incl.": "including",
    "excl.": "excluding",
    "max.": "at most",
    "min.": "at least",
    "no.": "number",
    "nr.": "number",
    "tel.": "telephone",
    "dept.": "department",
    "a.s.a.p.": "as soon as possible",
    "asap": "as soon as possible",
    "mr.": "mister",
    "mrs.": "missus",
    "dr.": "doctor",
    "st.": "saint",
    "vs.": "versus",
    "and/or": "and or",
    "t/m": "up to and including",
}
_MAY_LOSE_POINT = frozenset(
    [
        "bijv.",
        "evt.",
        "incl.",
        "excl.",
        "mevr.",
        "dhr.",
        "mw.",
        "nr.",
        "nrs.",
        "blz.",
        "enz.",
        "etc.",
    ]
)
_MAY_END_A_SENTENCE = re.compile(
    r"(?:enz|etc|e\.d|e\.a|e\.v|a\.u\.b|s\.v\.p|n\.v\.t|z\.s\.m|jl|a\.s|p\.p|p\.j|p\.m|a\.s\.a\.p)\."
)
_NEED_A_NUMBER = frozenset(["no.", "min.", "max.", "tel.", "art.", "gem.", "d.d."])
"""Words in their own right ('Nee, min.'), so only before a figure."""
_NEED_A_NAME = frozenset(["dr.", "drs.", "ds.", "ir.", "mr.", "prof.", "st."])
"""Titles: only before a capital, since 'St.' may end a sentence."""


@dataclass(frozen=True, slots=True)
class Letters:
    """A word of letters with the words behind it, said the first time."""

    full: str
    article: str
    with_letters: bool
    """Whether the letters are said after the full words."""


_FIRST_IN_FULL = {
    "BSN": Letters("burgerservicenummer", "het", False),
    "BRP": Letters("basisregistratie personen", "de", False),
    "VOG": Letters("bewijs van goed gedrag", "het", True),
    "OZB": Letters("onroerendezaakbelasting", "de", True),
    "IDO": Letters("hulppunt in de bibliotheek", "het", False),
    "KCC": Letters("klantcontactcentrum", "het", False),
}
_DUTCH_SOUNDS = {
    "DigiD": "die-gie-dee",
    "WOZ": "woz",
    "ID": "ie-dee",
    "Wmo": "w m o",
    "WMO": "w m o",
    "KvK": "K V K",
}
_ENGLISH_SOUNDS = {"DigiD": "diggy dee", "WOZ": "woz", "Wmo": "W M O", "WMO": "W M O", "ID": "I D"}
_SPELLED_WITH_VOWELS = (
    "CJIB UWV BSN BRP VOG OZB AOW ANWB CAO EHBO CAK COA IND AVG APK AZC ICT EU OV AED"
)
_SPELLED_IN_SMALL = "gft pmd sms pgb ggd btw pdf usb tv wc cv vog bsn brp ozb uwv rdw cbr svb"


def abbreviations(language: Language) -> tuple[str, ...]:
    """All that the tables know, as they are written in small letters."""
    return tuple(_DUTCH if language == "nl" else _ENGLISH)


def is_abbreviation(word: str, language: Language = "nl") -> bool:
    """Whether the point at the end of `word` belongs to it and ends no sentence."""
    lowered = word.lower()
    if _MAY_END_A_SENTENCE.fullmatch(lowered) or lowered in _NEED_A_NUMBER:
        return False
    return lowered in (_DUTCH if language == "nl" else _ENGLISH)


def needs_a_number(word: str) -> bool:
    """Whether the point belongs to `word` when a figure follows: 'tel. 14 0162'."""
    return word.lower() in _NEED_A_NUMBER or bool(_STREET.search(word))


def before_figures(language: Language) -> list[Rule]:
    """Abbreviations that only a figure after them tells; before figures become words."""
    table = _DUTCH if language == "nl" else _ENGLISH
    return [
        *([_streets()] if language == "nl" else []),
        _abbreviations({each: table[each] for each in table if each in _NEED_A_NUMBER}),
    ]


def rules(language: Language) -> list[Rule]:
    table, sounds = (_DUTCH, _DUTCH_SOUNDS) if language == "nl" else (_ENGLISH, _ENGLISH_SOUNDS)
    vowels = "|".join(dict.fromkeys(_SPELLED_WITH_VOWELS.split()))
    small = "|".join(_SPELLED_IN_SMALL.split())
    in_full = [_first_in_full(name, letters) for name, letters in _FIRST_IN_FULL.items()]
    return [
        # Initials before abbreviations: 'P.J. Troelstra' is not 'per jaar'.
        rule(r"(?<![\w.])(?:[A-Z]\.){2,}(?!\w)", _letters),
        _abbreviations({each: table[each] for each in table if each not in _NEED_A_NUMBER}),
        rule(r"(?<!\w)([A-Za-z]{3,})nr(?:\.|\b)(?!\w)", lambda match: f"{match[1]}nummer"),
        # One that is in no table: its letters. Not one letter alone, which ends a list or a name.
        rule(r"(?<![\w.])(?:[^\W\d_]\.){2,}(?!\w)", _letters),
        *(in_full if language == "nl" else ()),
        *(_reigning() if language == "nl" else ()),
        *(
            rule(rf"(?<!\w){name}(?!\w)", words, re.IGNORECASE if name == "DigiD" else 0)
            for name, words in sounds.items()
        ),
        rule(r"(?<!\w)wmo(?!\w)", "w m o"),
        rule(rf"(?<!\w)(?:{vowels}|[B-DF-HJ-NP-TV-XZ]{{2,5}})(?!\w)-?", _spelled),
        rule(rf"(?<!\w)(?:{small})(?!\w)-?", _spelled),
    ]


def _abbreviations(table: dict[str, str]) -> Rule:
    """One rule for all: a search for each of them would take most of the time of reading."""

    def said(match: re.Match[str]) -> str:
        short = match[0].lower()
        short = short if short in table else f"{short}."
        rest = match.string[match.end() :]
        ends = _MAY_END_A_SENTENCE.fullmatch(short) and match[0].endswith(".")
        return f"{table[short]}." if ends and re.match(r"\s*$|\s+[A-Z]", rest) else table[short]

    longest_first = sorted(table, key=len, reverse=True)
    written = "|".join(_pattern(short) for short in longest_first)
    return rule(rf"(?<![\w.])(?:{written})", said, re.IGNORECASE)


def _pattern(short: str) -> str:
    written = re.escape(short)
    if short.count(".") > 1 or short in _MAY_LOSE_POINT:
        written = written.removesuffix(r"\.") + r"(?:\.|(?!\.\w))"
    if short in _NEED_A_NAME:
        return written + r"(?=\s?(?-i:[A-Z]))"
    return written + r"(?!\w)" + (r"(?=:?\s?[(+]?\d)" if short in _NEED_A_NUMBER else "")


_REIGNING = "Willem|Lodewijk|Karel|Filips|Napoleon|Hendrik|Jan|Paulus|Floris"
_NUMERALS = {"I": "Eerste", "II": "Tweede", "III": "Derde", "IV": "Vierde", "V": "Vijfde"}


def _reigning() -> list[Rule]:
    """'Willem III' as streets and squares are named."""
    written = "|".join(sorted(_NUMERALS, key=len, reverse=True))
    return [
        rule(
            rf"\b({_REIGNING})\s(?:de\s)?({written})(?![\w.])(-?)",
            lambda match: f"{match[1]} de {_NUMERALS[match[2]]}{' ' if match[3] else ''}",
        )
    ]


def _streets() -> Rule:
    return Rule(_STREET, lambda match: match[1] + _STREETS[match[2]])


def _first_in_full(name: str, letters: Letters) -> Rule:
    spelled = " ".join(name)

    def said(match: re.Match[str]) -> str:
        earlier = match.string[: match.start()]
        if match["tail"] or re.search(rf"\b{name}\b", earlier) or letters.full in earlier.lower():
            return f"{match['article'] or ''}{spelled}{' ' if match['tail'] else ''}"
        article = _article(match["article"] or "", letters.article)
        if not letters.with_letters:
            return article + letters.full
        comma = "," if re.match(r"\s+\w", match.string[match.end() :]) else ""
        return f"{article}{letters.full}, de {spelled}{comma}"

    return rule(rf"(?P<article>\b(?:de|het|De|Het)\s+)?(?<!\w){name}(?!\w)(?P<tail>-)?", said)


def _article(written: str, right: str) -> str:
    if not written:
        return ""
    return (right.capitalize() if written[0].isupper() else right) + " "


def _letters(match: re.Match[str]) -> str:
    return " ".join(match[0].split(".")).strip()


def _spelled(match: re.Match[str]) -> str:
    letters = " ".join(match[0].rstrip("-"))
    return f"{letters} " if match[0].endswith("-") else letters
