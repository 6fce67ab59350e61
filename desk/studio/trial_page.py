"""/balie/studio/concept/{draft}/proef: try a draft as a caller, and read why it answers so.

A trial by text works as plain forms; the microphone needs the script `trial.js`, which asks for
the turns anew when something was heard or said.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from desk.studio.content import PUBLISHED
from desk.studio.room import CONFLICT, GONE, SEE_OTHER, STUDIO, Editor, StudioRoom, of_draft
from desk.studio.trying import CannotTry, NoTrial, Staff, Trial, Trials, TrialWish
from dialog.explaining import Explanation
from dialog.rule_words import percentage

_AT = of_draft("{draft}", "/proef")
_OPEN = {"nu": None, "open": True, "dicht": False}
"""By the name of a choice, whether the municipality is open in a trial."""
_NOTHING = 204
_ENDED = "Er is geen proefgesprek meer: het is gestopt, of u zei een half uur niets."
_NO_WORDS = "Schrijf eerst wat u als beller zegt."
_Words = Annotated[str, Form(max_length=4000)]
CALLERS = f"{STUDIO}/proefbellers"
"""Of the time machine (`machine_page.py`): draft, title, turns by line, the topic of the first."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A trial as the scripted caller that it can be kept as."""

    lines: Sequence[str]
    topic: str
    """The key of what the first turn was taken for; empty: no topic."""
    titles: Mapping[str, str]
    """Of the topics that may be expected, by key."""


def trial_router(room: StudioRoom, trials: Trials) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    pages = _TrialPages(room, trials)

    @router.get(_AT)
    async def trial(request: Request, draft: str, agent: Editor) -> Response:
        return await pages.show(request, draft, agent.name)

    @router.get(f"{_AT}/beurten")
    async def trial_turns(request: Request, draft: str, agent: Editor) -> Response:
        """The turns alone, for the script."""
        try:
            told = await trials.trial(draft, agent.name)
        except (NoTrial, CannotTry):
            return Response(_ENDED, GONE, media_type="text/plain")
        return room.pages.answer(request, "studio/trial_turns.html", **_told(told))

    @router.get(f"{_AT}/leren")
    async def trial_learning(request: Request, draft: str, agent: Editor) -> Response:
        """How far the learning is, for a page that waits for it; then the whole page."""
        at = of_draft(draft, "/proef")
        try:
            learned = await trials.learned(draft)
        except CannotTry:
            learned = 1.0  # the page tells why
        if learned < 1:
            given: dict[str, Any] = {"at": at, "learned": learned}
            return room.pages.answer(request, "studio/trial_learning.html", **given)
        there = {"path": at, "target": "#pagina", "select": "#pagina", "swap": "outerHTML"}
        return Response(status_code=_NOTHING, headers={"HX-Location": json.dumps(there)})

    @router.post(_AT)
    async def begin_trial(
        request: Request,
        draft: str,
        agent: Editor,
        medewerker: Annotated[Staff, Form()] = Staff.FREE,
        tijd: Annotated[str, Form()] = "nu",
    ) -> Response:
        wish = TrialWish(medewerker, _OPEN.get(tijd))
        return await pages.done(
            request, draft, agent.name, lambda: trials.begin(draft, agent.name, wish)
        )

    @router.post(f"{_AT}/zeg")
    async def say_in_trial(
        request: Request, draft: str, agent: Editor, words: _Words = "", silent: _Words = ""
    ) -> Response:
        if not words.strip() and not silent:
            return await pages.show(request, draft, agent.name, CONFLICT, _NO_WORDS)
        said = "" if silent else words
        return await pages.done(
            request, draft, agent.name, lambda: trials.say(draft, agent.name, said)
        )

    @router.post(f"{_AT}/stop")
    async def end_trial(request: Request, draft: str, agent: Editor) -> Response:
        return await pages.done(request, draft, agent.name, lambda: trials.end(agent.name))

    return router


class _TrialPages:
    def __init__(self, room: StudioRoom, trials: Trials) -> None:
        self._room, self._trials = room, trials

    async def done(
        self, request: Request, draft: str, editor: str, do: Callable[[], Awaitable[None]]
    ) -> Response:
        """The page again, after what was asked was done; or why it was not."""
        try:
            await do()
        except CannotTry as error:
            return await self.show(request, draft, editor, CONFLICT, str(error))
        except NoTrial:
            return await self.show(request, draft, editor, GONE, _ENDED)
        return RedirectResponse(of_draft(draft, "/proef"), SEE_OTHER)

    async def show(
        self, request: Request, draft: str, editor: str, status: int = 200, fault: str = ""
    ) -> Response:
        learned, trial = 1.0, None
        try:
            learned = await self._trials.learned(draft)
            trial = await self._trials.trial(draft, editor)
        except CannotTry as error:
            status, fault, learned = CONFLICT, fault or str(error), 0.0
        except NoTrial:
            pass  # none was begun: the page offers to
        given: dict[str, Any] = {
            "draft": draft,
            "at": of_draft(draft, "/proef"),
            "published": draft == PUBLISHED,
            "learned": learned,
            "fault": fault,
            "trial": None,
            "caller": None,
            "callers": CALLERS,
        }
        told = _told(trial) if trial is not None else {}
        if trial is not None and draft != PUBLISHED:
            told["caller"] = await self._caller(draft, trial)
        return self._room.answer(request, "studio/trial.html", status, **(given | told))

    async def _caller(self, draft: str, trial: Trial) -> Caller | None:
        """None where nothing was said yet."""
        said = [turn for turn in trial.turns if turn.line]
        knowledge = (await self._room.content.checked(draft)).content.knowledge
        if not said or knowledge is None:
            return None
        titles = {key: topic.title["nl"] for key, topic in knowledge.topics.items()}
        first = said[0].topic
        topic = first if first in titles else ""
        return Caller([turn.line for turn in said], topic or "", titles)


def _told(trial: Trial) -> dict[str, Any]:
    return {
        "trial": trial,
        "percentage": percentage,
        "said": spoken(trial.turns),
    }


def spoken(turns: Sequence[Explanation]) -> str:
    """What we said last, to be read out when the page comes."""
    return " ".join(each.text for each in turns[-1].says) if turns else ""
