"""Words found by their sound: which of ours is nearest to what a recogniser wrote.

Whisper writes what it does not know as it sounds: 'wunsdag', 'fefruari', 'kastanjelaam'. Vowels
go astray there more often than consonants, so they cost half.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dialog.slots.likeness import sound

_VOWELS = frozenset("aeiou")
_ALIKE = frozenset(
    frozenset(pair) for pair in ("kg", "sg", "st", "fp", "pt", "lr", "rg", "nl", "kt", "hg", "sf")
)
"""Consonants that are taken for each other on a telephone, besides those that `sound` joins."""
_VOWEL, _NEAR = 0.5, 0.6
_MARGIN = 0.05
"""A word that is this near to the nearest one is as likely."""


@dataclass(frozen=True, slots=True)
class Near:
    word: str
    likeness: float
    """From 0 to 1; 1 for the same sound."""


class SoundIndex:
    """A closed set of words. Only those whose consonants are nearly the same are compared."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: Mapping[str, str] = {word: sound(word) for word in dict.fromkeys(words)}
        self._by_frame: dict[str, list[str]] = defaultdict(list)
        for word, said in self._words.items():
            for frame in _frames(said):
                self._by_frame[frame].append(word)

    def nearest(self, heard: str, at_least: float) -> Near | None:
        """The word most like it; None below `at_least`, or when two are as likely."""
        said = sound(heard)
        words = {word for frame in _frames(said) for word in self._by_frame.get(frame, ())}
        ranked = sorted((Near(word, alike(said, self._words[word])) for word in words), key=_rank)
        if not ranked or ranked[0].likeness < at_least:
            return None
        best = self._words[ranked[0].word]
        rival = next((each for each in ranked if self._words[each.word] != best), None)
        if rival and ranked[0].likeness - rival.likeness < _MARGIN:
            return None
        return ranked[0]


def alike(one: str, other: str) -> float:
    """How alike two sounds of `likeness.sound` are, from 0 to 1."""
    longest = max(len(one), len(other))
    return 1 - _distance(one, other) / longest if longest else 1.0


def _rank(near: Near) -> tuple[float, str]:
    return -near.likeness, near.word


def _frames(said: str) -> set[str]:
    """The consonants, and the consonants without one of them."""
    frame = "".join(letter for letter in said if letter not in _VOWELS)
    return {frame, *(frame[:at] + frame[at + 1 :] for at in range(len(frame)))}


def _distance(one: str, other: str) -> float:
    """Levenshtein's distance with prices by sound."""
    row = [0.0]
    for letter in other:
        row.append(row[-1] + _alone(letter))
    for letter in one:
        above, row[0] = row[0], row[0] + _alone(letter)
        for at, met in enumerate(other, 1):
            cost = min(
                row[at] + _alone(letter), row[at - 1] + _alone(met), above + _instead(letter, met)
            )
            above, row[at] = row[at], cost
    return row[-1]


def _alone(letter: str) -> float:
    return _VOWEL if letter in _VOWELS else 1.0


def _instead(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    if letter in _VOWELS and other in _VOWELS:
        return _VOWEL
    return _NEAR if frozenset((letter, other)) in _ALIKE else 1.0
