"""Warm transfers through the whole house: how long each side waits for what.

    .venv/bin/python -m bench.warm_transfer [--count 10]

A service in a process of its own; caller and agent are Debian's baresip, each in its own process.
The caller presses 0 once the first sentence was heard; the agent picks up when it rings, presses 1
when told, and they talk for two seconds. Prints a table in Markdown. Seconds: `rings` from the
key to the agent's telephone; `brief` is how long the agent is told; `through` from the agent's key
to caller and agent hearing each other (the caller is told in between).
"""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tqdm import tqdm

from dialog.events import Briefed, TransferMoved, TransferStage
from tests.belbalie.own_content import open_always
from tests.belbalie.ringing import DISCLOSURE
from tests.belbalie.running_service import CallRecord, RunningService
from tests.telephony.answering import eventually
from tests.telephony.softphone import Habits, Softphone, softphone
from tests.telephony.tones import tone

TALK_SECONDS = 2.0


async def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=10)
    count = options.parse_args().count
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        async with softphone(folder / "anna", tone(900, 50), Habits(user="anna")) as agent:
            agents = {"klantcontact": {"Anna": agent.address}}
            service = RunningService(folder, open_always(folder / "own", agents))
            await asyncio.to_thread(service.start)
            try:
                with closing(service.records()) as log:
                    rows = [
                        await one(folder, service, agent, CallRecord(log, f"1400{nth:02}"), nth)
                        for nth in tqdm(range(1, count + 1))
                    ]
            finally:
                service.kill()
    print_table(rows)


async def one(
    folder: Path, service: RunningService, agent: Softphone, record: CallRecord, nth: int
) -> dict[str, float]:
    now = asyncio.get_running_loop().time
    async with softphone(folder / f"jan{nth}", tone(500, 50), Habits(user="0612345678")) as caller:
        await caller.dial(f"sip:1400{nth:02}@{service.sip}")
        await until(lambda: record.was_said(DISCLOSURE))
        asked = now()
        await caller.press("0")
        await agent.happens("CALL_INCOMING", nth)
        rings = now() - asked
        await agent.tell("accept")
        await until(lambda: _moved(record, TransferStage.ANSWERED))
        await asyncio.sleep(8)  # the agent listens to the end
        yes = now()
        await agent.press("1")
        await until(lambda: _moved(record, TransferStage.CONNECTED))
        through = now() - yes
        await asyncio.sleep(TALK_SECONDS)
        await caller.tell("hangup")
        await agent.happens("CALL_CLOSED", nth)
        await until(lambda: record.all(Briefed))
    answered = _moved(record, TransferStage.ANSWERED)[0].at
    brief = (record.all(Briefed)[0].at - answered).total_seconds()
    return {"rings": rings, "brief": brief, "through": through}


async def until(holds: Callable[[], object]) -> None:
    def found() -> object:
        try:
            return holds()
        except LookupError:
            return False

    await eventually(found, 60)


def _moved(record: CallRecord, stage: TransferStage) -> list[TransferMoved]:
    return [moved for moved in record.all(TransferMoved) if moved.stage is stage]


def print_table(rows: list[dict[str, float]]) -> None:
    print("| s | least | median | most |\n|---|---|---|---|")
    for name in rows[0]:
        values = [row[name] for row in rows]
        least, middle, most = min(values), statistics.median(values), max(values)
        print(f"| {name} | {least:.2f} | {middle:.2f} | {most:.2f} |")
    print(f"\n{len(rows)} transfers, each accepted and connected.")


if __name__ == "__main__":
    asyncio.run(main())
