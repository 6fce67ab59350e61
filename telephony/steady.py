"""A caller's sound at an even pace, although a network gives it in bursts and with holes. Pure.

What comes goes on at once. Where nothing comes (lost packets, a telephone that sends nothing
while nobody speaks, RFC 3389), silence takes its place once the hole is longer than jitter, so
that the end of a turn is noticed. While the far end has us on hold time stands still.
"""

HOLE_SECONDS = 0.1
"""Longer than jitter on a good line."""
FRAME_SECONDS = 0.02


class Steady:
    def __init__(self, rate_hz: int, now: float) -> None:
        """`now` and all later moments are seconds on one clock that never goes back."""
        self._frame_bytes = round(rate_hz * FRAME_SECONDS) * 2
        self._rest = b""
        self._last_sound = now
        self._filled = 0
        """Frames of silence since then."""
        self._held = False

    def hold(self, held: bool, now: float) -> None:
        self._held = held
        self._came(now)

    def silent_seconds(self, now: float) -> float:
        """How long no sound has come, hold not counted."""
        return 0.0 if self._held else now - self._last_sound

    def feed(self, sound: bytes, now: float) -> list[bytes]:
        """Frames of 20 ms, 16-bit: those of `sound`, or of silence where one is overdue."""
        if sound:
            self._came(now)
            return self._cut(self._rest + sound)
        hole = self.silent_seconds(now)
        if hole < HOLE_SECONDS:
            return []
        missing = int(hole / FRAME_SECONDS) - self._filled
        self._filled += missing
        return self._cut(self._rest + bytes(self._frame_bytes * missing))

    def _came(self, now: float) -> None:
        self._last_sound, self._filled = now, 0

    def _cut(self, sound: bytes) -> list[bytes]:
        size = self._frame_bytes
        whole = len(sound) // size * size
        self._rest = sound[whole:]
        return [sound[at : at + size] for at in range(0, whole, size)]
