"""A browser's window for tests: the far end of a socket, in the process of the test."""

import asyncio
import json
from typing import Any

import numpy as np

from telephony.desk_line import RATE_HZ
from telephony.desk_phones import DeskPhones
from telephony.media_socket import NORMAL_CLOSURE
from telephony.wire import Message
from tests.voice.simulated_time import passes, settled

FRAME_SECONDS = 0.02


class Browser:
    """Port `telephony.media_socket.Socket`, and what somebody does at the other side of it."""

    def __init__(self, phones: DeskPhones, name: str = "sanne") -> None:
        self._phones, self._name = phones, name
        self._out: asyncio.Queue[Message | None] = asyncio.Queue()
        self.told: list[dict[str, Any]] = []
        self.sound: list[bytes] = []
        self.closed: int | None = None
        self.slow = asyncio.Event()
        """Cleared, the network takes nothing."""
        self.slow.set()
        self._task: asyncio.Task[None] | None = None
        self._speaking: asyncio.Task[None] | None = None

    # -- the socket --------------------------------------------------------------------------

    async def receive(self) -> Message | None:
        return await self._out.get()

    async def send_text(self, text: str) -> None:
        await self.slow.wait()
        self.told.append(json.loads(text))

    async def send_bytes(self, data: bytes) -> None:
        await self.slow.wait()
        self.sound.append(data)

    async def close(self, code: int = NORMAL_CLOSURE) -> None:
        self.closed = code

    # -- what the browser does ---------------------------------------------------------------

    async def opens(self, window: str = "w1", *, ready: bool = True) -> "Browser":
        self._task = asyncio.create_task(self._phones.serve(self._name, self))
        self.says(event="open", window=window)
        if ready:
            self.says(event="ready", microphone=True)
        await settled()
        return self

    def says(self, **fields: object) -> None:
        self._out.put_nowait(json.dumps(fields))

    def sends(self, message: Message) -> None:
        self._out.put_nowait(message)

    def speaks(self, level: int = 1000) -> None:
        """From now on, until the network is lost."""
        if self._speaking is None:
            self._speaking = asyncio.create_task(self._speak(level))

    async def loses_network(self) -> None:
        """Without a word: no sound comes any more, and the socket is closed some time later."""
        if self._speaking is not None:
            self._speaking.cancel()
            await asyncio.gather(self._speaking, return_exceptions=True)
            self._speaking = None

    async def leaves(self) -> None:
        await self.loses_network()
        self._out.put_nowait(None)
        if self._task is not None:
            await self._task

    async def _speak(self, level: int) -> None:
        frame = np.full(round(RATE_HZ * FRAME_SECONDS), level, "<i2").tobytes()
        while True:
            self.sends(frame)
            await passes(FRAME_SECONDS)

    @property
    def events(self) -> list[str]:
        """What it was told, signs of life left out."""
        return [each["event"] for each in self.told if each["event"] != "alive"]

    @property
    def seconds_heard(self) -> float:
        return sum(map(len, self.sound)) / 2 / RATE_HZ
