"""What the next two weeks ask for, hour by hour, and how far off that was before."""

import asyncio
import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from fastapi import APIRouter, HTTPException, Request, Response

from desk.access.pages import DESK_HEADERS
from desk.studio.figures import FiguresOut
from desk.studio.forecast import DayAhead, Forecasts, Outlook, TooFewDays
from desk.studio.pictures import Drawing, Range, ranges
from desk.studio.room import STUDIO, UNAVAILABLE, Editor, StudioRoom
from dialog.slots.calendar_words import WEEKDAYS
from dialog.when import full_day_words

FORECAST = f"{STUDIO}/verwachting"
_OUT = "De cijfers zijn nu niet te lezen. Probeer het zo nog eens."
_SVG_HEADERS = DESK_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}
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
        headers = DESK_HEADERS | {"Content-Disposition": 'attachment; filename="verwachting.csv"'}
        return Response(_csv(outlook), media_type="text/csv; charset=utf-8", headers=headers)

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
        return Response(drawn.svg, headers=_SVG_HEADERS, media_type="image/svg+xml")

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


def _csv(outlook: Outlook) -> bytes:
    """As Dutch spreadsheets read it: semicolons, decimal commas, and a mark that it is UTF-8."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(_COLUMNS)
    for day in outlook.ahead:
        for hour in day.hours:
            counts = (f"{each:.1f}".replace(".", ",") for each in (hour.calls, hour.low, hour.high))
            rows.writerow((day.day.isoformat(), hour.hour, *counts, hour.agents, hour.agents_busy))
    return out.getvalue().encode("utf-8-sig")
