from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.call_codes import HOLDS, MOST_TRIES, CallCodes
from records.errors import RecordsError
from tests.records.conftest import START

KEY = b"een sleutel van de tests, niet geheim"
LINE, OTHER = "0612345678", "0687654321"


def drawing(*numbers: int) -> Callable[[int], int]:
    left = list(numbers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


@pytest.fixture
def codes(path: Path) -> Iterator[CallCodes]:
    made = CallCodes(f"sqlite:///{path}", KEY)
    yield made
    made.close()


def test_a_code_is_six_digits_also_a_small_one(path: Path) -> None:
    codes = CallCodes("sqlite://", KEY, drawing(7))
    assert codes.begin("call-1", LINE, START).code == "000007"
    codes.close()


def test_no_two_calls_have_the_same_code() -> None:
    codes = CallCodes("sqlite://", KEY, drawing(1, 1, 1, 2))
    assert [codes.begin(f"call-{n}", LINE, START).code for n in range(2)] == ["000001", "000002"]
    codes.close()


def test_where_every_code_is_in_use_that_is_told() -> None:
    codes = CallCodes("sqlite://", KEY, drawing(1))
    codes.begin("call-1", LINE, START)
    with pytest.raises(RecordsError, match="in use"):
        codes.begin("call-2", LINE, START)
    codes.close()


def test_a_code_leads_to_its_call_and_tells_whether_the_line_is_the_same(codes: CallCodes) -> None:
    code = codes.begin("call-1", LINE, START).code
    for call, line in (("call-2", LINE), ("call-3", OTHER), ("call-4", None)):
        codes.begin(call, line, START)
    found = [codes.by_code(code, f"call-{n}", START) for n in (2, 3, 4)]
    assert [each and (each.call, each.same_line) for each in found] == [
        ("call-1", True),
        ("call-1", False),
        ("call-1", False),
    ]
    assert codes.by_code(code, "call-1", START) is None, "a call does not open itself"


def test_two_unknown_lines_are_not_the_same(codes: CallCodes) -> None:
    code = codes.begin("call-1", None, START).code
    codes.begin("call-2", None, START)
    found = codes.by_code(code, "call-2", START)
    assert found is not None
    assert not found.same_line


def test_what_was_left_is_told_to_the_next_call_of_that_line_only(codes: CallCodes) -> None:
    codes.begin("call-1", LINE, START)
    codes.end("call-1", "afspraak_maken")
    assert codes.begin("call-2", OTHER, START + timedelta(hours=1)).left is None
    assert codes.begin("call-3", None, START + timedelta(hours=1)).left is None
    assert codes.begin("call-4", LINE, START + timedelta(hours=2)).left == "afspraak_maken"
    found = codes.last_of_line("call-4", START + timedelta(hours=2))
    assert found is not None
    assert found.call == "call-1"
    assert codes.last_of_line("call-2", START) is None


def test_only_the_last_call_of_a_line_counts(codes: CallCodes) -> None:
    codes.begin("call-1", LINE, START)
    codes.end("call-1", "afspraak_maken")
    codes.begin("call-2", LINE, START + timedelta(minutes=1))
    codes.end("call-2", "")
    assert codes.begin("call-3", LINE, START + timedelta(minutes=2)).left is None


@pytest.mark.parametrize(("seconds", "valid"), [(-1, True), (0, False), (1, False)])
def test_after_a_day_a_code_opens_nothing(codes: CallCodes, seconds: int, valid: bool) -> None:
    code = codes.begin("call-1", LINE, START).code
    codes.end("call-1", "afspraak_maken")
    at = START + HOLDS + timedelta(seconds=seconds)
    assert (codes.by_code(code, "call-2", at) is not None) is valid
    assert (codes.begin("call-2", LINE, at).left is not None) is valid
    assert codes.purge(at) == (0 if valid else 1)


def test_five_facts_in_vain_lock_a_code_whoever_tries(codes: CallCodes) -> None:
    code = codes.begin("call-1", LINE, START).code
    assert [codes.failed("call-1") for _ in range(MOST_TRIES)] == [1, 2, 3, 4, 5]
    found = codes.by_code(code, "call-2", START)
    assert found is not None
    assert found.locked


def test_a_forgotten_call_is_found_by_nobody(codes: CallCodes) -> None:
    code = codes.begin("call-1", LINE, START).code
    codes.end("call-1", "afspraak_maken")
    codes.forget("call-1", START)
    assert codes.begin("call-2", LINE, START).left is None
    assert codes.by_code(code, "call-2", START) is None
    assert codes.last_of_line("call-2", START) is None
    assert codes.to_forget(START) == {"call-1": False}
    assert codes.purge(START + HOLDS) == 1, "call-2; what is to be forgotten stays marked"
    assert codes.to_forget(START + HOLDS) == {"call-1": True}
    codes.forgotten("call-1")
    assert codes.to_forget(START) == {}


def test_a_call_without_a_code_is_forgotten_too(codes: CallCodes) -> None:
    codes.forget("getypt", START)
    assert codes.to_forget(START) == {"getypt": False}


def test_neither_code_nor_line_stands_in_the_file(codes: CallCodes, path: Path) -> None:
    code = codes.begin("call-1", LINE, START).code
    files = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert code.encode() not in files
    assert LINE.encode() not in files


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, 999_999), min_size=1, max_size=30, unique=True), st.data())
def test_no_code_from_another_line_is_ever_taken_for_the_same_line(
    taken: list[int], data: st.DataObject
) -> None:
    codes = CallCodes("sqlite://", KEY, drawing(*taken, 0))
    for nth in range(len(taken)):
        codes.begin(f"call-{nth}", f"06{nth:08}", START)
    tried = data.draw(st.lists(st.sampled_from([*taken, 1, 2, 3]), max_size=20))
    found = [codes.by_code(f"{each:06}", "stranger", START) for each in tried]
    assert not any(each.same_line for each in found if each)
    codes.close()
