"""Calls over SIP: caller and PBX are programs that we did not write, each in its own process."""

import asyncio
import os
import shutil
import signal
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from audio.frames import AudioFrame, Hold, Key, Samples
from audio.wav import read_wav
from telephony.sip_endpoint import SipEndpoint, SipUnavailable
from telephony.sip_settings import Account, SipSettings, Srtp
from tests.belbalie.likeness import SAME, find
from tests.telephony import sipp
from tests.telephony.answering import Taken, answering, eventually
from tests.telephony.certificate import Certificate, make_certificate
from tests.telephony.ports import free_port_pair
from tests.telephony.softphone import Habits, softphone
from tests.telephony.tones import heard_seconds, tone

pytestmark = [
    pytest.mark.telephones,
    pytest.mark.skipif(shutil.which("sipp") is None, reason="Debian's sip-tester is missing"),
    pytest.mark.skipif(shutil.which("baresip") is None, reason="Debian's baresip is missing"),
]
SOUNDS = Path(__file__).parents[1] / "sounds"
JAN = sipp.Caller()


@pytest.fixture(scope="module")
def question() -> Samples:
    return read_wav(SOUNDS / "paspoort.wav", 8000)


@pytest.fixture(scope="module")
def answer() -> Samples:
    return read_wav(SOUNDS / "openingstijden.wav", 8000)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("tls"))


# -- sound -------------------------------------------------------------------------------------


async def test_what_the_caller_says_arrives_and_what_we_say_is_heard(
    tmp_path: Path, question: Samples, answer: Samples
) -> None:
    async with answering(answer) as desk, softphone(tmp_path / "jan", question) as caller:
        await caller.dial(f"sip:14123@{desk.target}")
        taken = await desk.call()
        await desk.until(lambda: len(taken.sound) > len(question) + 8000)
        await caller.tell("hangup")
        await desk.until(lambda: taken.over)
        assert taken.line.out_rate_hz == 8000
        assert find(question, taken.sound).score > SAME
        assert find(answer[: 3 * 8000], caller.heard()).score > SAME


async def test_wideband_stays_wide_all_the_way(tmp_path: Path) -> None:
    """G.722: 5 kHz is heard, which 8 kHz sound cannot hold."""
    habits = Habits(codecs="G722/16000/1", rate_hz=16000)
    high = tone(5000, 20, 16000)
    async with answering(high) as desk, softphone(tmp_path / "jan", high, habits) as caller:
        await caller.dial(f"sip:14123@{desk.target}")
        taken = await desk.call()
        await desk.until(lambda: len(taken.frames) > 150)
        await caller.tell("hangup")
        await desk.until(lambda: taken.over)
        assert taken.line.out_rate_hz == 16000
        assert heard_seconds(taken.sound, 5000, 16000) > 2.0
        assert heard_seconds(caller.heard(), 5000, 16000) > 2.0


@pytest.mark.parametrize("formats", ["8", "0"])
async def test_both_laws_of_g711_are_spoken(tmp_path: Path, formats: str) -> None:
    caller = sipp.Caller(formats=formats)
    async with answering() as desk:
        steps = sipp.opening(caller) + sipp.pause(300) + sipp.bye(caller)
        assert await sipp.run(tmp_path, desk.target, steps) == 0


async def test_a_call_comes_in_over_tcp(tmp_path: Path) -> None:
    caller = sipp.Caller(transport="t1")
    async with answering() as desk:
        steps = sipp.opening(caller) + sipp.pause(300) + sipp.bye(caller)
        assert await sipp.run(tmp_path, desk.target, steps, caller) == 0


async def test_a_mark_comes_back_once_the_sound_before_it_has_left(tmp_path: Path) -> None:
    async with answering() as desk:
        steps = sipp.opening(JAN) + sipp.pause(3000) + sipp.bye(JAN)
        async with sipp.running(tmp_path, desk.target, steps):
            taken = await desk.call()
            await desk.until(lambda: taken.frames)
            began = asyncio.get_running_loop().time()
            for at in range(50):
                await taken.line.play(_frame(tone(400, 1)[at * 160 : (at + 1) * 160]))
            await taken.line.mark("een seconde")
            await desk.until(lambda: taken.others)
            waited = asyncio.get_running_loop().time() - began
    assert 0.9 < waited < 1.6


