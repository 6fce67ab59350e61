"""What the next two weeks ask for, hour by hour, and how far off that was before."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

from fastapi import APIRouter, HTTPException, Request, Response

from desk.studio.figure import Cell
from desk.studio.figure_answers import picture_answer, table_answer
from desk.studio.figures import FiguresOut
from desk.studio.forecast import DayAhead, Forecasts, Outlook, TooFewDays
from desk.studio.pictures import Drawing, Range, ranges
from desk.studio.room import STUDIO, UNAVAILABLE, Editor, StudioRoom
from dialog.slots.calendar_words import WEEKDAYS
from dialog.when import full_day_words

FORECAST = f"{STUDIO}/verwachting"
_OUT = "De cijfers zijn nu niet te lezen. Probeer het zo nog eens."
_COLUMNS = ("dag", "uur", "gesprekken", "van", "tot", "medewerkers", "medewerkers_druk")


def forecast_router(room: StudioRoom, forecasts: Forecasts) -> APIRouter:
    """Serve /balie/studio/verwachting, and its table as /balie/studio/verwachting.csv."""
    router = APIRouter(include_in_schema=False)
    drawing = Drawing()

    @router.get(FORECAST)
    async def shown(request: Request, agent: Editor) -> Response:
        try:
            outlook = await forecasts.outlook()
        except TooFewDays as error:
            return _page(room, request, few=error)
        except FiguresOut:
            return _page(room, request, UNAVAILABLE, fault=_OUT)
        return _page(room, request, outlook=outlook)

    @router.get(FORECAST + ".csv")
    async def table(request: Request, agent: Editor) -> Response:
        try:
            outlook = await forecasts.outlook()
        except (TooFewDays, FiguresOut):
            return _page(room, request, UNAVAILABLE, fault=_OUT)
        return table_answer("verwachting", _COLUMNS, _rows(outlook))

    @router.get(FORECAST + "/{name}.svg")
    async def picture(request: Request, agent: Editor, name: str, smal: str = "") -> Response:
        try:
            rows = _RANGES[name](await forecasts.outlook())
        except (KeyError, TooFewDays):
            raise HTTPException(404) from None
        except FiguresOut:
            raise HTTPException(UNAVAILABLE) from None
        spec = ranges(rows, "gesprekken", narrow=bool(smal))
        drawn = await asyncio.to_thread(drawing.draw, spec)
        return picture_answer(request, drawn)

    return router


def _ahead(outlook: Outlook) -> Sequence[Range]:
    return [Range(_short(day.day), day.low, day.calls, day.high) for day in outlook.ahead]


def _before(outlook: Outlook) -> Sequence[Range]:
    return [
        Range(_short(day.day), day.low, day.expected, day.high, day.came) for day in outlook.before
    ]


_RANGES = {"dagen": _ahead, "klopte": _before}


def _short(day: date) -> str:
    """'ma 30-11'."""
    return f"{WEEKDAYS[day.weekday()][:2]} {day:%d-%m}"


def _page(
    room: StudioRoom,
    request: Request,
    status: int = 200,
    outlook: Outlook | None = None,
    few: TooFewDays | None = None,
    fault: str = "",
) -> Response:
    now = room.now()
    return room.answer(
        request,
        "studio/forecast.html",
        status,
        here=FORECAST,
        outlook=outlook,
        few=few,
        fault=fault,
        day_words=lambda day: _day_words(day, now),
        sentence=_sentence,
    )


def _day_words(day: date, now: datetime) -> str:
    return full_day_words(day, now.date(), "nl")


def _sentence(day: DayAhead) -> str:
    """What a planner has to know of a day."""
    busiest = day.busiest
    if busiest is None:
        return "Er zijn dan geen medewerkers."
    people = "1 medewerker" if busiest.agents == 1 else f"{busiest.agents} medewerkers"
    return f"Het drukst is het om {busiest.hour} uur. Dan zijn {people} nodig."


def _rows(outlook: Outlook) -> Sequence[Sequence[Cell]]:
    """Every hour that lies ahead, with decimal commas."""
    return [
        (
            day.day.isoformat(),
            hour.hour,
            *(f"{each:.1f}".replace(".", ",") for each in (hour.calls, hour.low, hour.high)),
            hour.agents,
            hour.agents_busy,
        )
        for day in outlook.ahead
        for hour in day.hours
    ]
