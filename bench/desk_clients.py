"""Many desks, each with the overview and one call open: the other side of `bench/desk.py`.

    .venv/bin/python -m bench.desk_clients URL MARK DESKS CALL…

Says `open` when every desk was given its first parts, reads on until its standard input ends, and
then prints when each mark came to each desk, one JSON line each. A mark is what MARK matches.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field

import httpx

from desk.access.access import COOKIE


@dataclass(frozen=True, slots=True)
class Came:
    desk: int
    mark: str
    at_seconds: float
    """Of the monotonic clock, which all processes of a machine share."""


@dataclass
class OpenDesk:
    number: int
    mark: re.Pattern[str]
    came: dict[str, float] = field(default_factory=dict)
    """When each mark came for the first time."""
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self, client: httpx.AsyncClient, call: str) -> None:
        asked = {"deel": "overzicht", "gesprek": call}
        cookie = {"Cookie": f"{COOKIE}=desk-{self.number}"}
        async with client.stream("GET", "/balie/live", params=asked, headers=cookie) as answer:
            answer.raise_for_status()
            async for events in _events(answer.aiter_text()):
                self.ready.set()
                for mark in self.mark.findall(events):
                    self.came.setdefault(mark, time.monotonic())


async def _events(texts: AsyncIterator[str]) -> AsyncIterator[str]:
    """Whole events: a mark may be cut in two by the network."""
    rest = ""
    async for text in texts:
        *events, rest = re.split(r"\r?\n\r?\n", rest + text)
        if events:
            yield "\n\n".join(events)


async def run(url: str, mark: str, desks: int, calls: list[str]) -> list[Came]:
    opened = [OpenDesk(number, re.compile(mark)) for number in range(desks)]
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=None, limits=limits) as client:
        reading = [
            asyncio.create_task(each.read(client, calls[each.number % len(calls)]))
            for each in opened
        ]
        await asyncio.gather(*(each.ready.wait() for each in opened))
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.read)
        for task in reading:
            task.cancel()
        for ended in await asyncio.gather(*reading, return_exceptions=True):
            if not isinstance(ended, asyncio.CancelledError):
                raise SystemExit(f"a stream ended by itself: {ended!r}")
    return [Came(each.number, mark, at) for each in opened for mark, at in each.came.items()]


def main() -> None:
    url, mark, desks, *calls = sys.argv[1:]
    for each in asyncio.run(run(url, mark, int(desks), calls)):
        print(json.dumps(asdict(each)))


if __name__ == "__main__":
    main()
