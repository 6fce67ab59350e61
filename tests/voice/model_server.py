"""A real web server on this machine that serves a models folder, well or badly."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class ModelServer:
    """What it serves, how it misbehaves, and what it was asked."""

    files: dict[str, bytes]
    """By path, with its leading slash."""
    url: str = ""
    breaks_after: dict[str, list[int]] = field(default_factory=dict)
    """By path: for each next request, after how many bytes the line breaks."""
    busy: dict[str, int] = field(default_factory=dict)
    """By path: how many more requests are answered 503."""
    knows_range: bool = True
    tells_length: bool = True
    padding: bytes = b""
    """Sent after each file; only without a length."""
    gate: threading.Event | None = None
    """When set, answers to files wait for it."""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Path and Range of each request, in order."""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path, wanted = request.path, request.headers.get("Range")
        self.asked.append((path, wanted))
        if self.gate is not None:
            assert self.gate.wait(30)
        if self.busy.get(path, 0) > 0:
            self.busy[path] -= 1
            return request.send_error(503)
        if path not in self.files:
            return request.send_error(404)
        content = self.files[path]
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
        if start >= len(content) and wanted:
            return request.send_error(416)
        self._send(request, content, start if self.knows_range else 0)

    def _send(self, request: BaseHTTPRequestHandler, content: bytes, start: int) -> None:
        breaks = self.breaks_after.get(request.path)
        body = content[start:]
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if self.tells_length:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: breaks.pop(0)] if breaks else body + self.padding)


@contextmanager
def serving(files: Mapping[str, bytes]) -> Iterator[ModelServer]:
    server = ModelServer(dict(files))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(ConnectionError):  # a client may hang up when it has had enough
                server.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are kept in `asked` instead."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        server.url = f"http://127.0.0.1:{listener.server_port}"
        thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown()
            thread.join()
