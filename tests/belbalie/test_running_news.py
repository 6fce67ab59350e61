"""Which crisis messages a running call is told of."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from belbalie.running_news import RunningNews
from dialog.crisis import CrisisMessage
from dialog.events import Event, NewsCame
from tests.dialog.talking import MONDAY

WATER = CrisisMessage(
    {"nl": "Geen water."}, MONDAY, MONDAY + timedelta(hours=2), ("4992",), ("molenweg",)
)
SMOKE = replace(WATER, text={"nl": "Rook."}, since=MONDAY + timedelta(minutes=5))


class Call:
    def __init__(self, *messages: CrisisMessage) -> None:
        self.messages, self.now = list(messages), MONDAY
        self.told: list[Event] = []
        self.full = False
        self.news = RunningNews(lambda: self.messages, lambda: self.now)

    def _tell(self, event: Event) -> None:
        if self.full:
            raise asyncio.QueueFull
        self.told.append(event)

    def look(self, minutes: float = 0) -> list[str]:
        self.now = MONDAY + timedelta(minutes=minutes)
        self.told.clear()
        self.news.look(self._tell)
        return [each.text["nl"] for each in self.told if isinstance(each, NewsCame)]


def test_what_is_started_in_the_call_is_told_once_with_its_area_and_end() -> None:
    call = Call()
    call.messages.append(WATER)
    assert call.look() == ["Geen water."]
    assert call.told == [
        NewsCame(at=MONDAY, text=WATER.text, until=WATER.until, postcodes=("4992",),
                 streets=("molenweg",)),
    ]  # fmt: skip
    assert call.look() == []


def test_what_was_in_force_as_the_call_began_is_not_told_again() -> None:
    assert Call(WATER).look() == []


def test_a_page_that_is_started_again_with_the_same_message_is_not_told_again() -> None:
    call = Call(WATER)
    call.messages = [replace(WATER, since=MONDAY + timedelta(minutes=1))]
    assert call.look(2) == []
    call.messages = [replace(WATER, text={"nl": "Er is weer water."})]
    assert call.look(3) == ["Er is weer water."]


def test_what_was_written_before_is_told_when_it_comes_into_force() -> None:
    call = Call(SMOKE)
    assert call.look(4) == []
    assert call.look(5) == ["Rook."]


def test_the_oldest_goes_first() -> None:
    call = Call()
    call.messages += [SMOKE, WATER]
    assert call.look(5) == ["Geen water.", "Rook."]


def test_what_a_busy_call_did_not_take_is_told_later() -> None:
    call = Call()
    call.messages.append(WATER)
    call.full = True
    with pytest.raises(asyncio.QueueFull):
        call.look()
    call.full = False
    assert call.look() == ["Geen water."]
