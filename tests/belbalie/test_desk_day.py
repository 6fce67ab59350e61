"""A day at the desk, all of it real: the service, a telephone on SIP, an agent's browser."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from itertools import count
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, async_playwright, expect

from dialog.acts import Conclude, OutcomeType
from dialog.agent_outcomes import AgentOutcome
from dialog.desk_events import Closed, Noted
from dialog.events import HungUp, SentBack, TransferMoved, TransferStage
from tests.belbalie.cut_wire import CutWire
from tests.belbalie.desk_agent import DeskAgent, account
from tests.belbalie.own_content import open_always
from tests.belbalie.ringing import DISCLOSURE
from tests.belbalie.running_service import CallRecord, RunningService
from tests.chromium import CHROMIUM, MISSING, VOICE_HZ, flags, speech_like
from tests.desk.test_phone_in_browser import HEARS
from tests.telephony.answering import eventually
from tests.telephony.softphone import Habits, Softphone, softphone
from tests.telephony.tones import heard_seconds, tone

CALLER_HZ = 500
_numbers, _names = count(140_005), (f"agent{number}" for number in count(1))
pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(shutil.which("baresip") is None, reason="Debian's baresip is missing"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=MISSING),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """Where people sign in; nobody is reached by a telephone of the content."""
    folder = tmp_path_factory.mktemp("house")
    made = RunningService(folder, open_always(folder / "own"))
    try:
        yield made.start()
    finally:
        made.kill()


@asynccontextmanager
async def browser_of(folder: Path) -> AsyncIterator[BrowserContext]:
    """A browser whose microphone hears one tone, and that tells which one its speaker plays."""
    voice = speech_like(folder / "voice.wav")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags(voice))
        context = await chromium.new_context(locale="nl-NL", permissions=["microphone"])
        await context.add_init_script(HEARS)
        yield context
        await chromium.close()


class Day:
    """One service, one caller, one agent."""

    def __init__(self, service: RunningService, caller: Softphone, agent: DeskAgent) -> None:
        self.service, self.caller, self.agent = service, caller, agent
        self._log = service.records()
        self._called = str(next(_numbers))
        self.record = CallRecord(self._log, self._called)

    async def rings(self) -> None:
        """The caller rings the municipality and is greeted."""
        await self.caller.dial(f"sip:{self._called}@{self.service.sip}")
        await self.until(lambda: self.record.was_said(DISCLOSURE), 60)

    async def is_put_through(self) -> None:
        """The caller wants a person; the agent reads who rings, and takes it."""
        await self.caller.press("0")
        await self.agent.is_rung()
        await self.agent.accepts()
        await self.until(lambda: self.stages()[-1:] == [TransferStage.CONNECTED])

    async def both_hear(self, agent: DeskAgent | None = None) -> None:
        before = self.heard_of_agent()
        await (agent or self.agent).hears(CALLER_HZ)
        await self.until(lambda: self.heard_of_agent() > before + 0.5)

    def heard_of_agent(self) -> float:
        """Seconds of the microphone's tone that reached the caller's telephone."""
        try:
            return heard_seconds(self.caller.heard(), VOICE_HZ)
        except (AssertionError, ValueError):  # nothing was written yet
            return 0.0

    def stages(self) -> list[TransferStage]:
        return [moved.stage for moved in self.record.all(TransferMoved)]

    async def until(self, holds: Callable[[], object], seconds: float = 30) -> None:
        try:
            await eventually(holds, seconds)
        except TimeoutError:
            raise AssertionError("\n".join(map(str, self.record.items()))) from None

    def close(self) -> None:
        self._log.close()


@asynccontextmanager
async def day(
    service: RunningService, folder: Path, context: BrowserContext, wire: CutWire | None = None
) -> AsyncIterator[Day]:
    name = next(_names)
    secret = account(service, name, name.title(), "klantcontact")
    address = service.http
    if wire is not None:
        wire.goes_to(service.http)
        await wire.open()
        address = wire.here
    async with softphone(folder / "jan", tone(CALLER_HZ, 100), Habits(user="0612345678")) as caller:
        agent = DeskAgent(await context.new_page(), address)
        made = Day(service, caller, agent)
        try:
            await agent.sign_in(name, secret)
            await agent.goes_available()
            yield made
            assert agent.faults == []
        finally:
            await caller.tell("hangup")
            made.close()
            if wire is not None:
                await wire.close()


async def test_a_caller_is_taken_given_back_taken_again_and_closed(
    service: RunningService, tmp_path: Path
) -> None:
    async with browser_of(tmp_path) as context, day(service, tmp_path, context) as today:
        agent, record = today.agent, today.record
        await today.rings()
        await today.caller.press("0")
        card = await agent.is_rung()
        await expect(card).to_contain_text("06-12345678")
        await agent.accepts()
        await today.both_hear()

        await agent.does("Terug naar de assistent")
        await today.until(lambda: record.all(SentBack))
        await today.until(lambda: record.was_said("U spreekt weer met de computer"))
        await agent.does("Klaar, volgende gesprek")

        await today.is_put_through()
        await today.both_hear()
        await agent.page.get_by_role("button", name=re.compile("^Ophangen")).first.click()
        await today.caller.happens("CALL_CLOSED")
        await agent.page.goto(f"http://{today.service.http}/balie/gesprek/{record.call_id}")
        await agent.page.get_by_label("Wat is er besproken en afgesproken?").fill("Alles verteld.")
        await agent.does("Bewaar de notitie")
        await agent.page.get_by_label("Zelf beantwoord").check()
        await agent.does("Bewaar de uitkomst")
        await expect(agent.page.get_by_text("De uitkomst is bewaard.", exact=True)).to_be_visible()
        await today.until(lambda: record.all(Closed))
        assert record.all(Closed)[0].outcome is AgentOutcome.ANSWERED
        assert record.all(Noted)[0].text == "Alles verteld."
        assert record.all(Conclude)[0].outcome is OutcomeType.TRANSFER
        with closing(today.service.records()) as log:
            log.verify(record.call_id)


async def test_a_network_that_fails_in_the_talk_loses_nothing(
    service: RunningService, tmp_path: Path
) -> None:
    wire = CutWire()
    async with (
        browser_of(tmp_path) as context,
        day(service, tmp_path, context, wire) as today,
    ):
        agent = today.agent
        await today.rings()
        await today.is_put_through()
        await today.both_hear()
        wire.cut()
        await expect(agent.telephone).not_to_have_text("U bent in gesprek.")
        await expect(agent.page.locator("#verbinding")).to_contain_text("Geen verbinding")
        wire.mend()
        await expect(agent.telephone).to_have_text("U bent in gesprek.", timeout=20_000)
        await today.both_hear()
        await expect(agent.page.locator("#verbinding")).to_be_empty()
        assert today.record.all(HungUp) == []


async def test_two_windows_of_one_agent_have_one_telephone_and_one_call(
    service: RunningService, tmp_path: Path
) -> None:
    async with browser_of(tmp_path) as context, day(service, tmp_path, context) as today:
        await today.rings()
        await today.is_put_through()
        await today.both_hear()
        second = DeskAgent(await context.new_page(), today.service.http)
        await second.page.goto(f"http://{today.service.http}/balie/gesprek/{today.record.call_id}")
        await second.does("Zet telefoon aan")
        await second.does("Gebruik de telefoon hier")
        await expect(second.telephone).to_have_text("U bent in gesprek.")
        await expect(today.agent.telephone).to_contain_text("ander venster")
        await today.both_hear(second)


async def test_a_service_that_dies_in_the_talk_leaves_a_caller_to_ring_back(
    service: RunningService, tmp_path: Path
) -> None:
    async with browser_of(tmp_path) as context, day(service, tmp_path, context) as today:
        agent = today.agent
        await today.rings()
        await today.is_put_through()
        await today.both_hear()
        await asyncio.to_thread(today.service.kill)
        await expect(agent.page.locator("#verbinding")).to_contain_text("Geen verbinding")
        await asyncio.to_thread(today.service.start)
        await expect(agent.page.locator("#verbinding")).to_be_empty(timeout=60_000)
        call = today.record.call_id
        await agent.page.goto(f"http://{today.service.http}/balie/gesprek/{call}")
        await expect(
            agent.page.get_by_role("heading", name=re.compile("Gesprek van"))
        ).to_be_visible()
        with closing(today.service.records()) as log:
            log.verify(call)
