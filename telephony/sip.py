"""The SIP process: baresip, its calls, and one pump for the sound of all of them.

It runs on its own (`python -m telephony.sip`), because the stack is native code in alpha: when it
dies, hangs or leaks, the house stands and starts another. What it and the house tell each other
is `telephony/sip_wire.py`; who it works for is `telephony/sip_endpoint.py`. It decides nothing.

Settings come as one line of JSON on standard input; the socket to the house is the file whose
number is the argument.
"""

import asyncio
import contextlib
import logging
import os
import re
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from baresip import (
    Account,
    BaresipError,
    Call,
    CallState,
    Event,
    Runtime,
    StackEvent,
    TransferFailed,
    UserAgent,
)
from baresip._native import lib
from loguru import logger

from telephony import caller_id
from telephony.allow_list import guard
from telephony.short_sound import keep_short
from telephony.sip_leg import StackLeg
from telephony.sip_settings import TLS_PORT_AFTER, SipSettings
from telephony.sip_setup import (
    Nameless,
    account,
    config,
    ports_free,
    transport_of,
    transports,
    trunk,
    why_not,
)
from telephony.sip_sound import CallSound
from telephony.sip_wire import Kind, Packet, Packets, packet
from telephony.waiting import first_of

TICK_SECONDS = 0.02
TRANSFER_SECONDS = 15.0
"""How long the far end may take to follow a transfer; then we connect it ourselves."""
SIGN_SECONDS = 1.0
"""Taken back before any answer came, a call is forgotten by the stack and the telephone rings on
(RFC 3261 section 9.1). So long an answer is waited for; of a PBX's 100 we are not told."""
LAST_WORDS_SECONDS = 2.0
"""How long the hang-ups may take when the house is gone or says that it is enough."""
_EARLY_EVENTS = 64

Fields = dict[str, Any]


@dataclass(slots=True)
class _Leg:
    call: Call
    sound: StackLeg
    we_hang_up: bool = False
    heard_of: asyncio.Event = field(default_factory=asyncio.Event)
    """The telephone that we dialled gave a sign: from then on ringing can be taken back."""
    transferring: bool = False
    closed: str | None = None
    """What the stack said when the call was over, while its transfer had not been told of."""


_AT_ONCE: dict[Kind, Callable[[StackLeg, Packet], None]] = {
    Kind.SOUND: lambda leg, order: leg.take(order.payload),
    Kind.MARK: lambda leg, order: leg.mark(str(order.fields["mark"])),
    Kind.CLEAR: lambda leg, order: leg.clear(),
}


