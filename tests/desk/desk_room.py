"""The live pages of the desk around a switchboard of tests, as a whole app."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import APIRouter, FastAPI

from desk.agents import Agent
from desk.call_actions import action_router
from desk.call_page import CallPages, call_router
from desk.call_records import CallFile, NoSuchCall, ToRing, Wrong
from desk.desk_files import desk_files_router
from desk.live_pages import Desk, live_router
from desk.notices import NO_NOTICES, Notices
from desk.pages import Pages, StaticFiles
from dialog.desk_events import DeskEvent
from dialog.titles import Titles
from tests.desk.board import KEES, Board
from tests.desk.signed import SANNE, app_with

STATIC = Path(__file__).parent.parent.parent / "desk" / "static"
TITLES = Titles(
    {"paspoort": "Paspoort", "grofvuil": "Grofvuil"},
    {"burgerzaken": "Burgerzaken", "openbare_ruimte": "Openbare ruimte"},
)


def desk_of(board: Board, notices: Notices = NO_NOTICES) -> Desk:
    pages = Pages("Zonnedael", "14 0123")
    return Desk.of(board, pages, lambda: TITLES, lambda: board.now, notices)


def room(board: Board, desk: Desk | None = None, sanne: Agent = SANNE) -> FastAPI:
    """Sanne and Kees are signed in; the app draws while it runs."""
    desk = desk or desk_of(board)

    @asynccontextmanager
    async def drawing(_: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(desk.drawing.run(), name="desk")
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    files = APIRouter()
    StaticFiles(STATIC / "sound").serve(files, "/static/sound")
    app = app_with(
        files,
        live_router(desk),
        action_router(desk),
        call_router(CallPages(live=desk, records=BoardRecords(board), titles=lambda: TITLES)),
        desk_files_router(),
        agents=(sanne, KEES),
    )
    app.router.lifespan_context = drawing
    return app


class BoardRecords:
    """The calls of the board as they are; none are to be rung back."""

    def __init__(self, board: Board) -> None:
        self._board = board

    async def look(self, call: str, agent: Agent) -> CallFile:
        known = self._board.call(call)
        if known is None:
            raise NoSuchCall
        began = known.began
        return CallFile(call=call, line=known.kind, began=began, items=known.items, erased=False)

    async def keep(self, call: str, item: DeskEvent) -> None:
        if self._board.call(call) is None:
            raise NoSuchCall
        self._board.happen(call, item)

    async def to_ring(self) -> Sequence[ToRing]:
        return []

    async def claim(self, callback: tuple[str, int], agent: Agent) -> ToRing:
        raise NoSuchCall

    async def release(self, callback: tuple[str, int], agent: Agent) -> None: ...

    async def wrong_answers(self) -> Sequence[Wrong]:
        return []

    async def dealt_with(self, answer: tuple[str, int], agent: Agent) -> None: ...
