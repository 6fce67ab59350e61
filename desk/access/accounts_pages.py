"""/balie/beheer: accounts, for administrators. Every change is in the trail of its account."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any

from anyio import from_thread
from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.account_form import AccountForm, Choices, may_not
from desk.access.account_page import titles_of
from desk.access.doorkeeper import Doorkeeper, agent_of
from desk.access.guard import Refused, signed_in
from desk.access.pages import DeskPages
from desk.access.sign_in_pages import SEE_OTHER, Typed
from desk.access.signing_in import NotRight
from desk.agents import ROLE_TITLES, Agent, Role
from records.accounts import Account, Unknown
from records.errors import Clash
from records.trail import Happened

ADMIN = "/balie/beheer"
ACCOUNTS = f"{ADMIN}/accounts"
Boss = Annotated[Agent, Depends(signed_in(Role.ADMINISTRATOR))]
Several = Annotated[list[str] | None, Form(max_length=100)]

HAPPENED: Mapping[Happened, str] = {
    Happened.SIGNED_IN: "Aangemeld",
    Happened.REFUSED: "Aanmelden geweigerd",
    Happened.LOCKED: "Tijdelijk geblokkeerd",
    Happened.SIGNED_OUT: "Afgemeld",
    Happened.ADDED: "Account gemaakt",
    Happened.CHANGED: "Account gewijzigd",
    Happened.RESET: "Nieuw wachtwoord gegeven",
    Happened.CLOSED: "Account gesloten",
    Happened.PASSWORD: "Zelf wachtwoord gekozen",
    Happened.APP: "App met codes ingesteld",
    Happened.RECOVERY: "Herstelcode gebruikt",
}

_ROLES = re.compile(rf"\b(?:{'|'.join(Role)})\b")


def _form(
    title: Typed = "",
    roles: Several = None,
    departments: Several = None,
    languages: Several = None,
    sip: Typed = "",
) -> AccountForm:
    return AccountForm(
        title=title,
        roles=roles or (),
        departments=departments or (),
        languages=languages or (),
        sip=sip,
    )


Filled = Annotated[AccountForm, Depends(_form)]


def accounts_router(
    pages: DeskPages, keeper: Doorkeeper, choices: Callable[[], Choices]
) -> APIRouter:
    """`choices` are those of the content that is in force."""
    router = APIRouter(include_in_schema=False)
    admin = _Admin(pages, keeper, choices)
    for address, work, method in (
        (ADMIN, admin.start, "GET"),
        (ACCOUNTS, admin.list, "GET"),
        (f"{ACCOUNTS}/nieuw", admin.new, "GET"),
        (f"{ACCOUNTS}/nieuw", admin.add, "POST"),
        (f"{ACCOUNTS}/{{name}}", admin.show, "GET"),
        (f"{ACCOUNTS}/{{name}}", admin.change, "POST"),
        (f"{ACCOUNTS}/{{name}}/wachtwoord", admin.reset, "POST"),
        (f"{ACCOUNTS}/{{name}}/sluiten", admin.close, "POST"),
    ):
        router.add_api_route(address, work, methods=[method])
    return router


class _Admin:
    """Each method is a route; none is on the event loop, as all of them use the database."""

    def __init__(
        self, pages: DeskPages, keeper: Doorkeeper, choices: Callable[[], Choices]
    ) -> None:
        self._pages = pages
        self._keeper = keeper
        self._accounts = keeper.door.accounts
        self._choices = choices

    def start(self, request: Request, agent: Boss) -> Response:
        return self._answer(request, "beheer")

    def list(self, request: Request, agent: Boss) -> Response:
        rows = [(each, titles_of(agent_of(each).roles)) for each in self._accounts.all()]
        return self._answer(request, "accounts", rows=rows)

    def new(self, request: Request, agent: Boss) -> Response:
        return self._form(request, AccountForm(roles=[Role.AGENT]))

    def add(self, request: Request, agent: Boss, form: Filled, name: Typed = "") -> Response:
        form = replace(form, name=name)
        try:
            name = form.new_name()
            profile = form.profile(self._choices())
            password = self._accounts.add(name, profile, agent.name, self._keeper.clock())
        except NotRight as wrong:
            return self._form(request, form, wrong=wrong)
        except Clash:
            taken = NotRight("name", "Deze naam is al van iemand. Kies een andere.")
            return self._form(request, form, wrong=taken)
        return self._answer(request, "one_time", name=name, password=password)

    def show(self, request: Request, agent: Boss, name: str) -> Response:
        account = self._find(name)
        form = AccountForm.of(name, account.profile)
        return self._form(request, form, account, done=request.query_params.get("gedaan", ""))

    def change(self, request: Request, agent: Boss, name: str, form: Filled) -> Response:
        account = self._find(name)
        form = replace(form, name=name)
        try:
            profile = form.profile(self._choices(), account.profile)
            may_not(agent, name, profile.roles)
        except NotRight as wrong:
            return self._form(request, form, account, wrong=wrong)
        self._accounts.change(name, profile, agent.name, self._keeper.clock())
        return RedirectResponse(f"{ACCOUNTS}/{name}?gedaan=gewijzigd", SEE_OTHER)

    def reset(self, request: Request, agent: Boss, name: str) -> Response:
        account = self._find(name)
        if not account.local:
            raise Refused(403, "Dit account heeft hier geen wachtwoord.")
        if agent.name == name:
            raise Refused(403, "Uw eigen wachtwoord wijzigt u bij uw account.")
        password = self._accounts.reset(name, agent.name, self._keeper.clock())
        from_thread.run_sync(self._keeper.signed_out, name)
        return self._answer(request, "one_time", name=name, password=password)

    def close(self, request: Request, agent: Boss, name: str) -> Response:
        self._find(name)
        if agent.name == name:
            raise Refused(403, "U kunt uw eigen account niet sluiten.")
        self._accounts.close(name, agent.name, self._keeper.clock())
        from_thread.run_sync(self._keeper.signed_out, name)
        return RedirectResponse(f"{ACCOUNTS}/{name}?gedaan=gesloten", SEE_OTHER)

    def _find(self, name: str) -> Account:
        try:
            return self._accounts.find(name)
        except Unknown:
            raise Refused(404, "Er is geen account met deze naam.") from None

    def _form(
        self, request: Request, form: AccountForm, account: Account | None = None, **given: Any
    ) -> Response:
        choices = self._choices()
        known = {
            "wrong": None,
            "done": "",
            "form": form,
            "account": account,
            "roles": ROLE_TITLES,
            "departments": _with(choices.departments, form.departments),
            "spoken": _with(choices.languages, form.languages),
            "trail": self._accounts.trail(account.name) if account else (),
            "happened": HAPPENED,
            "in_dutch": _in_dutch,
        }
        status = 422 if given.get("wrong") else 200
        return self._answer(request, "account_form", status, **known | given)

    def _answer(self, request: Request, template: str, status: int = 200, **given: Any) -> Response:
        return self._pages.answer(
            request, f"desk/access/{template}.html", status, here=ADMIN, **given
        )


def _in_dutch(told: str) -> str:
    """What a change says of roles, with their titles for their keys."""
    return _ROLES.sub(lambda found: ROLE_TITLES[Role(found[0])], told)


def _with(known: Mapping[str, str], chosen: Any) -> Mapping[str, str]:
    """What was chosen stays to be seen, also where the content has it no more."""
    return {**known, **{key: key for key in chosen if key not in known}}
