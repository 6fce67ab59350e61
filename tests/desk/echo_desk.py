"""A small honest desk for the visitor's page: a real server, a real line, a simple assistant."""

import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import uvicorn
from fastapi import FastAPI, WebSocket

from audio.frames import AudioFrame, Key, Played, Samples
from audio.level import dbfs
from desk.visitor import visitor_router
from telephony.media_socket import SocketLine, turn_away
from telephony.raw import open_raw
from telephony.starlette_socket import StarletteSocket

GREETING = "Goedemorgen. U praat met een computer."
TONE_SECONDS = 1.0


class EchoDesk:
    """Greets with a tone and a mark; a key says what to do next. What happens is in `log`.

    1: ten seconds of tone, marked 'lang'; 2: clear, then a mark 'na'; 8: drop the socket;
    9: say goodbye and hang up; any other key: a caption of it, as if the caller had said it.
    """

    def __init__(self) -> None:
        self.log: queue.Queue[tuple[str, str | float]] = queue.Queue()
        self.heard: list[Samples] = []
        self.busy = False
        self.app = FastAPI()
        self.app.include_router(visitor_router("Zonnedael", "14 0123"))
        self.app.add_api_websocket_route("/media/raw", self.answer)

    def expect(self, kind: str, seconds: float = 15.0) -> str | float:
        """Wait for something to happen, passing over everything else."""
        until = time.monotonic() + seconds
        while True:
            came, value = self.log.get(timeout=max(until - time.monotonic(), 0.001))
            if came == kind:
                return value

    async def answer(self, websocket: WebSocket) -> None:
        await websocket.accept()
        if self.busy:
            await turn_away(StarletteSocket(websocket))
            return
        line = await open_raw(StarletteSocket(websocket))
        if line is not None:
            await self.converse(line, websocket)
            await line.hang_up()
            self.log.put(("ended", line.id))

    async def converse(self, line: SocketLine, websocket: WebSocket) -> None:
        self.log.put(("started", line.id))
        await line.caption("desk", GREETING)
        await self.play(line, TONE_SECONDS)
        await line.mark("toon")
        asked_at = time.monotonic()
        async for event in line.receive():
            if isinstance(event, AudioFrame):
                self.listen(event)
            elif isinstance(event, Played):
                self.log.put(("played", event.mark))
                self.log.put((f"played {event.mark} after", time.monotonic() - asked_at))
            elif event == Key("8"):
                await websocket.close(1011)
            elif event == Key("9"):
                await line.caption("desk", "Tot ziens.")
                return
            elif isinstance(event, Key):
                await self.press(line, event)

    async def press(self, line: SocketLine, key: Key) -> None:
        self.log.put(("key", key.digit))
        if key.digit == "1":
            await self.play(line, 10)
            await line.mark("lang")
        elif key.digit == "2":
            await line.clear()
            await line.mark("na")
        else:
            await line.caption("caller", f"Ik koos {key.digit}.")

    async def play(self, line: SocketLine, seconds: float) -> None:
        at = np.arange(int(seconds * line.out_rate_hz)) / line.out_rate_hz
        tone = (3000 * np.sin(2 * np.pi * 440 * at)).astype(np.int16)
        for part in np.split(tone, range(320, len(tone), 320)):
            await line.play(AudioFrame(part, line.out_rate_hz))

    def listen(self, frame: AudioFrame) -> None:
        if dbfs(frame.samples) > -50:
            self.heard.append(frame.samples)
            self.log.put(("voice", dbfs(frame.samples)))
        else:
            self.log.put(("silence", 0.0))


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve on a free port; gives the address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="desk")
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
