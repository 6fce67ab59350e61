"""What services do for one call: one thing after the other, never broken off, always answered.

A search may be dropped when it is not wanted any more; a booking may not. So what was begun is
carried to its end, also when the caller hangs up meanwhile, and then stands in the record.
"""

import asyncio
from collections.abc import Awaitable, Callable

from loguru import logger

from dialog.acts import Perform
from dialog.events import Performed
from dialog.services import FAILED, SERVICES, Outcome
from voice.ears import Clock, TurnTimes

Performs = Callable[[Perform], Awaitable[Outcome]]
"""Carries it out for this call. Raises for what goes wrong."""

PERFORM_SECONDS = 4.0
"""Services bound their own time to 3 s; this is for one that does not keep to it."""


async def nobody(act: Perform) -> Outcome:
    """Where there are no services."""
    raise LookupError(f"expected somebody who does {act.service}, there is nobody here")


def may_be_tried(act: Perform) -> bool:
    """Whether it leaves nothing behind; of a service that we do not know we believe it does."""
    service = SERVICES.get(act.service)
    return service is not None and not service.changes


class Performing:
    """One call's. Who made it awaits `finish` before the call's record is closed."""

    def __init__(
        self,
        name: str,
        performs: Performs,
        clock: Clock,
        tell: Callable[[Performed, TurnTimes | None], None],
    ) -> None:
        self._name = name
        self._performs = performs
        self._clock = clock
        self._tell = tell
        self._in_turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, act: Perform, times: TurnTimes | None) -> None:
        """After what was begun before; what comes of it is told as an event."""
        task = asyncio.create_task(self._perform(act, times), name=f"perform {act.service}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Until all that was begun has been told."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def tried(self, act: Perform) -> Performed:
        """What would come of it, in rehearsal. Raises as the service does."""
        return self._performed(act, await self._performs(act))

    async def _perform(self, act: Perform, times: TurnTimes | None) -> None:
        async with self._in_turn:
            self._tell(self._performed(act, await self._outcome(act)), times)

    async def _outcome(self, act: Perform) -> Outcome:
        try:
            async with asyncio.timeout(PERFORM_SECONDS):
                return await self._performs(act)
        except Exception as error:  # whatever breaks in there, the caller gets a person
            # The reason may quote values that the caller gave: the kind of it tells enough here.
            logger.error("{}: {} failed, {}", self._name, act.service, type(error).__name__)
            return Outcome(FAILED)

    def _performed(self, act: Perform, came: Outcome) -> Performed:
        return Performed(
            at=self._clock.now(),
            service=act.service,
            status=came.status,
            values=came.values,
            options=came.options,
        )
