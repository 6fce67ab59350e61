"""What an agent writes to a caller who types: a box on the page of the call."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from desk.access.guard import signed_in
from desk.agents import Agent, Role
from desk.call_actions import answered
from desk.live_pages import Desk
from desk.switchboard import NotNow

LONGEST_MESSAGE = 1000
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
        def write() -> None:
            if not words.strip():
                raise NotNow(_EMPTY)
            desk.board.write(agent.name, call, " ".join(words.split()))

        return answered(desk, request, agent, write, f"/balie/gesprek/{call}")

    return router
