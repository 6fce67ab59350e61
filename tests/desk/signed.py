"""An app with anybody signed in, for tests of routes of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from desk.access.access import COOKIE, Session
from desk.agents import Agent, Role

HOST = "https://balie.test"
CSRF = "dit-formulier-is-van-ons"
SANNE = Agent(name="sanne", title="Sanne de Wit", departments=("burgerzaken",))
EDITOR = Agent(name="edo", title="Edo Prins", roles=frozenset({Role.EDITOR}))
BOSS = Agent(name="bea", title="Bea Groot", roles=frozenset({Role.ADMINISTRATOR}))


@dataclass
class FakeAccess:
    """The token of each agent is their name. Who is taken out of `agents` is signed out."""

    agents: dict[str, Agent] = field(default_factory=dict)
    address: str | None = None

    def session(self, token: str) -> Session | None:
        agent = self.agents.get(token)
        return Session(agent=agent, csrf=CSRF) if agent is not None else None

    def still(self, token: str) -> bool:
        return token in self.agents


def app_with(*routers: APIRouter, agents: tuple[Agent, ...] = (SANNE, EDITOR, BOSS)) -> FastAPI:
    app = FastAPI()
    app.state.access = FakeAccess({agent.name: agent for agent in agents})
    for router in routers:
        app.include_router(router)
    return app


def cookies(agent: Agent | None) -> Mapping[str, str]:
    """For a client, or for a browser: `context.add_cookies([{"url": …, **each}])`."""
    return {COOKIE: agent.name} if agent is not None else {}


def client_of(app: FastAPI, agent: Agent | None = SANNE) -> TestClient:
    """A browser of this agent, on a page of ours; None: nobody is signed in."""
    headers = {"Origin": HOST, "X-CSRF": CSRF}
    return TestClient(
        app, HOST, cookies=dict(cookies(agent)), headers=headers, follow_redirects=False
    )
