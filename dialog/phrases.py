"""Spoken words made comparable: lower case, no accents or signs, single spaces."""

import re
import unicodedata

_SIGNS = re.compile(r"[^\w\s€]+")
_SPACES = re.compile(r"\s+")
_FILLERS = re.compile(r"\b(?:eh+m?|uh+m?|euh|hm+|nou|ja maar|goed|zeg|hallo|goedemorgen|goedemiddag"
                      r"|goedenavond|alstublieft|alsjeblieft|please|meneer|mevrouw)\b")  # fmt: skip


def plain(text: str) -> str:
    """'Hè, één  moment!' -> 'he een moment'."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.lower())
        if not unicodedata.combining(letter)
    )
    return _SPACES.sub(" ", _SIGNS.sub(" ", bare)).strip()


def without_fillers(text: str) -> str:
    """`plain` text without the small words that people put around what they mean."""
    return _SPACES.sub(" ", _FILLERS.sub(" ", text)).strip()
