"""The socket /balie/telefoon: an agent's telephone in the browser (docs/desk-phone.md)."""

import asyncio

from fastapi import APIRouter, WebSocket

from desk.access.guard import agent_of, still_signed_in
from desk.agents import Role
from telephony.desk_phones import DeskPhones
from telephony.starlette_socket import StarletteSocket

_POLICY_VIOLATION = 1008
"""RFC 6455 section 7.4. Before a socket is accepted it becomes HTTP 403."""
CHECK_SECONDS = 30.0
"""So long a telephone lives on at most after its agent was signed out elsewhere. A talk is never
broken off for it."""


def phone_router(phones: DeskPhones, check_seconds: float = CHECK_SECONDS) -> APIRouter:
    """For agents who are signed in, from a page of ours."""
    router = APIRouter(include_in_schema=False)

    @router.websocket("/balie/telefoon")
    async def telephone(websocket: WebSocket) -> None:
        agent = await agent_of(websocket)
        if agent is None or Role.AGENT not in agent.roles:
            await websocket.close(_POLICY_VIOLATION)
            return
        await websocket.accept()
        socket = StarletteSocket(websocket)

        async def until_signed_out() -> None:
            while True:
                await asyncio.sleep(check_seconds)
                if phones.line(agent.name) is None and not await still_signed_in(websocket):
                    await socket.close(_POLICY_VIOLATION)
                    return

        checking = asyncio.create_task(until_signed_out(), name="is the agent signed in?")
        try:
            await phones.serve(agent.name, socket)
        finally:
            checking.cancel()
            await asyncio.gather(checking, return_exceptions=True)

    return router