async def test_clear_drops_sound_and_marks(tmp_path: Path) -> None:
    async with answering() as desk:
        steps = sipp.opening(JAN) + sipp.pause(2000) + sipp.bye(JAN)
        async with sipp.running(tmp_path, desk.target, steps):
            taken = await desk.call()
            await desk.until(lambda: taken.frames)
            for at in range(500):
                await taken.line.play(_frame(tone(400, 10)[at * 160 : (at + 1) * 160]))
            await taken.line.mark("tien seconden")
            await taken.line.clear()
            await taken.line.mark("niets meer")
            await desk.until(lambda: taken.others, seconds=1.0)
    assert [getattr(each, "mark", None) for each in taken.others] == ["niets meer"]


# -- keys --------------------------------------------------------------------------------------


async def test_keys_by_rfc_4733_arrive_once_each(tmp_path: Path, question: Samples) -> None:
    async with answering() as desk, softphone(tmp_path / "jan", question) as caller:
        await caller.dial(f"sip:14123@{desk.target}")
        taken = await desk.call()
        await desk.until(lambda: taken.frames)
        for nth, key in enumerate("0612*#9", 1):
            await caller.press(key)
            await desk.until(partial(_has, taken, nth))
        await caller.tell("hangup")
        await desk.until(lambda: taken.over)
    assert taken.keys == "0612*#9"


async def test_keys_by_sip_info_arrive_once_each(tmp_path: Path) -> None:
    digits = "51#7*0"
    infos = "".join(sipp.info_digit(JAN, each, 2 + n) for n, each in enumerate(digits))
    async with answering() as desk:
        steps = sipp.opening(JAN) + sipp.pause(300) + infos + sipp.pause(300) + sipp.bye(JAN)
        assert await sipp.run(tmp_path, desk.target, steps) == 0
        taken = await desk.call()
        await desk.until(lambda: taken.over)
    assert [each for each in taken.others if isinstance(each, Key)] == [Key(d) for d in digits]


# -- who calls ---------------------------------------------------------------------------------

CALLERS = {
    "from": (JAN, "+31612345678"),
    "asserted": (
        sipp.Caller(
            sender='"Centrale" <sip:trunk@[local_ip]>',
            headers=("P-Asserted-Identity: <sip:0301234567@provider.example>",),
        ),
        "0301234567",
    ),
    "withheld": (
        sipp.Caller(
            sender='"Anonymous" <sip:anonymous@anonymous.invalid>',
            headers=(
                "P-Asserted-Identity: <sip:0301234567@provider.example>",
                "Privacy: id",
            ),
        ),
        None,
    ),
}


@pytest.mark.parametrize("name", CALLERS)
async def test_the_caller_is_known_or_withheld(tmp_path: Path, name: str) -> None:
    caller, number = CALLERS[name]
    async with answering() as desk:
        steps = sipp.opening(caller) + sipp.pause(100) + sipp.bye(caller)
        assert await sipp.run(tmp_path, desk.target, steps) == 0
        taken = await desk.call()
    assert taken.line.caller == number
    assert taken.line.called == "14123"


async def test_a_diverted_call_names_the_number_that_was_dialled_first(tmp_path: Path) -> None:
    caller = sipp.Caller(headers=("Diversion: <sip:0881234567@pbx.example>;reason=unconditional",))
    async with answering() as desk:
        steps = sipp.opening(caller) + sipp.pause(100) + sipp.bye(caller)
        assert await sipp.run(tmp_path, desk.target, steps) == 0
        assert (await desk.call()).line.called == "0881234567"


# -- hold, and other turns of a call -----------------------------------------------------------


@pytest.mark.parametrize("direction", ["sendonly", "inactive"])
async def test_hold_stops_time_and_unhold_goes_on(tmp_path: Path, direction: str) -> None:
    sound = sipp.write_alaw(tmp_path / "toon", tone(500, 4))
    hold = sipp.invite(JAN, direction, cseq=2) + sipp.receive(200) + sipp.ack(JAN, 2)
    unhold = sipp.invite(JAN, cseq=3) + sipp.receive(200) + sipp.ack(JAN, 3)
    steps = (
        sipp.opening(JAN, sound) + sipp.pause(700) + hold + sipp.pause(900) + unhold
        + sipp.pause(1200) + sipp.bye(JAN)
    )  # fmt: skip
    async with answering(tone(700, 20)) as desk:
        assert await sipp.run(tmp_path / "sipp", desk.target, steps) == 0
        taken = await desk.call()
        await desk.until(lambda: taken.over)
        assert taken.others == [Hold(True), Hold(False)]
        assert heard_seconds(taken.sound, 500) > 1.0


