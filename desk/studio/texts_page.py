"""All that editors can change, in a draft or as it is published: subjects, and the other forms."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from desk.studio.content import PUBLISHED, Draft
from desk.studio.faults import studio_router
from desk.studio.room import STUDIO, Editor, StudioRoom, of_draft
from desk.studio.subjects import NOTHING, Changed, subjects
from dialog.callback_states import ZONE
from dialog.when import full_day_words

TEXTS = f"{STUDIO}/teksten"


@dataclass(frozen=True, slots=True)
class Form:
    address: str
    """Below that of the draft."""
    title: str
    told: str
    """What one finds there, in a sentence."""


FORMS = (
    Form("/gemeente", "Gemeente", "Naam, telefoon, en wat voor elk onderwerp geldt."),
    Form("/openingstijden", "Openingstijden", "Wanneer er mensen zijn, en dagen die anders zijn."),
    Form("/afdelingen", "Afdelingen", "Wie er gebeld wordt, en in welke volgorde."),
    Form("/zinnen", "Vaste zinnen", "Wat de computer in elk gesprek kan zeggen."),
    Form("/berichten", "Berichten", "Wat bellers eerst horen, vooraf gepland."),
    Form("/scripts", "Stap voor stap", "Wat de computer zelf regelt, zoals een afspraak."),
    Form("/uitspraak", "Uitspraak", "Woorden die de stem anders verkeerd zegt."),
    Form("/woorden", "Woorden van bellers", "Dubbele woorden, en wat niet voor de gemeente is."),
    Form("/bronnen", "Bronnen", "Pagina’s en bestanden waaruit de computer ook antwoordt."),
)
"""The other forms of the studio."""
_DONE: Mapping[str, str] = {"weg": "Het onderwerp staat niet meer in dit concept."}


def texts_router(room: StudioRoom) -> APIRouter:
    """Serve /balie/studio/teksten, and the same of a draft."""
    router = studio_router(room)

    async def shown(request: Request, where: str, words: str, done: str = "") -> Response:
        draft = None if where == PUBLISHED else await room.content.draft(where)
        checked = await room.content.checked(where)
        today = room.now().astimezone(ZONE).date()
        changed = Changed(draft.files, await room.content.files(PUBLISHED)) if draft else NOTHING
        found = await asyncio.to_thread(subjects, checked, today, words, changed)
        return room.answer(
            request,
            "studio/texts.html",
            here=TEXTS,
            draft=where,
            title=draft.title if draft else "",
            open=await _open(room, draft),
            address=of_draft(where),
            subjects=found,
            words=words,
            done=_DONE.get(done, ""),
            forms=FORMS,
            day=lambda day: full_day_words(day, today, "nl"),
            today=today,
        )

    @router.get(TEXTS)
    async def published(request: Request, agent: Editor, zoek: str = "") -> Response:
        return await shown(request, PUBLISHED, zoek)

    @router.get(of_draft("{draft}", "/teksten"))
    async def of_a_draft(
        request: Request, agent: Editor, draft: str, zoek: str = "", gedaan: str = ""
    ) -> Response:
        return await shown(request, draft, zoek, gedaan)

    return router


async def _open(room: StudioRoom, here: Draft | None) -> list[Draft]:
    """The drafts in which one can go on, from the page of what is published."""
    return [] if here else list(await room.content.drafts())
