"""How quick the pages of the studio are, over as many recorded calls as a municipality keeps.

The calls are made up and written through the real log (`tests/records/many_calls.py`), counted by
the worker of the house, and shown by the routes that the house has, with an editor signed in; the
requests come from the same process. Every page that is asked for without a key is measured as it
is found, so that a new page is measured without a word here; those with a key stand below.
"""

import argparse
import asyncio
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from fastapi import FastAPI

from belbalie.call_counting import CallCounting
from desk.studio.room import STUDIO, of_draft
from dialog.events import HungUp
from records.counted_calls import CountedCalls
from records.log import EventLog
from tests.belbalie.bare_house import assembled
from tests.desk.signed import EDITOR, HOST, FakeAccess, cookies
from tests.records.many_calls import TOPICS, made_calls, write

ROUNDS = 20
DAYS = 30
_NOW = of_draft("nu")
_COUNTED = f"{STUDIO}/cijfers?{{days}}#after-a-call"
"""Each time after another call was counted, as in a house where calls go on."""
KEYED = (
    f"{STUDIO}/cijfers?{{days}}",
    _COUNTED,
    f"{STUDIO}/cijfers?{{days}}&onderwerp={{topic}}",
    f"{STUDIO}/cijfers/onderwerpen.svg?{{days}}",
    f"{STUDIO}/cijfers/onderwerpen.svg?{{days}}&onderwerp={{topic}}",
    f"{STUDIO}/cijfers/onderwerpen.csv?{{days}}",
    _NOW,
    f"{_NOW}/teksten",
    f"{_NOW}/bestanden",
    f"{_NOW}/onderwerp/paspoort",
    f"{_NOW}/bestand?pad=topics/paspoort.yaml",
    f"{_NOW}/openingstijden",
    f"{_NOW}/afdelingen",
    f"{_NOW}/zinnen/regelen",
    f"{_NOW}/script/afspraak_maken",
    f"{_NOW}/woorden/twijfel",
    f"{_NOW}/woorden/anders",
)
"""`topic` is another one each time, so that nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of one page over all rounds; the first time, with nothing warm, stands alone."""

    page: str
    status: int
    first: float
    p50: float
    p95: float


def recorded(url: str, count: int) -> tuple[float, float]:
    """Seconds that it took to write so many calls, and to count them."""
    until = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    began = time.monotonic()
    write(url, list(made_calls(count, until=until, days=DAYS)))
    wrote = time.monotonic() - began
    return wrote, counted(url)


def counted(url: str) -> float:
    """Seconds that it took the worker, without the rests that it takes beside calls."""
    began = time.monotonic()
    with closing(EventLog(url)) as log, closing(CountedCalls(url)) as kept:
        counting = CallCounting(log, kept)
        while counting.look(datetime.now(UTC)):
            pass
    return time.monotonic() - began


async def timed(app: FastAPI, url: str, rounds: int) -> list[Timed]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url=HOST, cookies=dict(cookies(EDITOR)), timeout=120
    ) as client:
        return [await _page(client, url, page, rounds) for page in _pages(app)]


async def _page(client: httpx.AsyncClient, url: str, page: str, rounds: int) -> Timed:
    took, status = [], 0
    for address in _addresses(page, rounds):
        if page == _COUNTED:
            await asyncio.to_thread(_one_more, url)
        began = time.perf_counter()
        answer = await client.get(address)
        took.append((time.perf_counter() - began) * 1000)
        status = answer.status_code
    p50, p95 = (float(np.percentile(took[1:], share)) for share in (50, 95))
    return Timed(page, status, *(round(each, 1) for each in (took[0], p50, p95)))


def _one_more(url: str) -> None:
    """A call comes and is counted."""
    now = datetime.now(UTC)
    with closing(EventLog(url)) as log, closing(CountedCalls(url)) as kept:
        call = f"more-{time.monotonic_ns()}"
        log.open_call(call, now, "sip")
        log.append(call, HungUp(at=now, by="caller"), now)
        CallCounting(log, kept).look(now)


def _addresses(page: str, rounds: int) -> Iterator[str]:
    today = datetime.now(UTC).date()
    days = f"van={today - timedelta(days=DAYS)}&tot={today}"
    topics = list(TOPICS)
    for nth in range(rounds + 1):
        yield page.format(days=days, topic=topics[nth % len(topics)])


def _pages(app: FastAPI) -> Sequence[str]:
    """Those of the house without a key, and `KEYED`."""
    found: list[Any] = []
    for route in app.routes:
        inside = getattr(route, "effective_route_contexts", None)
        found += inside() if inside is not None else [route]
    paths = {
        str(route.path)
        for route in found
        if "GET" in (getattr(route, "methods", None) or ()) and "{" not in route.path
    }
    return [*sorted(path for path in paths if path.startswith(STUDIO)), *KEYED]


def main() -> None:
    parser = argparse.ArgumentParser(description="How quick the pages of the studio are.")
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--records", type=Path, help="a database that an earlier run kept here")
    parser.add_argument("--json", action="store_true")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/records.db"
        if wish.records is not None and wish.records.exists():
            shutil.copy(wish.records, folder / "records.db")
            wrote, count = 0.0, counted(url)
        else:
            wrote, count = recorded(url, wish.calls)
        if wish.records is not None:
            shutil.copy(folder / "records.db", wish.records)
        shutil.copytree(wish.content, folder / "content")
        app, door = assembled(folder, folder / "content")
        with closing(door):
            app.state.access = FakeAccess({EDITOR.name: EDITOR})
            pages = asyncio.run(timed(app, url, wish.rounds))
    if wish.json:
        for page in pages:
            print(json.dumps(asdict(page)))
        return
    print(f"written in {wrote:.0f} s, counted in {count:.0f} s")
    print(f"{'page':64} {'status':>6} {'first':>9} {'p50':>8} {'p95':>8}  (ms)")
    for page in pages:
        told = f"{page.first:9.1f} {page.p50:8.1f} {page.p95:8.1f}"
        print(f"{page.page:64} {page.status:6d} {told}")


if __name__ == "__main__":
    main()
