"""A call over a WebSocket: the shell around a dialect, which does the thinking.

A dialect is pure: messages in, events out; and the other way round. This shell receives, asks
the dialect, queues, sends, and closes. What is wrong on the wire is logged once for each kind
and call, answered where the dialect has an answer, and dropped: no other call notices.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterable
from typing import Protocol

from loguru import logger

from audio.frames import AudioFrame, LineEvent
from telephony.inbox import Inbox
from telephony.wire import Fault, Message, Stop, WireError, check_size

START_SECONDS = 10.0
"""Time to say start. A client says it at once; one that does not holds a place in vain."""
CLOSE_SECONDS = 2.0
"""Time for the far end to say goodbye to the socket; then it is left to the server."""

NORMAL_CLOSURE = 1000
POLICY_VIOLATION = 1008
TRY_AGAIN_LATER = 1013
"""Close codes of RFC 6455 section 7.4 and the IANA WebSocket registry."""


class Socket(Protocol):
    """An accepted WebSocket. Nothing here raises because the far end is gone."""

    async def receive(self) -> Message | None:
        """Return the next message, or None once the far end is gone."""

    async def send_text(self, text: str) -> None: ...

    async def send_bytes(self, data: bytes) -> None: ...

    async def close(self, code: int = NORMAL_CLOSURE) -> None: ...


class Dialect(Protocol):
    """The wire language of one call. Pure; every list holds messages to send, in order."""

    @property
    def kind(self) -> str: ...

    @property
    def started(self) -> bool:
        """True once `read` has seen a good start; all below is settled from then on."""

    @property
    def caller(self) -> str | None: ...

    @property
    def called(self) -> str | None: ...

    @property
    def out_rate_hz(self) -> int: ...

    def read(self, message: Message) -> list[LineEvent | Stop]:
        """Read what came. Raises WireError; WRONG_START when there can be no call."""

    def ready(self) -> list[Message]: ...

    def play(self, frame: AudioFrame) -> list[Message]: ...

    def mark(self, name: str) -> list[Message]: ...

    def clear(self) -> list[Message]: ...

    def caption(self, speaker: str, text: str) -> list[Message]: ...

    def answer(self, error: WireError) -> list[Message]: ...

    def goodbye(self) -> list[Message]: ...


class SocketLine:
    """A `voice.line.Line` over a socket. Made by `open_line`; who opened it hangs it up."""

    def __init__(self, socket: Socket, dialect: Dialect, complaints: "Complaints") -> None:
        self._socket, self._dialect, self._complaints = socket, dialect, complaints
        self._inbox = Inbox()
        self._over = self._hung_up = False
        self._reader: asyncio.Task[None] | None = None

    @property
    def id(self) -> str:
        return self._complaints.line_id

    @property
    def kind(self) -> str:
        return self._dialect.kind

    @property
    def caller(self) -> str | None:
        return self._dialect.caller

    @property
    def called(self) -> str | None:
        return self._dialect.called

    @property
    def out_rate_hz(self) -> int:
        return self._dialect.out_rate_hz

    def receive(self) -> AsyncIterator[LineEvent]:
        return self._inbox.events()

    async def play(self, frame: AudioFrame) -> None:
        """Send sound, however long. Raises ValueError when it is at another rate."""
        if frame.rate_hz != self.out_rate_hz:
            raise ValueError(f"expected sound at {self.out_rate_hz} Hz, got {frame.rate_hz}")
        await self._send(self._dialect.play(frame))

    async def mark(self, name: str) -> None:
        await self._send(self._dialect.mark(name))

    async def clear(self) -> None:
        await self._send(self._dialect.clear())

    async def caption(self, speaker: str, text: str) -> None:
        await self._send(self._dialect.caption(speaker, text))

    async def hang_up(self) -> None:
        """End the call and everything that belongs to it, in any state, any number of times."""
        if self._hung_up:
            return
        self._hung_up = True
        await self._send(self._dialect.goodbye())
        self._over = True
        self._inbox.end(discard=True)
        await self._end_reader()
        await _close(self._socket, NORMAL_CLOSURE)

    def listen(self) -> None:
        """Start to take in what comes; once, when the line is made."""
        assert self._reader is None
        self._reader = asyncio.create_task(self._read(), name=f"read {self.id}")

    async def _read(self) -> None:
        try:
            while (message := await self._socket.receive()) is not None:
                if await self._take(message):
                    return
        finally:
            self._over = True
            self._inbox.end()

    async def _take(self, message: Message) -> bool:
        """Queue what a message holds; True when it ends the call."""
        try:
            check_size(message)
            events = self._dialect.read(message)
        except WireError as error:
            await self._complain(error)
            return False
        for event in events:
            if isinstance(event, Stop):
                return True
            if not await self._inbox.put(event):
                await self._complain(_OVERFLOW)
        return False

    async def _complain(self, error: WireError) -> None:
        if self._complaints.is_first(error):
            await self._send(self._dialect.answer(error))

    async def _send(self, messages: Iterable[Message]) -> None:
        for message in messages:
            if self._over:
                return
            await _send(self._socket, message)

    async def _end_reader(self) -> None:
        if self._reader is None:
            return
        self._reader.cancel()
        (result,) = await asyncio.gather(self._reader, return_exceptions=True)
        if isinstance(result, Exception):
            logger.opt(exception=result).error("{}: reading the socket failed", self.id)


class Complaints:
    """What was wrong on one line: each kind is logged, and answered, the first time only."""

    def __init__(self, line_id: str) -> None:
        self.line_id = line_id
        self._seen: set[Fault] = set()

    def is_first(self, error: WireError) -> bool:
        if error.fault in self._seen:
            return False
        self._seen.add(error.fault)
        logger.warning("{} < {}: {}", self.line_id, error.fault, error)
        return True


async def open_line(
    socket: Socket, dialect: Dialect, start_seconds: float = START_SECONDS
) -> SocketLine | None:
    """Wait for the start of a call on an accepted socket.

    None, with the socket closed, when the far end left, said a start that cannot be, or said
    none in time. A line that was given is to be ended with `hang_up`, whatever happens.
    """
    complaints = Complaints(f"{dialect.kind}-{secrets.token_hex(8)}")
    try:
        async with asyncio.timeout(start_seconds):
            started = await _wait_for_start(socket, dialect, complaints)
    except TimeoutError:
        await _refuse(socket, dialect, complaints, _no_start(start_seconds))
        started = False
    if not started:
        await _close(socket, POLICY_VIOLATION)
        return None
    line = SocketLine(socket, dialect, complaints)
    for message in dialect.ready():
        await _send(socket, message)
    line.listen()
    return line


async def turn_away(socket: Socket) -> None:
    """End a connection because all lines are busy; the far end may try again later."""
    await _close(socket, TRY_AGAIN_LATER)


async def _wait_for_start(socket: Socket, dialect: Dialect, complaints: Complaints) -> bool:
    while (message := await socket.receive()) is not None:
        try:
            check_size(message)
            events = dialect.read(message)
        except WireError as error:
            await _refuse(socket, dialect, complaints, error)
            if error.fault is Fault.WRONG_START:
                return False
            continue
        if dialect.started:
            return True
        if any(isinstance(event, Stop) for event in events):
            return False
    return False


async def _refuse(
    socket: Socket, dialect: Dialect, complaints: Complaints, error: WireError
) -> None:
    if complaints.is_first(error):
        for message in dialect.answer(error):
            await _send(socket, message)


async def _send(socket: Socket, message: Message) -> None:
    if isinstance(message, str):
        await socket.send_text(message)
    else:
        await socket.send_bytes(message)


async def _close(socket: Socket, code: int) -> None:
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await socket.close(code)
    except TimeoutError:
        logger.debug("a socket did not close within {} s", CLOSE_SECONDS)


def _no_start(seconds: float) -> WireError:
    return WireError(Fault.NO_START, f"expected a start within {seconds:g} s, got none")


_OVERFLOW = WireError(
    Fault.OVERFLOW, "expected sound at the pace of speech, got more; the oldest was dropped"
)
