"""Takes the calls that ring over SIP: refuses when all lines are busy, else picks up."""

from typing import Protocol

from loguru import logger

from belbalie.metrics import Metrics
from telephony.sip_line import SipLine


class Answers(Protocol):
    """Who talks with callers: `belbalie.assistant.Assistant`."""

    @property
    def free(self) -> int:
        """Calls that can still be taken."""

    async def answer(self, line: SipLine) -> None: ...


class SipDesk:
    def __init__(self, assistant: Answers, metrics: Metrics) -> None:
        self._assistant, self._metrics = assistant, metrics
        self._picking_up = 0

    async def take(self, line: SipLine) -> None:
        """Carry one call from ringing to its end."""
        if self._assistant.free <= self._picking_up:
            self._metrics.refused.inc()
            logger.info("a call was refused: all lines are busy")
            line.refuse()
            await line.over.wait()
            return
        self._picking_up += 1
        try:
            picked_up = await line.answer()
        finally:
            self._picking_up -= 1
        if picked_up:
            await self._assistant.answer(line)
