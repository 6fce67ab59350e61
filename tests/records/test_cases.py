from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from dialog.agenda import Taken
from records.case import APPOINTMENT, COMPLAINT, KEEP_DAYS, OPEN, REPORT, STATES, NewCase, Seat
from records.cases import Cases
from records.errors import RecordsError, TooLate
from records.log import EventLog
from records.scrub import database_files
from tests.records.desk import ASKING, FRIDAY, NOW

WORDS = {"naam": "Truus de Mier", "telefoon": "0612345678"}
AT_NINE = NewCase(APPOINTMENT, "paspoort", FRIDAY, time(9), WORDS)
LAMP = NewCase(REPORT, "straatverlichting", FRIDAY, None, {"object": "een kapotte lantaarn"})
NINE, TEN = (FRIDAY, time(9)), (FRIDAY, time(10))


@pytest.fixture
def cases(path: Path) -> Iterator[Cases]:
    made = Cases(f"sqlite:///{path}", Random(7).randrange)
    yield made
    made.close()


def first(taken: Taken, at: tuple[date, time] = NINE, capacity: int = 1) -> list[Seat] | None:
    free = [n for n in range(1, capacity + 1) if n not in taken.get(at, frozenset())]
    return [Seat(*at, free[0])] if free else None


def test_a_case_comes_back_as_it_was_kept(cases: Cases) -> None:
    number = cases.open(LAMP, ASKING)
    case = cases.find(number)
    assert case is not None
    assert (case.number, case.kind, case.state) == (number, REPORT, "reported")
    assert (case.subject, case.day, case.at) == ("straatverlichting", FRIDAY, None)
    assert case.made_at == NOW
    assert case.words == {"object": "een kapotte lantaarn"}
    assert cases.find("00000") is None


def test_a_number_is_five_digits_that_nobody_can_guess_from_another(cases: Cases) -> None:
    numbers = [cases.open(LAMP, ASKING) for _ in range(20)]
    assert len(set(numbers)) == 20
    assert all(len(number) == 5 and number.isdecimal() and number[0] != "0" for number in numbers)
    steps = {int(b) - int(a) for a, b in pairwise(numbers)}
    assert len(steps) > 15


def test_with_its_numbers_used_up_a_sixth_digit_is_added(path: Path) -> None:
    cases = Cases(f"sqlite:///{path}", lambda below: 0)
    assert [cases.open(LAMP, ASKING) for _ in range(2)] == ["10000", "100000"]
    with pytest.raises(RecordsError, match="Every number"):
        cases.open(LAMP, ASKING)
    cases.close()


def test_a_place_is_given_once(cases: Cases) -> None:
    assert cases.open_at(AT_NINE, "agenda", first, ASKING) is not None
    assert cases.open_at(AT_NINE, "agenda", first, ASKING) is None
    assert cases.open_at(AT_NINE, "another", first, ASKING) is not None
    assert cases.taken("agenda", (FRIDAY, FRIDAY)) == {NINE: frozenset({1})}
    assert len(cases.open_ones(APPOINTMENT)) == 2


def test_the_database_itself_refuses_a_place_that_is_taken(cases: Cases) -> None:
    """Also from code that looks at nothing."""

    def blind(taken: Taken) -> list[Seat]:
        return [Seat(*NINE, 1)]

    assert cases.open_at(AT_NINE, "agenda", blind, ASKING)
    with pytest.raises(RecordsError):
        cases.open_at(AT_NINE, "agenda", blind, ASKING)
    assert len(cases.open_ones(APPOINTMENT)) == 1


def test_a_case_that_moves_leaves_its_place_to_others(cases: Cases) -> None:
    number = cases.open_at(AT_NINE, "agenda", first, ASKING)
    assert number is not None
    assert cases.move(number, "agenda", TEN, lambda taken: first(taken, TEN), ASKING)
    assert cases.taken("agenda", (FRIDAY, FRIDAY)) == {TEN: frozenset({1})}
    case = cases.find(number)
    assert case is not None
    assert (case.day, case.at) == TEN
    assert case.words == WORDS


