"""Reports, pick-ups of bulky waste, complaints."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from records.cases import Cases
from records.complaints import Complaints
from records.pickups import Pickups
from records.reports import Reports
from tests.records.desk import (
    ADDRESSES,
    ASKING,
    HOURS,
    KINDS,
    WASTE,
    Told,
    options,
    values,
)

LAMP = {"object": "de lantaarn is kapot", "straat": "Dorpsstraat", "huisnummer": "12"}
BANK = {"postcode": "4992AA", "huisnummer": "12", "object": "een bank", "datum": "2026-12-01"}


@pytest.fixture
def cases(path: Path) -> Iterator[Cases]:
    made = Cases(f"sqlite:///{path}")
    yield made
    made.close()


@pytest.fixture
def reports(cases: Cases) -> Reports:
    return Reports(cases, KINDS, HOURS)


@pytest.fixture
def pickups(cases: Cases) -> Pickups:
    return Pickups(cases, WASTE, ADDRESSES)


def reported(reports: Reports, **said: str) -> str:
    outcome = reports.create({**LAMP, "gevaar": "nee", "sinds": "gisteren", **said}, ASKING)
    assert outcome.status == "ok"
    return values(outcome)["nummer"]


# -- reports -----------------------------------------------------------------------------------


def test_the_same_thing_at_the_same_place_is_known_with_its_state(reports: Reports) -> None:
    number = reported(reports)
    again = {"object": "een straatlamp doet het niet", "straat": "dorpsstraat", "huisnummer": "14"}
    outcome = reports.similar(again, ASKING)
    assert outcome.status == "known"
    assert values(outcome) == {
        "nummer": number,
        "staat": "gemeld",
        "staat_en": "reported",
        "sinds": "2026-11-26",
    }


@pytest.mark.parametrize(
    "said",
    [
        {**LAMP, "object": "een losse tegel"},
        {**LAMP, "straat": "Kerkstraat"},
        {**LAMP, "huisnummer": "40"},
    ],
)
def test_another_thing_or_place_is_not_known(reports: Reports, said: Told) -> None:
    reported(reports)
    assert reports.similar(said, ASKING).status == "none"


def test_what_is_planned_is_told_and_what_is_solved_is_not_known(
    reports: Reports, cases: Cases
) -> None:
    number = reported(reports)
    assert cases.set_state(number, "planned", ASKING)
    assert values(reports.similar(LAMP, ASKING))["staat"] == "ingepland"
    assert cases.set_state(number, "solved", ASKING)
    assert reports.similar(LAMP, ASKING).status == "none"


def test_what_was_reported_long_ago_may_be_something_new(reports: Reports) -> None:
    reported(reports)
    later = replace(ASKING, now=ASKING.now + timedelta(days=61))
    assert reports.similar(LAMP, later).status == "none"


def test_the_newest_of_two_is_told(reports: Reports) -> None:
    reported(reports)
    later = replace(ASKING, now=ASKING.now + timedelta(days=1))
    newest = values(reports.create(LAMP, later))["nummer"]
    assert values(reports.similar(LAMP, later))["nummer"] == newest


def test_who_joins_is_counted(reports: Reports) -> None:
    number = reported(reports)
    joined = reports.join({"nummer": number, "telefoon": "0612345678"}, ASKING)
    assert values(joined) == {"nummer": number, "aantal": "2"}
    assert values(reports.join({"nummer": number}, ASKING))["aantal"] == "3"


def test_nobody_joins_what_is_no_report(reports: Reports, cases: Cases) -> None:
    complaint = Complaints(cases, HOURS).create({"soort": "klacht", "tekst": "het tocht"}, ASKING)
    for number in ("00000", values(complaint)["nummer"]):
        with pytest.raises(LookupError, match=r"report\.join"):
            reports.join({"nummer": number}, ASKING)


def test_a_report_of_no_known_kind_is_kept_and_found_by_its_words(reports: Reports) -> None:
    swan = {"object": "een dode zwaan", "locatie": "bij de vijver"}
    number = values(reports.create(swan, ASKING))["nummer"]
    assert values(reports.similar({**swan, "object": "dode zwaan"}, ASKING))["nummer"] == number


@pytest.mark.parametrize("said", [{}, {"object": "lamp"}, {"straat": "Dorpsstraat"}])
def test_a_report_needs_a_thing_and_a_place(reports: Reports, said: Told) -> None:
    for service in (reports.create, reports.similar):
        with pytest.raises(ValueError, match="expected"):
            service(said, ASKING)


# -- pick-ups ----------------------------------------------------------------------------------


def test_a_lorry_has_room_on_its_days(pickups: Pickups) -> None:
    outcome = pickups.free(BANK, ASKING)
    assert outcome.status == "ok"
    assert options(outcome)[0] == {"datum": "2026-12-01", "dagdeel": "ochtend"}
    assert {each["datum"] for each in options(outcome)} >= {"2026-12-08", "2026-12-15"}


def test_a_wish_for_another_day_gives_the_nearest(pickups: Pickups) -> None:
    first = options(pickups.free({**BANK, "datum": "2026-12-10"}, ASKING))[0]
    assert first == {"datum": "2026-12-08", "dagdeel": "ochtend"}


@pytest.mark.parametrize("postcode", ["1012AB", "4999AA"])
def test_where_no_lorry_drives_there_is_none(pickups: Pickups, postcode: str) -> None:
    assert pickups.free({**BANK, "postcode": postcode}, ASKING).status == "none"
    outcome = pickups.book({**BANK, "postcode": postcode}, ASKING)
    assert (outcome.status, outcome.options) == ("taken", ())


def test_the_third_address_of_a_lorry_for_two_hears_of_other_days(pickups: Pickups) -> None:
    booked = [pickups.book(BANK, ASKING) for _ in range(2)]
    assert [outcome.status for outcome in booked] == ["ok", "ok"]
    given = values(booked[0])
    assert given.pop("nummer").isdecimal()
    assert given == {"datum": "2026-12-01", "dagdeel": "ochtend"}
    third = pickups.book(BANK, ASKING)
    assert third.status == "taken"
    assert options(third)[0]["datum"] == "2026-12-08"
    assert options(pickups.free(BANK, ASKING))[0]["datum"] == "2026-12-08"


def test_another_area_has_a_lorry_of_its_own(pickups: Pickups) -> None:
    for _ in range(2):
        pickups.book(BANK, ASKING)
    south = {**BANK, "postcode": "4995AA"}
    assert pickups.book(south, ASKING).status == "ok"
    assert pickups.book(south, ASKING).status == "taken"


@pytest.mark.parametrize("day", ["2026-12-02", "2026-11-26", "2026-11-24", "2027-06-01"])
def test_a_day_on_which_no_lorry_drives_is_not_booked(pickups: Pickups, day: str) -> None:
    assert pickups.book({**BANK, "datum": day}, ASKING).status == "taken"


def test_the_address_is_kept_sealed(pickups: Pickups, cases: Cases) -> None:
    number = values(pickups.book({**BANK, "telefoon": "0612345678"}, ASKING))["nummer"]
    case = cases.find(number)
    assert case is not None
    assert case.subject == "noord"
    assert case.words == {
        "postcode": "4992AA",
        "huisnummer": "12",
        "object": "een bank",
        "telefoon": "0612345678",
    }


# -- complaints --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["klacht", "compliment"])
def test_a_complaint_or_compliment_is_kept_word_for_word(cases: Cases, kind: str) -> None:
    said = "Ik wachtte, eh, een úúr. En toen was de balie dicht!"
    outcome = Complaints(cases, HOURS).create({"soort": kind, "tekst": said}, ASKING)
    case = cases.find(values(outcome)["nummer"])
    assert case is not None
    assert (case.subject, case.words) == (kind, {"tekst": said})


@pytest.mark.parametrize(
    "said", [{"soort": "klacht"}, {"tekst": "het tocht"}, {"soort": "roddel", "tekst": "tocht"}]
)
def test_a_complaint_needs_a_kind_and_words(cases: Cases, said: Told) -> None:
    with pytest.raises(ValueError, match=r"complaint\.create: expected"):
        Complaints(cases, HOURS).create(said, ASKING)
