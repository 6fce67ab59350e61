"""Work in the records beside the event loop, with its errors as a port tells them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from loguru import logger

from records.errors import RecordsError

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Beside:
    """`await beside(work, *given)` gives what `work` gives, from a thread."""

    what: str
    """How the log calls it."""
    of_port: type[Exception]
    """Raised in the place of RecordsError."""

    async def __call__(self, work: Callable[..., Result], *given: object) -> Result:
        try:
            return await asyncio.to_thread(work, *given)
        except RecordsError as error:
            logger.error("{}: {}", self.what, error)
            raise self.of_port(str(error)) from error
