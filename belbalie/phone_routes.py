"""The socket /balie/telefoon: an agent's telephone in the browser (docs/desk-phone.md)."""

from fastapi import APIRouter, WebSocket

from desk.access.guard import agent_of
from desk.agents import Role
from telephony.desk_phones import DeskPhones
from telephony.starlette_socket import StarletteSocket

_POLICY_VIOLATION = 1008
"""RFC 6455 section 7.4. Before a socket is accepted it becomes HTTP 403."""


def phone_router(phones: DeskPhones) -> APIRouter:
    """For agents who are signed in, from a page of ours."""
    router = APIRouter(include_in_schema=False)

    @router.websocket("/balie/telefoon")
    async def telephone(websocket: WebSocket) -> None:
        agent = await agent_of(websocket)
        if agent is None or Role.AGENT not in agent.roles:
            await websocket.close(_POLICY_VIOLATION)
            return
        await websocket.accept()
        await phones.serve(agent.name, StarletteSocket(websocket))

    return router
