"""As much of a household as the pages need: content, settings and a clock, and no engines."""

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI

from belbalie.metrics import Metrics
from belbalie.service import make_app
from belbalie.settings import load as load_settings
from desk.access.doorkeeper import Doorkeeper
from dialog.content import load
from records.door import Door
from tests.dialog import small_content


def assembled(folder: Path) -> tuple[FastAPI, Door]:
    """The app that the house serves. Its maker closes the door."""
    knowledge = load(small_content.write(folder / "content"))
    household: Any = SimpleNamespace(
        known=SimpleNamespace(knowledge=knowledge),
        settings=load_settings(data=folder),
        clock=SimpleNamespace(now=lambda: datetime.now().astimezone()),
    )
    nobody_calls: Any = SimpleNamespace(is_full=lambda: False)
    door = Door.open(f"sqlite:///{folder}/records.db", b"een sleutel buiten de database")
    keeper = Doorkeeper(door, household.clock.now, knowledge.municipality.name)
    return make_app(household, nobody_calls, Metrics(), keeper=keeper), door
