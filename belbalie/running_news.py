"""Crisis messages for calls that run: what comes into force is told to each, once."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from loguru import logger

from dialog.crisis import CrisisMessage, active
from dialog.events import Event, NewsCame

LOOK_SECONDS = 1.0
"""As often as the records are looked at for what was started."""

Messages = Callable[[], Sequence[CrisisMessage]]
"""All of them now, in force or not."""
Tell = Callable[[Event], None]
"""May raise asyncio.QueueFull: then it is told again a second later."""


class RunningNews:
    """Of one call. What is in force when it is made, the caller hears as the call begins."""

    def __init__(self, messages: Messages, now: Callable[[], datetime]) -> None:
        self._messages, self._now = messages, now
        self._known = self._active()

    async def follow(self, tell: Tell) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                self.look(tell)
            except asyncio.QueueFull:
                logger.warning("a crisis message waits: the call is busy")

    def look(self, tell: Tell) -> None:
        """Tell what came into force since; the oldest first. Raises what `tell` raises."""
        for message in self._active():
            if not any(_same(message, known) for known in self._known):
                tell(_event(message, self._now()))
                self._known.append(message)

    def _active(self) -> list[CrisisMessage]:
        """Those in force, whomever they concern: the conversation knows where the caller lives."""
        return active(self._messages(), self._now(), None, None)[::-1]


def _same(one: CrisisMessage, other: CrisisMessage) -> bool:
    """A page that is started again with other questions has no other message."""
    return replace(one, since=other.since, until=other.until) == other


def _event(message: CrisisMessage, at: datetime) -> NewsCame:
    return NewsCame(
        at=at,
        text=message.text,
        until=message.until,
        postcodes=message.postcodes,
        streets=message.streets,
    )
