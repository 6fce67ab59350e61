"""Two texts that began as one: all that both wrote is in the merged one, or there is none."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.merging import merged

BASE = "title: paspoort\nsamples:\n  nl:\n    - een\n    - twee\nprijs: 10\n"


PRICE, NAME = ("prijs: 10", "prijs: 11"), ("paspoort", "pas")
LESS, MORE = ("    - een\n", ""), ("    - twee\n", "    - twee\n    - drie\n")
ALSO = ("    - twee\n", "    - twee\n    - vier\n")


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        (PRICE, NAME, (PRICE, NAME)),
        (LESS, PRICE, (LESS, PRICE)),
        (PRICE, PRICE, (PRICE,)),
        (MORE, ALSO, (MORE, ALSO)),
    ],
    ids=["other lines", "a line less", "the same", "two items in one place"],
)
def test_what_both_changed_is_in_it(
    ours: tuple[str, str], theirs: tuple[str, str], both: Sequence[tuple[str, str]]
) -> None:
    wanted = BASE
    for old, new in both:
        wanted = wanted.replace(old, new)
    assert merged(BASE, BASE.replace(*ours), BASE.replace(*theirs)) == wanted


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("prijs: 10", "prijs: 11"), ("prijs: 10", "prijs: 12")),
        (("prijs: 10\n", ""), ("prijs: 10", "prijs: 12")),
        (("prijs: 10\n", "prijs: 10\nduur: 1\n"), ("prijs: 10\n", "prijs: 10\nduur: 2\n")),
    ],
    ids=["one line", "a line less and another", "two keys in one place"],
)
def test_what_cannot_both_hold_is_not_guessed(
    ours: tuple[str, str], theirs: tuple[str, str]
) -> None:
    assert merged(BASE, BASE.replace(*ours), BASE.replace(*theirs)) is None


_lines = st.lists(st.sampled_from(["a", "b", "- c", "  - d", "e: 1", ""]), max_size=8)
_edits = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 2), st.integers(0, 2)), max_size=4)


def _edited(base: Sequence[str], edits: Sequence[tuple[int, int, int]], who: str) -> list[str]:
    """At each place some lines go and some come, which tell who wrote them."""
    lines = list(base)
    for number, (place, gone, come) in enumerate(edits):
        lines[place : place + gone] = [f"    - {who} {number} {each}" for each in range(come)]
    return lines


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


@given(_lines, _edits, _edits)
def test_no_line_of_two_editors_is_lost(
    base: list[str], mine: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    ours, theirs = _edited(base, mine, "edo"), _edited(base, other, "els")
    both = merged(_text(base), _text(ours), _text(theirs))
    if both is None:
        return
    found = both.splitlines()
    for line in (*ours, *theirs):
        if line not in base:
            assert found.count(line) == 1
    for line in set(base):
        kept = min(base.count(line), ours.count(line), theirs.count(line))
        assert found.count(line) >= kept - _gone(base, ours, theirs, line)


def _gone(base: list[str], ours: list[str], theirs: list[str], line: str) -> int:
    """How many of this line both took away together at most, each others."""
    return max(base.count(line) - ours.count(line), 0) + max(
        base.count(line) - theirs.count(line), 0
    )


@given(_lines, _edits)
def test_who_is_alone_has_it_as_written(base: list[str], mine: list[tuple[int, int, int]]) -> None:
    ours = _text(_edited(base, mine, "edo"))
    assert merged(_text(base), ours, _text(base)) == ours
    assert merged(_text(base), _text(base), ours) == ours
