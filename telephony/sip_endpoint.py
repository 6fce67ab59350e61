"""The SIP endpoint as the house sees it: calls come in, agents are dialled, and it stays up.

The stack lives in a process of its own (`telephony/sip.py`). Here it is started, asked for a
sign of life every second, and started again when it dies, hangs, or has leaked and nobody calls.
Its legs end with it; the rest of the house goes on.
"""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from loguru import logger

from telephony.few_lines import FewLines
from telephony.sip_line import SipLine
from telephony.sip_settings import SipSettings
from telephony.sip_wire import Kind, Packet, Packets, packet

ROOT = Path(__file__).resolve().parent.parent
"""Where `python -m telephony.sip` finds this package, whatever folder we were started in."""
PING_SECONDS = 1.0
MISSED_PINGS = 3
"""A process that says nothing for so many pings hangs: its stack or its loop stands still."""
READY_SECONDS = 10.0
RESTART_SECONDS = (0.0, 0.5, 1.0, 2.0, 5.0)
"""Before each start that follows a failed one; the last goes on."""
CALLS_A_LIFE = 5000
"""After so many calls the process is exchanged while nobody calls: it is alpha, and holds a
little more memory after each."""
MOST_MEMORY_BYTES = 1 << 30
"""Each invitation without a good Contact leaks 2 MB in the stack. Beyond this no new calls are
taken, so that the process can be exchanged soon."""
MOST_LEAKED_CALLS = 100
"""The same: the stack has room for 255 calls, and a leaked one keeps its place."""
UNSENT_BYTES = 1 << 20
"""A process that takes nothing in for half a minute of sound hangs."""


class SipUnavailable(OSError):
    """The endpoint cannot be started; the sentence says what to do."""


Answer = Callable[[SipLine], Awaitable[None]]
"""Who takes a call that rings; a call is over when it returns."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the SIP process told when it was last asked for a sign of life."""

    legs: int
    native: int
    """Calls as its stack counts them: those beyond `legs` have leaked."""
    memory_bytes: int


@dataclass(slots=True)
class _Life:
    """One process, from start to end."""

    process: asyncio.subprocess.Process
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    home: Path
    """Where the stack writes its own configuration; goes when the process goes."""
    complaints: asyncio.Task[None]
    missed: int = 0
    leaked: int = 0
    """Pings in a row at which the stack counted calls that we do not have."""
    calls: int = 0
    pulse: Pulse | None = None
    """Its last sign of life."""
    packets: Packets = field(default_factory=Packets)
    early: list[Packet] = field(default_factory=list)
    """What it told besides that it listens: a call may ring at that very moment."""

    @property
    def full(self) -> bool:
        pulse = self.pulse
        if pulse is None:
            return False
        leaked = pulse.native - pulse.legs
        return pulse.memory_bytes > MOST_MEMORY_BYTES or leaked > MOST_LEAKED_CALLS


