"""What a process and its children cost: CPU seconds and memory, several times a second."""

import asyncio
import os
import time
from dataclasses import dataclass

import psutil

LOOK_SECONDS = 0.25
_SHARES_EVERY = 8
"""Memory divided among those who share it takes the kernel a while to count."""


@dataclass(frozen=True, slots=True)
class Look:
    at: float
    cpu_seconds: float
    """Of the tree since it began."""
    busy_seconds: float
    """Of the whole machine."""
    own_seconds: float
    """Of the bench's own process."""
    rss_bytes: int


@dataclass(frozen=True, slots=True)
class Spent:
    """Between two moments."""

    seconds: float
    cpu_seconds: float
    others_cores: float
    """Cores that were kept busy by neither the server nor the bench."""


class Watch:
    """Watches the tree under a process; `run` it in a task."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._ended_cpu: dict[int, float] = {}
        self.looks: list[Look] = [self.look()]
        self.pss_peak_bytes = self._pss()

    async def run(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self.looks.append(self.look())
            if len(self.looks) % _SHARES_EVERY == 0:
                self.pss_peak_bytes = max(self.pss_peak_bytes, self._pss())

    def look(self) -> Look:
        rss = 0
        for process in self._tree():
            try:
                times, memory = process.cpu_times(), process.memory_info()
            except psutil.Error:  # it ended between the two questions
                continue
            self._ended_cpu[process.pid] = times.user + times.system
            rss += memory.rss
        machine, own = psutil.cpu_times(), os.times()
        busy = machine.user + machine.nice + machine.system + machine.irq + machine.softirq
        return Look(
            time.monotonic(), sum(self._ended_cpu.values()), busy, own.user + own.system, rss
        )

    def spent(self, since: float, until: float) -> Spent:
        """Between the looks nearest to these moments."""
        first, last = self._at(since), self._at(until)
        cpu, seconds = last.cpu_seconds - first.cpu_seconds, max(last.at - first.at, 1e-9)
        own = last.own_seconds - first.own_seconds
        others = last.busy_seconds - first.busy_seconds - cpu - own
        return Spent(seconds, cpu, max(0.0, others / seconds))

    @property
    def rss_peak_bytes(self) -> int:
        return max(look.rss_bytes for look in self.looks)

    def _at(self, moment: float) -> Look:
        return min(self.looks, key=lambda look: abs(look.at - moment))

    def _pss(self) -> int:
        total = 0
        for process in self._tree():
            try:
                total += getattr(process.memory_full_info(), "pss", 0)
            except psutil.Error:
                continue
        return total

    def _tree(self) -> list[psutil.Process]:
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            return []
