"""A caller that says any bytes at all: SIP and sound by hand, from sockets on 127.0.0.1.

It is polite where it is not asked to be otherwise: it says ACK and BYE, and asks (OPTIONS) whether
the other side still listens before it says more.
"""

import asyncio
import itertools
import re
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from audio.frames import Samples
from audio.g711 import decode_alaw, encode_alaw
from tests.telephony.mutation import Talk, good

BACK_SECONDS = 8.0
"""How long nobody may listen: a process that died is back in three, on a busy machine too."""
_AGAIN_SECONDS = 0.5
_LAST_CSEQ = 4_000_000_000
_FRAME = 160
"""Samples and bytes of 20 ms of A-law."""
_numbers = itertools.count(900_000_000)
Where = tuple[str, int]


@dataclass
class Dialog:
    """A call that was answered."""

    talk: Talk
    """The last that was said in it."""
    media: Where
    """Where the other side takes sound."""

    def message(self, method: str) -> bytes:
        """The next request of this call. ACK goes with the request before it."""
        if method != "ACK":
            self.talk = replace(self.talk, cseq=self.talk.cseq + 1)
        return good(method, self.talk)

    def goodbye(self) -> bytes:
        """After anything that was said before, also with a CSeq that was too high by mishap."""
        return good("BYE", replace(self.talk, cseq=_LAST_CSEQ))


class Hand:
    def __init__(self, to: Where) -> None:
        self._to = to
        self._socket = _socket()
        self.port: int = self._socket.getsockname()[1]
        self._messages: asyncio.Queue[bytes] = asyncio.Queue()
        asyncio.get_running_loop().add_reader(self._socket, self._hear)

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()

    def say(self, message: bytes) -> None:
        self._socket.sendto(message, self._to)

    async def heeded(self) -> None:
        """Wait until all that was said is read, also by a process that is started only now.

        Raises TimeoutError.
        """
        talk = Talk(next(_numbers), self.port)
        await self._reply(good("OPTIONS", talk), talk)

    async def call(self, media: int = 26000) -> Dialog | None:
        """Ring; None when that is refused."""
        talk = Talk(next(_numbers), self.port, media)
        reply = await self._reply(good("INVITE", talk), talk)
        known = replace(talk, to_tag=_tag(reply))
        if not reply.startswith(b"SIP/2.0 200"):
            self.say(good("ACK", known))
            return None
        contact, port = (
            re.search(rb"\nContact: *<([^>]+)>", reply),
            re.search(rb"m=audio (\d+)", reply),
        )
        assert contact is not None
        assert port is not None
        dialog = Dialog(replace(known, target=contact[1].decode()), ("127.0.0.1", int(port[1])))
        self.say(dialog.message("ACK"))
        return dialog

    async def rings(self, sound: tuple[str, ...]) -> int:
        """Ring with this SDP, end the call if it comes to one; the status of the answer."""
        talk = Talk(next(_numbers), self.port)
        reply = await self._reply(good("INVITE", talk, sound), talk)
        known = replace(talk, to_tag=_tag(reply))
        self.say(good("ACK", known))
        if reply.startswith(b"SIP/2.0 200"):
            self.say(good("BYE", replace(known, cseq=2)))
        return int(reply[8:11])

    def accept_answers(self, dialog: Dialog) -> None:
        """Say ACK to each 200 that came for an INVITE within this call."""
        while not self._messages.empty():
            reply = self._messages.get_nowait()
            found = re.search(rb"\nCSeq: *(\d{1,9}) INVITE", reply)
            if found and reply.startswith(b"SIP/2.0 200") and _belongs(reply, dialog.talk):
                self.say(good("ACK", replace(dialog.talk, cseq=int(found[1]))))

    async def hears(self, method: bytes) -> bytes:
        """The next request of this method. Raises TimeoutError."""
        async with asyncio.timeout(BACK_SECONDS):
            while not (message := await self._messages.get()).startswith(method):
                pass
            return message

    async def _reply(self, request: bytes, talk: Talk) -> bytes:
        """The final reply. Asks again every half second (RFC 3261 section 17.1.1.2)."""
        async with asyncio.timeout(BACK_SECONDS):
            while True:
                self.say(request)
                try:
                    async with asyncio.timeout(_AGAIN_SECONDS):
                        while True:
                            reply = await self._messages.get()
                            if re.match(rb"SIP/2.0 [2-6]", reply) and _belongs(reply, talk):
                                return reply
                except TimeoutError:
                    continue

    def _hear(self) -> None:
        for message in _all(self._socket):
            self._messages.put_nowait(message)


def _belongs(reply: bytes, talk: Talk) -> bool:
    return b"Call-ID: %d@" % talk.number in reply


def _tag(reply: bytes) -> str:
    found = re.search(rb"\nTo: [^\r\n]*;tag=([^;\r\n]+)", reply)
    return found[1].decode() if found else ""


class Sound:
    """The sound of one call, both ways, as RTP (RFC 3550)."""

    def __init__(self, says: Samples) -> None:
        self.socket = _socket()
        self.port: int = self.socket.getsockname()[1]
        self._payloads = [
            encode_alaw(says[at : at + _FRAME]) for at in range(0, len(says) - _FRAME + 1, _FRAME)
        ]
        self._heard: list[bytes] = []
        asyncio.get_running_loop().add_reader(self.socket, self._hear)

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self.socket)
        self.socket.close()

    async def speak(self, to: Where) -> None:
        """In a loop, until cancelled."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number in itertools.count():
            payload = self._payloads[number % len(self._payloads)]
            self.socket.sendto(packet(number, payload), to)
            await asyncio.sleep(max(0.0, began + number * 0.02 - loop.time()))

    @property
    def heard(self) -> Samples:
        """Everything since the last `forget`."""
        return decode_alaw(b"".join(self._heard))

    def forget(self) -> None:
        self._heard.clear()

    def _hear(self) -> None:
        self._heard += [each[12:] for each in _all(self.socket) if each[1] & 0x7F == 8]


def packet(number: int, payload: bytes, kind: int = 8, sender: int = 4475) -> bytes:
    """Version 2, no padding, extension or other sources."""
    head = struct.pack(">BBHII", 0x80, kind, number & 0xFFFF, number * _FRAME & 0xFFFFFFFF, sender)
    return head + payload


def _socket() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setblocking(False)
    made.bind(("127.0.0.1", 0))
    return made


def _all(from_: socket.socket) -> list[bytes]:
    found = []
    while True:
        try:
            found.append(from_.recv(65536))
        except BlockingIOError:
            return found


@asynccontextmanager
async def by_hand(to: Where) -> AsyncIterator[Hand]:
    hand = Hand(to)
    try:
        yield hand
    finally:
        hand.close()


@asynccontextmanager
async def talking(hand: Hand, says: Samples) -> AsyncIterator[tuple[Dialog, Sound]]:
    """A call with sound; it is ended with the block."""
    sound = Sound(says)
    try:
        dialog = await hand.call(sound.port)
        assert dialog is not None, "the call was refused"
        speaking = asyncio.create_task(sound.speak(dialog.media), name="speak by hand")
        try:
            yield dialog, sound
        finally:
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)
            hand.say(dialog.goodbye())
    finally:
        sound.close()
