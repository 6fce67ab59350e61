"""Crises over HTTP, for other desks and programs: the same as `belbalie crisis …`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from loguru import logger
from pydantic import AwareDatetime, BaseModel, Field

from belbalie.crisis_desk import CrisisDesk
from belbalie.crisis_wish import Wish, crisis_of, fields
from belbalie.errors import WrongUse
from belbalie.tokens import Role, Token, whose
from dialog.content_page import Notes
from records.crises import Started
from records.errors import RecordsError

_LONGEST_PAGE = 100_000
_PAGE = Path("faq")
_NO_TOKEN = {"description": "No token, or one that nobody has."}
_NO_ROLE = {"description": "The role of this token is not enough."}


class CrisisIn(BaseModel):
    """A crisis to start. A page with the same title that runs already is replaced."""

    faq: str = Field(
        max_length=_LONGEST_PAGE,
        description="Markdown: '# title', what all hear first, and '## question?' with its answer.",
    )
    area: list[str] = Field([], max_length=500, description="Beginnings of postcodes; else all.")
    streets: list[str] = Field([], max_length=500, description="Streets that it is about.")
    since: AwareDatetime | None = Field(
        None, alias="from", description="When it begins; now if absent. With a time zone."
    )
    until: AwareDatetime = Field(description="When it is over by itself. With a time zone.")
    message: str | None = Field(
        None, max_length=2000, description="What all hear first, in place of the page's own."
    )


class CrisisOut(BaseModel):
    """A crisis that runs, or will."""

    key: str
    title: str
    state: str = Field(description="'running' or 'waiting'.")
    since: str = Field(alias="from")
    until: str
    area: list[str]
    streets: list[str]
    questions: int
    started_at: str
    started_by: str
    remarks: list[str] = Field([], description="What could be better in the page.")


def crisis_router(
    desk: CrisisDesk, tokens: Sequence[Token], clock: Callable[[], datetime]
) -> APIRouter:
    """The routes; whoever has no `tokens` leaves them out."""
    router = APIRouter(prefix="/crisis", tags=["crisis"])
    bearer = HTTPBearer(auto_error=False, description="A token of BELBALIE_CRISIS_TOKENS.")
    Given = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]

    def looks(given: Given) -> Token:
        return _known(tokens, given)

    def starts(given: Given) -> Token:
        token = _known(tokens, given)
        if token.role is not Role.START:
            logger.warning("{} may not change crises", token.name)
            raise HTTPException(403, "This token may look, and change nothing.")
        return token

    @router.get("", responses={401: _NO_TOKEN})
    def running(token: Annotated[Token, Depends(looks)]) -> list[CrisisOut]:
        """What runs, or will, with its key."""
        now = clock()
        return [_out(each, now) for each in _kept(lambda: desk.running(now))]

    @router.post("", status_code=201, responses={401: _NO_TOKEN, 403: _NO_ROLE})
    def start(told: CrisisIn, token: Annotated[Token, Depends(starts)]) -> CrisisOut:
        """Have a page of questions and answers told within five seconds."""
        now, notes = clock(), Notes(_PAGE)
        try:
            wish = Wish(told.area, told.streets, told.since or now, told.until, told.message)
            crisis = crisis_of(notes, told.faq, wish, now)
        except WrongUse as error:
            raise HTTPException(422, str(error)) from None
        problems = [str(problem) for problem in notes.problems]
        if crisis is None:
            raise HTTPException(422, problems)
        _kept(lambda: desk.start(crisis, token.name))
        return _out(Started(crisis, token.name), now, problems)

    @router.delete(
        "/{key}",
        status_code=204,
        responses={401: _NO_TOKEN, 403: _NO_ROLE, 404: {"description": "None of this key runs."}},
    )
    def stop(key: str, token: Annotated[Token, Depends(starts)]) -> Response:
        """End it before its time."""
        try:
            _kept(lambda: desk.stop(key, token.name, clock()))
        except LookupError:
            raise HTTPException(404, "No crisis of this key runs.") from None
        return Response(status_code=204)

    return router


def _known(tokens: Sequence[Token], given: HTTPAuthorizationCredentials | None) -> Token:
    token = whose(tokens, given.credentials) if given else None
    if token is None:
        told = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(401, "Expected a bearer token that somebody has.", headers=told)
    return token


Done = TypeVar("Done")


def _kept(work: Callable[[], Done]) -> Done:
    try:
        return work()
    except RecordsError as error:
        logger.error("crises: {}", error)
        raise HTTPException(503, "The records database does not answer.") from None


def _out(started: Started, now: datetime, remarks: Sequence[str] = ()) -> CrisisOut:
    return CrisisOut.model_validate(fields(started, now) | {"remarks": list(remarks)})
