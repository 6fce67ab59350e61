"""From publishing to the first new answer, and back, in a house with all its engines.

    .venv/bin/python -m bench.publishing [--times 5]

Prints a table in Markdown. The demonstration's content and what was learned of it are copied, so
nothing of the checkout changes. One conversation by text after the other is begun and asks the same
question until its answer is the new one; the clock starts when publishing is asked for.
"""

import argparse
import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from belbalie import logs
from belbalie.household import Household, open_household
from belbalie.in_force import InForce
from belbalie.learning import learned
from belbalie.metrics import Metrics
from belbalie.preparing import Preparing
from belbalie.settings import Settings, load
from belbalie.studio_content import StudioContent
from belbalie.typed_calls import TypedCalls
from desk.agents import Agent, Role
from desk.studio.content import Refused

EDITOR = Agent(name="edo", title="Edo Prins", roles=frozenset({Role.EDITOR}))
FILE, QUESTION = "topics/paspoort.yaml", "ik moet een nieuw paspoort aanvragen"
ANSWER = "U vraagt een paspoort aan"
SAMPLE = "samples:\n  nl:\n"


@dataclass
class House:
    household: Household
    content: StudioContent
    preparing: Preparing
    typed: TypedCalls

    async def drafted(self, number: int, lines: bool) -> str:
        """A draft with another answer and, with `lines`, a line more that callers say."""
        draft = (await self.content.begin(f"Proef {number}", EDITOR)).key
        there = await self.content.text(draft, FILE)
        text = there.text.replace(ANSWER, f"Nummer {number}. {ANSWER}", 1)
        if lines:
            text = text.replace(SAMPLE, f"{SAMPLE}    - mag ik pas nummer {number} ophalen\n")
        await self.content.save(draft, FILE, text, there.tag, EDITOR)
        return draft

    async def seconds_until(self, words: str, change: Callable[[], Awaitable[object]]) -> float:
        """Until a new conversation answers with these words; '-' before them: without."""
        began = time.perf_counter()
        changing = asyncio.ensure_future(change())
        wanted = not words.startswith("-")
        answer = ""
        while not answer or (words.lstrip("-") in answer) is not wanted:
            answer = await self._answer()
        took = time.perf_counter() - began
        await changing
        return took

    async def prepared(self, draft: str) -> float:
        """Seconds until it can be published at once."""
        began = time.perf_counter()
        while True:
            try:
                await self.content.readiness(draft)  # as the page of the draft does
                await self.content.known(draft)
            except Refused:  # it is still being learned
                continue
            return time.perf_counter() - began

    async def _answer(self) -> str:
        call = await self.typed.begin()
        told = await self.typed.say(call, QUESTION)
        await self.typed.leave(call)
        return " ".join(line.text for line in told.lines)


async def measure(house: House, times: int, lines: bool) -> None:
    learning, there, back = [], [], []
    for nth in range(times):
        before, number = await house.content.published(), nth + 1 + 100 * lines
        draft = await house.drafted(number, lines)
        learning.append(await house.prepared(draft))
        words = f"Nummer {number}."
        publish = partial(house.content.publish, draft, EDITOR, "Proef")
        there.append(await house.seconds_until(words, publish))
        take_back = partial(house.content.back_to, before.key, EDITOR, "Terug")
        back.append(await house.seconds_until(f"-{words}", take_back))
    what = "answer and a line of callers" if lines else "answer"
    print(f"| {what} | {_told(learning)} | {_told(there)} | {_told(back)} |", flush=True)


def _told(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} ({min(seconds):.2f}-{max(seconds):.2f})"


async def bench(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_household(_settings(Path(folder))) as household:
            in_force = InForce(household)
            preparing = Preparing(in_force, household.settings.embeddings, learned, 0.0)
            settings = household.settings
            content = StudioContent(settings.content, settings.data, effect=preparing)
            house = House(household, content, preparing, TypedCalls(household, Metrics()))
            print("| changed | learned in s | published in s | taken back in s |")
            print("|---|---|---|---|")
            for lines in (False, True):
                await measure(house, times, lines)
            await preparing.end()
            content.close()


def _settings(folder: Path) -> Settings:
    """A copy of what the checkout has; models are only read."""
    ours = load()
    shutil.copytree(ours.content, folder / "content")
    shutil.copytree(ours.embeddings, folder / "data" / "embeddings")
    (folder / "data" / "models").symlink_to(ours.models)
    (folder / "data" / "prompts").symlink_to(ours.prompts)
    return load(content=folder / "content", data=folder / "data", database="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    arguments = parser.parse_args()
    logs.configure("WARNING")
    asyncio.run(bench(arguments.times))


if __name__ == "__main__":
    main()
