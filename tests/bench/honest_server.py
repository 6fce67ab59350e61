"""A media server that does what it says, counted in the blocks that the caller sent."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from audio.frames import Samples
from audio.g711 import decode_mulaw, encode_mulaw
from bench.clips import blocks, sounds
from tests.bench.sounds import tone

GREETING_BLOCKS = 5


@dataclass
class HonestServer:
    """Answers after `answer_after` silent blocks with a tone of `answer_blocks`."""

    answer_after: int = 10
    answer_blocks: int = 10
    clear_after: int | None = None
    """Blocks after the answer was begun at which it is taken back; the caller is silent."""
    answers_again: bool = False
    """After it has taken an answer back, at once and for good."""
    stops_when_talked_over: bool = False
    hangs_up_at: int | None = None
    """Block at which it hangs up."""
    loud: int = 0
    """Blocks of the caller that sounded."""
    numbers: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    async def take(self, socket: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            await self._talk(socket)

    async def _talk(self, socket: ServerConnection) -> None:
        silent, answered, talked, count = 0, 0, False, 0
        async for text in socket:
            message = json.loads(text)
            if message["event"] == "start":
                self.numbers.append(message["start"]["customParameters"]["to"])
                await self._play(socket, tone(GREETING_BLOCKS))
                await socket.send(json.dumps({"event": "mark", "mark": {"name": "greeted"}}))
            elif message["event"] == "mark":
                self.marks.append(message["mark"]["name"])
            elif message["event"] == "media":
                count += 1
                answered += 1
                block = decode_mulaw(base64.b64decode(message["media"]["payload"]))
                loud = sounds(block)
                self.loud += loud
                silent = 0 if loud else silent + 1
                if loud and not talked and self.stops_when_talked_over:
                    await socket.send(json.dumps({"event": "clear"}))
                talked |= loud
                if talked and silent == self.answer_after:
                    talked, answered = False, 0
                    await self._play(socket, tone(self.answer_blocks))
                if answered == self.clear_after:
                    await socket.send(json.dumps({"event": "clear"}))
                    if self.answers_again:
                        await self._play(socket, tone(self.answer_blocks))
                if count == self.hangs_up_at:
                    return

    async def _play(self, socket: ServerConnection, sound: Samples) -> None:
        for block in blocks(sound):
            payload = base64.b64encode(encode_mulaw(block)).decode()
            await socket.send(json.dumps({"event": "media", "media": {"payload": payload}}))


@asynccontextmanager
async def standing(server: HonestServer) -> AsyncIterator[str]:
    """The address at which it takes calls."""
    async with serve(server.take, "127.0.0.1", 0) as listening:
        port = next(iter(listening.sockets)).getsockname()[1]
        yield f"ws://127.0.0.1:{port}/"
        await asyncio.sleep(0)
