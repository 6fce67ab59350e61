"""What an agent writes to a caller who types: a box on the page of the call."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from desk.access.guard import signed_in
from desk.access.pages import DESK_HEADERS
from desk.agents import Agent, Role
from desk.live_pages import Desk, overview_page
from desk.switchboard import NotNow

LONGEST_MESSAGE = 1000
_SEE_OTHER, _NO_CONTENT, _CONFLICT = 303, 204, 409
_EMPTY = "Schrijf eerst een bericht."
_Agent = Annotated[Agent, Depends(signed_in(Role.AGENT))]


def message_router(desk: Desk) -> APIRouter:
    """Serve /balie/gesprek/{call}/bericht: 204 to the script, the page of the call to a form."""
    router = APIRouter(include_in_schema=False)

    @router.post("/balie/gesprek/{call}/bericht")
    async def written(
        request: Request,
        agent: _Agent,
        call: str,
        words: Annotated[str, Form(max_length=LONGEST_MESSAGE)] = "",
    ) -> Response:
        on_the_page = "hx-request" in request.headers and "hx-boosted" not in request.headers
        try:
            if not words.strip():
                raise NotNow(_EMPTY)
            desk.board.write(agent.name, call, " ".join(words.split()))
        except NotNow as told:
            if on_the_page:
                return PlainTextResponse(str(told), _CONFLICT, headers=DESK_HEADERS)
            return overview_page(desk, request, agent, str(told), _CONFLICT)
        if on_the_page:
            return Response(status_code=_NO_CONTENT, headers=DESK_HEADERS)
        return RedirectResponse(f"/balie/gesprek/{call}", _SEE_OTHER, headers=DESK_HEADERS)

    return router
