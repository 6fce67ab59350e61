"""Turns of callers that went wrong, read from the log, with invented values for personal ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialog.acts import Act, Say, Understand
from dialog.endings import Ending
from dialog.events import Event, Found, Heard, Keyed
from dialog.invented_call import invented
from dialog.inventing import Inventor
from dialog.not_answered import Why, why
from records.call_figures import CallFigures, Trouble
from records.log import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubledLine:
    """Nothing in it tells who rang."""

    call: str
    entry: int
    at: datetime
    text: str
    """What the caller said, with invented values; 'toets 0' for a key."""
    language: str
    trouble: Trouble
    ending: Ending
    """Of the call."""
    topic: str | None
    """The key of what was spoken of; None: nothing yet."""
    said: str
    """What we had said last, with invented values."""
    said_language: str = "nl"
    why: Why = Why.NOTHING
    spoken: bool = True
    """By words, not by a key."""

    @property
    def key(self) -> tuple[str, int]:
        return self.call, self.entry


def troubled_lines(
    figures: CallFigures, entries: Sequence[Entry], inventor: Inventor
) -> list[TroubledLine]:
    """In the order of the call. None of a call in which there was danger: what is said there is
    nobody's to read who does not have to. None either of a call that was erased.
    """
    kept = [entry for entry in entries if entry.item is not None]
    items = [entry.item for entry in kept if entry.item is not None]
    if figures.ending is Ending.EMERGENCY or any(map(_is_danger, items)):
        return []
    told = invented(items, inventor)
    numbered = [(entry.number, item) for entry, item in zip(kept, told, strict=True)]
    found = dict(_whys(kept, figures))
    return [
        replace(line, why=found.get(line.entry, Why.NOTHING)) for line in _lines(figures, numbered)
    ]


def _lines(
    figures: CallFigures, numbered: Sequence[tuple[int, Event | Act]]
) -> Iterator[TroubledLine]:
    said = Say(text="")
    for number, item in numbered:
        if isinstance(item, Say):
            said = item
        trouble = figures.troubles.get(number)
        if trouble is None or not isinstance(item, Heard | Keyed):
            continue
        place = figures.places.get(number)
        yield TroubledLine(
            call=figures.call,
            entry=number,
            at=item.at,
            text=_words(item),
            language=item.language if isinstance(item, Heard) else figures.language,
            trouble=trouble,
            ending=figures.ending,
            topic=place.topic if place else None,
            said=said.text,
            said_language=said.language,
            spoken=isinstance(item, Heard),
        )


def _words(item: Heard | Keyed) -> str:
    if isinstance(item, Heard):
        return item.text
    return f"toets {item.keys}" if len(item.keys) == 1 else "toetsen"


def _whys(entries: Sequence[Entry], figures: CallFigures) -> Iterator[tuple[int, Why]]:
    """Of each turn with words: what came of it stands before the next turn."""
    for at, entry in enumerate(entries):
        if not isinstance(entry.item, Heard) or entry.number not in figures.troubles:
            continue
        found: Found | None = None
        understood: Understand | None = None
        for after in entries[at + 1 :]:
            if isinstance(after.item, Heard | Keyed):
                break
            found = found or (after.item if isinstance(after.item, Found) else None)
            if understood is None and isinstance(after.item, Understand):
                understood = after.item
        led = figures.troubles[entry.number] is Trouble.LED_TO_PERSON
        yield entry.number, why(entry.item, found, understood, led)


def _is_danger(item: Event | Act) -> bool:
    return isinstance(item, Understand) and item.topic == "emergency"
