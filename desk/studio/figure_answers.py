"""Figures as a browser gets them beside a page: a picture, or a file for a spreadsheet."""

from collections.abc import Sequence

from fastapi import Request, Response

from desk.access.pages import DESK_HEADERS
from desk.studio.figure import Cell
from desk.studio.pictures import Drawn
from desk.studio.spreadsheet import MEDIA_TYPE, spreadsheet

_NOT_MODIFIED = 304
_SVG_HEADERS = {
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    # What draws it is ours, and yet: a picture needs nothing but its own styles.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


def picture_answer(request: Request, drawn: Drawn) -> Response:
    """The picture, or that it is as the browser knows it."""
    tag = f'"{drawn.tag}"'
    headers = _SVG_HEADERS | {"ETag": tag}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    return Response(drawn.svg, headers=headers, media_type="image/svg+xml")


def table_answer(name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Response:
    """The table as a file of this name, without its ending."""
    return Response(
        spreadsheet(columns, rows), headers=attached(f"{name}.csv"), media_type=MEDIA_TYPE
    )


def attached(file: str) -> dict[str, str]:
    """Headers of what is kept as a file and not shown."""
    return DESK_HEADERS | {"Content-Disposition": f'attachment; filename="{file}"'}
