"""The threads that do the work of `voice/work_queue.py`, most urgent first.

Whoever submits never waits: the work is put in, refused, or puts out what was less urgent.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar

from voice.work_queue import Claim, QueueFull, WorkQueue

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _Job(Generic[T]):
    do: Callable[[], T]
    result: "Future[T]"


class Workers(Generic[T]):
    """Who makes them calls `close`."""

    def __init__(self, threads: int, places: int, name: str) -> None:
        self._queue: WorkQueue[_Job[T]] = WorkQueue(places)
        self._changed = threading.Condition()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}_{nth}", daemon=True)
            for nth in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        """How much work nobody has begun."""
        with self._changed:
            return len(self._queue)

    def submit(self, do: Callable[[], T], claim: Claim) -> "Future[T]":
        """Put work in; cancelling what comes back takes it out again while it waits.

        What has to give way for it ends in QueueFull. Raises QueueFull when this work finds no
        place, RuntimeError after closing.
        """
        job = _Job(do, Future[T]())
        with self._changed:
            if self._closed:
                raise RuntimeError("no work is taken in after shutdown")
            given_way = self._queue.put(job, claim)
            self._changed.notify()
        job.result.add_done_callback(lambda _: self._forget(job))
        if given_way is not None and given_way.result.set_running_or_notify_cancel():
            given_way.result.set_exception(QueueFull("more urgent work took the place"))
        return job.result

    def close(self) -> None:
        """Drop what waits and wait for what is being done."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        while (job := self._take_left()) is not None:
            job.result.cancel()
        for thread in self._threads:
            thread.join()

    def _take_left(self) -> _Job[T] | None:
        with self._changed:
            taken = self._queue.take()
        return taken[0] if taken else None

    def _forget(self, job: _Job[T]) -> None:
        """Free the place of work that was cancelled while it waited."""
        with self._changed:
            self._queue.drop(job)

    def _next(self) -> _Job[T] | None:
        """Wait for work; None when there will be no more."""
        with self._changed:
            while not self._closed:
                if (taken := self._queue.take()) is not None:
                    return taken[0]
                self._changed.wait()
            return None

    def _work(self) -> None:
        while (job := self._next()) is not None:
            if not job.result.set_running_or_notify_cancel():
                continue
            try:
                done = job.do()
            except BaseException as error:  # whoever asked for it gets to know, also a bug
                job.result.set_exception(error)
            else:
                job.result.set_result(done)
