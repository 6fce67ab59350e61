"""What an agent does with a call or with their own presence, each a form of its own.

Works without scripts: the answer is then a page. A button that stays on its page is answered with
nothing, and with a sentence where it could not be done.
"""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from desk.access.guard import signed_in
from desk.access.pages import DESK_HEADERS
from desk.agents import Agent, Role
from desk.live_pages import Desk, overview_page
from desk.switchboard import NotNow, Presence, Switchboard

_SEE_OTHER, _NO_CONTENT, _CONFLICT = 303, 204, 409
_Agent = Annotated[Agent, Depends(signed_in(Role.AGENT))]

Does = Callable[[Switchboard, str, str], None]
"""Given the name of the account and the call. Raises NotNow."""

ACTIONS: Mapping[str, tuple[Does, bool]] = {
    "opnemen": (lambda board, name, call: board.accept(name, call), True),
    "weigeren": (lambda board, name, call: board.decline(name, call), False),
    "overnemen": (lambda board, name, call: board.take_over(name, call), True),
    "ophangen": (lambda board, name, call: board.hang_up(name, call), True),
    "terug": (lambda board, name, call: board.send_back(name, call, None), True),
    "klaar": (lambda board, name, call: board.finish(name, call), False),
}
"""By the last word of the address; and whether the page of the call comes next, or the overview."""


def action_router(desk: Desk) -> APIRouter:
    """Serve /balie/gesprek/{call}/… and /balie/aanwezig/…"""
    router = APIRouter(include_in_schema=False)
    for word, (does, stays) in ACTIONS.items():
        _serve(router, desk, word, does, stays)

    @router.post("/balie/aanwezig/{presence}")
    async def be(request: Request, agent: _Agent, presence: Presence) -> Response:
        desk.board.sit_down(agent)
        return answered(desk, request, agent, lambda: desk.board.be(agent.name, presence), "/balie")

    return router


def _serve(router: APIRouter, desk: Desk, word: str, does: Does, stays: bool) -> None:
    @router.post(f"/balie/gesprek/{{call}}/{word}", name=word)
    async def act(request: Request, agent: _Agent, call: str) -> Response:
        after = f"/balie/gesprek/{call}" if stays else "/balie"
        return answered(desk, request, agent, lambda: does(desk.board, agent.name, call), after)


def answered(
    desk: Desk, request: Request, agent: Agent, do: Callable[[], None], after: str
) -> Response:
    """Do it, and answer: 204 to the script, the page `after` it to a form; what could not be done
    (NotNow) in its own words.
    """
    on_the_page = _on_the_page(request)
    try:
        do()
    except NotNow as told:
        if on_the_page:
            return PlainTextResponse(str(told), _CONFLICT, headers=DESK_HEADERS)
        return overview_page(desk, request, agent, str(told), _CONFLICT)
    if on_the_page:
        return Response(status_code=_NO_CONTENT, headers=DESK_HEADERS)
    return RedirectResponse(after, _SEE_OTHER, headers=DESK_HEADERS)


def _on_the_page(request: Request) -> bool:
    """A button of htmx that swaps nothing: what it did comes by the stream."""
    headers = request.headers
    asked = "hx-request" in headers and "hx-boosted" not in headers
    return asked and headers.get("hx-target") != "pagina"
