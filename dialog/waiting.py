"""A caller who waits for a person: how far that is, and how their waiting is put in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

LONG_SECONDS = 300.0
"""From five minutes on we offer to ring back before we ask anybody to wait."""

_MINUTE = 60.0
_QUARTER = 15
_MINUTES: Mapping[str, tuple[str, ...]] = {
    "nl": ("een minuut", "twee minuten", "drie minuten", "vier minuten", "vijf minuten"),
    "en": ("a minute", "two minutes", "three minutes", "four minutes", "five minutes"),
}
_LONGER: Mapping[str, tuple[str, str, str, str]] = {
    "nl": ("minder dan een minuut", "ongeveer tien minuten", "ongeveer een kwartier",
           "langer dan een kwartier"),
    "en": ("less than a minute", "about ten minutes", "about a quarter of an hour",
           "more than a quarter of an hour"),
}  # fmt: skip
_ABOUT = {"nl": "ongeveer", "en": "about"}
_PLACES: Mapping[str, tuple[str, ...]] = {
    "nl": ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste",
           "negende", "tiende", "elfde", "twaalfde", "dertiende", "veertiende", "vijftiende",
           "zestiende", "zeventiende", "achttiende", "negentiende", "twintigste"),
    "en": ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
           "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
           "seventeenth", "eighteenth", "nineteenth", "twentieth"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """The caller waits for an agent of this department."""

    department: str
    picked_up: bool = False
    """An agent is being told who calls."""
    accepted: bool = False
    taken: bool = False
    """That agent took the call over at the desk (`taken_over.py`)."""
    told_at: datetime | None = None
    """When the caller last heard how it stands with the line; None: there is none."""
    place: int | None = None
    """What they heard of it; 1 is who comes next."""
    seconds: float | None = None
    asked: bool = False
    """We asked whether somebody is to ring back."""
    offered: bool = False
    """That question is still open: a yes is an answer to it."""


def time_in_words(seconds: float, language: str) -> str:
    """'minder dan een minuut', 'ongeveer vijf minuten'; beyond those rather too long than short."""
    language = language if language in _LONGER else "nl"
    short, ten, quarter, longer = _LONGER[language]
    minutes = seconds / _MINUTE
    if minutes < 1:
        return short
    if round(minutes) <= len(_MINUTES[language]):
        return f"{_ABOUT[language]} {_MINUTES[language][round(minutes) - 1]}"
    return ten if minutes <= 10 else quarter if minutes <= _QUARTER else longer


def place_in_words(place: int, language: str) -> str | None:
    """'derde'; None beyond the twentieth, where a number says little."""
    words = _PLACES.get(language, _PLACES["nl"])
    return words[place - 1] if 1 <= place <= len(words) else None
