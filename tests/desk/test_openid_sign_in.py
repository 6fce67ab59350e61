"""Signing in with one's account at the municipality: a real provider, real signatures."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.testclient import TestClient

from belbalie.desk_access import WorkAccounts
from belbalie.errors import WrongUse
from belbalie.settings import load
from connectors.openid import Provider
from desk.access.openid_pages import OPENID, openid_router
from records.accounts import Profile
from tests.connectors.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    IdentityProvider,
    rsa_key,
)
from tests.desk.access_desk import AccessDesk, access_desk
from tests.desk.echo_desk import running

FAILED = "/balie/aanmelden?mislukt=1"


@dataclass
class House:
    desk: AccessDesk
    provider: IdentityProvider

    def browser(self) -> TestClient:
        client = self.desk.browser().client
        client.follow_redirects = False
        return client

    def leave(self, client: TestClient) -> str:
        """Go to the provider, sign in there, and give where it sends the browser back."""
        address = client.get(OPENID).headers["location"]
        assert address.startswith(f"{self.provider.issuer}/authorize?")
        return str(httpx.get(address).headers["location"])

    def sign_in(self) -> tuple[TestClient, str]:
        """The browser, and where it is sent in the end."""
        client = self.browser()
        return client, client.get(self.leave(client)).headers["location"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    provider = IdentityProvider()
    with access_desk(tmp_path) as desk, running(provider.app()) as issuer:
        provider.issuer = issuer
        known = Provider(
            issuer=issuer,
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            roles_claim="realm_access.roles",
            roles={"kcc-medewerker": "agent", "kcc-redactie": "editor"},
        )
        desk.app.include_router(openid_router(desk.keeper, WorkAccounts(known)))
        yield House(desk, provider)


def test_who_the_provider_brings_is_in_with_the_roles_it_says(house: House) -> None:
    client, where = house.sign_in()
    assert where == "/balie/aanmelden/klaar"
    assert client.get("/balie").json() == "Dag Sanne de Wit"
    (account,) = house.desk.door.accounts.all()
    assert (account.name, account.local) == ("s.dewit", False)
    assert account.profile.roles == {"agent"}


def test_the_next_time_it_is_the_same_account_with_what_changed(house: House) -> None:
    house.sign_in()
    kept = Profile(title="S", roles=frozenset({"agent"}), departments=("burgerzaken",))
    house.desk.door.accounts.change("s.dewit", kept, "bea", house.desk.clock())
    house.provider.claims["realm_access"] = {"roles": ["kcc-redactie"]}
    house.sign_in()
    (account,) = house.desk.door.accounts.all()
    assert account.profile.roles == {"editor"}
    assert account.profile.departments == ("burgerzaken",)


def test_the_name_of_somebody_else_stays_theirs(house: House) -> None:
    house.desk.ready("s.dewit")
    _, where = house.sign_in()
    assert where == "/balie/aanmelden/klaar"
    assert [each.name for each in house.desk.door.accounts.all()] == ["s.dewit", "s.dewit-2"]


@pytest.mark.parametrize(
    "spoiled",
    [
        {"nonce": "van een ander"},
        {"nonce": None},
        {"aud": "een-ander"},
        {"aud": [CLIENT_ID, "een-ander"], "azp": "een-ander"},
        {"iss": "https://elders.test"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"sub": None},
        {"realm_access": {"roles": ["koning"]}},
        {"realm_access": None},
    ],
    ids=lambda spoiled: "-".join(spoiled),
)
def test_a_token_that_is_not_for_this_sign_in_lets_nobody_in(
    house: House, spoiled: dict[str, Any]
) -> None:
    house.provider.spoiled = spoiled
    client, where = house.sign_in()
    assert where == FAILED
    assert client.get("/balie").status_code == 303
    assert house.desk.door.accounts.all() == []


def test_what_another_key_signed_lets_nobody_in(house: House) -> None:
    house.provider.signs_with = rsa_key()
    assert house.sign_in()[1] == FAILED


def test_who_comes_back_in_another_browser_is_not_let_in(house: House) -> None:
    back = house.leave(house.browser())
    assert house.browser().get(back).headers["location"] == FAILED


def test_a_state_of_another_sign_in_is_refused(house: House) -> None:
    client = house.browser()
    back = house.leave(client)
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert client.get(back.replace(state, "verzonnen")).headers["location"] == FAILED


def test_a_way_back_is_gone_once(house: House) -> None:
    client = house.browser()
    back = house.leave(client)
    assert client.get(back).headers["location"] == "/balie/aanmelden/klaar"
    assert house.browser().get(back).headers["location"] == FAILED


def test_a_closed_account_stays_closed(house: House) -> None:
    house.sign_in()
    house.desk.door.accounts.close("s.dewit", "bea", house.desk.clock())
    assert house.sign_in()[1] == FAILED


def test_a_provider_that_does_not_answer_is_told(house: House) -> None:
    house.provider.issuer = "https://een-ander.test"
    client = house.browser()
    assert client.get(OPENID).headers["location"] == FAILED
    assert "Aanmelden met uw werkaccount is niet gelukt." in client.get(FAILED).text


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"oidc_issuer": "id.example.nl"}, "oidc_issuer"),
        ({"oidc_roles": "koning=x"}, "expected ROLE=NAME"),
        ({"desk_address": "balie.nl"}, "desk_address"),
    ],
)
def test_settings_that_cannot_be_are_told(given: dict[str, str], word: str) -> None:
    with pytest.raises(WrongUse, match=word):
        load(**given)


def test_the_settings_name_the_provider() -> None:
    found = load(
        oidc_issuer="https://id.example.nl/realms/z",
        oidc_client_secret="geheim-geheim",
        oidc_roles="agent=kcc, editor=redactie",
    ).oidc_provider
    assert found is not None
    assert found.roles == {"kcc": "agent", "redactie": "editor"}
    assert "geheim-geheim" not in repr(found)
    assert load().oidc_provider is None
