"""What every page for people has in common: how it is made, its headers, the files beside it."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desk.navigation import pages_for

_HERE = Path(__file__).parent

# Nothing from elsewhere, nothing inline, never in another site's frame.
_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        # Sound that a script asked for and plays is at an address of the page's own.
        "media-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'self'",
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
PAGE_HEADERS = _HEADERS | {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
}


class Pages:
    """The templates, with the municipality filled in."""

    def __init__(self, municipality_name: str, telephone: str) -> None:
        """`telephone` is the number for a plain telephone."""
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            municipality=municipality_name,
            telephone=telephone,
            dial=re.sub(r"[^0-9+]", "", telephone),
            pages_for=pages_for,
        )

    def render(self, name: str, /, **given: Any) -> str:
        return self._environment.get_template(name).render(**given)


@dataclass(frozen=True, slots=True)
class StaticFile:
    body: bytes
    media_type: str
    tag: str

    @classmethod
    def of(cls, body: bytes, suffix: str) -> "StaticFile":
        tag = hashlib.sha256(body).hexdigest()[:16]
        return cls(body, _MEDIA_TYPES[suffix], f'"{tag}"')

    def answer(self, known: str | None) -> Response:
        """The file, or that it is as the browser `known` it."""
        headers = _HEADERS | {"ETag": self.tag}
        if known == self.tag:
            return Response(status_code=304, headers=headers)
        return Response(self.body, media_type=self.media_type, headers=headers)


class StaticFiles:
    """Scripts, styles and pictures of one folder, read once; other files stay where they are."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.name: StaticFile.of(path.read_bytes(), path.suffix)
            for path in folder.iterdir()
            if path.suffix in _MEDIA_TYPES
        }

    def serve(self, router: APIRouter, address: str) -> None:
        """Give them under this address: '/static/visitor'."""

        @router.get(f"{address}/{{name}}")
        async def static_file(name: str, request: Request) -> Response:
            found = self.answer(name, request.headers.get("if-none-match"))
            if found is None:
                raise HTTPException(404)
            return found

    def answer(self, name: str, known: str | None) -> Response | None:
        """None where there is no such file."""
        file = self._files.get(name)
        return file.answer(known) if file else None
