"""The telephones that are windows of browsers: one for each agent, whatever else they have open.

Of several windows of one agent one is the telephone; another may take that over, also in the
middle of a talk. The messages stand in docs/desk-phone.md.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from loguru import logger

from telephony.desk_line import RATE_HZ, DeskLine, Doing, Stage
from telephony.desk_window import Window
from telephony.media_socket import POLICY_VIOLATION, START_SECONDS, Socket
from telephony.wire import (
    Fault,
    Fields,
    Message,
    WireError,
    check_size,
    read_fields,
    take_text,
    write,
)

SCHEME = "desk:"
CALL_HEADER, ANSWER_HEADER = "X-Call", "Answer-Mode"
"""The call that rings; and 'Auto' (RFC 5373) where the agent asked for it: no need to ring."""
MOST_FAULTS = 20
MOST_WINDOWS = 20
LEFT_SECONDS = 5.0
"""A page that is left for another of ours is back sooner: so long the telephone still rings."""


class NoPhone(OSError):
    """The agent has no window open that can ring, or it is in use."""


@dataclass(slots=True)
class _Seat:
    windows: list[Window] = field(default_factory=list)
    phone: Window | None = None
    """Which of them is the telephone."""
    line: DeskLine | None = None
    left: asyncio.TimerHandle | None = None
    """Runs while the telephone is gone, and may come back at once."""
    left_by: Window | None = None

    @property
    def held_by(self) -> Window | None:
        """The window that is the telephone, or was until just now."""
        return self.phone or (self.left_by if self.left is not None else None)

    def rings(self) -> bool:
        """It can be rung: there is a microphone, and no talk."""
        there = self.held_by is not None and self.held_by.ready
        return there and (self.line is None or self.line.stage is Stage.OVER)

    def tell(self, message: Message) -> None:
        """Lost, where no window is open: one that comes is told how far it is."""
        if self.phone is not None:
            self.phone.tell(message)


class DeskPhones:
    """`changed` is called with an agent's name when their telephone can be rung, or no more."""

    def __init__(self, changed: Callable[[str], None] = lambda name: None) -> None:
        self.changed = changed
        self._seats: dict[str, _Seat] = {}

    # -- for who rings -----------------------------------------------------------------------

    def can_ring(self, name: str) -> bool:
        """There is a window with a microphone, and no talk in it."""
        seat = self._seats.get(name)
        return seat is not None and seat.rings()

    def line(self, name: str) -> DeskLine | None:
        """What rings or is talked on there."""
        seat = self._seats.get(name)
        line = seat.line if seat else None
        return line if line is not None and line.stage is not Stage.OVER else None

    async def dial(self, address: str, headers: dict[str, str] | None = None) -> DeskLine:
        """Ring the window of 'desk:NAME'. Raises NoPhone."""
        name, headers = address.removeprefix(SCHEME), headers or {}
        seat = self._seats.get(name)
        if seat is None or not seat.rings():
            raise NoPhone("the agent has no telephone open in a browser")
        asked = headers.get(ANSWER_HEADER) == "Auto"
        seat.line = DeskLine(address, headers.get(CALL_HEADER, ""), seat.tell, asked=asked)
        return seat.line

    # -- for the windows ---------------------------------------------------------------------

    async def serve(self, name: str, socket: Socket) -> None:
        """One window of this agent, until it is closed."""
        window = await _opened(socket)
        seat = self._seats.setdefault(name, _Seat())
        if window is None or len(seat.windows) >= MOST_WINDOWS:
            await socket.close(POLICY_VIOLATION)
            return
        sending = asyncio.create_task(window.send(), name=f"to a window of {name}")
        reading = asyncio.create_task(self._read(name, seat, window, socket), name="from a window")
        self._came(name, seat, window)
        try:
            await asyncio.wait({sending, reading}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._went(name, seat, window)
            for task in (sending, reading):
                task.cancel()
            for result in await asyncio.gather(sending, reading, return_exceptions=True):
                if isinstance(result, Exception):
                    logger.opt(exception=result).error("a desk's window failed")
            await socket.close()

    def _came(self, name: str, seat: _Seat, window: Window) -> None:
        seat.windows.append(window)
        if seat.held_by is None or seat.held_by.name == window.name:
            self._take(name, seat, window)
        else:
            window.tell(write(event="elsewhere"))

    def _take(self, name: str, seat: _Seat, window: Window) -> None:
        """The window is the telephone from now on; the one before is told."""
        before, seat.phone = seat.held_by, window
        if seat.left is not None:
            seat.left.cancel()
            seat.left = None
        if before is not None and before.name == window.name:
            window.ready = before.ready  # a page after another: its microphone opens in a moment
        elif before is not None:
            before.ready = False
            before.tell(write(event="taken"))
        window.tell(write(event="here", rate=RATE_HZ))
        if seat.line is not None and seat.line.stage is not Stage.OVER:
            seat.line.tell_state()
        else:
            window.tell(write(event="idle"))
        self.changed(name)

    def _went(self, name: str, seat: _Seat, window: Window) -> None:
        seat.windows.remove(window)
        if seat.phone is not window:
            return
        seat.phone, seat.left_by = None, window
        later = asyncio.get_running_loop().call_later
        seat.left = later(LEFT_SECONDS, self._stays_away, name, seat)

    def _stays_away(self, name: str, seat: _Seat) -> None:
        seat.left = None
        for other in seat.windows:
            other.tell(write(event="free"))
        self.changed(name)

    async def _read(self, name: str, seat: _Seat, window: Window, socket: Socket) -> None:
        faults = 0
        while (message := await socket.receive()) is not None:
            try:
                check_size(message)
                self._heard(name, seat, window, message)
            except WireError as error:
                faults += 1
                if faults == 1:
                    logger.warning("a desk's window < {}: {}", error.fault, error)
                window.tell(write(event="error", kind=error.fault, message=str(error)))
                if faults >= MOST_FAULTS:
                    return

    def _heard(self, name: str, seat: _Seat, window: Window, message: Message) -> None:
        if isinstance(message, bytes):
            if seat.phone is window and seat.line is not None:
                seat.line.take_sound(message)
            return
        fields = read_fields(message)
        event = take_text(fields, "event")
        if event == "take":
            self._take(name, seat, window)
        elif event == "ready":
            window.ready = fields.get("microphone") is True
            self.changed(name)
        elif event in (*Doing,):
            self._do(seat, window, Doing(event), fields)
        else:
            raise WireError(Fault.UNKNOWN_EVENT, "expected an event that we know, got another")

    def _do(self, seat: _Seat, window: Window, doing: Doing, fields: Fields) -> None:
        """A word about a call that is over, or from a window that is not the telephone, is late."""
        line = seat.line
        if seat.phone is window and line is not None and line.call == fields.get("call"):
            line.do(doing)


async def _opened(socket: Socket) -> Window | None:
    """The window, once it said its name; None when it does not."""
    try:
        async with asyncio.timeout(START_SECONDS):
            message = await socket.receive()
        fields = read_fields(message) if isinstance(message, str) else {}
        if take_text(fields, "event") != "open":
            return None
        return Window(take_text(fields, "window")[:64], socket)
    except (TimeoutError, WireError):
        return None
