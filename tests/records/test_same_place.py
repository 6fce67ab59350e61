"""Two callers never get the same place: many writers at once, in threads and in processes."""

import multiprocessing
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from dialog.agenda import Agenda
from records.agenda import CALENDAR, Appointments
from records.case import APPOINTMENT
from records.cases import Cases
from tests.records.desk import AGENDA, ASKING, FRIDAY, options, values

WRITERS = 8
BOOKINGS = 6
"""Each writer tries to get so many."""
WISH = {"product": "paspoort", "naam": "Bakker", "telefoon": "0612345678"}
DAYS = (FRIDAY, FRIDAY + timedelta(days=60))


def book_the_same(url: str, writer: int) -> list[str]:
    """Try to get 09:00 of the same day again and again; returns the codes that were got."""
    cases = Cases(url)
    desk = Appointments(cases, AGENDA)
    asking = replace(ASKING, call=f"call-{writer}-{uuid.uuid4()}")
    wish = {**WISH, "datum": FRIDAY.isoformat(), "tijd": "09:00"}
    outcomes = [desk.book(wish, asking) for _ in range(BOOKINGS)]
    cases.close()
    assert {outcome.status for outcome in outcomes} <= {"ok", "taken"}
    return [values(outcome)["code"] for outcome in outcomes if outcome.status == "ok"]


def take_what_is_offered(url: str, writer: int) -> list[str]:
    """As a caller does: ask what is free, take the first, take another when that one is gone."""
    cases = Cases(url)
    desk = Appointments(cases, AGENDA)
    asking = replace(ASKING, call=f"call-{writer}")
    got: list[str] = []
    for _ in range(BOOKINGS):
        offers = options(desk.free(WISH, asking))
        while offers:
            outcome = desk.book({**WISH, **offers[0]}, asking)
            if outcome.status == "ok":
                got.append(values(outcome)["code"])
                break
            offers = options(outcome)
    cases.close()
    return got


def in_threads(work: Callable[[str, int], list[str]], url: str) -> list[str]:
    with ThreadPoolExecutor(WRITERS) as pool:
        return [code for codes in pool.map(work, [url] * WRITERS, range(WRITERS)) for code in codes]


def in_processes(work: Callable[[str, int], list[str]], url: str) -> list[str]:
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        return [code for codes in pool.map(work, [url] * 4, range(4)) for code in codes]


def seats(url: str) -> Counter[tuple[date, time]]:
    """How many places are taken at each time."""
    cases = Cases(url)
    taken = cases.taken(CALENDAR, DAYS)
    booked = cases.open_ones(APPOINTMENT)
    cases.close()
    blocks = sum(AGENDA.products[case.subject].blocks for case in booked)
    assert sum(map(len, taken.values())) == blocks
    return Counter({at: len(those) for at, those in taken.items()})


@pytest.mark.parametrize("together", [in_threads, in_processes])
def test_of_all_who_want_the_same_place_so_many_get_it_as_there_are(
    database: str, together: Callable[..., list[str]]
) -> None:
    codes = together(book_the_same, database)
    assert len(codes) == AGENDA.capacity
    assert seats(database) == {(FRIDAY, time(9)): AGENDA.capacity}


def test_who_is_overtaken_gets_another_place(database: str) -> None:
    codes = in_threads(take_what_is_offered, database)
    assert len(set(codes)) == len(codes) == WRITERS * BOOKINGS
    assert max(seats(database).values()) <= AGENDA.capacity


def test_the_last_place_of_all_is_not_given_twice_to_who_takes_an_hour(database: str) -> None:
    narrow: Agenda = replace(AGENDA, capacity=1, days_ahead=1)

    def marry(writer: int) -> int:
        cases = Cases(database)
        desk = Appointments(cases, narrow)
        wish = {**WISH, "product": "trouwen", "datum": FRIDAY.isoformat()}
        times = ("09:00", "09:30", "10:00", "10:30", "11:00")
        done = [desk.book({**wish, "tijd": at}, ASKING).status for at in times]
        cases.close()
        return done.count("ok")

    with ThreadPoolExecutor(WRITERS) as pool:
        got = sum(pool.map(marry, range(WRITERS)))
    assert 2 <= got <= 3  # three hours of one place, cut in one way or another
    assert list(seats(database).values()) == [1] * 2 * got


def test_moving_and_booking_at_once_keep_to_the_places(database: str) -> None:
    """While some take places, others move to those; every caller has one place in the end."""
    cases = Cases(database)
    desk = Appointments(cases, AGENDA)
    wish = {**WISH, "datum": FRIDAY.isoformat()}
    at_nine = [values(desk.book({**wish, "tijd": "09:00"}, ASKING))["code"] for _ in range(2)]

    def move(code: str) -> None:
        for at in ("10:00", "09:30", "10:00", "11:00"):
            desk.move({"code": code, "datum": FRIDAY.isoformat(), "tijd": at}, ASKING)

    def book(at: str) -> None:
        desk.book({**wish, "tijd": at}, ASKING)

    with ThreadPoolExecutor(WRITERS) as pool:
        moved = [pool.submit(move, code) for code in at_nine]
        booked = [pool.submit(book, at) for at in ("10:00", "11:00", "10:00", "11:00", "09:30")]
        for each in (*moved, *booked):
            each.result()
    assert max(seats(database).values()) <= AGENDA.capacity
    assert all(cases.find(code) for code in at_nine)
    cases.close()
