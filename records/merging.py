"""Two texts that began as one, made one again: line by line, and never by guessing."""

import re
from collections.abc import Sequence

from merge3 import Merge3

_ITEM = re.compile(r"( *)- ")


def merged(base: str, ours: str, theirs: str) -> str | None:
    """The text with what both changed in `base`; None where they changed the same lines.

    Lines of a list that both added in one place are all kept, theirs first: two editors who each
    add a line that callers say do not stand in each other's way.
    """
    made: list[str] = []
    for group in Merge3(_lines(base), _lines(ours), _lines(theirs)).merge_groups():
        if group[0] != "conflict":
            made += group[1]
            continue
        both = None if group[1] else _both_added(group[2], group[3])
        if both is None:
            return None
        made += both
    return "".join(made)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _both_added(ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str] | None:
    """All items that were added to a list, each once; None where it is no list, or not one."""
    depths = {_depth(line) for line in (*ours, *theirs)}
    if len(depths) != 1 or None in depths:
        return None
    return [*theirs, *(line for line in ours if line not in theirs)]


def _depth(line: str) -> str | None:
    found = _ITEM.match(line) if line.endswith("\n") else None
    return found[1] if found else None
