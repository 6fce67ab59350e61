"""How many threads the libraries below us may use, and which of ours go first."""

import contextlib
import os
import threading

from threadpoolctl import threadpool_limits


def calculate_in_one_thread() -> None:
    """Let numpy and scipy calculate in the thread that asks them to.

    Our matrices are small: other threads win nothing there, and OpenBLAS lets them spin for a
    while after each piece of work. That took 0.1 CPU-s from every turn that was recognised beside
    it, and a quarter of both cores at eight calls. Libraries that are imported later are not
    reached, so this is called when everything is.
    """
    threadpool_limits(1, "blas")


_BEHIND, _LAST = 10, 19
"""On Linux nice(2) is of a thread: at 10 more, it gets a tenth of a core beside another's work."""


def step_back() -> None:
    """Let the work of all other threads go before that of the thread which calls this, from now
    on: callers wait for nothing that editors do.
    """
    behind = min(os.getpriority(os.PRIO_PROCESS, os.getpid()) + _BEHIND, _LAST)
    with contextlib.suppress(OSError):  # elsewhere than on Linux threads have no priority
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), behind)
