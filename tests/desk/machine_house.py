"""The studio of a small town with recorded calls and a time machine, in the process of the test."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi import FastAPI

from belbalie.comparing import Job, compared
from belbalie.settings import Settings, load
from belbalie.time_machine import DraftMachine
from desk.desk_files import desk_files_router
from desk.studio.machine_page import time_machine_router
from dialog.replay_change import Comparison
from dialog.vectors import Embedder
from records.caller_turns import CallerTurns
from records.log import EventLog
from tests.belbalie.recorded_town import TOWN, record
from tests.desk.signed import app_with
from tests.desk.studio_house import StudioHouse, studio_house

DOG = "topics/hond.yaml"
OLD, NEW = "Honden zijn aan de lijn in het centrum.", "Honden zijn overal aan de lijn."
CALLERS = (
    '{"id": "hond", "title": "Hond uitlaten", "turns": '
    '[{"say": "waar mag ik mijn hond uitlaten", "expect_topic": "hond"}]}\n'
)


def by_words(_: Path) -> Embedder | None:
    """No embedder: words and characters search alone."""
    return None


async def beside(job: Job, watch: Callable[[str, float], None]) -> Comparison:
    return await asyncio.to_thread(compared, replace(job, embedder=by_words), watch)


@dataclass
class MachineHouse:
    studio: StudioHouse
    machine: DraftMachine
    log: EventLog
    settings: Settings

    def app(self) -> FastAPI:
        return app_with(time_machine_router(self.studio.room, self.machine), desk_files_router())

    async def found(self, draft: str) -> Comparison:
        """Compare, to the end."""
        await self.machine.start(draft)
        await self.machine.finished(draft)
        state = await self.machine.state(draft)
        assert state.found is not None, state.fault
        return state.found


@contextmanager
def machine_house(folder: Path, calls: int = 20) -> Iterator[MachineHouse]:
    town = {**TOWN, "callers.jsonl": CALLERS}
    settings = load(data=folder / "var", database=f"sqlite:///{folder}/records.db")
    with studio_house(folder, town) as studio, closing(EventLog(settings.database_url)) as log:
        record(log, studio.folder, calls)
        with closing(CallerTurns(settings.database_url)) as turns:
            machine = DraftMachine(studio.content, settings, turns, studio.now, beside)
            yield MachineHouse(studio, machine, log, settings)