async def test_a_reinvite_without_change_is_survived(tmp_path: Path) -> None:
    again = sipp.invite(JAN, cseq=2) + sipp.receive(200) + sipp.ack(JAN, 2)
    steps = sipp.opening(JAN) + sipp.pause(300) + again + sipp.pause(300) + sipp.bye(JAN)
    async with answering() as desk:
        assert await sipp.run(tmp_path, desk.target, steps) == 0
        taken = await desk.call()
        await desk.until(lambda: taken.over)
        assert taken.holds == []


async def test_silence_of_the_far_end_is_silence_and_no_standstill(tmp_path: Path) -> None:
    """A telephone that sends nothing while nobody speaks: time goes on all the same."""
    steps = sipp.opening(JAN) + sipp.pause(1500) + sipp.bye(JAN)
    async with answering() as desk:
        assert await sipp.run(tmp_path, desk.target, steps) == 0
        taken = await desk.call()
        await desk.until(lambda: taken.over)
        assert 1.0 < len(taken.sound) / 8000 < 2.0
        assert not np.any(taken.sound)


async def test_options_are_answered(tmp_path: Path) -> None:
    async with answering() as desk:
        assert await sipp.run(tmp_path, desk.target, sipp.options(JAN) + sipp.receive(200)) == 0


async def test_a_call_too_many_hears_busy(tmp_path: Path) -> None:
    async with answering() as desk:
        desk.refuses = True
        assert await sipp.run(tmp_path, desk.target, sipp.busy(JAN)) == 0


async def test_we_hang_up_and_the_far_end_knows(tmp_path: Path) -> None:
    steps = sipp.opening(JAN) + sipp.expect("BYE") + sipp.ok_without_body()
    async with answering() as desk:
        async with sipp.running(tmp_path, desk.target, steps) as process:
            taken = await desk.call()
            await desk.until(lambda: taken.frames)
            await taken.line.hang_up()
            assert await process.wait() == 0
        assert taken.line.down is not None
        assert taken.line.down.by == "us"


async def test_a_caller_who_gives_up_while_it_rings_leaves_nothing(tmp_path: Path) -> None:
    cancel = sipp.send(
        "CANCEL sip:14123@[remote_ip]:[remote_port] SIP/2.0\n[last_Via:]\n"
        f"From: {JAN.sender};tag=[pid]S[call_number]\nTo: {JAN.to}\nCall-ID: [call_id]\n"
        "CSeq: 1 CANCEL\nMax-Forwards: 70\nContent-Length: 0\n"
    )
    steps = sipp.invite(JAN) + sipp.receive(100, optional=True) + sipp.receive(180) + cancel
    async with answering() as desk:
        desk.picks_up = False
        await sipp.run(tmp_path, desk.target, steps + sipp.receive(200))
        taken = await desk.call()
        async with asyncio.timeout(5):
            await taken.line.over.wait()
        assert taken.line.down is not None
        assert taken.line.down.by == "far"


# -- the process behind it ---------------------------------------------------------------------


async def test_a_process_that_dies_is_back_within_three_seconds(
    tmp_path: Path, question: Samples
) -> None:
    async with answering() as desk, softphone(tmp_path / "jan", question) as caller:
        await caller.dial(f"sip:14123@{desk.target}")
        taken = await desk.call()
        await desk.until(lambda: taken.frames)
        began = asyncio.get_running_loop().time()
        os.kill(desk.endpoint.pid, signal.SIGKILL)
        await desk.until(lambda: taken.over)
        assert taken.line.down is not None
        assert taken.line.down.by == "fault"
        async with asyncio.timeout(10):
            await desk.endpoint.up.wait()
        assert asyncio.get_running_loop().time() - began < 3.0
        await caller.tell("hangup")
        await caller.dial(f"sip:14123@{desk.target}")
        again = await desk.call(2)
        await desk.until(lambda: again.frames)
        assert desk.endpoint.restarts == 1


async def test_a_process_that_hangs_is_exchanged(tmp_path: Path) -> None:
    async with answering() as desk:
        os.kill(desk.endpoint.pid, signal.SIGSTOP)
        await eventually(lambda: desk.endpoint.restarts == 1 and desk.endpoint.up.is_set())
        steps = sipp.opening(JAN) + sipp.pause(200) + sipp.bye(JAN)
        assert await sipp.run(tmp_path, desk.target, steps) == 0


async def test_draining_waits_for_the_last_call_and_takes_no_new_one(tmp_path: Path) -> None:
    first = sipp.opening(JAN) + sipp.pause(2500) + sipp.bye(JAN)
    async with answering() as desk, sipp.running(tmp_path / "first", desk.target, first) as talk:
        taken = await desk.call()
        await desk.until(lambda: taken.frames)
        draining = asyncio.create_task(desk.endpoint.drain())
        assert await sipp.run(tmp_path / "late", desk.target, sipp.busy(JAN)) == 0
        assert not draining.done()
        await draining
        assert taken.over
        assert await talk.wait() == 0


