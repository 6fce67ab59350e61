"""A FastAPI WebSocket as a Socket of ours."""

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from telephony.media_socket import NORMAL_CLOSURE
from telephony.wire import Message

_GONE = (WebSocketDisconnect, WebSocketDisconnected)
"""Raised by Starlette for a far end that left, and for a socket that we closed."""


class StarletteSocket:
    """To be made after `websocket.accept()`."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket

    async def receive(self) -> Message | None:
        try:
            message = await self._websocket.receive()
        except _GONE:
            return None
        if message["type"] == "websocket.disconnect":
            return None
        text: str | None = message.get("text")
        data: bytes = message.get("bytes") or b""
        return data if text is None else text

    async def send_text(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})

    async def send_bytes(self, data: bytes) -> None:
        await self._send({"type": "websocket.send", "bytes": data})

    async def close(self, code: int = NORMAL_CLOSURE) -> None:
        await self._send({"type": "websocket.close", "code": code, "reason": ""})

    async def _send(self, message: dict[str, object]) -> None:
        try:
            await self._websocket.send(message)
        except _GONE:
            return  # the end of `receive` tells it
