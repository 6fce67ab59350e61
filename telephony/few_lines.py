"""A little of what a program complains of: others can make it complain without end. Pure.

The SIP stack writes a line for each message that it cannot read, with pieces of the message in
it: so lines are few, short, printable, and without numbers of callers.
"""

import re

LINES_A_MINUTE = 60
"""A traceback fits; more of the same tells nothing new."""
_MINUTE_SECONDS = 60.0
_MOST_CHARACTERS = 300
_MOST_REST_BYTES = 4096
"""A line that goes on for longer is cut in two."""


class FewLines:
    def __init__(self, lines_a_minute: int = LINES_A_MINUTE) -> None:
        self._most = lines_a_minute
        self._rest = b""
        self._began: float | None = None
        self._said = self._dropped = 0

    def feed(self, data: bytes, now: float) -> list[str]:
        """The lines to be passed on. `now` in seconds, on a clock that never goes back."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _MOST_REST_BYTES:
            whole, self._rest = [*whole, self._rest], b""
        told = self._turn(now) if whole else []
        for line in filter(None, map(_plain, whole)):
            if self._said < self._most:
                self._said += 1
                told.append(line)
            else:
                self._dropped += 1
        return told

    def _turn(self, now: float) -> list[str]:
        """Begin another minute if this one is over, with what the last one kept back."""
        if self._began is not None and now - self._began < _MINUTE_SECONDS:
            return []
        dropped = self._dropped
        self._began, self._said, self._dropped = now, 0, 0
        return [f"(and {dropped} lines more)"] if dropped else []


def _plain(line: bytes) -> str:
    text = re.sub(r"\d{4,}", "…", line.decode("utf-8", "replace").rstrip())
    return "".join(each if each.isprintable() else "\ufffd" for each in text[:_MOST_CHARACTERS])
