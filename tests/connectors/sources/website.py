"""A real web site on this machine, with the faults that real ones have."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answering = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Page:
    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Website:
    """What it gives, by path, and what it was asked."""

    url: str = ""
    pages: dict[str, Page | Answering] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, path: str, title: str, text: str, *links: str) -> None:
        """Have a page there, with this text under a heading and these links."""
        led = "".join(f'<a href="{link}">Verder</a>' for link in links)
        body = f"<html><title>{title}</title><nav>{led}</nav><main><h1>{title}</h1>{text}</main>"
        self.pages[path] = Page(body.encode())

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        page = self.pages.get(request.path, Page(b"Niet gevonden", status=404))
        if callable(page):
            page(request)
            return
        if page.headers.get("ETag") == request.headers.get("If-None-Match", "-"):
            page = Page(b"", status=304)
        request.send_response(page.status)
        for name, value in {"Content-Type": page.kind, **page.headers}.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(page.body)))
        request.end_headers()
        request.wfile.write(page.body)


def endless(request: BaseHTTPRequestHandler) -> None:
    """A page that never ends, as fast as it is read."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    while True:
        request.wfile.write(b"<p>en verder</p>" * 4000)


@contextmanager
def serving() -> Iterator[Website]:
    site = Website()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(ConnectionError):  # who reads may have had enough
                site.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """What was asked is kept in `asked` instead."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        site.url = f"http://127.0.0.1:{listener.server_port}"
        thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            listener.shutdown()
            thread.join()
