"""The agenda of the desk: what people come for, how long that takes, and when there is room.

A day is cut into half hours from the moment the desk opens. In each half hour there are
`capacity` places; an appointment that takes longer keeps the same place in the next ones.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialog.hours import Hours
from dialog.phrases import plain

BLOCK_MINUTES = 30
"""Places begin on these: easy to say ('half elf') and to remember."""

Taken = Mapping[tuple[date, time], frozenset[int]]
"""By the half hour, the places (from 1) that somebody has."""


@dataclass(frozen=True, slots=True)
class Product:
    """What somebody comes for."""

    key: str
    title: Mapping[str, str]
    """Per language, with its article: 'een paspoort'."""
    minutes: int
    bring: Mapping[str, str]
    """Per language, what to bring, in whole sentences."""
    words: tuple[str, ...] = ()
    """Other names that callers use, as `plain` text."""

    @property
    def blocks(self) -> int:
        return -(-self.minutes // BLOCK_MINUTES)


@dataclass(frozen=True, slots=True)
class Agenda:
    products: Mapping[str, Product]
    hours: Hours
    """When the desk helps people; on holidays and closing days it does not."""
    capacity: int
    """Appointments that may begin in the same half hour."""
    location: Mapping[str, str]
    """Per language, where to come: 'het gemeentehuis, Marktplein 1'."""
    notice_minutes: int = 60
    """So much time there is at least between the call and the appointment."""
    days_ahead: int = 42
    """So far ahead appointments are made."""

    def product(self, said: str) -> Product | None:
        """Find what is meant, by its key or by a name in the words; the longest name wins."""
        words = plain(said)
        if said in self.products:
            return self.products[said]
        named = [
            (len(name), product)
            for product in self.products.values()
            for name in _names(product)
            if re.search(rf"\b{re.escape(name)}", words)
        ]
        return max(named, key=lambda found: found[0])[1] if named else None


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """A place that is free: the first half hour of it, and which place."""

    day: date
    at: time
    place: int


def openings(agenda: Agenda, product: Product, taken: Taken, now: datetime) -> Iterator[Opening]:
    """Every beginning at which this product still has a place, in order of time."""
    here = agenda.hours.local(now)
    earliest = (here + timedelta(minutes=agenda.notice_minutes)).replace(tzinfo=None)
    for ahead in range(agenda.days_ahead + 1):
        day = here.date() + timedelta(days=ahead)
        for at in beginnings(agenda, product, day):
            place = free_place(agenda, product, taken, day, at)
            if place is not None and datetime.combine(day, at) >= earliest:
                yield Opening(day, at, place)


def beginnings(agenda: Agenda, product: Product, day: date) -> Iterator[time]:
    """When this product may begin on a day, were nobody else there."""
    for span in agenda.hours.spans_on(day):
        at = datetime.combine(day, span.start)
        end = at + timedelta(minutes=span.minutes)
        while at + timedelta(minutes=product.minutes) <= end:
            yield at.time()
            at += timedelta(minutes=BLOCK_MINUTES)


def half_hours(product: Product, at: time) -> tuple[time, ...]:
    """The half hours that an appointment at `at` takes."""
    start = datetime.combine(date.min, at)
    steps = (timedelta(minutes=BLOCK_MINUTES * number) for number in range(product.blocks))
    return tuple((start + step).time() for step in steps)


def free_place(agenda: Agenda, product: Product, taken: Taken, day: date, at: time) -> int | None:
    """The lowest place that is free for as long as the product takes."""
    busy = frozenset[int]().union(
        *(taken.get((day, block), frozenset()) for block in half_hours(product, at))
    )
    return next((place for place in range(1, agenda.capacity + 1) if place not in busy), None)


def _names(product: Product) -> tuple[str, ...]:
    return (plain(product.key.replace("_", " ")), *product.words)
