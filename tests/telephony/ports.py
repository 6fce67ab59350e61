"""Ports that nobody else in these tests has: pairs, for a SIP stack takes the next one as well."""

import itertools
import os
import socket

_BLOCK = 2000
_FIRST = 40000
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw") or 0)
_next = itertools.count(_FIRST + _worker * _BLOCK, 44)


def free_port_pair() -> int:
    """An even port; it, the next one, and the 42 after that (for sound) are free."""
    for port in _next:
        if port + 44 > 65000:
            break
        if all(_free(kind, port + each) for kind in _KINDS for each in (0, 1)):
            return port
    raise RuntimeError("no free ports left for this run")


_KINDS = (socket.SOCK_DGRAM, socket.SOCK_STREAM)


def _free(kind: socket.SocketKind, port: int) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