class SipEndpoint:
    """`start` once, `run` until cancelled, then `close`, for `run` may never have begun."""

    def __init__(self, settings: SipSettings) -> None:
        self._settings = settings
        self._answer: Answer | None = None
        self._life: _Life | None = None
        self._lines: dict[int, SipLine] = {}
        self._next_dialled = 2
        self._calls: set[asyncio.Task[None]] = set()
        self._draining = False
        self.up = asyncio.Event()
        """Set while calls can come and go."""
        self.registered = asyncio.Event()
        """Set while the account, where there is one, is known at its registrar."""
        self.restarts = 0
        self.transports: tuple[str, ...] = ()
        """What it listens on: 'udp', 'tcp', 'tls'."""

    @property
    def address(self) -> str:
        return f"sip:{self._settings.host}:{self._settings.port}"

    @property
    def lines(self) -> int:
        """Legs that are not over."""
        return len(self._lines)

    @property
    def pulse(self) -> Pulse | None:
        """The last sign of life of the process; None before its first."""
        return self._life.pulse if self._life is not None else None

    @property
    def native_calls(self) -> int | None:
        """Calls that the stack counted then."""
        return self.pulse.native if self.pulse is not None else None

    @property
    def pid(self) -> int:
        """Of the SIP process; it changes with each that is started."""
        assert self._life is not None, "there is a process between `start` and the end of `run`"
        return self._life.process.pid

    async def start(self, answer: Answer) -> None:
        """Listen, and give each call to `answer`.

        Raises SipUnavailable, with nothing left behind.
        """
        self._answer = answer
        self._life = await self._begin()
        self.up.set()

    async def run(self) -> None:
        """Keep it going; `start` came before."""
        try:
            while True:
                assert self._life is not None
                await self._serve(self._life)
                self.up.clear()
                self._lose_all()
                await self._end(self._life)
                self._life = await self._begin_again()
                self.up.set()
        finally:
            self.up.clear()
            await self.close()

    async def drain(self) -> None:
        """Take no new calls from now on; returns when the last one is over."""
        self._draining = True
        self._send(Packet(Kind.DRAIN))
        if self._calls:
            await asyncio.wait(set(self._calls))

    async def dial(self, address: str, headers: dict[str, str] | None = None) -> SipLine:
        """Ring a telephone; the line tells whether it rings, is picked up, or why not.

        Raises SipUnavailable while there is no process to dial with.
        """
        if not self.up.is_set() or self._life is None:
            raise SipUnavailable("the SIP endpoint is being started again")
        number, self._next_dialled = self._next_dialled, self._next_dialled + 2
        line = SipLine(number, self._send, called=address)
        self._lines[number] = line
        self._send(packet(Kind.DIAL, number, address=address, headers=headers or {}))
        return line

    # -- the process -------------------------------------------------------------------------

    async def _begin(self) -> _Life:
        home = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="belbalie-sip-"))
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "telephony.sip", str(theirs.fileno()),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT, pass_fds=(theirs.fileno(),), cwd=ROOT,
                start_new_session=True, env=os.environ | {"TMPDIR": str(home)},
            )  # fmt: skip  # a Ctrl-C is for us: we tell it when calls are over
        assert process.stdin is not None
        process.stdin.write(self._settings.to_json().encode() + b"\n")
        process.stdin.close()
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        complaints = asyncio.create_task(_pass_on(process), name="complaints of the SIP process")
        life = _Life(process, reader, writer, home, complaints)
        try:
            await self._wait_ready(life)
        except BaseException:
            await self._end(life)
            raise
        return life

    async def _wait_ready(self, life: _Life) -> None:
        try:
            async with asyncio.timeout(READY_SECONDS):
                while data := await life.reader.read(65536):
                    life.early += life.packets.feed(data)
                    if self._is_ready(life):
                        return
        except TimeoutError:
            pass
        raise SipUnavailable(
            f"Expected the SIP process to listen on {self.address} within {READY_SECONDS:g} s, "
            "got nothing; see the log above"
        )

    def _is_ready(self, life: _Life) -> bool:
        """Raises SipUnavailable when the process says that it cannot listen."""
        for told in life.early:
            if told.kind is Kind.FAILED:
                raise SipUnavailable(str(told.fields["sentence"]))
            if told.kind is Kind.READY:
                named = told.fields["transports"]
                self.transports = tuple(named) if isinstance(named, list) else ()
                life.early.remove(told)
                return True
        return False

    async def _begin_again(self) -> _Life:
        tries = 0
        while True:
            await asyncio.sleep(RESTART_SECONDS[min(tries, len(RESTART_SECONDS) - 1)])
            tries += 1
            self.restarts += 1
            try:
                life = await self._begin()
            except SipUnavailable as error:
                logger.error("SIP: {}", error)
            else:
                logger.warning("SIP: a new process listens on {}", self.address)
                return life

    async def _end(self, life: _Life) -> None:
        life.writer.close()
        _kill(life.process)
        await life.process.wait()
        await life.complaints
        await asyncio.to_thread(shutil.rmtree, life.home, ignore_errors=True)

    async def close(self) -> None:
        """Hang up what is left: the process does so for all legs when we close its socket."""
        self._lose_all()
        for task in list(self._calls):
            task.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        life, self._life = self._life, None
        if life is None:
            return
        life.writer.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(3.0):
                await life.process.wait()
        await self._end(life)

    # -- what it tells -----------------------------------------------------------------------

    async def _serve(self, life: _Life) -> None:
        """Until the process is of no more use."""
        watching = asyncio.create_task(self._watch(life), name="watch the SIP process")
        try:
            for told in life.early:
                self._take(life, told)
            while data := await life.reader.read(65536):
                for told in life.packets.feed(data):
                    self._take(life, told)
        except (ValueError, ConnectionError) as error:
            logger.error("SIP: the process talks nonsense or is gone: {}", error)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    def _take(self, life: _Life, told: Packet) -> None:
        if told.kind is Kind.PONG:
            self._pong(life, told)
        elif told.kind is Kind.REGISTERED:
            self._registered(told)
        elif told.kind is Kind.INCOMING:
            self._incoming(life, told)
        elif (line := self._lines.get(told.leg)) is not None:
            line.take(told)
            if told.kind is Kind.DOWN:
                del self._lines[told.leg]

    def _incoming(self, life: _Life, told: Packet) -> None:
        life.calls += 1
        caller, called = told.fields["caller"], told.fields["called"]
        line = SipLine(
            told.leg,
            self._send,
            caller=caller if isinstance(caller, str) else None,
            called=called if isinstance(called, str) else None,
        )
        self._lines[told.leg] = line
        if self._draining or life.full:
            line.refuse()
            return
        task = asyncio.create_task(self._carry(line), name=f"call {line.id}")
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)

    async def _carry(self, line: SipLine) -> None:
        assert self._answer is not None, "calls ring after `start`"
        try:
            await self._answer(line)
        except Exception:  # the edge of a call: nothing of it may reach another
            logger.exception("{}: ended by a fault", line.id)
        finally:
            await line.hang_up()

    def _registered(self, told: Packet) -> None:
        if told.fields["done"]:
            self.registered.set()
            logger.info("SIP: the account is registered")
        else:
            self.registered.clear()
            logger.error(
                "SIP: the registrar refused the account (status {}); "
                "check user, domain and password", told.fields["status"],
            )  # fmt: skip

    # -- watching ----------------------------------------------------------------------------

    async def _watch(self, life: _Life) -> None:
        while True:
            self._send(Packet(Kind.PING))
            life.missed += 1
            await asyncio.sleep(PING_SECONDS)
            if life.missed >= MISSED_PINGS:
                logger.error("SIP: the process gives no sign of life; starting another")
                break
            if self._worn(life) and not self._lines:
                logger.info("SIP: nobody calls: exchanging the process for a fresh one")
                break
            if life.writer.transport.get_write_buffer_size() > UNSENT_BYTES:
                logger.error("SIP: the process takes nothing in; starting another")
                break
        _kill(life.process)

    def _pong(self, life: _Life, told: Packet) -> None:
        life.missed = 0
        legs, native, memory_bytes = (
            int(str(told.fields[name])) for name in ("legs", "native", "memory_bytes")
        )
        life.pulse = Pulse(legs, native, memory_bytes)
        life.leaked = life.leaked + 1 if native > legs else 0

    @staticmethod
    def _worn(life: _Life) -> bool:
        return life.full or life.leaked >= MISSED_PINGS or life.calls >= CALLS_A_LIFE

    def _lose_all(self) -> None:
        for line in self._lines.values():
            line.lost()
        self._lines.clear()

    def _send(self, order: Packet) -> None:
        if self._life is not None and not self._life.writer.is_closing():
            self._life.writer.write(bytes(order))


def _kill(process: asyncio.subprocess.Process) -> None:
    """Past the process's own `kill`, which takes its exit code away from whoever waits for it."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)


async def _pass_on(process: asyncio.subprocess.Process) -> None:
    """Log a little of what it writes, until it has ended."""
    assert process.stdout is not None
    few, loop = FewLines(), asyncio.get_running_loop()
    while data := await process.stdout.read(65536):
        for line in few.feed(data, loop.time()):
            logger.warning("SIP process: {}", line)
