"""Accounts as their owners and the administrator change them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.agents import Role
from records.accounts import Profile
from tests.desk.access_desk import PASSWORD, AccessDesk, access_desk

OTHER = "vier heel andere woorden"
ACCOUNTS = "/balie/beheer/accounts"
SANNE: dict[str, Any] = {"title": "Sanne de Wit", "roles": ["agent"], "languages": ["nl", "en"]}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[AccessDesk]:
    with access_desk(tmp_path) as made:
        yield made


# -- one's own -----------------------------------------------------------------------------------


def test_a_new_password_counts_at_once_and_signs_out_elsewhere(desk: AccessDesk) -> None:
    browser = desk.signed_in("sanne")
    elsewhere = desk.browser()
    elsewhere.enter("sanne", PASSWORD)
    browser.get("/balie/account")
    page = browser.send("/balie/account/wachtwoord", current=PASSWORD, password=OTHER, again=OTHER)
    assert "Uw wachtwoord is gewijzigd." in page.text
    assert elsewhere.get("/balie/aanmelden/code").url.path == "/balie/aanmelden"
    assert desk.browser().enter("sanne", PASSWORD).status_code == 422
    assert desk.browser().enter("sanne", OTHER).status_code == 200


def test_the_password_of_now_is_asked_for_and_its_failures_count(desk: AccessDesk) -> None:
    browser = desk.signed_in("sanne")
    browser.get("/balie/account")
    for _ in range(5):
        page = browser.send(
            "/balie/account/wachtwoord", current="fout", password=OTHER, again=OTHER
        )
        assert 'href="#current"' in page.text
    assert "te vaak" in page.text


def test_the_app_is_set_up_anew_and_the_old_one_counts_until_then(desk: AccessDesk) -> None:
    browser = desk.signed_in("sanne")
    before = desk.door.accounts.secret("sanne")
    browser.get("/balie/account")
    assert 'href="#proof"' in browser.send("/balie/account/app", proof="fout").text
    page = browser.send("/balie/account/app", proof=PASSWORD)
    assert page.url.path == "/balie/aanmelden/app"
    assert desk.door.accounts.secret("sanne") == before
    (groups,) = re.findall(r'id="sleutel">([A-Z2-7 ]+)<', page.text)
    assert "Bewaar deze herstelcodes" in browser.send(code=desk.code(groups.replace(" ", ""))).text
    after = desk.door.accounts.secret("sanne")
    assert after is not None
    assert after[0] == groups.replace(" ", "")


# -- of others -----------------------------------------------------------------------------------


def test_an_administrator_makes_an_account_and_sees_its_password_once(desk: AccessDesk) -> None:
    browser = desk.signed_in("bea", Role.ADMINISTRATOR)
    browser.get(f"{ACCOUNTS}/nieuw")
    page = browser.send(name="Sanne", departments=["burgerzaken", "verzonnen"], **SANNE)
    (password,) = re.findall(r'id="wachtwoord">([^<]+)<', page.text)
    made = desk.door.accounts.find("sanne").profile
    assert made == Profile(
        title="Sanne de Wit",
        roles=frozenset({"agent"}),
        departments=("burgerzaken",),
        languages=("nl", "en"),
    )
    assert password not in browser.get(f"{ACCOUNTS}/sanne").text
    assert desk.browser().enter("sanne", password).url.path == "/balie/aanmelden/wachtwoord"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "sanne de wit"}, "name"),
        ({"name": "bea"}, "name"),
        ({"title": " "}, "title"),
        ({"title": "a" * 81}, "title"),
        ({"roles": []}, "roles"),
        ({"roles": ["koning"]}, "roles"),
        ({"languages": []}, "languages"),
        ({"sip": "sanne@pbx"}, "sip"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    desk: AccessDesk, fields: dict[str, Any], field: str
) -> None:
    browser = desk.signed_in("bea", Role.ADMINISTRATOR)
    browser.get(f"{ACCOUNTS}/nieuw")
    page = browser.send(**({"name": "sanne"} | SANNE | fields))
    assert (page.status_code, f'href="#{field}"' in page.text) == (422, True)
    assert f'id="{field}-fout"' in page.text
    assert len(desk.door.accounts.all()) == 1


def test_a_change_and_who_made_it_are_shown(desk: AccessDesk) -> None:
    desk.ready("sanne")
    browser = desk.signed_in("bea", Role.ADMINISTRATOR)
    browser.get(f"{ACCOUNTS}/sanne")
    page = browser.send(**(SANNE | {"roles": ["agent", "editor"]}))
    assert "Het account is gewijzigd." in page.text
    assert "rollen: medewerker → medewerker redacteur" in page.text
    assert "door bea" in page.text


def test_a_reset_and_a_closing_sign_out_at_once(desk: AccessDesk) -> None:
    told: list[str] = []
    desk.keeper.signed_out = told.append
    sanne = desk.signed_in("sanne")
    browser = desk.signed_in("bea", Role.ADMINISTRATOR)
    browser.get(f"{ACCOUNTS}/sanne")
    page = browser.send(f"{ACCOUNTS}/sanne/sluiten")
    assert "Het account is gesloten." in page.text
    assert sanne.get("/balie").url.path == "/balie/aanmelden"
    page = browser.send(f"{ACCOUNTS}/sanne/wachtwoord")
    (password,) = re.findall(r'id="wachtwoord">([^<]+)<', page.text)
    assert desk.browser().enter("sanne", password).url.path == "/balie/aanmelden/wachtwoord"
    assert told == ["sanne", "sanne"]


def test_nobody_locks_themselves_out(desk: AccessDesk) -> None:
    browser = desk.signed_in("bea", Role.ADMINISTRATOR)
    browser.get(f"{ACCOUNTS}/bea")
    for path in ("sluiten", "wachtwoord"):
        browser.get(f"{ACCOUNTS}/bea")
        assert browser.send(f"{ACCOUNTS}/bea/{path}").status_code == 403
    browser.get(f"{ACCOUNTS}/bea")
    assert "eigen rol van beheerder" in browser.send(**SANNE).text


def test_an_account_that_is_not_there_is_told(desk: AccessDesk) -> None:
    browser = desk.signed_in("bea", Role.ADMINISTRATOR)
    page = browser.get(f"{ACCOUNTS}/niemand")
    assert (page.status_code, "Er is geen account met deze naam." in page.text) == (404, True)


def test_all_accounts_are_listed_with_their_state(desk: AccessDesk) -> None:
    desk.add("sanne")
    desk.ready("edo", Role.EDITOR)
    desk.door.accounts.close("edo", "bea", desk.clock())
    page = desk.signed_in("bea", Role.ADMINISTRATOR).get(ACCOUNTS).text
    assert "nog niet ingesteld" in page
    assert "redacteur" in page
    assert "gesloten" in page
