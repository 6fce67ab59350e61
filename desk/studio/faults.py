"""What every page of the studio answers when a draft is not there, or versions cannot be read."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from desk.access.pages import DESK_HEADERS
from desk.studio.content import NoSuchDraft, Refused, StudioOut
from desk.studio.room import CONFLICT, GONE, UNAVAILABLE, StudioRoom

_GONE = (
    "Dit concept of deze versie is er niet. Het adres klopt niet, of het concept is weggelegd. "
    "Ga naar het overzicht en kies daar."
)
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def studio_router(room: StudioRoom) -> APIRouter:
    """A router whose routes need not catch NoSuchDraft, StudioOut and Refused."""

    class Told(APIRoute):
        def get_route_handler(self) -> _Handler:
            answer = super().get_route_handler()

            async def told(request: Request) -> Response:
                try:
                    return await answer(request)
                except NoSuchDraft:
                    return fault(room, request, GONE, _GONE)
                except StudioOut as out:
                    return fault(room, request, UNAVAILABLE, str(out))
                except Refused as refused:
                    return fault(room, request, CONFLICT, str(refused))

            return told

    return APIRouter(include_in_schema=False, route_class=Told)


def fault(room: StudioRoom, request: Request, status: int, sentence: str) -> Response:
    """A page of its own; to a script that asked for a part of one, the sentence."""
    by_script = "hx-request" in request.headers
    if by_script and "hx-boosted" not in request.headers:
        return Response(sentence, CONFLICT, headers=DESK_HEADERS, media_type="text/plain")
    # A page that comes by a link is only shown with a status that htmx swaps (desk/base.html).
    shown = CONFLICT if by_script else status
    return room.answer(request, "studio/fault.html", shown, sentence=sentence)
