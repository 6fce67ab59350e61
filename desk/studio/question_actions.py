"""What an editor does about a group of questions: each form begins or goes on with a draft.

What was done is noted with the lines of the group, so that the group is not shown as new any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.agents import Agent
from desk.studio.content import Clash, Draft
from desk.studio.draft_choice import NEW, draft_for
from desk.studio.faults import fault
from desk.studio.question_choice import choice_of
from desk.studio.question_desk import NO_GROUP, QUESTIONS, QuestionDesk, Typed, telling
from desk.studio.questions import QuestionGroup
from desk.studio.room import CONFLICT, GONE, SEE_OTHER, Editor, of_draft
from dialog.content_edit import CannotEdit
from dialog.new_topic import key_of
from dialog.not_ours import FILE, with_not_ours
from records.question_marks import QuestionMark, Step

_SAME_FORM = 307
"""The browser posts the same form to another address (RFC 9110, 15.4.8)."""
_LONGEST_REASON = 500
_NO_TITLE = "Hoe heet het onderwerp? Schrijf het zoals in een zin: een laadpaal."
_NO_LINES = "Kies een of meer zinnen."
_NO_TOPIC = "Kies bij welk onderwerp de zinnen horen."
_NO_REASON = "Schrijf op waarom dit zo blijft. Dan weten uw collega’s het ook."
_CANNOT = (
    "De zinnen passen niet in het bestand others.yaml zoals het nu is geschreven. Er is niets "
    "bewaard. Zet ze er zelf bij, in het bestand."
)
_AT_ONCE = "Een collega wijzigde hetzelfde op dit moment. Probeer het nog eens."


@dataclass(frozen=True, slots=True)
class _Form:
    """What was posted about a group."""

    request: Request
    agent: Agent
    group: QuestionGroup
    values: Mapping[str, str]
    lines: tuple[str, ...]

    def typed(self, **wrong: str) -> Typed:
        return Typed(self.values, frozenset(self.lines), wrong)


def serve_actions(router: APIRouter, desk: QuestionDesk) -> None:
    """Serve the forms below /balie/studio/vragen/KEY."""
    here = f"{QUESTIONS}/{{key}}"

    @router.post(f"{here}/onderwerp")
    async def new_topic(request: Request, agent: Editor, key: str) -> Response:
        return await telling(desk, request, lambda: _new_topic(desk, request, agent, key))

    @router.post(f"{here}/regels")
    async def added(request: Request, agent: Editor, key: str) -> Response:
        return await telling(desk, request, lambda: _added(desk, request, agent, key))

    @router.post(f"{here}/niet-voor-ons")
    async def not_ours(request: Request, agent: Editor, key: str) -> Response:
        return await telling(desk, request, lambda: _not_ours(desk, request, agent, key))

    @router.post(f"{here}/laat")
    async def left(request: Request, agent: Editor, key: str) -> Response:
        return await telling(desk, request, lambda: _left(desk, request, agent, key))


async def _new_topic(desk: QuestionDesk, request: Request, agent: Agent, key: str) -> Response:
    form = await _form(desk, request, agent, key)
    if not isinstance(form, _Form):
        return form
    title = " ".join(form.values.get("title_nl", "").split())
    if not key_of(title):
        return await desk.group_page(request, agent, key, form.typed(title_nl=_NO_TITLE))
    if not form.lines:
        return await desk.group_page(request, agent, key, form.typed(regels=_NO_LINES))
    draft = await _draft(desk, form, f"Nieuw onderwerp: {title}")
    await _note(desk, form, Step.TOPIC, draft=draft, topic=key_of(title))
    return _post_on(of_draft(draft.key, "/onderwerp/nieuw"))


async def _added(desk: QuestionDesk, request: Request, agent: Agent, key: str) -> Response:
    form = await _form(desk, request, agent, key)
    if not isinstance(form, _Form):
        return form
    topic = form.values.get("onderwerp", "")
    titles = desk.room.titles()
    if topic not in titles.topics:
        return await desk.group_page(request, agent, key, form.typed(onderwerp=_NO_TOPIC))
    if not form.lines:
        return await desk.group_page(request, agent, key, form.typed(regels=_NO_LINES))
    draft = await _draft(desk, form, f"Voorbeeldzinnen: {titles.topic(topic)}")
    await _note(desk, form, Step.SAMPLES, draft=draft, topic=topic)
    return _post_on(of_draft(draft.key, f"/onderwerp/{topic}/regels"))


async def _not_ours(desk: QuestionDesk, request: Request, agent: Agent, key: str) -> Response:
    form = await _form(desk, request, agent, key)
    if not isinstance(form, _Form):
        return form
    if not form.lines:
        return await desk.group_page(request, agent, key, form.typed(regels=_NO_LINES))
    draft = await _draft(desk, form, "Niet voor ons")
    content = desk.room.content
    file = await content.text(draft.key, FILE)
    try:
        text = with_not_ours(file.text, form.lines, form.group.language)
        await content.save(draft.key, FILE, text, file.tag, agent)
    except CannotEdit:
        return fault(desk.room, request, CONFLICT, _CANNOT)
    except Clash:
        return fault(desk.room, request, CONFLICT, _AT_ONCE)
    await _note(desk, form, Step.NOT_OURS, draft=draft)
    return _back(desk, request, f"gedaan=niet-ons&concept={draft.key}")


async def _left(desk: QuestionDesk, request: Request, agent: Agent, key: str) -> Response:
    form = await _form(desk, request, agent, key)
    if not isinstance(form, _Form):
        return form
    reason = " ".join(form.values.get("reden", "").split())
    if not reason:
        return await desk.group_page(request, agent, key, form.typed(reden=_NO_REASON))
    await _note(desk, form, Step.LEFT, reason=reason[:_LONGEST_REASON])
    return _back(desk, request, "gedaan=laat")


async def _form(desk: QuestionDesk, request: Request, agent: Agent, key: str) -> _Form | Response:
    """What was posted; or why the group cannot be found."""
    choice, _ = choice_of(request.query_params, desk.today())
    asked = await desk.asked(choice, patient=True)
    groups = [each.group for each in asked.groups] if asked else []
    group = next((each for each in groups if each.key == key), None)
    if group is None:
        return fault(desk.room, request, GONE, NO_GROUP)
    posted = [
        (name, value)
        for name, value in (await request.form()).multi_items()
        if isinstance(value, str)
    ]
    lines = (line for name, value in posted if name == "regels" for line in value.splitlines())
    kept = dict.fromkeys(line.strip() for line in lines if line.strip())
    return _Form(request, agent, group, dict(posted), tuple(kept))


async def _draft(desk: QuestionDesk, form: _Form, title: str) -> Draft:
    chosen = form.values.get("concept", NEW)
    return await draft_for(desk.room.content, chosen, title, form.agent)


async def _note(
    desk: QuestionDesk,
    form: _Form,
    step: Step,
    reason: str = "",
    draft: Draft | None = None,
    topic: str | None = None,
) -> None:
    mark = QuestionMark(
        at=desk.room.now(),
        agent=form.agent.name,
        step=step,
        reason=reason,
        draft=draft.key if draft else None,
        topic=topic,
    )
    await desk.questions.keep(mark, [line.key for line in form.group.lines])


def _post_on(address: str) -> Response:
    return RedirectResponse(address, _SAME_FORM, headers=DESK_HEADERS)


def _back(desk: QuestionDesk, request: Request, told: str) -> Response:
    choice, _ = choice_of(request.query_params, desk.today())
    return RedirectResponse(f"{QUESTIONS}?{choice.query}&{told}", SEE_OTHER, headers=DESK_HEADERS)
