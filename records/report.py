"""What the records tell: figures over a period, and one call line by line."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from statistics import median
from typing import Any

from dialog.acts import Act, Conclude, OutcomeType, RequestCallback, Transfer
from dialog.agent_outcomes import COUNTS_AS, TITLES, AgentOutcome
from dialog.contact_note import Edits, edits
from dialog.desk_events import (
    Asked,
    CallbackResult,
    CalledBack,
    Closed,
    Corrected,
    Noted,
)
from dialog.endings import Ending, ending
from dialog.events import (
    Briefed,
    Event,
    Exchanged,
    Failed,
    Heard,
    HungUp,
    Keyed,
    NewsCame,
    Rung,
    Said,
    SentBack,
    TakenOver,
    TransferMoved,
    TransferStage,
)
from records.counting import seconds, topics
from records.errors import ChainBroken
from records.log import Entry, EventLog


@dataclass(frozen=True, slots=True)
class Callback:
    """Somebody is to be rung back. The number is left out: it is in the call itself."""

    call_id: str
    asked_at: datetime
    department: str
    when: str
    topic: str | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class Report:
    since: datetime
    until: datetime
    calls: int
    erased: int
    """Of those calls; they count in no figure below, for their words are gone."""
    outcomes: Mapping[OutcomeType, int]
    """Every outcome, also those of no call."""
    endings: Mapping[Ending, int]
    """The same calls as the studio counts them (`dialog/endings.py`): what a caller who hung up
    may be believed to have got."""
    topics: Mapping[str, int]
    """Calls in which this topic was spoken of, the most first."""
    median_seconds: float | None
    """None when there was no call."""
    callbacks: tuple[Callback, ...]
    agent_outcomes: Mapping[AgentOutcome, int]
    """What agents say of the calls that they had, as they said it last; each also counts among
    `outcomes`, by the table in `dialog/agent_outcomes.py`."""
    corrections: int
    """Answers of ours that an agent called wrong."""
    notes: Edits
    """What agents changed in the contact notes that we drafted."""
    asked: Mapping[str, int]
    """What agents asked us beside a call, and how often that helped: `asked`, `helped`,
    `not helped`."""
    broken: tuple[str, ...]
    """A sentence for each record that was changed from outside; it counts in no figure either."""


def report(log: EventLog, since: datetime, until: datetime) -> Report:
    """Figures of the calls opened from `since` until just before `until`."""
    summaries = log.calls(since, until)
    faults = {call.call_id: _chain_fault(log, call.call_id) for call in summaries}
    kept = [call for call in summaries if not call.erased and faults[call.call_id] is None]
    records = {call.call_id: log.read(call.call_id) for call in kept}
    return Report(
        since=since,
        until=until,
        calls=len(summaries),
        erased=sum(call.erased for call in summaries),
        outcomes=_outcomes(list(records.values())),
        endings=_endings(list(records.values())),
        topics=_topics(list(records.values())),
        median_seconds=_median([seconds(call.opened_at, records[call.call_id]) for call in kept]),
        callbacks=tuple(one for record in records.items() for one in _callbacks(*record)),
        agent_outcomes=_agent_outcomes(list(records.values())),
        corrections=sum(
            isinstance(entry.item, Corrected) for entries in records.values() for entry in entries
        ),
        notes=edits(note for entries in records.values() for note in _last_note(entries)),
        asked=_asked(list(records.values())),
        broken=tuple(fault for fault in faults.values() if fault is not None),
    )


def outcome(entries: Sequence[Entry]) -> OutcomeType:
    """How the call ended; one that was never concluded was abandoned. What an agent who had the
    call says of it goes before what we made of it.
    """
    closed = agent_outcome(entries)
    if closed is not None:
        return COUNTS_AS[closed]
    concluded = [entry.item.outcome for entry in entries if isinstance(entry.item, Conclude)]
    return concluded[-1] if concluded else OutcomeType.ABANDONED


def agent_outcome(entries: Sequence[Entry]) -> AgentOutcome | None:
    """What the agent who had the call says of it. None where no agent had it, whatever was said of
    it: what the assistant did is not counted as an agent's.
    """
    items = [entry.item for entry in entries]
    had = (item for item in items if isinstance(item, TransferMoved))
    if not any(item.stage is TransferStage.CONNECTED for item in had):
        return None
    closed = [item.outcome for item in items if isinstance(item, Closed)]
    return closed[-1] if closed else None


def transcript(entries: Sequence[Entry], zone: tzinfo = UTC) -> list[str]:
    """The call as people read it: 'time who: words', in Dutch; an erased call is one line."""
    if entries and all(entry.item is None for entry in entries):
        return ["Dit gesprek is gewist."]
    lines = []
    for entry in entries:
        line = _line(entry.item)
        if line is not None:
            lines.append(f"{entry.at.astimezone(zone):%H:%M:%S} {line}")
    return lines


def _chain_fault(log: EventLog, call_id: str) -> str | None:
    try:
        log.verify(call_id)
    except ChainBroken as error:
        return str(error)
    return None


def _outcomes(records: Sequence[Sequence[Entry]]) -> dict[OutcomeType, int]:
    counted = Counter(outcome(entries) for entries in records)
    return {kind: counted[kind] for kind in OutcomeType}


def _endings(records: Sequence[Sequence[Entry]]) -> dict[Ending, int]:
    counted = Counter(ending(e.item for e in entries if e.item is not None) for entries in records)
    return {kind: counted[kind] for kind in Ending}


def _agent_outcomes(records: Sequence[Sequence[Entry]]) -> dict[AgentOutcome, int]:
    counted = Counter(agent_outcome(entries) for entries in records)
    return {kind: counted[kind] for kind in AgentOutcome}


def _topics(records: Sequence[Sequence[Entry]]) -> dict[str, int]:
    spoken_of = Counter(topic for entries in records for topic in topics([e.item for e in entries]))
    return dict(sorted(spoken_of.items(), key=lambda item: (-item[1], item[0])))


def _last_note(entries: Sequence[Entry]) -> list[Noted]:
    """The contact note as it stands, where there is one."""
    return [entry.item for entry in entries if isinstance(entry.item, Noted)][-1:]


def _asked(records: Sequence[Sequence[Entry]]) -> dict[str, int]:
    """A question whose answer was judged stands in the log a second time, with what was thought."""
    items = [entry.item for entries in records for entry in entries]
    judged = Counter(item.helped for item in items if isinstance(item, Asked))
    return {"asked": judged[None], "helped": judged[True], "not helped": judged[False]}


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _callbacks(call_id: str, entries: Sequence[Entry]) -> list[Callback]:
    return [
        Callback(call_id, entry.at, item.department, item.when, item.topic, item.urgent)
        for entry in entries
        if isinstance(item := entry.item, RequestCallback)
    ]


def _line(item: Event | Act | None) -> str | None:
    words = _LINES.get(type(item))
    return words(item) if words else None


def _heard(item: Heard) -> str:
    return f"beller: {item.text or '(niet verstaan)'}"


def _said(item: Said) -> str:
    if item.complete:
        return f"balie: {item.text}"
    return f"balie: {item.heard_text} … (afgebroken)".replace("  ", " ")


def _callback(item: RequestCallback) -> str:
    haste = ", met spoed" if item.urgent else ""
    promised = " ".join(str(each) for each in (item.day, item.window) if each)
    when = f"{item.when} ({promised})" if promised else item.when
    return f"terugbelverzoek voor {item.department}: {when}{haste}"


def _transfer(item: Transfer) -> str:
    return f"doorverbinden met {item.department}{', met spoed' if item.urgent else ''}"


def _called_back(item: CalledBack) -> str:
    told = f": {item.text}" if item.text else ""
    return f"{item.agent} belt terug, {_CALLED_BACK[item.result]}{told}"


def _moved(item: TransferMoved) -> str:
    told = _MOVED[item.stage]
    return told.format(agent=item.agent or "een medewerker", seconds=item.seconds)


_MOVED = {
    TransferStage.QUEUED: "de beller staat in de wachtrij",
    TransferStage.RINGING: "de telefoon van {agent} gaat over",
    TransferStage.ANSWERED: "{agent} neemt op",
    TransferStage.BUSY: "{agent} is in gesprek",
    TransferStage.DECLINED: "{agent} neemt het gesprek niet over",
    TransferStage.NO_ANSWER: "{agent} neemt niet op",
    TransferStage.UNREACHABLE: "{agent} is niet bereikbaar",
    TransferStage.AGENT_GONE: "{agent} hing op",
    TransferStage.WAITING: "de beller wacht {seconds:.0f} seconden",
    TransferStage.ACCEPTED: "{agent} neemt het gesprek over",
    TransferStage.CONNECTED: "de beller spreekt met {agent}",
    TransferStage.CANCELLED: "het doorverbinden is gestopt",
    TransferStage.FAILED: "niemand kon het gesprek overnemen",
}
_CALLED_BACK = {
    CallbackResult.REACHED: "bereikt",
    CallbackResult.NO_ANSWER: "geen gehoor",
    CallbackResult.WRONG_NUMBER: "verkeerd nummer",
    CallbackResult.NOT_NEEDED: "niet meer nodig",
}
_ENDED_BY = {
    "caller": "de beller hing op",
    "agent": "de medewerker hing op",
    "desk": "de balie hing op",
    "fault": "verbroken",
}
_FAILED = {"hearing": "horen", "speaking": "spreken", "search": "zoeken", "record": "vastleggen"}

_LINES: Mapping[type, Callable[[Any], str]] = {
    Rung: lambda item: f"gesprek begint ({item.line})",
    Heard: _heard,
    Keyed: lambda item: f"beller toetst: {item.keys}",
    Said: _said,
    NewsCame: lambda item: f"bericht komt binnen: {item.text['nl']}",
    Failed: lambda item: f"storing bij {_FAILED.get(item.part, item.part)}",
    RequestCallback: _callback,
    Transfer: _transfer,
    TransferMoved: _moved,
    Briefed: lambda item: f"{item.agent} hoort: {item.text}",
    HungUp: lambda item: _ENDED_BY.get(item.by, item.by),
    Conclude: lambda item: f"uitkomst: {item.outcome.value}",
    TakenOver: lambda item: f"{item.agent} neemt het gesprek over van de assistent",
    Exchanged: lambda item: f"{item.agent or 'beller'} schrijft: {item.text}",
    SentBack: lambda item: f"{item.agent} geeft de beller terug aan de assistent",
    Noted: lambda item: f"{item.agent} schrijft: {item.text}",
    Closed: lambda item: f"{item.agent} rondt af: {TITLES[item.outcome]}",
    Corrected: lambda item: f"{item.agent} zegt dat een antwoord niet klopt: {item.reason}",
    CalledBack: _called_back,
}
"""What a reader wants to see; all else is in the record and not in the transcript."""
