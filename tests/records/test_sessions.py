"""Sessions end by themselves, and are looked up by a token that only the browser has."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from records.accounts import Profile
from records.door import Door
from records.lockout import FREE_OF_AN_ADDRESS, Tries
from records.sessions import Stage
from records.trail import Happened
from tests.records.conftest import START
from tests.records.test_accounts import KEY, SANNE

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def door(database: str) -> Iterator[Door]:
    made = Door.open(database, KEY)
    made.accounts.add("sanne", SANNE, "bea", START)
    yield made
    made.close()


def is_in(door: Door, token: str, now: datetime, seen: bool = True) -> bool:
    return door.sessions.find(token, now, seen) is not None


def test_a_session_survives_a_restart(door: Door, database: str) -> None:
    token = door.sessions.begin("sanne", Stage.IN, START)
    again = Door.open(database, KEY)
    found = again.sessions.find(token, START)
    again.close()
    assert found is not None
    assert (found.account.name, found.stage) == ("sanne", Stage.IN)
    assert not is_in(door, "een ander", START)


def test_it_ends_an_hour_after_somebody_did_something(door: Door) -> None:
    token = door.sessions.begin("sanne", Stage.IN, START)
    assert is_in(door, token, START + 59 * MINUTE)
    assert is_in(door, token, START + 118 * MINUTE)
    assert not is_in(door, token, START + 178 * MINUTE)


def test_a_look_that_nobody_took_does_not_keep_it(door: Door) -> None:
    token = door.sessions.begin("sanne", Stage.IN, START)
    assert is_in(door, token, START + 59 * MINUTE, seen=False)
    assert not is_in(door, token, START + 60 * MINUTE)


def test_it_ends_after_twelve_hours_whatever_is_done(door: Door) -> None:
    token = door.sessions.begin("sanne", Stage.IN, START)
    for half in range(24):
        assert is_in(door, token, START + half * 30 * MINUTE)
    assert not is_in(door, token, START + 12 * HOUR)


def test_the_steps_of_signing_in_may_take_a_quarter_of_an_hour(door: Door) -> None:
    token = door.sessions.begin("sanne", Stage.CODE, START)
    assert is_in(door, token, START + 14 * MINUTE)
    assert not is_in(door, token, START + 15 * MINUTE)


def test_the_next_step_has_another_token(door: Door) -> None:
    first = door.sessions.begin("sanne", Stage.CODE, START)
    kept = door.sessions.find(first, START)
    assert kept is not None
    second = door.sessions.begin("sanne", Stage.IN, START, instead_of=kept.hash)
    assert (is_in(door, first, START), is_in(door, second, START)) == (False, True)


def test_a_new_password_signs_out_everywhere_else(door: Door) -> None:
    here, elsewhere = (door.sessions.begin("sanne", Stage.IN, START) for _ in range(2))
    kept = door.sessions.find(here, START)
    assert kept is not None
    door.accounts.choose_password("sanne", "een lang wachtwoord", START, but=kept.hash)
    assert (is_in(door, here, START), is_in(door, elsewhere, START)) == (True, False)


def test_closing_an_account_and_signing_out_end_it_at_once(door: Door) -> None:
    token = door.sessions.begin("sanne", Stage.IN, START)
    door.accounts.close("sanne", "bea", START)
    assert not is_in(door, token, START)
    door.accounts.reset("sanne", "bea", START)
    token = door.sessions.begin("sanne", Stage.IN, START)
    kept = door.sessions.find(token, START)
    assert kept is not None
    door.sessions.end(kept.hash)
    assert not is_in(door, token, START)


def test_a_role_that_is_taken_away_is_gone_at_once(door: Door) -> None:
    token = door.sessions.begin("sanne", Stage.IN, START)
    door.accounts.change("sanne", Profile(title="S", roles=frozenset({"editor"})), "bea", START)
    kept = door.sessions.find(token, START)
    assert kept is not None
    assert kept.account.profile.roles == {"editor"}


# -- too many tries ------------------------------------------------------------------------------


def test_the_fifth_failure_locks_for_a_minute_and_each_that_follows_for_twice_as_long() -> None:
    tries, now, waits = Tries(), START, []
    for _ in range(13):
        tries = tries.failed(now)
        wait = tries.wait(now)
        waits.append(wait / MINUTE if wait else 0)
        now += wait or MINUTE
        assert tries.wait(now) is None
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_failures_are_forgotten_after_a_day_and_by_a_success(door: Door) -> None:
    subjects = ["account sanne", "address 10.0.0.7"]
    for _ in range(4):
        door.failed(subjects, "sanne", "wachtwoord", START)
    assert door.wait(subjects, START) is None
    door.failed(subjects, "sanne", "wachtwoord", START + 24 * HOUR)
    assert door.wait(subjects, START + 24 * HOUR) is None
    for _ in range(FREE_OF_AN_ADDRESS - 1):
        door.failed(subjects[1:], "", "naam", START + 24 * HOUR)
    assert door.wait(subjects, START + 24 * HOUR) == MINUTE
    assert door.wait(subjects[:1], START + 24 * HOUR) is None
    door.succeeded(subjects, START + 24 * HOUR)
    assert door.wait(subjects, START + 24 * HOUR) is None


def test_failures_and_locks_stand_in_the_trail(door: Door) -> None:
    for _ in range(5):
        door.failed(["account sanne"], "sanne", "wachtwoord", START)
    locked, refused, *_ = door.accounts.trail("sanne")
    assert (locked.happened, locked.told) == (Happened.LOCKED, "account 1 min")
    assert (refused.happened, refused.told) == (Happened.REFUSED, "wachtwoord")


def test_the_trail_is_forgotten_when_its_time_is_over(door: Door) -> None:
    door.failed(["account sanne"], "sanne", "wachtwoord", START + HOUR)
    assert door.forget_before(START + 2 * HOUR) >= 1
    assert door.accounts.trail("sanne") == []
