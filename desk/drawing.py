"""Draws what changed, once, for all pages that show it.

A page looks at parts by name: 'queue', 'me:sanne', 'bar:CALL:sanne'. What belongs to one person or
one call is drawn at once. The parts that everybody shares change with every word that is said
somewhere: they are drawn when something changed and then not again for `COALESCE_SECONDS`. A part
that came out the same as before is given to nobody.

A page that is slow to take what it is given misses versions that were replaced meanwhile, and never
the last one. The lines of a call are added one by one and never replaced.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from loguru import logger

from desk.switchboard import Change, Switchboard, What

COALESCE_SECONDS = 0.2
"""People see no difference below it, and 20 calls change something each tenth of a second."""
SHARED = frozenset({"seats", "queue", "calls", "notices"})
LINES = "lines"
"""A part that grows: 'lines:CALL'."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a page is given: put `html` where `part` stands."""

    part: str
    html: str


class Look:
    """One open page, and what it was not given yet."""

    def __init__(self, parts: frozenset[str], drawing: "Drawing") -> None:
        self.parts = parts
        self._drawing = drawing
        self._fresh: dict[str, str] = {}
        self._grown: set[str] = set(parts_named(LINES, parts))
        self._given: dict[str, int] = {}
        self._woken = asyncio.Event()
        self._ended = False

    def give(self, part: str, html: str) -> None:
        self._fresh[part] = html
        self._woken.set()

    def grew(self, part: str) -> None:
        self._grown.add(part)
        self._woken.set()

    def end(self) -> None:
        """The page is to ask anew; what is there already is still given."""
        self._ended = True
        self._woken.set()

    async def pieces(self) -> AsyncIterator[Piece]:
        """All parts as they are now, then what changes, until `end`."""
        self._woken.set()
        while True:
            await self._woken.wait()
            self._woken.clear()
            fresh, self._fresh = self._fresh, {}
            for part, html in fresh.items():
                yield Piece(_kind(part), html)
            grown, self._grown = self._grown, set()
            for part in grown:
                for piece in self._new_lines(part):
                    yield piece
            if self._ended and not self._fresh:
                return

    def _new_lines(self, part: str) -> Sequence[Piece]:
        lines = self._drawing.lines(part)
        first = self._given.get(part)
        self._given[part] = len(lines)
        if first is None:
            return [Piece(LINES, "".join(lines))]
        new = "".join(lines[first:])
        return [Piece("line", new)] if new else []


class Drawing:
    """Begin `run` before pages look, and end it when the last is gone."""

    def __init__(
        self,
        board: Switchboard,
        draw: Callable[[str], str],
        draw_lines: Callable[[str, int], tuple[list[str], int]],
    ) -> None:
        """`draw` makes the HTML of a part; `draw_lines` the new lines of a call from that entry of
        it on, and how many entries it has now.
        """
        self._board = board
        self._draw = draw
        self._draw_lines = draw_lines
        self._looks: set[Look] = set()
        self._drawn: dict[str, str] = {}
        self._lines: dict[str, tuple[list[str], int]] = {}
        self._soon: set[str] = set()
        self._later = asyncio.Event()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch(), name="desk: watch")
            group.create_task(self._draw_shared(), name="desk: draw")

    def look(self, parts: Iterable[str]) -> Look:
        """A page opens; `leave` when it is gone."""
        look = Look(frozenset(parts), self)
        for part in sorted(look.parts):
            if _kind(part) != LINES:
                # As the others have it: what changed since is given to all with the next drawing.
                look.give(part, self._drawn[part] if part in self._drawn else self._newest(part))
        self._looks.add(look)
        return look

    def leave(self, look: Look) -> None:
        self._looks.discard(look)
        watched = self._watched()
        self._drawn = {part: html for part, html in self._drawn.items() if part in watched}
        self._lines = {part: lines for part, lines in self._lines.items() if part in watched}

    def end(self) -> None:
        """The house closes: all pages are to ask anew, when it is open again."""
        for look in self._looks:
            look.end()

    def lines(self, part: str) -> Sequence[str]:
        lines, entries = self._lines.get(part, ([], 0))
        new, entries = self._draw_lines(_of(part), entries)
        lines.extend(new)
        self._lines[part] = (lines, entries)
        return lines

    async def _watch(self) -> None:
        async for change in self._board.watch():
            at_once, soon = touched(change, self._watched(), self._whose(change))
            self._redraw(at_once)
            if soon:
                self._soon |= soon
                self._later.set()

    async def _draw_shared(self) -> None:
        while True:
            await self._later.wait()
            self._later.clear()
            soon, self._soon = self._soon, set()
            self._redraw(soon)
            await asyncio.sleep(COALESCE_SECONDS)

    def _whose(self, change: Change) -> set[str]:
        """Where the call rings or is talked in, and where it is still shown to ring."""
        if change.call is None:
            return set()
        call = self._board.call(change.call)
        rings = parts_named("ring", self._drawn)
        shown = {_of(part) for part in rings if change.call in self._drawn[part]}
        return shown | ({call.agent} if call and call.agent else set())

    def _watched(self) -> set[str]:
        return {part for look in self._looks for part in look.parts}

    def _redraw(self, parts: Iterable[str]) -> None:
        for part in sorted(parts):
            looks = [look for look in self._looks if part in look.parts]
            if _kind(part) == LINES:
                for look in looks:
                    look.grew(part)
                continue
            before = self._drawn.get(part)
            html = self._newest(part)
            if html != before:
                for look in looks:
                    look.give(part, html)

    def _newest(self, part: str) -> str:
        """A part that cannot be drawn stays as it was, and takes no other with it."""
        try:
            self._drawn[part] = self._draw(part)
        except Exception as error:  # whatever is wrong with one call, the desk goes on
            logger.error("desk: no {}, {}", _kind(part), type(error).__name__)
        return self._drawn.get(part, "")


def touched(change: Change, watched: Iterable[str], agents: Set[str]) -> tuple[set[str], set[str]]:
    """The watched parts that a change may alter: at once, and with the next drawing of what all
    share. `agents` are those whom the call that changed concerns.
    """
    kinds = _TOUCHES[change.what]
    parts = {part for part in watched if _kind(part) in kinds}
    if change.what is What.CALL:
        parts = {part for part in parts if part in SHARED or _of(part) in {change.call, *agents}}
    return parts - SHARED, parts & SHARED


_TOUCHES: Mapping[What, frozenset[str]] = {
    What.CALL: frozenset({"notices", "calls", "queue", "ring", "bar", "now", "card", LINES}),
    What.QUEUE: frozenset({"queue", "calls", "bar"}),
    What.SEATS: frozenset({"notices", "seats", "queue", "calls", "me", "ring", "bar"}),
}


def parts_named(kind: str, parts: Iterable[str]) -> list[str]:
    return [part for part in parts if _kind(part) == kind]


def _kind(part: str) -> str:
    return part.partition(":")[0]


def _of(part: str) -> str:
    """The call or the account that the part is of."""
    return part.split(":")[1] if ":" in part else ""
