"""Appointments at the desk: finding a time, booking, moving, cancelling."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from dialog.agenda import Agenda, Opening, Product, Taken, free_place, half_hours, openings
from dialog.names import same_name
from dialog.phrases import plain
from dialog.service_values import Values, needed, row, translated
from dialog.services import OK, Outcome, Row
from dialog.wishes import Wish, clock, day_of, nearest
from records.case import APPOINTMENT, Asking, Case, Choose, NewCase, Seat
from records.cases import Cases

CALENDAR = "agenda"
_SEVERAL = 6
"""So many appointments of one name are told apart at most."""


class Appointments:
    """The agenda as the content has it now, and who has which place in it.

    Everything that is asked with values of the wrong form raises ValueError.
    """

    def __init__(self, cases: Cases, agenda: Agenda) -> None:
        self._cases = cases
        self._agenda = agenda

    def free(self, values: Values, asking: Asking) -> Outcome:
        """agenda.free: the places nearest to what was wished."""
        product = self._product("agenda.free", values)
        offers, exact = self._offers(product, values, asking.now)
        return Outcome(OK, row(exact="yes" if exact else "no"), offers) if offers else _NONE

    def book(self, values: Values, asking: Asking) -> Outcome:
        """agenda.book: this place, or others where somebody was before."""
        names = ("datum", "tijd", "naam", "telefoon")
        day_text, at_text, name, telephone = needed("agenda.book", values, *names)
        product = self._product("agenda.book", values)
        day, at = day_of(day_text), clock(at_text)
        new = NewCase(APPOINTMENT, product.key, day, at, {"naam": name, "telefoon": telephone})
        choose = self._choosing(product, day, at, asking.now)
        code = self._cases.open_at(new, CALENDAR, choose, asking)
        if code is None:
            return self._taken(product, values, asking.now)
        return Outcome(OK, self._told(code, product.key, day, at))

    def find(self, values: Values, asking: Asking) -> Outcome:
        """agenda.find: by the name with the day or the telephone number, or by its code with
        one of the three: a code alone can be overheard, or guessed.
        """
        found = [self._told(*_of(case)) for case in self._found(values, asking.now)]
        if not found:
            return _NONE
        if len(found) > 1:
            return Outcome("several", options=tuple(found[:_SEVERAL]))
        return Outcome(OK, found[0])

    def move(self, values: Values, asking: Asking) -> Outcome:
        """agenda.move: the old place is given up only when the new one is there."""
        code, day_text, at_text = needed("agenda.move", values, "code", "datum", "tijd")
        day, at = day_of(day_text), clock(at_text)
        case = self._coming(code, asking.now)
        if case is None:
            raise LookupError("agenda.move: expected the code of an appointment to come")
        product = self._agenda.products[case.subject]
        choose = self._choosing(product, day, at, asking.now)
        if not self._cases.move(case.number, CALENDAR, (day, at), choose, asking):
            return self._taken(product, values, asking.now, but=case.number)
        return Outcome(OK, self._told(case.number, product.key, day, at))

    def cancel(self, values: Values, asking: Asking) -> Outcome:
        """agenda.cancel: its place is free again."""
        (code,) = needed("agenda.cancel", values, "code")
        case = self._coming(code, asking.now)
        if case is None or not self._cases.set_state(case.number, "cancelled", asking):
            return _NONE
        return Outcome(OK, self._told(*_of(case)))

    # -- inside --------------------------------------------------------------------------------

    def _product(self, service: str, values: Values) -> Product:
        (said,) = needed(service, values, "product")
        product = self._agenda.product(said)
        if product is None:
            known = ", ".join(self._agenda.products)
            raise ValueError(f"{service}: expected a product of agenda.yaml ({known}), got another")
        return product

    def _offers(
        self, product: Product, values: Values, now: datetime, but: str = ""
    ) -> tuple[tuple[Row, ...], bool]:
        today = self._agenda.hours.local(now).date()
        days = (today, today + timedelta(days=self._agenda.days_ahead))
        taken = self._cases.taken(CALENDAR, days, but)
        free = openings(self._agenda, product, taken, now)
        places, exact = nearest(free, Wish.of(values), _when)
        return tuple(_place(each) for each in places), exact

    def _taken(self, product: Product, values: Values, now: datetime, but: str = "") -> Outcome:
        return Outcome("taken", options=self._offers(product, values, now, but)[0])

    def _choosing(self, product: Product, day: date, at: time, now: datetime) -> Choose:
        """Picks the place for as long as the product takes; none outside the agenda's hours."""
        fits = any((each.day, each.at) == (day, at) for each in self._all(product, now))

        def choose(taken: Taken) -> Sequence[Seat] | None:
            place = free_place(self._agenda, product, taken, day, at) if fits else None
            if place is None:
                return None
            return [Seat(day, block, place) for block in half_hours(product, at)]

        return choose

    def _all(self, product: Product, now: datetime) -> Iterable[Opening]:
        """Every place that there would be, were nobody else there."""
        return openings(self._agenda, product, {}, now)

    def _found(self, values: Values, now: datetime) -> list[Case]:
        if values.get("code"):
            if not any(values.get(key) for key in ("naam", "datum", "telefoon")):
                needed("agenda.find", values, "naam, datum or telefoon")
            case = self._coming(values["code"], now)
            return [case] if case is not None and any(_facts(case, values)) else []
        needed("agenda.find", values, "naam")
        if not values.get("datum") and not values.get("telefoon"):
            needed("agenda.find", values, "code, datum or telefoon")
        return [case for case in self._all_coming(now) if all(_facts(case, values))]

    def _coming(self, code: str, now: datetime) -> Case | None:
        """The appointment of this code, if it is still to come."""
        digits = "".join(sign for sign in code if sign.isdecimal())
        case = self._cases.find(digits)
        today = self._agenda.hours.local(now).date()
        ours = case is not None and (case.kind, case.state) == (APPOINTMENT, "booked")
        return case if case is not None and ours and case.day >= today else None

    def _all_coming(self, now: datetime) -> list[Case]:
        return self._cases.open_ones(APPOINTMENT, self._agenda.hours.local(now).date())

    def _told(self, code: str, product: str, day: date, at: time | None) -> Row:
        known = self._agenda.products.get(product)
        return row(
            code=code,
            datum=day.isoformat(),
            tijd=f"{at:%H:%M}" if at is not None else "",
            product=product,
            **translated("title", known.title if known else {}),
            **translated("locatie", self._agenda.location),
        )


_NONE = Outcome("none")


def _facts(case: Case, values: Values) -> Iterator[bool]:
    """Of each fact that the caller told about it, whether it is so."""
    if values.get("naam"):
        yield same_name(values["naam"], case.words.get("naam", ""))
    if values.get("datum"):
        yield case.day == day_of(values["datum"])
    if values.get("telefoon"):
        yield plain(values["telefoon"]) == plain(case.words.get("telefoon", ""))


def _of(case: Case) -> tuple[str, str, date, time | None]:
    return case.number, case.subject, case.day, case.at


def _when(opening: Opening) -> tuple[date, time | None]:
    return opening.day, opening.at


def _place(opening: Opening) -> Row:
    return row(datum=opening.day.isoformat(), tijd=f"{opening.at:%H:%M}")
