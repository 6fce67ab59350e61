"""Letters as people say them on the telephone: 'B van Bernard', 'B van banaan', 'Bravo', 'B'."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dialog.slots.line import Line

_DUTCH = (
    "anton anna bernard bernhard cornelis dirk eduard ferdinand gerard hendrik izaak isaac jan"
    " johannes julia karel lodewijk maria marie nico nicolaas otto pieter quirinus quinten quotient"
    " richard rudolf simon theodoor theodor utrecht victor viktor willem xantippe ypsilon zaandam"
    " zacharias hans ijsbrand gerrit bernardus"
)
_NATO = (
    "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike"
    " november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
)
ALPHABET: Mapping[str, str] = {
    **{word: word[0] for word in f"{_DUTCH} {_NATO}".split()},
    **{"ijmuiden": "Y", "ijsbrand": "Y"},
}
"""A word of an alphabet, said without its letter: 'Anton Bernard' is A B."""

_NAMES: Mapping[str, str] = {
    **{"bee": "b", "cee": "c", "dee": "d", "ef": "f", "gee": "g", "haa": "h", "jee": "j"},
    **{"kaa": "k", "el": "l", "pee": "p", "qu": "q", "ku": "q", "ess": "s", "tee": "t"},
    **{"uu": "u", "vee": "v", "wee": "w", "iks": "x", "ix": "x", "zet": "z", "zed": "z"},
    **{"see": "c", "kay": "k", "jay": "j", "ypsilon": "y", "griekse ij": "y", "griekse y": "y"},
    **{"i grec": "y", "lange ij": "ij", "korte ei": "ei"},
}
"""How a recogniser writes the name of a letter."""

_SMALL = (
    "aan af al as at be bij by de do er en ga go he ik if in is it ja je ma me my na no nu of om on"
    " op or pa so te to tv up uw us we zo ze"
)
_SMALL_WORDS = frozenset(_SMALL.split())

_OF = r"(?: ?,? ?(?:van(?: de| het)?|voor|als in|zoals|for|as in|of|like)) (?P<of>[a-z'’-]+)"
_LETTER = re.compile(
    rf"(?P<named>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b"
    rf"|(?P<ij>ij|y)\b(?:{_OF})?|(?P<letter>[a-z])(?![\w'’])(?:{_OF.replace('of>', 'of2>')})?"
    r"|(?P<twice>dubbele?|double|2 keer(?: een| de)?) (?P<again>[a-z])\b"
    r"|(?P<word>[a-z]{2,})\b"
)
JOINER = re.compile(
    r"[ ,.\-]*(?:\b(?:en dan|en nog een|nog een|and then|en|dan|and|then|de|streepje|streep|dash)\b"
    r"[ ,.\-]*)*"
)


@dataclass(frozen=True, slots=True)
class Letters:
    letters: str
    """Small letters."""
    end: int
    """Place in `Line.plain`."""


def letter_at(line: Line, at: int) -> Letters | None:
    """One letter said here; None when the words are no letter. 'dubbel s' is two."""
    match = _LETTER.match(line.plain, at)
    if match is None:
        return None
    if match["named"]:
        return Letters(_NAMES[match["named"]], match.end())
    if match["twice"]:
        return Letters(match["again"] * 2, match.end())
    if match["word"]:
        letter = ALPHABET.get(match["word"])
        return Letters(letter.lower(), match.end()) if letter else None
    if match["ij"]:
        return Letters("y" if match["ij"] == "y" else "ij", match.end())
    # 'a van de' is no A: the word that follows 'van' begins with the letter it explains.
    word = match["of2"]
    if word and not word.startswith(match["letter"]) and not _sounds_alike(match["letter"], word):
        return Letters(match["letter"], match.end("letter"))
    return Letters(match["letter"], match.end())


def is_small_word(word: str) -> bool:
    """Whether two letters are a word when they stand alone: '4991 is mijn postcode'."""
    return word in _SMALL_WORDS


def letters_at(line: Line, at: int, count: int) -> Letters | None:
    """Exactly so many letters from here, one by one or glued ('ab'); None when there are not."""
    glued = re.compile(rf"[a-z]{{{count}}}(?![\w'])").match(line.plain, at)
    if glued and line.said(*glued.span()).isupper():
        return Letters(glued.group(), glued.end())
    found, end = "", at
    while len(found) < count:
        start = JOINER.match(line.plain, end)
        letter = letter_at(line, start.end() if start and found else end)
        if letter is None:
            break
        found, end = found + letter.letters, letter.end
    found = found.replace("ij", "y") if len(found) > count else found
    if len(found) == count:
        return Letters(found, end)
    if glued is None or (is_small_word(glued.group()) and line.plain[at - 1 : at] == " "):
        return None
    return Letters(glued.group(), glued.end())


def _sounds_alike(letter: str, word: str) -> bool:
    """'F van vogel', 'C van Karel': people spell by ear."""
    return (letter, word[0]) in {("f", "v"), ("v", "f"), ("c", "k"), ("z", "s"), ("y", "i")}
