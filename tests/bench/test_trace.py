import io
import json
from pathlib import Path
from typing import Any

from bench.trace import HOPS, Tracer, joined, read
from tests.bench.seen import TURN, turn

HOPS_TOLD: dict[str, Any] = dict.fromkeys(HOPS, 7)
FIRST, SECOND = turn(began=10.0, ended=12.0), turn(began=20.0, ended=22.0)


def line(at: float, what: str, call: str = TURN.number, **more: Any) -> dict[str, Any]:
    return {"at": at, "call": call, "what": what, **more}


def test_what_was_told_goes_to_the_turn_in_which_it_happened() -> None:
    told = [
        line(12.3, "heard"),
        line(12.4, "answer", kind="store"),
        line(12.5, "hops", **HOPS_TOLD),
        line(22.3, "heard"),
        line(22.4, "answer", kind="value"),
        line(12.3, "heard", call="+31200000099"),
    ]
    first, second = joined([FIRST, SECOND], told)
    assert (first.taken, first.kind, first.hops) == (1, "store", HOPS_TOLD)
    assert (second.taken, second.kind, second.hops) == (1, "value", {})
    assert not first.half


def test_the_stream_names_the_call_where_its_number_does_not() -> None:
    assert joined([FIRST], [line(12.3, "heard", call=TURN.stream)])[0].taken == 1


def test_a_text_that_is_taken_before_the_callers_end_is_half_a_sentence() -> None:
    assert joined([FIRST], [line(11.0, "heard")])[0].half


def test_a_turn_that_is_taken_in_two_pieces_is_half_a_sentence() -> None:
    assert joined([FIRST], [line(12.2, "heard"), line(12.9, "heard")])[0].half


def test_a_call_without_turns_has_nothing_to_be_told() -> None:
    assert joined([], [line(1.0, "heard")]) == []


def test_what_is_written_is_read(tmp_path: Path) -> None:
    written = io.StringIO()
    Tracer(written).note("+31", "answer", kind="store")
    (tmp_path / "trace").write_text(written.getvalue(), encoding="utf-8")
    (found,) = read(tmp_path / "trace")
    assert (found["call"], found["what"], found["kind"]) == ("+31", "answer", "store")
    assert json.loads(written.getvalue()) == found
