"""Signing in with one's account at the municipality, by way of the port `desk.access.openid`."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from loguru import logger

from desk.access.doorkeeper import Busy, Doorkeeper
from desk.access.guard import SIGN_IN, for_anybody
from desk.access.openid import NotBrought, OpenId, Person
from desk.access.sign_in_pages import SEE_OTHER, go_on
from records.accounts import Account, Profile, is_name
from records.errors import Clash
from records.sessions import Stage
from records.trail import Happened

OPENID = f"{SIGN_IN}/werkaccount"
_COOKIE = "__Host-belbalie-werkaccount"
_LONGEST_SECONDS = 900
_MOST_NAMES = 50
_BY = "aanmeldvoorziening"


def openid_router(keeper: Doorkeeper, provider: OpenId) -> APIRouter:
    router = APIRouter(include_in_schema=False, dependencies=[Depends(for_anybody)])

    @router.get(OPENID)
    async def begin(request: Request) -> Response:
        back = f"{_base(request, keeper)}{OPENID}/terug"
        try:
            address, known = await provider.begin(back)
        except NotBrought as error:
            return _failed(error)
        answer = RedirectResponse(address, SEE_OTHER)
        answer.set_cookie(
            _COOKIE,
            _packed(known),
            max_age=_LONGEST_SECONDS,
            secure=True,
            httponly=True,
            samesite="lax",  # the browser comes back from another site
        )
        return answer

    @router.get(f"{OPENID}/terug")
    async def back(request: Request) -> Response:
        known = _unpacked(request.cookies.get(_COOKIE, ""))
        came = f"{_base(request, keeper)}{OPENID}/terug?{request.url.query}"
        try:
            person = await provider.finish(came, known)
            token = await keeper.attempt(enter, keeper, person)
        except (NotBrought, Busy) as error:
            answer = _failed(error)
        else:
            answer = go_on(token, Stage.IN)
        answer.delete_cookie(_COOKIE, secure=True, httponly=True, samesite="lax")
        return answer

    return router


def enter(keeper: Doorkeeper, person: Person) -> str:
    """The token of a session for who was brought: their account as the provider has it now, made at
    the first time. Raises NotBrought.
    """
    accounts = keeper.door.accounts
    account = accounts.of_subject(person.subject)
    if not person.roles or (account is not None and not account.active):
        why = "account gesloten" if person.roles else "geen rol van de balie"
        name = account.name if account is not None else ""
        keeper.door.note(name, Happened.REFUSED, keeper.clock(), f"{_BY}: {why}")
        raise NotBrought(f"refused: {why}")
    if account is None:
        account = _welcome(keeper, person)
    else:
        told = replace(account.profile, title=_title(person), roles=person.roles)
        accounts.change(account.name, told, _BY, keeper.clock())
    return keeper.signing_in.brought(account)


def _welcome(keeper: Doorkeeper, person: Person) -> Account:
    """Somebody else's name stays theirs: the next that is free is taken."""
    profile = Profile(title=_title(person), roles=person.roles)
    for number in range(1, _MOST_NAMES):
        name = _name(person.name, number)
        try:
            return keeper.door.accounts.welcome(name, person.subject, profile, keeper.clock())
        except Clash:
            continue
    raise NotBrought("expected a free name, got none")


def _name(told: str, number: int) -> str:
    plain = re.sub(r"[^a-z0-9._-]+", "-", told.partition("@")[0].lower()).strip("._-")[:36]
    name = plain if is_name(plain) else "medewerker"
    return name if number == 1 else f"{name}-{number}"


def _title(person: Person) -> str:
    return " ".join(person.title.split())[:80] or "Medewerker"


def _base(request: Request, keeper: Doorkeeper) -> str:
    return keeper.address or str(request.base_url).rstrip("/")


def _failed(error: Exception) -> Response:
    logger.warning("sign-in by the identity provider failed: {}", error or type(error).__name__)
    return RedirectResponse(f"{SIGN_IN}?mislukt=1", SEE_OTHER)


def _packed(known: Mapping[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(dict(known)).encode()).decode()


def _unpacked(text: str) -> Mapping[str, str]:
    """Nothing where it is none of ours."""
    try:
        known = json.loads(base64.urlsafe_b64decode(text.encode()))
    except ValueError:
        return {}
    if not isinstance(known, dict):
        return {}
    return {str(key): str(value) for key, value in known.items()}
