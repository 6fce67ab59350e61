"""An honest server in the manner of OpenAI, for one test: it says what it is told to say."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

Say = Callable[[dict[str, Any]], str]
"""From the sentences by id to what the model says."""


class ModelServer:
    def __init__(self, say: Say, *, status: int = 200, silent: bool = False) -> None:
        self._say = say
        self._status = status
        self._silent = silent
        self.asked: list[dict[str, Any]] = []
        self.headers: list[str] = []
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    @asynccontextmanager
    async def running(self) -> AsyncIterator["ModelServer"]:
        async with await asyncio.start_server(self._serve, "127.0.0.1", 0) as server:
            self._port = server.sockets[0].getsockname()[1]
            yield self

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.lower().split("content-length:")[1].split("\r\n")[0])
            body = json.loads(await reader.readexactly(length))
            self.headers.append(head)
            self.asked.append(body)
            if self._silent:
                await reader.read()  # until the caller gives up
                return
            sentences = json.loads(body["messages"][-1]["content"])["zinnen"]
            content = self._say(sentences)
            told = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})
            raw = told.encode()
            writer.write(
                f"HTTP/1.1 {self._status} Told\r\ncontent-type: application/json\r\n"
                f"content-length: {len(raw)}\r\nconnection: close\r\n\r\n".encode()
                + raw
            )
            await writer.drain()
        finally:
            writer.close()
