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
_NEWS_SECONDS = 60.0


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
            await _together(_Feed(websocket, typed, call))
        except WebSocketDisconnect:
            pass
        finally:
            await _left(typed, call)

    return router


class _Feed:
    """Gives each line of one conversation once: as the answer to a turn, or by itself."""

    def __init__(self, websocket: WebSocket, typed: Typed, call: str) -> None:
        self.websocket, self.typed, self.call = websocket, typed, call
        self._given = 0
        self._giving = asyncio.Lock()

    async def give(self, words: str | None = None) -> Told:
        """Answer a turn, or greet: also where nothing is new."""
        async with self._giving:
            if words is not None:
                await self.typed.say(self.call, words)
            return await self._give_new()

    async def follow(self) -> None:
        """Give what comes by itself, until it is over."""
        over = False
        while not over:
            await self.typed.news(self.call, self._given, _NEWS_SECONDS)
            async with self._giving:
                told = self.typed.told(self.call, self._given)
                over = told.over
                if told.lines:
                    await self._give_new()

    async def stop(self) -> None:
        """The caller stops."""
        async with self._giving:
            await self.typed.leave(self.call)
            await _tell(self.websocket, Told((), over=True))

    async def _give_new(self) -> Told:
        told = self.typed.told(self.call, self._given)
        self._given += len(told.lines)
        await _tell(self.websocket, told)
        return told


async def _together(feed: _Feed) -> None:
    """Until one of the two stops, or the conversation is over by itself."""
    await feed.give()
    talking = asyncio.create_task(_talk(feed), name="from a program that types")
    following = asyncio.create_task(feed.follow(), name="to a program that types")
    try:
        await asyncio.wait({talking, following}, return_when=asyncio.FIRST_COMPLETED)
        if not talking.done():
            await feed.websocket.close()
    finally:
        for task in (talking, following):
            task.cancel()
        results = await asyncio.gather(talking, following, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _talk(feed: _Feed) -> None:
    """Turn by turn."""
    faults, websocket = 0, feed.websocket
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
        if not words:
            await feed.stop()
        elif not (await feed.give(words)).over:
            continue
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
