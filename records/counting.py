"""How what is counted of a call (`CallFigures`) is read from its log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, median
from typing import TypeVar

from dialog.acts import (
    Act,
    CancelTransfer,
    Follow,
    Rate,
    RequestCallback,
    Say,
    Tempo,
    Transfer,
    Understand,
)
from dialog.commands import Command
from dialog.desk_events import Corrected, DeskEvent
from dialog.endings import ending
from dialog.events import (
    TYPED,
    Event,
    Heard,
    HungUp,
    Keyed,
    Measured,
    Rung,
    SentBack,
    TransferMoved,
    TransferStage,
)
from records.call_figures import CallFigures
from records.log import Entry
from records.troubles import troubles_of

RULES = 3
"""Raise it when a figure is read in another way: all calls are then counted again."""
Item = TypeVar("Item", bound=Event | Act)


@dataclass(frozen=True, slots=True)
class CallToCount:
    call: str
    began: datetime
    line: str
    again: bool = False
    """The same line rang before within a day."""


def figures_of(call: CallToCount, entries: Sequence[Entry]) -> CallFigures:
    """Of a call that has ended, however it did."""
    items = [entry.item for entry in entries if entry.item is not None]
    ended = ending(items)
    troubles, places = troubles_of(entries, ended)
    heard = [item for item in _of(Heard, items) if item.text]
    rung = next(_of(Rung, items), None)
    line = rung.line if rung else call.line
    measured = list(_of(Measured, items))
    return CallFigures(
        call=call.call,
        began=call.began,
        seconds=seconds(call.began, entries),
        line=line,
        language=_language(items),
        manner=_last([item.tempo for item in _of(Follow, items)], Tempo.USUAL).value,
        ending=ended,
        topics=tuple(topics(items)),
        departments=tuple(dict.fromkeys(item.department for item in _wishes(items))),
        turns=len(heard) + sum(1 for _ in _of(Keyed, items)),
        troubles=troubles,
        places=places,
        confidence=_confidence(heard) if line != TYPED else None,
        first_audio_ms=_median([each.first_audio for each in measured]),
        endpoint_ms=_median([each.endpoint for each in measured]),
        recognise_ms=_median([each.recognise for each in measured]),
        think_ms=_median([each.think for each in measured]),
        speak_ms=_median([each.speak for each in measured]),
        person_seconds=_person_seconds(entries),
        talk_seconds=_talk_seconds(entries),
        again=call.again,
        rating=_rating(items),
        corrected=any(_of(Corrected, items)),
        content_version=rung.content_version if rung else "",
    )


def seconds(began: datetime, entries: Sequence[Entry]) -> float:
    """How long the call lasted: what agents write afterwards is no part of it."""
    during = [entry.at for entry in entries if not isinstance(entry.item, DeskEvent)]
    return (max(during) - began).total_seconds() if during else 0.0


def topics(items: Sequence[Event | Act | None]) -> Mapping[str, None]:
    """What was spoken of, in order."""
    spoken = (item.topic for item in items if isinstance(item, Say | RequestCallback | Transfer))
    return {topic: None for topic in spoken if topic is not None}


def _of(kind: type[Item], items: Sequence[Event | Act]) -> Iterator[Item]:
    return (item for item in items if isinstance(item, kind))


def _wishes(items: Sequence[Event | Act]) -> Iterator[Transfer | RequestCallback]:
    return (item for item in items if isinstance(item, Transfer | RequestCallback))


def _last(values: Sequence[Tempo], otherwise: Tempo) -> Tempo:
    return values[-1] if values else otherwise


def _language(items: Sequence[Event | Act]) -> str:
    """Approved words may be there in Dutch alone: they tell nothing."""
    said = [item.language for item in _of(Say, items) if item.topic is None]
    return said[-1] if said else "nl"


def _confidence(heard: Sequence[Heard]) -> float | None:
    return round(fmean(item.confidence for item in heard), 4) if heard else None


def _median(values: Sequence[int]) -> int | None:
    return round(median(values)) if values else None


def _rating(items: Sequence[Event | Act]) -> str | None:
    said = [item.helped for item in _of(Rate, items)]
    return _RATINGS[said[-1]] if said else None


_RATINGS = {True: "yes", False: "no", None: "none"}


# -- a person --------------------------------------------------------------------------------


def _person_seconds(entries: Sequence[Entry]) -> float | None:
    """From the first asking that was not taken back, by word, key or our own ringing."""
    asked: datetime | None = None
    for entry in entries:
        if _talks(entry.item) and asked is not None:
            return (entry.at - asked).total_seconds()
        if _asks(entry.item):
            asked = asked or entry.at
        elif isinstance(entry.item, CancelTransfer | SentBack):
            asked = None
    return None


def _talk_seconds(entries: Sequence[Entry]) -> float | None:
    """All talks of the call together, each until it was given back or somebody hung up."""
    total: float | None = None
    since: datetime | None = None
    for entry in entries:
        if _talks(entry.item):
            since = since or entry.at
        elif since is not None and _parts(entry.item):
            total = (total or 0.0) + (entry.at - since).total_seconds()
            since = None
    return total


def _asks(item: Event | Act | None) -> bool:
    if isinstance(item, Understand):
        return item.topic == "human" or item.command == Command.PERSON
    return isinstance(item, Transfer)


def _talks(item: Event | Act | None) -> bool:
    return isinstance(item, TransferMoved) and item.stage is TransferStage.CONNECTED


def _parts(item: Event | Act | None) -> bool:
    gone = isinstance(item, TransferMoved) and item.stage is TransferStage.AGENT_GONE
    return gone or isinstance(item, SentBack | HungUp)
