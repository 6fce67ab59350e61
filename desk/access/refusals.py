"""What every answer under /balie has in common, and the page for who may not see one."""

from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from loguru import logger
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.access.access import Access
from desk.access.guard import Refused
from desk.access.pages import DESK_HEADERS, DeskPages
from records.errors import RecordsError

DESK = "/balie"
_NOT_FOUND, _UNPROCESSABLE = 404, 422
_NO_PAGE = "Deze pagina is er niet. Misschien is het gesprek al voorbij."
_NOT_FILLED_IN = "Niet alles is goed ingevuld, of een tekst is te lang. Ga terug en kijk het na."
_NO_DATABASE = "De gegevens zijn nu niet te bereiken. Probeer het zo nog eens."


class DeskHeaders:
    """Puts the headers of the desk on all that is answered under /balie, also where a route or an
    error would forget them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not (path == DESK or path.startswith(f"{DESK}/")):
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(DESK_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def guard_app(app: FastAPI, access: Access, pages: DeskPages) -> None:
    """Let the routes under /balie know who is signed in, and give pages to who is refused."""
    app.state.access = access
    app.add_middleware(DeskHeaders)

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        if error.status_code < 400 or "hx-request" in request.headers:
            return PlainTextResponse(error.detail, error.status_code, error.headers)
        page = pages.answer(
            request, "desk/access/refused.html", error.status_code, sentence=error.detail
        )
        page.headers.update(error.headers or {})
        return page

    async def unreachable(request: Request, error: Exception) -> Response:
        logger.error("desk: {}", error)
        return await refused(request, Refused(503, _NO_DATABASE))

    async def not_there(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code != _NOT_FOUND or not request.url.path.startswith(f"{DESK}/"):
            return await http_exception_handler(request, error)
        return await refused(request, Refused(_NOT_FOUND, _NO_PAGE))

    async def not_understood(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if not request.url.path.startswith(f"{DESK}/"):
            return await request_validation_exception_handler(request, error)
        return await refused(request, Refused(_UNPROCESSABLE, _NOT_FILLED_IN))

    app.add_exception_handler(HTTPException, not_there)
    app.add_exception_handler(RequestValidationError, not_understood)
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(RecordsError, unreachable)
