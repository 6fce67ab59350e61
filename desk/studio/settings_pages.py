"""The forms of the studio on everything that is no topic: hours, departments, words, errands."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response

from desk.studio.content import PUBLISHED, NoSuchDraft
from desk.studio.faults import studio_router
from desk.studio.form_pages import TEXTS, FormPages
from desk.studio.forms.catalogue import FORMS, Kept, script_at
from desk.studio.forms.scripts import outline
from desk.studio.forms.sentences import FILE as SENTENCES
from desk.studio.forms.sentences import groups_with
from desk.studio.room import STUDIO, Editor, StudioRoom, of_draft
from dialog.content_file import parse
from dialog.content_rewriting import Plain, plain

_AT = f"{STUDIO}/concept/{{draft}}"


def settings_router(room: StudioRoom) -> APIRouter:
    """Serve the forms below /balie/studio/concept/{draft}, see `forms.catalogue`, and the lists of
    them: zinnen, woorden, scripts.
    """
    router = studio_router(room)
    pages, lists = FormPages(room), _Lists(room)
    for address, kept in FORMS.items():
        _add_form(router, pages, address, kept)
    _add_scripts(router, pages, lists)
    for address, rows in lists.made().items():
        _add_list(router, lists, address, rows)
    return router


def _add_form(router: APIRouter, pages: FormPages, address: str, kept: Kept) -> None:
    @router.get(_AT + address)
    async def shown(request: Request, agent: Editor, draft: str, bewaard: str = "") -> Response:
        return await pages.show(request, draft, kept, bewaard)

    @router.post(_AT + address)
    async def sent(request: Request, agent: Editor, draft: str) -> Response:
        return await pages.take(request, draft, kept, agent)


def _add_scripts(router: APIRouter, pages: FormPages, lists: "_Lists") -> None:
    @router.get(_AT + "/script/{key}")
    async def script(
        request: Request, agent: Editor, draft: str, key: str, bewaard: str = ""
    ) -> Response:
        return await pages.show(request, draft, await lists.script(draft, key), bewaard)

    @router.post(_AT + "/script/{key}")
    async def script_sent(request: Request, agent: Editor, draft: str, key: str) -> Response:
        return await pages.take(request, draft, await lists.script(draft, key), agent)


@dataclass(frozen=True, slots=True)
class Entry:
    """A form in a list of them."""

    address: str
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class Listing:
    title: str
    intro: str
    rows: Sequence[Entry]


_Made = Callable[[str], Awaitable[Listing]]


def _add_list(router: APIRouter, lists: "_Lists", address: str, made: _Made) -> None:
    @router.get(_AT + address)
    async def listed(request: Request, agent: Editor, draft: str) -> Response:
        return await lists.page(request, draft, await made(draft))


class _Lists:
    def __init__(self, room: StudioRoom) -> None:
        self._room = room

    def made(self) -> Mapping[str, _Made]:
        return {"/zinnen": self.sentences, "/woorden": self.words, "/scripts": self.scripts}

    async def page(self, request: Request, draft: str, listing: Listing) -> Response:
        title = "" if draft == PUBLISHED else (await self._room.content.draft(draft)).title
        return self._room.answer(
            request,
            "studio/form_list.html",
            here=TEXTS,
            draft=draft,
            draft_title=title,
            at=of_draft(draft),
            listing=listing,
        )

    async def sentences(self, draft: str) -> Listing:
        rows = [
            Entry(f"/zinnen/{group.key}", f"{group.title} ({len(names)})", group.help)
            for group, names in groups_with(await self._said(draft, SENTENCES))
        ]
        intro = "Wat de computer zegt buiten de antwoorden om, in groepen."
        return Listing("Vaste zinnen", intro, rows)

    async def words(self, draft: str) -> Listing:
        content = (await self._room.content.checked(draft)).content
        forms = [kept.make({}, content) for at, kept in FORMS.items() if at.startswith("/woorden/")]
        rows = [Entry(form.address, form.title, form.intro) for form in forms]
        intro = "Waaraan de computer merkt wat een beller wil, buiten de onderwerpen om."
        return Listing("Woorden van bellers", intro, rows)

    async def scripts(self, draft: str) -> Listing:
        content = (await self._room.content.checked(draft)).content
        rows = []
        for key in await self._keys(draft):
            data = await self._said(draft, f"scripts/{key}.yaml")
            form = script_at(key).make(data, content)
            rows.append(Entry(form.address, form.title, f"{len(outline(data))} stappen"))
        intro = "Wat de computer zelf regelt, stap voor stap, en wat bellers daarbij horen."
        return Listing("Gesprekken die iets regelen", intro, rows)

    async def script(self, draft: str, key: str) -> Kept:
        """Raises NoSuchDraft where the draft has no such script."""
        if key not in await self._keys(draft):
            raise NoSuchDraft(key)
        return script_at(key)

    async def _keys(self, draft: str) -> Sequence[str]:
        files = await self._room.content.files(draft)
        found = (re.fullmatch(r"scripts/(\w+)\.yaml", file) for file in files)
        return [each[1] for each in found if each is not None]

    async def _said(self, draft: str, file: str) -> Plain:
        """What the file says; {} for one that is broken, whose own page tells it."""
        text = (await self._room.content.text(draft, file)).text
        return await asyncio.to_thread(_said, text, Path(file))


def _said(text: str, path: Path) -> Plain:
    node, problems = parse(text, path)
    return {} if node is None or problems else plain(text)
