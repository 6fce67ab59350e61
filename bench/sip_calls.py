"""So many telephone calls at once, with sound both ways: what arrives, how evenly, at what cost.

    .venv/bin/python -m bench.sip_calls [--calls 1 8 20] [--seconds 60] [--each]
    .venv/bin/python -m bench.sip_calls --service 127.0.0.1:5060 --pid PID

SIPp calls the SIP endpoint, which runs in a process of its own as in the service: it speaks
without a pause and counts what it hears. Or, with --service, a whole `belbalie serve` with that
process number. Packets, losses and jitter (RFC 3550) are those on the wire just before the peer's
socket. Needs root, for the capture, and Debian's sip-tester.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import numpy as np

from audio.frames import AudioFrame, Samples
from audio.g711 import encode_alaw
from audio.wav import read_wav
from bench.rtp_capture import Capture, Stream, capture
from telephony.sip_endpoint import SipEndpoint
from telephony.sip_line import SipLine
from telephony.sip_settings import SipSettings

SPEECH = Path(__file__).parents[1] / "tests" / "sounds" / "openingstijden.wav"
PORT, SIPP_PORT, MEDIA_PORT = 25060, 25090, 26000
CALLS_A_SECOND = 10
_AHEAD_SECONDS = 0.2
_START_SECONDS = 20.0
_SCENARIO = """<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="bench">
<send retrans="500"><![CDATA[
INVITE sip:gemeente@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: <sip:+3161000[call_number]@[local_ip]:[local_port]>;tag=[pid]S[call_number]
To: <sip:gemeente@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=sipp 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [rtpstream_audio_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
a=ptime:20
]]></send>
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="200" rrs="true"/>
<send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: <sip:+3161000[call_number]@[local_ip]:[local_port]>;tag=[pid]S[call_number]
To: <sip:gemeente@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
<nop><action><exec rtp_stream="{sound},-1,8,PCMA/8000"/></action></nop>
<pause milliseconds="{milliseconds}"/>
<send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: <sip:+3161000[call_number]@[local_ip]:[local_port]>;tag=[pid]S[call_number]
To: <sip:gemeente@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
<recv response="200"/>
</scenario>
"""


# -- the house: a process of its own, so that its cost is its own ------------------------------


async def run_house(port: int) -> None:
    """Take calls until standard input ends; then print what was heard in each, in frames."""
    speech = read_wav(SPEECH, 8000)
    speech = speech[np.abs(speech) > 300]  # without a pause
    heard: list[list[int]] = []

    async def take(line: SipLine) -> None:
        if not await line.answer():
            return
        counted = [0, 0]
        heard.append(counted)
        speaking = asyncio.create_task(_speak(line, speech), name="speak")
        async for event in line.receive():
            if isinstance(event, AudioFrame):
                counted[not event.samples.any()] += 1
        speaking.cancel()

    endpoint = SipEndpoint(SipSettings("127.0.0.1", port, allow=("127.0.0.0/8",)))
    await endpoint.start(take)
    running = asyncio.create_task(endpoint.run(), name="endpoint")
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    print(json.dumps(heard), flush=True)


async def _speak(line: SipLine, speech: Samples) -> None:
    size, loop = line.out_rate_hz // 50, asyncio.get_running_loop()
    due, at = loop.time() - _AHEAD_SECONDS, 0
    while True:
        await line.play(AudioFrame(np.take(speech, range(at, at + size), mode="wrap"), 8000))
        at, due = at + size, due + 0.02
        await asyncio.sleep(max(0.0, due - loop.time()))


@asynccontextmanager
async def house() -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.sip_calls", "--house",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(_START_SECONDS):
            assert await process.stdout.readline() == b"ready\n", "the endpoint did not start"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def what_it_heard(process: asyncio.subprocess.Process) -> list[list[int]]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    found: list[list[int]] = json.loads(await process.stdout.readline())
    return found


# -- what a process costs ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    cpu_seconds: float
    memory_bytes: int

    @classmethod
    def of(cls, pid: int) -> "Cost":
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return cls(ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"))


def sip_process_of(pid: int) -> int:
    """The number of the child that runs the stack."""
    for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        if b"telephony.sip" in Path(f"/proc/{each}/cmdline").read_bytes():
            return int(each)
    sys.exit(f"process {pid} has no SIP process")


@dataclass(frozen=True, slots=True)
class Window:
    """What was spent while all calls were up."""

    seconds: float
    house: float
    sip: float
    """CPU seconds of each."""
    memory: tuple[int, int]
    """Of the house and of the SIP process, at the end."""


async def measure(seconds: float, house_pid: int) -> Window:
    sip_pid = sip_process_of(house_pid)
    pids = (house_pid, sip_pid)
    before = [Cost.of(pid) for pid in pids]
    began = asyncio.get_running_loop().time()
    await asyncio.sleep(seconds)
    took = asyncio.get_running_loop().time() - began
    after = [Cost.of(pid) for pid in pids]
    spent = [b.cpu_seconds - a.cpu_seconds for a, b in zip(before, after, strict=True)]
    return Window(took, spent[0], spent[1], (after[0].memory_bytes, after[1].memory_bytes))


# -- the callers -------------------------------------------------------------------------------


async def call(calls: int, given: argparse.Namespace, found: Capture, pid: int) -> Window:
    folder = Path(given.scratch)
    sound, scenario = folder / "speech.alaw", folder / "scenario.xml"
    sound.write_bytes(encode_alaw(read_wav(SPEECH, 8000)))
    ramp = calls / CALLS_A_SECOND + 2
    lasts = round((given.seconds + ramp) * 1000)
    filled = _SCENARIO.replace("{sound}", str(sound)).replace("{milliseconds}", str(lasts))
    scenario.write_text(filled)
    sipp = await asyncio.create_subprocess_exec(
        "sipp", given.service or f"127.0.0.1:{PORT}", "-sf", str(scenario),
        "-m", str(calls), "-l", str(calls), "-r", str(CALLS_A_SECOND),
        "-i", "127.0.0.1", "-p", str(SIPP_PORT), "-mi", "127.0.0.1", "-mp", str(MEDIA_PORT),
        "-timeout", f"{lasts // 1000 + 30}s", "-nostdin",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    async with asyncio.timeout(ramp + _START_SECONDS):
        while len(found.towards()) < calls:  # noqa: ASYNC110  # it is counted in a thread
            await asyncio.sleep(0.05)
    window = await measure(given.seconds, pid)
    if await sipp.wait() != 0:
        print("SIPp: not every call went as it should")
    return window


# -- the tables --------------------------------------------------------------------------------


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def _row(*cells: object) -> None:
    print(f"| {' | '.join(str(each) for each in cells)} |")


def print_each(streams: Sequence[Stream]) -> None:
    _row("call", "expected", "lost", "out of order", "jitter ms", "worst ms", "longest gap ms")
    print("|---" * 7 + "|")
    for number, each in enumerate(streams, 1):
        _row(
            number, each.expected, each.lost, each.out_of_order, _ms(each.jitter_seconds),
            _ms(each.worst_jitter_seconds), _ms(each.longest_gap_seconds),
        )  # fmt: skip
    print()


@dataclass(frozen=True, slots=True)
class Result:
    calls: int
    load: str
    found: Capture
    window: Window
    heard: list[list[int]] | None
    """Frames with sound and frames without, of each call."""

    def rows(self) -> dict[str, str]:
        ours, window = self.found.towards(), self.window
        jitters = [each.jitter_seconds for each in ours]
        gaps = [each.longest_gap_seconds for each in ours]
        memory = [f"{each / 1e6:.0f} MB" for each in window.memory]
        return {
            "calls at once": str(self.calls),
            "load of the machine before": self.load,
            "packets to the callers": str(sum(each.packets for each in ours)),
            "lost": str(sum(each.lost for each in ours)),
            "out of order": str(sum(each.out_of_order for each in ours)),
            "jitter: mean": f"{_ms(mean(jitters))} ms",
            "jitter: worst call": f"{_ms(max(jitters))} ms",
            "jitter: worst moment": f"{_ms(max(each.worst_jitter_seconds for each in ours))} ms",
            "longest gap: median of calls": f"{_ms(median(gaps))} ms",
            "longest gap: worst call": f"{_ms(max(gaps))} ms",
            "packets from the callers": str(sum(each.packets for each in self.found.sent())),
            "of these heard by us": str(sum(each[0] for each in self.heard)) if self.heard else "–",
            "SIP process: CPU": self._share(window.sip),
            "SIP process: CPU of a call": self._share(window.sip / self.calls),
            "SIP process: memory": memory[1],
            "house: CPU": self._share(window.house),
            "house: CPU of a call": self._share(window.house / self.calls),
            "house: memory": memory[0],
            "packets that the capture missed": str(self.found.missed),
        }

    def _share(self, cpu_seconds: float) -> str:
        return f"{100 * cpu_seconds / self.window.seconds:.1f} %"


def print_table(results: Sequence[Result]) -> None:
    """A column for each run; CPU in parts of one core."""
    columns = [result.rows() for result in results]
    for number, name in enumerate(columns[0]):
        _row(name, *(column[name] for column in columns))
        if number == 0:
            print("|---" * (len(columns) + 1) + "|")


async def run(calls: int, given: argparse.Namespace) -> Result:
    load = f"{os.getloadavg()[0]:.2f}"
    ports = range(MEDIA_PORT, MEDIA_PORT + 4 * calls + 100)
    with capture(ports) as found:
        if given.service:
            return Result(calls, load, found, await call(calls, given, found, given.pid), None)
        async with house() as process:
            window = await call(calls, given, found, process.pid)
            return Result(calls, load, found, window, await what_it_heard(process))


async def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, nargs="+", default=[20])
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--each", action="store_true", help="a row for each call as well")
    options.add_argument("--service", default="", help="address of a `belbalie serve`")
    options.add_argument("--pid", type=int, help="its process number")
    options.add_argument("--house", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.house:
        await run_house(PORT)
        return
    if shutil.which("sipp") is None:
        sys.exit("Debian's sip-tester is missing: apt-get install sip-tester")
    if bool(given.service) != bool(given.pid):
        sys.exit("--service and --pid go together")
    with tempfile.TemporaryDirectory() as given.scratch:
        results = [await run(calls, given) for calls in given.calls]
    for result in results if given.each else ():
        print_each(result.found.towards())
    print_table(results)


if __name__ == "__main__":
    asyncio.run(main())
