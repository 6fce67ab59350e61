"""/balie/studio/concept/…: a draft from its first word until callers hear it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.agents import Agent
from desk.call_page import moment_in_words
from desk.studio.content import PUBLISHED, Draft, Readiness
from desk.studio.differences import differences, file_address, to_be_seen
from desk.studio.draft_steps import STATES, choice, wrote
from desk.studio.faults import studio_router
from desk.studio.room import SEE_OTHER, STUDIO, Editor, StudioRoom, of_draft
from dialog.content_difference import FileDifference
from dialog.content_file import Problem
from dialog.draft_states import DraftState, DraftStep

DRAFT = f"{STUDIO}/concept/{{draft}}"
_UNPROCESSABLE = 422
_LONGEST_REMARK = 1000
_OWN_METHODS = frozenset({DraftStep.EDIT, DraftStep.PUBLISH})
_DONE: Mapping[str, str] = {
    DraftStep.ASK: "Dit concept ligt nu bij uw collega’s om na te kijken.",
    DraftStep.APPROVE: "U heeft dit concept goed bevonden. Het kan nu gepubliceerd worden.",
    DraftStep.RETURN: "U heeft dit concept teruggegeven met een opmerking.",
    DraftStep.DROP: "Dit concept is weggelegd. Bellers horen er niets van.",
    DraftStep.TAKE_UP: "U kunt weer verder met dit concept.",
    "keuze": "Uw keuze is bewaard. U kunt nu opnieuw publiceren.",
}
_WHY_RETURNED = "Schrijf hier wat er anders moet. Dan weet uw collega wat te doen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a draft's page tells beside the draft."""

    status: int = 200
    done: str = ""
    refused: str = ""
    """Why what was asked could not be done."""
    wrong: str = ""
    """What is wrong with the remark."""
    remark: str = ""
    """What was typed as one."""
    reason: str = ""
    """What was typed as the reason to publish."""
    by_hand: Sequence[Problem] = ()


_NOTHING = Told()


def draft_router(room: StudioRoom) -> APIRouter:
    router = studio_router(room)

    @router.get(DRAFT)
    async def shown(request: Request, agent: Editor, draft: str, gedaan: str = "") -> Response:
        if draft == PUBLISHED:
            return RedirectResponse(f"{STUDIO}/teksten", SEE_OTHER, headers=DESK_HEADERS)
        return await draft_page(room, request, agent, draft, Told(done=_DONE.get(gedaan, "")))

    @router.get(f"{DRAFT}/klaar")
    async def prepared(request: Request, agent: Editor, draft: str) -> Response:
        ready = await room.content.readiness(draft)
        return room.answer(request, "studio/prepared.html", **_prepared(draft, ready))

    @router.get(f"{DRAFT}/wegleggen")
    async def sure(request: Request, agent: Editor, draft: str) -> Response:
        found = await room.content.draft(draft)
        return room.answer(request, "studio/drop.html", draft=found, of_draft=of_draft)

    @router.post(f"{DRAFT}/stap/{{step}}")
    async def stepped(request: Request, agent: Editor, draft: str, step: DraftStep) -> Response:
        remark = str((await request.form()).get("opmerking", "")).strip()[:_LONGEST_REMARK]
        if step is DraftStep.RETURN and not remark:
            told = Told(status=_UNPROCESSABLE, wrong=_WHY_RETURNED)
            return await draft_page(room, request, agent, draft, told)
        if step not in _OWN_METHODS:
            await room.content.take_step(draft, step, agent, remark)
        address = f"{of_draft(draft)}?gedaan={step}"
        return RedirectResponse(address, SEE_OTHER, headers=DESK_HEADERS)

    return router


async def draft_page(
    room: StudioRoom, request: Request, agent: Agent, key: str, told: Told = _NOTHING
) -> Response:
    """The page of a draft. Raises NoSuchDraft, StudioOut."""
    draft, ready = await room.content.draft(key), await room.content.readiness(key)
    now, can = room.now(), choice(draft, ready, agent)
    return room.answer(
        request,
        "studio/draft.html",
        told.status,
        draft=draft,
        told=told,
        steps=can.steps,
        why_not=can.why_not,
        state=STATES[draft.state],
        over=draft.state is DraftState.PUBLISHED,
        files=await differences(await room.content.changes(key)),
        since=await _since(room, draft, agent),
        warnings=await _warnings(room, draft),
        of_draft=of_draft,
        file_address=file_address,
        to_be_seen=to_be_seen,
        in_words=lambda at: moment_in_words(at, now),
        **_prepared(key, ready),
    )


async def _since(room: StudioRoom, draft: Draft, agent: Agent) -> Sequence[FileDifference] | None:
    """What a reviewer has not seen yet; None: all of it is new to them."""
    if draft.state is not DraftState.REVIEW or wrote(draft, agent):
        return None
    changes = await room.content.changes_since(draft.key, agent)
    return None if changes is None else await differences(changes)


def _prepared(key: str, ready: Readiness) -> Mapping[str, Any]:
    return {"ready": ready, "percent": int(100 * ready.share), "klaar": of_draft(key, "/klaar")}


async def _warnings(room: StudioRoom, draft: Draft) -> Sequence[Problem]:
    """What could be better in the files that it changed."""
    found = (await room.content.checked(draft.key)).problems
    return [each for each in found if each.warning and str(each.path) in draft.files]
