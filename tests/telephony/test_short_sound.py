"""Datagrams that are too long for sound do not arrive; on real sockets."""

import socket
from collections.abc import Iterator

import pytest

from telephony.short_sound import MOST_BYTES, keep_short


@pytest.fixture
def ear() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.setblocking(False)
        yield made


def heard(ear: socket.socket) -> list[int]:
    """The lengths of what is sent to it: on one machine they are there at once."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mouth:
        for length in (0, 172, MOST_BYTES, MOST_BYTES + 1, 2881, 60_000):
            mouth.sendto(bytes(length), ear.getsockname())
    found = []
    while True:
        try:
            found.append(len(ear.recv(65536)))
        except BlockingIOError:
            return found


def test_long_datagrams_are_dropped_and_others_are_not(ear: socket.socket) -> None:
    port: int = ear.getsockname()[1]
    keep_short(range(port, port + 1))
    assert heard(ear) == [0, 172, MOST_BYTES]


def test_other_ports_are_left_alone(ear: socket.socket) -> None:
    port: int = ear.getsockname()[1]
    keep_short(range(port + 1, port + 2))
    assert heard(ear) == [0, 172, MOST_BYTES, MOST_BYTES + 1, 2881, 60_000]