async def test_a_port_in_use_is_told_in_one_sentence() -> None:
    async with answering() as desk:
        with pytest.raises(SipUnavailable, match=r"got: Address already in use; stop the program"):
            await SipEndpoint(desk.settings).start(desk.take)


# -- secrets -----------------------------------------------------------------------------------


@pytest.mark.parametrize("srtp", [Srtp.OPTIONAL, Srtp.MANDATORY])
async def test_a_call_over_tls_with_srtp(
    tmp_path: Path, certificate: Certificate, question: Samples, srtp: Srtp
) -> None:
    settings = SipSettings(
        "127.0.0.1", 0, srtp=srtp, certificate=str(certificate.ours),
        trusted=str(certificate.authority),
    )  # fmt: skip
    habits = Habits(
        transport="tls", encryption="srtp-mand",
        config=f"sip_certificate {certificate.ours}\nsip_cafile {certificate.authority}\n",
    )  # fmt: skip
    async with (
        answering(tone(700, 20), settings) as desk,
        softphone(tmp_path / "jan", question, habits) as caller,
    ):
        await caller.dial(f"sip:14123@127.0.0.1:{desk.settings.port + 1}")
        taken = await desk.call()
        await desk.until(lambda: len(taken.sound) > len(question) + 8000)
        await caller.tell("hangup")
        await desk.until(lambda: taken.over)
        assert find(question, taken.sound).score > SAME
        assert heard_seconds(caller.heard(), 700) > 1.5  # of some two seconds: its file comes late


async def test_a_plain_call_is_refused_where_srtp_is_mandatory(
    tmp_path: Path, certificate: Certificate
) -> None:
    settings = SipSettings("127.0.0.1", 0, srtp=Srtp.MANDATORY, certificate=str(certificate.ours))
    steps = sipp.invite(JAN) + sipp.receive(100, True) + sipp.receive(488) + sipp.ack(JAN)
    async with answering(settings=settings) as desk:
        assert await sipp.run(tmp_path, desk.target, steps) == 0
        assert desk.calls == []


async def test_strangers_are_not_heard(tmp_path: Path) -> None:
    """Not on the list: no answer at all, not even to OPTIONS; who is on it is answered."""
    port = free_port_pair()
    settings = SipSettings("127.0.0.1", port, allow=("127.0.0.9/32",))
    steps = sipp.options(JAN, retrans=False) + sipp.receive(200)
    stranger, friend = sipp.Place(seconds=2), sipp.Place("127.0.0.9")
    async with answering(settings=settings) as desk:
        assert await sipp.run(tmp_path / "stranger", desk.target, steps, JAN, stranger) != 0
        assert await sipp.run(tmp_path / "friend", desk.target, steps, JAN, friend) == 0


# -- an account at a registrar -----------------------------------------------------------------

_REGISTRAR = """
<recv request="REGISTER" crlf="true"/>
<send><![CDATA[
SIP/2.0 401 Unauthorized
[last_Via:]
[last_From:]
[last_To:];tag=r1
[last_Call-ID:]
[last_CSeq:]
WWW-Authenticate: Digest realm="pbx", nonce="abcdef0123456789", algorithm=MD5
Content-Length: 0

]]></send>
<recv request="REGISTER"><action>
<ereg regexp="Digest .*" search_in="hdr" header="Authorization:" assign_to="1"/>
<verifyauth assign_to="2" username="desk" password="geheim"/>
<test assign_to="3" variable="2" compare="equal" value="1"/>
<log message="auth [$1] ok [$2]"/>
</action></recv>
<nop condexec="2"></nop>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=r2
[last_Call-ID:]
[last_CSeq:]
[last_Contact:]
Content-Length: 0

]]></send>
<Reference variables="1,3"/>
"""


async def test_an_account_registers_with_digest(tmp_path: Path) -> None:
    registrar = free_port_pair()
    account = Account("desk", f"127.0.0.1:{registrar}", "geheim")
    settings = SipSettings("127.0.0.1", 0, account=account)
    place = sipp.Place(port=registrar)
    async with (
        sipp.running(tmp_path, "", _REGISTRAR, place=place) as process,
        answering(settings=settings) as desk,
    ):
        assert await process.wait() == 0
        async with asyncio.timeout(10):
            await desk.endpoint.registered.wait()


def _has(taken: Taken, keys: int) -> bool:
    return len(taken.keys) >= keys


def _frame(samples: Samples) -> AudioFrame:
    return AudioFrame(samples, 8000)
