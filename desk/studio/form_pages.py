"""A page with a form on one file of a draft: shown, checked, saved; two editors lose nothing.

Reading and writing a large file takes a second, so that is done in a thread beside the calls.
"""

import asyncio
from collections.abc import Sequence

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from desk.access.guard import MOST_FIELDS
from desk.access.pages import DESK_HEADERS
from desk.agents import Agent
from desk.studio.content import PUBLISHED, Clash, FileText, Refused
from desk.studio.forms.catalogue import Kept
from desk.studio.forms.days import Day, days_ahead
from desk.studio.forms.drawing import Told, drawn
from desk.studio.forms.reading import Posted
from desk.studio.forms.scripts import outline
from desk.studio.forms.sheet import (
    Broken,
    Sheet,
    both_of,
    choices_of,
    decided,
    filled_in,
    opened,
    refused,
    text_with,
    told_after,
    told_at_first,
    worse,
)
from desk.studio.forms.telling import Telling
from desk.studio.room import CONFLICT, SEE_OTHER, STUDIO, StudioRoom, of_draft

TEXTS = f"{STUDIO}/teksten"
_UNPROCESSABLE = 422
_NOTHING = Telling(Told(), ())
_SAVED = {
    "1": "Het is bewaard in dit concept. Bellers horen het pas als u publiceert.",
    "samen": "Het is bewaard. Een collega bewaarde intussen andere regels; die staan er ook in.",
    "niets": "Er is niets veranderd.",
}
_OLD = "Dit formulier is te oud. Open de pagina opnieuw, en vul uw wijziging nog eens in."
_READ_ONLY = "Wat bellers nu horen, kunt u hier alleen lezen. Begin een concept."
_WRONG_BY_HAND = (
    "Dit bestand is intussen met de hand veranderd en niet meer te lezen. Er is niets bewaard. "
    "Herstel eerst het bestand."
)


