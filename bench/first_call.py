"""Thirty callers, one real call each: what was said, heard, understood, and where the time went.

    CALLERS=FOLDER .venv/bin/python -m bench.first_call [--count 30] [--set dev]

Prints a table in Markdown. Each call plays one labelled sound in real time through the whole
house; the caller hangs up when the answer begins. Hops in ms: endpoint (last sound to end of
turn), recognise (from there to the text), think, speak, and all of it to the first sound.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from audio.wav import read_wav
from belbalie import logs
from belbalie.assistant import Assistant
from belbalie.household import open_household
from belbalie.settings import load
from dialog.acts import Act, Understand
from dialog.events import Event, Heard, Measured
from dialog.masking import mask
from telephony.file_line import RATE_HZ, FileLine

HOPS = ("endpoint", "recognise", "think", "speak", "first_audio")


@dataclass
class Result:
    identity: str
    reference: str
    expected: set[str]
    heard: list[str] = field(default_factory=list)
    topic: str = "–"
    second: str | None = None
    measured: Measured | None = None

    def see(self, item: Event | Act, line: FileLine) -> None:
        if isinstance(item, Heard):
            self.heard.append(item.text)
        elif isinstance(item, Understand):
            self.topic, self.second = item.topic, item.second_topic
        elif isinstance(item, Measured):
            self.measured = item
            asyncio.get_running_loop().create_task(line.hang_up())

    @property
    def right(self) -> str:
        if self.topic in self.expected:
            return "yes"
        return "one of two" if self.second in self.expected else "no"

    def row(self) -> str:
        hops = [str(getattr(self.measured, hop)) if self.measured else "–" for hop in HOPS]
        heard = " / ".join(self.heard) or "(nothing)"
        topic = f"{self.topic} or {self.second}" if self.second else self.topic
        cells = [self.identity, mask(self.reference), mask(heard), topic, self.right, *hops]
        return f"| {' | '.join(cells)} |"


def read_set(folder: Path, name: str, count: int) -> list[tuple[dict[str, object], Path]]:
    lines = [json.loads(line) for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]
    sounds = [(line, folder / name / f"{line['id']}.wav") for line in lines]
    return [(line, wav) for line, wav in sounds if wav.exists() and line["lang"] == "nl"][:count]


async def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=30)
    options.add_argument("--set", default="dev")
    given = options.parse_args()
    if "CALLERS" not in os.environ:
        sys.exit("set CALLERS to the folder of the caller set")
    callers = read_set(Path(os.environ["CALLERS"]), given.set, given.count)
    logs.configure("ERROR")
    with tempfile.TemporaryDirectory() as scratch:
        settings = load(database=f"sqlite:///{scratch}/bench.db")
        async with open_household(settings) as household:
            assistant = Assistant(household)
            results = [await one(assistant, line, wav) for line, wav in tqdm(callers)]
    print_table(results)


async def one(assistant: Assistant, labels: dict[str, object], wav: Path) -> Result:
    also = labels.get("also_ok") or []
    assert isinstance(also, list)
    result = Result(str(labels["id"]), str(labels["text"]), {str(labels["topic"]), *also})
    line = FileLine([read_wav(wav, RATE_HZ)])
    await assistant.answer(line, lambda item: result.see(item, line))
    return result


def print_table(results: list[Result]) -> None:
    print(f"| id | said | heard | topic | right | {' | '.join(HOPS)} |")
    print("|---" * (5 + len(HOPS)) + "|")
    for result in results:
        print(result.row())
    right = sum(result.right == "yes" for result in results)
    asked = sum(result.right == "one of two" for result in results)
    print(f"\nRight at once {right} of {len(results)}, after one question {right + asked}.")
    for hop in HOPS:
        values = [getattr(r.measured, hop) for r in results if r.measured]
        if values:
            print(f"{hop}: median {statistics.median(values):.0f} ms, most {max(values)} ms.")


if __name__ == "__main__":
    asyncio.run(main())
