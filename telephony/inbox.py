"""What has come in on a line and was not yet taken: bounded, in order."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from audio.frames import AudioFrame, LineEvent

MAX_FRAMES = 500
"""10 s of sound: an answer to what was said longer ago helps nobody."""
MAX_OTHERS = 200
"""Keys and marks: more than any hand presses in ten seconds."""


class Inbox:
    """Full of sound, the oldest sound goes; keys and marks never do.

    When as many keys and marks as `max_others` lie unread, `put` waits, and with it the reader
    of the socket: the far end is slowed down, nothing grows.
    """

    def __init__(self, max_frames: int = MAX_FRAMES, max_others: int = MAX_OTHERS) -> None:
        self._max_frames, self._max_others = max_frames, max_others
        self._events: deque[LineEvent] = deque()
        self._frames = 0
        self._ended = False
        self._filled, self._room = asyncio.Event(), asyncio.Event()

    async def put(self, event: LineEvent) -> bool:
        """Add; False when older sound had to go for it."""
        kept = True
        if isinstance(event, AudioFrame):
            kept = self._make_room_for_sound()
            self._frames += 1
        else:
            await self._wait_for_room()
        self._events.append(event)
        self._filled.set()
        return kept

    def put_now(self, event: LineEvent) -> bool:
        """Add without waiting, for a reader that serves other lines too; False when older sound
        had to go for it, or a key or mark found no room. After the end nothing is added.
        """
        if self._ended:
            return True
        kept = True
        if isinstance(event, AudioFrame):
            kept = self._make_room_for_sound()
            self._frames += 1
        elif len(self._events) - self._frames >= self._max_others:
            return False
        self._events.append(event)
        self._filled.set()
        return kept

    def end(self, *, discard: bool = False) -> None:
        """Let `events` end after what is still here, or at once with `discard`."""
        if discard:
            self._events.clear()
            self._frames = 0
        self._ended = True
        self._filled.set()
        self._room.set()

    async def events(self) -> AsyncIterator[LineEvent]:
        while True:
            while self._events:
                yield self._take()
            if self._ended:
                return
            self._filled.clear()
            await self._filled.wait()

    def _take(self) -> LineEvent:
        event = self._events.popleft()
        if isinstance(event, AudioFrame):
            self._frames -= 1
        self._room.set()
        return event

    def _make_room_for_sound(self) -> bool:
        if self._frames < self._max_frames:
            return True
        for place, event in enumerate(self._events):
            if isinstance(event, AudioFrame):
                del self._events[place]
                self._frames -= 1
                break
        return False

    async def _wait_for_room(self) -> None:
        while not self._ended and len(self._events) - self._frames >= self._max_others:
            self._room.clear()
            await self._room.wait()
