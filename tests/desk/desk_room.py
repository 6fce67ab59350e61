"""The live pages of the desk around a switchboard of tests, as a whole app."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import HTMLResponse

from desk.access.guard import signed_in
from desk.agents import Agent, Role
from desk.call_actions import action_router
from desk.desk_files import desk_files_router
from desk.live_pages import Desk, live_call_page, live_router
from desk.notices import NO_NOTICES, Notices
from desk.pages import Pages, StaticFiles
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


def room(board: Board, desk: Desk | None = None) -> FastAPI:
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
        _call_page(desk),
        desk_files_router(),
        agents=(SANNE, KEES),
    )
    app.router.lifespan_context = drawing
    return app


def _call_page(desk: Desk) -> APIRouter:
    """No more than what is live on the page of a call."""
    router = APIRouter()

    @router.get("/balie/gesprek/{call}")
    async def call_page(
        request: Request, call: str, agent: Annotated[Agent, Depends(signed_in(Role.AGENT))]
    ) -> HTMLResponse:
        return live_call_page(desk, request, agent, call)

    return router
