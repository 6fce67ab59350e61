"""What changed is drawn once, for all who look at it, and reaches each of them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from desk.drawing import Drawing, Look, Piece, touched
from desk.switchboard import Change, Presence, What
from tests.desk.board import KEES, Board, live_call, until
from tests.desk.signed import SANNE

PARTS = {"queue", "calls", "seats", "me:sanne", "ring:sanne", "bar:c-1:sanne", "lines:c-1"}


class Counted:
    """Draws a part as how often anything was drawn, or as what it is told to."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.same: str | None = None
        self.broken = ""

    def draw(self, part: str) -> str:
        if part == self.broken:
            raise ValueError("geen kaart")
        self.drawn.append(part)
        return self.same if self.same is not None else f"{part} {len(self.drawn)}"

    def lines(self, call: str, first: int) -> tuple[list[str], int]:
        return [f"<li>{number}</li>" for number in range(first, len(self.drawn))], len(self.drawn)


@asynccontextmanager
async def running(board: Board, drawn: Counted) -> AsyncIterator[Drawing]:
    drawing = Drawing(board, drawn.draw, drawn.lines)
    task = asyncio.create_task(drawing.run())
    await board.watched()
    yield drawing
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def taken(look: Look, count: int) -> list[Piece]:
    pieces = look.pieces()
    async with asyncio.timeout(5):
        return [await anext(pieces) for _ in range(count)]


async def test_a_page_gets_all_its_parts_and_then_what_changes() -> None:
    board = Board()
    async with running(board, Counted()) as drawing:
        look = drawing.look(["me:sanne", "queue"])
        assert await taken(look, 2) == [Piece("me", "me:sanne 1"), Piece("queue", "queue 2")]
        board.sit_down(SANNE)
        assert {piece.part for piece in await taken(look, 2)} == {"me", "queue"}


async def test_what_many_look_at_is_drawn_once() -> None:
    board, drawn = Board(), Counted()
    async with running(board, drawn) as drawing:
        looks = [drawing.look(["queue"]) for _ in range(50)]
        for look in looks:
            await taken(look, 1)
        board.add(live_call())
        pieces = [await taken(look, 1) for look in looks]
        assert len(drawn.drawn) == 2
        assert all(each == [Piece("queue", "queue 2")] for each in pieces)


async def test_what_came_out_the_same_is_given_to_nobody() -> None:
    board, drawn = Board(), Counted()
    drawn.same = "niemand"
    async with running(board, drawn) as drawing:
        look = drawing.look(["queue"])
        await taken(look, 1)
        board.add(live_call())
        await until(lambda: drawn.drawn == ["queue", "queue"])
        drawn.same = "iemand"
        board.add(live_call("c-2"))
        assert await taken(look, 1) == [Piece("queue", "iemand")]


async def test_a_flood_of_changes_is_a_few_drawings() -> None:
    board, drawn = Board(), Counted()
    async with running(board, drawn) as drawing:
        look = drawing.look(["calls"])
        await taken(look, 1)
        board.add(live_call())
        for _ in range(100):
            board.happen("c-1")
            await asyncio.sleep(0)
        await taken(look, 1)
        assert len(drawn.drawn) <= 3


async def test_who_is_slow_gets_the_last_version_and_not_all() -> None:
    board, drawn = Board(), Counted()
    async with running(board, drawn) as drawing:
        look = drawing.look(["me:sanne"])
        board.sit_down(SANNE)
        board.be("sanne", Presence.AVAILABLE)
        await until(lambda: len(drawn.drawn) == 3)
        assert await taken(look, 1) == [Piece("me", "me:sanne 3")]


async def test_lines_are_given_whole_and_then_one_by_one() -> None:
    board, drawn = Board(), Counted()
    board.add(live_call())
    drawn.drawn = ["a", "b"]
    async with running(board, drawn) as drawing:
        look = drawing.look(["lines:c-1"])
        assert await taken(look, 1) == [Piece("lines", "<li>0</li><li>1</li>")]
        drawn.drawn.append("c")
        board.happen("c-1")
        assert await taken(look, 1) == [Piece("line", "<li>2</li>")]
        again = drawing.look(["lines:c-1"])
        assert await taken(again, 1) == [Piece("lines", "<li>0</li><li>1</li><li>2</li>")]


async def test_a_part_that_cannot_be_drawn_takes_no_other_with_it() -> None:
    board, drawn = Board(), Counted()
    async with running(board, drawn) as drawing:
        look = drawing.look(["me:sanne", "ring:sanne"])
        await taken(look, 2)
        drawn.broken = "me:sanne"
        board.sit_down(SANNE)
        assert [piece.part for piece in await taken(look, 1)] == ["ring"]


async def test_a_page_that_is_to_ask_anew_gets_what_was_ready() -> None:
    drawing = Drawing(Board(), Counted().draw, Counted().lines)
    look = drawing.look(["queue"])
    drawing.end()
    assert [piece async for piece in look.pieces()] == [Piece("queue", "queue 1")]


def every_change() -> Iterator[Change]:
    yield Change(What.CALL, "c-1")
    yield Change(What.QUEUE)
    yield Change(What.SEATS)


def test_each_part_is_touched_by_some_change() -> None:
    met: set[str] = set()
    for change in every_change():
        met.update(*touched(change, PARTS, {"sanne"}))
    assert met == PARTS


def test_a_call_touches_no_part_of_another_call_or_another_agent() -> None:
    parts = {"bar:c-2:sanne", "lines:c-2", f"ring:{KEES.name}"}
    assert touched(Change(What.CALL, "c-1"), parts, {"sanne"}) == (set(), set())
