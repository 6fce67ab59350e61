"""The sites and documents that answers are read from, as a list that editors keep.

They are in no draft: what is done here counts at once, and the page says so.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.call_page import moment_in_words
from desk.studio.faults import fault, studio_router
from desk.studio.form_pages import TEXTS
from desk.studio.room import GONE, SEE_OTHER, STUDIO, UNAVAILABLE, Editor, StudioRoom
from desk.studio.sources import NotRight, Sources, SourcesOut, WantedSource

SOURCES = f"{STUDIO}/bronnen"
_UNPROCESSABLE = 422
_OUT = "De gegevens zijn nu niet te bereiken. Er is niets veranderd. Probeer het zo nog eens."
_NONE = "Deze bron is er niet meer. Iemand haalde hem weg."
_DONE = {
    "erbij": "De bron is erbij. De computer leest hem nu; dat kan enkele minuten duren.",
    "lezen": "De computer leest de bron nu opnieuw. Dat kan enkele minuten duren.",
    "weg": "De bron is weg. Bellers krijgen er geen antwoorden meer uit.",
}
_Text = Annotated[str, Form(max_length=2000)]


def sources_router(room: StudioRoom, sources: Sources) -> APIRouter:
    """Serve /balie/studio/bronnen, and lead there from the pages of a draft."""
    router = studio_router(room)
    pages = _Pages(room, sources)

    @router.get(f"{STUDIO}/concept/{{draft}}/bronnen")
    async def led(request: Request, agent: Editor, draft: str) -> Response:
        return RedirectResponse(SOURCES, SEE_OTHER, headers=DESK_HEADERS)

    @router.get(SOURCES)
    async def shown(request: Request, agent: Editor, gedaan: str = "") -> Response:
        return await pages.show(request, done=_DONE.get(gedaan, ""))

    @router.post(SOURCES)
    async def added(
        request: Request,
        agent: Editor,
        name: _Text = "",
        address: _Text = "",
        postcodes: _Text = "",
        soort: _Text = "site",
    ) -> Response:
        whole = soort == "site"
        wanted = WantedSource(name=name, address=address, whole_site=whole, postcodes=postcodes)
        return await pages.add(request, wanted, agent)

    @router.post(SOURCES + "/{name}/lezen")
    async def read(request: Request, agent: Editor, name: str) -> Response:
        return await pages.read_again(request, name, agent)

    @router.get(SOURCES + "/{name}/weg")
    async def asked(request: Request, agent: Editor, name: str) -> Response:
        return await pages.ask_to_remove(request, name)

    @router.post(SOURCES + "/{name}/weg")
    async def removed(request: Request, agent: Editor, name: str) -> Response:
        return await pages.remove(request, name, agent)

    return router


class _Pages:
    def __init__(self, room: StudioRoom, sources: Sources) -> None:
        self._room, self._sources = room, sources

    async def show(
        self,
        request: Request,
        wanted: WantedSource | None = None,
        wrong: NotRight | None = None,
        done: str = "",
    ) -> Response:
        try:
            states, trail = await self._sources.all(), await self._sources.done()
        except SourcesOut:
            return fault(self._room, request, UNAVAILABLE, _OUT)
        now = self._room.now()
        return self._room.answer(
            request,
            "studio/sources.html",
            _UNPROCESSABLE if wrong else 200,
            here=TEXTS,
            states=states,
            reading=self._sources.being_read(),
            trail=trail,
            in_words=lambda at: moment_in_words(at, now),
            wanted=wanted or WantedSource(name="", address=""),
            wrong=wrong,
            done=done,
            address=SOURCES,
        )

    async def add(self, request: Request, wanted: WantedSource, agent: Editor) -> Response:
        try:
            await self._sources.add(wanted, agent)
        except NotRight as wrong:
            return await self.show(request, wanted, wrong)
        except SourcesOut:
            return fault(self._room, request, UNAVAILABLE, _OUT)
        return _on("erbij")

    async def read_again(self, request: Request, name: str, agent: Editor) -> Response:
        try:
            await self._sources.read_again(name, agent)
        except LookupError:
            return fault(self._room, request, GONE, _NONE)
        except SourcesOut:
            return fault(self._room, request, UNAVAILABLE, _OUT)
        return _on("lezen")

    async def ask_to_remove(self, request: Request, name: str) -> Response:
        try:
            states = {state.source.name: state for state in await self._sources.all()}
        except SourcesOut:
            return fault(self._room, request, UNAVAILABLE, _OUT)
        if name not in states:
            return fault(self._room, request, GONE, _NONE)
        return self._room.answer(
            request, "studio/source_away.html", here=TEXTS, state=states[name], address=SOURCES
        )

    async def remove(self, request: Request, name: str, agent: Editor) -> Response:
        try:
            await self._sources.remove(name, agent)
        except LookupError:
            return fault(self._room, request, GONE, _NONE)
        except SourcesOut:
            return fault(self._room, request, UNAVAILABLE, _OUT)
        return _on("weg")


def _on(done: str) -> Response:
    return RedirectResponse(f"{SOURCES}?gedaan={done}", SEE_OTHER, headers=DESK_HEADERS)
