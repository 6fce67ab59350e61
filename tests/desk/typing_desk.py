"""A desk that repeats what is typed, at the edge of the page."""

import asyncio
from dataclasses import replace

from desk.typed import Full, Gone, Line, Told

GREETING = (Line("desk", "Welkom. U typt met een computer."), Line("desk", "Wat is uw vraag?"))

LOOK_SECONDS = 0.02


class TypingDesk:
    """'ja?' asks yes or no, 'dag' ends it, '<b>' is shown as it is."""

    def __init__(self, places: int = 100) -> None:
        self.places = places
        self.calls: dict[str, Told] = {}

    async def begin(self) -> str:
        if len(self.calls) >= self.places:
            raise Full
        call = f"gesprek-{len(self.calls)}"
        self.calls[call] = Told(GREETING)
        return call

    def told(self, call: str, since: int = 0) -> Told:
        if call not in self.calls:
            raise Gone
        told = self.calls[call]
        return replace(told, lines=told.lines[since:], first=since)

    async def news(self, call: str, since: int, seconds: float) -> Told:
        for _ in range(round(seconds / LOOK_SECONDS)):
            if self.told(call, since).lines or self.told(call).over:
                break
            await asyncio.sleep(LOOK_SECONDS)
        return self.told(call, since)

    async def say(self, call: str, words: str) -> Told:
        before = self.told(call)
        new = (Line("caller", words), Line("desk", f"U typt {words}."), Line("desk", "Goed?"))
        asks, over = words == "ja?", words == "dag"
        self.calls[call] = Told((*before.lines, *new), asks, over)
        return Told(new, asks, over)

    async def leave(self, call: str) -> Told:
        self.calls[call] = Told(self.told(call).lines, over=True)
        return self.calls[call]
