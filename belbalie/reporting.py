"""`belbalie report` and `belbalie erase`: what the records tell, and forgetting a call."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

from belbalie.errors import WorkFailed, WrongUse
from belbalie.moments import day
from belbalie.settings import Settings
from dialog.card import fields as card_fields
from dialog.card import written
from dialog.contact_note import Edits
from dialog.content import ContentError, load
from dialog.summary import Summary, summarise
from dialog.titles import NO_TITLES, Titles
from dialog.wire import encode
from records.cases import Cases
from records.errors import ChainBroken, RecordsError
from records.log import Entry, EventLog
from records.report import Callback, Report, outcome, report, transcript

_FIRST_DAY = date(2000, 1, 1)
"""Before every call; where no --from is given."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of this machine's time zone, both included."""

    first: date
    last: date

    @classmethod
    def of(cls, since: str | None, until: str | None) -> "Period":
        """Raises WrongUse."""
        first = day(since, "--from") if since is not None else _FIRST_DAY
        last = day(until, "--to") if until is not None else max(first, _today())
        if last < first:
            raise WrongUse(f"--to: expected {first} or a later day, got {last}")
        return cls(first, last)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first until just before the second. Raises WrongUse beyond the calendar."""
        try:
            return _midnight(self.first), _midnight(self.last + timedelta(days=1))
        except (OverflowError, ValueError, OSError):
            raise WrongUse(
                f"--from, --to: expected days of this age, got {self.first} to {self.last}"
            ) from None


def print_report(settings: Settings, since: str | None, until: str | None, as_json: bool) -> None:
    """Outcomes and figures of the calls in these days. Raises CommandError."""
    period = Period.of(since, until)
    moments = period.moments
    with _records(settings) as log:
        found, cases = report(log, *moments), _cases(settings, moments)
    if as_json:
        print(json.dumps(_fields(found, cases, period), ensure_ascii=False))
    else:
        print("\n".join(_lines(found, cases, period)))


def print_call(settings: Settings, call_id: str, as_json: bool) -> None:
    """One call: what an agent has to know of it, then all of it. Raises CommandError."""
    with _records(settings) as log, _naming(log, call_id):
        log.verify(call_id)
        entries = log.read(call_id)
    titles = _titles(settings)
    lines = _entry_lines(call_id, entries, titles) if as_json else _read_lines(entries, titles)
    for line in lines:
        print(line)


def erase_call(settings: Settings, call_id: str) -> None:
    """Destroy the key and the words of a call. Raises CommandError."""
    with _records(settings) as log, _naming(log, call_id):
        log.erase(call_id)
    print(f"call {call_id} is erased: its words are gone, its bare envelope stays")


@contextmanager
def _records(settings: Settings) -> Iterator[EventLog]:
    """The records that are there; a command that reads makes no new ones."""
    file = sqlite_file(settings.database_url)
    if file is not None and not file.is_file():
        raise WrongUse(
            f"{file}: expected a database with records, found none; "
            "place a call first, or name another with --database"
        )
    try:
        log = EventLog(settings.database_url)
    except RecordsError as error:
        raise WorkFailed(str(error)) from None
    try:
        yield log
    except RecordsError as error:
        raise WorkFailed(str(error)) from None
    finally:
        log.close()


def _cases(settings: Settings, moments: tuple[datetime, datetime]) -> Mapping[str, int]:
    """How many of each kind callers had done."""
    with closing(Cases(settings.database_url)) as cases:
        return cases.counts(*moments)


@contextmanager
def _naming(log: EventLog, call_id: str) -> Iterator[None]:
    """An id that no call has is wrong use; all else that the records refuse is failed work."""
    try:
        yield
    except ChainBroken:
        raise
    except RecordsError as error:
        since, until = Period(_FIRST_DAY, _today() + timedelta(days=1)).moments
        known = {call.call_id for call in log.calls(since, until)}
        if call_id in known:
            raise
        raise WrongUse(str(error)) from None


def sqlite_file(url: str) -> Path | None:
    found = re.match(r"sqlite(?:\+\w+)?:///([^?]+)", url)
    return Path(found[1]) if found and found[1] != ":memory:" else None


# -- figures -------------------------------------------------------------------------------------


def _fields(found: Report, cases: Mapping[str, int], period: Period) -> dict[str, object]:
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "calls": found.calls,
        "erased": found.erased,
        "median_seconds": found.median_seconds and round(found.median_seconds, 1),
        "outcomes": {kind.value: count for kind, count in found.outcomes.items()},
        "endings": {kind.value: count for kind, count in found.endings.items()},
        "agent_outcomes": {kind.value: count for kind, count in found.agent_outcomes.items()},
        "corrections": found.corrections,
        "topics": dict(found.topics),
        "cases": dict(cases),
        "callbacks": [_callback_fields(one) for one in found.callbacks],
        "notes": _note_fields(found.notes),
        "asked": dict(found.asked),
        "broken": list(found.broken),
    }


def _note_fields(notes: Edits) -> dict[str, object]:
    """Drafts of contact notes, and what agents changed in them, by the kind of line."""
    kinds: dict[str, dict[str, int]] = {}
    for kind, edit, times in notes.by_kind:
        kinds.setdefault(kind.name.lower(), {})[edit.value] = times
    return {
        "drafted": notes.notes,
        "unchanged": notes.unchanged,
        "lines": kinds,
        "added": notes.added,
    }


def _callback_fields(one: Callback) -> dict[str, object]:
    return {
        "call": one.call_id,
        "asked_at": one.asked_at.isoformat(),
        "department": one.department,
        "when": one.when,
        "topic": one.topic,
        "urgent": one.urgent,
    }


def _lines(found: Report, cases: Mapping[str, int], period: Period) -> Iterator[str]:
    begin = "the first call" if period.first == _FIRST_DAY else str(period.first)
    yield f"calls from {begin} to {period.last}"
    middle = "-" if found.median_seconds is None else f"{found.median_seconds:.0f} s"
    yield from _tables({
        "totals": {
            "calls": found.calls,
            "of these erased": found.erased,
            "median length": middle,
            "answers called wrong": found.corrections,
        },
        "outcomes": {kind.value: count for kind, count in found.outcomes.items()},
        "endings": {kind.value: count for kind, count in found.endings.items() if count},
        "agents say": {
            kind.value: count for kind, count in found.agent_outcomes.items() if count
        },
        "topics": found.topics,
        "cases": cases,
        "contact notes": _note_rows(found.notes),
        "asked by agents": found.asked if any(found.asked.values()) else {},
    })  # fmt: skip
    if found.callbacks:
        yield "callbacks"
    for one in found.callbacks:
        asked = one.asked_at.astimezone()
        haste = "  urgent" if one.urgent else ""
        yield f"  {asked:%Y-%m-%d %H:%M}  {one.department}, {one.when}{haste}  call {one.call_id}"
    yield from (f"broken  {sentence}" for sentence in found.broken)


def _note_rows(notes: Edits) -> dict[str, int]:
    if not notes.notes:
        return {}
    lines = {f"{kind.name.lower()} {edit}": times for kind, edit, times in notes.by_kind}
    whole = {"drafted": notes.notes, "unchanged": notes.unchanged}
    return {**whole, **lines, "lines added": notes.added}


def _tables(tables: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """All values end in one column."""
    width = max(len(name) for rows in tables.values() for name in rows)
    for title, rows in tables.items():
        if rows:
            yield title
        for name, value in rows.items():
            yield f"  {name:{width}}  {value:>6}"


# -- one call ------------------------------------------------------------------------------------


def _read_lines(entries: list[Entry], titles: Titles) -> Iterator[str]:
    summary = _summary(entries)
    if summary is not None:
        yield from (*written(summary, titles), "")
    yield from transcript(entries, _zone(entries))


def _entry_lines(call_id: str, entries: list[Entry], titles: Titles) -> Iterator[str]:
    """Entries, card, outcome. Fields are null once the call was erased; then there is no card."""
    for entry in entries:
        line = {
            "id": call_id,
            "number": entry.number,
            "at": entry.at.isoformat(),
            "kind": entry.kind,
            "fields": encode(entry.item)[1] if entry.item is not None else None,
        }
        yield json.dumps(line, ensure_ascii=False)
    summary = _summary(entries)
    if summary is not None:
        card = {"id": call_id, "card": card_fields(summary, titles)}
        yield json.dumps(card, ensure_ascii=False)
    told = outcome(entries).value if summary is not None else None
    yield json.dumps({"id": call_id, "outcome": told})


def _summary(entries: list[Entry]) -> Summary | None:
    """None once the call was erased."""
    if any(entry.item is None for entry in entries):
        return None
    return summarise(entry.item for entry in entries if entry.item is not None)


def _titles(settings: Settings) -> Titles:
    """As the content has them now; a call is told by keys where there is no content."""
    try:
        return Titles.of(load(settings.content))
    except ContentError:
        return NO_TITLES


def _today() -> date:
    return datetime.now().astimezone().date()


def _midnight(of: date) -> datetime:
    return datetime(of.year, of.month, of.day).astimezone()


def _zone(entries: list[Entry]) -> tzinfo:
    """The zone of this machine, as it was on the day of the call: summer and winter differ."""
    here = entries[0].at.astimezone().tzinfo if entries else None
    return here or UTC
