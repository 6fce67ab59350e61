"""The network between a browser and the house: a relay of TCP that can be cut and mended."""

import asyncio
from contextlib import suppress


class CutWire:
    """Say where it `goes_to`, 'host:port', and `open` it; it is itself at `here`."""

    def __init__(self) -> None:
        self._to = ("", 0)
        self._cut = False
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.here = ""

    def goes_to(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self._to = (host, int(port))

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        self.here = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def cut(self) -> None:
        """All connections break, and no new one is made."""
        self._cut = True
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        self._cut = False

    async def close(self) -> None:
        self.cut()
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._cut:
            writer.transport.abort()
            return
        there_reads, there_writes = await asyncio.open_connection(*self._to)
        self._ends |= {writer, there_writes}
        pumps = [
            asyncio.create_task(_pump(reader, there_writes), name="to the house"),
            asyncio.create_task(_pump(there_reads, writer), name="to the browser"),
        ]
        self._tasks |= {*pumps}
        await asyncio.wait(pumps)
        self._tasks -= {*pumps}
        self._ends -= {writer, there_writes}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.transport.abort()