class Stack:
    """The stack and its legs. `run` returns when the house wants no more."""

    def __init__(self, settings: SipSettings) -> None:
        self._settings = settings
        self._runtime = Runtime(native_log_level="warning")
        self._transports = transports(settings)
        self._agents: dict[str, UserAgent] = {}
        """By transport; with an account, that one dials for all of them."""
        self._account: UserAgent | None = None
        self._legs: dict[int, _Leg] = {}
        self._numbers: dict[int, int] = {}
        """Leg numbers by the stack's handle of the call."""
        self._early: dict[int, list[StackEvent]] = {}
        """What was told of a call before its leg was here."""
        self._dialling: dict[int, bool] = {}
        """Legs that the stack is just placing, and whether they are still wanted."""
        self._next_number = 1
        self._draining = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._orders: dict[Kind, Callable[[int, Fields], Coroutine[Any, Any, None]]] = {
            Kind.DIAL: self._dial,
            Kind.ANSWER: self._answer,
            Kind.REFUSE: self._refuse,
            Kind.HANG_UP: self._hang_up,
            Kind.TRANSFER: self._transfer,
            Kind.PING: self._ping,
        }

    async def run(self, channel: socket.socket) -> None:
        reader, self._writer = await asyncio.open_unix_connection(sock=channel)
        try:
            await self._start()
        except (BaresipError, OSError, ValueError) as error:
            self._send(packet(Kind.FAILED, sentence=why_not(self._settings, error)))
            await self._writer.drain()
            return
        self._send(packet(Kind.READY, transports=self._transports))
        pump = asyncio.create_task(self._pump(), name="pump")
        pump.add_done_callback(lambda _: reader.feed_eof())  # no sound any more: let the house see
        with contextlib.suppress(ConnectionError):  # the house fell over: its callers need not wait
            await self._obey(reader)
        pump.cancel()
        await self._end_all()

    # -- setting up --------------------------------------------------------------------------

    async def _start(self) -> None:
        settings = self._settings
        ports_free(settings)
        await self._runtime.start(config(settings, self._transports))
        self._runtime.subscribe(self._happened)
        self._runtime.on_dead = lambda: os._exit(1)
        for transport in self._transports:  # the stack takes calls of one transport for each
            self._agents[transport] = await self._agent(trunk(settings, transport))
        if settings.account is not None:
            self._account = await self._agent(account(settings))
            self._begin(self._register(self._account))
        if settings.guarded:
            guarded = guard((settings.port, settings.port + TLS_PORT_AFTER), settings.allow)
            if guarded < len(self._agents):
                raise OSError(f"only {guarded} of the stack's sockets could be guarded")

    async def _agent(self, identity: Account) -> UserAgent:
        # A transfer that the far end asks of us could ring any number in the world: refused.
        agent = await UserAgent.create(self._runtime, identity, transfer_policy="reject")
        agent.on_incoming(self._incoming)
        return agent

    async def _register(self, agent: UserAgent) -> None:
        """Begin; how that went, and each refresh after it, is told by events."""
        with contextlib.suppress(BaresipError):
            await agent.register()

    # -- from the house ----------------------------------------------------------------------

    async def _obey(self, reader: asyncio.StreamReader) -> None:
        packets = Packets()
        while data := await reader.read(65536):
            for each in packets.feed(data):
                self._take(each)

    def _take(self, order: Packet) -> None:
        """Sound and what goes with it in order and at once; the rest in tasks of their own."""
        leg = self._legs.get(order.leg)
        if order.kind in _AT_ONCE:
            if leg is not None:
                _AT_ONCE[order.kind](leg.sound, order)
        elif order.kind is Kind.DRAIN:
            self._draining = True
        else:
            self._begin(self._orders[order.kind](order.leg, order.fields))

    async def _dial(self, number: int, fields: Fields) -> None:
        address, headers = str(fields["address"]), dict(fields["headers"])
        self._dialling[number] = True
        try:
            transport = transport_of(address)  # over anything else the stack would leak a call
            agent = self._account or self._agents[transport]
            call = await agent.dial(address, headers)
        except (BaresipError, ValueError, KeyError) as error:
            logger.warning("a call could not be placed: {}", type(error).__name__)
            self._send(packet(Kind.DOWN, number, by="fault", status=None))
            return
        finally:
            wanted = self._dialling.pop(number)
        self._add(number, call)
        if not wanted:
            await self._hang_up(number, {})

    async def _answer(self, number: int, fields: Fields) -> None:
        # With `video`, though there is none, no second invitation follows that some cannot take.
        await self._with(number, lambda call: call.answer(video=True))

    async def _refuse(self, number: int, fields: Fields) -> None:
        await self._with(number, Call.reject)

    async def _hang_up(self, number: int, fields: Fields) -> None:
        leg = self._legs.get(number)
        if leg is not None:
            leg.we_hang_up = True
        elif number in self._dialling:
            self._dialling[number] = False
        if leg is not None and leg.call.state is CallState.OUTGOING:
            await first_of((leg.heard_of,), SIGN_SECONDS)
        await self._with(number, Call.hangup)
        # A leg that never came up over TCP is over without a word of the stack.
        if leg is not None and number in self._legs and leg.call.state is CallState.OUTGOING:
            self._over(number, None)

    async def _with(self, number: int, work: Callable[[Call], Awaitable[None]]) -> None:
        leg = self._legs.get(number)
        if leg is None:
            return
        try:
            await work(leg.call)
        except BaresipError as error:  # mostly: it is over already
            logger.debug("leg {}: {}", number, type(error).__name__)

    async def _transfer(self, number: int, fields: Fields) -> None:
        """Let the far ends of two legs talk (REFER with Replaces, RFC 3515, 3891), if they can;
        by the stack's command, for its method holds both first even when they cannot.
        """
        leg, other = self._legs.get(number), self._legs.get(int(fields["with"]))
        if leg is None or other is None:
            self._send(packet(Kind.TRANSFERRED, number, done=False, status=None))
            return
        leg.transferring = True
        try:
            await leg.call._execute_transfer(
                f"{leg.call.handle} {other.call.handle}",
                cmd=lib.BP_CMD_CALL_REPLACE_TRANSFER,
                timeout=TRANSFER_SECONDS,
            )
        except BaresipError as error:
            status = error.status if isinstance(error, TransferFailed) else None
            self._send(packet(Kind.TRANSFERRED, number, done=False, status=status))
        else:
            self._send(packet(Kind.TRANSFERRED, number, done=True, status=200))
        leg.transferring = False
        if leg.closed is not None:
            self._over(number, leg.closed)

    async def _ping(self, number: int, fields: Fields) -> None:
        """Tell that the stack lives, and how many calls it thinks it has. Silence tells too."""
        with contextlib.suppress(BaresipError):
            _, counted = await self._runtime.cmd(lib.BP_CMD_CALL_COUNT, timeout=TRANSFER_SECONDS)
            found = re.search(rb"\d+", counted or b"")
            native = int(found[0]) if found else 0
            legs, memory = len(self._legs), _memory_bytes()
            self._send(packet(Kind.PONG, legs=legs, native=native, memory_bytes=memory))

    # -- from the stack ----------------------------------------------------------------------

    def _incoming(self, call: Call) -> None:
        number, self._next_number = self._next_number, self._next_number + 2
        if self._draining:
            self._begin(_refused(call))
            return
        found = caller_id.read(call.headers)
        self._send(packet(Kind.INCOMING, number, caller=found.caller, called=found.called))
        self._add(number, call)

    def _add(self, number: int, call: Call) -> None:
        first, last = self._settings.rtp_ports
        keep_short(range(first, last + 1))  # it has its sockets, and not yet any sound
        self._legs[number] = _Leg(call, StackLeg(number, CallSound(call)))
        self._numbers[call.handle] = number
        for event in self._early.pop(call.handle, ()):
            self._happened(event)

    def _happened(self, event: StackEvent) -> None:
        if event.event in (Event.REGISTER_OK, Event.REGISTER_FAIL):
            done = event.event is Event.REGISTER_OK
            self._send(packet(Kind.REGISTERED, done=done, status=_status(event.text)))
            return
        number = self._numbers.get(event.call)
        if number is None:
            self._keep_early(event)
        elif event.event is Event.CALL_RINGING:
            self._legs[number].heard_of.set()
            self._send(packet(Kind.RINGING, number))
        elif event.event is Event.CALL_DTMF_START and event.text:
            # The start carries the digit. The binding waits for the end, and loses keys there
            # that come as INFO in quick succession.
            self._send(packet(Kind.DIGIT, number, digit=event.text))
        elif event.event in (Event.CALL_HOLD, Event.CALL_RESUME):
            held = event.event is Event.CALL_HOLD
            self._send(self._legs[number].sound.hold(held, self._now()))
        elif event.event is Event.CALL_CLOSED:
            if self._legs[number].transferring:  # first what became of that, then the end
                self._legs[number].closed = event.text or ""
            else:
                self._over(number, event.text)

    def _keep_early(self, event: StackEvent) -> None:
        """An answer may be here before the call that we placed has its leg."""
        if event.event not in (Event.CALL_RINGING, Event.CALL_CLOSED) or not event.call:
            return
        self._early.setdefault(event.call, []).append(event)
        while len(self._early) > _EARLY_EVENTS:
            self._early.pop(next(iter(self._early)))

    def _over(self, number: int, text: str | None) -> None:
        leg = self._legs.pop(number)
        leg.heard_of.set()
        self._numbers.pop(leg.call.handle, None)
        by = "us" if leg.we_hang_up else "far"
        self._send(packet(Kind.DOWN, number, by=by, status=_status(text)))

    # -- sound -------------------------------------------------------------------------------

    async def _pump(self) -> None:
        """Every 20 ms, counted from the tick before and not from now."""
        due = self._now()
        while True:
            due += TICK_SECONDS
            wait = due - self._now()
            if wait < -1.0:  # the machine stood still: there is no use in running after it
                due -= wait
            await asyncio.sleep(max(wait, 0.0))
            now = self._now()
            for number, leg in list(self._legs.items()):
                if leg.call.state is not CallState.ESTABLISHED:  # early sound is no answer
                    continue
                for each in leg.sound.pump(now):
                    self._send(each)
                if leg.sound.given_up(now) and not leg.we_hang_up:
                    self._begin(self._hang_up(number, {}))

    # -- all the time ------------------------------------------------------------------------

    def _send(self, told: Packet) -> None:
        self._writer.write(bytes(told))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.opt(exception=task.exception()).error("the SIP process: an order failed")

    async def _end_all(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await asyncio.gather(*(self._hang_up(each, {}) for each in list(self._legs)))
                await asyncio.sleep(2 * TICK_SECONDS)  # the goodbyes leave in the stack's own turn

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


async def _refused(call: Call) -> None:
    with contextlib.suppress(BaresipError):
        await call.reject()


def _memory_bytes() -> int:
    """What this process holds now; its highest ever would be its parent's, handed on by exec."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _status(text: str | None) -> int | None:
    """'486 Busy Here' -> 486."""
    found = re.match(r"\d{3}\b", text or "")
    return int(found[0]) if found else None


def main() -> None:
    logger.remove()
    logger.add(sys.stderr, level="WARNING", format="{time:HH:mm:ss} {level} {message}",
               backtrace=False, diagnose=False)  # fmt: skip
    logging.basicConfig(handlers=[Nameless()], level=logging.WARNING, force=True)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the house tells when calls are over
    settings = SipSettings.from_json(sys.stdin.readline())
    try:
        asyncio.run(Stack(settings).run(socket.socket(fileno=int(sys.argv[1]))))
    except Exception:
        logger.exception("the SIP process fell over")
    finally:
        sys.stderr.flush()
        os._exit(0)  # the stack's own way out has been seen to crash


if __name__ == "__main__":
    main()
