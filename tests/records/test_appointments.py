from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dialog.hours import ClosingDay
from records.agenda import Appointments
from records.cases import Cases
from tests.records.desk import AGENDA, ASKING, FRIDAY, Told, options, values

WISH = {"product": "paspoort", "datum": "2026-11-27", "tijd": "09:00"}
WHO = {"naam": "Karin Jansen", "telefoon": "0612345678"}


@pytest.fixture
def cases(path: Path) -> Iterator[Cases]:
    made = Cases(f"sqlite:///{path}")
    yield made
    made.close()


@pytest.fixture
def desk(cases: Cases) -> Appointments:
    return Appointments(cases, AGENDA)


def booked(desk: Appointments, **wish: str) -> Told:
    outcome = desk.book({**WISH, **WHO, **wish}, ASKING)
    assert outcome.status == "ok"
    return values(outcome)


def test_what_is_free_begins_with_what_was_wished(desk: Appointments) -> None:
    outcome = desk.free(WISH, ASKING)
    assert outcome.status == "ok"
    assert values(outcome) == {"exact": "yes"}
    assert options(outcome)[0] == {"datum": "2026-11-27", "tijd": "09:00"}
    assert len(options(outcome)) == 6


def test_where_the_wish_cannot_be_had_the_nearest_is_offered(desk: Appointments) -> None:
    outcome = desk.free({**WISH, "tijd": "15:00"}, ASKING)
    assert values(outcome) == {"exact": "no"}
    assert options(outcome)[0] == {"datum": "2026-11-27", "tijd": "11:30"}


def test_a_booking_gives_a_code_that_can_be_said_and_where_to_come(desk: Appointments) -> None:
    given = booked(desk)
    assert given.pop("code").isdecimal()
    assert given == {
        "datum": "2026-11-27",
        "tijd": "09:00",
        "product": "paspoort",
        "title": "een paspoort",
        "title_en": "a passport",
        "locatie": "het gemeentehuis",
        "locatie_en": "the town hall",
    }


def test_the_third_of_two_places_hears_of_others(desk: Appointments) -> None:
    booked(desk)
    booked(desk)
    outcome = desk.book({**WISH, **WHO}, ASKING)
    assert outcome.status == "taken"
    assert options(outcome)[0] == {"datum": "2026-11-27", "tijd": "09:30"}
    assert {"datum": "2026-11-27", "tijd": "09:00"} not in options(desk.free(WISH, ASKING))


@pytest.mark.parametrize(
    ("day", "at"),
    [
        ("2026-11-27", "08:30"),  # before the desk opens
        ("2026-11-27", "12:00"),  # it has just closed
        ("2026-11-27", "09:10"),  # not on a half hour
        ("2026-11-26", "09:00"),  # three hours ago
        ("2026-11-28", "09:00"),  # a Saturday
        ("2026-12-25", "09:00"),  # Christmas
        ("2027-03-01", "09:00"),  # farther than the agenda goes
    ],
)
def test_nothing_is_booked_outside_the_hours_of_the_agenda(
    desk: Appointments, cases: Cases, day: str, at: str
) -> None:
    outcome = desk.book({**WISH, **WHO, "datum": day, "tijd": at}, ASKING)
    assert outcome.status == "taken"
    assert outcome.options
    assert cases.open_ones("appointment") == []


def test_nothing_is_booked_on_a_closing_day(cases: Cases) -> None:
    closed = (ClosingDay(FRIDAY, {"nl": "een studiedag"}),)
    desk = Appointments(cases, replace(AGENDA, hours=replace(AGENDA.hours, closing_days=closed)))
    assert desk.book({**WISH, **WHO}, ASKING).status == "taken"
    assert {each["datum"] for each in options(desk.free(WISH, ASKING))} == {"2026-11-30"}


def test_a_full_agenda_has_nothing(cases: Cases) -> None:
    desk = Appointments(cases, replace(AGENDA, days_ahead=0))
    assert desk.free(WISH, ASKING).status == "none"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"naam": "mevrouw Janssen", "datum": "2026-11-27"}, "ok"),
        ({"naam": "Jansen", "telefoon": "0612345678"}, "ok"),
        ({"naam": "Jansen", "datum": "2026-11-30"}, "none"),
        ({"naam": "Jansen", "telefoon": "0687654321"}, "none"),
        ({"naam": "Pietersen", "datum": "2026-11-27"}, "none"),
        ({"code": "00000", "naam": "Jansen"}, "none"),
        ({"code": "geen idee", "naam": "Jansen"}, "none"),
    ],
)
def test_an_appointment_is_found_by_who_made_it(
    desk: Appointments, asked: Told, status: str
) -> None:
    made = booked(desk)
    outcome = desk.find(asked, ASKING)
    assert outcome.status == status
    assert values(outcome) == (made if status == "ok" else {})


