"""Port: what is counted of the calls. `belbalie` fills it from the records."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from records.call_figures import CallFigures


class FiguresOut(Exception):
    """The records cannot be read now; try again later."""


class Figures(Protocol):
    """Each method may raise FiguresOut."""

    async def calls(self, since: datetime, until: datetime) -> Sequence[CallFigures]:
        """Of the calls that began from `since` until just before `until` and have ended, the
        oldest first. Ten thousand take no more than a fraction of a second.
        """

    async def first(self) -> datetime | None:
        """When the oldest of them began; None: there are none."""
