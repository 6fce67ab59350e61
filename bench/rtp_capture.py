"""Sound as it passes on the wire: every RTP packet on loopback to or from a range of ports.

The kernel notes when each one passed, so that it does not matter when we get to read it. Needs
root (or CAP_NET_RAW).
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from telephony import packet_filter
from telephony.packet_filter import ALL, JUMP_EQUAL, NOTHING, RETURN, Instruction

Way = Literal["to", "from"]
RATE_HZ = 8000
"""Of the RTP clock of G.711 and, by mistake, of G.722 (RFC 3551 section 4.5.2)."""
_ETH_P_IP, _PACKET_HOST, _UDP = 0x0800, 0, 17
_SOL_PACKET, _PACKET_STATISTICS, _SO_RCVBUFFORCE, _SO_TIMESTAMPNS = 263, 6, 33, 35
_BUFFER_BYTES = 64 << 20
_LOAD_BYTE, _LOAD_HALF, _JUMP_AT_LEAST = 0x30, 0x28, 0x35
_PACKET_TYPE = 0xFFFFF000 + 4
"""SKF_AD_OFF + SKF_AD_PKTTYPE: on loopback each packet passes twice, going out and coming in."""


@dataclass(slots=True)
class Stream:
    """One sender's packets in one direction (RFC 3550 appendices A.1 and A.8)."""

    packets: int = 0
    out_of_order: int = 0
    twice: int = 0
    longest_gap_seconds: float = 0.0
    worst_jitter_seconds: float = 0.0
    _first: int = 0
    _highest: int = 0
    """Sequence number, counted on where 16 bits begin again."""
    _came: float = 0.0
    _transit: float = 0.0
    _jitter: float = 0.0
    _jitters: float = 0.0
    _seen: set[int] = field(default_factory=set)

    def take(self, number: int, timestamp: int, came: float) -> None:
        if self.packets == 0:
            self._first = self._highest = number
        whole = self._highest + ((number - self._highest + 0x8000 & 0xFFFF) - 0x8000)
        transit = came - timestamp / RATE_HZ
        if self.packets:
            self._measure(whole, transit, came)
        self.twice += whole in self._seen
        self._seen.add(whole)
        self._highest = max(self._highest, whole)
        self._came, self._transit = came, transit
        self.packets += 1

    def _measure(self, whole: int, transit: float, came: float) -> None:
        self.out_of_order += whole < self._highest
        self.longest_gap_seconds = max(self.longest_gap_seconds, came - self._came)
        difference = abs(transit - self._transit)
        if difference < 1.0:  # else the clock of the timestamps began again
            self._jitter += (difference - self._jitter) / 16
        self._jitters += self._jitter
        self.worst_jitter_seconds = max(self.worst_jitter_seconds, self._jitter)

    @property
    def expected(self) -> int:
        return self._highest - self._first + 1 if self.packets else 0

    @property
    def lost(self) -> int:
        return self.expected - len(self._seen)

    @property
    def jitter_seconds(self) -> float:
        """The mean over the call."""
        return self._jitters / max(1, self.packets - 1)


@dataclass
class Capture:
    streams: dict[tuple[Way, int, int], Stream] = field(default_factory=dict)
    """By way, port of the peer, and sender (SSRC)."""
    missed: int = 0
    """Packets that this capture itself could not keep."""

    def towards(self) -> list[Stream]:
        """What the peer heard, by its ports."""
        return [self.streams[key] for key in sorted(self.streams) if key[0] == "to"]

    def sent(self) -> list[Stream]:
        return [self.streams[key] for key in sorted(self.streams) if key[0] == "from"]

    def take(self, data: bytes, came: float, ports: range) -> None:
        source, target = struct.unpack_from(">HH", data, 20)
        if len(data) < 40 or data[28] >> 6 != 2:
            return
        way: Way = "to" if target in ports else "from"
        port = target if way == "to" else source
        if port % 2:  # reports (RTCP)
            return
        number, timestamp, sender = struct.unpack_from(">HII", data, 30)
        self.streams.setdefault((way, port, sender), Stream()).take(number, timestamp, came)


def _program(ports: range) -> list[Instruction]:
    """UDP over IPv4 that comes in from or for one of these ports; heads without options."""
    first, last = ports[0], ports[-1]
    return [
        (_LOAD_BYTE, 0, 0, _PACKET_TYPE),
        (JUMP_EQUAL, 0, 9, _PACKET_HOST),
        (_LOAD_BYTE, 0, 0, 9),
        (JUMP_EQUAL, 0, 7, _UDP),
        (_LOAD_HALF, 0, 0, 20),
        (_JUMP_AT_LEAST, 0, 1, first),
        (_JUMP_AT_LEAST, 0, 4, last + 1),
        (_LOAD_HALF, 0, 0, 22),
        (_JUMP_AT_LEAST, 0, 1, first),
        (_JUMP_AT_LEAST, 0, 1, last + 1),
        (RETURN, 0, 0, NOTHING),
        (RETURN, 0, 0, ALL),
    ]


@contextmanager
def capture(ports: range) -> Iterator[Capture]:
    """Capture while the block runs. Raises PermissionError."""
    found, over = Capture(), threading.Event()
    kind = socket.htons(_ETH_P_IP)
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, kind) as ear:
        packet_filter.attach(ear, _program(ports))
        ear.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _BUFFER_BYTES)
        ear.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        ear.bind(("lo", _ETH_P_IP))
        ear.settimeout(0.2)
        reader = threading.Thread(target=_read, args=(ear, found, ports, over), name="capture")
        reader.start()
        try:
            yield found
        finally:
            over.set()
            reader.join()
            counted = ear.getsockopt(_SOL_PACKET, _PACKET_STATISTICS, 8)
            found.missed = struct.unpack("II", counted)[1]


def _read(ear: socket.socket, found: Capture, ports: range, over: threading.Event) -> None:
    while not over.is_set():
        try:
            data, notes, _, _ = ear.recvmsg(64, socket.CMSG_SPACE(16))
        except TimeoutError:
            continue
        seconds, nanoseconds = struct.unpack("qq", notes[0][2])
        found.take(data, seconds + nanoseconds / 1e9, ports)
