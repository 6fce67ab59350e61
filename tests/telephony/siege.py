"""A SIP endpoint that hears the worst, and what has to be true after it: it takes a good call, and
nothing of the rest is left.
"""

import asyncio
import itertools
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from telephony.sip_endpoint import SipEndpoint
from telephony.sip_line import SipLine
from telephony.sip_settings import SipSettings
from tests.telephony.answering import Answering, Taken, eventually
from tests.telephony.by_hand import Hand, by_hand
from tests.telephony.ports import free_port_pair
from tests.telephony.softphone import Softphone, softphone
from tests.telephony.tones import heard_seconds, tone

MOST_LINES = 8
CALLER_HZ, WE_HZ = 500, 700
CALM_SECONDS = 30.0
"""Three signs of life until a leak is believed, and a new process, on a busy machine."""
_GROWN_BYTES = 40 << 20
"""Half a minute of transactions, which the stack keeps that long (RFC 3261 section 17)."""
_numbers = itertools.count(14001)


@dataclass(frozen=True, slots=True)
class Size:
    """What a siege could let grow."""

    child_bytes: int
    child_files: int
    child_threads: int
    our_files: int
    our_tasks: int

    def within(self, before: "Size") -> bool:
        return (
            self.child_bytes <= before.child_bytes + _GROWN_BYTES
            and self.child_files <= before.child_files + 2
            and self.child_threads <= before.child_threads
            and self.our_files <= before.our_files
            and self.our_tasks <= before.our_tasks
        )


@dataclass
class Siege:
    endpoint: SipEndpoint
    desk: Answering
    hand: Hand
    phone: Softphone
    to: tuple[str, int]

    def size(self) -> Size:
        """Raises OSError while there is no process."""
        child = Path(f"/proc/{self.endpoint.pid}")
        pages = int((child / "statm").read_text().split()[1])
        return Size(
            child_bytes=pages * os.sysconf("SC_PAGE_SIZE"),
            child_files=len(list((child / "fd").iterdir())),
            child_threads=len(list((child / "task").iterdir())),
            our_files=len(os.listdir("/proc/self/fd")),
            our_tasks=len(asyncio.all_tasks()),
        )

    async def good_call(self) -> None:
        """From a telephone that we did not write, with sound both ways."""
        number = str(next(_numbers))
        for recording in self._recordings():
            recording.unlink()
        await self.phone.dial(f"sip:{number}@{self.desk.target}")
        taken = await self._taken(number)
        await eventually(lambda: heard_seconds(taken.sound, CALLER_HZ) >= 0.5)
        await eventually(lambda: self._recordings() and self._we_are_heard())
        await self.phone.tell("hangup")
        await eventually(lambda: taken.over)

    async def calm(self, before: Size) -> None:
        """Wait until nothing has grown: the stack leaks, so its process may have to be another."""
        try:
            await eventually(lambda: self._at_rest() and self.size().within(before), CALM_SECONDS)
        except TimeoutError:
            raise AssertionError(
                f"expected no calls and at most {before}, got {self.endpoint.lines} lines, "
                f"{self.endpoint.native_calls} calls in the stack, {self.size()}"
            ) from None

    def _recordings(self) -> list[Path]:
        return list(self.phone.folder.glob("heard/*-dec.wav"))

    def _we_are_heard(self) -> bool:
        return heard_seconds(self.phone.heard(), WE_HZ) >= 0.5

    def _at_rest(self) -> bool:
        endpoint = self.endpoint
        return endpoint.up.is_set() and endpoint.lines == 0 and endpoint.native_calls == 0

    async def _taken(self, number: str) -> Taken:
        def found() -> list[Taken]:
            return [each for each in self.desk.calls if each.line.called == number]

        await eventually(found)
        return found()[0]


@asynccontextmanager
async def besieged(folder: Path) -> AsyncIterator[Siege]:
    """One good call before, one after, and then nothing may have grown."""
    port = free_port_pair()
    settings = SipSettings("127.0.0.1", port, allow=("127.0.0.0/8",))
    to = (settings.host, port)
    endpoint = SipEndpoint(settings)
    desk = Answering(endpoint, settings, tone(WE_HZ, 20))

    async def take(line: SipLine) -> None:
        desk.refuses = endpoint.lines > MOST_LINES
        await desk.take(line)

    await endpoint.start(take)
    running = asyncio.create_task(endpoint.run(), name="endpoint")
    try:
        async with softphone(folder, tone(CALLER_HZ, 20)) as phone, by_hand(to) as hand:
            siege = Siege(endpoint, desk, hand, phone, to)
            await siege.good_call()
            await eventually(lambda: endpoint.native_calls == 0)
            before = siege.size()
            yield siege
            await eventually(lambda: endpoint.up.is_set() and endpoint.lines == 0)
            await siege.good_call()
            await siege.calm(before)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
