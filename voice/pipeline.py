"""The pipecat pipeline of one call; the processors in it are `voice/processors.py`.

    line -> LineIn -> Ear -> Thought -> Voice -> line

Down go the caller's keys and events, then acts. Up go what is expected next, whether we sound,
and what was heard of us. The sound itself waits in no queue: LineIn gives it to the Ear, and the
Voice to the line. No processor ever waits for a model, a search or a record; so an interruption
overtakes them all, from the ear to the line.
"""

import asyncio
import warnings
from collections.abc import Coroutine, Sequence
from typing import Any

from audio.echo import EchoGuard
from dialog.events import Event, HungUp, Talked
from voice.line import Line
from voice.line_adapter import LineIn, Shell
from voice.mind import BACK, Mind, Transfers
from voice.processors import Ear, House, Thought, Voice
from voice.rehearsal import Receives

with warnings.catch_warnings():
    # pipecat imports audioop, which Python 3.11 calls deprecated; we do not use it
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    from pipecat.pipeline.pipeline import Pipeline
    from pipecat.pipeline.worker import PipelineWorker
    from pipecat.workers.runner import WorkerRunner

NOTE_SECONDS = 1.0
"""So far the record of a talk with an agent is behind."""
CANCEL_SECONDS = 2.0
"""How long the pipeline may take to end; then its tasks are stopped one by one."""


async def converse(
    line: Line, conversation: Receives, house: House, rung: Event, language: str = "nl"
) -> None:
    """Carry one call from its first event to the hang-up, also while an agent has it.

    Raises nothing for what goes wrong in the call; cancelling it ends the call.
    """
    house.transfers.tell(rung)
    try:
        while await _with_us(line, conversation, house, language):
            """The agent was gone, or gave the caller back: it is our turn again."""
    finally:
        await house.transfers.close()


async def _with_us(line: Line, conversation: Receives, house: House, language: str) -> bool:
    """One pipeline: until the call is over, or (True) an agent could not have it, or it is ours
    again.
    """
    over = asyncio.Event()
    echo = EchoGuard()
    ear = Ear(line.id, house, over, language, echo)
    thought = Thought(line.id, house, over, conversation)
    voice = Voice(line, house, over, echo)
    worker, runner = await ready([LineIn(line, over, ear.hear), ear, thought, voice])
    house.transfers.report_to(thought.mind.take)
    by: str | None = "desk"
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(runner.run(), name=f"pipeline {line.id}")
        running.add_done_callback(lambda _: over.set())  # a pipeline that ends by itself
        try:
            try:
                await over.wait()
                by = "fault"  # where the line has not told already
            finally:
                await _to_its_end(_end(worker, running))
            if voice.connecting:
                by = await _with_agent(house.transfers, thought.mind, line)
        except asyncio.CancelledError:
            by = "desk"
            raise
        finally:
            if by is not None:
                await thought.mind.conclude(HungUp(at=house.clock.now(), by=by))
    return by is None


async def _end(worker: PipelineWorker, running: "asyncio.Task[None]") -> None:
    await worker.cancel(reason="call over")
    await asyncio.wait([running])


async def _to_its_end(work: Coroutine[Any, Any, object]) -> None:
    """Await what must not be broken off: pipecat would leave tasks behind."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise


async def _with_agent(transfers: Transfers, mind: Mind, line: Line) -> str | None:
    """Let caller and agent talk until one hangs up: who; None when the agent is not there, or the
    caller is ours again.
    """
    transfers.report_to(None)
    await mind.settle(transfers.tell)
    if mind.concluded:  # the caller hung up at the last moment
        return "caller"
    if not await transfers.join(line):
        return None
    for moved in transfers.reports():
        await mind.note(moved)
    return await _talked(transfers, mind)


async def _talked(transfers: Transfers, mind: Mind) -> str | None:
    """Note who talks when, while they do; what came of it as `_with_agent` tells."""
    talk = asyncio.create_task(transfers.talk(), name="talk with an agent")
    later: list[Event] = []
    try:
        while not talk.done():
            await asyncio.wait([talk], timeout=NOTE_SECONDS)
            told = transfers.reports()
            later += [event for event in told if not isinstance(event, Talked)]
            if talk.done() and talk.result() in BACK:
                for event in later:  # our next pipeline answers it
                    transfers.tell(event)
            for event in told:
                if isinstance(event, Talked):
                    await mind.note(event)
    finally:
        talk.cancel()
        await asyncio.gather(talk, return_exceptions=True)
    if talk.result() in BACK:
        return None
    for event in later:
        await mind.note(event)
    return talk.result()


async def ready(processors: Sequence[Shell]) -> tuple[PipelineWorker, WorkerRunner]:
    """A pipeline of these, which runs as soon as the runner does."""
    worker = PipelineWorker(
        Pipeline([*processors]),
        cancel_on_idle_timeout=False,
        cancel_timeout_secs=CANCEL_SECONDS,
        enable_rtvi=False,
        enable_turn_tracking=False,
        idle_timeout_secs=None,
    )
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    return worker, runner
