"""Pages of the desk: they know who is signed in, and hold the token against forged forms."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from desk.access.guard import CSRF_FIELD
from desk.agents import Agent
from desk.pages import PAGE_HEADERS, Pages

DESK_HEADERS = PAGE_HEADERS | {
    "Cache-Control": "no-store",
    # With no-referrer a browser says that a form comes from 'null' (Fetch, section 3.2).
    "Referrer-Policy": "same-origin",
}


class DeskPages:
    """Beside what is given, each template has `agent` (None: nobody is signed in), `csrf()`, which
    is the hidden field of a form, and `csrf_token()`, which is the bare token.
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def answer(
        self, request: Request, name: str, /, status: int = 200, **given: Any
    ) -> HTMLResponse:
        """The template as an answer to this request."""
        return HTMLResponse(self.render(request, name, **given), status, headers=DESK_HEADERS)

    def render(self, request: Request, name: str, /, **given: Any) -> str:
        """The template as text, for a part of a page."""
        session = getattr(request.state, "session", None)
        agent: Agent | None = session.agent if session is not None else None
        token = session.csrf if session is not None else getattr(request.state, "csrf", "")
        field = Markup('<input type="hidden" name="{}" value="{}">').format(CSRF_FIELD, token)
        known = {"agent": agent, "csrf": lambda: field, "csrf_token": lambda: token}
        return self._pages.render(name, **(known | given))
