"""How words sound: the port that tells it, and what of it survives a bad line.

A recogniser that errs writes other words which sound alike: 'grof wil oppahald' for 'grofvuil
ophalen'. Said again by a machine the two are near each other, so the search compares phonemes too.
"""

from collections.abc import Mapping
from typing import Protocol


class Phonemes(Protocol):
    """Turns text into the phonemes with which it would be said."""

    @property
    def name(self) -> str:
        """Engine and version; sounds of another engine are never mixed with these."""

    def spoken(self, text: str) -> str:
        """Return IPA with spaces between words; '' for nothing. Callable from any thread."""


_LEFT_OUT = "ˈˌː.‿-_ʲˑ\u0303\u0329\u032f\u0361"
"""Stress, length and ties: a recogniser hears them, and writes them down, as it likes."""

_ALIKE: Mapping[str, str] = {
    "ɣ": "x", "χ": "x", "ɡ": "x", "ç": "x",
    "v": "f", "z": "s", "ʒ": "ʃ", "b": "p", "d": "t",
    "ʋ": "w", "β": "w",
    "ɹ": "r", "ʀ": "r", "ʁ": "r", "ɾ": "r",
    "ŋ": "n", "ɲ": "n", "ɱ": "n",
    "ɪ": "i", "ɛ": "e", "æ": "e", "ɑ": "a", "ɐ": "a", "ʌ": "ʏ", "œ": "ʏ", "ø": "ʏ", "ə": "ʏ",
    "ɵ": "ʏ", "ɔ": "o", "ɒ": "o", "ʊ": "u", "ɫ": "l", "ʔ": "",
}  # fmt: skip
"""Sounds that Dutch devoicing and 8 kHz make one: /v/ and /f/, /ɣ/ and /x/, short and long."""
_FOLDED = str.maketrans({**dict.fromkeys(_LEFT_OUT, ""), **_ALIKE})


def folded(ipa: str) -> str:
    """'ɣrˈɔfvœyl ɔphˈaːlən' -> 'xroffʏyl ophalʏn': what is left of it on a telephone."""
    return " ".join(ipa.translate(_FOLDED).split())
