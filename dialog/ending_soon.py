"""What will no longer hold before long, while nobody changed anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dialog.knowledge import Fact, Knowledge
from dialog.text_names import subject

SOON_DAYS = 60
YEAR_DAYS = 365
"""So old a source may be before an editor looks whether all of it still holds."""


@dataclass(frozen=True, slots=True)
class Ending:
    topic: str | None
    """Its key; None: of the municipality."""
    title: str
    """'Paspoort'."""
    last: date
    """The last day on which it holds."""
    facts: tuple[str, ...] = ()
    """Of that title, all that end on that day; none: its source grows old."""


def ending_soon(knowledge: Knowledge, today: date) -> tuple[Ending, ...]:
    """Facts and sources that end within `SOON_DAYS`, or ended, the first to end before others."""
    until = today + timedelta(days=SOON_DAYS)
    found = [
        *_facts(None, "De gemeente", knowledge.municipality.facts),
        *(each for topic in knowledge.topics.values()
          for each in _facts(topic.key, subject(topic), topic.facts)),
        *_sources(knowledge),
    ]  # fmt: skip
    soon = (each for each in found if each.last <= until)
    return tuple(sorted(soon, key=lambda each: (each.last, each.title)))


def _facts(topic: str | None, title: str, facts: Mapping[str, Fact]) -> Iterator[Ending]:
    by_day: dict[date, list[str]] = {}
    for name, fact in facts.items():
        if fact.valid_until is not None:
            by_day.setdefault(fact.valid_until, []).append(name)
    for last, names in by_day.items():
        yield Ending(topic, title, last, tuple(names))


def _sources(knowledge: Knowledge) -> Iterator[Ending]:
    for topic in knowledge.topics.values():
        if topic.source.dated is not None:
            last = topic.source.dated + timedelta(days=YEAR_DAYS)
            yield Ending(topic.key, subject(topic), last)
