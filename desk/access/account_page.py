"""/balie/account: one's own password and app with codes."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from desk.access.access import COOKIE
from desk.access.doorkeeper import Busy, Doorkeeper
from desk.access.guard import Refused, signed_in
from desk.access.pages import DeskPages
from desk.access.password_rules import SHORTEST
from desk.access.sign_in_pages import ACCOUNT, SEE_OTHER, Typed, address_of, go_on
from desk.access.signing_in import NotRight
from desk.agents import ROLE_TITLES, Agent, Role
from records.sessions import Kept, Stage

Anybody = Annotated[Agent, Depends(signed_in())]
_BUSY = NotRight("", "Het is druk. Probeer het zo nog eens.")


def account_router(pages: DeskPages, keeper: Doorkeeper) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    async def page(
        request: Request, agent: Agent, wrong: NotRight | None = None, part: str = ""
    ) -> Response:
        """`part` is the form in which something was wrong."""
        kept = await _kept(request, keeper)
        left = await run_in_threadpool(keeper.door.accounts.recovery_codes_left, agent.name)
        given = {
            "wrong": wrong,
            "part": part,
            "account": kept.account,
            "left": left,
            "roles": titles_of(agent.roles),
            "shortest": SHORTEST,
            "done": request.query_params.get("gedaan", ""),
            "here": ACCOUNT,
        }
        return pages.answer(request, "desk/access/account.html", 422 if wrong else 200, **given)

    @router.get(ACCOUNT)
    async def account(request: Request, agent: Anybody) -> Response:
        return await page(request, agent)

    @router.post(f"{ACCOUNT}/wachtwoord")
    async def change(
        request: Request,
        agent: Anybody,
        current: Typed = "",
        password: Typed = "",
        again: Typed = "",
    ) -> Response:
        def work(kept: Kept) -> None:
            keeper.signing_in.check_password(kept, current, address_of(request))
            keeper.signing_in.change_password(kept, password, again)

        try:
            await keeper.attempt(work, await _local(request, keeper))
        except NotRight as wrong:
            return await page(request, agent, wrong, "wachtwoord")
        except Busy:
            return await page(request, agent, _BUSY, "wachtwoord")
        return RedirectResponse(f"{ACCOUNT}?gedaan=wachtwoord", SEE_OTHER)

    @router.post(f"{ACCOUNT}/app")
    async def app_anew(
        request: Request, agent: Anybody, proof: Annotated[str, Form(max_length=1000)] = ""
    ) -> Response:
        """The old app counts until the new one shows a code."""

        def work(kept: Kept) -> str:
            keeper.signing_in.check_password(kept, proof, address_of(request))
            return keeper.signing_in.set_up_app_anew(kept)

        try:
            token = await keeper.attempt(work, await _local(request, keeper))
        except NotRight as wrong:
            return await page(request, agent, NotRight("proof", wrong.sentence), "app")
        except Busy:
            return await page(request, agent, _BUSY, "app")
        return go_on(token, Stage.APP)

    return router


def titles_of(roles: frozenset[Role]) -> Sequence[str]:
    return [title for role, title in ROLE_TITLES.items() if role in roles]


async def _kept(request: Request, keeper: Doorkeeper) -> Kept:
    kept = await run_in_threadpool(keeper.kept, request.cookies.get(COOKIE, ""))
    if kept is None:  # it ended since the guard looked
        raise Refused(SEE_OTHER, "U bent niet aangemeld.", {"Location": "/balie/aanmelden"})
    return kept


async def _local(request: Request, keeper: Doorkeeper) -> Kept:
    kept = await _kept(request, keeper)
    if not kept.account.local:
        raise Refused(403, "U meldt zich aan met uw werkaccount. Hier hebt u geen wachtwoord.")
    return kept
