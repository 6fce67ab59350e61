"""Styles, scripts and pictures of the desk, and the design system that comes with it.

static/desk/vendor/VENDORED.md tells what is whose.
"""

from pathlib import Path

from fastapi import APIRouter, Request, Response

from desk.pages import StaticFile, StaticFiles

_FOLDER = Path(__file__).parent / "static" / "desk"
_SHEET = "design-system.css"
_THEME = "voorbeeld-theme.css"


def desk_files_router() -> APIRouter:
    """Serve /static/desk. The sheets of the design system are given as one, so that a page asks
    for one file and not for a dozen.
    """
    router = APIRouter(include_in_schema=False)
    sheet = StaticFile.of(design_system(), ".css")

    @router.get(f"/static/desk/vendor/{_SHEET}")
    async def design_system_sheet(request: Request) -> Response:
        return sheet.answer(request.headers.get("if-none-match"))

    StaticFiles(_FOLDER / "vendor").serve(router, "/static/desk/vendor")
    StaticFiles(_FOLDER).serve(router, "/static/desk")
    return router


def design_system() -> bytes:
    """The theme first: the components go by its tokens."""
    vendor = _FOLDER / "vendor"
    others = sorted(file for file in vendor.glob("*.css") if file.name != _THEME)
    return b"\n".join(file.read_bytes() for file in (vendor / _THEME, *others))
