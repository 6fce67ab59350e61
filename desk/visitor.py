"""The page on which a visitor calls the municipality through the browser's microphone.

It speaks the raw dialect of docs/media-sockets.md to /media/raw on the same host.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent
_STATIC = _HERE / "static" / "visitor"

# Nothing from elsewhere, nothing inline, never in another site's frame.
_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
# Fixed, because what the machine's own table says of .js differs from machine to machine.
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_PAGE_HEADERS = _HEADERS | {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
}


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


@dataclass(frozen=True, slots=True)
class _StaticFile:
    body: bytes
    media_type: str
    tag: str


def visitor_router(municipality_name: str, telephone: str) -> APIRouter:
    """Serve the page at / and its files; `telephone` is the number for a plain telephone."""
    page = _render(municipality_name, telephone)
    files = {path.name: _load(path) for path in _STATIC.iterdir()}
    router = APIRouter(include_in_schema=False)

    @router.get("/", response_class=HTMLResponse)
    async def visitor_page() -> HTMLResponse:
        return HTMLResponse(page, headers=_PAGE_HEADERS)

    @router.get("/static/visitor/{name}")
    async def visitor_file(name: str, request: Request) -> Response:
        if name not in files:
            raise HTTPException(404)
        return _answer(files[name], request.headers.get("if-none-match"))

    return router


def _render(municipality_name: str, telephone: str) -> str:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("visitor.html").render(
        municipality=municipality_name,
        telephone=telephone,
        dial=re.sub(r"[^0-9+]", "", telephone),
        keys=PHONE_KEYS,
    )


def _load(path: Path) -> _StaticFile:
    body = path.read_bytes()
    return _StaticFile(
        body, _MEDIA_TYPES[path.suffix], f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    )


def _answer(file: _StaticFile, known: str | None) -> Response:
    headers = _HEADERS | {"ETag": file.tag}
    if known == file.tag:
        return Response(status_code=304, headers=headers)
    return Response(file.body, media_type=file.media_type, headers=headers)
