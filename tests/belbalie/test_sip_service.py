"""The running service and its telephone: a question over SIP, a warm transfer, a lost process."""

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from audio.frames import Samples
from dialog.acts import Conclude, Connect, OutcomeType, Transfer, Understand
from dialog.events import Briefed, HungUp, TransferMoved, TransferStage
from tests.belbalie.likeness import OTHER, SAME, find
from tests.belbalie.own_content import open_always
from tests.belbalie.ringing import DISCLOSURE, Desk, Sounds, open_floor
from tests.belbalie.running_service import COMMAND, CallRecord, RunningService
from tests.telephony import sipp
from tests.telephony.answering import eventually
from tests.telephony.softphone import Habits, Softphone, softphone
from tests.telephony.tones import heard_seconds, tone

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(shutil.which("baresip") is None, reason="Debian's baresip is missing"),
    pytest.mark.skipif(shutil.which("sipp") is None, reason="Debian's sip-tester is missing"),
]
GREETING_SECONDS = 9
"""The greeting takes seven; the caller begins after that."""


async def test_a_question_over_sip_is_answered_with_the_words_of_the_record(
    desk: Desk, sounds: Sounds, tmp_path: Path
) -> None:
    wait: Samples = np.zeros(GREETING_SECONDS * 8000, np.int16)
    asks = np.concatenate((wait, sounds("paspoort")))
    async with softphone(tmp_path / "jan", asks, Habits(user="0612345678")) as caller:
        record = CallRecord(desk.log, "140001")
        await caller.dial(f"sip:140001@{desk.service.sip}")
        await _until(record, lambda: record.was_said("Zal ik een afspraak voor u maken?"), 60)
        await caller.tell("hangup")
        await _until(record, lambda: record.all(HungUp))
        heard = caller.heard()
    (taken,) = record.all(Understand)
    assert taken.topic == "paspoort"
    (answer,) = record.answers()
    for text in (DISCLOSURE, answer.text):
        for sentence in await asyncio.to_thread(desk.spoken, text):
            assert find(sentence, heard).score > SAME, text
    other = (await asyncio.to_thread(desk.spoken, "Wij zijn elke werkdag open."))[0]
    assert find(other, heard).score < OTHER
    assert record.all(HungUp)[0].by == "caller"
    desk.log.verify(record.call_id)


async def test_a_caller_is_put_through_warm(
    own_service: Callable[..., RunningService], tmp_path: Path
) -> None:
    habits = Habits(user="anna")
    async with (
        softphone(tmp_path / "anna", tone(900, 50), habits) as agent,
        softphone(tmp_path / "jan", tone(500, 0.1), Habits(user="0612345678")) as caller,
    ):
        content = open_always(tmp_path / "own", {"klantcontact": {"Anna": agent.address}})
        service = await asyncio.to_thread(own_service, content=content)
        with closing(service.records()) as log:
            record = CallRecord(log, "140002")
            await caller.dial(f"sip:140002@{service.sip}")
            await _until(record, lambda: record.was_said(DISCLOSURE), 60)
            await _transfer(caller, agent, record)
            await _until(record, lambda: record.all(Conclude))
            _the_record_tells_it_all(record)
            log.verify(record.call_id)
            told = await asyncio.to_thread(_report, service, record.call_id)
            assert "Anna neemt het gesprek over" in told
            assert "06-12345678" in told
        assert heard_seconds(caller.heard(), 900) > 1.0, "the agent was not heard"
        ready = await asyncio.to_thread(service.ready)
        assert ready is not None
        assert ready["calls"] == 0


async def _transfer(caller: Softphone, agent: Softphone, record: CallRecord) -> None:
    await caller.press("0")
    await agent.happens("CALL_INCOMING")
    await agent.tell("accept")
    await _until(record, lambda: _stages(record)[-1:] == [TransferStage.ANSWERED])
    await agent.press("1")
    await _until(record, lambda: TransferStage.CONNECTED in _stages(record))
    await caller.press("5")  # between people a key is only a sound
    await eventually(lambda: _recorded_seconds(caller) > 0)
    await asyncio.sleep(2.0)  # they talk
    await agent.tell("hangup")
    await caller.happens("CALL_CLOSED")


