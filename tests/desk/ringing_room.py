"""The pages of the desk with real telephones in the browser; the caller is the test."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import numpy as np
from fastapi import FastAPI

from audio.frames import AudioFrame, Samples
from belbalie.phone_routes import phone_router
from desk.visitor import visitor_router
from telephony.desk_line import RATE_HZ, DeskLine
from telephony.desk_phones import CALL_HEADER, DeskPhones
from tests.desk.board import Board
from tests.desk.desk_room import room
from tests.telephony.answering import eventually

T = TypeVar("T")
PART = RATE_HZ // 50
LOUDNESS = 6000


class RingingRoom:
    """Its app runs in a thread of its own; what is asked of it here is done there."""

    def __init__(self) -> None:
        self.phones = DeskPhones()
        self.board = Board()
        self.app: FastAPI = room(self.board)
        self.app.include_router(phone_router(self.phones))
        self.app.include_router(visitor_router("Zonnedael", "14 0123"))
        self.heard: list[Samples] = []
        """Of the agent's microphone, in the last talk."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._started = threading.Event()
        self._talk: asyncio.Task[None] | None = None
        self.app.router.lifespan_context = self._living(self.app.router.lifespan_context)

    def rings(self, call: str = "c-1", *, hz: float = 1000.0) -> DeskLine:
        """Somebody rings Sanne, and sends this tone once she has picked up."""
        self.heard.clear()
        return self.does(self._ring(call, hz))

    def does(self, work: Coroutine[Any, Any, T]) -> T:
        assert self._started.wait(10)
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def says(self, what: Callable[[], T]) -> T:
        async def said() -> T:
            return what()

        return self.does(said())

    def loses_the_socket(self) -> None:
        """The connection of the window that is the telephone breaks."""
        window = self.phones._seats["sanne"].phone
        assert window is not None
        self.does(window._socket.close(1011))

    def pitch(self) -> float:
        """What was heard last of the microphone, in Hz; 0 where it is silent."""
        return pitch(np.concatenate(self.heard[-100:])) if self.heard else 0.0

    async def _ring(self, call: str, hz: float) -> DeskLine:
        # The page says that it can be rung a moment before we have heard so.
        await eventually(lambda: self.phones.can_ring("sanne"))
        line = await self.phones.dial("desk:sanne", {CALL_HEADER: call})
        self._talk = asyncio.create_task(self._converse(line, hz), name="caller")
        return line

    async def _converse(self, line: DeskLine, hz: float) -> None:
        speaking = asyncio.create_task(self._speak(line, hz), name="caller speaks")
        try:
            async for event in line.receive():
                if isinstance(event, AudioFrame):
                    self.heard.append(event.samples)
        except ConnectionError:
            return
        finally:
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)

    async def _speak(self, line: DeskLine, hz: float) -> None:
        await line.up.wait()
        at = np.arange(RATE_HZ) / RATE_HZ
        second = (LOUDNESS * np.sin(2 * np.pi * hz * at)).astype(np.int16)
        due = asyncio.get_running_loop().time()
        while True:
            for part in np.split(second, RATE_HZ // PART):
                await line.play(AudioFrame(part, RATE_HZ))
                due += PART / RATE_HZ
                await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))

    def _living(self, before: Any) -> Any:
        @asynccontextmanager
        async def living(app: FastAPI) -> AsyncIterator[None]:
            async with before(app):
                self._loop = asyncio.get_running_loop()
                self._started.set()
                yield

        return living


def pitch(sound: Samples) -> float:
    """The loudest tone of 16 kHz sound, in Hz; 0 for what is no louder than noise."""
    if len(sound) < PART or np.abs(sound).max() < 100:
        return 0.0
    levels = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(levels) * RATE_HZ / len(sound))
