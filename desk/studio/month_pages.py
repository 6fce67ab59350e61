"""The monthly report: a page, and the same as a PDF to be passed on."""

import asyncio
import base64
from collections import OrderedDict
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi import Path as InAddress
from loguru import logger

from desk.studio.content import StudioOut, Version
from desk.studio.counted import Calls
from desk.studio.figure import FEW, Figure
from desk.studio.figure_answers import attached, picture_answer
from desk.studio.figures import Figures, FiguresOut
from desk.studio.month_report import (
    Chapters,
    Month,
    MonthReport,
    NoPdf,
    WritesPdf,
    chapters_of,
    month_report,
    months,
    number,
)
from desk.studio.pictures import Drawing, Drawn
from desk.studio.room import STUDIO, UNAVAILABLE, Editor, StudioRoom
from dialog.titles import Titles
from dialog.when import full_day_words

REPORT = f"{STUDIO}/verslag"
_SHEET = Path(__file__).parents[1] / "static" / "desk" / "month.css"
_MOST_VERSIONS = 500
_OUT = "De cijfers zijn nu niet te lezen. Probeer het zo nog eens."
_NO_PDF = (
    "Een PDF maken lukt op deze computer niet: er ontbreekt een programma. Vraag de beheerder. "
    "De pagina hieronder zegt hetzelfde."
)
_KEPT = 3
_Which = Annotated[str, InAddress(pattern=r"^\d{4}-\d{2}$")]
_Name = Annotated[str, InAddress(pattern=r"^[a-z]{1,40}$")]


def month_router(room: StudioRoom, figures: Figures, written: WritesPdf) -> APIRouter:
    """Serve /balie/studio/verslag and a page and PDF of each month."""
    router = APIRouter(include_in_schema=False)
    pages = _Pages(room, figures, written)
    for address, work in (
        (REPORT, pages.all),
        (REPORT + "/{which}.pdf", pages.pdf),
        (REPORT + "/{which}/{name}.svg", pages.picture),
        (REPORT + "/{which}", pages.show),
    ):
        router.add_api_route(address, work, methods=["GET"])
    return router


class _Pages:
    def __init__(self, room: StudioRoom, figures: Figures, written: WritesPdf) -> None:
        self._room, self._figures, self._written = room, figures, written
        self._drawing = Drawing()
        self._kept: OrderedDict[Month, tuple[Calls, Titles, Chapters]] = OrderedDict()

    async def all(self, request: Request, agent: Editor) -> Response:
        try:
            first = await self._figures.first()
        except FiguresOut:
            return self._out(request)
        return self._room.answer(
            request, "studio/months.html", here=REPORT, months=months(first, self._room.now())
        )

    async def show(self, request: Request, agent: Editor, which: _Which) -> Response:
        try:
            report = await self._report(which)
        except FiguresOut:
            return self._out(request)
        return self._page(request, report)

    async def picture(
        self, request: Request, agent: Editor, which: _Which, name: _Name
    ) -> Response:
        try:
            _, chapters = await self._chapters(_month(which))
        except FiguresOut:
            raise HTTPException(UNAVAILABLE) from None
        every = (figure for figures in chapters.values() for figure in figures)
        figure = next((each for each in every if each.name == name and each.picture), None)
        if figure is None:
            raise HTTPException(404)
        return picture_answer(request, await asyncio.to_thread(self._drawn, figure))

    async def pdf(self, request: Request, agent: Editor, which: _Which) -> Response:
        try:
            report = await self._report(which)
            made = await asyncio.to_thread(self._as_pdf, request, report)
        except FiguresOut:
            return self._out(request)
        except NoPdf as error:
            logger.error("monthly report: {}", error)
            return self._page(request, report, UNAVAILABLE, _NO_PDF)
        headers = attached(f"telefoon-{report.month}.pdf")
        return Response(made, headers=headers, media_type="application/pdf")

    async def _report(self, which: str) -> MonthReport:
        """Raises FiguresOut; HTTPException for what is no month."""
        month = _month(which)
        calls, chapters = await self._chapters(month)
        before = await self._figures.calls(*month.before.moments)
        versions = await self._versions()
        return month_report(month, calls, before, chapters, versions, self._room.now())

    async def _chapters(self, month: Month) -> tuple[Calls, Chapters]:
        """The calls of a month, and their figures: those told last are kept, for the page asks for
        each of its pictures. Raises FiguresOut.
        """
        calls, titles = await self._figures.calls(*month.moments), self._room.titles()
        kept = self._kept.pop(month, None)
        if kept is None or kept[0] is not calls or kept[1] != titles:
            kept = calls, titles, await asyncio.to_thread(chapters_of, calls, titles)
        self._kept[month] = kept
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return calls, kept[2]

    async def _versions(self) -> list[Version]:
        """What was published; the report is not kept for that."""
        try:
            return list(await self._room.content.versions(_MOST_VERSIONS))
        except StudioOut as error:
            logger.error("monthly report without versions: {}", error)
            return []

    def _page(
        self, request: Request, report: MonthReport, status: int = 200, fault: str = ""
    ) -> Response:
        return self._room.answer(
            request,
            "studio/month.html",
            status,
            here=REPORT,
            fault=fault,
            **self._given(report, lambda figure: f"{REPORT}/{report.month}/{figure.name}.svg"),
        )

    def _as_pdf(self, request: Request, report: MonthReport) -> bytes:
        def inline(figure: Figure) -> str:
            drawn = base64.b64encode(self._drawn(figure).svg.encode()).decode()
            return f"data:image/svg+xml;base64,{drawn}"

        html = self._room.pages.render(
            request,
            "studio/month_document.html",
            sheet=_SHEET.read_text("utf-8"),
            **self._given(report, inline),
        )
        return self._written(html)

    def _given(self, report: MonthReport, src: object) -> dict[str, object]:
        today = self._room.now().date()
        return {
            "report": report,
            "src": src,
            "number": number,
            "few": FEW,
            "day_words": lambda at: full_day_words(at.date(), today, "nl"),
        }

    def _drawn(self, figure: Figure) -> Drawn:
        assert figure.picture is not None
        return self._drawing.draw(figure.picture(narrow=False))

    def _out(self, request: Request) -> Response:
        return self._room.answer(
            request, "studio/months.html", UNAVAILABLE, here=REPORT, months=(), fault=_OUT
        )


def _month(which: str) -> Month:
    """Raises HTTPException for what is no month."""
    try:
        return Month.of(which)
    except ValueError:
        raise HTTPException(404) from None
