"""Whose pages are all closed for some time is no longer there."""

from contextlib import ExitStack

from desk.agents import Agent
from desk.attendance import Attendance
from tests.desk.board import Board, until
from tests.desk.signed import SANNE


async def test_who_opens_a_page_is_there() -> None:
    board = Board()
    with Attendance(board, gone_seconds=0).present(SANNE):
        assert board.seat("sanne") is not None


async def test_who_closes_the_last_page_is_gone_after_some_time() -> None:
    board = Board()
    attendance = Attendance(board, gone_seconds=0)
    with attendance.present(SANNE):
        with attendance.present(SANNE):
            pass
        assert board.seat("sanne") is not None
    assert board.seat("sanne") is not None
    await until(lambda: board.seat("sanne") is None)


async def test_a_page_that_is_loaded_anew_is_no_leaving() -> None:
    board = Board()
    attendance = Attendance(board, gone_seconds=0)
    with ExitStack() as pages:
        pages.enter_context(attendance.present(SANNE))
        pages.close()
        pages.enter_context(attendance.present(SANNE))
        probe = Agent(name="loes", title="Loes")
        with attendance.present(probe):
            pass
        await until(lambda: board.seat("loes") is None)
        assert board.seat("sanne") is not None


async def test_whose_telephone_stands_on_the_desk_needs_no_page() -> None:
    board = Board()
    attendance = Attendance(board, gone_seconds=0)
    own = Agent(name="kees", title="Kees", address="sip:kees@127.0.0.1")
    with attendance.present(own), attendance.present(SANNE):
        pass
    await until(lambda: board.seat("sanne") is None)
    assert board.seat("kees") is not None
