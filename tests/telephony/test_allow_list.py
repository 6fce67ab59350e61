"""Strangers are not heard: the filter as a program, and in the kernel on real sockets."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.allow_list import attach, guard, may_guard_tcp, program
from telephony.packet_filter import Instruction
from telephony.sip_settings import SipSettings

FRIEND, STRANGER = "127.0.0.1", "127.0.0.2"
FRIENDS = ["127.0.0.1/32"]
SHORT_SECONDS = 0.1
"""On one machine a datagram is there at once; so long is far more than that."""


# -- the program -------------------------------------------------------------------------------


def passes(lines: list[Instruction], source: str) -> bool:
    """Run it on a packet from this address, as the kernel does."""
    at, value = 0, 0
    while True:
        code, jump_true, jump_false, operand = lines[at]
        at += 1
        if code == 0x20:
            assert operand == 0xFFF00000 + 12, "the source address and nothing else is looked at"
            value = int(IPv4Address(source))
        elif code == 0x54:
            value &= operand
        elif code == 0x15:
            at += jump_true if value == operand else jump_false
        else:
            assert code == 0x06, f"instruction {code:#x} is none of the four"
            return operand != 0


@pytest.mark.parametrize(
    ("source", "heard"),
    [
        ("127.0.0.1", True),
        ("10.255.255.255", True),
        ("11.0.0.0", False),
        ("172.15.255.255", False),
        ("172.16.0.0", True),
        ("172.31.255.255", True),
        ("172.32.0.0", False),
        ("192.168.1.5", True),
        ("192.169.0.0", False),
        ("8.8.8.8", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
    ],
)
def test_as_it_is_set_up_only_private_networks_are_heard(source: str, heard: bool) -> None:
    assert passes(program(SipSettings("0.0.0.0", 5060).allow), source) is heard


_networks = st.builds(
    lambda address, length: str(IPv4Network((address, length), strict=False)),
    st.integers(0, 2**32 - 1),
    st.integers(0, 32),
)


@given(st.lists(_networks, max_size=6), st.ip_addresses(v=4).map(str))
def test_heard_is_who_is_in_one_of_the_networks(networks: list[str], source: str) -> None:
    known = any(IPv4Address(source) in IPv4Network(each) for each in networks)
    assert passes(program(networks), source) is known


def test_without_a_network_nobody_is_heard() -> None:
    assert program([]) == [(0x06, 0, 0, 0)]


@pytest.mark.parametrize("network", ["10.0.0.1/8", "10.0.0.0/33", "pbx", "", "::1/128"])
def test_what_is_no_network_is_an_error(network: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        program([network])


# -- in the kernel -----------------------------------------------------------------------------


@contextmanager
def opened(kind: socket.SocketKind, address: str, port: int = 0) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, kind) as made:
        made.settimeout(SHORT_SECONDS)
        made.bind((address, port))
        yield made


def datagrams(receiver: socket.socket) -> list[bytes]:
    """All that has come, after somebody from every address has sent one."""
    to = (FRIEND, receiver.getsockname()[1])
    for source in (STRANGER, "127.0.0.3", FRIEND):
        with opened(socket.SOCK_DGRAM, source) as sender:
            sender.sendto(source.encode(), to)
    found = []
    while True:
        try:
            found.append(receiver.recv(100))
        except TimeoutError:
            return found


def test_a_strangers_datagram_is_not_heard() -> None:
    with opened(socket.SOCK_DGRAM, "0.0.0.0") as receiver:
        assert len(datagrams(receiver)) == 3
        attach(receiver, FRIENDS)
        assert datagrams(receiver) == [FRIEND.encode()]


def test_a_later_filter_takes_the_place_of_the_first() -> None:
    with opened(socket.SOCK_DGRAM, "0.0.0.0") as receiver:
        attach(receiver, [])
        assert datagrams(receiver) == []
        attach(receiver, ["127.0.0.0/8"])
        assert len(datagrams(receiver)) == 3


def connects(listener: socket.socket, source: str) -> bool:
    with opened(socket.SOCK_STREAM, source) as caller:
        try:
            caller.connect((FRIEND, listener.getsockname()[1]))
        except TimeoutError:
            return False
    return True


needs_right = pytest.mark.skipif(
    not may_guard_tcp(), reason="Linux asks for root or CAP_NET_ADMIN to filter TCP"
)


@needs_right
def test_a_strangers_connection_is_not_taken() -> None:
    with opened(socket.SOCK_STREAM, "0.0.0.0") as listener:
        listener.listen()
        assert connects(listener, STRANGER)
        attach(listener, FRIENDS)
        assert not connects(listener, STRANGER)
        assert connects(listener, FRIEND)


# -- the sockets of a stack that does not hand them out ----------------------------------------


def test_what_listens_on_the_ports_is_found_and_guarded_and_nothing_else() -> None:
    with (
        opened(socket.SOCK_DGRAM, FRIEND) as ours,
        opened(socket.SOCK_DGRAM, FRIEND) as other,
        opened(socket.SOCK_DGRAM, FRIEND) as talking,
    ):
        talking.connect(ours.getsockname())
        ports = [each.getsockname()[1] for each in (ours, talking)]
        assert guard(ports, FRIENDS) == 1
        assert datagrams(ours) == [FRIEND.encode()]
        assert len(datagrams(other)) == 3


def test_guarding_leaves_no_file_open() -> None:
    with open(os.devnull) as _, opened(socket.SOCK_DGRAM, FRIEND) as ours:
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(3):
            guard([ours.getsockname()[1]], FRIENDS)
        assert len(os.listdir("/proc/self/fd")) == before


def test_a_port_that_nobody_listens_on_guards_nothing() -> None:
    assert guard([1], FRIENDS) == 0
