"""The files of the content as YAML, for editors who like that; the same files as the forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from desk.agents import Agent
from desk.studio.content import PUBLISHED, Checked, Clash, Draft, FileText, Refused, StudioOut
from desk.studio.faults import fault, studio_router
from desk.studio.room import CONFLICT, GONE, Editor, StudioRoom, of_draft
from desk.studio.subjects import FOLDER, problems_of
from desk.studio.texts_page import TEXTS
from desk.studio.topic_answers import Filled, see
from desk.studio.topic_view import Count
from dialog.content_file import Problem

_NO_FILE = "Dit bestand is er niet. Kies er een uit de lijst met bestanden."
_READ_ONLY_ENDINGS = (".csv",)
_MOST_LETTERS = 2_000_000
"""Of one file; the largest of a big municipality holds some hundred thousand."""
_DONE: Mapping[str, str] = {
    "bewaard": "Bewaard in het concept.",
    "samen": "Bewaard. Wat een collega intussen wijzigde, staat ook in het concept.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file as its page shows it."""

    draft: str
    file: FileText
    text: str
    """As typed, or as it stands."""
    problems: Sequence[Problem]
    elsewhere: Sequence[Problem] = ()
    """Mistakes in other files."""
    line: int = 0
    """Which line is shown first; 0: the beginning."""
    done: str = ""
    refused: str = ""
    clash: Clash | None = None
    open: Sequence[Draft] = ()
    """Of what is published: the drafts in which one can go on."""

    @property
    def address(self) -> str:
        return of_draft(self.draft)

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def page(self) -> str:
        return f"{self.address}/bestand?pad={quote(self.path)}"

    @property
    def form(self) -> str:
        """The address of the form of the same subject; empty: there is none here."""
        is_topic = self.path.startswith(FOLDER) and self.path.endswith(".yaml")
        key = self.path.removeprefix(FOLDER).removesuffix(".yaml")
        return f"{self.address}/onderwerp/{quote(key)}" if is_topic else ""

    @property
    def readonly(self) -> bool:
        return self.draft == PUBLISHED or self.path.endswith(_READ_ONLY_ENDINGS)

    @property
    def count_in_words(self) -> str:
        warnings = sum(each.warning for each in self.problems)
        return str(Count(len(self.problems) - warnings + len(self.elsewhere), warnings))


def yaml_router(room: StudioRoom) -> APIRouter:
    """Serve /balie/studio/concept/…/bestand and …/bestanden."""
    router = studio_router(room)
    address = of_draft("{draft}", "/bestand")

    @router.get(of_draft("{draft}", "/bestanden"))
    async def listed(request: Request, agent: Editor, draft: str) -> Response:
        files = await room.content.files(draft)
        checked = await room.content.checked(draft)
        changed = () if draft == PUBLISHED else (await room.content.draft(draft)).files
        return room.answer(
            request,
            "studio/files.html",
            here=TEXTS,
            address=of_draft(draft),
            files=[(path, problems_of(checked.problems, path), path in changed) for path in files],
        )

    @router.get(address)
    async def shown(
        request: Request, agent: Editor, draft: str, pad: str, regel: int = 0, gedaan: str = ""
    ) -> Response:
        file = await _file(room, draft, pad)
        if file is None:
            return fault(room, request, GONE, _NO_FILE)
        checked = await room.content.checked(draft)
        view = _view(draft, file, file.text, checked)
        drafts = await room.content.drafts() if draft == PUBLISHED else ()
        view = replace(view, line=regel, done=_DONE.get(gedaan, ""), open=drafts)
        return _page(room, request, view)

    @router.post(address)
    async def sent(request: Request, agent: Editor, draft: str, pad: str, form: Filled) -> Response:
        file = await _file(room, draft, pad)
        if file is None or pad.endswith(_READ_ONLY_ENDINGS):
            return fault(room, request, GONE, _NO_FILE)
        typed = FileText(pad, _text(form, file.text), form.get("tag", ""))
        if form.get("actie") == "controleer":
            checked = await room.content.check(draft, pad, typed.text)
            return _page(room, request, _view(draft, typed, typed.text, checked))
        return await _saved(room, request, draft, typed, agent)

    @router.post(f"{address}/controle")
    async def checked(
        request: Request, agent: Editor, draft: str, pad: str, form: Filled
    ) -> Response:
        file = await _file(room, draft, pad)
        if file is None or pad.endswith(_READ_ONLY_ENDINGS):
            return fault(room, request, GONE, _NO_FILE)
        text = _text(form, file.text)
        found = _view(draft, file, text, await room.content.check(draft, pad, text))
        return room.answer(
            request, "studio/file_live.html", view=found, known=form.get("geteld", "")
        )

    return router


async def _file(room: StudioRoom, draft: str, path: str) -> FileText | None:
    """Only what is a file of the content there; nothing else of the machine has a name here."""
    files = await room.content.files(draft)
    return await room.content.text(draft, path) if path in files else None


def _text(form: Mapping[str, str], before: str) -> str:
    """What was typed, with lines that end as those of the file do."""
    typed = form.get("tekst", before)[:_MOST_LETTERS]
    return typed.replace("\n", "\r\n") if "\r\n" in before else typed


def _view(draft: str, file: FileText, text: str, checked: Checked) -> FileView:
    problems = problems_of(checked.problems, file.path)
    return FileView(
        draft=draft,
        file=file,
        text=text,
        problems=sorted(problems, key=lambda each: (each.warning, each.line)),
        elsewhere=[each for each in checked.errors if each.path.as_posix() != file.path],
    )


async def _saved(
    room: StudioRoom, request: Request, draft: str, typed: FileText, agent: Agent
) -> Response:
    """Save it and go back to the page; or the page with all that was typed, and why not."""
    path, text, tag = typed.path, typed.text, typed.tag
    try:
        saved = await room.content.save(draft, path, text, tag, agent)
    except Clash as clash:
        checked = await room.content.check(draft, path, text)
        view = _view(draft, clash.theirs, text, checked)
        return _page(room, request, replace(view, clash=clash), CONFLICT)
    except (Refused, StudioOut) as why:
        checked = await room.content.checked(draft)
        view = _view(draft, typed, text, checked)
        return _page(room, request, replace(view, refused=str(why)), CONFLICT)
    done = "samen" if saved.merged else "bewaard"
    return see(of_draft(draft, f"/bestand?pad={quote(path)}&gedaan={done}"))


def _page(room: StudioRoom, request: Request, view: FileView, status: int = 200) -> Response:
    return room.answer(request, "studio/file.html", status, here=TEXTS, view=view)
