"""Every route under /balie says who may use it, and refuses everybody else."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from desk.access.guard import SIGN_IN, Guard, for_anybody
from desk.access.sign_in_pages import AtStep
from desk.agents import Agent, Role
from tests.belbalie.bare_house import assembled
from tests.desk.signed import CSRF, HOST, FakeAccess, cookies

FOR_ANYBODY = {("GET", SIGN_IN), ("POST", SIGN_IN), ("POST", "/balie/afmelden")}
"""Who is not signed in has to be able to come in. Nothing else is ever in here."""
AGENTS = {role: Agent(name=role.value, title=role.value, roles=frozenset({role})) for role in Role}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """All that the house serves, with somebody of each role signed in. To make it takes a second,
    and no test here changes anything.
    """
    made, door = assembled(tmp_path_factory.mktemp("house"))
    made.state.access = FakeAccess({role.value: agent for role, agent in AGENTS.items()})
    yield made
    door.close()


def routes(app: FastAPI) -> list[Any]:
    """All under /balie, of included routers too."""
    found: list[Any] = []
    for route in app.routes:
        inside = getattr(route, "effective_route_contexts", None)
        found += inside() if inside is not None else [route]
    return [each for each in found if str(getattr(each, "path", "")).startswith("/balie")]


def pages(app: FastAPI) -> Iterator[tuple[str, str, Any]]:
    """Method, an address to ask, and the guard of each that is no socket."""
    for route in routes(app):
        for method in sorted(getattr(route, "methods", None) or ()):
            yield method, re.sub(r"\{[^}]*\}", "x", route.path), guard_of(route.dependant)


def sockets(app: FastAPI) -> list[str]:
    return [each.path for each in routes(app) if not getattr(each, "methods", None)]


def guard_of(dependant: Any) -> Any:
    """What says who may use it: exactly one thing."""
    found = []
    waiting = list(dependant.dependencies)
    while waiting:
        each = waiting.pop()
        waiting += each.dependencies
        if isinstance(each.call, Guard | AtStep) or each.call is for_anybody:
            found.append(each.call)
    assert len(found) == 1, f"expected one guard, got {found}"
    return found[0]


def guarded(app: FastAPI) -> Iterator[tuple[str, str, Guard]]:
    for method, path, guard in pages(app):
        if isinstance(guard, Guard):
            yield method, path, guard


def browser(app: FastAPI, agent: Agent | None, **headers: str) -> TestClient:
    given = {"Origin": HOST, "X-CSRF": CSRF} | headers
    jar = dict(cookies(agent))
    return TestClient(app, HOST, cookies=jar, headers=given, follow_redirects=False)


def test_every_page_says_who_may_use_it_and_few_are_for_anybody(app: FastAPI) -> None:
    found = list(pages(app))
    assert len(found) > 5
    open_to_all = {(method, path) for method, path, guard in found if guard is for_anybody}
    assert open_to_all <= FOR_ANYBODY
    steps = {path for _, path, guard in found if isinstance(guard, AtStep)}
    assert all(path.startswith(f"{SIGN_IN}/") for path in steps)


def test_nobody_is_sent_to_the_page_to_sign_in(app: FastAPI) -> None:
    client = browser(app, None)
    for method, path, _ in guarded(app):
        answer = client.request(method, path)
        where = f"{method} {path}"
        assert (answer.status_code, answer.headers.get("location")) == (303, SIGN_IN), where


@pytest.mark.parametrize(
    ("header", "value"), [("HX-Request", "true"), ("Accept", "text/event-stream")]
)
def test_a_script_of_nobody_is_told_so(app: FastAPI, header: str, value: str) -> None:
    client = browser(app, None)
    for method, path, _ in guarded(app):
        answer = client.request(method, path, headers={header: value})
        assert answer.status_code == 401, f"{method} {path}"


@pytest.mark.parametrize("role", Role)
def test_another_role_is_refused(app: FastAPI, role: Role) -> None:
    client = browser(app, AGENTS[role])
    for method, path, guard in guarded(app):
        if guard.roles and role not in guard.roles:
            assert client.request(method, path).status_code == 403, f"{role}: {method} {path}"


def test_a_change_without_our_token_or_from_another_site_is_refused(app: FastAPI) -> None:
    for method, path, guard in guarded(app):
        role = min(guard.roles) if guard.roles else Role.AGENT
        for wrong in ({"X-CSRF": "verzonnen"}, {"Origin": "https://elders.test"}):
            if method not in ("GET", "HEAD"):
                answer = browser(app, AGENTS[role], **wrong).request(method, path)
                assert answer.status_code == 403, f"{method} {path} {wrong}"


def test_a_step_of_signing_in_sends_nobody_back_to_its_begin(tmp_path: Path) -> None:
    app, door = assembled(tmp_path)
    for method, path, guard in pages(app):
        if isinstance(guard, AtStep):
            answer = browser(app, None).request(method, path)
            assert answer.status_code == 303, f"{method} {path}"
            assert answer.headers["location"].startswith(SIGN_IN)
    door.close()


def test_a_socket_refuses_nobody_other_sites_and_other_roles(app: FastAPI) -> None:
    for path in sockets(app):
        role = Role.EDITOR if path.startswith("/balie/studio") else Role.AGENT
        others = [(AGENTS[other], HOST) for other in Role if other is not role]
        for agent, origin in ((None, HOST), (AGENTS[role], "https://elders.test"), *others):
            opened = browser(app, agent).websocket_connect(
                f"wss://balie.test{re.sub(r'{[^}]*}', 'x', path)}", headers={"Origin": origin}
            )
            with pytest.raises(WebSocketDisconnect), opened:
                pass


@pytest.mark.parametrize("path", ["/balie/bestaat-niet", "/balie/gesprek/x/y/z"])
def test_a_page_that_is_not_there_is_told_in_dutch(app: FastAPI, path: str) -> None:
    answer = browser(app, AGENTS[Role.AGENT]).get(path)
    assert answer.status_code == 404
    assert "Deze pagina is er niet." in answer.text


def test_a_form_that_was_filled_in_wrongly_is_told_in_dutch(app: FastAPI) -> None:
    sent = {"outcome": "onzin"}
    answer = browser(app, AGENTS[Role.AGENT]).post("/balie/gesprek/x/uitkomst", data=sent)
    assert answer.status_code == 422
    assert "Niet alles is goed ingevuld" in answer.text
