"""One window of an agent's browser: what is sent to it, bounded, and in order."""

import asyncio
from collections import deque

from telephony.media_socket import Socket
from telephony.wire import Message, write

MOST_SOUND = 50
"""A second: sound that a network did not take by then is not worth hearing any more."""
MOST_TEXTS = 200
"""A window that does not take so many words is gone, although nobody has said so."""
ALIVE_SECONDS = 1.0
"""So often something is sent at least: a window that gets nothing knows its network is lost."""


class Window:
    """`name` is the window's own, the same after its page was left for another of ours."""

    def __init__(self, name: str, socket: Socket) -> None:
        self.name = name
        self.ready = False
        """Its microphone is open: it can ring."""
        self._socket = socket
        self._queue: deque[Message] = deque()
        self._sounds = 0
        self._filled = asyncio.Event()

    def tell(self, message: Message) -> None:
        """Send this; too much sound pushes out the oldest."""
        if isinstance(message, bytes):
            if self._sounds >= MOST_SOUND:
                self._drop_oldest_sound()
            self._sounds += 1
        self._queue.append(message)
        self._filled.set()

    @property
    def stuck(self) -> bool:
        return len(self._queue) - self._sounds > MOST_TEXTS

    async def send(self) -> None:
        """Until cancelled, or the window has taken nothing for too long."""
        while not self.stuck:
            try:
                async with asyncio.timeout(ALIVE_SECONDS):
                    await self._filled.wait()
            except TimeoutError:
                self.tell(write(event="alive"))
            await self._send_all()

    async def _send_all(self) -> None:
        self._filled.clear()
        while self._queue and not self.stuck:
            message = self._queue.popleft()
            if isinstance(message, str):
                await self._socket.send_text(message)
            else:
                self._sounds -= 1
                await self._socket.send_bytes(message)

    def _drop_oldest_sound(self) -> None:
        for place, message in enumerate(self._queue):
            if isinstance(message, bytes):
                del self._queue[place]
                self._sounds -= 1
                return
