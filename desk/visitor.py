"""The page on which a visitor calls the municipality through the browser's microphone.

It speaks the raw dialect of docs/media-sockets.md to /media/raw on the same host.
"""

from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from desk.pages import PAGE_HEADERS, Pages, StaticFiles

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class PhoneKey:
    """A key as the page shows it: its sign, its word, and what a screen reader says."""

    digit: str
    word: str
    name: str


# The meanings of the contract; a key without one is a digit and no more. The soft hyphens are for
# narrow windows.
PHONE_KEYS = (
    PhoneKey("1", "ja", "Toets 1: ja"),
    PhoneKey("2", "nee", "Toets 2: nee"),
    PhoneKey("3", "", "Toets 3"),
    PhoneKey("4", "", "Toets 4"),
    PhoneKey("5", "", "Toets 5"),
    PhoneKey("6", "", "Toets 6"),
    PhoneKey("7", "lang\u00adzamer", "Toets 7: langzamer praten"),
    PhoneKey("8", "", "Toets 8"),
    PhoneKey("9", "herhaal", "Toets 9: herhaal het antwoord"),
    PhoneKey("*", "rustig aan", "Toets sterretje: rustig aan"),
    PhoneKey("0", "mede\u00adwerker", "Toets 0: een medewerker spreken"),
    PhoneKey("#", "", "Toets hekje"),
)


def visitor_router(municipality_name: str, telephone: str) -> APIRouter:
    """Serve the page at / and its files; `telephone` is the number for a plain telephone."""
    page = Pages(municipality_name, telephone).render("visitor.html", keys=PHONE_KEYS)
    router = APIRouter(include_in_schema=False)
    StaticFiles(_HERE / "static" / "visitor").serve(router, "/static/visitor")
    StaticFiles(_HERE / "static" / "sound").serve(router, "/static/sound")

    @router.get("/", response_class=HTMLResponse)
    async def visitor_page() -> HTMLResponse:
        return HTMLResponse(page, headers=PAGE_HEADERS)

    return router
