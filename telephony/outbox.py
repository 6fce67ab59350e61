"""Sound on its way out of one leg, with marks in between. Pure.

What has left is counted in bytes: taken here, less what the stack still holds.
"""

from collections import deque

MAX_BYTES = 960_000
"""30 s at 16 kHz: whoever speaks paces itself, so this much means that something runs wild."""


class Outbox:
    def __init__(self) -> None:
        self._sound = bytearray()
        self._marks: deque[tuple[int, str]] = deque()
        self._put = self._taken = 0
        """Bytes in all, since the beginning."""

    def put(self, sound: bytes) -> bool:
        """Queue sound; False when there is no room and it was dropped."""
        if len(self._sound) + len(sound) > MAX_BYTES:
            return False
        self._sound += sound
        self._put += len(sound)
        return True

    def mark(self, name: str) -> None:
        """Tell `name` from `played` once all that was put before has left."""
        self._marks.append((self._put, name))

    def peek(self, count: int) -> bytes:
        """The next sound, at most `count` bytes; `took` says how much of it went."""
        return bytes(self._sound[:count])

    def took(self, count: int) -> None:
        del self._sound[:count]
        self._taken += count

    def clear(self) -> None:
        """Drop what waits here, with its marks; the stack is to drop what it holds."""
        self._sound.clear()
        self._marks.clear()
        self._put = self._taken

    def played(self, held_bytes: int) -> list[str]:
        """Marks that were passed, when the stack holds so much of what it took."""
        left = self._taken - held_bytes
        names = []
        while self._marks and self._marks[0][0] <= left:
            names.append(self._marks.popleft()[1])
        return names
