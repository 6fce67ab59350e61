"""/balie/studio: what waits for an editor, and where drafts begin."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.agents import Agent
from desk.call_page import moment_in_words
from desk.parts import ZONE
from desk.studio.content import PUBLISHED, ByHand, ContentDesk, Draft
from desk.studio.differences import in_names
from desk.studio.draft_choice import NEW, draft_for, own_drafts
from desk.studio.draft_steps import STATES, wrote
from desk.studio.faults import studio_router
from desk.studio.room import SEE_OTHER, STUDIO, Editor, StudioRoom, of_draft
from desk.studio.todo import Todo
from dialog.content_file import Problem
from dialog.draft_states import DraftState
from dialog.ending_soon import Ending, ending_soon
from dialog.when import full_day_words

_MOST_VERSIONS = 5
_LONGEST_TITLE = 120
_UNPROCESSABLE = 422
_BACK = re.compile(r"(?:/[A-Za-z0-9_.,=&%+-]+)*(?:\?[A-Za-z0-9_./,=&%+-]*)?")
"""An address below that of the draft, and no way out of it."""
_OF_ALL = ("", "/teksten")
"""Who comes from a page of one text may want it in the draft that they write in already."""


def overview_router(room: StudioRoom, todo: Todo) -> APIRouter:
    router = studio_router(room)

    @router.get(STUDIO)
    async def shown(request: Request, agent: Editor) -> Response:
        return await _overview(room, todo, request, agent)

    @router.post(f"{STUDIO}/concept")
    async def begun(request: Request, agent: Editor) -> Response:
        form = await request.form()
        title = " ".join(str(form.get("title", "")).split())
        back = str(form.get("terug", ""))
        if not title:
            wrong = "Schrijf hier waar het concept over gaat, zoals: nieuwe tarieven voor 2027."
            return await _overview(room, todo, request, agent, wrong)
        rest = back if _BACK.fullmatch(back) and ".." not in back else ""
        chosen = str(form.get("concept", ""))
        own = () if chosen or rest in _OF_ALL else await own_drafts(room.content, agent)
        if own:
            given: dict[str, Any] = {"title": title, "back": rest, "own": own, "new": NEW}
            return room.answer(request, "studio/which_draft.html", **given)
        draft = await draft_for(room.content, chosen, title[:_LONGEST_TITLE], agent)
        return RedirectResponse(of_draft(draft.key, rest), SEE_OTHER, headers=DESK_HEADERS)

    return router


async def _overview(
    room: StudioRoom, todo: Todo, request: Request, agent: Agent, wrong: str = ""
) -> Response:
    now, broken = room.now(), await _by_hand(room.content)
    drafts = await room.content.drafts()
    to_review = [each for each in drafts if _waits_for(each, agent)]
    mine = [each for each in drafts if each.author == agent.name or wrote(each, agent)]
    return room.answer(
        request,
        "studio/overview.html",
        _UNPROCESSABLE if wrong else 200,
        wrong=wrong,
        broken=broken,
        to_review=to_review,
        mine=mine,
        others=[each for each in drafts if each not in mine and each not in to_review],
        dropped=await room.content.dropped(),
        todo=await todo(),
        soon=await _soon(room),
        versions=await room.content.versions(_MOST_VERSIONS),
        states=STATES,
        of_draft=of_draft,
        in_names=partial(in_names, titles=room.titles()),
        in_words=lambda at: moment_in_words(at, now),
        day_in_words=lambda day: full_day_words(day, now.astimezone(ZONE).date(), "nl"),
        today=now.astimezone(ZONE).date(),
    )


def _waits_for(draft: Draft, agent: Agent) -> bool:
    return draft.state is DraftState.REVIEW and not wrote(draft, agent)


async def _by_hand(content: ContentDesk) -> Sequence[Problem]:
    """What somebody broke outside the studio."""
    try:
        await content.published()
    except ByHand as broken:
        return broken.problems
    return ()


async def _soon(room: StudioRoom) -> Sequence[Ending]:
    knowledge = (await room.content.checked(PUBLISHED)).content.knowledge
    return ending_soon(knowledge, room.now().astimezone(ZONE).date()) if knowledge else ()