def test_a_case_that_cannot_move_keeps_its_place(cases: Cases) -> None:
    number = cases.open_at(AT_NINE, "agenda", first, ASKING)
    cases.open_at(replace(AT_NINE, at=time(10)), "agenda", lambda t: first(t, TEN), ASKING)
    assert number is not None
    assert not cases.move(number, "agenda", TEN, lambda taken: first(taken, TEN), ASKING)
    assert cases.taken("agenda", (FRIDAY, FRIDAY)) == {NINE: frozenset({1}), TEN: frozenset({1})}


def test_a_case_may_move_to_where_it_is(cases: Cases) -> None:
    number = cases.open_at(AT_NINE, "agenda", first, ASKING)
    assert number is not None
    assert cases.move(number, "agenda", NINE, first, ASKING)


def test_who_is_done_gives_the_place_back(cases: Cases) -> None:
    number = cases.open_at(AT_NINE, "agenda", first, ASKING)
    assert number is not None
    assert cases.set_state(number, "cancelled", ASKING)
    assert cases.taken("agenda", (FRIDAY, FRIDAY)) == {}
    assert cases.open_ones(APPOINTMENT) == []
    assert not cases.set_state(number, "cancelled", ASKING)
    assert not cases.set_state(number, "booked", ASKING)


@pytest.mark.parametrize(
    ("kind", "state", "after"),
    [(kind, state, after) for kind, life in STATES.items() for state in life for after in life],
)
def test_a_state_follows_only_where_the_table_says(
    path: Path, kind: str, state: str, after: str
) -> None:
    cases = Cases(f"sqlite:///{path}")
    number = cases.open(NewCase(kind, "x", FRIDAY), ASKING)
    reached = state == next(iter(STATES[kind])) or cases.set_state(number, state, ASKING)
    assert reached
    assert cases.set_state(number, after, ASKING) is (after in STATES[kind][state])
    cases.close()


def test_every_kind_has_a_time_for_which_it_is_kept() -> None:
    assert KEEP_DAYS.keys() == STATES.keys() == OPEN.keys()
    assert all(
        after in life for life in STATES.values() for each in life.values() for after in each
    )


def test_another_caller_joins(cases: Cases) -> None:
    number = cases.open(LAMP, ASKING)
    assert cases.join(number, {"telefoon": "0687654321"}, ASKING) == 2
    assert cases.join(number, {}, ASKING) == 3
    with pytest.raises(LookupError, match="nobody has that one"):
        cases.join("00000", {}, ASKING)


def test_nothing_is_done_for_a_call_that_gave_up_waiting(cases: Cases) -> None:
    late = replace(ASKING, in_time=lambda: False)
    with pytest.raises(TooLate):
        cases.open_at(AT_NINE, "agenda", first, late)
    number = cases.open(LAMP, ASKING)
    with pytest.raises(TooLate):
        cases.join(number, {}, late)
    assert cases.open_ones(APPOINTMENT) == []
    assert cases.taken("agenda", (FRIDAY, FRIDAY)) == {}
    assert cases.join(number, {}, ASKING) == 2


def test_the_words_are_sealed_and_a_bsn_is_not_even_in_the_seal(cases: Cases, path: Path) -> None:
    said = {"tekst": "mijn bsn is 123456782 en ik ben boos", "telefoon": "0612345678"}
    number = cases.open(NewCase(COMPLAINT, "klacht", FRIDAY, None, said), ASKING)
    case = cases.find(number)
    assert case is not None
    assert case.words == {
        "tekst": "mijn bsn is [BSN] en ik ben boos",
        "telefoon": "0612345678",
    }
    cases.close()
    stored = b"".join(file.read_bytes() for file in database_files(path))
    assert b"boos" not in stored
    assert b"0612345678" not in stored
    assert number.encode() in stored


