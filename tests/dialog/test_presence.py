"""Who is there now, and what a caller hears when nobody is."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.acts import Say
from dialog.hours import ClosingDay, Hours, Span
from dialog.knowledge import Agent, Department
from dialog.presence import Presence
from dialog.promise import Promise, Refusal
from dialog.slots.daypart import Wish
from dialog.wording import Wording
from tests.dialog.talking import knowledge
from voice.speakable import speakable

ZONE = ZoneInfo("Europe/Amsterdam")
CLERK = Hours(
    week=((Span.parse("09:00-12:30"),), (), (), (), (), (), ()),
    closing_days=(ClosingDay(date(2026, 11, 30), {"nl": "een dag voor ons personeel"}),),
)
TOWN = replace(
    knowledge().municipality,
    departments={
        "burgerzaken": Department("burgerzaken", "het team Burgerzaken", (Agent("A", "sip:a@h"),)),
        "afval": Department("afval", "het team Afval"),
        "griffie": Department("griffie", "de griffie", (Agent("B", "sip:b@h"),), hours=CLERK),
    },
)
PRESENCE = Presence(TOWN)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZONE)


def told(department: str, wall: str, language: str = "nl") -> list[str]:
    says = PRESENCE.says(department, at(wall), language, Wording(knowledge()))
    assert all(say == Say(text=say.text, language=language) for say in says)
    return [say.text for say in says]


@pytest.mark.parametrize(
    ("department", "wall", "open_", "reachable"),
    [
        ("burgerzaken", "2026-11-23 10:00", True, True),
        ("burgerzaken", "2026-11-23 18:00", False, False),
        ("afval", "2026-11-23 10:00", True, False),
        ("griffie", "2026-11-23 10:00", True, True),
        ("griffie", "2026-11-23 14:00", False, False),
    ],
)
def test_who_can_be_rung_is_at_work_and_has_agents(
    department: str, wall: str, open_: bool, reachable: bool
) -> None:
    assert PRESENCE.open(department, at(wall)) is open_
    assert PRESENCE.reachable(department, at(wall)) is reachable


def test_a_department_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        PRESENCE.open("balie", at("2026-11-23 10:00"))


@pytest.mark.parametrize(
    ("department", "wall", "words"),
    [
        ("burgerzaken", "2026-11-23 10:00", []),
        ("burgerzaken", "2026-11-23 08:00",
         ["Het team Burgerzaken is er nu niet.", "Er is weer iemand vanaf 09:00."]),
        ("burgerzaken", "2026-11-23 18:00",
         ["Het team Burgerzaken is er nu niet.", "Er is weer iemand vanaf morgen om 09:00."]),
        ("burgerzaken", "2026-11-27 18:00",
         ["Het team Burgerzaken is er nu niet.", "Er is weer iemand vanaf maandag om 09:00."]),
        ("griffie", "2026-11-23 14:00",
         ["De griffie is er nu niet.", "Er is weer iemand vanaf maandag 7 december om 09:00."]),
        ("burgerzaken", "2026-04-27 10:00",
         ["Vandaag is het Koningsdag.", "Het team Burgerzaken is er nu niet.",
          "Er is weer iemand vanaf morgen om 09:00."]),
        ("griffie", "2026-11-30 10:00",
         ["Vandaag is het een dag voor ons personeel.", "De griffie is er nu niet.",
          "Er is weer iemand vanaf maandag 7 december om 09:00."]),
    ],
)  # fmt: skip
def test_why_nobody_is_there_and_when_again_is_told(
    department: str, wall: str, words: list[str]
) -> None:
    assert told(department, wall) == words


def test_an_english_caller_hears_it_in_english() -> None:
    assert told("burgerzaken", "2026-04-27 10:00", "en") == [
        "Today is King's Day.",
        "The people you need are not there now.",
        "Somebody is there again from tomorrow at 09:00.",
    ]
    assert told("griffie", "2026-11-23 14:00", "en")[-1] == (
        "Somebody is there again from Monday 7 December at 09:00."
    )


def test_where_nobody_comes_back_no_time_is_told() -> None:
    gone = replace(TOWN.departments["afval"], hours=Hours(week=((),) * 7))
    presence = Presence(replace(TOWN, departments={"afval": gone}))
    says = presence.says("afval", at("2026-11-23 10:00"), "nl", Wording(knowledge()))
    assert [say.text for say in says] == ["Het team Afval is er nu niet."]
    assert presence.next_opening("afval", at("2026-11-23 10:00")) is None


def test_hours_are_read_out_as_people_say_them() -> None:
    spoken = [speakable(text, "nl") for text in told("griffie", "2026-11-23 14:00")]
    assert spoken[-1] == "Er is weer iemand vanaf maandag zeven december om negen uur 's ochtends."


def test_a_callback_goes_by_the_hours_of_its_department() -> None:
    now, afternoon = at("2026-11-23 10:00"), Wish("middag")
    everyone = PRESENCE.callback_times("burgerzaken", now).arrange(afternoon, "nl")
    assert isinstance(everyone, Promise)
    assert isinstance(PRESENCE.callback_times("griffie", now).arrange(afternoon, "nl"), Refusal)
