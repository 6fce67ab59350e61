"""Live calls, and desks that look at them: how soon an event is there, and what the desks cost.

The calls are conversations in text, held beforehand and played at the pace of a telephone call
through the switchboard, the drawing and the routes that the service has, over HTTP on this machine.
The desks are a process of their own (`bench/desk_clients.py`): each shows the overview and the
page of one call. Every text that is spoken carries a mark of its own, and so does the name of a
call, so that it is known of each when it came in and when each desk was given it.

Beside the calls that go on, another begins every three seconds (twice as often as 20 calls of two
minutes do), as the overview shows of the others only what changed in their rows. The cost is the
service's CPU time with the desks, without that of as many seconds before they were open.
"""

import asyncio
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

import numpy as np
import uvicorn
from fastapi import FastAPI

from belbalie.switchboard import HouseSwitchboard
from belbalie.text_call import TextCall, Turn
from desk.access.access import Session
from desk.agents import Agent
from desk.live_pages import Desk, live_router
from desk.pages import Pages
from dialog.acts import Act
from dialog.conversation import Conversation
from dialog.events import Candidate, Event, Findings, Heard, Said
from dialog.knowledge import Knowledge
from dialog.titles import Titles
from voice.ears import Clock

SAID = (
    "wat kost een paspoort", "hoe lang duurt dat", "waar staat dat", "en wat kost het rijbewijs",
    "kan dat ook met spoed", "ik wil grofvuil laten ophalen", "laat maar", "kunt u dat herhalen",
    "wanneer bent u open", "dank u wel", "hoe zit het met het grofvuil", "nee hoor",
)  # fmt: skip
"""What a caller says, one turn after the other; then from the beginning."""
ABOUT = ("paspoort", "rijbewijs", "grofvuil", "openingstijden")
TURN_SECONDS = 5.0
"""From one turn of the caller to the next: a short question, and an answer that is heard."""
ANSWER_SECONDS = 2.5
"""Of these, until the first sentence of the answer was played."""
NEXT_SECONDS = 3.0
SETTLE_SECONDS = 3.0
_MARK = "zq{:06d}qz"
_MARKS = r"zq\d{6}qz"


@dataclass(frozen=True, slots=True)
class DeskFigures:
    calls: int
    desks: int
    seconds: float
    events: int
    """What the calls recorded in that time."""
    arrivals: int
    """Of marked ones at a desk."""
    missed: int
    """That should have come to a desk and did not."""
    lines_p50_ms: float
    lines_p95_ms: float
    overview_p50_ms: float
    overview_p95_ms: float
    core_without: float
    """Cores that the service used, 1 is one core."""
    core_with: float
    desks_cost: float
    """The difference."""


@dataclass(frozen=True, slots=True)
class Measured:
    calls: Sequence[str]
    """Each desk shows one of them, in turn."""
    desks: int
    seconds: float
    events: int
    core_without: float
    core_with: float


@dataclass
class Replay:
    """Plays a conversation, again and again, as one live call."""

    board: HouseSwitchboard
    call: str
    turns: Sequence[Sequence[Event | Act]]
    marks: Iterator[str]
    sent: dict[str, tuple[str, float]]
    """By mark: the call and when it was in."""
    events: int = 0

    async def run(self, first_seconds: float) -> None:
        self.board.begin(self.call, "sip", datetime.now().astimezone())
        due = time.monotonic() + first_seconds
        for turn in itertools.cycle(self.turns):
            answered = False
            await _until(due)
            for item in turn:
                if isinstance(item, Said) and not answered:
                    answered = True
                    await _until(due + ANSWER_SECONDS)
                self._see(item)
            due += TURN_SECONDS

    def _see(self, item: Event | Act) -> None:
        self.events += 1
        if isinstance(item, Heard | Said) and item.text:
            mark = next(self.marks)
            item = replace(item, text=f"{item.text} {mark}")
            if isinstance(item, Said):
                item = replace(item, heard_text=item.text)
            self.sent[mark] = self.call, time.monotonic()
        self.board.see(self.call, item)


async def _until(due_seconds: float) -> None:
    await asyncio.sleep(max(0.0, due_seconds - time.monotonic()))


async def come_and_go(
    board: HouseSwitchboard, marks: Iterator[str], sent: dict[str, tuple[str, float]]
) -> None:
    """One call after the other begins, and is over when the next one does."""
    while True:
        call = next(marks)
        sent[call] = "", time.monotonic()
        board.begin(call, "sip", datetime.now().astimezone())
        await asyncio.sleep(NEXT_SECONDS)
        board.ended(call)
        board.live.forget(call)


def conversation(knowledge: Knowledge, now: datetime) -> list[list[Event | Act]]:
    """One call in text, by turn of the caller."""

    def search(query: str, language: str, day: date) -> Findings:
        found = next((topic for topic in ABOUT if topic in query or topic[:4] in query), None)
        return Findings((Candidate(found, 0.95),) if found else ())

    call = TextCall(Conversation(knowledge), search, now)
    return [list(call.ring(caller=None)), *(list(call.take(Turn(say=text))) for text in SAID)]


@dataclass
class Everybody:
    """Each token is the name of somebody who is signed in."""

    departments: tuple[str, ...]
    address: str | None = None

    def session(self, token: str) -> Session | None:
        title = token.replace("-", " ").title()
        return Session(
            agent=Agent(name=token, title=title, departments=self.departments), csrf="bench"
        )

    def still(self, token: str) -> bool:
        return True


