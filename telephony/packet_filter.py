"""Packet filters of the classic BSD kind on sockets that somebody else's code has opened.

The kernel runs them on each datagram, or for TCP on each connection request, before the socket's
owner sees a byte (Linux SO_ATTACH_FILTER; see Documentation/networking/filter.rst of the kernel).
"""

import ctypes
import os
import socket
import struct
from collections.abc import Iterator, Sequence

LOAD_WORD, LOAD_LENGTH, JUMP_EQUAL, JUMP_GREATER, AND, RETURN = 0x20, 0x80, 0x15, 0x25, 0x54, 0x06
"""BPF_LD+W+ABS, BPF_LD+W+LEN, BPF_JMP+JEQ+K, BPF_JMP+JGT+K, BPF_ALU+AND+K, BPF_RET+K."""
ALL, NOTHING = 0xFFFFFFFF, 0
SO_ATTACH_FILTER = 26

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, operand."""


def attach(sock: socket.socket, lines: Sequence[Instruction]) -> None:
    """Filter what comes in on this socket from now on. Raises OSError."""
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    head = struct.pack("HL", len(lines), ctypes.addressof(code))
    sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, head)


def listeners(ports: Sequence[int]) -> Iterator[socket.socket]:
    """Copies of all IPv4 sockets of this process that listen on one of `ports`.

    The stack does not hand its sockets out, so they are found among the process's open files.
    """
    for number in os.listdir("/proc/self/fd"):
        listener = _listener(int(number), ports)
        if listener is not None:
            with listener:
                yield listener


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
