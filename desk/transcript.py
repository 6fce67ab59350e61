"""What was said in a call, line by line, as people at the desk read it.

Read from the call's events and acts and from nothing else. A line never changes once it is there,
so that a page is only ever given the new ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dialog.acts import Act, Hush, Say
from dialog.events import (
    Event,
    Exchanged,
    Failed,
    Heard,
    HungUp,
    Keyed,
    OnHold,
    Rung,
    Said,
    SentBack,
    TakenOver,
    TransferMoved,
    TransferStage,
)
from dialog.masking import mask

_UNSURE = 0.6
"""Below it a word, or a turn, is told to be uncertain. Confidences rank and are not calibrated, and
this bound is a choice: nothing was measured with agents."""
_MOST_UNSURE = 4
"""More words than this are not named one by one: then the turn is uncertain as a whole."""


class Speaker(StrEnum):
    CALLER = "caller"
    ASSISTANT = "assistant"
    AGENT = "agent"
    HOUSE = "house"
    """Nobody: something happened."""


SPEAKERS = {
    Speaker.CALLER: "Beller",
    Speaker.ASSISTANT: "Assistent",
    Speaker.AGENT: "Medewerker",
    Speaker.HOUSE: "Gebeurtenis",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    number: int
    """Of the entry in the call; unique in it."""
    speaker: Speaker
    text: str
    at: datetime
    language: str = "nl"
    remark: str = ""
    """What is uncertain of it or went otherwise, in Dutch."""


def transcript(items: Sequence[Event | Act], first: int = 0) -> list[Line]:
    """The lines of the entries from `first` on."""
    language = _language_before(items, first)
    lines = []
    for number in range(first, len(items)):
        item = items[number]
        if isinstance(item, Say):
            language = item.language
        line = _line(number, item, language)
        if line is not None:
            lines.append(line)
    return lines


def sounding(items: Sequence[Event | Act]) -> str:
    """What the assistant says right now, or is about to say; '' when it is silent."""
    waiting: list[str] = []
    for item in items:
        if isinstance(item, Say):
            waiting.append(item.text)
        elif isinstance(item, Said):
            if item.text in waiting:
                del waiting[: waiting.index(item.text) + 1]
        elif isinstance(item, Hush | HungUp):
            waiting.clear()
    return " ".join(waiting)


def _language_before(items: Sequence[Event | Act], first: int) -> str:
    spoken = (item.language for item in reversed(items[:first]) if isinstance(item, Say))
    return next(spoken, "nl")


def _line(number: int, item: Event | Act, language: str) -> Line | None:
    if isinstance(item, Heard):
        if not item.text.strip():
            return _happened(number, item, "Er klonk een stem. Er waren geen woorden te verstaan.")
        return Line(
            number=number,
            speaker=Speaker.CALLER,
            text=mask(item.text),
            at=item.at,
            language=item.language,
            remark=" ".join(_doubts(item)),
        )
    if isinstance(item, Said):
        if not item.heard_text:
            return None
        return Line(
            number=number,
            speaker=Speaker.ASSISTANT,
            text=mask(item.heard_text),
            at=item.at,
            language=language,
            remark="" if item.complete else "De beller hoorde de rest niet.",
        )
    if isinstance(item, Exchanged):
        speaker = Speaker.AGENT if item.who == "agent" else Speaker.CALLER
        return Line(number=number, speaker=speaker, text=mask(item.text), at=item.at)
    text = _told(item)
    return _happened(number, item, text) if text and isinstance(item, Event) else None


def _happened(number: int, item: Event, text: str) -> Line:
    return Line(number=number, speaker=Speaker.HOUSE, text=text, at=item.at)


def _doubts(heard: Heard) -> Iterator[str]:
    if heard.over_us:
        yield "Sprak door ons heen."
    words = mask(heard.text).split()
    matched = len(words) == len(heard.word_confidences)
    pairs = zip(words, heard.word_confidences, strict=True) if matched else ()
    unsure = [word.strip(".,?!") for word, confidence in pairs if confidence < _UNSURE]
    if heard.confidence < _UNSURE or len(unsure) > _MOST_UNSURE:
        yield "Niet zeker verstaan."
    elif unsure:
        yield f"Niet zeker verstaan: {', '.join(f'‘{word}’' for word in unsure)}."


_STAGES: Mapping[TransferStage, str] = {
    TransferStage.QUEUED: "De beller wacht in de rij.",
    TransferStage.RINGING: "De telefoon gaat bij {agent}.",
    TransferStage.ANSWERED: "{Agent} nam op en hoort wie er belt.",
    TransferStage.BUSY: "{Agent} was in gesprek.",
    TransferStage.DECLINED: "{Agent} nam het gesprek niet over.",
    TransferStage.NO_ANSWER: "{Agent} nam niet op.",
    TransferStage.UNREACHABLE: "{Agent} was niet bereikbaar.",
    TransferStage.AGENT_GONE: "{Agent} hing op voordat de beller er was.",
    TransferStage.ACCEPTED: "{Agent} neemt het gesprek over.",
    TransferStage.CONNECTED: "De beller spreekt met {agent}.",
    TransferStage.CANCELLED: "De beller wacht niet meer op een medewerker.",
    TransferStage.FAILED: "Niemand kon het gesprek overnemen.",
}
_PARTS = {
    "hearing": "De assistent kon even niet horen.",
    "speaking": "De assistent kon even niet spreken.",
    "search": "De assistent kon even niets opzoeken.",
    "record": "Het gesprek kon even niet worden vastgelegd.",
}
_ENDED = {
    "caller": "De beller hing op.",
    "agent": "De medewerker hing op.",
    "desk": "Het gesprek is afgesloten.",
    "fault": "Het gesprek brak af door een storing.",
}


def _told(item: Event | Act) -> str:
    """What happened, in Dutch; '' for what people at the desk need not read."""
    match item:
        case Rung():
            return "Het gesprek begon."
        case Keyed(keys=keys):
            return f"De beller toetste {keys}." if len(keys) == 1 else "De beller toetste cijfers."
        case OnHold(held=held):
            return "De beller zette ons in de wacht." if held else "De beller kwam terug."
        case TransferMoved(stage=stage, agent=agent):
            who = mask(agent) if agent else "een medewerker"
            words = _STAGES.get(stage, "")
            return words.format(agent=who, Agent=who[:1].upper() + who[1:])
        case TakenOver(agent=agent):
            return f"{mask(agent)} neemt het gesprek over van de assistent."
        case SentBack(agent=agent):
            return f"{mask(agent)} gaf de beller terug aan de assistent."
        case Failed(part=part):
            return _PARTS.get(part, "")
        case HungUp(by=by):
            return _ENDED.get(by, "Het gesprek is voorbij.")
        case _:
            return ""
