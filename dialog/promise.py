"""What is promised to a caller who wants to be rung back, or why nothing is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dialog.hours import Span
from dialog.slots.daypart import ANY, NO_WISH, Wish
from dialog.when import NEAR_DAYS, day_words, span_words


@dataclass(frozen=True, slots=True)
class Promise:
    """A day, a part of it, and the hours in which a person rings."""

    part: str | None = ANY
    day: date | None = None
    """None: nobody is there for weeks, and we cannot say when a person rings."""
    today: date = date.min
    word: str | None = None
    """How the caller called the day, in Dutch: 'dinsdag', 'overmorgen'."""
    window: Span | None = None

    def when(self, language: str = "nl") -> str:
        """'morgenochtend', 'maandag 30 november in de middag', 'on Tuesday in the afternoon'."""
        if self.day is None:
            return Wish(self.part).in_words(language)
        if (self.day - self.today).days < NEAR_DAYS:
            word = self.word or day_words(self.day, self.today, "nl")
            return Wish(self.part, word).in_words(language)
        on = "on " if language == "en" else ""
        part = Wish(self.part).in_words(language)
        return f"{on}{day_words(self.day, self.today, language)} {part}".strip()

    def in_words(self, language: str = "nl") -> str:
        """The same with its hours: 'morgenochtend, tussen 09:00 en 12:00'."""
        if self.window is None:
            return self.when(language)
        hours = span_words(self.window, language)
        if self.part == ANY:
            return f"{replace(self, part=None).when(language)} {hours}"
        return f"{self.when(language)}, {hours}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nobody rings then: the name of the sentence that says why."""

    sentence: str
    values: Mapping[str, str] = field(default_factory=dict)
    kept: Wish = NO_WISH
    """What is left of the wish, for the next answer to complete."""
