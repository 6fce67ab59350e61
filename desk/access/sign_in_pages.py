"""The pages under /balie/aanmelden: name and password, code, and what a first time asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from desk.access import authenticator
from desk.access.access import COOKIE
from desk.access.doorkeeper import Busy, Doorkeeper
from desk.access.guard import (
    SIGN_IN,
    Refused,
    check_from_ours,
    check_origin,
    for_anybody,
    session_of,
    signed_in,
)
from desk.access.pages import DeskPages
from desk.access.password_rules import SHORTEST
from desk.access.signing_in import NotRight, csrf_of
from desk.agents import Agent
from desk.navigation import pages_for
from records.sessions import Kept, Stage

SEE_OTHER = 303
ACCOUNT = "/balie/account"
STEPS: Mapping[Stage, str] = {
    Stage.CODE: f"{SIGN_IN}/code",
    Stage.PASSWORD: f"{SIGN_IN}/wachtwoord",
    Stage.APP: f"{SIGN_IN}/app",
    Stage.IN: f"{SIGN_IN}/klaar",
}
"""Where each step of signing in is."""
Typed = Annotated[str, Form(max_length=1000)]


@dataclass(frozen=True, slots=True)
class AtStep:
    """A dependency that gives the session of who is at this step; others are sent to theirs."""

    keeper: Doorkeeper
    stage: Stage

    async def __call__(self, request: Request) -> Kept:
        token = request.cookies.get(COOKIE, "")
        kept = await run_in_threadpool(self.keeper.kept, token)
        if kept is None:
            raise Refused(SEE_OTHER, "Dit duurde te lang.", {"Location": f"{SIGN_IN}?verlopen=1"})
        if kept.stage is not self.stage:
            raise Refused(SEE_OTHER, "Dit komt later.", {"Location": STEPS[kept.stage]})
        request.state.csrf = csrf_of(token)
        if request.method == "POST":
            await check_from_ours(request, request.state.csrf)
        return kept


def sign_in_router(
    pages: DeskPages, keeper: Doorkeeper, provider: str | None = None, local: bool = True
) -> APIRouter:
    """`provider` is where somebody signs in at the identity provider; `local`: with a password of
    ours, too.
    """
    router = APIRouter(include_in_schema=False)
    steps = _Steps(pages, keeper, provider, local)
    anybody = [Depends(for_anybody)]
    router.add_api_route(SIGN_IN, steps.start, methods=["GET"], dependencies=anybody)
    if local:
        router.add_api_route(SIGN_IN, steps.password, methods=["POST"], dependencies=anybody)
        _add_steps(router, steps, keeper)

    @router.get(STEPS[Stage.IN])
    async def done(agent: Annotated[Agent, Depends(signed_in())]) -> Response:
        return RedirectResponse(home_of(agent), SEE_OTHER)

    @router.post("/balie/afmelden", dependencies=anybody)
    async def leave(request: Request) -> Response:
        """Whoever was signed out already, is."""
        session = await session_of(request)
        if session is not None:
            await check_from_ours(request, session.csrf)
            kept = await run_in_threadpool(keeper.kept, request.cookies[COOKIE])
            if kept is not None:
                await run_in_threadpool(keeper.signing_in.sign_out, kept)
                if not await run_in_threadpool(keeper.is_in, kept.account.name):
                    keeper.signed_out(kept.account.name)
        answer = RedirectResponse(f"{SIGN_IN}?afgemeld=1", SEE_OTHER)
        answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")
        return answer

    return router


def _add_steps(router: APIRouter, steps: "_Steps", keeper: Doorkeeper) -> None:
    def at(stage: Stage) -> Any:
        return Depends(AtStep(keeper, stage))

    @router.get(STEPS[Stage.CODE])
    async def code_page(request: Request, kept: Annotated[Kept, at(Stage.CODE)]) -> Response:
        return steps.page(request, Stage.CODE, kept)

    @router.post(STEPS[Stage.CODE])
    async def code(
        request: Request, kept: Annotated[Kept, at(Stage.CODE)], code: Typed = ""
    ) -> Response:
        return await steps.take(request, kept, keeper.signing_in.by_code, code)

    @router.get(STEPS[Stage.PASSWORD])
    async def own_page(request: Request, kept: Annotated[Kept, at(Stage.PASSWORD)]) -> Response:
        return steps.page(request, Stage.PASSWORD, kept)

    @router.post(STEPS[Stage.PASSWORD])
    async def own(
        request: Request,
        kept: Annotated[Kept, at(Stage.PASSWORD)],
        password: Typed = "",
        again: Typed = "",
    ) -> Response:
        choose = keeper.signing_in.choose_password
        return await steps.take(request, kept, choose, password, again)

    @router.get(STEPS[Stage.APP])
    async def app_page(request: Request, kept: Annotated[Kept, at(Stage.APP)]) -> Response:
        return await steps.app_page(request, kept)

    @router.post(STEPS[Stage.APP])
    async def app(
        request: Request, kept: Annotated[Kept, at(Stage.APP)], code: Typed = ""
    ) -> Response:
        return await steps.app(request, kept, code)


class _Steps:
    """What the steps answer."""

    def __init__(
        self, pages: DeskPages, keeper: Doorkeeper, provider: str | None, local: bool
    ) -> None:
        self._pages = pages
        self._keeper = keeper
        self._ways = {"provider": provider, "local": local}

    async def start(self, request: Request) -> Response:
        session = await session_of(request)
        if session is not None:
            return RedirectResponse(home_of(session.agent), SEE_OTHER)
        told = [
            each for each in ("verlopen", "afgemeld", "mislukt") if each in request.query_params
        ]
        return self._start(request, told=told[0] if told else "")

    async def password(self, request: Request, name: Typed = "", password: Typed = "") -> Response:
        await check_origin(request)
        enter = self._keeper.signing_in.by_password
        try:
            token, stage = await self._keeper.attempt(enter, name, password, address_of(request))
        except NotRight as wrong:
            return self._start(request, wrong=wrong, name=name)
        except Busy:
            return self._start(request, wrong=_BUSY, name=name)
        return go_on(token, stage)

    def _start(self, request: Request, **given: Any) -> HTMLResponse:
        known = {"wrong": None, "told": "", "name": ""} | self._ways
        status = 422 if given.get("wrong") else 200
        return self._pages.answer(request, "desk/access/sign_in.html", status, **known | given)

    def page(
        self,
        request: Request,
        stage: Stage,
        kept: Kept,
        wrong: NotRight | None = None,
        **given: Any,
    ) -> HTMLResponse:
        known = {"account": kept.account, "wrong": wrong, "shortest": SHORTEST}
        name = f"desk/access/{stage.value}.html"
        return self._pages.answer(request, name, 422 if wrong else 200, **known | given)

    async def take(
        self, request: Request, kept: Kept, step: Callable[..., tuple[str, Stage]], *typed: str
    ) -> Response:
        """One step with what was typed."""
        try:
            token, stage = await self._keeper.attempt(step, kept, *typed, address_of(request))
        except NotRight as wrong:
            return self.page(request, kept.stage, kept, wrong)
        except Busy:
            return self.page(request, kept.stage, kept, _BUSY)
        return go_on(token, stage)

    async def app_page(
        self, request: Request, kept: Kept, wrong: NotRight | None = None
    ) -> HTMLResponse:
        secret = await run_in_threadpool(self._keeper.signing_in.secret, kept)
        picture = authenticator.qr_code(secret, kept.account.name, self._keeper.municipality)
        groups = authenticator.in_groups(secret)
        return self.page(request, Stage.APP, kept, wrong, groups=groups, picture=Markup(picture))

    async def app(self, request: Request, kept: Kept, code: str) -> Response:
        try:
            token, _, codes = await self._keeper.attempt(
                self._keeper.signing_in.set_up_app, kept, code, address_of(request)
            )
        except NotRight as wrong:
            return await self.app_page(request, kept, wrong)
        except Busy:
            return await self.app_page(request, kept, _BUSY)
        page = self._pages.answer(request, "desk/access/recovery.html", codes=codes)
        return _with_token(page, token)


_BUSY = NotRight("", "Het is druk. Probeer het zo nog eens.")


def home_of(agent: Agent) -> str:
    """The first page that this person may see."""
    found = pages_for(agent)
    return found[0].address if found else ACCOUNT


def address_of(request: Request) -> str:
    return request.client.host if request.client is not None else ""


def go_on(token: str, stage: Stage) -> Response:
    return _with_token(RedirectResponse(STEPS[stage], SEE_OTHER), token)


def _with_token(answer: Response, token: str) -> Response:
    answer.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="lax")
    return answer
