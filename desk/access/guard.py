"""Every route under /balie says who may use it; this is what it says it with.

A route declares `agent: Annotated[Agent, Depends(signed_in(Role.AGENT))]`. Who is not signed in is
sent to the page to do so, or gets 401 where no person looks at the answer; who has none of the
roles gets 403. What changes something must come from a page of ours, with the session's token.
"""

import asyncio
import hmac
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import HTTPException, Request, WebSocket
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from desk.access.access import COOKIE, Access, Session
from desk.access.origin import is_ours
from desk.agents import Agent, Role

SIGN_IN = "/balie/aanmelden"
CSRF_FIELD, CSRF_HEADER = "csrf", "x-csrf"
CHECK_SECONDS = 20.0
"""How long a page that is open may show something after its session is over."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_SEE_OTHER = 303
MOST_FIELDS = 10_000
"""The departments of a large municipality are one form of thousands of fields."""


class Refused(HTTPException):
    """Somebody may not do this; `belbalie` gives a page of it."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets through who has one of these roles; no roles: everybody who is signed in."""

    roles: frozenset[Role]

    async def __call__(self, request: Request) -> Agent:
        session = await session_of(request)
        if session is None:
            raise _not_signed_in(request)
        if request.method not in _SAFE:
            await check_from_ours(request, session.csrf)
        if self.roles and not self.roles & session.agent.roles:
            raise Refused(403, "Uw rol is hiervoor niet genoeg.")
        return session.agent


def signed_in(*roles: Role) -> Callable[..., Agent]:
    """A dependency that gives who is signed in, with one of these roles."""
    return Guard(frozenset(roles))  # type: ignore[return-value]  # FastAPI awaits it


async def session_of(connection: HTTPConnection) -> Session | None:
    """Who asks this, if they are signed in. It is looked up once for a request."""
    known: Session | None = getattr(connection.state, "session", None)
    token = connection.cookies.get(COOKIE)
    if known is None and token:
        access: Access = connection.app.state.access
        known = await run_in_threadpool(access.session, token)
        connection.state.session = known
    return known


async def agent_of(websocket: WebSocket) -> Agent | None:
    """Who opens this socket from a page of ours. None: refuse it, before it is accepted.

    The roles of the agent are for the caller to look at.
    """
    access: Access = websocket.app.state.access
    if not is_ours(websocket.headers, access.address):
        return None
    session = await session_of(websocket)
    return session.agent if session is not None else None


async def still_signed_in(connection: HTTPConnection) -> bool:
    """For a stream or socket that stays open: whether the session that it began in is good."""
    access: Access = connection.app.state.access
    token = connection.cookies.get(COOKIE, "")
    return await run_in_threadpool(access.still, token)


@asynccontextmanager
async def while_signed_in(
    connection: HTTPConnection, end: Callable[[], None], every_seconds: float = CHECK_SECONDS
) -> AsyncIterator[None]:
    """Calls `end` when the session is over: at a sign-out elsewhere, or a closed account."""

    async def look() -> None:
        while True:
            if not await still_signed_in(connection):
                end()
                return
            await asyncio.sleep(every_seconds)

    looking = asyncio.create_task(look(), name="is the agent signed in?")
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


def for_anybody() -> None:
    """A dependency that says: this route is for people who are not signed in, too."""


async def check_origin(request: Request) -> None:
    """Raises Refused for a form that another site made."""
    access: Access = request.app.state.access
    if not is_ours(request.headers, access.address):
        raise Refused(403, "Dit kwam niet van een pagina van ons. Laad de pagina opnieuw.")


async def check_from_ours(request: Request, csrf: str) -> None:
    """Raises Refused for what does not come from a page that was made for this session."""
    await check_origin(request)
    given = request.headers.get(CSRF_HEADER) or await _in_form(request)
    if not hmac.compare_digest(given.encode(), csrf.encode()):
        raise Refused(403, "Deze pagina is te oud. Laad de pagina opnieuw.")


async def _in_form(request: Request) -> str:
    if not request.headers.get("content-type", "").startswith(_FORMS):
        return ""
    given = (await request.form(max_fields=MOST_FIELDS)).get(CSRF_FIELD, "")
    return given if isinstance(given, str) else ""


def _not_signed_in(request: Request) -> Refused:
    """A person gets the page to sign in; a script is told, and shows it in its own way."""
    accept = request.headers.get("accept", "")
    by_script = "hx-request" in request.headers or "text/event-stream" in accept
    if by_script:
        return Refused(401, "U bent niet meer aangemeld.", {"HX-Redirect": SIGN_IN})
    return Refused(_SEE_OTHER, "U bent niet aangemeld.", {"Location": SIGN_IN})
