"""How alike two names are to the eye and to the ear: 'dorpstraat', 'Dorpsstraat', 'dorp straat'."""

import re
from functools import lru_cache

from dialog.phrases import plain
from dialog.slots.lexicon import Lexicon

# In order: what stands first has been rewritten when a later rule looks.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z0-9]", ""),
        (r"sch", "sg"),
        (r"ch|g", "g"),
        (r"ij|ei|y", "i"),
        (r"au|ou", "o"),
        (r"ck|qu|q|k|c(?=[aouklrt]|$)", "k"),
        (r"c", "s"),
        (r"x", "ks"),
        (r"ph|v|w", "f"),
        (r"z", "s"),
        (r"th|dt|d", "t"),
        (r"b", "p"),
        (r"m", "n"),
        (r"ie|ee|ea", "e"),
        (r"oe|oo|uu", "o"),
        (r"ae|aa", "a"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[a-z])e(?=[lnr])", ""),
    )
)
"""Pairs that one telephone line cannot keep apart (B/P, D/T, F/V/W, M/N, S/Z, C/K) sound alike."""


@lru_cache(maxsize=4096)
def sound(text: str) -> str:
    """The name as it sounds on a bad line, as far as one can tell from letters."""
    said = plain(text)
    for pattern, letters in _SOUNDS:
        said = pattern.sub(letters, said)
    return said


def likeness(heard: str, name: str) -> float:
    """From 0 to 1, the mean of how they look and how they sound; 1 for the same letters."""
    eye = _ratio(plain(heard).replace(" ", ""), plain(name).replace(" ", ""))
    ear = _ratio(sound(heard), sound(name))
    return (eye + ear) / 2


def nearest(heard: str, lexicon: Lexicon) -> tuple[str, float]:
    """The street most like what was heard, and how much; nothing without a list."""
    return max(
        ((name, likeness(heard, name)) for name in lexicon.streets.values()),
        key=lambda each: each[1],
        default=("", 0.0),
    )


def _ratio(first: str, second: str) -> float:
    longest = max(len(first), len(second))
    return 1.0 if not longest else 1 - _edits(first, second) / longest


def _edits(first: str, second: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, 1):
        above, row[0] = row[0], at
        for other_at, other in enumerate(second, 1):
            cost = min(row[other_at] + 1, row[other_at - 1] + 1, above + (letter != other))
            above, row[other_at] = row[other_at], cost
    return row[-1]
