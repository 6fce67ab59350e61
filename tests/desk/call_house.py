"""A house for the pages of calls and callbacks: a real database, and a clock that stands."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from fastapi import APIRouter, FastAPI

from belbalie.desk_records import DeskRecords
from belbalie.household import Writer
from desk.call_actions import action_router
from desk.call_page import CallPages, call_router
from desk.callback_pages import callback_router
from desk.desk_files import desk_files_router
from desk.help_pages import help_router
from desk.live_pages import Desk, live_router
from desk.pages import Pages
from desk.visitor import visitor_router
from dialog.acts import Act, Conclude, Fill, OutcomeType, RequestCallback, Say, Understand
from dialog.events import Event, Heard, HungUp, Rung, Said
from dialog.titles import Titles
from records.errors import RecordsError
from records.line_calls import LineCalls
from records.log import EventLog
from tests.desk.board import Board
from tests.desk.fixed_help import FixedHelp
from tests.desk.signed import app_with

NOW = datetime.fromisoformat("2026-11-24T10:15:00+01:00")
BEGAN = NOW - timedelta(minutes=5)
CALLER = "0612345678"
TITLES = Titles(
    {"paspoort": "een paspoort", "grofvuil": "grof vuil"},
    {"burgerzaken": "team Burgerzaken", "afval": "team Afval"},
)
COST = "Een paspoort kost 87 euro en 70 cent."
SOURCE = "Tarieven (2026-01-05)"


def asked(**other: object) -> RequestCallback:
    told: dict[str, object] = {
        "telephone": CALLER,
        "when": "dinsdagochtend",
        "topic": "paspoort",
        "department": "burgerzaken",
        "day": NOW.date(),
        "window": "09:00-12:00",
    }
    return RequestCallback(**(told | other))  # type: ignore[arg-type]


def talk(question: str = "Wat kost een paspoort met spoed?") -> list[Event | Act]:
    """A caller asks something, and is answered from a source."""
    return [
        Rung(at=BEGAN, caller=CALLER, line="sip"),
        Heard(at=BEGAN, text=question),
        Understand(topic="paspoort", score=0.9),
        Say(text=COST, topic="paspoort", source=SOURCE),
        Said(at=BEGAN, text=COST, heard_text=COST, played_seconds=3, total_seconds=3),
        Fill(slot="naam", value="Jan de Vries", confidence=0.7, confirmed=False),
    ]


ENDED: list[Event | Act] = [
    HungUp(at=NOW, by="caller"),
    Conclude(outcome=OutcomeType.ANSWERED),
]


class CallHouse:
    def __init__(self, url: str) -> None:
        self.log = EventLog(url)
        self.writer = Writer(self.log)
        self.lines = LineCalls(url, b"k" * 32, days=30)
        self.full = False
        """The disk is full: nothing can be written."""
        self.board = Board()
        self.now = NOW
        self.desk = Desk.of(
            self.board, Pages("Zonnedael", "14 0123"), lambda: TITLES, lambda: self.now
        )
        self.records = DeskRecords(
            self.log, self, self.lines, url, lambda: TITLES, lambda: self.now
        )

    def call(self, name: str, *items: Event | Act, at: datetime = BEGAN) -> None:
        """Write a call down, as from the caller's own line."""
        self.log.open_call(name, at, "sip")
        self.lines.keep(name, CALLER, at)
        self.log.append_all(name, items, at)

    async def append(self, call: str, *items: Event | Act) -> None:
        if self.full:
            raise RecordsError("The disk is full.")
        await self.writer.append(call, *items)

    def items(self, name: str) -> list[Event | Act]:
        return [entry.item for entry in self.log.read(name) if entry.item is not None]

    def routers(self) -> tuple[APIRouter, ...]:
        pages = CallPages(live=self.desk, records=self.records, titles=lambda: TITLES, helps=True)
        return (
            call_router(pages),
            callback_router(pages),
            help_router(pages, FixedHelp()),
        )

    def app(self) -> FastAPI:
        """Draws what changes while it runs."""
        live = (live_router(self.desk), action_router(self.desk))
        beside = visitor_router("Zonnedael", "14 0123")  # the sound of the telephone
        app = app_with(*live, *self.routers(), desk_files_router(), beside)

        @asynccontextmanager
        async def drawing(_: FastAPI) -> AsyncIterator[None]:
            task = asyncio.create_task(self.desk.drawing.run(), name="desk")
            yield
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

        app.router.lifespan_context = drawing
        return app

    def close(self) -> None:
        self.records.close()
        self.lines.close()
        self.writer.close()
