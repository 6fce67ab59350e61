"""`belbalie accounts`: made, listed, changed, reset and closed, as an administrator types it."""

import json
from pathlib import Path

import pytest

from tests.belbalie.command import Case, Ended, forked

ADD = ("accounts", "add", "sanne", "--title", "Sanne de Wit")


def run(folder: Path, *arguments: str) -> Ended:
    return forked(Case(arguments), folder)


def test_an_account_is_made_listed_changed_reset_and_closed(tmp_path: Path) -> None:
    more = ("--role", "agent", "--role", "editor", "--department", "burgerzaken")
    sip = ("--language", "nl", "--language", "en", "--sip", "sip:sanne@pbx.example.nl")
    made = run(tmp_path, *ADD, *more, *sip)
    assert (made.code, made.err) == (0, "")
    assert made.out.startswith("sanne: het wachtwoord voor één keer is ")
    (listed,) = run(tmp_path, "accounts", "list", "--json").lines
    assert listed == {
        "name": "sanne",
        "title": "Sanne de Wit",
        "roles": ["agent", "editor"],
        "departments": ["burgerzaken"],
        "languages": ["nl", "en"],
        "sip": "sip:sanne@pbx.example.nl",
        "active": True,
        "local": True,
        "set_up": False,
    }
    changed = run(tmp_path, "accounts", "change", "sanne", "--role", "administrator", "--sip", "")
    assert (changed.code, changed.out) == (0, "sanne: gewijzigd.\n")
    again = json.loads(run(tmp_path, "accounts", "reset", "sanne", "--json").out)
    assert again["name"] == "sanne"
    assert again["password"] not in made.out
    assert run(tmp_path, "accounts", "close", "sanne").out == "sanne: gesloten en afgemeld.\n"
    told = run(tmp_path, "accounts", "list").out
    assert told == "sanne: Sanne de Wit, beheerder, gesloten\n"


def test_there_is_nobody_yet(tmp_path: Path) -> None:
    assert run(tmp_path, "accounts", "list").out == "Er zijn nog geen accounts.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("accounts", "add", "sanne"), ("--title: expected",)),
        (("accounts", "add", "Sanne W", "--title", "S"), ("NAME: expected a name", "'Sanne W'")),
        ((*ADD, "--role", "koning"), ("--role: expected one of agent", "'koning'")),
        ((*ADD, "--department", "circus"), ("--department: expected one of", "'circus'")),
        ((*ADD, "--language", "xx"), ("--language: expected one of nl, en", "'xx'")),
        ((*ADD, "--sip", "sanne"), ("--sip: expected an address", "'sanne'")),
        (("accounts", "change", "sanne", "--title", "S"), ("accounts list", "'sanne'")),
        (("accounts", "reset", "sanne"), ("NAME: expected", "'sanne'")),
        (("accounts", "close", "sanne"), ("NAME: expected", "'sanne'")),
    ],
)
def test_wrong_use_is_told(
    tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    case = Case(arguments, words)
    case.check(forked(case, tmp_path))


def test_a_name_is_given_once(tmp_path: Path) -> None:
    assert run(tmp_path, *ADD).code == 0
    case = Case(ADD, ("NAME: expected a name that nobody has", "'sanne'"))
    case.check(forked(case, tmp_path))
