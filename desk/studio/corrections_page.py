"""Answers that agents called wrong: what an editor still has to do about them."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.call_page import moment_in_words
from desk.call_records import RecordsOut
from desk.studio.corrections import Corrections, ToCorrect
from desk.studio.draft_choice import draft_for, own_drafts
from desk.studio.faults import fault, studio_router
from desk.studio.room import GONE, SEE_OTHER, UNAVAILABLE, Editor, StudioRoom, of_draft

LIST = "/balie/verbeteringen"
_OUT = "De gesprekken zijn nu niet te lezen of te bewaren. Probeer het zo nog eens."
_GONE = "Dit antwoord is er niet meer, of het onderwerp ervan. Kijk in de lijst."


def corrections_router(room: StudioRoom, corrections: Corrections) -> APIRouter:
    """Serve /balie/verbeteringen."""
    router = studio_router(room)

    @router.get(LIST)
    async def shown(request: Request, agent: Editor, gedaan: str = "") -> Response:
        try:
            found = await corrections.all()
        except RecordsOut:
            return fault(room, request, UNAVAILABLE, _OUT)
        now = room.now()
        drafts = await own_drafts(room.content, agent)
        return room.answer(
            request,
            "studio/corrections.html",
            here=LIST,
            waiting=[one for one in found if one.wrong.dealt_at is None],
            dealt=[one for one in found if one.wrong.dealt_at is not None],
            titles=room.titles(),
            draft=drafts[0] if drafts else None,
            in_words=lambda at: moment_in_words(at, now),
            of_draft=of_draft,
            kept="Dit antwoord is afgehandeld." if gedaan else "",
        )

    @router.post(LIST + "/{call}/{entry}")
    async def dealt(request: Request, agent: Editor, call: str, entry: int) -> Response:
        try:
            await corrections.dealt_with((call, entry), agent)
        except RecordsOut:
            return fault(room, request, UNAVAILABLE, _OUT)
        return RedirectResponse(f"{LIST}?gedaan=1", SEE_OTHER, headers=DESK_HEADERS)

    @router.post(LIST + "/{call}/{entry}/onderwerp")
    async def taken_up(request: Request, agent: Editor, call: str, entry: int) -> Response:
        """Go to the subject in a draft; when that is published, the answer is dealt with."""
        chosen = str((await request.form()).get("concept", ""))
        try:
            one = _of(await corrections.all(), call, entry)
            topic = one.wrong.said.topic if one else None
            if one is None or topic is None or topic not in room.titles().topics:
                return fault(room, request, GONE, _GONE)
            title = f"Verbetering: {room.titles().topic(topic)}"
            draft = one.draft or await draft_for(room.content, chosen, title, agent)
            await corrections.take_up((call, entry), draft.key, agent)
        except RecordsOut:
            return fault(room, request, UNAVAILABLE, _OUT)
        address = of_draft(draft.key, f"/onderwerp/{topic}")
        return RedirectResponse(address, SEE_OTHER, headers=DESK_HEADERS)

    return router


def _of(found: Sequence[ToCorrect], call: str, entry: int) -> ToCorrect | None:
    return next((one for one in found if (one.wrong.call, one.wrong.entry) == (call, entry)), None)
