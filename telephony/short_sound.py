"""Sound only in datagrams of a size that telephones send.

The stack's G.722 decoder writes past the end of its buffer when a datagram holds more than 2,880
bytes, in every call and whoever sends it: no port for sound asks who that is. A packet filter
keeps such datagrams from it.
"""

from collections.abc import Sequence

from loguru import logger

from telephony import packet_filter
from telephony.packet_filter import ALL, JUMP_GREATER, LOAD_LENGTH, NOTHING, RETURN, Instruction

MOST_BYTES = 1500
"""More does not fit in one packet of an Ethernet; 20 ms of G.711 or G.722 are 172."""
_UDP_HEAD_BYTES = 8
PROGRAM: list[Instruction] = [
    (LOAD_LENGTH, 0, 0, 0),
    (JUMP_GREATER, 0, 1, MOST_BYTES + _UDP_HEAD_BYTES),
    (RETURN, 0, 0, NOTHING),
    (RETURN, 0, 0, ALL),
]


def keep_short(ports: Sequence[int]) -> None:
    """Drop longer datagrams on every socket of this process on one of `ports`."""
    for listener in packet_filter.listeners(ports):
        try:
            packet_filter.attach(listener, PROGRAM)
        except OSError as error:
            logger.warning("long datagrams cannot be kept from a port for sound: {}", error)
