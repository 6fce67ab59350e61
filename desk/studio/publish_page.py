"""From a draft to what callers hear; and the choice where two changed the same lines."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.agents import Agent
from desk.studio.content import PUBLISHED, ByHand, Clash, Refused
from desk.studio.differences import file_address
from desk.studio.draft_page import DRAFT, Told, draft_page
from desk.studio.faults import studio_router
from desk.studio.room import CONFLICT, SEE_OTHER, STUDIO, Editor, StudioRoom, of_draft
from dialog.content_difference import file_difference

_UNPROCESSABLE = 422
LONGEST_REASON = 300
_NO_REASON = "Zeg in een paar woorden waarom u dit publiceert. Uw collega’s lezen dat later terug."
_MINE, _THEIRS, _OWN = "mijn", "die", "zelf"


def publish_router(room: StudioRoom) -> APIRouter:
    router = studio_router(room)

    @router.post(f"{DRAFT}/publiceren")
    async def published(request: Request, agent: Editor, draft: str) -> Response:
        reason = " ".join(str((await request.form()).get("reden", "")).split())[:LONGEST_REASON]
        if not reason:
            told = Told(status=_UNPROCESSABLE, refused=_NO_REASON)
            return await draft_page(room, request, agent, draft, told)
        try:
            version = await room.content.publish(draft, agent, reason)
        except Clash as clash:
            return _clash(room, request, draft, clash)
        except (Refused, ByHand) as error:
            told = _not_now(error, reason)
            return await draft_page(room, request, agent, draft, told)
        address = f"{STUDIO}/versies/{version.key}?gedaan=publiceren"
        return RedirectResponse(address, SEE_OTHER, headers=DESK_HEADERS)

    @router.post(f"{DRAFT}/keuze")
    async def chosen(request: Request, agent: Editor, draft: str) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        try:
            await _choose(room, agent, draft, form)
        except Clash as clash:  # once more, meanwhile
            return _clash(room, request, draft, clash)
        address = f"{of_draft(draft)}?gedaan=keuze"
        return RedirectResponse(address, SEE_OTHER, headers=DESK_HEADERS)

    return router


def _not_now(error: Refused | ByHand, reason: str) -> Told:
    if isinstance(error, ByHand):
        return Told(status=CONFLICT, by_hand=error.problems, reason=reason)
    return Told(status=CONFLICT, refused=str(error), reason=reason)


async def _choose(room: StudioRoom, agent: Agent, draft: str, form: dict[str, str]) -> None:
    """Save what the editor made of both texts. Raises Clash, Refused."""
    path, what = form.get("pad", ""), form.get("keuze", "")
    if what not in (_MINE, _THEIRS, _OWN):
        raise Refused("Kies welke tekst moet blijven. Ga terug en maak een keuze.")
    text: str | None = form.get("tekst", "")
    if what != _OWN:
        kept = await room.content.text(draft if what == _MINE else PUBLISHED, path)
        text = kept.text if kept.there else None
    await room.content.save(draft, path, text, form.get("kenmerk", ""), agent)


def _clash(room: StudioRoom, request: Request, draft: str, clash: Clash) -> Response:
    """Both changes beside what they began with."""
    base, path = clash.base or None, clash.path
    theirs = clash.theirs.text if clash.theirs.there else None
    return room.answer(
        request,
        "studio/clash.html",
        CONFLICT,
        draft=draft,
        clash=clash,
        mine=file_difference(path, base, clash.ours or None),
        other=file_difference(path, base, theirs),
        address=file_address(draft, path),
        of_draft=of_draft,
    )
