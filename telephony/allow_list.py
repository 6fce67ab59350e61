"""An address allow-list in the kernel: a packet filter on the stack's own sockets.

The SIP stack tells nobody where a message came from, and has a leak that a stranger could use.
So strangers are not heard at all: a filter in the kernel drops their datagrams, and for TCP and TLS
their connection requests, before the stack sees a byte. It needs no firewall; for TCP and TLS
it needs root or CAP_NET_ADMIN.
"""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Network

from telephony import packet_filter
from telephony.packet_filter import ALL, AND, JUMP_EQUAL, LOAD_WORD, NOTHING, RETURN, Instruction

_SOURCE = 0xFFF00000 + 12
"""SKF_NET_OFF, and the place of the source address in an IPv4 header (RFC 791)."""


def program(networks: Sequence[str]) -> list[Instruction]:
    """Let through what comes from one of these networks. Raises ValueError for no network.

    For each: load the source again, mask it, and pass when it is the network's address.
    """
    lines: list[Instruction] = []
    for each in networks:
        network = IPv4Network(each)
        lines += [
            (LOAD_WORD, 0, 0, _SOURCE),
            (AND, 0, 0, int(network.netmask)),
            (JUMP_EQUAL, 0, 1, int(network.network_address)),
            (RETURN, 0, 0, ALL),
        ]
    return [*lines, (RETURN, 0, 0, NOTHING)]


def attach(sock: socket.socket, networks: Sequence[str]) -> None:
    """Hear only these networks on this socket from now on. Raises OSError."""
    packet_filter.attach(sock, program(networks))


def may_guard_tcp() -> bool:
    """Whether this process may: Linux asks for root or CAP_NET_ADMIN, for TCP only."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            attach(probe, ["127.0.0.0/8"])
        except PermissionError:
            return False
    return True


def guard(ports: Sequence[int], networks: Sequence[str]) -> int:
    """Filter every IPv4 socket of this process on one of `ports`; how many those are."""
    guarded = 0
    for listener in packet_filter.listeners(ports):
        attach(listener, networks)
        guarded += 1
    return guarded
