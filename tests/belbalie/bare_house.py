"""As much of a household as the pages need: content, settings and a clock, and no engines."""

import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI

from belbalie.desk_house import make_desk, records_of
from belbalie.metrics import Metrics
from belbalie.service import make_app
from belbalie.settings import load as load_settings
from desk.access.doorkeeper import Doorkeeper
from dialog.content import load
from dialog.titles import Titles
from records.door import Door
from records.line_calls import LineCalls
from records.log import EventLog
from tests.dialog import small_content
from voice.ears import Clock


def assembled(folder: Path) -> tuple[FastAPI, Door]:
    """The app that the house serves. Its maker closes the door."""
    knowledge = load(small_content.write(folder / "content"))
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
    desk = make_desk(household, keeper, records_of(household), None)
    return make_app(household, nobody_calls, Metrics(), desk=desk), door
