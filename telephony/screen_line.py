"""Lines without sound: of a caller who types, and of the agent who reads and answers on a page.

Such a line only says whether somebody is there; what the two write goes another way. It can be
rung, and bridged, like any other line.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator

from audio.frames import AudioFrame, LineEvent
from telephony.agent_line import FAULT, Down
from telephony.waiting import first_of

SCHEME = "screen:"
RATE_HZ = 16_000
"""Asked of every line; nothing ever sounds on this one."""
_NOTHING: tuple[LineEvent, ...] = ()


class NoScreen(OSError):
    """The agent has something on the screen already."""


class SilentLine:
    """A `voice.line.Line` on which nothing sounds, until it is over."""

    caller: str | None = None
    called: str | None = None
    out_rate_hz = RATE_HZ

    def __init__(self, name: str, kind: str) -> None:
        self.id, self.kind = name, kind
        self.over = asyncio.Event()
        self.down: Down | None = None

    def end(self, down: Down) -> None:
        """Whoever is first says how it ended."""
        if self.down is None:
            self.down = down
            self.over.set()

    async def receive(self) -> AsyncIterator[LineEvent]:
        await self.over.wait()
        if self.down is not None and self.down.by == FAULT:
            raise ConnectionError("the page was closed, and nobody hung up")
        for event in _NOTHING:
            yield event

    async def play(self, frame: AudioFrame) -> None:
        """Pass it over: there is nobody who could hear it."""

    async def mark(self, name: str) -> None:
        """Pass it over."""

    async def clear(self) -> None:
        """Pass it over."""

    async def caption(self, speaker: str, text: str) -> None:
        """Pass it over: the pages show the call themselves."""

    async def hang_up(self) -> None:
        self.drop()

    def drop(self) -> None:
        self.end(Down("us", None))


class ScreenLine(SilentLine):
    """A `telephony.agent_line.AgentLine`: a call that rings on an agent's pages alone."""

    def __init__(self, name: str, *, asked: bool = False) -> None:
        super().__init__(f"screen-{secrets.token_hex(8)}", "screen")
        self.called = name
        self.ringing, self.up = asyncio.Event(), asyncio.Event()
        self.unheard = asyncio.Event()
        """Never set: it is there, or it has broken."""
        self.ringing.set()
        if asked:
            self.up.set()

    def pick_up(self) -> None:
        self.up.set()

    async def heard_again(self) -> None:
        """It was never unheard."""

    async def wait_sign(self, seconds: float) -> bool:
        return True

    async def wait_up(self, seconds: float) -> bool:
        await first_of((self.up, self.over), seconds)
        return self.up.is_set() and not self.over.is_set()


class Screens:
    """The pages of all agents, as telephones for who types."""

    def __init__(self) -> None:
        self._lines: dict[str, ScreenLine] = {}

    def line(self, name: str) -> ScreenLine | None:
        """What rings or goes on there."""
        line = self._lines.get(name)
        return line if line is not None and not line.over.is_set() else None

    def ring(self, address: str, *, asked: bool) -> ScreenLine:
        """Ring 'screen:NAME'; `asked`: the agent wants this call, so it is up at once. Raises
        NoScreen.
        """
        name = address.removeprefix(SCHEME)
        if self.line(name) is not None:
            raise NoScreen("the agent has another call on the screen")
        line = self._lines[name] = ScreenLine(name, asked=asked)
        return line

    def pick_up(self, name: str) -> None:
        line = self.line(name)
        if line is not None:
            line.pick_up()

    def lost(self, name: str) -> None:
        """All pages of this agent are closed."""
        line = self._lines.pop(name, None)
        if line is not None:
            line.end(Down(FAULT, None))
