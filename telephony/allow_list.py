"""An address allow-list in the kernel: a packet filter on the stack's own sockets.

The SIP stack tells nobody where a message came from, and has a leak that a stranger could use.
So strangers are not heard at all: a filter of the classic BSD kind (Linux SO_ATTACH_FILTER; see
Documentation/networking/filter.rst of the kernel) drops their datagrams, and for TCP and TLS
their connection requests, before the stack sees a byte. It needs no firewall; for TCP and TLS
it needs root or CAP_NET_ADMIN.
"""

import ctypes
import os
import socket
import struct
from collections.abc import Sequence
from ipaddress import IPv4Network

_LOAD_WORD, _JUMP_EQUAL, _AND, _RETURN = 0x20, 0x15, 0x54, 0x06
"""BPF_LD+W+ABS, BPF_JMP+JEQ+K, BPF_ALU+AND+K, BPF_RET+K."""
_SOURCE = 0xFFF00000 + 12
"""SKF_NET_OFF, and the place of the source address in an IPv4 header (RFC 791)."""
_ALL, _NOTHING = 0xFFFFFFFF, 0
SO_ATTACH_FILTER = 26

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, operand."""


def program(networks: Sequence[str]) -> list[Instruction]:
    """Let through what comes from one of these networks. Raises ValueError for no network.

    For each: load the source again, mask it, and pass when it is the network's address.
    """
    lines: list[Instruction] = []
    for each in networks:
        network = IPv4Network(each)
        lines += [
            (_LOAD_WORD, 0, 0, _SOURCE),
            (_AND, 0, 0, int(network.netmask)),
            (_JUMP_EQUAL, 0, 1, int(network.network_address)),
            (_RETURN, 0, 0, _ALL),
        ]
    return [*lines, (_RETURN, 0, 0, _NOTHING)]


def attach(sock: socket.socket, networks: Sequence[str]) -> None:
    """Filter what comes in on this socket from now on. Raises OSError."""
    lines = program(networks)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    head = struct.pack("HL", len(lines), ctypes.addressof(code))
    sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, head)


def may_guard_tcp() -> bool:
    """Whether this process may: Linux asks for root or CAP_NET_ADMIN, for TCP only."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            attach(probe, ["127.0.0.0/8"])
        except PermissionError:
            return False
    return True


def guard(ports: Sequence[int], networks: Sequence[str]) -> int:
    """Filter every IPv4 socket of this process that listens on one of `ports`; how many those are.

    The stack does not hand its sockets out, so they are found among the process's open files.
    """
    guarded = 0
    for number in os.listdir("/proc/self/fd"):
        listener = _listener(int(number), ports)
        if listener is not None:
            with listener:
                attach(listener, networks)
                guarded += 1
    return guarded


def _listener(number: int, ports: Sequence[int]) -> socket.socket | None:
    """A copy of this open file, if it is a socket that listens on one of `ports`."""
    try:
        file = os.dup(number)
    except OSError:  # closed meanwhile
        return None
    try:
        copy = socket.socket(fileno=file)
    except OSError:  # no socket
        os.close(file)
        return None
    try:
        wanted = copy.family == socket.AF_INET and copy.getsockname()[1] in ports
    except OSError:
        wanted = False
    if wanted and not _connected(copy):
        return copy
    copy.close()
    return None


def _connected(sock: socket.socket) -> bool:
    try:
        sock.getpeername()
    except OSError:
        return False
    return True
