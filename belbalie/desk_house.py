"""The desk of the house, put together: switchboard, telephones, accounts, records and pages."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import FastAPI
from loguru import logger

from belbalie.agent_phones import Phones
from belbalie.broken_calls import BrokenCalls
from belbalie.call_counting import CallCounting
from belbalie.desk_access import add_access, doorkeeper
from belbalie.desk_help import DeskHelp, drafts
from belbalie.desk_records import DeskRecords
from belbalie.dialling import Dialling
from belbalie.errors import WorkFailed
from belbalie.household import Household
from belbalie.phone_routes import phone_router
from belbalie.roster import Roster, departments_of, staffed
from belbalie.searching import found_in
from belbalie.service_desk import DAY_SECONDS
from belbalie.studio_house import StudioParts, open_studio, room_of, studio_routers
from belbalie.studio_trials import spoken_trials_of
from belbalie.switchboard import HouseSwitchboard
from belbalie.trial_routes import trial_socket_router
from desk.access.doorkeeper import Doorkeeper
from desk.call_actions import action_router
from desk.call_page import CallPages, call_router
from desk.callback_pages import callback_router
from desk.desk_files import desk_files_router
from desk.help_pages import help_router
from desk.live_pages import Desk, live_router
from desk.messages import message_router
from desk.notices import NO_NOTICES, Notices
from desk.pages import Pages
from dialog.knowledge import Knowledge, Municipality
from dialog.titles import Titles
from records.errors import RecordsError
from telephony.agent_line import Dialler
from telephony.desk_phones import DeskPhones
from telephony.screen_line import Screens


@dataclass(frozen=True, slots=True)
class DeskHouse:
    """Its maker closes it (`open_desk`)."""

    household: Household
    keeper: Doorkeeper
    roster: Roster
    phones: DeskPhones
    switchboard: HouseSwitchboard
    dialling: Dialling
    records: DeskRecords
    pages: CallPages
    studio: StudioParts

    def add_to(self, app: FastAPI) -> None:
        """All routes under /balie."""
        house = self.household
        add_access(app, self.keeper, lambda: house.known.knowledge, house.settings)
        live = self.pages.live
        for router in (
            desk_files_router(),
            live_router(live),
            action_router(live),
            message_router(live),
            phone_router(self.phones),
            call_router(self.pages),
            callback_router(self.pages),
            help_router(self.pages, self.helping()),
            trial_socket_router(spoken_trials_of(house, self.studio.trials, self._is_full)),
            *studio_routers(room_of(house, live.pages, self.studio), self.studio),
        ):
            app.include_router(router)

    def _is_full(self) -> bool:
        """Callers need all there is."""
        return len(self.switchboard.calls()) >= self.household.settings.calls

    def helping(self) -> DeskHelp:
        """Answers agents from what callers are answered from."""
        house = self.household
        return DeskHelp(lambda: (house.known.knowledge, found_in(house)), house.clock.now)

    def staffed(self, knowledge: Knowledge) -> Knowledge:
        """The content, with a person to be had where somebody has an account, or signed in."""
        here = departments_of(seat.agent for seat in self.switchboard.seats())
        return staffed(knowledge, self.roster.departments | here)

    def work(self, idle: asyncio.Event) -> dict[str, Coroutine[Any, Any, None]]:
        """What goes on beside the calls, by name; some of it only while `idle` is set."""
        now, log = self.household.clock.now, self.household.writer.log
        vectors = self.studio.vectors
        filling = {"vectors of lines": vectors.keep_filled(log, idle)} if vectors else {}
        broken = BrokenCalls(log, self.records.callbacks, now())
        return {
            **filling,
            "accounts of the desk": self.roster.keep_looking(),
            "queue": self.switchboard.run(),
            "drawing": self.pages.live.drawing.run(),
            "calls that broke off": broken.keep_looking(now),
            "figures of calls": CallCounting(log, self.records.counted).keep_counting(now),
            "old traces": self._keep_forgetting(),
        }

    async def _keep_forgetting(self) -> None:
        """Every day, what was done at the desk so long ago that nobody may ask about it."""
        term = timedelta(days=self.household.settings.trace_days)
        while True:
            then = self.household.clock.now() - term
            try:
                await asyncio.to_thread(self.records.forget_looks, then)
                await asyncio.to_thread(self.keeper.door.forget_before, then)
            except RecordsError as error:  # tomorrow again: what is old then is old too
                logger.error("old traces of the desk were not forgotten: {}", error)
            await asyncio.sleep(DAY_SECONDS)

    def end(self) -> None:
        """The service is asked to stop: let open pages ask anew, and find the next one."""
        self.pages.live.drawing.end()


@asynccontextmanager
async def open_desk(
    household: Household, sip: Dialler | None, notices: Notices = NO_NOTICES
) -> AsyncIterator[DeskHouse]:
    """`sip` rings telephones that are no browsers; `notices` stand on top of the overview. Raises
    WorkFailed.
    """
    async with doorkeeper(household.settings, _town(household).name) as keeper:
        records = await asyncio.to_thread(records_of, household)
        try:
            async with open_studio(household, records) as studio:
                desk = make_desk(household, keeper, records, studio, sip, notices)
                await desk.roster.look()
                yield desk
        finally:
            await asyncio.to_thread(records.close)


def make_desk(
    household: Household,
    keeper: Doorkeeper,
    records: DeskRecords,
    studio: StudioParts,
    sip: Dialler | None,
    notices: Notices = NO_NOTICES,
) -> DeskHouse:
    """All of it in its place; nothing runs yet."""
    town, now = _town(household), household.clock.now
    roster, phones = Roster(keeper.agents), DeskPhones()
    screens = Screens()
    telephones = Phones(phones, lambda: roster.addresses, screens)
    switchboard = HouseSwitchboard(household.clock, lambda: _town(household), telephones)
    phones.changed = switchboard.phone_changed
    keeper.signed_out = switchboard.stand_up

    def titles() -> Titles:
        return household.titles

    live = Desk.of(switchboard, Pages(town.name, town.telephone), titles, now, notices)
    pages = CallPages(live=live, records=records, titles=titles, drafts=drafts(titles), helps=True)
    dialling = Dialling(phones, sip, screens)
    return DeskHouse(
        household, keeper, roster, phones, switchboard, dialling, records, pages, studio
    )


def records_of(household: Household) -> DeskRecords:
    """Its maker closes it. Raises WorkFailed."""
    try:
        return DeskRecords(
            household.writer.log,
            household.writer,
            household.service_desk.lines,
            household.settings.database_url,
            lambda: household.titles,
            household.clock.now,
        )
    except RecordsError as error:
        raise WorkFailed(str(error)) from None


def _town(household: Household) -> Municipality:
    return household.known.knowledge.municipality
