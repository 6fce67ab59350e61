"""The pages of figures: what happened in the calls, as numbers, pictures and files."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response

from desk.studio.counted import FEWEST, Calls, grouped
from desk.studio.figure import FEW, NOTHING, Figure, Makes
from desk.studio.figure_answers import picture_answer, table_answer
from desk.studio.figure_choice import NARROWED_BY, Choice, chosen, day_words, local, periods
from desk.studio.figures import Figures, FiguresOut
from desk.studio.figures_helped import GROUPS, LANGUAGES, LINES, MANNERS, OUTCOMES, TOPICS
from desk.studio.figures_moments import FIGURES as MOMENTS
from desk.studio.figures_moments import MACHINE, PERSON
from desk.studio.figures_trouble import TROUBLES
from desk.studio.pictures import Drawing
from desk.studio.room import STUDIO, UNAVAILABLE, Editor, StudioRoom
from dialog.titles import Titles

FIGURES = f"{STUDIO}/cijfers"
CHAPTERS: Mapping[str, Sequence[Makes]] = {
    "Uitkomsten": OUTCOMES,
    "Waarover en wanneer": (*TOPICS, *MOMENTS),
    "Waar het stroef gaat": TROUBLES,
    "Medewerkers": PERSON,
    "Verstaan en antwoorden": MACHINE,
    "Groepen bellers": GROUPS,
}
"""By the heading above them."""
_UNPROCESSABLE = 422
_KEPT = 8
_Name = Annotated[str, Path(pattern=r"^[a-z]{1,40}$")]


@dataclass(frozen=True, slots=True)
class Pick:
    """A list to choose from, in the form."""

    name: str
    title: str
    everything: str
    options: Sequence[tuple[str, str]]
    """Value and title."""


@dataclass(frozen=True, slots=True)
class View:
    """What is told of the calls that were chosen."""

    calls: int
    picks: Sequence[Pick] = ()
    chapters: Mapping[str, Sequence[Figure]] = field(default_factory=dict)
    """Empty where there are too few calls."""

    def figure(self, name: str) -> Figure:
        """Raises HTTPException: there is none of that name."""
        for figures in self.chapters.values():
            for figure in figures:
                if figure.name == name:
                    return figure
        raise HTTPException(404)


class _Views:
    """Those that were made last: an editor's page asks for one a dozen times, with its pictures.

    They are made one by one, so that what many ask for at once is made once; and in a thread,
    because calls go on beside it.
    """

    def __init__(self, room: StudioRoom, figures: Figures) -> None:
        self._room = room
        self._figures = figures
        self._one = asyncio.Lock()
        self._kept: OrderedDict[str, tuple[Calls, Titles, View]] = OrderedDict()

    async def of(self, choice: Choice) -> View:
        """What is told of the calls that are chosen. Raises FiguresOut."""
        async with self._one:
            calls, titles = await self._figures.calls(*choice.moments), self._room.titles()
            kept = self._kept.pop(choice.query, None)
            if kept is None or kept[0] is not calls or kept[1] != titles:
                kept = calls, titles, await asyncio.to_thread(view_of, calls, choice, titles)
            self._kept[choice.query] = kept
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return kept[2]


def view_of(calls: Calls, choice: Choice, titles: Titles) -> View:
    """Of those of the period that were picked out."""
    picks, picked = picks_of(calls, choice, titles), choice.of(calls)
    if len(picked) < FEWEST:
        return View(len(picked), picks)
    made = {title: [each(picked, titles) for each in makes] for title, makes in CHAPTERS.items()}
    return View(len(picked), picks, made)


def figures_router(room: StudioRoom, figures: Figures) -> APIRouter:
    """Serve /balie/studio/cijfers, its pictures and its files."""
    router = APIRouter(include_in_schema=False)
    views, drawing = _Views(room, figures), Drawing()

    def today() -> date:
        return local(room.now()).date()

    @router.get(FIGURES)
    async def shown(request: Request, agent: Editor) -> Response:
        choice, wrong = chosen(request.query_params, today())
        try:
            view = await views.of(choice)
        except FiguresOut:
            return room.answer(request, "studio/figures_out.html", UNAVAILABLE, here=FIGURES)
        draws = partial(
            room.answer,
            request,
            "studio/figures.html",
            _UNPROCESSABLE if wrong else 200,
            here=FIGURES,
            choice=choice,
            typed=request.query_params if wrong else choice_fields(choice),
            wrong=wrong,
            view=view,
            periods=periods(choice, today()),
            day_words=day_words,
            few=FEW,
            nothing=NOTHING,
        )
        return await asyncio.to_thread(draws)

    @router.get(FIGURES + "/{name}.svg")
    async def picture(request: Request, agent: Editor, name: _Name, smal: str = "") -> Response:
        figure = (await _found(views, request, today())).figure(name)
        if figure.picture is None:
            raise HTTPException(404)
        drawn = await asyncio.to_thread(drawing.draw, figure.picture(narrow=bool(smal)))
        return picture_answer(request, drawn)

    @router.get(FIGURES + "/{name}.csv")
    async def table(request: Request, agent: Editor, name: _Name) -> Response:
        figure = (await _found(views, request, today())).figure(name)
        return table_answer(name, figure.columns, figure.rows)

    return router


async def _found(views: _Views, request: Request, today: date) -> View:
    """Raises HTTPException where days are none, or nothing can be read."""
    choice, wrong = chosen(request.query_params, today)
    if wrong:
        raise HTTPException(_UNPROCESSABLE, list(wrong.values()))
    try:
        return await views.of(choice)
    except FiguresOut:
        raise HTTPException(UNAVAILABLE) from None


def picks_of(calls: Calls, choice: Choice, titles: Titles) -> Sequence[Pick]:
    """What can be picked out of the calls of these days; what was picked is always there."""
    topics = {key: titles.topic(key) for key in grouped(calls, lambda call: call.topics)}
    hours = sorted({local(call.began).hour for call in calls})
    known: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
        "onderwerp": ("Onderwerp", "alle onderwerpen", topics),
        "taal": ("Taal", "alle talen", _named(LANGUAGES, {c.language for c in calls})),
        "manier": ("Manier", "alle manieren", _named(MANNERS, {c.manner for c in calls})),
        "lijn": ("Lijn", "alle lijnen", _named(LINES, {c.line for c in calls})),
        "uur": ("Uur", "de hele dag", {str(h): f"{h} tot {h + 1} uur" for h in hours}),
    }
    picks = []
    for name, (title, everything, found) in known.items():
        picked = choice.narrowed.get(name)
        all_of_it = dict(found) if picked in found or not picked else {**found, picked: picked}
        order = list(all_of_it.items())
        if name == "onderwerp":
            order.sort(key=lambda each: each[1].lower())
        picks.append(Pick(name, title, everything, order))
    return picks


def choice_fields(choice: Choice) -> Mapping[str, str]:
    """The form as it stands in the page."""
    empty = dict.fromkeys(NARROWED_BY, "")
    days = {"van": choice.first.isoformat(), "tot": choice.last.isoformat()}
    return empty | days | dict(choice.narrowed)


def _named(titles: Mapping[str, str], keys: set[str]) -> Mapping[str, str]:
    return {key: titles.get(key, key) for key in sorted(keys)}
