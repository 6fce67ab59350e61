"""A conversation in text has things done as a call has."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

import pytest

from belbalie.text_call import Performs, TextCall, Turn
from dialog.acts import Act, Perform, Say
from dialog.conversation import Conversation
from dialog.events import Event, Findings, Heard, Performed
from dialog.services import Outcome

NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
BOOK = Perform(service="agenda.book", values=(("tijd", "10:00"),))


class Books:
    """Has a place booked for every turn, and says what came of it."""

    def masked(self, event: Event) -> Event:
        return event

    def receive(self, event: Event) -> list[Act]:
        if isinstance(event, Heard):
            return [BOOK]
        return [Say(text=event.status)] if isinstance(event, Performed) else []


def call(performs: Performs | None) -> TextCall:
    talk = cast(Conversation, Books())
    return TextCall(talk, lambda query, language, day: Findings(), NOW, performs=performs)


def test_what_is_asked_is_done_and_answered_before_anything_else() -> None:
    asked: list[tuple[str, Mapping[str, str]]] = []

    def perform(service: str, values: Mapping[str, str], now: datetime) -> Outcome:
        assert now > NOW
        asked.append((service, values))
        return Outcome("taken", (("exact", "no"),), ((("tijd", "10:30"),),))

    items = list(call(perform).take(Turn(say="om tien uur")))
    assert asked == [("agenda.book", {"tijd": "10:00"})]
    performed = items[2]
    assert isinstance(performed, Performed)
    assert (performed.service, performed.status) == ("agenda.book", "taken")
    assert performed.values == (("exact", "no"),)
    assert performed.options == ((("tijd", "10:30"),),)
    assert items[3] == Say(text="taken")


@pytest.mark.parametrize("trouble", [ValueError("expected naam"), OSError("gone")])
def test_what_goes_wrong_has_failed(trouble: Exception) -> None:
    def perform(service: str, values: Mapping[str, str], now: datetime) -> Outcome:
        raise trouble

    assert Say(text="failed") in list(call(perform).take(Turn(say="om tien uur")))


def test_where_there_are_no_services_it_has_failed() -> None:
    assert Say(text="failed") in list(call(None).take(Turn(say="om tien uur")))
