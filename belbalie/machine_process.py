"""The comparison in a process of its own, which gives way to calls and can always be stopped."""

import asyncio
import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection

from loguru import logger

from belbalie.comparing import Job, compared
from belbalie.errors import CommandError
from belbalie.threads import calculate_in_one_thread
from dialog.content import ContentError
from dialog.replay_change import Comparison
from records.errors import RecordsError

_NICE = 15
"""Calls take the cores when they need them."""
_BROKEN = "De vergelijking is onverwacht gestopt. Probeer het nog eens."


class MachineBroke(Exception):
    """The comparison could not be made; the message is a Dutch sentence for the editor."""


async def compared_beside(job: Job, watch: Callable[[str, float], None]) -> Comparison:
    """Make the comparison beside this process. Cancelled, the process ends at once: what it keeps
    is written whole or not at all.

    Raises MachineBroke.
    """
    context = get_context("spawn")  # a fork would share the locks of our threads
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, theirs), name="time machine", daemon=True)
    await asyncio.to_thread(process.start)
    theirs.close()
    try:
        while True:
            told = await asyncio.to_thread(_received, ours)
            if isinstance(told, Comparison):
                return told
            if isinstance(told, str):
                raise MachineBroke(told)
            watch(*told)
    finally:
        process.terminate()
        await asyncio.to_thread(process.join)
        ours.close()


def _received(pipe: Connection) -> Comparison | str | tuple[str, float]:
    """A comparison, why there is none, or how far it is."""
    try:
        told: Comparison | str | tuple[str, float] = pipe.recv()
    except (EOFError, OSError):
        return _BROKEN
    return told


def _work(job: Job, pipe: Connection) -> None:
    os.nice(_NICE)
    calculate_in_one_thread()
    try:
        pipe.send(compared(job, lambda what, share: pipe.send((what, share))))
    except ContentError as error:
        pipe.send(f"Er staan nog fouten in: {error.problems[0]}")
    except (CommandError, RecordsError) as error:
        pipe.send(f"De vergelijking lukt nu niet. {error}")
    except Exception:  # the edge of the process: the editor is told, and the log has the rest
        logger.exception("the time machine broke")
        pipe.send(_BROKEN)
