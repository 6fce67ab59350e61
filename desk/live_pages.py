"""The overview of the desk, and the stream that tells each page of the desk what changed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from sse_starlette import EventSourceResponse, ServerSentEvent

from desk.access.guard import signed_in, while_signed_in
from desk.access.pages import DESK_HEADERS, DeskPages
from desk.agents import Agent, Role
from desk.attendance import Attendance
from desk.drawing import Drawing, Look, Piece
from desk.notices import NO_NOTICES, Notices
from desk.pages import Pages
from desk.parts import OVERVIEW, Parts, of_agent, of_call
from desk.switchboard import Switchboard
from dialog.titles import Titles

PING_SECONDS = 15
"""So often a silent stream shows that it is there; a connection that died is noticed by it."""
STREAM_SECONDS = 600.0
"""After this long a page asks anew, which shows the house that somebody has it open."""
_RETRY_MS = 1000
_Agent = Annotated[Agent, Depends(signed_in(Role.AGENT))]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages of the desk show from. Run `drawing.run()` while pages are open, and call
    `drawing.end()` before the server waits for its connections to end.
    """

    board: Switchboard
    pages: DeskPages
    parts: Parts
    drawing: Drawing
    attendance: Attendance
    now: Callable[[], datetime]

    @classmethod
    def of(
        cls,
        board: Switchboard,
        pages: Pages,
        titles: Callable[[], Titles],
        now: Callable[[], datetime],
        notices: Notices = NO_NOTICES,
    ) -> "Desk":
        parts = Parts(board, pages, titles, notices)
        drawing = Drawing(board, parts.draw, parts.lines)
        return cls(board, DeskPages(pages), parts, drawing, Attendance(board), now)


def live_router(desk: Desk) -> APIRouter:
    """Serve /balie and /balie/live."""
    router = APIRouter(include_in_schema=False)

    @router.get("/balie", response_class=HTMLResponse)
    async def overview(request: Request, agent: _Agent) -> HTMLResponse:
        return overview_page(desk, request, agent)

    @router.get("/balie/live")
    async def live(
        request: Request, agent: _Agent, deel: str = "", gesprek: str = ""
    ) -> EventSourceResponse:
        parts = (
            *of_agent(agent.name),
            *(OVERVIEW if deel == "overzicht" else ()),
            *(of_call(gesprek, agent.name) if gesprek and ":" not in gesprek else ()),
        )
        return EventSourceResponse(
            _told(desk, request, agent, parts), ping=PING_SECONDS, headers=DESK_HEADERS, sep="\n"
        )

    @router.head("/balie/live")
    async def still_signed_in(agent: _Agent) -> Response:
        """For a page whose stream was refused."""
        return Response(status_code=204, headers=DESK_HEADERS)

    return router


def overview_page(
    desk: Desk, request: Request, agent: Agent, notice: str = "", status: int = 200
) -> HTMLResponse:
    desk.board.sit_down(agent)
    parts = desk.parts.drawn((*OVERVIEW, *of_agent(agent.name)))
    return desk.pages.answer(
        request, "desk/overview.html", status, parts=parts, notice=notice, here="/balie"
    )


async def _told(
    desk: Desk, request: Request, agent: Agent, parts: tuple[str, ...]
) -> AsyncIterator[ServerSentEvent | bytes]:
    """The clock of the house, all parts as they are, and then what changes."""
    with desk.attendance.present(agent):
        look = desk.drawing.look(parts)
        ends = asyncio.get_running_loop().call_later(STREAM_SECONDS, look.end)
        try:
            yield ServerSentEvent(desk.now().isoformat(), event="clock", retry=_RETRY_MS)
            async with while_signed_in(request, look.end):
                async for event in _events(look):
                    yield event
        finally:
            ends.cancel()
            desk.drawing.leave(look)


async def _events(look: Look) -> AsyncIterator[bytes]:
    async for piece in look.pieces():
        yield _encoded(piece)


@lru_cache(maxsize=32)
def _encoded(piece: Piece) -> bytes:
    """As it goes over the line. Fifty desks are given the same: it is made for the first."""
    return ServerSentEvent(piece.html, event=piece.part, sep="\n").encode()
