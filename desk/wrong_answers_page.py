"""Answers that agents called wrong, for the editors who look after the content."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.guard import signed_in
from desk.access.pages import DESK_HEADERS
from desk.agents import Agent, Role
from desk.call_page import CallPages, moment_in_words
from desk.call_records import RecordsOut

_SEE_OTHER, _UNAVAILABLE = 303, 503
LIST = "/balie/verbeteringen"
_Editor = Annotated[Agent, Depends(signed_in(Role.EDITOR))]


def wrong_answers_router(desk: CallPages) -> APIRouter:
    """Serve /balie/verbeteringen."""
    router = APIRouter(include_in_schema=False)

    @router.get(LIST)
    async def shown(request: Request, agent: _Editor, gedaan: str = "") -> Response:
        try:
            wrong = await desk.records.wrong_answers()
        except RecordsOut:
            return _out(desk, request)
        now = desk.now()
        return desk.answer(
            request,
            "desk/wrong_answers.html",
            here=LIST,
            waiting=[one for one in wrong if one.dealt_at is None],
            dealt=[one for one in wrong if one.dealt_at is not None],
            titles=desk.titles(),
            in_words=lambda at: moment_in_words(at, now),
            kept="Dit antwoord is afgehandeld." if gedaan else "",
        )

    @router.post(LIST + "/{call}/{entry}")
    async def dealt(request: Request, agent: _Editor, call: str, entry: int) -> Response:
        try:
            await desk.records.dealt_with((call, entry), agent)
        except RecordsOut:
            return _out(desk, request)
        return RedirectResponse(f"{LIST}?gedaan=1", _SEE_OTHER, headers=DESK_HEADERS)

    return router


def _out(desk: CallPages, request: Request) -> Response:
    return desk.answer(request, "desk/call_gone.html", _UNAVAILABLE, out=True)