def _the_record_tells_it_all(record: CallRecord) -> None:
    (transfer,) = record.all(Transfer)
    assert transfer.department == "klantcontact"
    assert _stages(record) == [
        TransferStage.RINGING,
        TransferStage.ANSWERED,
        TransferStage.ACCEPTED,
        TransferStage.CONNECTED,
    ]
    (brief,) = record.all(Briefed)
    assert brief.agent == "Anna"
    assert brief.text.startswith("Een beller")
    assert record.all(Connect)
    (hung_up,) = record.all(HungUp)
    assert hung_up.by == "agent"
    (concluded,) = record.all(Conclude)
    assert concluded.outcome is OutcomeType.TRANSFER


async def test_when_the_sip_process_dies_other_calls_go_on(
    desk: Desk, sounds: Sounds, tmp_path: Path
) -> None:
    phone, socket_record = desk.phone()
    with phone:
        await asyncio.to_thread(open_floor, phone, socket_record)
        async with softphone(tmp_path / "jan", tone(500, 0.1)) as caller:
            record = CallRecord(desk.log, "140003")
            await caller.dial(f"sip:140003@{desk.service.sip}")
            await _until(record, lambda: record.items())
            os.kill(_sip_process(desk.service), signal.SIGKILL)
            await _until(record, lambda: record.all(Conclude))
            assert record.all(HungUp)[0].by == "fault"
            await caller.tell("hangup")
            await caller.dial(f"sip:140004@{desk.service.sip}")
            again = CallRecord(desk.log, "140004")
            await _until(again, lambda: again.was_said(DISCLOSURE))
            await caller.tell("hangup")
        phone.speak(sounds("openingstijden"))
        await asyncio.to_thread(phone.until, socket_record.answers)
    assert socket_record.answers()[0].topic == "openingstijden"


async def test_a_full_house_is_busy_and_a_closing_one_lets_calls_end(
    own_service: Callable[..., RunningService], tmp_path: Path
) -> None:
    jan = sipp.Caller()
    talk = sipp.opening(jan) + sipp.pause(4000) + sipp.bye(jan)
    busy = sipp.busy(jan)
    service = await asyncio.to_thread(own_service, calls=1)
    async with sipp.running(tmp_path / "talk", service.sip, talk) as talking:
        await eventually(lambda: "answered" in service.log)
        assert await sipp.run(tmp_path / "busy", service.sip, busy) == 0
        stopping = asyncio.create_task(asyncio.to_thread(service.stop))
        await eventually(lambda: service.ready() is None)  # the page is closed first
        assert await sipp.run(tmp_path / "late", service.sip, busy) == 0
        assert await talking.wait() == 0, "the call was cut off"
        assert await stopping == 0, service.log


def _stages(record: CallRecord) -> list[TransferStage]:
    return [moved.stage for moved in record.all(TransferMoved)]


async def _until(record: CallRecord, holds: Callable[[], object], seconds: float = 30.0) -> None:
    def found() -> object:
        try:
            return holds()
        except LookupError:  # the call is not on record yet
            return False

    try:
        await eventually(found, seconds)
    except TimeoutError:
        raise AssertionError("\n".join(map(str, record.items()))) from None


def _sip_process(service: RunningService) -> int:
    """The child that listens for SIP, found by its parent."""
    parent = service.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for child in children:
        if b"telephony.sip" in Path(f"/proc/{child}/cmdline").read_bytes():
            return int(child)
    raise LookupError("no SIP process")


def _recorded_seconds(phone: Softphone) -> float:
    return len(phone.heard()) / 8000


def _report(service: RunningService, call_id: str) -> str:
    database = f"sqlite:///{service.database}"
    command = [str(COMMAND), "report", "--call", call_id, "--database", database]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
