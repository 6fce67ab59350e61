"""Keys into what they mean: one key, or a number keyed in. Counts samples; no clock.

Outside digit entry each key stands alone. In digit entry every digit is a digit, and `#` or a
pause ends it; a `#` alone tells that there is nothing to key in. `*0`, or a lone `0` followed by
four seconds, asks for a person.
"""

PAUSE_SECONDS = 3.0
"""Ends digit entry: people look up the next digits on paper."""
LONE_ZERO_SECONDS = 4.0
"""Most numbers begin with 0, so only a 0 that stays alone is the person key."""
LONGEST = 20
"""Digits in one entry; more is a key that got stuck."""


class Keypad:
    """The keys of one call. `press` and `wait` return a finished entry, or None."""

    def __init__(self, rate_hz: int = 16000) -> None:
        self._rate_hz = rate_hz
        self._entering = False
        self._keys = ""
        self._waited_samples = 0
        self._late = False
        """A pause has ended an entry: a `#` now still belongs to that one."""

    def enter_number(self, entering: bool) -> None:
        """Whether a number is asked for; leaving digit entry forgets what was half keyed. A 0 that
        stood alone until then still asks for a person.
        """
        if entering or self._keys != "0":
            self._keys = self._keys if entering == self._entering else ""
        self._entering = entering

    @property
    def keying(self) -> bool:
        """A number is half keyed: not a moment to call silence."""
        return bool(self._keys)

    def press(self, digit: str) -> str | None:
        if not self._entering:
            self._keys = ""
            return digit
        self._waited_samples = 0
        late, self._late = self._late, False
        if digit == "#":
            return self._finished() or (None if late else "#")
        if self._keys.endswith("*"):
            self._keys = "*" if digit == "*" else ""
            return "*0" if digit == "0" else None
        self._keys += digit
        full = len(self._keys) >= LONGEST and digit != "*"  # behind the star a 0 may follow
        return self._finished() if full else None

    def wait(self, samples: int) -> str | None:
        """Let time pass; `samples` at the rate given at the start."""
        if not self._keys:
            return None
        self._waited_samples += samples
        limit = LONE_ZERO_SECONDS if self._keys == "0" else PAUSE_SECONDS
        self._late = self._waited_samples >= limit * self._rate_hz
        return self._finished() if self._late else None

    def _finished(self) -> str | None:
        keys, self._keys = self._keys.strip("*"), ""
        return keys or None
