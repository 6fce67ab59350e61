"""The page on which a resident types with the municipality: plain, and without scripts too.

Every step is a form that the server answers with the whole page, so that any browser and any
screen reader can use it. A small script only saves the loading of pages.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from desk.pages import PAGE_HEADERS, Pages, StaticFiles
from desk.typed import Full, Gone, Told, Typed

_HERE = Path(__file__).parent
_AFTER_POST = 303
_PRIVATE = PAGE_HEADERS | {"Cache-Control": "no-store"}
_JSON = "application/json"
_SPEAKERS = {"desk": "Gemeente", "caller": "U", "agent": "Medewerker"}
NEWS_SECONDS = 15.0
"""So long the script's question for news may stay open; shorter than a stop of the service."""


def text_router(municipality_name: str, telephone: str, typed: Typed) -> APIRouter:
    """Serve the page at /tekst and what belongs to it."""
    pages = Pages(municipality_name, telephone)
    router = APIRouter(include_in_schema=False)
    StaticFiles(_HERE / "static" / "text").serve(router, "/static/text")

    def page(name: str, status: int = 200, **given: Any) -> HTMLResponse:
        html = pages.render(name, speakers=_SPEAKERS, **given)
        return HTMLResponse(html, status, headers=_PRIVATE)

    def shown(request: Request, call: str, told: Told, new: Told) -> Response:
        """What is new to the script; to a form the page, loaded anew."""
        if _wants_json(request):
            return JSONResponse(as_json(new), headers=_PRIVATE)
        return page("text_call.html", call=call, told=told)

    @router.get("/tekst", response_class=HTMLResponse)
    async def text_start() -> HTMLResponse:
        return page("text_start.html")

    @router.post("/tekst")
    async def text_begin() -> Response:
        try:
            call = await typed.begin()
        except Full:
            return page("text_full.html", 503)
        return RedirectResponse(f"/tekst/{call}", _AFTER_POST, headers=_PRIVATE)

    @router.get("/tekst/{call}", response_class=HTMLResponse)
    async def text_call(call: str) -> HTMLResponse:
        try:
            return page("text_call.html", call=call, told=typed.told(call))
        except Gone:
            return page("text_gone.html", 404)

    @router.get("/tekst/{call}/nieuw")
    async def text_news(call: str, na: Annotated[int, Query(ge=0)] = 0) -> Response:
        try:
            new = await typed.news(call, na, NEWS_SECONDS)
        except Gone:
            return page("text_gone.html", 404)
        return JSONResponse(as_json(new), headers=_PRIVATE)

    @router.post("/tekst/{call}")
    async def text_say(
        request: Request,
        call: str,
        words: Annotated[str, Form(max_length=4000)] = "",
        na: Annotated[int | None, Form(ge=0)] = None,
    ) -> Response:
        try:
            new = await typed.say(call, words)
            new = new if na is None else typed.told(call, na)
            return shown(request, call, typed.told(call), new)
        except Gone:
            return page("text_gone.html", 404)

    @router.post("/tekst/{call}/stop")
    async def text_stop(call: str) -> Response:
        try:
            told = await typed.leave(call)
        except Gone:
            return page("text_gone.html", 404)
        return page("text_call.html", call=call, told=told)

    return router


def as_json(told: Told) -> Mapping[str, object]:
    """As the script and the socket /text get it."""
    return {
        "lines": [
            {"speaker": line.speaker, "text": line.text, "language": line.language}
            for line in told.lines
        ],
        "asks_yes_no": told.asks_yes_no,
        "over": told.over,
        "first": told.first,
        "awaits": told.awaits,
        "agent": told.agent,
    }


def _wants_json(request: Request) -> bool:
    return _JSON in request.headers.get("accept", "")
