from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialog.addresses import Address, Addresses
from dialog.agenda import Agenda, Product
from dialog.crisis import CrisisMessage
from dialog.hours import Hours
from dialog.look_ups import crisis, find_address, find_product, find_status, waste_dates
from dialog.services import Outcome
from dialog.waste import Area, Round, Waste
from tests.dialog.talking import knowledge
from tests.dialog.test_agenda import AGENDA

NOW = datetime(2026, 11, 26, 15, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
ADDRESSES = Addresses(
    (
        Address("4992AA", 10, "", "", "Dorpsstraat", "Zonnedael"),
        Address("4992AA", 12, "A", "", "Dorpsstraat", "Zonnedael"),
        Address("4992AA", 12, "B", "", "Dorpsstraat", "Zonnedael"),
        Address("4992AA", 14, "", "", "Dorpsstraat", "Zonnedael"),
        Address("4992AA", 40, "", "", "Dorpsstraat", "Zonnedael"),
        Address("4991AB", 3, "", "", "Kerkstraat", "Zonnedael"),
    )
)
WASTE = Waste(
    areas=(
        Area("noord", ("4992",), (), (Round("gft", date(2026, 1, 6), 2),)),
        Area("kerk", (), ("kerkstraat",), (Round("rest", date(2026, 11, 27)),)),
    ),
    fractions={"gft": ("groene bak",), "rest": ("grijze bak",)},
    moved={},
)


def rows(outcome: Outcome) -> list[dict[str, str]]:
    return [dict(each) for each in outcome.options]


@pytest.mark.parametrize(
    ("asked", "status", "numbers"),
    [
        ({"postcode": "4992 AA", "huisnummer": "14"}, "ok", []),
        ({"postcode": "4992aa", "huisnummer": "12a"}, "ok", []),
        ({"straat": "dorpsstraat", "huisnummer": "14"}, "ok", []),
        ({"postcode": "4992AA", "huisnummer": "12"}, "several", ["12A", "12B"]),
        ({"postcode": "4992AA", "huisnummer": "41"}, "none", ["40", "14", "12A", "12B", "10"]),
        ({"straat": "Dorpsstraat", "huisnummer": "41"}, "none", ["40", "14", "12A", "12B", "10"]),
        ({"straat": "Dorsstraat", "huisnummer": "14"}, "none", ["14"]),
        ({"postcode": "1012AB", "huisnummer": "1"}, "none", []),
        ({"straat": "Xylofoonlaan", "huisnummer": "1"}, "none", []),
    ],
)
def test_an_address_is_there_or_the_nearest_are_offered(
    asked: Mapping[str, str], status: str, numbers: list[str]
) -> None:
    outcome = find_address(ADDRESSES, asked)
    assert outcome.status == status
    assert [each["huisnummer"] for each in rows(outcome)] == numbers
    if status == "ok":
        assert dict(outcome.values)["straat"] == "Dorpsstraat"
        assert dict(outcome.values)["postcode"] == "4992AA"


@pytest.mark.parametrize("asked", [{}, {"postcode": "4992AA"}, {"huisnummer": "12"}])
def test_an_address_needs_its_number_and_postcode_or_street(asked: Mapping[str, str]) -> None:
    with pytest.raises(ValueError, match=r"address\.find: expected"):
        find_address(ADDRESSES, asked)


def test_a_product_is_told_with_what_to_bring() -> None:
    title = {"nl": "een paspoort", "en": "a passport"}
    known = AGENDA.products["paspoort"]
    product = replace(known, title=title, bring={"nl": "Neem uw paspoort mee."})
    agenda = replace(AGENDA, products={"paspoort": product})
    outcome = find_product(agenda, {"product": "ik wil een paspoort"})
    assert dict(outcome.values) == {
        "product": "paspoort",
        "title": "een paspoort",
        "title_en": "a passport",
        "minutes": "15",
        "bring": "Neem uw paspoort mee.",
    }
    assert find_product(agenda, {"product": "een ijsje"}).status == "none"


def test_of_one_fraction_the_next_days_are_told() -> None:
    asked = {"postcode": "4992AA", "huisnummer": "14", "object": "de groene bak"}
    assert rows(waste_dates(WASTE, ADDRESSES, asked, NOW)) == [
        {"fractie": "gft", "datum": day} for day in ("2026-12-08", "2026-12-22", "2027-01-05")
    ]


def test_of_all_fractions_the_next_day_is_told() -> None:
    asked = {"postcode": "4992AA", "huisnummer": "14"}
    assert rows(waste_dates(WASTE, ADDRESSES, asked, NOW)) == [
        {"fractie": "gft", "datum": "2026-12-08"}
    ]


@pytest.mark.parametrize(("hour", "day"), [(16, "2026-12-08"), (17, "2026-12-22")])
def test_today_counts_until_the_rounds_are_over(hour: int, day: str) -> None:
    now = datetime(2026, 12, 8, hour, 0, tzinfo=NOW.tzinfo)
    asked = {"postcode": "4992AA", "huisnummer": "14"}
    assert rows(waste_dates(WASTE, ADDRESSES, asked, now))[0]["datum"] == day


def test_a_street_that_differs_from_its_postcode_has_its_own_days() -> None:
    asked = {"postcode": "4991AB", "huisnummer": "3"}
    assert rows(waste_dates(WASTE, ADDRESSES, asked, NOW))[0]["fractie"] == "rest"


@pytest.mark.parametrize(
    "asked",
    [
        {"postcode": "1012AB", "huisnummer": "3"},
        {"postcode": "4992AA", "huisnummer": "14", "object": "grijze bak"},
    ],
)
def test_what_is_not_collected_has_no_days(asked: Mapping[str, str]) -> None:
    assert waste_dates(WASTE, ADDRESSES, asked, NOW).status == "none"


def test_a_crisis_is_told_with_its_end_and_a_second_one_behind_it() -> None:
    hour = timedelta(hours=1)
    smoke = CrisisMessage({"nl": "Houd ramen dicht.", "en": "Close windows."}, NOW, NOW + hour)
    water = CrisisMessage({"nl": "Er is geen water."}, NOW - hour, NOW + hour)
    told = crisis((water, smoke), {}, NOW)
    assert dict(told.values) == {
        "tekst": "Houd ramen dicht.",
        "tekst_en": "Close windows.",
        "tot": "2026-11-26 16:00",
        "einde": "2026-11-26T16:00:00+01:00",
    }
    assert [each["tekst"] for each in rows(told)] == ["Houd ramen dicht.", "Er is geen water."]
    assert crisis((water,), {}, NOW).options == ()
    assert crisis((), {}, NOW).status == "none"


@pytest.mark.parametrize(
    ("asked", "product"),
    [
        ({"product": "paspoort"}, "paspoort"),
        ({"product": "mijn paspoort"}, "paspoort"),
        ({"product": "dat boekje met een foto"}, "paspoort"),
        ({"product": "mijn reispas"}, "paspoort"),
        ({"zaaknummer": "Z2026-00457"}, "paspoort"),
        ({"zaaknummer": "Z2026-00458"}, None),
        ({"zaaknummer": "Z2026-00458", "product": "paspoort"}, "paspoort"),
        ({"product": "zeilboot"}, None),
    ],
)
def test_the_status_of_a_request_is_a_general_term(
    asked: Mapping[str, str], product: str | None
) -> None:
    known = knowledge()
    topic = known.topics["paspoort"]
    passage = replace(topic.answer, text={"nl": "Dat duurt een week."})
    title = {"nl": "een boekje met een foto"}
    topics = {"paspoort": replace(topic, title=title, follow_ups={"duur": passage})}
    known = replace(known, topics=topics)
    passport = Product("paspoort", {"nl": "een paspoort"}, 15, {}, ("reispas",))
    agenda = Agenda({"paspoort": passport}, Hours(), 1, {})
    outcome = find_status(known, {"Z202600457": "paspoort"}, asked, NOW.date(), agenda)
    if product is None:
        assert outcome == Outcome("none")
    else:
        assert dict(outcome.values) == {"product": product, "term": "Dat duurt een week."}


def test_a_term_that_does_not_hold_today_is_not_guessed() -> None:
    known = knowledge()
    topic = known.topics["paspoort"]
    passage = replace(topic.answer, text={"nl": "Dat duurt {dagen_die_niemand_kent} dagen."})
    topics = {"paspoort": replace(topic, follow_ups={"duur": passage})}
    asked = {"product": "paspoort"}
    assert find_status(replace(known, topics=topics), {}, asked, NOW.date()).status == "none"


def test_the_status_of_nothing_is_not_asked() -> None:
    with pytest.raises(ValueError, match=r"status\.find: expected product or zaaknummer"):
        find_status(knowledge(), {}, {}, NOW.date())
