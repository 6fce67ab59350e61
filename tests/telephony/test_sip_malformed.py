"""What no telephone should say, and some do. Each test ends with a good call, and with nothing
grown: `besieged` sees to both.
"""

import asyncio
import contextlib
import itertools
import random
import re
import shutil
import socket
import struct
from collections import Counter
from pathlib import Path

import pytest

from telephony import sip_line
from telephony.sip_endpoint import MOST_LEAKED_CALLS
from tests.telephony.answering import eventually
from tests.telephony.by_hand import Dialog, Hand, packet, talking
from tests.telephony.mutation import METHODS, SOUND, Talk, good, spoilt
from tests.telephony.siege import CALLER_HZ, WE_HZ, Siege, besieged
from tests.telephony.tones import heard_seconds, tone

pytestmark = [
    pytest.mark.telephones,
    pytest.mark.skipif(shutil.which("baresip") is None, reason="Debian's baresip is missing"),
]
TORTURE = sorted((Path(__file__).parent / "torture").glob("*.dat"))
SEED = 4475
_numbers = itertools.count(5_000_000)
_BYTES_AT_ONCE = 60_000
"""What fits in the buffer of one socket, with forty small ones: more would be lost."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who rings and never says ACK to our answer is given up after a second instead of ten."""
    monkeypatch.setattr(sip_line, "UP_SECONDS", 1.0)


# -- messages ----------------------------------------------------------------------------------


def test_every_message_of_rfc_4475_is_here() -> None:
    chapter = re.compile(r"3\.(1\.\d|\d)")
    counted = Counter(chapter.findall(path.name)[0] for path in TORTURE)
    assert counted == {"1.1": 13, "1.2": 19, "2": 1, "3": 15, "4": 1}


