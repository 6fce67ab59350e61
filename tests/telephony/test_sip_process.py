"""The SIP process on its own, with a test in the place of the house."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telephony.sip_endpoint import ROOT
from telephony.sip_settings import SipSettings
from telephony.sip_wire import Kind, Packet, Packets
from tests.telephony.by_hand import by_hand
from tests.telephony.ports import free_port_pair


class House:
    def __init__(self, process: asyncio.subprocess.Process, channel: socket.socket) -> None:
        self.process = process
        self._channel, self._packets, self._told = channel, Packets(), list[Packet]()

    async def hears(self, kind: Kind) -> Packet:
        async with asyncio.timeout(10):
            while True:
                while self._told:
                    if (told := self._told.pop(0)).kind is kind:
                        return told
                data = await asyncio.get_running_loop().sock_recv(self._channel, 65536)
                assert data, "the SIP process is gone"
                self._told += self._packets.feed(data)

    def says(self, order: Packet) -> None:
        self._channel.send(bytes(order))

    def falls_over(self) -> None:
        """With words unread."""
        self._channel.close()


@asynccontextmanager
async def house(settings: SipSettings) -> AsyncIterator[House]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with theirs:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "telephony.sip", str(theirs.fileno()),
            stdin=asyncio.subprocess.PIPE, pass_fds=(theirs.fileno(),), cwd=ROOT,
        )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(settings.to_json().encode() + b"\n")
    process.stdin.close()
    try:
        yield House(process, ours)
    finally:
        ours.close()
        async with asyncio.timeout(10):
            await process.wait()


async def test_a_house_that_falls_over_leaves_no_caller_waiting() -> None:
    settings = SipSettings("127.0.0.1", free_port_pair(), allow=("127.0.0.0/8",))
    async with house(settings) as ours, by_hand((settings.host, settings.port)) as caller:
        await ours.hears(Kind.READY)
        ringing = asyncio.create_task(caller.call())
        ours.says(Packet(Kind.ANSWER, (await ours.hears(Kind.INCOMING)).leg))
        assert await ringing is not None
        await ours.hears(Kind.UP)
        await ours.hears(Kind.SOUND)
        ours.falls_over()
        await caller.hears(b"BYE ")
        assert await ours.process.wait() == 0
