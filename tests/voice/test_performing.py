"""What services do for a call: in turn, to the end; in rehearsal only what changes nothing."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from dialog.acts import Act, Perform, Say
from dialog.events import Heard, HungUp, Performed
from dialog.services import SERVICES, Outcome
from tests.voice.simulated_time import passes, simulated
from tests.voice.small_house import ListRecord, Scripted, house
from tests.voice.test_pipeline import calling, polite
from voice.performing import PERFORM_SECONDS, may_be_tried
from voice.processors import House

BOOK = Perform(service="agenda.book", values=(("tijd", "10:00"),))
FREE = Perform(service="agenda.free", values=(("product", "paspoort"),))


@dataclass
class Desk:
    """Does what it is asked after some seconds, and remembers what was asked."""

    seconds: float = 0.5
    trouble: deque[Exception] = field(default_factory=deque)
    asked: list[Perform] = field(default_factory=list)
    done: list[Perform] = field(default_factory=list)

    async def __call__(self, act: Perform) -> Outcome:
        self.asked.append(act)
        await passes(self.seconds)
        if self.trouble:
            raise self.trouble.popleft()
        self.done.append(act)
        return Outcome("ok", (("code", "48213"),))


def asking(*acts: Act) -> Scripted:
    """A conversation that has these done for every turn, and says the code that comes back."""

    def tell(event: Performed) -> Sequence[Act]:
        return [Say(text="5" if event.status == "ok" else "6")]

    return polite(heard=lambda event: acts, performed=tell)


def with_desk(record: ListRecord, desk: Desk) -> House:
    return replace(house(record), performs=desk)


@simulated
async def test_what_was_asked_is_done_and_answered() -> None:
    record, desk = ListRecord(), Desk()
    async with calling(asking(BOOK), with_desk(record, desk), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(4)
        assert call.line.words_heard[-1] == 5
        (performed,) = record.of(Performed)
        assert isinstance(performed, Performed)
        assert (performed.service, performed.status) == ("agenda.book", "ok")
        assert performed.values == (("code", "48213"),)
        assert record.names.index("Perform") < record.names.index("Performed")


@simulated
async def test_the_next_thing_waits_for_the_one_before() -> None:
    record, desk = ListRecord(), Desk(seconds=1.0)
    async with calling(asking(BOOK, FREE), with_desk(record, desk), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(2)
        assert desk.asked == [BOOK]
        await passes(2)
        assert desk.done == [BOOK, FREE]


@pytest.mark.parametrize("trouble", [ValueError("expected a product"), OSError("gone")])
def test_what_goes_wrong_is_told_as_failed(trouble: Exception) -> None:
    @simulated
    async def run() -> None:
        record, desk = ListRecord(), Desk(trouble=deque([trouble]))
        async with calling(asking(BOOK), with_desk(record, desk), record=record) as call:
            await passes(1)
            call.line.say(2)
            await passes(4)
            assert call.line.words_heard[-1] == 6
            assert [item.status for item in record.items if isinstance(item, Performed)] == [
                "failed"
            ]

    run()


@simulated
async def test_what_takes_too_long_has_failed() -> None:
    record, desk = ListRecord(), Desk(seconds=PERFORM_SECONDS * 3)
    async with calling(asking(BOOK), with_desk(record, desk), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(2 + PERFORM_SECONDS)
        assert call.line.words_heard[-1] == 6
        assert desk.done == []


@simulated
async def test_who_hangs_up_during_a_booking_has_it_and_the_record_says_so() -> None:
    record, desk = ListRecord(), Desk(seconds=2.0)
    async with calling(asking(BOOK), with_desk(record, desk), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(2)
        assert desk.asked
        assert not desk.done
        call.line.go()
        await passes(3)
        assert desk.done == [BOOK]
        tail = [item for item in record.items if isinstance(item, Performed | HungUp)]
        assert [type(item) for item in tail] == [Performed, HungUp]


@simulated
async def test_a_rehearsal_asks_what_changes_nothing_and_books_nothing() -> None:
    record, desk = ListRecord(), Desk(seconds=0.01)
    talk = polite(heard=lambda event: [])
    heard: list[Heard] = []

    def rehearse(event: Heard) -> Sequence[Act]:
        heard.append(event)
        return [FREE, BOOK]

    talk.rehearsed = {"heard": rehearse}
    async with calling(talk, with_desk(record, desk), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(4)
        assert heard
        assert set(desk.asked) == {FREE}


def test_only_services_that_change_nothing_may_be_tried() -> None:
    tried = {name for name in SERVICES if may_be_tried(Perform(service=name))}
    assert tried == {name for name, service in SERVICES.items() if not service.changes}
    assert not may_be_tried(Perform(service="agenda.invented"))
    for word in ("book", "move", "cancel", "create", "join"):
        assert not any(name.endswith(f".{word}") for name in tried)
