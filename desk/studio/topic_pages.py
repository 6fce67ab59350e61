"""The page on which an editor changes what is said about a subject."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from fastapi import APIRouter, Request, Response

from desk.access.pages import DESK_HEADERS
from desk.agents import Agent
from desk.studio.content import Refused, StudioOut
from desk.studio.faults import fault, studio_router
from desk.studio.room import CONFLICT, GONE, Editor, StudioRoom, of_draft
from desk.studio.texts_page import TEXTS
from desk.studio.topic_answers import NO_SUBJECT, UNPROCESSABLE, Filled, as_file, see
from desk.studio.topic_desk import CANNOT, NoForm, NoSubject, NotSaved, TopicDesk
from desk.studio.topic_new import serve_new
from desk.studio.topic_posted import Posted
from desk.studio.topic_view import Spoken, TopicView
from dialog.content_edit import CannotEdit

_DONE: Mapping[str, str] = {
    "bewaard": "Uw wijziging staat in het concept. Bellers horen haar als u publiceert.",
    "samen": "Bewaard. Wat een collega intussen wijzigde, staat ook in het concept.",
    "niets": "Er was niets gewijzigd.",
    "nieuw": "Het onderwerp is gemaakt. Vul het aan, en haal dan het vinkje bij ‘nog niet af’ weg.",
    "overgenomen": "Het onderwerp staat nu in uw eigen map. U kunt het hier wijzigen.",
    "zinnen": "De zinnen staan nu bij de voorbeeldzinnen.",
}


_REMEMBERED = 2000
"""Texts as they are said: who types changes one of a page at a time."""


def topic_router(room: StudioRoom, spoken: Spoken) -> APIRouter:
    """Serve /balie/studio/concept/…/onderwerp/… of subjects that are there."""
    router, desk = studio_router(room), TopicDesk(room, lru_cache(_REMEMBERED)(spoken))
    address = of_draft("{draft}", "/onderwerp/{key}")
    serve_new(router, desk)  # 'nieuw' is no key

    @router.get(address)
    async def shown(
        request: Request, agent: Editor, draft: str, key: str, gedaan: str = ""
    ) -> Response:
        try:
            view = await desk.look(draft, key)
        except NoSubject:
            return fault(room, request, GONE, NO_SUBJECT)
        except NoForm:
            return as_file(draft, key)
        return await _page(room, request, replace(view, done=_DONE.get(gedaan, "")))

    @router.post(address)
    async def sent(request: Request, agent: Editor, draft: str, key: str, form: Filled) -> Response:
        try:
            base, given = await desk.read(key, form)
            if given.wrong or form.get("actie") == "controleer":
                view = await desk.tried(draft, key, base, given, form.get("tag", ""))
                return await _page(room, request, view, UNPROCESSABLE if given.wrong else 200)
            return await _saved(
                desk, request, (draft, key, base, form.get("tag", "")), given, agent
            )
        except NoForm:
            return as_file(draft, key)

    @router.post(of_draft("{draft}", "/controle"))
    async def checked(request: Request, agent: Editor, draft: str, form: Filled) -> Response:
        key = form.get("pad", "").removeprefix("topics/").removesuffix(".yaml")
        try:
            base, given = await desk.read(key, form)
            view = await desk.tried(draft, key, base, given, form.get("tag", ""))
        except NoForm:
            return Response(status_code=204, headers=DESK_HEADERS)
        given_back = {"view": view, "known": form.get("geteld", "")}
        return await asyncio.to_thread(
            room.answer, request, "studio/topic_live.html", 200, **given_back
        )

    return router


async def _saved(
    desk: TopicDesk, request: Request, place: tuple[str, str, str, str], given: Posted, agent: Agent
) -> Response:
    """Save it and go back to the page; or the page with all that was typed, and why not."""
    draft, key, base, tag = place
    try:
        saved = await desk.save(draft, key, base, given, tag, agent)
    except (CannotEdit, Refused, StudioOut) as why:
        view = await desk.tried(draft, key, base, given, tag)
        refused = CANNOT if isinstance(why, CannotEdit) else str(why)
        return await _page(desk.room, request, replace(view, refused=refused), CONFLICT)
    if isinstance(saved, NotSaved):
        return await _clashed(desk, request, draft, key, saved)
    done = "samen" if saved.merged else "niets" if saved.text.tag == tag else "bewaard"
    return see(of_draft(draft, f"/onderwerp/{key}?gedaan={done}"))


async def _clashed(
    desk: TopicDesk, request: Request, draft: str, key: str, clash: NotSaved
) -> Response:
    """The page with what the editor typed, on top of what the other saved, and the choices."""
    given = Posted(dict(clash.both.values))
    view = await desk.tried(draft, key, clash.theirs.text, given, clash.theirs.tag)
    choices = {each.field: each for each in clash.both.choices}
    return await _page(desk.room, request, replace(view, choices=choices, by=clash.by), CONFLICT)


async def _page(room: StudioRoom, request: Request, view: TopicView, status: int = 200) -> Response:
    """It is a long page: it is drawn in a thread, and calls go on meanwhile."""
    given = {"here": TEXTS, "view": view}
    return await asyncio.to_thread(room.answer, request, "studio/topic.html", status, **given)
