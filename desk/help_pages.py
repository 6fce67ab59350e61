"""'Vraag het de assistent': the agent's own question, answered from the same knowledge as callers.

Works without scripts: the answer is then a page of its own. Beside a call the question is an entry
of that call's log, and so is what the agent thought of the answer.
"""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request, Response

from desk.access.guard import signed_in
from desk.agents import Agent, Role
from desk.call_page import CallPages
from desk.call_records import Erased, NoSuchCall, RecordsOut
from desk.helping import Helping, HelpOut
from dialog.advice import Advice
from dialog.desk_events import Asked
from dialog.language import language_of
from dialog.phrases import plain

LONGEST_QUESTION, LONGEST_ANSWER = 500, 4000
_CONFLICT, _UNAVAILABLE = 409, 503
NOT_SURE = "Dat weet ik niet zeker."
OUT = "Zoeken lukt nu niet. Probeer het zo nog eens."
NOT_KEPT = "Dit kon niet worden bewaard. Probeer het zo nog eens."
THANKS = "Dank u. Uw oordeel is bewaard."
_Agent = Annotated[Agent, Depends(signed_in(Role.AGENT))]
_Question = Annotated[str, Form(max_length=LONGEST_QUESTION)]
_Told = Annotated[str, Form(max_length=LONGEST_ANSWER)]


def help_router(desk: CallPages, helping: Helping) -> APIRouter:
    """Serve /balie/vraag and /balie/gesprek/{call}/vraag, and what agents think of answers."""
    router = APIRouter(include_in_schema=False)

    @router.get("/balie/vraag")
    async def page(request: Request, agent: _Agent) -> Response:
        return _shown(desk, request)

    @router.post("/balie/vraag")
    async def asked(request: Request, agent: _Agent, question: _Question = "") -> Response:
        return await _answered(desk, helping, request, agent, question)

    @router.post("/balie/gesprek/{call}/vraag")
    async def asked_beside(
        request: Request, agent: _Agent, call: str, question: _Question = ""
    ) -> Response:
        return await _answered(desk, helping, request, agent, question, call)

    @router.post("/balie/gesprek/{call}/vraag/oordeel")
    async def judged(
        request: Request,
        agent: _Agent,
        call: str,
        helped: Annotated[bool, Form()],
        question: _Question = "",
        answer: _Told = "",
        source: _Told = "",
    ) -> Response:
        event = Asked(
            at=desk.now(), agent=agent.title, question=question, answer=answer,
            source=source or None, helped=helped,
        )  # fmt: skip
        fault, status = await _keep(desk, call, event)
        told = {"fault": fault} if fault else {"thanks": THANKS}
        return _shown(desk, request, status, call, **told)

    return router


async def _answered(
    desk: CallPages, helping: Helping, request: Request, agent: Agent, question: str,
    call: str | None = None,
) -> Response:  # fmt: skip
    question = " ".join(question.split())
    if not question:
        return _shown(desk, request, _CONFLICT, call, fault="Schrijf eerst uw vraag op.")
    try:
        advice = await helping.ask(question, language_of(plain(question), "nl"))
    except HelpOut:
        return _shown(desk, request, _UNAVAILABLE, call, fault=OUT, question=question)
    fault, status = "", 200
    if call is not None:
        fault, status = await _keep(desk, call, _entry(desk, agent, advice))
    return _shown(desk, request, status, call, advice=advice, question=question, fault=fault)


def _entry(desk: CallPages, agent: Agent, advice: Advice) -> Asked:
    """As the log has it: the words that stood on the page."""
    return Asked(
        at=desk.now(), agent=agent.title, question=advice.question,
        answer=answer_of(advice), source=source_of(advice),
    )  # fmt: skip


def answer_of(advice: Advice) -> str:
    return " ".join(each.text for each in advice.answers) or NOT_SURE


def source_of(advice: Advice) -> str | None:
    return "; ".join(str(each.source) for each in advice.answers) or None


async def _keep(desk: CallPages, call: str, event: Asked) -> tuple[str, int]:
    """The sentence where it was not kept, and the status of the answer."""
    try:
        await desk.records.keep(call, event)
    except (Erased, NoSuchCall):
        return "Dit gesprek is er niet meer. Uw vraag is niet bewaard.", _CONFLICT
    except RecordsOut:
        return NOT_KEPT, _UNAVAILABLE
    return "", 200


def _shown(
    desk: CallPages, request: Request, status: int = 200, call: str | None = None, **told: Any
) -> Response:
    """The answer alone, for a form that puts it in its place; else a page with the form."""
    given: dict[str, Any] = {
        "advice": None, "question": "", "fault": "", "thanks": "", "beside": call,
        "at": f"/balie/gesprek/{quote(call, safe='')}/vraag" if call else "/balie/vraag",
        "answer_of": answer_of, "source_of": source_of, "not_sure": NOT_SURE,
    } | told  # fmt: skip
    headers = request.headers
    if "hx-request" in headers and "hx-boosted" not in headers:
        return desk.live.pages.answer(request, "desk/help_answer.html", status, **given)
    return desk.answer(request, "desk/help_page.html", status, here="/balie/vraag", **given)
