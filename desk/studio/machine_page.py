"""/balie/studio/concept/{draft}/tijdmachine: what would end differently with a draft."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.call_page import moment_in_words
from desk.studio.content import PUBLISHED, Clash
from desk.studio.faults import fault, studio_router
from desk.studio.machine_words import GROUPS, HEADINGS, headline, laid_out, number, shelf
from desk.studio.room import CONFLICT, SEE_OTHER, STUDIO, Editor, StudioRoom, of_draft
from desk.studio.time_machine import MachineState, TimeMachine
from dialog.replay_change import Change, Comparison
from dialog.titles import Titles

_AT = of_draft("{draft}", "/tijdmachine")
_CALLERS = f"{STUDIO}/proefbellers"
_PER_PAGE = 10
_UNPROCESSABLE, _NO_CONTENT = 422, 204
_MOST_TURNS, _LONGEST = 30, 300
_DONE: Mapping[str, str] = {
    "beller": "De proefbeller staat in dit concept.",
    "weg": "De proefbeller is uit dit concept gehaald.",
    "gestopt": "De vergelijking is gestopt.",
}
_CLASH = "Iemand anders veranderde de proefbellers op hetzelfde moment. Probeer het nog eens."
_Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Filled:
    """The form for a scripted caller as it was filled in, and what is wrong with it."""

    title: str = ""
    turns: str = ""
    topic: str = ""
    wrong: Mapping[str, str] | None = None

    @property
    def lines(self) -> Sequence[str]:
        return [line.strip() for line in self.turns.splitlines() if line.strip()]


def time_machine_router(room: StudioRoom, machine: TimeMachine) -> APIRouter:
    router = studio_router(room)
    pages = _Pages(room, machine)

    @router.get(_AT)
    async def shown(
        request: Request,
        agent: Editor,
        draft: str,
        groep: str = "",
        blad: int = 1,
        gedaan: str = "",
    ) -> Response:
        if draft == PUBLISHED:
            return RedirectResponse(STUDIO, SEE_OTHER, headers=DESK_HEADERS)
        return await pages.show(request, draft, groep, blad, _DONE.get(gedaan, ""))

    @router.get(f"{_AT}/stand")
    async def state(request: Request, agent: Editor, draft: str) -> Response:
        """How far it is, for a page that waits; then that page is loaded anew."""
        told = await machine.state(draft)
        if told.running:
            return room.answer(request, "studio/machine_state.html", **_running(draft, told))
        at = of_draft(draft, "/tijdmachine")
        there = {"path": at, "target": "#pagina", "select": "#pagina", "swap": "outerHTML"}
        return Response(status_code=_NO_CONTENT, headers={"HX-Location": json.dumps(there)})

    @router.post(_AT)
    async def start(agent: Editor, draft: str) -> Response:
        await machine.start(draft)
        return _to(draft)

    @router.post(f"{_AT}/stop")
    async def stop(agent: Editor, draft: str) -> Response:
        await machine.cancel(draft)
        return _to(draft, "gestopt")

    @router.post(_CALLERS)
    async def keep(
        request: Request, agent: Editor, draft: _Text, title: _Text = "", turns: _Text = "",
        topic: _Text = "",
    ) -> Response:  # fmt: skip
        filled = await pages.judged(draft, Filled(title.strip(), turns, topic))
        if filled.wrong:
            return await pages.show(request, draft, filled=filled)
        try:
            await machine.add_caller(draft, filled.title, filled.lines, topic, agent)
        except Clash:
            return fault(room, request, CONFLICT, _CLASH)
        return _to(draft, "beller")

    @router.post(f"{_AT}/proefbeller/weg")
    async def remove(request: Request, agent: Editor, draft: str, beller: _Text) -> Response:
        try:
            await machine.remove_caller(draft, beller, agent)
        except Clash:
            return fault(room, request, CONFLICT, _CLASH)
        return _to(draft, "weg")

    return router


class _Pages:
    def __init__(self, room: StudioRoom, machine: TimeMachine) -> None:
        self._room, self._machine = room, machine

    async def show(
        self, request: Request, key: str, group: str = "", page: int = 1, done: str = "",
        filled: Filled | None = None,
    ) -> Response:  # fmt: skip
        draft, state = await self._room.content.draft(key), await self._machine.state(key)
        titles, now = await self._titles(key), self._room.now()
        found = state.found
        lay = laid_out(titles)
        chosen = _group(found, group)
        return self._room.answer(
            request,
            "studio/machine.html",
            _UNPROCESSABLE if filled is not None else 200,
            draft=draft,
            state=state,
            done=done,
            when=moment_in_words(state.at, now) if state.at else "",
            headline=headline(found) if found is not None else (),
            shelf=shelf(found, chosen, page, _PER_PAGE, lay) if found and chosen else None,
            groups=GROUPS,
            headings=HEADINGS,
            number=number,
            callers=await self._machine.callers(key),
            titles=titles,
            filled=filled or Filled(),
            of_draft=of_draft,
            **_running(key, state),
        )

    async def judged(self, draft: str, filled: Filled) -> Filled:
        wrong = {}
        if not filled.title or len(filled.title) > 100:
            wrong["title"] = "Geef de proefbeller een naam van hooguit 100 tekens."
        if not 0 < len(filled.lines) <= _MOST_TURNS:
            wrong["turns"] = f"Schrijf wat de beller zegt: 1 tot {_MOST_TURNS} regels."
        elif any(len(line) > _LONGEST for line in filled.lines):
            wrong["turns"] = f"Een regel mag hooguit {_LONGEST} tekens lang zijn."
        if filled.topic and filled.topic not in (await self._titles(draft)).topics:
            wrong["topic"] = "Kies een onderwerp uit de lijst."
        return Filled(filled.title, filled.turns, filled.topic, wrong or None)

    async def _titles(self, draft: str) -> Titles:
        """Those of the draft, which may have other topics; while it is broken, those in force."""
        content = (await self._room.content.checked(draft)).content
        return Titles.of(content.knowledge) if content.knowledge else self._room.titles()


def _group(found: Comparison | None, asked: str) -> Change | None:
    """The group that is asked for, or the first that holds anything."""
    there = [each for each in GROUPS if found is not None and found.of(each)]
    return next((each for each in there if each == asked), there[0] if there else None)


def _running(draft: str, state: MachineState) -> Mapping[str, Any]:
    at = of_draft(draft, "/tijdmachine")
    return {"running": state, "percent": round(100 * state.share), "at": at}


def _to(draft: str, done: str = "") -> Response:
    address = of_draft(draft, f"/tijdmachine{f'?gedaan={done}' if done else ''}")
    return RedirectResponse(address, SEE_OTHER, headers=DESK_HEADERS)