async def test_the_messages_of_rfc_4475(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        await _torture(siege, [path.read_bytes() for path in TORTURE])


async def test_those_messages_with_sound_that_comes_about_so_that_they_ring(tmp_path: Path) -> None:
    """The RFC's sound is at addresses that are not of this machine, with a codec without a rate."""
    async with besieged(tmp_path) as siege:
        messages = [path.read_bytes() for path in TORTURE]
        ours = [each.replace(b"192.0.2.", b"127.0.0.") for each in messages]
        await _torture(siege, [each.replace(b":31 LPC", b":31 L/1") for each in ours])
        assert len(siege.desk.calls) > 5


async def _torture(siege: Siege, messages: list[bytes]) -> None:
    for message in messages:
        await _say(siege.hand, [message])
        await _say_by_tcp(siege, [message])
    assert siege.endpoint.restarts == 0


async def test_ten_thousand_spoilt_messages(tmp_path: Path) -> None:
    luck = random.Random(SEED)
    async with besieged(tmp_path) as siege:
        for batch in range(175):
            await _say(siege.hand, [_spoilt(luck, siege, batch * 40 + n) for n in range(40)])
        for _ in range(50):
            await _say_within_a_call(siege.hand, luck, 40)
        for batch in range(50):
            messages = [_spoilt(luck, siege, 7000 + batch * 20 + n) for n in range(20)]
            await _say_by_tcp(siege, messages)


def _spoilt(luck: random.Random, siege: Siege, number: int) -> bytes:
    return spoilt(luck, good(luck.choice(METHODS), Talk(number, siege.hand.port)))


async def _say(hand: Hand, messages: list[bytes]) -> None:
    """As fast as they are read, and no faster."""
    unread = 0
    for message in messages:
        hand.say(message)
        unread += len(message)
        if unread > _BYTES_AT_ONCE:
            await hand.heeded()
            unread = 0
    await hand.heeded()


async def _say_within_a_call(hand: Hand, luck: random.Random, count: int) -> None:
    dialog = await hand.call()
    if dialog is None:  # all lines are busy with what came before
        await _say(hand, [spoilt(luck, good(luck.choice(METHODS), Talk(1, hand.port)))] * count)
        return
    for _ in range(count // 10):
        await _say(hand, [spoilt(luck, dialog.message(luck.choice(METHODS))) for _ in range(10)])
        hand.accept_answers(dialog)
    hand.say(dialog.goodbye())


async def _say_by_tcp(siege: Siege, messages: list[bytes]) -> None:
    if "tcp" not in siege.endpoint.transports:  # it may not be guarded here, so it is not open
        await _say(siege.hand, messages)
        return
    await siege.endpoint.up.wait()
    with contextlib.suppress(ConnectionError):  # what is no SIP at all is hung up on
        _, writer = await asyncio.open_connection(*siege.to)
        with contextlib.closing(writer):
            writer.write(b"".join(messages))
            await writer.drain()
    await siege.hand.heeded()


# -- what the stack is known to fall over ------------------------------------------------------

_CONTACT = re.compile(rb"\r\nContact: [^\r]*")


async def test_invitations_that_leak_are_cleared_away_while_nobody_calls(tmp_path: Path) -> None:
    """Each leaves a call in the stack for good. What takes its place can take calls."""
    async with besieged(tmp_path) as siege:
        for contact in ("", "Contact: *", "Contact: %%%", "Contact: <", "Contact:"):
            _leak(siege.hand, contact, 2)
        await siege.hand.heeded()
        await eventually(lambda: siege.endpoint.native_calls == 10)
        await eventually(lambda: siege.endpoint.restarts == 1)


async def test_a_hundred_leaked_calls_close_the_door_until_the_last_caller_is_gone(
    tmp_path: Path,
) -> None:
    async with besieged(tmp_path) as siege:
        last = await siege.hand.call()
        assert last is not None
        for _ in range(3):
            _leak(siege.hand, "Contact: *", 40)
            await siege.hand.heeded()
        await eventually(lambda: (siege.endpoint.native_calls or 0) > MOST_LEAKED_CALLS + 1)
        assert await siege.hand.call() is None
        assert siege.endpoint.restarts == 0
        siege.hand.say(last.goodbye())
        await eventually(lambda: siege.endpoint.restarts == 1)


def _leak(hand: Hand, contact: str, count: int) -> None:
    line = f"\r\n{contact}".encode() if contact else b""
    for _ in range(count):
        hand.say(_CONTACT.sub(line, good("INVITE", Talk(next(_numbers), hand.port))))


async def test_a_call_that_kills_the_stack_takes_no_later_one_with_it(tmp_path: Path) -> None:
    """A further invitation without a good Contact, then one with: the stack dies of them."""
    async with besieged(tmp_path) as siege:
        call = await siege.hand.call()
        assert call is not None
        for contact in (
            f":jan@127.0.0.1:{siege.hand.port}>",
            f"<sip:jan@127.0.0.1:{siege.hand.port}>",
        ):
            invite = call.message("INVITE")
            siege.hand.say(_CONTACT.sub(f"\r\nContact:{contact}".encode(), invite))
            await siege.hand.heeded()
            siege.hand.accept_answers(call)
        siege.hand.say(call.goodbye())
        await siege.hand.heeded()


# -- offers of sound ---------------------------------------------------------------------------

_HEAD = SOUND[:5]
TAKEN = {
    "none at all: then we offer": (),
    "no address": (*SOUND[:3], *SOUND[4:]),
    "a ptime of a month": (*SOUND, "a=ptime:2592000000"),
    "a negative ptime": (*SOUND, "a=ptime:-20"),
    "a ptime of nothing": (*SOUND, "a=ptime:0"),
    "a thousand formats": (*_HEAD, f"m=audio 26000 RTP/AVP {' '.join(['8'] * 1000)}"),
    "a hundred streams": (*_HEAD, *("m=audio 26000 RTP/AVP 8",) * 100),
    "a port too high": (*_HEAD, "m=audio 99999999 RTP/AVP 8"),
}
REFUSED = {
    "no sound in it": _HEAD,
    "port 0": (*_HEAD, "m=audio 0 RTP/AVP 8"),
    "only G.729": (*_HEAD, "m=audio 26000 RTP/AVP 18", "a=rtpmap:18 G729/8000"),
    "only video": (*_HEAD, "m=video 26000 RTP/AVP 31"),
    "only keys": (*_HEAD, "m=audio 26000 RTP/AVP 101", "a=rtpmap:101 telephone-event/8000"),
    "IPv6": (*SOUND[:3], "c=IN IP6 ::1", *SOUND[4:]),
    "a name for an address": (*SOUND[:3], "c=IN IP4 localhost", *SOUND[4:]),
    "a clock rate of 0": (*_HEAD, "m=audio 26000 RTP/AVP 98", "a=rtpmap:98 PCMA/0"),
    "a key that is none": (*_HEAD, "m=audio 26000 RTP/SAVP 8", "a=crypto:1 AES x"),
    "ten thousand attributes": (*SOUND, *("a=x",) * 10_000),
    "words": ("geluid, graag",),
    "bytes": ("v=\x00\x01\x02", "\xff\xfe"),
}


async def test_offers_of_sound_that_make_no_sense(tmp_path: Path) -> None:
    async with besieged(tmp_path) as siege:
        for name, offer in TAKEN.items():
            assert await siege.hand.rings(offer) == 200, name
        for name, offer in REFUSED.items():
            assert await siege.hand.rings(offer) in (488, 500), name
        assert siege.endpoint.restarts == 0


# -- sound -------------------------------------------------------------------------------------

_JUNK = 20_000
_FRAME = bytes(160)


def _junk(luck: random.Random, number: int) -> bytes:
    """A datagram that is no sound, or sound of somebody else."""
    noise = luck.randbytes(luck.choice((0, 1, 11, 12, 160, 1400)))
    return luck.choice(
        (
            noise,
            b"",
            luck.randbytes(60_000) if number % 100 == 0 else b"\x80",
            packet(number, noise, kind=luck.randrange(128)),
            packet(number, noise, kind=101),  # keys (RFC 4733) of any length
            packet(luck.randrange(1 << 16), _FRAME, sender=luck.randrange(1 << 32)),
            bytes((luck.randrange(256),)) + packet(number, noise)[1:],  # version, padding, sources
            b"\xbf" + packet(number, b"\xff" * 40)[1:],  # padding and sources beyond the end
            b"\x90" + packet(number, b"\xbe\xde\xff\xff")[1:],  # an extension beyond the end
        )
    )


def _report_junk(luck: random.Random) -> bytes:
    """The same for RTCP: sender's and receiver's reports, goodbyes, and none of these."""
    kind, length = luck.randrange(192, 224), luck.choice((0, 1, 6, 65535))
    head = struct.pack(">BBHI", 0x80 | luck.randrange(32), kind, length, 4475)
    return head + luck.randbytes(luck.choice((0, 4, 20, 400)))


async def test_sound_in_larger_pieces_than_telephones_send(tmp_path: Path) -> None:
    """G.722 that was never agreed on: its decoder would write past its buffer."""
    async with (
        besieged(tmp_path) as siege,
        talking(siege.hand, tone(CALLER_HZ, 2)) as (call, sound),
    ):
        for size in (1500, 2900, 3800, 9000, 60_000):
            for number in range(20):
                sound.socket.sendto(packet(number, b"\x5a" * size, kind=9), call.media)
            await siege.hand.heeded()
        assert siege.endpoint.restarts == 0


async def test_twenty_thousand_datagrams_that_are_no_sound(tmp_path: Path) -> None:
    """From the caller's own address and from another, while the caller speaks."""
    luck = random.Random(SEED)
    async with (
        besieged(tmp_path) as siege,
        talking(siege.hand, tone(CALLER_HZ, 2)) as (call, sound),
    ):
        taken = siege.desk.calls[-1]
        await eventually(lambda: heard_seconds(taken.sound, CALLER_HZ) >= 0.5)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.2", 0))
            for number in range(_JUNK):
                _throw(luck, number, stranger if number % 2 else sound.socket, call)
                if number % 50 == 49:
                    await siege.hand.heeded()
        sound.forget()
        taken.frames.clear()
        await eventually(lambda: heard_seconds(taken.sound, CALLER_HZ) >= 1.0)
        await eventually(lambda: heard_seconds(sound.heard, WE_HZ) >= 1.0)
        assert siege.endpoint.restarts == 0


def _throw(luck: random.Random, number: int, from_: socket.socket, call: Dialog) -> None:
    host, port = call.media
    if luck.random() < 0.2:
        from_.sendto(_report_junk(luck), (host, port + 1))
    else:
        from_.sendto(_junk(luck, number), (host, port))
