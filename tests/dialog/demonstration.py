"""The content of Zonnedael, read once by each process that runs tests: it costs a second."""

from functools import cache
from pathlib import Path

from dialog.content import load
from dialog.knowledge import Knowledge

CONTENT = Path(__file__).parents[2] / "content"


@cache
def demonstration() -> Knowledge:
    """All of it. What is read is frozen, so tests may share it."""
    return load(CONTENT)
