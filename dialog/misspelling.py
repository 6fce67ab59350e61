"""Lines as a recogniser may hear them over a telephone: the search learns from such copies.

Sounds that 8 kHz and Dutch devoicing make alike are exchanged, compounds fall apart, ends are
lost. The changes are drawn from the text itself, so that every machine learns the same.
"""

import random
import re

_ALIKE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sch", ("s", "sg")),
    ("ij", ("ei", "e", "i")),
    ("ei", ("ij", "aai")),
    ("ou", ("au", "o")),
    ("au", ("ou",)),
    ("ui", ("eu", "ou", "ij")),
    ("eu", ("u", "ui")),
    ("oe", ("o", "u")),
    ("ie", ("i", "ee")),
    ("aa", ("a",)),
    ("ee", ("e", "ie")),
    ("oo", ("o",)),
    ("uu", ("u",)),
    ("ng", ("n", "nk")),
    ("ch", ("g", "k")),
    ("th", ("t",)),
    ("dt", ("t",)),
    ("g", ("ch", "k", "h")),
    ("d", ("t",)),
    ("t", ("d",)),
    ("v", ("f",)),
    ("f", ("v",)),
    ("z", ("s",)),
    ("s", ("z", "f")),
    ("b", ("p", "d")),
    ("p", ("b", "t")),
    ("m", ("n",)),
    ("n", ("m",)),
    ("c", ("k",)),
    ("k", ("c", "g")),
    ("w", ("v",)),
    ("e", ("u", "i", "a")),
    ("a", ("o", "e")),
    ("i", ("e",)),
    ("o", ("u", "a")),
)
_CHOICES = dict(_ALIKE)
_SOUND = re.compile("|".join(re.escape(sound) for sound, _ in _ALIKE))
_BROKEN_WORDS = 0.35
"""Part of the words that come out wrong; about what Whisper base does to accented Dutch."""
_SPLIT_FROM_LETTERS = 8


def misspelt(text: str, nth: int = 0) -> str:
    """Return the `nth` copy of this line with some of its words heard wrongly."""
    dice = random.Random(f"{nth}:{text}")
    heard = (
        _misheard(word, dice) if dice.random() < _BROKEN_WORDS else word for word in text.split()
    )
    return " ".join(word for word in heard if word)


def _misheard(word: str, dice: random.Random) -> str:
    kind = dice.random()
    if len(word) >= _SPLIT_FROM_LETTERS and kind < 0.3:
        cut = dice.randint(3, len(word) - 3)
        return f"{word[:cut]} {word[cut:]}"
    if len(word) >= 4 and kind < 0.45:
        return word[:-1]
    sounds = list(_SOUND.finditer(word))
    if not sounds:
        return word
    found = dice.choice(sounds)
    return word[: found.start()] + dice.choice(_CHOICES[found[0]]) + word[found.end() :]
