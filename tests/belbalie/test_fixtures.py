"""What a script of `belbalie chat` may say is there, and the desk that has it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from belbalie.errors import WrongUse
from belbalie.fixtures import NO_FIXTURES, read_fixtures
from belbalie.memory_desk import MemoryDesk
from dialog.content_services import ServiceStore
from dialog.knowledge import Knowledge
from dialog.services import Outcome
from tests.dialog.demonstration import demonstration

CONTENT = Path(__file__).parents[2] / "content"
NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
BOOKED = {"naam": "J. de Vries", "datum": "2026-12-01", "tijd": "10:00", "product": "paspoort"}
HOME = {"postcode": "4992AA", "huisnummer": "1"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return demonstration()


def desk(knowledge: Knowledge, **context: Any) -> MemoryDesk:
    content = ServiceStore(CONTENT, knowledge.municipality).content
    return MemoryDesk(knowledge, content, NOW, read_fixtures(context, "script:1"))


def asked(desk: MemoryDesk, service: str, **given: str) -> Outcome:
    return desk.perform(service, given, NOW)


def test_an_appointment_of_the_script_is_there(knowledge: Knowledge) -> None:
    made = desk(knowledge, fixtures={"appointments": [BOOKED]})
    found = asked(made, "agenda.find", naam="de Vries", datum="2026-12-01")
    assert found.status == "ok"
    told = dict(found.values)
    assert (told["datum"], told["tijd"], told["product"]) == ("2026-12-01", "10:00", "paspoort")
    assert asked(made, "agenda.cancel", code=told["code"]).status == "ok"


def test_an_appointment_may_be_where_the_agenda_has_no_place(knowledge: Knowledge) -> None:
    late = {**BOOKED, "tijd": "22:10", "product": "een zeilboot"}
    made = desk(knowledge, fixtures={"appointments": [late, late]})
    found = asked(made, "agenda.find", naam="de Vries", datum="2026-12-01")
    assert [dict(row)["product"] for row in found.options] == ["een zeilboot", "een zeilboot"]


def test_a_place_that_the_script_filled_is_taken(knowledge: Knowledge) -> None:
    made = desk(knowledge, fixtures={"appointments": [BOOKED] * 3})
    wish = {"product": "paspoort", "datum": "2026-12-01", "tijd": "10:00"}
    assert dict(asked(made, "agenda.free", **wish).values) == {"exact": "no"}


def test_the_same_script_gives_the_same_numbers(knowledge: Knowledge) -> None:
    said = {"soort": "klacht", "tekst": "het tocht"}
    first, second = (asked(desk(knowledge), "complaint.create", **said) for _ in range(2))
    assert first == second


def test_two_conversations_know_nothing_of_each_other(knowledge: Knowledge) -> None:
    lamp = {"object": "lantaarn", "straat": "Marktplein"}
    assert asked(desk(knowledge), "report.create", **lamp).status == "ok"
    assert asked(desk(knowledge), "report.similar", **lamp).status == "none"


def test_a_case_of_the_script_is_of_its_product(knowledge: Knowledge) -> None:
    case = {"product": "paspoort", "status": "in behandeling", "streefdatum": "2026-12-10"}
    made = desk(knowledge, fixtures={"cases": {"Z2026-00457": case}})
    told = asked(made, "status.find", zaaknummer="Z2026-00457")
    assert told.status == "ok"
    assert "behandeling" not in str(told.values)  # never case data on a number alone
    assert asked(made, "status.find", zaaknummer="Z2026-00458").status == "none"


@pytest.mark.parametrize(
    "waste",
    [
        {"gft": "2026-12-25"},
        {"gft": ["2026-12-25"]},
        {"4992 AA 1": {"gft": "2026-12-25"}},
        {"4992AA": {"gft": ["2026-12-25", "2027-01-03"]}},
    ],
)
def test_waste_comes_on_the_days_of_the_script(knowledge: Knowledge, waste: Any) -> None:
    made = desk(knowledge, fixtures={"waste": waste})
    told = asked(made, "waste.dates", **HOME, object="groene bak")
    assert dict(told.options[0]) == {"fractie": "gft", "datum": "2026-12-25"}
    assert asked(made, "bulky.free", **HOME).status in ("ok", "none")


def test_waste_of_one_address_leaves_others_as_they_are(knowledge: Knowledge) -> None:
    made = desk(knowledge, fixtures={"waste": {"4992AA 1": {"gft": "2026-12-25"}}})
    told = asked(made, "waste.dates", postcode="4991AA", huisnummer="1", object="gft")
    assert dict(told.options[0])["datum"] == "2026-11-30"


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ({"crisis_active": True, "crisis_message": "Houd ramen dicht."}, "Houd ramen dicht."),
        ({"crisis_active": False, "crisis_message": "Houd ramen dicht."}, None),
        ({}, None),
    ],
)
def test_a_crisis_is_what_the_script_says(
    knowledge: Knowledge, context: dict[str, Any], told: str | None
) -> None:
    outcome = asked(desk(knowledge, **context), "crisis.active")
    assert dict(outcome.values).get("tekst") == told


def test_a_context_without_fixtures_has_none() -> None:
    assert read_fixtures({}, "script:1") == NO_FIXTURES


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ({"fixtures": 3}, "script:1: 'fixtures': expected an object, got 3"),
        ({"fixtures": {"appointments": 3}}, "expected 'appointments' to be a list, got 3"),
        ({"fixtures": {"appointments": [{}]}}, "appointment 1: expected 'naam' to be text"),
        (
            {"fixtures": {"appointments": [{**BOOKED, "datum": "dinsdag"}]}},
            "appointment 1: 'datum': expected a day such as 2026-12-01, got 'dinsdag'",
        ),
        (
            {"fixtures": {"appointments": [{**BOOKED, "tijd": "tien uur"}]}},
            "appointment 1: 'tijd': expected a time such as 14:30, got 'tien uur'",
        ),
        ({"fixtures": {"cases": {"Z1": {}}}}, "expected 'product' to be text"),
        ({"fixtures": {"waste": {"gft": "morgen"}}}, "gft: expected a day"),
        ({"crisis_active": "ja"}, "expected 'crisis_active' to be true or false, got 'ja'"),
    ],
)
def test_what_cannot_be_there_is_told_with_its_place(context: Any, words: str) -> None:
    with pytest.raises(WrongUse) as caught:
        read_fixtures(context, "script:1")
    assert str(caught.value).startswith("script:1")
    assert words in str(caught.value)
