"""A studio with the pages of figures, over calls that were made up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fastapi import FastAPI

from desk.access.pages import DeskPages
from desk.desk_files import desk_files_router
from desk.pages import Pages
from desk.studio.figures import FiguresOut
from desk.studio.figures_page import figures_router
from desk.studio.room import StudioRoom
from dialog.titles import Titles
from records.call_figures import CallFigures
from tests.desk.signed import app_with

NOW = datetime.fromisoformat("2026-11-27T09:00:00+01:00")
TITLES = Titles({"paspoort": "paspoort", "grofvuil": "grof vuil"}, {"afval": "team Afval"})


@dataclass
class FixedFigures:
    """What was counted; `out`: the records cannot be read."""

    counted: Sequence[CallFigures] = ()
    out: bool = False
    asked: list[tuple[datetime, datetime]] = field(default_factory=list)

    async def calls(self, since: datetime, until: datetime) -> Sequence[CallFigures]:
        if self.out:
            raise FiguresOut
        self.asked.append((since, until))
        return tuple(call for call in self.counted if since <= call.began < until)

    async def first(self) -> datetime | None:
        return self.counted[0].began if self.counted else None


def figures_app(figures: FixedFigures) -> FastAPI:
    # These pages ask nothing of the content.
    content: Any = None
    room = StudioRoom(
        pages=DeskPages(Pages("Zonnedael", "14 0123")),
        content=content,
        titles=lambda: TITLES,
        now=lambda: NOW,
    )
    return app_with(figures_router(room, figures), desk_files_router())
