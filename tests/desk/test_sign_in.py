"""Signing in: by password and code, for the first time, and by who may not."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from desk.agents import Role
from records.lockout import FREE_OF_AN_ADDRESS
from records.trail import Happened
from tests.desk.access_desk import PASSWORD, AccessDesk, access_desk
from tests.desk.signed import HOST

WRONG = "Deze naam en dit wachtwoord horen niet bij elkaar."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[AccessDesk]:
    with access_desk(tmp_path) as made:
        yield made


def happened(desk: AccessDesk, name: str) -> list[Happened]:
    return [entry.happened for entry in desk.door.accounts.trail(name)]


# -- as it should be -----------------------------------------------------------------------------


def test_the_first_time_asks_for_a_password_and_an_app_of_ones_own(desk: AccessDesk) -> None:
    given = desk.add("sanne")
    browser = desk.browser()
    page = browser.enter("Sanne ", given)
    assert page.url.path == "/balie/aanmelden/wachtwoord"
    page = browser.send(password=PASSWORD, again=PASSWORD)
    assert page.url.path == "/balie/aanmelden/app"
    assert "<svg" in page.text
    (groups,) = re.findall(r'id="sleutel">([A-Z2-7 ]+)<', page.text)
    page = browser.send(code=desk.code(groups.replace(" ", "")))
    codes = re.findall(r'<code class="secret">([^<]+)<', page.text)
    assert len(codes) == 10
    assert browser.get("/balie").json() == "Dag Sanne"
    assert happened(desk, "sanne")[:3] == [Happened.SIGNED_IN, Happened.APP, Happened.PASSWORD]

    again = desk.browser()
    assert again.enter("sanne", given).status_code == 422
    assert again.enter("sanne", PASSWORD).url.path == "/balie/aanmelden/code"
    again.send(code=codes[3])
    assert again.get("/balie").json() == "Dag Sanne"


def test_password_and_code_are_enough_afterwards(desk: AccessDesk) -> None:
    secret = desk.ready("sanne")
    browser = desk.browser()
    browser.enter("sanne", PASSWORD)
    first = browser.token
    code = desk.code(secret)
    assert browser.send(code=f"{code[:3]} {code[3:]}").json() == "Dag Sanne"
    assert browser.token != first
    assert browser.get("/balie/aanmelden").url.path == "/balie"


def test_the_cookie_is_for_this_host_only_and_for_no_script(desk: AccessDesk) -> None:
    desk.ready("sanne")
    browser = desk.browser()
    browser.client.follow_redirects = False
    cookie = browser.enter("sanne", PASSWORD).headers["set-cookie"]
    assert cookie.startswith("__Host-belbalie=")
    assert {each.strip().lower() for each in cookie.split(";")[1:]} == {
        "secure", "httponly", "samesite=lax", "path=/",
    }  # fmt: skip


def test_who_signs_out_is_out_also_with_the_old_cookie(desk: AccessDesk) -> None:
    told: list[str] = []
    desk.keeper.signed_out = told.append
    browser = desk.signed_in("sanne")
    token = browser.token
    browser.get("/balie/account")
    page = browser.send("/balie/afmelden")
    assert "U bent afgemeld." in page.text
    assert told == ["sanne"]
    assert desk.keeper.session(token or "") is None
    assert happened(desk, "sanne")[0] is Happened.SIGNED_OUT
    assert browser.get("/balie").url.path == "/balie/aanmelden"


def test_who_signs_out_in_one_browser_of_two_is_still_there(desk: AccessDesk) -> None:
    told: list[str] = []
    desk.keeper.signed_out = told.append
    browsers = [desk.signed_in("sanne"), desk.browser()]
    desk.clock.move(minutes=1)
    secret = desk.door.accounts.secret("sanne")
    assert secret is not None
    browsers[1].enter("sanne", PASSWORD)
    browsers[1].send(code=desk.code(secret[0]))
    for browser, expected in zip(browsers, ([], ["sanne"]), strict=True):
        browser.get("/balie/account")
        browser.send("/balie/afmelden")
        assert told == expected


def test_an_administrator_gets_to_a_page_of_theirs(desk: AccessDesk) -> None:
    secret = desk.ready("bea", Role.ADMINISTRATOR)
    browser = desk.browser()
    browser.enter("bea", PASSWORD)
    assert browser.send(code=desk.code(secret)).url.path == "/balie/beheer"
    refused = browser.get("/balie")
    assert (refused.status_code, "Uw rol is hiervoor niet genoeg." in refused.text) == (403, True)


# -- as it should not be -------------------------------------------------------------------------


def test_a_step_cannot_be_left_out(desk: AccessDesk) -> None:
    desk.ready("sanne")
    browser = desk.browser()
    browser.enter("sanne", PASSWORD)
    assert browser.get("/balie").url.path == "/balie/aanmelden"
    for step in ("wachtwoord", "app"):
        assert browser.get(f"/balie/aanmelden/{step}").url.path == "/balie/aanmelden/code"
    nobody = desk.browser()
    assert "Begin opnieuw." in nobody.get("/balie/aanmelden/app").text


def test_a_code_is_used_once(desk: AccessDesk) -> None:
    secret = desk.ready("sanne")
    code = desk.code(secret)
    for expected in (200, 422):
        browser = desk.browser()
        browser.enter("sanne", PASSWORD)
        assert browser.send(code=code).status_code == expected


def test_the_answer_is_the_same_for_a_name_that_nobody_has(desk: AccessDesk) -> None:
    desk.ready("sanne")
    pages = []
    for name in ("sanne", "niemand"):
        browser = desk.browser()
        page = browser.enter(name, "een verkeerd wachtwoord")
        assert (page.status_code, WRONG in page.text) == (422, True)
        pages.append(page.text.replace(name, ""))
    assert pages[0] == pages[1]


def test_it_takes_as_long_for_a_name_that_nobody_has(desk: AccessDesk) -> None:
    desk.ready("sanne")
    enter = desk.keeper.signing_in.by_password
    took: dict[str, list[float]] = {"sanne": [], "niemand": []}
    for number in range(12):
        for name, times in took.items():
            desk.clock.move(days=2)  # nobody is locked out
            begun = time.process_time()
            with pytest.raises(Exception, match="horen niet"):
                enter(name, "een verkeerd wachtwoord", f"10.0.{number}.7")
            times.append(time.process_time() - begun)
    known, unknown = (median(times) for times in took.values())
    assert unknown == pytest.approx(known, rel=0.5)


@pytest.mark.parametrize("name", ["sanne", "niemand"])
def test_after_five_failures_the_right_password_waits_too(desk: AccessDesk, name: str) -> None:
    desk.ready("sanne")
    browser = desk.browser()
    for _ in range(4):
        assert WRONG in browser.enter(name, "verkeerd").text
    assert "Probeer het over 1 minuut opnieuw." in browser.enter(name, "verkeerd").text
    assert "Probeer het over 1 minuut opnieuw." in browser.enter(name, PASSWORD).text
    desk.clock.move(seconds=61)
    assert browser.enter("sanne", PASSWORD).url.path == "/balie/aanmelden/code"


def test_an_address_that_tries_many_names_waits_with_all_of_them(desk: AccessDesk) -> None:
    desk.ready("sanne")
    browser = desk.browser()
    for number in range(FREE_OF_AN_ADDRESS):
        page = browser.enter(f"naam{number}", "verkeerd")
    assert "Probeer het over 1 minuut opnieuw." in page.text
    assert "Probeer het over 1 minuut opnieuw." in browser.enter("sanne", PASSWORD).text


def test_wrong_codes_lock_out_as_wrong_passwords_do(desk: AccessDesk) -> None:
    desk.ready("sanne")
    browser = desk.browser()
    browser.enter("sanne", PASSWORD)
    for _ in range(5):
        page = browser.send(code="000000")
    assert "te vaak" in page.text
    assert happened(desk, "sanne")[:3] == [Happened.LOCKED, Happened.REFUSED, Happened.REFUSED]
    elsewhere = desk.browser()
    assert "te vaak" in elsewhere.enter("sanne", PASSWORD).text


def test_a_closed_account_is_refused_in_the_same_words(desk: AccessDesk) -> None:
    desk.ready("sanne")
    desk.door.accounts.close("sanne", "bea", desk.clock())
    assert WRONG in desk.browser().enter("sanne", PASSWORD).text


def test_another_site_cannot_sign_somebody_in(desk: AccessDesk) -> None:
    desk.ready("sanne")
    browser = desk.browser()
    for origin in ("https://elders.test", "null"):
        browser.client.headers["Origin"] = origin
        assert browser.enter("sanne", PASSWORD).status_code == 403
    browser.client.headers["Origin"] = HOST
    assert browser.enter("sanne", PASSWORD).status_code == 200


def test_a_form_without_the_token_of_its_session_changes_nothing(desk: AccessDesk) -> None:
    secret = desk.ready("sanne")
    browser = desk.browser()
    browser.enter("sanne", PASSWORD)
    assert browser.send(code=desk.code(secret), csrf="verzonnen").status_code == 403
    assert browser.get("/balie").url.path == "/balie/aanmelden"


def test_a_bad_password_of_ones_own_is_refused_at_its_field(desk: AccessDesk) -> None:
    browser = desk.browser()
    browser.enter("sanne", desk.add("sanne"))
    for password, again, field, word in (
        ("Xq7", "Xq7", "password", "te kort"),
        ("Zonnedael2026", "Zonnedael2026", "password", "te bekend"),
        (PASSWORD, "iets anders dan dat", "again", "niet gelijk"),
    ):
        page = browser.send(password=password, again=again)
        assert (page.status_code, word in page.text) == (422, True)
        assert f'href="#{field}"' in page.text
        assert f'aria-describedby="{field}-fout' in page.text
        assert 'role="alert"' in page.text
        assert password not in page.text


def test_a_session_of_yesterday_is_over(desk: AccessDesk) -> None:
    browser = desk.signed_in("sanne")
    desk.clock.move(minutes=61)
    assert browser.get("/balie").url.path == "/balie/aanmelden"


def test_nothing_of_the_desk_is_kept_by_a_browser(desk: AccessDesk) -> None:
    browser = desk.browser()
    for path in ("/balie/aanmelden", "/balie", "/balie/weg", "/balie/beheer/accounts"):
        headers = browser.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
    assert 'autocomplete="username"' in browser.get("/balie/aanmelden").text


def test_a_database_that_is_gone_is_told(desk: AccessDesk, tmp_path: Path) -> None:
    browser = desk.signed_in("sanne")
    desk.door.close()
    for file in tmp_path.iterdir():
        file.unlink()
    page = browser.get("/balie")
    assert (page.status_code, "zijn nu niet te bereiken" in page.text) == (503, True)