def test_an_appointment_is_found_by_its_code_however_it_is_said(desk: Appointments) -> None:
    made = booked(desk)
    code = made["code"]
    said = {"code": f"{code[:2]} {code[2:]}", "naam": "Jansen"}
    assert values(desk.find(said, ASKING)) == made


@pytest.mark.parametrize(
    ("fact", "status"),
    [
        ({"naam": "Jansen"}, "ok"),
        ({"datum": "2026-11-27"}, "ok"),
        ({"telefoon": "0612345678"}, "ok"),
        ({"naam": "Jamsem", "datum": "2026-11-27"}, "ok"),
        ({"naam": "Pietersen"}, "none"),
        ({"datum": "2026-11-30"}, "none"),
    ],
)
def test_a_code_is_believed_with_one_fact_beside_it(
    desk: Appointments, fact: Told, status: str
) -> None:
    code = booked(desk)["code"]
    assert desk.find({"code": code, **fact}, ASKING).status == status


def test_two_of_one_name_on_one_day_are_both_told(desk: Appointments) -> None:
    booked(desk)
    booked(desk, tijd="10:00")
    outcome = desk.find({"naam": "Jansen", "datum": "2026-11-27"}, ASKING)
    assert outcome.status == "several"
    assert [each["tijd"] for each in options(outcome)] == ["09:00", "10:00"]


def test_an_appointment_that_was_is_not_found(desk: Appointments) -> None:
    made = booked(desk)
    later = replace(ASKING, now=ASKING.now + timedelta(days=2))
    assert desk.find({"code": made["code"], **WHO}, later).status == "none"
    assert desk.cancel({"code": made["code"]}, later).status == "none"
    with pytest.raises(LookupError):
        desk.move({**WISH, "code": made["code"]}, later)


def test_an_appointment_moves_and_its_old_place_is_free(desk: Appointments) -> None:
    made = booked(desk)
    booked(desk)
    moved = desk.move({"code": made["code"], "datum": "2026-11-30", "tijd": "10:00"}, ASKING)
    assert moved.status == "ok"
    assert values(moved) == {**made, "datum": "2026-11-30", "tijd": "10:00"}
    assert desk.book({**WISH, **WHO}, ASKING).status == "ok"


def test_an_appointment_that_cannot_move_stays(desk: Appointments) -> None:
    made = booked(desk)
    for _ in range(2):
        booked(desk, tijd="10:00")
    outcome = desk.move({"code": made["code"], "datum": "2026-11-27", "tijd": "10:00"}, ASKING)
    assert outcome.status == "taken"
    assert {"datum": "2026-11-27", "tijd": "09:30"} in options(outcome)[:2]
    assert values(desk.find({"code": made["code"], **WHO}, ASKING)) == made


def test_an_hour_may_move_over_its_own_place(desk: Appointments) -> None:
    for _ in range(2):
        made = booked(desk, product="trouwen")
    to = {"code": made["code"], "datum": "2026-11-27", "tijd": "09:30"}
    outcome = desk.move(to, ASKING)
    assert outcome.status == "ok"


def test_a_cancelled_appointment_is_gone_and_its_place_free(desk: Appointments) -> None:
    code = booked(desk)["code"]
    booked(desk)
    assert desk.cancel({"code": code}, ASKING).status == "ok"
    assert desk.cancel({"code": code}, ASKING).status == "none"
    assert desk.find({"code": code, **WHO}, ASKING).status == "none"
    assert desk.book({**WISH, **WHO}, ASKING).status == "ok"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"product": "paspoort"}, "agenda.book: expected datum and tijd and naam and telefoon"),
        ({**WISH, "naam": "Jansen"}, "expected telefoon, got datum, naam, product, tijd"),
        ({**WISH, **WHO, "naam": " "}, "expected naam"),
        ({**WISH, **WHO, "product": "zeilboot"}, "a product of agenda.yaml"),
        ({**WISH, **WHO, "datum": "vrijdag"}, "datum: expected a day"),
        ({**WISH, **WHO, "tijd": "negen uur"}, "tijd: expected a time"),
    ],
)
def test_what_is_missing_or_of_another_form_is_told_without_the_callers_name(
    desk: Appointments, asked: Told, words: str
) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        desk.book(asked, ASKING)
    assert "Jansen" not in str(caught.value)


@pytest.mark.parametrize(
    "asked", [{}, {"naam": "Jansen"}, {"datum": "2026-11-27"}, {"code": "48210"}]
)
def test_an_appointment_is_not_looked_for_by_less_than_a_name_and_something(
    desk: Appointments, asked: Told
) -> None:
    booked(desk)
    with pytest.raises(ValueError, match=r"agenda\.find: expected"):
        desk.find(asked, ASKING)
