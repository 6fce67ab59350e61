"""The services of one conversation in text: the same handlers, in a database that is never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from belbalie.fixtures import NO_FIXTURES, Booked, Fixtures
from belbalie.services import Room, carry_out
from dialog.agenda import Taken, half_hours
from dialog.content_services import ServiceContent
from dialog.crisis import CrisisMessage
from dialog.hours import Hours, holiday_keys
from dialog.knowledge import Knowledge
from dialog.service_values import needed
from dialog.services import OK, Outcome
from dialog.text_message import mobile
from dialog.waste import Area, Round, Waste
from records.agenda import CALENDAR
from records.case import APPOINTMENT, Asking, NewCase, Seat
from records.cases import Cases

_CALL = "text"
_ONCE_WEEKS = 104
"""A round that comes on one day only, as far as anybody looks."""


class NoMessages:
    """Tells what a real message would come to; none leaves."""

    def send(self, values: Mapping[str, str], asking: Asking) -> Outcome:
        told, _ = needed("message.send", values, "telefoon", "tekst")
        return Outcome(OK if mobile(told) else "landline")


class NoCalls:
    """A conversation in text has no call before it, and nothing of it stays."""

    def open(self, values: Mapping[str, str], asking: Asking) -> Outcome:
        needed("call.open", values, "gesprekscode")
        return Outcome("none")

    def take_up(self, values: Mapping[str, str], asking: Asking) -> Outcome:
        return Outcome("none")

    def forget(self, values: Mapping[str, str], asking: Asking) -> Outcome:
        return Outcome(OK)


class MemoryDesk:
    """What one conversation can have done. It begins with what `fixtures` say is there."""

    def __init__(
        self,
        knowledge: Knowledge,
        content: ServiceContent,
        now: datetime,
        fixtures: Fixtures = NO_FIXTURES,
    ) -> None:
        """The database is made when it is first needed: most conversations need none."""
        self._now = now
        self._fixtures = fixtures
        self._cases: Cases | None = None
        content = replace(
            content,
            waste=_with_days(content.waste, fixtures.waste),
            crisis=_crisis(content.crisis, fixtures.crisis, now),
        )
        self._room = Room(
            knowledge,
            content,
            self._opened,
            fixtures.case_products,
            message_desk=NoMessages(),
            call_desk=NoCalls(),
        )

    def perform(self, service: str, values: Mapping[str, str], now: datetime) -> Outcome:
        """Raises as `carry_out` does."""
        return carry_out(self._room, service, values, Asking(now, _CALL))

    def close(self) -> None:
        if self._cases is not None:
            self._cases.close()

    def _opened(self) -> Cases:
        if self._cases is None:
            # Drawn in a fixed order: a script that is played again gets the same numbers.
            self._cases = Cases("sqlite://", Random(1).randrange)
            for booked in self._fixtures.appointments:
                self._book(self._cases, booked)
        return self._cases

    def _book(self, cases: Cases, booked: Booked) -> None:
        """It is there, whatever the agenda has to say to its day and time."""
        agenda = self._room.content.agenda
        product = agenda.product(booked.product) if agenda is not None else None
        blocks = half_hours(product, booked.at) if product is not None else (booked.at,)

        def choose(taken: Taken) -> Sequence[Seat]:
            busy = {one for block in blocks for one in taken.get((booked.day, block), ())}
            place = next(n for n in range(1, len(busy) + 2) if n not in busy)
            return [Seat(booked.day, block, place) for block in blocks]

        words = {"naam": booked.name, "telefoon": booked.telephone}
        subject = product.key if product is not None else booked.product
        new = NewCase(APPOINTMENT, subject, booked.day, booked.at, words)
        cases.open_at(new, CALENDAR, choose, Asking(self._now, _CALL))


def _with_days(
    waste: Waste | None, given: Mapping[str, Mapping[str, tuple[date, ...]]]
) -> Waste | None:
    """These days in place of the calendar's own, on the day that is named and no other."""
    if not given:
        return waste
    known = waste if waste is not None else Waste((), {}, {})
    fractions = {name: () for days in given.values() for name in days}
    return replace(
        known,
        areas=tuple(_areas(known.areas, given)),
        fractions={**fractions, **known.fractions},
        moved={},
        holidays=Hours(open_on=holiday_keys(), time_zone=known.holidays.time_zone),
    )


def _areas(
    areas: Sequence[Area], given: Mapping[str, Mapping[str, tuple[date, ...]]]
) -> list[Area]:
    made = [Area(f"{start} gegeven", (start,), rounds=_rounds(given[start])) for start in given]
    everywhere = _rounds(given.get("", {}))
    return [*(replace(area, rounds=everywhere or area.rounds) for area in areas), *made]


def _rounds(days: Mapping[str, tuple[date, ...]]) -> tuple[Round, ...]:
    return tuple(Round(name, day, _ONCE_WEEKS) for name, each in days.items() for day in each)


def _crisis(
    messages: tuple[CrisisMessage, ...], given: str | None, now: datetime
) -> tuple[CrisisMessage, ...]:
    if given is None:
        return messages
    if not given:
        return ()
    tonight = datetime.combine(now.date() + timedelta(days=1), time(0), now.tzinfo)
    return (CrisisMessage({"nl": given}, since=now - timedelta(hours=1), until=tonight),)
