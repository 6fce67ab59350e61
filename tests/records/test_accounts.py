"""Accounts of the desk: what is kept, what is sealed, and what each change brings about."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from records.accounts import Profile, Unknown
from records.door import Door
from records.errors import Clash
from records.sessions import Stage
from records.trail import Happened
from tests.records.conftest import START, moment

KEY = b"een sleutel buiten de database"
SANNE = Profile(title="Sanne de Wit", roles=frozenset({"agent"}), departments=("burgerzaken",))
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def door(database: str) -> Iterator[Door]:
    made = Door.open(database, KEY)
    yield made
    made.close()


def test_an_account_is_found_again_as_it_was_made(door: Door) -> None:
    password = door.accounts.add("sanne", SANNE, "bea", START)
    found = door.accounts.find("sanne")
    assert (found.profile, found.active, found.must_change) == (SANNE, True, True)
    assert (found.local, found.has_app, found.created_at) == (True, False, START)
    assert door.accounts.passwords.fits(found.password_hash, password)
    assert password not in repr(found)
    assert list(door.accounts.all()) == [found]


def test_a_name_is_used_once(door: Door) -> None:
    door.accounts.add("sanne", SANNE, "bea", START)
    with pytest.raises(Clash):
        door.accounts.add("sanne", SANNE, "bea", START)


@pytest.mark.parametrize("name", ["", "Sanne", "sanne de wit", "a" * 41, "-a", "sanne\n"])
def test_what_cannot_be_a_name_is_refused(door: Door, name: str) -> None:
    with pytest.raises(ValueError, match="expected a name"):
        door.accounts.add(name, SANNE, "bea", START)


def test_a_change_is_written_down_with_what_it_changed(door: Door) -> None:
    door.accounts.add("sanne", SANNE, "bea", START)
    new = replace(SANNE, roles=frozenset({"agent", "editor"}), address="sip:sanne@pbx.nl")
    door.accounts.change("sanne", new, "bea", moment(60))
    door.accounts.change("sanne", new, "bea", moment(61))
    newest, first = door.accounts.trail("sanne")
    assert (newest.happened, newest.by, newest.at) == (Happened.CHANGED, "bea", moment(60))
    assert newest.told == "rollen: agent → agent editor; SIP-adres: – → sip:sanne@pbx.nl"
    assert first.happened is Happened.ADDED
    assert door.accounts.find("sanne").profile == new


def test_who_is_not_there_cannot_be_changed(door: Door) -> None:
    with pytest.raises(Unknown):
        door.accounts.change("niemand", SANNE, "bea", START)
    with pytest.raises(Unknown):
        door.accounts.reset("niemand", "bea", START)
    with pytest.raises(Unknown):
        door.accounts.close("niemand", "bea", START)


def test_a_step_of_the_app_is_used_once_and_never_backwards(door: Door) -> None:
    door.accounts.add("sanne", SANNE, "bea", START)
    door.accounts.set_up_app("sanne", SECRET, 100, START)
    assert door.accounts.secret("sanne") == (SECRET, 100)
    used = [door.accounts.use_step("sanne", step) for step in (100, 101, 101, 99)]
    assert used == [False, True, False, False]


def test_each_recovery_code_is_used_once_however_it_is_typed(door: Door) -> None:
    door.accounts.add("sanne", SANNE, "bea", START)
    first, second, *rest = door.accounts.set_up_app("sanne", SECRET, 1, START)
    assert len(rest) == 8
    typed = first.upper().replace("-", " ")
    assert door.accounts.use_recovery_code("sanne", typed, START)
    assert not door.accounts.use_recovery_code("sanne", first, START)
    assert door.accounts.recovery_codes_left("sanne") == 9
    door.accounts.set_up_app("sanne", SECRET, 2, START)
    assert not door.accounts.use_recovery_code("sanne", second, START)


def test_a_reset_takes_everything_but_the_account(door: Door) -> None:
    old = door.accounts.add("sanne", SANNE, "bea", START)
    (code, *_) = door.accounts.set_up_app("sanne", SECRET, 1, START)
    token = door.sessions.begin("sanne", Stage.IN, START)
    door.accounts.close("sanne", "bea", START)
    new = door.accounts.reset("sanne", "bea", START)
    found = door.accounts.find("sanne")
    assert (found.active, found.must_change, found.has_app) == (True, True, False)
    assert not door.accounts.passwords.fits(found.password_hash, old)
    assert door.accounts.passwords.fits(found.password_hash, new)
    assert door.sessions.find(token, START) is None
    assert not door.accounts.use_recovery_code("sanne", code, START)


def test_who_comes_by_the_identity_provider_has_no_password(door: Door) -> None:
    made = door.accounts.welcome("sanne", "https://idp sub-1", SANNE, START)
    assert (made.local, made.must_change) == (False, False)
    assert door.accounts.of_subject("https://idp sub-1") == made
    assert door.accounts.of_subject("https://idp sub-2") is None
    with pytest.raises(ValueError, match="local"):
        door.accounts.reset("sanne", "bea", START)


def test_no_secret_stands_readable_in_the_file(path: Path) -> None:
    door = Door.open(f"sqlite:///{path}", KEY)
    password = door.accounts.add("sanne", SANNE, "bea", START)
    codes = door.accounts.set_up_app("sanne", SECRET, 1, START)
    token = door.sessions.begin("sanne", Stage.APP, START)
    door.sessions.keep(door.sessions.find(token, START).hash, door.accounts.seal("sanne", SECRET))  # type: ignore[union-attr]
    door.failed(["account niemand"], "", "x", START)
    door.close()
    kept = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for secret in (password, *codes, codes[0].replace("-", ""), token, SECRET, "niemand"):
        assert secret.encode() not in kept
    other = Door.open(f"sqlite:///{path}", b"een andere sleutel")
    with pytest.raises(ValueError, match="expected what was sealed"):
        other.accounts.secret("sanne")
    other.close()
