"""What keys are for the question of an errand."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.content_page import Page
from dialog.content_reports import read_report_kinds
from dialog.knowledge import Knowledge
from dialog.scripts.hearing import Meant
from dialog.scripts.keying import (
    FIGURES,
    LETTERED,
    Does,
    Keying,
    day_keyed,
    offers,
    postcodes,
    read_keys,
    spelled_out,
    takes_digits,
)
from dialog.scripts.script import CHOICE, KINDS, YES_NO, Script, Slot
from tests.dialog.demonstration import demonstration
from tests.dialog.errand_calls import CONTENT, town

NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
BEGUN = Keying(("slot",))


def slot(kind: str, **more: object) -> Slot:
    return Slot(kind, kind, {"nl": "?"}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(KINDS - {YES_NO, CHOICE}))
@pytest.mark.parametrize("optional", [True, False])
def test_every_kind_of_question_has_an_answer_by_keys(kind: str, optional: bool) -> None:
    asked = slot(kind, optional=optional)
    if takes_digits(asked, BEGUN):
        assert kind in FIGURES | LETTERED
        return
    script = Script("x", {}, None, {kind: asked}, (), {})  # type: ignore[arg-type]
    assert offers(script, asked, BEGUN, town(), town().sentences)


@pytest.mark.parametrize("known", [town(), demonstration()], ids=["small", "zonnedael"])
def test_every_slot_of_every_errand_can_be_answered(known: Knowledge) -> None:
    for script in known.scripts.values():
        for each in script.slots.values():
            if each.kind in (YES_NO, CHOICE) or takes_digits(each, BEGUN):
                continue
            assert offers(script, each, BEGUN, known, known.sentences), (script.key, each.key)


def test_a_day_is_keyed_as_day_and_month() -> None:
    today = NOW.date()
    assert day_keyed("0112", today) == date(2026, 12, 1)
    assert day_keyed("2611", today) == today
    assert day_keyed("2511", today) == date(2027, 11, 25)
    assert day_keyed("01012028", today) == date(2028, 1, 1)
    assert day_keyed("3002", today) is None
    assert day_keyed("112", today) is None


@given(st.text("0123456789", max_size=10))
def test_whatever_is_keyed_for_a_day_is_none_or_to_come(keys: str) -> None:
    found = day_keyed(keys, NOW.date())
    assert found is None or found >= NOW.date()


@pytest.mark.parametrize(
    ("kind", "keys", "value"),
    [
        ("zaaknummer", "202600123", "Z2026-00123"),
        ("zaaknummer", "00123", "Z2026-00123"),
        ("zaaknummer", "12", None),
        ("tijd", "1030", "10:30"),
        ("tijd", "1075", None),
        ("tijd", "2500", None),
        ("datum", "0112", "2026-12-01"),
        ("telefoon", "0612345678", None),
    ],
)
def test_digits_are_read_as_their_slot_asks(kind: str, keys: str, value: str | None) -> None:
    assert read_keys(slot(kind), keys, NOW) == value


def test_only_postcodes_that_exist_are_offered() -> None:
    assert postcodes("499122", town()) == ("4991AB",)
    assert postcodes("123422", town()) == ()


def test_letters_are_chosen_one_by_one() -> None:
    asked, keying = slot("naam"), Keying(("slot",), typed="545", spelling=True)
    for sign in "kl":
        keying, value = spelled_out(asked, keying, sign)
        assert value is None
    assert spelled_out(asked, keying, "k")[1] == "Klk"


def test_a_plate_may_hold_digits_and_letters() -> None:
    asked, keying = slot("kenteken"), Keying(("slot",), typed="47", spelling=True)
    script = Script("x", {}, None, {"kenteken": asked}, (), {})  # type: ignore[arg-type]
    signs = [each.sign for each in offers(script, asked, keying, town(), town().sentences)]
    assert signs == ["4", "g", "h", "i"]
    keying, _ = spelled_out(asked, keying, "g")
    assert spelled_out(asked, keying, "7")[1] == "G7"


def test_what_cannot_be_keyed_is_asked_by_somebody_who_rings_back() -> None:
    script = town().scripts["klacht"]
    last = offers(script, script.slots["tekst"], BEGUN, town(), town().sentences)[-1]
    assert last.does is Does.CALLBACK


def test_what_may_be_left_out_can_be_passed_over() -> None:
    script = town().scripts["melding_openbare_ruimte"]
    last = offers(script, script.slots["sinds"], BEGUN, town(), town().sentences)[-1]
    assert last.meant is Meant.SKIP


def test_each_kind_of_report_is_one_option() -> None:
    """A report by key is found again as one in words is."""
    kinds = read_report_kinds(Page(CONTENT / "reports.yaml"), town().municipality)
    options = town().scripts["melding_openbare_ruimte"].slots["object"].keys
    assert sorted(str(kinds.kind(each.value)) for each in options) == sorted(kinds.words)
