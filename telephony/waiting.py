"""Waiting for one of several things, and no longer than so long."""

import asyncio
from collections.abc import Sequence


async def first_of(events: Sequence[asyncio.Event], seconds: float) -> None:
    """Wait for one of these, and no longer than so long."""
    waits = [asyncio.create_task(each.wait()) for each in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waits:
            each.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
