"""A studio with the page of calamities: a real database, calls of it, and a clock that stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import FastAPI

from belbalie.crisis_desk import CrisisDesk
from belbalie.studio_calamity import StudioCalamities
from desk.access.pages import DeskPages
from desk.desk_files import desk_files_router
from desk.pages import Pages
from desk.studio.calamity_pages import calamity_router
from desk.studio.room import StudioRoom
from dialog.acts import Act, Say
from dialog.addresses import Address, Addresses
from dialog.events import Event, HungUp, Rung, Said
from dialog.titles import NO_TITLES
from records.crises import Crises
from records.log import EventLog
from tests.desk.signed import app_with

NOW = datetime.fromisoformat("2026-11-27T09:00:00+01:00")
STREET = Address("4991AB", 1, "", "", "Kerkstraat", "Zonnedael")


class CalamityHouse:
    def __init__(self, url: str) -> None:
        self.now = NOW
        self.log = EventLog(url)
        self.desk = CrisisDesk(Crises(url))
        self.calamities = StudioCalamities(
            self.desk, self.log, lambda: Addresses((STREET,)), lambda: self.now
        )

    def app(self) -> FastAPI:
        # The page asks nothing of the content.
        content: Any = None
        room = StudioRoom(
            pages=DeskPages(Pages("Zonnedael", "14 0123")),
            content=content,
            titles=lambda: NO_TITLES,
            now=lambda: self.now,
        )
        return app_with(calamity_router(room, self.calamities), desk_files_router())

    def call(self, name: str, at: datetime, text: str, played: float = 2.0) -> None:
        """Somebody rings and is told this, as far as it was played."""
        said = Said(at=at, text=text, heard_text=text, played_seconds=played, total_seconds=2.0)
        items: Sequence[Event | Act] = [
            Rung(at=at, line="sip"), Say(text=text), said, HungUp(at=at, by="caller"),
        ]  # fmt: skip
        self.log.open_call(name, at, "sip")
        self.log.append_all(name, items, at)

    def close(self) -> None:
        self.desk.close()
        self.log.close()
