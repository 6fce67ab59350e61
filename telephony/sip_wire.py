"""What the house and its SIP process tell each other over their local socket. Pure.

A packet is a head of seven bytes (kind, leg, length; big-endian) and its payload: sound as
signed 16-bit little-endian samples at the rate of the leg, anything else as a JSON object. Legs
that ring here have odd numbers, given by the SIP process; legs that we dial have even ones, given
by the house. Leg 0 is the SIP process itself.
"""

import json
import struct
from dataclasses import dataclass
from enum import IntEnum

from telephony.wire import Fields, read_fields

_HEAD = struct.Struct(">BIH")
MAX_PAYLOAD_BYTES = 65_535
"""Two seconds of sound at 16 kHz."""
ENDPOINT = 0
"""Leg number of what is about no leg."""


class Kind(IntEnum):
    # both ways
    SOUND = 1
    # from the SIP process
    READY = 10
    """It listens: `transports`."""
    FAILED = 11
    """It cannot: `sentence`. It ends itself after this."""
    INCOMING = 12
    """A call rings: `caller`, `called`."""
    RINGING = 13
    """The telephone that we dialled rings."""
    UP = 14
    """Sound can go both ways: `rate_hz`, `codec`, `secure`."""
    HELD = 15
    """The far end put us on hold, or (`held` false) took us back."""
    DOWN = 16
    """The leg is over: `by` ('far', 'us' or 'fault'), `status` of the SIP answer or null."""
    DIGIT = 17
    PLAYED = 18
    """`mark` was played: all sound before it has left."""
    PONG = 19
    """`legs` as it counts them, `native` as its stack does, `memory_bytes`."""
    TRANSFERRED = 20
    """An attended transfer ended: `done`, `status`."""
    REGISTERED = 21
    """The account at the registrar: `done`, `status`."""
    # from the house
    DIAL = 40
    """`address`, `headers`."""
    ANSWER = 41
    REFUSE = 42
    """Busy: 486."""
    MARK = 43
    CLEAR = 44
    HANG_UP = 45
    TRANSFER = 46
    """Connect the far end of this leg with that of leg `with`, and step out."""
    PING = 47
    DRAIN = 48
    """Take no new calls."""


@dataclass(frozen=True, slots=True)
class Packet:
    kind: Kind
    leg: int = ENDPOINT
    payload: bytes = b""

    def __post_init__(self) -> None:
        if len(self.payload) > MAX_PAYLOAD_BYTES:
            raise ValueError(f"expected at most {MAX_PAYLOAD_BYTES} bytes, got {len(self.payload)}")

    def __bytes__(self) -> bytes:
        return _HEAD.pack(self.kind, self.leg, len(self.payload)) + self.payload

    @property
    def fields(self) -> Fields:
        """The payload of any kind but SOUND. Raises WireError."""
        return read_fields(self.payload.decode()) if self.payload else {}


def packet(kind: Kind, leg: int = ENDPOINT, **fields: object) -> Packet:
    payload = json.dumps(fields, separators=(",", ":")).encode() if fields else b""
    return Packet(kind, leg, payload)


class Packets:
    """Packets from a stream of bytes, however it was cut."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Packet]:
        """Raises ValueError for a kind that does not exist: then the stream is of no use."""
        self._rest += data
        found, at = [], 0
        while len(self._rest) - at >= _HEAD.size:
            kind, leg, length = _HEAD.unpack_from(self._rest, at)
            end = at + _HEAD.size + length
            if end > len(self._rest):
                break
            found.append(Packet(Kind(kind), leg, self._rest[at + _HEAD.size : end]))
            at = end
        self._rest = self._rest[at:]
        return found
