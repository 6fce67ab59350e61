import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, wait

import pytest

from voice.work_queue import Claim, QueueFull, Urgency
from voice.workers import Workers

PLACES = 3
SOON = 10.0
"""Seconds; nothing here takes that long, unless it is broken."""


class Busy:
    """Workers, each kept at work until `go_on`; what they do after that is noted in order."""

    def __init__(self, threads: int = 1) -> None:
        self.workers: Workers[str] = Workers(threads, PLACES, "worker")
        self.done: list[str] = []
        self._go_on = threading.Event()
        self._started = threading.Barrier(threads + 1)
        for _ in range(threads):
            self.workers.submit(self._kept, Claim())
        self._started.wait(SOON)

    def _kept(self) -> str:
        self._started.wait(SOON)
        self._go_on.wait(SOON)
        return "kept"

    def go_on(self) -> None:
        self._go_on.set()

    def ask(self, name: str, urgency: Urgency = Urgency.FINAL) -> "Future[str]":
        return self.workers.submit(self._noting(name), Claim(urgency))

    def _noting(self, name: str) -> Callable[[], str]:
        def note() -> str:
            self.done.append(name)
            return name

        return note


@pytest.fixture
def busy() -> Iterator[Busy]:
    busy = Busy()
    yield busy
    busy.go_on()
    busy.workers.close()


def test_work_is_done_by_urgency_and_its_result_handed_over(busy: Busy) -> None:
    asked = [busy.ask("early", Urgency.EARLY), busy.ask("overlap", Urgency.OVERLAP)]
    asked.append(busy.ask("final"))
    assert busy.workers.waiting == 3
    busy.go_on()
    assert [each.result(SOON) for each in asked] == ["early", "overlap", "final"]
    assert busy.done == ["final", "overlap", "early"]
    assert busy.workers.waiting == 0


def test_the_urgency_at_the_moment_of_picking_counts(busy: Busy) -> None:
    guess = Claim(Urgency.EARLY)
    first = busy.ask("first", Urgency.OVERLAP)
    raised = busy.workers.submit(busy._noting("raised"), guess)
    guess.urgency = Urgency.FINAL
    busy.go_on()
    wait([first, raised], SOON)
    assert busy.done == ["raised", "first"]


def test_what_was_cancelled_before_it_began_is_never_done(busy: Busy) -> None:
    void, wanted = busy.ask("void"), busy.ask("wanted")
    assert void.cancel()
    assert busy.workers.waiting == 1
    busy.go_on()
    assert wanted.result(SOON) == "wanted"
    assert busy.done == ["wanted"]


def test_a_full_queue_refuses_guesses_and_makes_room_for_what_is_final(busy: Busy) -> None:
    guesses = [busy.ask(f"guess {nth}", Urgency.EARLY) for nth in range(PLACES)]
    with pytest.raises(QueueFull):
        busy.ask("one more", Urgency.EARLY)
    final = busy.ask("final")
    with pytest.raises(QueueFull, match="more urgent"):
        guesses[-1].result(SOON)
    busy.go_on()
    assert final.result(SOON) == "final"
    assert [guess.result(SOON) for guess in guesses[:-1]] == ["guess 0", "guess 1"]
    assert busy.done == ["final", "guess 0", "guess 1"]


def test_work_that_fails_tells_who_asked_and_the_worker_goes_on(busy: Busy) -> None:
    def fail() -> str:
        raise OSError("broken")

    failing, after = busy.workers.submit(fail, Claim()), busy.ask("after")
    busy.go_on()
    with pytest.raises(OSError, match="broken"):
        failing.result(SOON)
    assert after.result(SOON) == "after"


def test_several_threads_work_at_once() -> None:
    busy = Busy(threads=2)  # would wait for ever with one thread
    busy.go_on()
    assert busy.ask("after").result(SOON) == "after"
    busy.workers.close()


def test_closing_drops_what_waits_finishes_what_is_done_and_takes_nothing_in(busy: Busy) -> None:
    waiting = busy.ask("waiting")
    closing = threading.Thread(target=busy.workers.close)
    closing.start()
    with pytest.raises(CancelledError):
        waiting.result(SOON)
    busy.go_on()
    closing.join(SOON)
    assert not closing.is_alive()
    assert busy.done == []
    with pytest.raises(RuntimeError, match="shutdown"):
        busy.ask("late")
