"""What waits for an editor, as the overview of the studio counts it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TodoLine:
    title: str
    """'antwoorden die volgens een medewerker niet kloppen'."""
    count: int
    address: str


Todo = Callable[[], Awaitable[Sequence[TodoLine]]]
"""Only what there is: no line counts 0. It never fails: what cannot be counted now is left out."""
