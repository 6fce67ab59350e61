"""The pages that list what callers asked and nobody answered, and where they got stuck."""

from collections.abc import Collection, Sequence
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from desk.agents import Agent
from desk.studio.draft_choice import NEW, own_drafts
from desk.studio.faults import studio_router
from desk.studio.question_actions import serve_actions
from desk.studio.question_choice import choice_of, shelves, usual_periods
from desk.studio.question_desk import (
    LINES,
    QUESTIONS,
    UNPROCESSABLE,
    QuestionDesk,
    middle,
    number,
    telling,
)
from desk.studio.question_words import SPOTS, proposed_title, trend_in_words
from desk.studio.questions import Asked, Questions
from desk.studio.room import Editor, StudioRoom

A_PAGE = 20
_TOLD = {
    "niet-ons": "De zinnen staan in het concept bij wat niet voor ons is.",
    "laat": "Deze groep blijft zoals hij is. U ziet hem weer als er meer gesprekken bij komen.",
}


def questions_router(room: StudioRoom, questions: Questions) -> APIRouter:
    """Serve /balie/studio/vragen and all below it."""
    router, desk = studio_router(room), QuestionDesk(room, questions)

    @router.get(QUESTIONS)
    async def shown(request: Request, agent: Editor) -> Response:
        return await telling(desk, request, lambda: _list(desk, request, agent))

    @router.get(f"{QUESTIONS}/vastlopers")
    async def stuck(request: Request, agent: Editor) -> Response:
        return await telling(desk, request, lambda: _spots(desk, request))

    @router.get(f"{QUESTIONS}/{{key}}")
    async def one(request: Request, agent: Editor, key: str) -> Response:
        return await telling(desk, request, lambda: desk.group_page(request, agent, key))

    serve_actions(router, desk)
    return router


async def _list(desk: QuestionDesk, request: Request, agent: Agent) -> Response:
    choice, wrong = choice_of(request.query_params, desk.today())
    asked = await desk.asked(choice)
    if asked is None:
        return desk.busy(request)
    found = shelves(asked, choice)
    groups = [each.group for each in asked.groups]
    first = number(request.query_params.get("vanaf", ""))
    drafts = await own_drafts(desk.room.content, agent)
    return desk.answer(
        request,
        "studio/questions.html",
        UNPROCESSABLE if wrong else 200,
        asked=asked,
        found=found,
        shown=found.todo[first : first + A_PAGE],
        first=first,
        step=A_PAGE,
        choice=choice,
        periods=usual_periods(choice, desk.today()),
        wrong=wrong,
        typed=request.query_params,
        topics=_near_topics(desk, asked),
        languages=sorted({group.language for group in groups}),
        trend=lambda group: trend_in_words(*group.halves(middle(asked))),
        proposed=lambda group: proposed_title(group, groups),
        draft=drafts[0] if drafts else None,
        new=NEW,
        told=_TOLD.get(request.query_params.get("gedaan", ""), ""),
        concept=quote(request.query_params.get("concept", ""), safe=""),
    )


async def _spots(desk: QuestionDesk, request: Request) -> Response:
    choice, wrong = choice_of(request.query_params, desk.today())
    asked = await desk.asked(choice)
    if asked is None:
        return desk.busy(request)
    spots = [spot for spot in asked.spots if not choice.topic or spot.topic == choice.topic]
    by_kind = {
        title: [spot for spot in spots if spot.trouble is trouble][:A_PAGE]
        for trouble, title in SPOTS.items()
    }
    return desk.answer(
        request,
        "studio/question_spots.html",
        UNPROCESSABLE if wrong else 200,
        asked=asked,
        kinds={title: own for title, own in by_kind.items() if own},
        choice=choice,
        periods=usual_periods(choice, desk.today()),
        wrong=wrong,
        typed=request.query_params,
        topics=_by_title(desk, {spot.topic for spot in asked.spots if spot.topic}),
        most=LINES,
    )


def _near_topics(desk: QuestionDesk, asked: Asked) -> Sequence[tuple[str, str]]:
    near = {each.group.nearest[0].topic for each in asked.groups if each.group.nearest}
    return _by_title(desk, near)


def _by_title(desk: QuestionDesk, topics: Collection[str]) -> Sequence[tuple[str, str]]:
    titles = desk.room.titles()
    return sorted(((key, titles.topic(key)) for key in topics), key=lambda pair: pair[1])
