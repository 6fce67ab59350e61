"""One caller on a Twilio media socket, at the pace of a real line.

A block of 20 ms goes out when its last sample exists, every 20 ms from the deadline before; so
the moment at which the last block of a sentence is sent is the moment of the caller's last sound.
"""

import asyncio
import base64
import json
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from audio.frames import Samples
from audio.g711 import MULAW_SILENCE, decode_mulaw, encode_mulaw
from bench.clips import BLOCK, BLOCK_SECONDS, Clip, Tail, blocks
from bench.phone import Phone

OPEN_SECONDS = 60.0
CLOSE_SECONDS = 2.0
_LOOK_SECONDS = 0.01
_SILENCE = base64.b64encode(bytes([MULAW_SILENCE]) * BLOCK).decode()


@dataclass(frozen=True, slots=True)
class Uttered:
    """When a sentence was said, in seconds on the monotonic clock."""

    began: float
    """Its first block that sounds: the beginning of it."""
    ended: float
    """Its last block that sounds: the end of it."""


class Caller:
    """A call from beginning to end; `call` runs what the caller does in it."""

    def __init__(self, nth: int, tail: Tail = Tail.SILENCE) -> None:
        self.number = f"+3120{nth:07d}"
        """The number that is called: by it a server's trace is matched to this call."""
        self.stream = f"MZ{uuid.uuid4().hex}"
        self.phone = Phone()
        self.gone = asyncio.Event()
        self.started = 0.0
        self.latest_seconds = 0.0
        """How late a block was sent at the worst: beyond some 10 ms the bench itself is slow."""
        self.error: str | None = None
        self._tail = tail
        self._saying: Iterator[Samples] | None = None
        self._clip: Clip | None = None
        self._sent = 0
        self._began = 0.0
        self._said: asyncio.Future[Uttered] | None = None
        self._idle: Iterator[str] = _silence()

    async def call(self, url: str, does: Callable[["Caller"], Awaitable[None]]) -> None:
        """Ring, do it, hang up. A call that is refused or lost is a result: `error` tells."""
        try:
            async with connect(
                url, max_size=None, ping_interval=None, compression=None,
                open_timeout=OPEN_SECONDS, close_timeout=CLOSE_SECONDS,
            ) as socket:  # fmt: skip
                await self._talk(socket, does)
        except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed) as error:
            self.error = self.error or f"{type(error).__name__}: {error}"

    async def say(self, clip: Clip) -> Uttered:
        """Say a sentence to its end. Raises ConnectionError when the call is over before that."""
        assert self._saying is None, "one sentence after the other"
        self._clip, self._sent, self._saying = clip, 0, blocks(clip.samples)
        if self._tail is Tail.NOISE:
            self._idle = _round_and_round(clip.floor)
        self._said = asyncio.get_running_loop().create_future()
        while not self._said.done():
            if self.gone.is_set():
                raise ConnectionError("the server hung up")
            await asyncio.wait([self._said], timeout=_LOOK_SECONDS)
        return self._said.result()

    async def until(self, holds: Callable[[float], object], seconds: float) -> bool:
        """Wait until it holds of the moment, at most so long; whether it came to hold."""
        limit = time.monotonic() + seconds
        while not holds(now := time.monotonic()):
            if now > limit or self.gone.is_set():
                return False
            await asyncio.sleep(_LOOK_SECONDS)
        return True

    # -- the wire --------------------------------------------------------------------------------

    async def _talk(
        self, socket: ClientConnection, does: Callable[["Caller"], Awaitable[None]]
    ) -> None:
        await socket.send(
            json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"})
        )
        await socket.send(json.dumps(self._start()))
        self.started = time.monotonic()
        tasks = [
            asyncio.create_task(self._take(socket), name=f"take {self.number}"),
            asyncio.create_task(self._send(socket), name=f"send {self.number}"),
        ]
        try:
            await does(self)
        except ConnectionError as error:
            self.error = str(error)
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            with suppress(ConnectionClosed):
                await socket.send(json.dumps({"event": "stop", "streamSid": self.stream}))
        for each in ended:
            if isinstance(each, Exception):
                self.error = f"{type(each).__name__}: {each}"

    def _start(self) -> dict[str, Any]:
        return {
            "event": "start",
            "sequenceNumber": "1",
            "streamSid": self.stream,
            "start": {
                "accountSid": "AC" + "0" * 32,
                "streamSid": self.stream,
                "callSid": "CA" + uuid.uuid4().hex,
                "tracks": ["inbound"],
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
                "customParameters": {"to": self.number},
            },
        }

    async def _take(self, socket: ClientConnection) -> None:
        try:
            with suppress(ConnectionClosed):  # without a goodbye it is over, too
                async for text in socket:
                    self.hear(time.monotonic(), json.loads(text))
        finally:
            self.gone.set()

    def hear(self, now: float, message: dict[str, Any]) -> None:
        """Take one message of the server."""
        event = message.get("event")
        if event == "media":
            self.phone.play(now, decode_mulaw(base64.b64decode(message["media"]["payload"])))
        elif event == "clear":
            self.phone.clear(now)
        elif event == "mark":
            self.phone.mark(now, message["mark"]["name"])

    async def _send(self, socket: ClientConnection) -> None:
        due, chunk = time.monotonic(), 0
        try:
            while True:
                due += BLOCK_SECONDS
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                self.latest_seconds = max(self.latest_seconds, time.monotonic() - due)
                chunk += 1
                await socket.send(self._media(self._payload(), chunk))
                for name in self.phone.reached(time.monotonic()):
                    await socket.send(self._mark(name))
        except ConnectionClosed:
            self.gone.set()

    def _payload(self) -> str:
        """The next 20 ms in base64, and what is known once they are sent."""
        block = next(self._saying, None) if self._saying is not None else None
        if block is None:
            return next(self._idle)
        assert self._clip is not None
        assert self._said is not None
        now = time.monotonic()
        if self._sent == self._clip.first_block:
            self._began = now - BLOCK_SECONDS
        self._sent += 1
        if self._sent == self._clip.blocks:
            self._saying = None
            if not self._said.done():
                self._said.set_result(Uttered(self._began, now))
        return base64.b64encode(encode_mulaw(block)).decode()

    def _media(self, payload: str, chunk: int) -> str:
        media = (
            f'{{"track":"inbound","chunk":"{chunk}","timestamp":"{chunk * 20}",'
            f'"payload":"{payload}"}}'
        )
        return (
            f'{{"event":"media","sequenceNumber":"{chunk + 1}","media":{media},'
            f'"streamSid":"{self.stream}"}}'
        )

    def _mark(self, name: str) -> str:
        return json.dumps({"event": "mark", "streamSid": self.stream, "mark": {"name": name}})


def _silence() -> Iterator[str]:
    while True:
        yield _SILENCE


def _round_and_round(noise: Samples) -> Iterator[str]:
    """The noise of a line, without end."""
    payloads = [base64.b64encode(encode_mulaw(block)).decode() for block in blocks(noise)]
    while True:
        yield from payloads
