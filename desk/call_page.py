"""The page of one call: its card, what was said, and what an agent writes about it.

Every form works without scripts: it is answered with the page, on which stands what was kept, or
what the agent wrote and why it could not be kept. Every look at a call is written down.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from desk.access.guard import signed_in
from desk.access.pages import DESK_HEADERS
from desk.agents import Agent, Role
from desk.call_records import CallFile, CallRecords, Erased, NoSuchCall, RecordsOut
from desk.call_view import Made, answers, note, outcome
from desk.callback_words import KINDS, due_in_words, tries_in_words
from desk.live_pages import Desk
from desk.parts import of_agent, of_call
from desk.transcript import transcript
from dialog.agent_outcomes import TITLES, AgentOutcome
from dialog.callback_states import ZONE, CallbackState
from dialog.card import card
from dialog.desk_events import DeskEvent
from dialog.events import TYPED
from dialog.summary import summarise
from dialog.titles import Titles
from dialog.when import full_day_words

_SEE_OTHER, _GONE, _CONFLICT, _UNAVAILABLE = 303, 404, 409, 503
LONGEST_NOTE, LONGEST_REASON = 4000, 1000
KEPT = {
    "notitie": "De notitie is bewaard.",
    "uitkomst": "De uitkomst is bewaard.",
    "klopt-niet": "Dank u. Een redacteur kijkt naar dit antwoord.",
}
NOT_KEPT = "Dit kon niet worden bewaard. Uw tekst staat er nog. Probeer het zo nog eens."
_Agent = Annotated[Agent, Depends(signed_in(Role.AGENT))]
_Note = Annotated[str, Form(max_length=LONGEST_NOTE)]
_Reason = Annotated[str, Form(max_length=LONGEST_REASON)]

Drafts = Callable[[CallFile], str]
"""Proposes a contact note, from what is in the log."""


def no_draft(_: CallFile) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPages:
    """What the pages of calls and callbacks show from."""

    live: Desk
    records: CallRecords
    titles: Callable[[], Titles]
    drafts: Drafts = no_draft
    helps: bool = False
    """The assistant can be asked (`help_pages.py`)."""

    def now(self) -> datetime:
        return self.live.now()

    def answer(
        self, request: Request, name: str, status: int = 200, call: str | None = None, **given: Any
    ) -> HTMLResponse:
        """A page; `call` is the one that it shows while it goes on."""
        agent: Agent = request.state.session.agent
        shown = of_agent(agent.name) if Role.AGENT in agent.roles else ()
        if call is not None:
            shown += tuple(part for part in of_call(call, agent.name) if part != f"lines:{call}")
        parts = self.live.parts.drawn(shown)
        return self.live.pages.answer(request, name, status, parts=parts, **given)

    def lines(self, file: CallFile, running: bool) -> str:
        """What was said, as HTML: as the stream of the page goes on, or as it was kept."""
        if running:
            return "".join(self.live.parts.lines(file.call, 0)[0])
        return "".join(map(self.live.parts.line, transcript(file.items)))


def call_router(desk: CallPages) -> APIRouter:
    """Serve /balie/gesprek/{call}, and its forms."""
    router = APIRouter(include_in_schema=False)

    @router.get("/balie/gesprek/{call}")
    async def shown(request: Request, agent: _Agent, call: str, bewaard: str = "") -> Response:
        return await page(desk, request, agent, call, kept=KEPT.get(bewaard, ""))

    @router.post("/balie/gesprek/{call}/notitie")
    async def noted(
        request: Request, agent: _Agent, call: str, text: _Note = "", draft: _Note = ""
    ) -> Response:
        event = _made(desk, agent).noted(text.strip(), draft)
        return await _kept(desk, request, agent, call, event, "notitie", written=text)

    @router.post("/balie/gesprek/{call}/uitkomst")
    async def closed(
        request: Request, agent: _Agent, call: str, outcome: Annotated[AgentOutcome, Form()]
    ) -> Response:
        event = _made(desk, agent).closed(outcome)
        return await _kept(desk, request, agent, call, event, "uitkomst")

    @router.post("/balie/gesprek/{call}/klopt-niet")
    async def corrected(
        request: Request,
        agent: _Agent,
        call: str,
        entry: Annotated[int, Form()],
        reason: _Reason = "",
    ) -> Response:
        try:
            file = await desk.records.look(call, agent)
        except (NoSuchCall, RecordsOut) as error:
            return _not_there(desk, request, error)
        answer = next((one for one in answers(file.items) if one.entry == entry), None)
        if answer is None or not reason.strip():
            told = "Schrijf op wat er niet klopt." if answer else "Dit antwoord is er niet meer."
            return _page_of(desk, request, file, fault=told, status=_CONFLICT)
        event = _made(desk, agent).corrected(answer, reason.strip())
        return await _kept(desk, request, agent, call, event, "klopt-niet", reason=reason)

    return router


async def page(
    desk: CallPages, request: Request, agent: Agent, call: str, status: int = 200, **given: Any
) -> Response:
    try:
        file = await desk.records.look(call, agent)
    except (NoSuchCall, RecordsOut) as error:
        return _not_there(desk, request, error)
    return _page_of(desk, request, file, status=status, **given)


async def _kept(
    desk: CallPages, request: Request, agent: Agent, call: str, event: DeskEvent, what: str,
    **written: str,
) -> Response:  # fmt: skip
    """Keep it and show the page anew; what could not be kept stays in the form."""
    try:
        await desk.records.keep(call, event)
    except Erased:
        return await page(desk, request, agent, call, status=_CONFLICT)
    except NoSuchCall as error:
        return _not_there(desk, request, error)
    except RecordsOut:
        return await page(desk, request, agent, call, _UNAVAILABLE, fault=NOT_KEPT, **written)
    address = f"/balie/gesprek/{quote(call, safe='')}?bewaard={what}"
    return RedirectResponse(address, _SEE_OTHER, headers=DESK_HEADERS)


def _page_of(
    desk: CallPages, request: Request, file: CallFile, *, status: int = 200, kept: str = "",
    fault: str = "", written: str | None = None, reason: str = "",
) -> Response:  # fmt: skip
    titles, now = desk.titles(), desk.now()
    live = desk.live.board.call(file.call)
    running = live is not None
    noted = note(file.items)
    draft = "" if noted else desk.drafts(file)
    return desk.answer(
        request,
        "desk/call.html",
        status,
        file=file,
        began=moment_in_words(file.began, now),
        call=file.call if running else None,
        running=running,
        typed=live is not None and live.kind == TYPED,
        lines=desk.lines(file, running),
        card=card(summarise(file.items), titles) if file.items else None,
        given=answers(file.items),
        titles=titles,
        noted=noted,
        draft=draft,
        helps=desk.helps,
        text=written if written is not None else noted.text if noted else draft,
        outcome=outcome(file.items),
        outcomes=TITLES,
        done=CallbackState.DONE,
        kinds=KINDS,
        due=lambda callback: due_in_words(callback, now),
        tries=tries_in_words,
        in_words=lambda at: moment_in_words(at, now),
        kept=kept,
        fault=fault,
        reason=reason,
    )


def _not_there(desk: CallPages, request: Request, error: Exception) -> Response:
    status = _GONE if isinstance(error, NoSuchCall) else _UNAVAILABLE
    return desk.answer(request, "desk/call_gone.html", status, out=status == _UNAVAILABLE)


def moment_in_words(at: datetime, now: datetime) -> str:
    """'maandag 23 november om 10:15'."""
    local = at.astimezone(ZONE)
    return f"{full_day_words(local.date(), now.astimezone(ZONE).date(), 'nl')} om {local:%H:%M}"


def _made(desk: CallPages, agent: Agent) -> Made:
    return Made(desk.now(), agent.title)
