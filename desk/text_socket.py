"""The socket /text: a conversation by text for programs, such as an app or a relay service.

JSON both ways; docs/text.md. The conversation is the one of the page.
"""

import asyncio
import json

from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect

from desk.text_page import as_json
from desk.typed import Full, Gone, Told, Typed

_LONGEST_MESSAGE = 4000
_POLICY_VIOLATION, _TOO_BIG, _TRY_AGAIN_LATER = 1008, 1009, 1013
"""RFC 6455 section 7.4 and the IANA registry."""
_MOST_FAULTS = 5
_GREETING_SECONDS = 30.0


def text_socket_router(typed: Typed) -> APIRouter:
    router = APIRouter()

    @router.websocket("/text")
    async def text(websocket: WebSocket) -> None:
        await websocket.accept()
        try:
            async with asyncio.timeout(_GREETING_SECONDS):
                call = await typed.begin()
        except Full:
            await websocket.close(_TRY_AGAIN_LATER)
            return
        try:
            await _tell(websocket, typed.told(call))
            await _talk(websocket, typed, call)
        except WebSocketDisconnect:
            pass
        finally:
            await _left(typed, call)

    return router


async def _talk(websocket: WebSocket, typed: Typed, call: str) -> None:
    """Turn by turn, until one of the two stops."""
    faults = 0
    while True:
        message = await websocket.receive_text()
        if len(message) > _LONGEST_MESSAGE:
            await websocket.close(_TOO_BIG)
            return
        words, wrong = _words(message)
        if words is None:
            faults += 1
            await websocket.send_json({"error": wrong})
            if faults >= _MOST_FAULTS:
                await websocket.close(_POLICY_VIOLATION)
                return
            continue
        told = await typed.say(call, words) if words else await typed.leave(call)
        await _tell(websocket, told if words else Told((), over=True))
        if told.over:
            await websocket.close()
            return


def _words(message: str) -> tuple[str | None, str]:
    """What the caller says; '' stops. None, and why, for what is no message of ours."""
    expected = 'expected {"say": "words"}, {"keys": "1"} or {"stop": true}'
    try:
        given = json.loads(message)
    except json.JSONDecodeError:
        return None, f"{expected}, got text that is no JSON"
    if not isinstance(given, dict):
        return None, f"{expected}, got {type(given).__name__}"
    if given.get("stop") is True:
        return "", ""
    said = given.get("say", given.get("keys"))
    if not isinstance(said, str) or not said.strip():
        return None, f"{expected}, got the keys {sorted(map(str, given))[:5]}"
    return said, ""


async def _tell(websocket: WebSocket, told: Told) -> None:
    await websocket.send_json(as_json(told))


async def _left(typed: Typed, call: str) -> None:
    try:
        await typed.leave(call)
    except Gone:
        return
