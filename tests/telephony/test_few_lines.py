"""A program's complaints, made few."""

from hypothesis import given
from hypothesis import strategies as st

from telephony.few_lines import FewLines


def test_lines_are_passed_on_whole_however_they_were_cut() -> None:
    few = FewLines()
    assert few.feed(b"een\ntw", 0.0) == ["een"]
    assert few.feed(b"ee\n\ndrie\n", 0.0) == ["twee", "drie"]


def test_a_minute_has_room_for_so_many_and_the_next_tells_how_many_there_were() -> None:
    few = FewLines(lines_a_minute=2)
    assert few.feed(b"1\n2\n3\n4\n", 10.0) == ["1", "2"]
    assert few.feed(b"5\n", 69.9) == []
    assert few.feed(b"6\n7\n", 70.0) == ["(and 3 lines more)", "6", "7"]
    assert few.feed(b"8\n", 130.0) == ["8"]


def test_numbers_and_what_moves_a_terminal_are_taken_out() -> None:
    few = FewLines()
    line = b"CANCEL sip:0612345678@10.0.0.7:5060\x1b[2J\x00\xff\r\n"
    assert few.feed(line, 0.0) == ["CANCEL sip:…@10.0.0.7:…\ufffd[2J\ufffd\ufffd"]


def test_a_line_without_end_is_cut() -> None:
    few = FewLines()
    assert few.feed(b"a" * 100_000, 0.0) == ["a" * 300]
    assert few.feed(b"b\n", 0.0) == ["b"]


@given(st.lists(st.binary(max_size=5000), max_size=30))
def test_never_more_than_it_may_say(pieces: list[bytes]) -> None:
    few = FewLines(lines_a_minute=5)
    told = [line for piece in pieces for line in few.feed(piece, 0.0)]
    assert len(told) <= 5
    assert all(len(line) <= 300 and line.isprintable() for line in told)
