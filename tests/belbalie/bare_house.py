"""As much of a household as the pages need: content, settings and a clock, and no engines."""

import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI

from belbalie.crisis_desk import CrisisDesk
from belbalie.desk_house import make_desk, records_of
from belbalie.desk_records import DeskRecords
from belbalie.effect import NoHouse
from belbalie.in_force import InForce
from belbalie.knowledge import limits
from belbalie.metrics import Metrics
from belbalie.question_reading import Engines
from belbalie.service import make_app
from belbalie.settings import load as load_settings
from belbalie.studio_calamity import StudioCalamities
from belbalie.studio_content import StudioContent
from belbalie.studio_corrections import StudioCorrections
from belbalie.studio_figures import StudioFigures
from belbalie.studio_forecast import StudioForecasts
from belbalie.studio_house import StudioParts
from belbalie.studio_questions import StudioQuestions
from belbalie.studio_sources import StudioSources
from belbalie.text_trial import Around
from belbalie.time_machine import DraftMachine
from belbalie.trial_grounds import Grounds
from belbalie.trials import HouseTrials
from desk.access.doorkeeper import Doorkeeper
from dialog.content import load
from dialog.titles import Titles
from records.caller_turns import CallerTurns
from records.crises import Crises
from records.door import Door
from records.line_calls import LineCalls
from records.log import EventLog
from tests.dialog import small_content
from voice.ears import Clock


def assembled(folder: Path, content: Path | None = None) -> tuple[FastAPI, Door]:
    """The app that the house serves, with this or a small content. Its maker closes the door."""
    own = content or small_content.write(folder / "content")
    knowledge = load(own)
    url, key = f"sqlite:///{folder}/records.db", b"een sleutel buiten de database"
    household: Any = SimpleNamespace(
        known=SimpleNamespace(knowledge=knowledge),
        titles=Titles.of(knowledge),
        settings=load_settings(data=folder, database=url),
        clock=Clock(now=lambda: datetime.now().astimezone(), seconds=time.monotonic),
        writer=SimpleNamespace(log=EventLog(url)),
        service_desk=SimpleNamespace(lines=LineCalls(url, key, 30)),
    )
    nobody_calls: Any = SimpleNamespace(is_full=lambda: False)
    door = Door.open(url, key)
    keeper = Doorkeeper(door, household.clock.now, knowledge.municipality.name)
    records = records_of(household)
    studio = _studio(folder, own, household, records)
    desk = make_desk(household, keeper, records, studio, None)
    return make_app(household, nobody_calls, Metrics(), desk=desk), door


def _studio(folder: Path, own: Path, household: Any, records: DeskRecords) -> StudioParts:
    """Nothing of it is loaded before somebody asks."""
    url = household.settings.database_url
    now, knowledge = household.clock.now, household.known.knowledge
    silent: Any = SimpleNamespace(voices=())
    figures = StudioFigures(records.counted)
    content = StudioContent(own, folder, now)
    trials = HouseTrials(Grounds(content, NoHouse()), Around(household.clock))
    return StudioParts(
        corrections=StudioCorrections(records, content, url, now),
        in_force=InForce(household),
        content=content,
        trials=trials,
        hear=silent,
        figures=figures,
        calamities=StudioCalamities(
            CrisisDesk(Crises(url)), EventLog(url), lambda: knowledge.addresses, now
        ),
        forecasts=StudioForecasts(figures, lambda: knowledge.municipality, now),
        questions=StudioQuestions(
            Engines(household.writer.log, lambda: household.known, None, None, None),
            figures,
            content,
            url,
            now,
        ),
        vectors=None,
        machine=DraftMachine(content, household.settings, CallerTurns(url), now),
        sources=StudioSources(url, limits(household.settings), now),
    )
