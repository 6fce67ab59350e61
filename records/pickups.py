"""Bulky waste that is fetched at home: on which days a lorry has room, and who has it."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from dialog.addresses import Addresses
from dialog.agenda import Taken
from dialog.look_ups import street_of
from dialog.service_values import Values, needed, row
from dialog.services import OK, Outcome, Row
from dialog.waste import Area, BulkyRound, Waste
from dialog.wishes import DAYPARTS, Wish, day_of, nearest
from records.case import PICKUP, Asking, NewCase, Seat
from records.cases import Cases

_ADDRESS = ("postcode", "huisnummer")
_KEPT = (*_ADDRESS, "object", "aantal", "telefoon")
_ONCE_A_DAY = time(0)
"""A lorry has its places by the day."""


class Pickups:
    """The rounds as the content has them now, and who has a place in them."""

    def __init__(self, cases: Cases, waste: Waste, addresses: Addresses) -> None:
        self._cases = cases
        self._waste = waste
        self._addresses = addresses

    def free(self, values: Values, asking: Asking) -> Outcome:
        """bulky.free: the days nearest to what was wished."""
        area = self._area("bulky.free", values)
        if area is None or area.bulky is None:
            return Outcome("none")
        offers = self._offers(area, area.bulky, values, asking)
        return Outcome(OK, options=offers) if offers else Outcome("none")

    def book(self, values: Values, asking: Asking) -> Outcome:
        """bulky.book: this day, or others where the lorry is full."""
        needed("bulky.book", values, "object")
        day = day_of(needed("bulky.book", values, "datum")[0])
        area = self._area("bulky.book", values)
        if area is None or area.bulky is None:
            return Outcome("taken")
        bulky, drives = area.bulky, day in self._days(area, asking)

        def choose(taken: Taken) -> Sequence[Seat] | None:
            place = _free_place(bulky, taken, day) if drives else None
            return None if place is None else [Seat(day, _ONCE_A_DAY, place)]

        words = {key: values.get(key, "") for key in _KEPT}
        new = NewCase(PICKUP, area.key, day, None, words)
        number = self._cases.open_at(new, _calendar(area), choose, asking)
        if number is None:
            return Outcome("taken", options=self._offers(area, bulky, values, asking))
        return Outcome(OK, row(nummer=number, datum=day.isoformat(), dagdeel=bulky.daypart))

    def _area(self, service: str, values: Values) -> Area | None:
        postcode, number = needed(service, values, *_ADDRESS)
        return self._waste.area(postcode, street_of(self._addresses, postcode, number))

    def _days(self, area: Area, asking: Asking) -> list[date]:
        return list(self._waste.bulky_days(area, self._waste.holidays.local(asking.now).date()))

    def _offers(
        self, area: Area, bulky: BulkyRound, values: Values, asking: Asking
    ) -> tuple[Row, ...]:
        days = list(self._with_room(area, bulky, asking))
        starts = DAYPARTS[bulky.daypart][0]
        places, _ = nearest(days, Wish.of(values), lambda day: (day, starts))
        return tuple(row(datum=day.isoformat(), dagdeel=bulky.daypart) for day in places)

    def _with_room(self, area: Area, bulky: BulkyRound, asking: Asking) -> Iterator[date]:
        today = self._waste.holidays.local(asking.now).date()
        until = today + timedelta(days=self._waste.bulky_days_ahead)
        taken = self._cases.taken(_calendar(area), (today, until))
        for day in self._days(area, asking):
            if _free_place(bulky, taken, day) is not None:
                yield day


def _free_place(bulky: BulkyRound, taken: Taken, day: date) -> int | None:
    busy = taken.get((day, _ONCE_A_DAY), frozenset())
    return next((place for place in range(1, bulky.capacity + 1) if place not in busy), None)


def _calendar(area: Area) -> str:
    return f"bulky {area.key}"
