"""What all pages of the studio have in common: who may see them, how they are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from desk.access.guard import signed_in
from desk.access.pages import DeskPages
from desk.agents import Agent, Role
from desk.studio.content import ContentDesk
from desk.studio.listening import Hear
from dialog.titles import Titles

STUDIO = "/balie/studio"
SEE_OTHER, GONE, CONFLICT, UNAVAILABLE = 303, 404, 409, 503
Editor = Annotated[Agent, Depends(signed_in(Role.EDITOR))]
"""Every route of the studio has a parameter of this kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    address: str
    title: str


ENTRIES = (
    Entry(STUDIO, "Overzicht"),
    Entry(f"{STUDIO}/teksten", "Teksten"),
    Entry(f"{STUDIO}/vragen", "Wat bellers vragen"),
    Entry(f"{STUDIO}/cijfers", "Cijfers"),
    Entry(f"{STUDIO}/verslag", "Maandverslag"),
    Entry(f"{STUDIO}/verwachting", "Verwachting"),
    Entry(f"{STUDIO}/versies", "Versies"),
    Entry(f"{STUDIO}/calamiteit", "Calamiteit"),
)
"""The pages that an editor finds at the top of every page of the studio."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioRoom:
    """What the pages of the studio show from."""

    pages: DeskPages
    content: ContentDesk
    titles: Callable[[], Titles]
    """Of the content in force."""
    now: Callable[[], datetime]
    hear: Hear | None = None
    """None: nothing can be heard here."""

    def answer(self, request: Request, name: str, status: int = 200, **given: Any) -> HTMLResponse:
        """A template that extends studio/base.html; give `here`, the address of the entry to
        which the page belongs.
        """
        known: dict[str, Any] = {"entries": ENTRIES, "studio": STUDIO, "here": STUDIO}
        known["voices"] = self.hear.voices if self.hear is not None else ()
        return self.pages.answer(request, name, status, **(known | given))


def of_draft(draft: str, rest: str = "") -> str:
    """The address of a page of a draft, or of what is published (`content.PUBLISHED`)."""
    return f"{STUDIO}/concept/{draft}{rest}"