def test_words_moved_to_another_case_do_not_open(cases: Cases) -> None:
    one, other = cases.open(LAMP, ASKING), cases.open(LAMP, ASKING)
    with cases._engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in ("case_words", "case_keys"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE number = '{other}'")
            connection.exec_driver_sql(
                f"UPDATE {table} SET number = '{other}' WHERE number = '{one}'"
            )
    with pytest.raises(RecordsError, match=f"words of case {other} are not those"):
        cases.find(other)


def test_old_words_are_forgotten_and_the_place_stays(cases: Cases, path: Path) -> None:
    number = cases.open_at(AT_NINE, "agenda", first, ASKING)
    lamp = cases.open(LAMP, ASKING)
    assert number is not None
    kept = datetime.combine(FRIDAY, time(12), NOW.tzinfo) + timedelta(KEEP_DAYS[APPOINTMENT])
    assert cases.forget_old(kept) == 0
    assert cases.forget_old(kept + timedelta(1)) == 1
    case, other = cases.find(number), cases.find(lamp)
    assert case is not None
    assert case.words == {}
    assert other is not None
    assert other.words
    assert cases.taken("agenda", (FRIDAY, FRIDAY)) == {NINE: frozenset({1})}
    assert cases.forget_old(kept + timedelta(1)) == 0


def test_no_byte_of_what_was_forgotten_is_left(cases: Cases, path: Path) -> None:
    cases.open(AT_NINE, ASKING)
    with cases._engine.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT key, ciphertext FROM case_keys JOIN case_words USING (number, part)"
        ).one()
    cases.forget_old(NOW + timedelta(100))
    stored = b"".join(file.read_bytes() for file in database_files(path))
    assert row.key not in stored
    assert row.ciphertext not in stored


def test_to_erase_a_call_is_to_forget_what_was_said_of_its_cases(path: Path) -> None:
    log, cases = EventLog(f"sqlite:///{path}"), Cases(f"sqlite:///{path}")
    log.open_call("call-1", NOW, "file")
    mine = cases.open_at(AT_NINE, "agenda", first, ASKING)
    other = cases.open(LAMP, replace(ASKING, call="call-2"))
    cases.join(other, {"telefoon": "0612345678"}, ASKING)
    assert mine is not None
    log.erase("call-1")
    assert [getattr(cases.find(number), "words", None) for number in (mine, other)] == [
        {},
        {"object": "een kapotte lantaarn"},
    ]
    assert cases.taken("agenda", (FRIDAY, FRIDAY)) == {NINE: frozenset({1})}
    log.close()
    cases.close()


def test_who_joins_after_others_were_forgotten_gets_a_part_of_their_own(path: Path) -> None:
    log, cases = EventLog(f"sqlite:///{path}"), Cases(f"sqlite:///{path}")
    log.open_call("call-1", NOW, "file")
    number = cases.open(LAMP, ASKING)
    cases.join(number, {"telefoon": "0612345678"}, replace(ASKING, call="call-2"))
    log.erase("call-1")
    assert cases.join(number, {"telefoon": "0611111111"}, replace(ASKING, call="call-3")) == 3
    log.close()
    cases.close()


def test_cases_are_counted_by_kind(cases: Cases) -> None:
    cases.open(LAMP, ASKING)
    cases.open(LAMP, replace(ASKING, now=NOW + timedelta(days=1)))
    cases.open_at(AT_NINE, "agenda", first, ASKING)
    assert cases.counts(NOW, NOW + timedelta(hours=1)) == {
        "appointment": 1,
        "report": 1,
        "pickup": 0,
        "complaint": 0,
    }


def test_a_moment_without_a_time_zone_is_refused(cases: Cases) -> None:
    with pytest.raises(ValueError, match="a moment with a time zone"):
        cases.open(LAMP, replace(ASKING, now=datetime(2026, 11, 26)))