@dataclass
class House:
    """What the service has of the desk, and its calls."""

    knowledge: Knowledge
    calls: int
    sent: dict[str, tuple[str, float]] = field(default_factory=dict)
    replays: list[Replay] = field(default_factory=list)

    def __post_init__(self) -> None:
        town = self.knowledge.municipality
        clock = Clock(now=lambda: datetime.now().astimezone(), seconds=time.monotonic)
        self.board = HouseSwitchboard(clock, lambda: town)
        titles = Titles.of(self.knowledge)
        pages = Pages(town.name, town.telephone)
        self.desk = Desk.of(self.board, pages, lambda: titles, clock.now)

    def app(self) -> FastAPI:
        app = FastAPI()
        app.state.access = Everybody(tuple(sorted(self.knowledge.municipality.departments))[:3])
        app.include_router(live_router(self.desk))
        return app

    @property
    def events(self) -> int:
        return sum(each.events for each in self.replays)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Calls go on and pages are served at the address that this gives."""
        marks = (_MARK.format(n) for n in itertools.count())
        turns = conversation(self.knowledge, datetime.now().astimezone())
        self.replays = [
            Replay(self.board, f"gesprek-{n}", turns, marks, self.sent) for n in range(self.calls)
        ]
        taken = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(self.app(), log_config=None, access_log=False)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[taken]), name="pages")
        work = [
            self.board.run(),
            self.desk.drawing.run(),
            come_and_go(self.board, marks, self.sent),
            *(each.run(TURN_SECONDS * n / self.calls) for n, each in enumerate(self.replays)),
        ]
        tasks = [asyncio.ensure_future(each) for each in work]
        try:
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            self.desk.drawing.end()
            server.should_exit = True
            await serving
        for error in ended:
            if not isinstance(error, asyncio.CancelledError):
                raise RuntimeError("a call or the drawing ended by itself") from error


async def measure(knowledge: Knowledge, calls: int, desks: int, seconds: float) -> DeskFigures:
    """First without desks, then with them, `seconds` each."""
    house = House(knowledge, calls)
    async with house.running() as url:
        await asyncio.sleep(SETTLE_SECONDS)
        without = await _cores(seconds)
        names = [each.call for each in house.replays]
        command = [sys.executable, "-m", "bench.desk_clients", url, _MARKS, str(desks), *names]
        # In a file, as nobody reads a pipe while it writes what it saw.
        with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=subprocess.PIPE, stdout=told
            )
            assert process.stdin is not None
            while os.fstat(told.fileno()).st_size == 0:
                assert process.returncode is None, "the desks did not open"
                await asyncio.sleep(0.1)
            await asyncio.sleep(SETTLE_SECONDS)
            began, before = time.monotonic(), house.events
            with_desks = await _cores(seconds)
            ended, events = time.monotonic(), house.events - before
            await asyncio.sleep(2)  # what came in last is still on its way
            process.stdin.close()
            assert await process.wait() == 0, "the desks did not end well"
            told.seek(0)
            came = [json.loads(line) for line in told.readlines()[1:]]
    sent = {mark: each for mark, each in house.sent.items() if began <= each[1] <= ended}
    return figures_of(Measured(names, desks, seconds, events, without, with_desks), sent, came)


async def _cores(seconds: float) -> float:
    """How much of a core this process uses in that time."""
    wall, cpu = time.monotonic(), time.process_time()
    await asyncio.sleep(seconds)
    return (time.process_time() - cpu) / (time.monotonic() - wall)


def figures_of(
    measured: Measured, sent: Mapping[str, tuple[str, float]], came: Sequence[Mapping[str, Any]]
) -> DeskFigures:
    """`sent` is what the desks should have been given, `came` what came, and when."""
    lines: list[float] = []
    overview: list[float] = []
    for each in came:
        if each["mark"] in sent:
            call, at = sent[each["mark"]]
            (lines if call else overview).append(1000 * (each["at_seconds"] - at))
    shown = [measured.calls[n % len(measured.calls)] for n in range(measured.desks)]
    wanted = sum(shown.count(call) if call else measured.desks for call, _ in sent.values())
    return DeskFigures(
        calls=len(measured.calls),
        desks=measured.desks,
        seconds=measured.seconds,
        events=measured.events,
        arrivals=len(lines) + len(overview),
        missed=wanted - len(lines) - len(overview),
        lines_p50_ms=_percentile(lines, 50),
        lines_p95_ms=_percentile(lines, 95),
        overview_p50_ms=_percentile(overview, 50),
        overview_p95_ms=_percentile(overview, 95),
        core_without=round(measured.core_without, 3),
        core_with=round(measured.core_with, 3),
        desks_cost=round(measured.core_with - measured.core_without, 3),
    )


def _percentile(values: Sequence[float], share: float) -> float:
    return round(float(np.percentile(values, share)), 1) if values else float("nan")


def lines(figures: DeskFigures) -> list[str]:
    """For people."""
    return [
        f"{figures.calls} calls, {figures.desks} desks, {figures.seconds:g} s: "
        f"{figures.events} events, {figures.arrivals} arrivals, {figures.missed} missed",
        f"page of a call   p50 {figures.lines_p50_ms:.0f} ms, p95 {figures.lines_p95_ms:.0f} ms",
        f"overview         p50 {figures.overview_p50_ms:.0f} ms, "
        f"p95 {figures.overview_p95_ms:.0f} ms",
        f"the desks cost   {figures.desks_cost:.1%} of a core "
        f"({figures.core_with:.1%} with them, {figures.core_without:.1%} without)",
    ]


def bench_desk(knowledge: Knowledge, calls: int, desks: int, seconds: float, as_json: bool) -> None:
    """`belbalie bench desk`."""
    figures = asyncio.run(measure(knowledge, calls, desks, seconds))
    print(json.dumps(asdict(figures)) if as_json else "\n".join(lines(figures)))
