"""Choices that look like chance and are none: the same seed and words give the same lot."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

One = TypeVar("One")


def lot(seed: str, of: str, below: int) -> int:
    """From 0 until just before `below`."""
    drawn = hashlib.blake2b(f"{seed}\0{of}".encode(), digest_size=8).digest()
    return int.from_bytes(drawn) % below


def lots(seed: str, of: str, count: int) -> tuple[int, ...]:
    """So many digits, 0 to 9."""
    return tuple(lot(seed, f"{of}\0{nth}", 10) for nth in range(count))


def one_of(seed: str, of: str, choices: Sequence[One]) -> One:
    """Raises ValueError for no choices."""
    if not choices:
        raise ValueError(f"expected something to choose {of} from, got nothing")
    return choices[lot(seed, of, len(choices))]
