"""Spoken words made comparable: lower case, no accents or signs, single spaces."""

import re
import unicodedata

_SIGNS = re.compile(r"[^\w\s€]+")
_SPACES = re.compile(r"\s+")
_SOUND = r"a+h|eh+m?|uh+m?|euhm?|hm+|mm+|mhm+"
_SOUNDS = re.compile(rf"\b(?:{_SOUND})\b")
_FILLERS = re.compile(
    rf"\b(?:{_SOUND}|nou|tja|ja maar|goed|zeg|hoor|hallo|goedemorgen|goedemiddag|goedenavond"
    r"|alstublieft|alsjeblieft|please|meneer|mevrouw)\b"
)


def plain(text: str) -> str:
    """'Hè, één  moment!' -> 'he een moment'."""
    bare = text.lower()
    if not bare.isascii():
        parts = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return _SPACES.sub(" ", _SIGNS.sub(" ", bare)).strip()


def without_sounds(text: str) -> str:
    """`plain` text without the sounds of somebody who thinks: 'eh hm' -> ''."""
    return _SPACES.sub(" ", _SOUNDS.sub(" ", text)).strip()


def without_fillers(text: str) -> str:
    """`plain` text without the small words that people put around what they mean."""
    return _SPACES.sub(" ", _FILLERS.sub(" ", text)).strip()
