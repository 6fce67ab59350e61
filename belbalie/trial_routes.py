"""The socket on which an editor talks with a draft, in the raw dialect (docs/media-sockets.md)."""

import asyncio

from fastapi import APIRouter, WebSocket
from loguru import logger

from belbalie.spoken_trial import SpokenTrials
from desk.access.guard import agent_of, while_signed_in
from desk.agents import Role
from desk.studio.room import of_draft
from desk.studio.trying import CannotTry
from telephony.media_socket import turn_away
from telephony.raw import open_raw
from telephony.starlette_socket import StarletteSocket

_POLICY_VIOLATION = 1008
"""RFC 6455 section 7.4. Before a socket is accepted it becomes HTTP 403."""

REFUSES = "house"
"""The speaker of a caption that tells why there is no trial."""


def trial_socket_router(trials: SpokenTrials) -> APIRouter:
    """For editors who are signed in, from a page of ours."""
    router = APIRouter(include_in_schema=False)

    @router.websocket(of_draft("{draft}", "/proef/spreken"))
    async def speak_in_trial(websocket: WebSocket, draft: str) -> None:
        agent = await agent_of(websocket)
        if agent is None or Role.EDITOR not in agent.roles:
            await websocket.close(_POLICY_VIOLATION)
            return
        await websocket.accept()
        await _speak(trials, websocket, draft, agent.name)

    return router


async def _speak(trials: SpokenTrials, websocket: WebSocket, draft: str, editor: str) -> None:
    socket = StarletteSocket(websocket)
    line = await open_raw(socket)
    if line is None:
        return
    talking = asyncio.create_task(trials.take(draft, editor, line), name="talk with a draft")

    def end() -> None:
        talking.cancel()

    try:
        async with while_signed_in(websocket, end):
            await talking
    except CannotTry as error:
        logger.info("a spoken trial was refused: {}", error)
        await line.caption(REFUSES, str(error))
        await turn_away(socket)
    except asyncio.CancelledError:
        if not talking.cancelled():  # we are asked to stop, and not the trial alone
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
            raise
    finally:
        await line.hang_up()
