"""A real web server on this machine that takes cards, or does not."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Taken:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class CardServer:
    """How it answers, and what it was sent."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    """For the next requests; after those 204."""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with every answer."""
    gate: threading.Event | None = None
    """When set, answers wait for it."""
    requests: list[Taken] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        self.requests.append(Taken(request.path, dict(request.headers), body))
        status = self.statuses.pop(0) if self.statuses else 204
        if self.gate is not None:
            assert self.gate.wait(30)
        request.send_response(status)
        for name, value in self.headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", "0")
        request.end_headers()


@contextmanager
def receiving() -> Iterator[CardServer]:
    server = CardServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            with suppress(ConnectionError):  # a client may have hung up
                server.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are kept in `requests` instead."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        server.url = f"http://127.0.0.1:{listener.server_port}/cards?key=geheim"
        thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            if server.gate is not None:
                server.gate.set()
            listener.shutdown()
            thread.join()
