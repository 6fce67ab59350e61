"""What stands in the handbook: its pages, what they quote of the house, and their pictures."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "docs" / "handboek"
PICTURES = FOLDER / "beelden"
_QUOTED = re.compile(r"\*\*(.+?)\*\*")
"""Bold are the exact words of a page of the house, and nothing else."""


@cache
def texts() -> dict[str, str]:
    """By the name of the file."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}


def quoted() -> frozenset[str]:
    """The words of pages that stand in the handbook."""
    return frozenset(words for text in texts().values() for words in _QUOTED.findall(text))
