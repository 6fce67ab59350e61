"""Who is to be rung back, as the entries of calls make it, in both databases."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dialog.acts import Act, RequestCallback
from dialog.agent_outcomes import AgentOutcome
from dialog.callback_states import STEPS, CallbackKind, CallbackState, Due, Step, due, step_of
from dialog.desk_events import CallbackResult, CalledBack, Closed
from dialog.events import Event, HungUp, Rung
from records.callbacks import CLAIM_LASTS, Callback, Callbacks
from records.log import EventLog
from tests.records.conftest import moment

NOW = moment(0)
CALL = "gesprek-1"
ASKED = RequestCallback(
    telephone="0612345678",
    when="dinsdagochtend",
    topic="paspoort",
    department="burgerzaken",
    day=date(2026, 11, 24),
    window="09:00-12:00",
)


class House:
    """A log and its callbacks, in one database."""

    def __init__(self, url: str) -> None:
        self.log = EventLog(url)
        self.callbacks = Callbacks(url)

    def call(self, *items: Event | Act, call: str = CALL) -> None:
        if call not in {one.call_id for one in self.log.calls(NOW, NOW + timedelta(days=1))}:
            self.log.open_call(call, NOW, "sip")
        self.log.append_all(call, items, NOW)

    def to_do(self, now: datetime = NOW) -> list[Callback]:
        return self.callbacks.to_do(now)

    def close(self) -> None:
        self.callbacks.close()
        self.log.close()


@pytest.fixture
def house(database: str) -> Iterator[House]:
    made = House(database)
    yield made
    made.close()


def tried(
    result: CallbackResult, again: datetime | None = None, entry: int | None = None
) -> CalledBack:
    return CalledBack(at=NOW, agent="Sanne de Wit", result=result, again_at=again, entry=entry)


def test_a_callback_is_there_as_soon_as_it_is_written_down(house: House) -> None:
    house.call(Rung(at=NOW), ASKED)
    (one,) = house.to_do()
    assert (one.call, one.entry, one.kind, one.department) == (CALL, 2, "asked", "burgerzaken")
    assert one.due_from == datetime.fromisoformat("2026-11-24T09:00:00+01:00")
    assert one.due_until == datetime.fromisoformat("2026-11-24T12:00:00+01:00")
    assert (one.state, one.tries, one.claimed_by) == (CallbackState.OPEN, 0, None)


def test_haste_comes_first_and_then_what_was_promised_first(house: House) -> None:
    def asked(department: str, day: int, urgent: bool = False) -> RequestCallback:
        return RequestCallback(
            telephone="0612345678", when="", topic=None, department=department, urgent=urgent,
            day=date(2026, 11, day), window="09:00-12:00",
        )  # fmt: skip

    house.call(asked("later", 26), call="a")
    house.call(asked("eerder", 24), call="b")
    house.call(asked("spoed", 27, urgent=True), call="c")
    assert [one.department for one in house.to_do()] == ["spoed", "eerder", "later"]


def test_of_two_who_claim_it_one_gets_it_and_the_other_reads_who_has_it(house: House) -> None:
    house.call(ASKED)
    got: list[str | None] = []
    ready = threading.Barrier(2)

    def claim(name: str) -> None:
        ready.wait()
        one = house.callbacks.claim(CALL, 1, name, NOW)
        assert one is not None
        got.append(one.claimed_by)

    threads = [threading.Thread(target=claim, args=(name,)) for name in ("sanne", "edo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(got) == 2
    assert got[0] == got[1]
    assert got[0] in ("sanne", "edo")


def test_a_claim_that_was_forgotten_lapses(house: House) -> None:
    house.call(ASKED)
    house.callbacks.claim(CALL, 1, "sanne", NOW)
    later = NOW + CLAIM_LASTS + timedelta(seconds=1)
    assert house.to_do(later)[0].state is CallbackState.OPEN
    taken = house.callbacks.claim(CALL, 1, "edo", later)
    assert taken is not None
    assert taken.claimed_by == "edo"


def test_only_who_has_it_gives_it_back(house: House) -> None:
    house.call(ASKED)
    house.callbacks.claim(CALL, 1, "sanne", NOW)
    house.callbacks.release(CALL, 1, "edo")
    assert house.to_do()[0].claimed_by == "sanne"
    house.callbacks.release(CALL, 1, "sanne")
    assert house.to_do()[0].state is CallbackState.OPEN


def test_nobody_answered_and_it_is_tried_again_until_somebody_is_reached(house: House) -> None:
    house.call(ASKED)
    again = NOW + timedelta(hours=3)
    for tries in (1, 2):
        house.callbacks.claim(CALL, 1, "sanne", NOW)
        house.call(tried(CallbackResult.NO_ANSWER, again))
        (one,) = house.to_do()
        assert (one.state, one.tries, one.due_from) == (CallbackState.OPEN, tries, again)
    house.call(tried(CallbackResult.REACHED))
    assert house.to_do() == []
    (done,) = house.callbacks.of_call(CALL, NOW)
    assert (done.state, done.tries) == (CallbackState.DONE, 3)


@pytest.mark.parametrize(
    ("result", "tries"),
    [
        (CallbackResult.REACHED, 1),
        (CallbackResult.WRONG_NUMBER, 1),
        (CallbackResult.NO_ANSWER, 1),
        (CallbackResult.NOT_NEEDED, 0),
    ],
)
def test_it_is_done_when_it_is_not_tried_again(
    house: House, result: CallbackResult, tries: int
) -> None:
    house.call(ASKED, tried(result))
    (done,) = house.callbacks.of_call(CALL, NOW)
    assert (done.state, done.tries) == (CallbackState.DONE, tries)


def test_an_attempt_that_names_one_callback_moves_that_one(house: House) -> None:
    house.call(ASKED, ASKED, tried(CallbackResult.REACHED, entry=1))
    assert [one.entry for one in house.to_do()] == [2]


def test_what_was_never_claimed_is_not_there_to_claim(house: House) -> None:
    assert house.callbacks.claim("niemand", 1, "sanne", NOW) is None


# -- calls that broke off ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "end",
    [
        HungUp(at=NOW, by="fault"),
        Closed(at=NOW, agent="Sanne de Wit", outcome=AgentOutcome.LOST),
    ],
)
def test_a_call_that_may_have_broken_off_is_looked_into(house: House, end: Event) -> None:
    house.call(Rung(at=NOW), end)
    assert house.to_do() == []
    assert house.callbacks.doubtful() == [CALL]
    house.callbacks.decide(CALL, "burgerzaken")
    (one,) = house.to_do()
    assert (one.kind, one.entry, one.department) == (CallbackKind.BROKEN, 0, "burgerzaken")
    assert house.callbacks.doubtful() == []


def test_where_there_is_nobody_to_ring_nothing_is_to_be_done(house: House) -> None:
    house.call(HungUp(at=NOW, by="fault"))
    house.callbacks.decide(CALL, None)
    assert house.to_do() == []
    assert house.callbacks.doubtful() == []


def test_a_call_with_a_callback_needs_no_other(house: House) -> None:
    house.call(ASKED, HungUp(at=NOW, by="fault"))
    assert house.callbacks.doubtful() == []
    assert len(house.to_do()) == 1


@pytest.mark.parametrize(
    "after",
    [
        HungUp(at=NOW, by="caller"),
        Closed(at=NOW, agent="Sanne de Wit", outcome=AgentOutcome.ANSWERED),
        ASKED,
    ],
)
def test_a_call_that_had_not_broken_off_after_all_is_rung_by_nobody(
    house: House, after: Event | Act
) -> None:
    house.call(Rung(at=NOW))
    house.callbacks.broke_off(CALL, NOW)
    house.callbacks.decide(CALL, "")
    house.call(after)
    assert [one.kind for one in house.to_do()] in ([], [CallbackKind.ASKED])


def test_nothing_is_left_of_a_call_that_is_erased(house: House) -> None:
    house.call(ASKED)
    house.log.erase(CALL)
    assert house.callbacks.of_call(CALL, NOW) == []
    assert house.to_do() == []


# -- the table and the moments -------------------------------------------------------------------


def test_what_is_done_stays_done() -> None:
    assert not [state for state, _ in STEPS if state is CallbackState.DONE]
    assert {state for state, _ in STEPS} | set(STEPS.values()) == set(CallbackState)
    assert {step for _, step in STEPS} == set(Step)


def test_only_no_answer_with_a_moment_is_tried_again() -> None:
    later = NOW + timedelta(hours=1)
    steps = {result: step_of(tried(result, later)) for result in CallbackResult}
    assert [result for result, step in steps.items() if step is Step.RETRY] == ["no_answer"]
    assert step_of(tried(CallbackResult.NO_ANSWER)) is Step.SETTLE


@pytest.mark.parametrize(
    ("day", "window", "urgent", "since", "until"),
    [
        (date(2026, 11, 24), "09:00-12:00", False, "2026-11-24T08:00Z", "2026-11-24T11:00Z"),
        (date(2026, 7, 1), "13:00-17:00", False, "2026-07-01T11:00Z", "2026-07-01T15:00Z"),
        (date(2026, 11, 24), "20:00-24:00", False, "2026-11-24T19:00Z", "2026-11-24T23:00Z"),
        (date(2026, 11, 24), None, False, "2026-11-23T23:00Z", "2026-11-24T23:00Z"),
        (date(2026, 11, 24), "ooit", False, "2026-11-23T23:00Z", "2026-11-24T23:00Z"),
        (None, None, False, NOW.isoformat(), None),
        (date(2026, 11, 24), "09:00-12:00", True, NOW.isoformat(), "+2"),
    ],
)
def test_what_was_promised_becomes_moments(
    day: date | None, window: str | None, urgent: bool, since: str, until: str | None
) -> None:
    asked = RequestCallback(
        telephone="", when="", topic=None, department="x", urgent=urgent, day=day, window=window
    )
    end = None if until is None else NOW + timedelta(hours=2)
    if until not in (None, "+2"):
        end = datetime.fromisoformat(str(until))
    assert due(asked, NOW) == Due(datetime.fromisoformat(since), end)


def test_the_number_stands_nowhere_in_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    house = House(f"sqlite:///{path}")
    house.call(ASKED)
    house.close()
    assert b"0612345678" not in path.read_bytes()
