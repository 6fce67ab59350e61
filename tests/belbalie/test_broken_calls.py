"""Who is rung back when a call breaks off."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from belbalie.broken_calls import QUIET, SETTLED, BrokenCalls
from dialog.acts import Act, RequestCallback, Transfer
from dialog.agent_outcomes import AgentOutcome
from dialog.callback_states import CallbackKind
from dialog.desk_events import Closed
from dialog.events import TYPED, Event, HungUp, Rung
from dialog.handover import SWITCHBOARD
from records.callbacks import Callbacks
from records.log import EventLog
from tests.records.conftest import moment

STARTED = moment(0)
BEFORE = STARTED - timedelta(minutes=10)
RUNG = Rung(at=BEFORE, caller="+31612345678", line="sip")
FAULT = HungUp(at=BEFORE, by="fault")
LOST = Closed(at=BEFORE, agent="Sanne", outcome=AgentOutcome.LOST)


class Broken:
    def __init__(self, url: str) -> None:
        self.log, self.callbacks = EventLog(url), Callbacks(url)
        self.broken = BrokenCalls(self.log, self.callbacks, STARTED)

    def call(self, *items: Event | Act, at: object = BEFORE) -> None:
        self.log.open_call("a", at, "sip")  # type: ignore[arg-type]
        self.log.append_all("a", items, at)  # type: ignore[arg-type]

    def found(self) -> list[tuple[str, str]]:
        self.broken.look(STARTED)
        return [(one.kind, one.department) for one in self.callbacks.to_do(STARTED)]

    def close(self) -> None:
        self.callbacks.close()
        self.log.close()


@pytest.fixture
def broken(database: str) -> Iterator[Broken]:
    with closing(Broken(database)) as made:
        yield made


@pytest.mark.parametrize(
    "items", [(RUNG,), (RUNG, FAULT), (RUNG, HungUp(at=BEFORE, by="caller"), LOST)]
)
def test_a_caller_who_was_cut_off_is_rung_back(broken: Broken, items: tuple[Event, ...]) -> None:
    broken.call(*items)
    assert broken.found() == [(CallbackKind.BROKEN, SWITCHBOARD)]
    assert len(broken.found()) == 1


def test_the_department_that_was_rung_rings_back(broken: Broken) -> None:
    broken.call(RUNG, Transfer(department="afval"), FAULT)
    assert broken.found() == [(CallbackKind.BROKEN, "afval")]


@pytest.mark.parametrize(
    "items",
    [
        (RUNG, HungUp(at=BEFORE, by="caller")),
        (Rung(at=BEFORE, line="sip"), FAULT),
        (Rung(at=BEFORE, caller="+31612345678", line=TYPED), FAULT),
        (RUNG, FAULT, Closed(at=BEFORE, agent="Sanne", outcome=AgentOutcome.ANSWERED)),
    ],
)
def test_nobody_is_rung_who_hung_up_or_has_no_number_or_was_helped(
    broken: Broken, items: tuple[Event, ...]
) -> None:
    broken.call(*items)
    assert broken.found() == []


def test_a_callback_that_was_agreed_is_enough(broken: Broken) -> None:
    asked = RequestCallback(telephone="0612345678", when="", topic=None, department="afval")
    broken.call(RUNG, asked, FAULT)
    assert broken.found() == [(CallbackKind.ASKED, "afval")]


def test_a_call_that_may_still_go_on_is_left_alone(broken: Broken) -> None:
    broken.call(RUNG, at=STARTED - QUIET)
    assert broken.found() == []


def test_a_call_that_went_on_elsewhere_leaves_the_list_when_it_ends(broken: Broken) -> None:
    broken.call(RUNG)
    assert len(broken.found()) == 1
    broken.log.append("a", HungUp(at=STARTED, by="agent"), STARTED)
    assert broken.found() == []


def test_a_call_that_fell_silent_only_after_our_start_is_found_soon_after(broken: Broken) -> None:
    broken.call(RUNG, at=STARTED - QUIET / 2)
    assert broken.found() == []
    assert broken.broken.look(STARTED + QUIET) == 1


def test_long_after_our_start_nothing_from_before_it_is_looked_for(broken: Broken) -> None:
    broken.call(RUNG)
    assert broken.broken.look(STARTED + SETTLED) == 0


def test_an_erased_call_is_rung_by_nobody(broken: Broken) -> None:
    broken.call(RUNG, FAULT)
    broken.log.erase("a")
    assert broken.found() == []