class FormPages:
    """Each method may raise what `ContentDesk` raises."""

    def __init__(self, room: StudioRoom) -> None:
        self._room = room

    async def show(self, request: Request, draft: str, kept: Kept, saved: str) -> Response:
        content = self._room.content
        text, checked = await content.text(draft, kept.file), await content.checked(draft)
        sheet = await asyncio.to_thread(opened, draft, kept, text, checked)
        if isinstance(sheet, Broken):
            return self._broken(request, draft, sheet)
        told = await asyncio.to_thread(told_at_first, sheet)
        return await self._page(request, sheet, told, done=_SAVED.get(saved, ""))

    async def take(self, request: Request, draft: str, kept: Kept, agent: Agent) -> Response:
        """Check it, and save it unless that is all that was asked or it makes new mistakes."""
        if draft == PUBLISHED:
            raise Refused(_READ_ONLY)
        posted = await _posted(request)
        sheet = await self._began(draft, kept, posted)
        if "onze" in posted:
            base = await self._tagged(posted, "begin")
            return await self._save(
                request, sheet, await asyncio.to_thread(decided, sheet, base, posted), agent
            )
        wished = await asyncio.to_thread(filled_in, sheet, posted)
        if wished.errors:
            told = await asyncio.to_thread(refused, sheet, wished)
            return await self._page(request, sheet, told, _UNPROCESSABLE, posted)
        text = await asyncio.to_thread(text_with, sheet, wished)
        only_checked = "controleer" in posted
        if text == sheet.text.text and not only_checked:
            return _on(sheet, "niets")
        after = await self._room.content.check(draft, kept.file, text)
        wrong = bool(worse(sheet, after))
        if not only_checked and (not wrong or "toch" in posted):
            return await self._save(request, sheet, text, agent)
        told = await asyncio.to_thread(told_after, sheet, wished, text, after)
        seen = Sheet(draft, sheet.form, sheet.text, sheet.data, after)
        done = "" if told.listed else "Dit is goed. Het is nog niet bewaard."
        status = _UNPROCESSABLE if wrong else 200
        return await self._page(
            request, seen, told, status, posted, done=done, blocked=not only_checked
        )

    async def _began(self, draft: str, kept: Kept, posted: Posted) -> Sheet:
        """What the form began with, which may be no more what the file says."""
        content = self._room.content
        text = await self._tagged(posted, "tag")
        began = FileText(kept.file, text, "".join(posted.get("tag", ())), bool(posted.get("tag")))
        sheet = await asyncio.to_thread(opened, draft, kept, began, await content.checked(draft))
        if isinstance(sheet, Broken):
            raise Refused(_WRONG_BY_HAND)
        return sheet

    async def _tagged(self, posted: Posted, name: str) -> str:
        try:
            return await self._room.content.tagged("".join(posted.get(name, ())))
        except LookupError:
            raise Refused(_OLD) from None

    async def _save(self, request: Request, sheet: Sheet, text: str, agent: Agent) -> Response:
        content, file = self._room.content, sheet.form.file
        try:
            saved = await content.save(sheet.draft, file, text, sheet.text.tag, agent)
        except Clash as clash:
            return await self._clash(request, sheet, clash)
        return _on(sheet, "samen" if saved.merged else "1")

    # -- what is shown -----------------------------------------------------------------------

    async def _page(
        self,
        request: Request,
        sheet: Sheet,
        told: Telling,
        status: int = 200,
        posted: Posted | None = None,
        *,
        done: str = "",
        blocked: bool = False,
    ) -> Response:
        reads_only = sheet.draft == PUBLISHED
        title = "" if reads_only else (await self._room.content.draft(sheet.draft)).title
        return self._room.answer(
            request,
            "studio/form.html",
            status,
            here=TEXTS,
            form=sheet.form,
            draft=sheet.draft,
            draft_title=title,
            at=of_draft(sheet.draft),
            address=sheet.address,
            tag=sheet.text.tag,
            there=sheet.text.there,
            sections=await asyncio.to_thread(drawn, sheet.form, sheet.data, posted, told.told),
            listed=told.listed,
            errors=sum(not each.warning for each in told.listed),
            reads_only=reads_only,
            done=done,
            blocked=blocked,
            unsaved=posted is not None,
            days=self._days(sheet),
            outline=outline(sheet.data) if sheet.form.address.startswith("/script/") else (),
        )

    def _days(self, sheet: Sheet) -> Sequence[Day]:
        if sheet.form.address != "/openingstijden":
            return ()
        hours = sheet.checked.content.town.hours
        return days_ahead(hours, hours.local(self._room.now()).date())

    def _broken(self, request: Request, draft: str, broken: Broken) -> Response:
        return self._room.answer(
            request,
            "studio/form_broken.html",
            here=TEXTS,
            form=broken.form,
            at=of_draft(draft),
            problems=broken.problems,
        )

    async def _clash(self, request: Request, sheet: Sheet, clash: Clash) -> Response:
        """Both texts side by side, value by value, to choose from."""
        both = await asyncio.to_thread(both_of, clash.base, clash.ours, clash.theirs.text)
        return self._room.answer(
            request,
            "studio/form_clash.html",
            CONFLICT,
            here=TEXTS,
            address=sheet.address,
            rows=choices_of(sheet, both),
            by=clash.by,
            ours=clash.ours,
            base_tag=sheet.text.tag,
            tag=clash.theirs.tag,
        )


async def _posted(request: Request) -> Posted:
    given: dict[str, list[str]] = {}
    for name, value in (await request.form(max_fields=MOST_FIELDS)).multi_items():
        if isinstance(value, str):
            given.setdefault(name, []).append(value)
    return given


def _on(sheet: Sheet, saved: str) -> Response:
    return RedirectResponse(f"{sheet.address}?bewaard={saved}", SEE_OTHER, headers=DESK_HEADERS)
