"""What the overview tells of each call and each person, as words and moments."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.spans import estimate_in_words
from desk.switchboard import LiveCall, Presence, Seat, Stage
from dialog.card import Card, card
from dialog.events import TYPED
from dialog.summary import summarise
from dialog.titles import Titles

PRESENCE = {
    Presence.AVAILABLE: "beschikbaar",
    Presence.BUSY: "bezet",
    Presence.AWAY: "afwezig",
}
STAGES = {
    Stage.ASSISTANT: "spreekt met de assistent",
    Stage.QUEUED: "wacht in de rij",
    Stage.RINGING: "gaat over bij {agent}",
    Stage.AGENT: "spreekt met {agent}",
    Stage.OVER: "is voorbij",
}
LANGUAGES = {"nl": "Nederlands", "en": "Engels"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    call: str
    subject: str
    """What it is about, as far as that is known."""
    department: str
    """'' where none is."""
    since: datetime
    """From when it waits, or else from when it runs."""
    stage: Stage
    told: str
    """Where it is: 'spreekt met Sanne de Wit'."""
    urgent: bool
    language: str
    """'' for Dutch."""
    typed: bool
    remarks: Sequence[str] = ()
    """Mood, only as facts that were counted."""
    position: int | None = None
    estimate: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    title: str
    told: str
    since: datetime | None
    """None: nobody knows."""


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    title: str
    seats: Sequence[SeatRow]
    available: int


class Cards:
    """The cards of calls that run; each is made anew only when its call went on."""

    def __init__(self, titles: Callable[[], Titles]) -> None:
        """`titles` as the content has them now."""
        self._titles = titles
        self._made: dict[str, tuple[int, Card]] = {}

    def of(self, call: LiveCall) -> Card:
        entries, made = self._made.get(call.call, (-1, None))
        if made is None or entries != len(call.items):
            made = card(summarise(call.items), self._titles())
            self._made[call.call] = (len(call.items), made)
        return made

    def keep(self, calls: Iterable[LiveCall]) -> None:
        """Forget those of all other calls."""
        running = {call.call for call in calls}
        self._made = {key: made for key, made in self._made.items() if key in running}


def call_row(call: LiveCall, known: Card, titles: Titles, agent: str) -> CallRow:
    """`agent` is how the one who is rung or talks is called."""
    return CallRow(
        call=call.call,
        subject=_subject(known),
        department=titles.department(call.department) if call.department else "",
        since=call.queued_since or call.began,
        stage=call.stage,
        told=STAGES[call.stage].format(agent=agent),
        urgent=call.urgent or known.urgent,
        language="" if call.language == "nl" else LANGUAGES.get(call.language, call.language),
        typed=call.kind == TYPED,
        remarks=known.mood,
        position=call.position,
        estimate=estimate_in_words(call.estimate_seconds),
    )


def department_rows(seats: Sequence[Seat], titles: Titles) -> list[DepartmentRow]:
    """By department, and there by name; who takes calls of several stands in each."""
    keys = sorted({key for seat in seats for key in seat.agent.departments}, key=titles.department)
    rows = [_department(titles.department(key), _of(seats, key)) for key in keys]
    others = [seat for seat in seats if not seat.agent.departments]
    return [*rows, *([_department("Zonder afdeling", others)] if others else [])]


def called(name: str | None, seats: Iterable[Seat]) -> str:
    """How somebody is called of whom the account is known."""
    titles = (seat.agent.title for seat in seats if seat.agent.name == name)
    return next(titles, name or "een medewerker")


def _subject(known: Card) -> str:
    if known.subjects:
        return known.subjects[-1]
    return known.taken_as if known.asked else "Vraag nog niet gesteld"


def _of(seats: Sequence[Seat], department: str) -> list[Seat]:
    return [seat for seat in seats if department in seat.agent.departments]


def _department(title: str, seats: Sequence[Seat]) -> DepartmentRow:
    rows = [
        SeatRow(seat.agent.title, _told(seat), None if _unknown(seat) else seat.since)
        for seat in sorted(seats, key=lambda seat: seat.agent.title)
    ]
    free = (each for each in seats if each.presence is Presence.AVAILABLE)
    return DepartmentRow(title, rows, sum(not _unknown(each) for each in free))


def _unknown(seat: Seat) -> bool:
    """A telephone that can be rung, and nobody says whether somebody is there."""
    return not seat.signed_in and seat.presence is Presence.AVAILABLE


def _told(seat: Seat) -> str:
    if _unknown(seat):
        return "vaste telefoon"
    if seat.presence is Presence.BUSY and seat.call:
        return "bezet met een gesprek"
    return PRESENCE[seat.presence]
