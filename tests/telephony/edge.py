"""The edge as a town hall runs it: Debian's Kamailio with our configuration, on loopback."""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.telephony.plain_caller import plain_caller
from tests.telephony.ports import free_port_pair

KAMAILIO = shutil.which("kamailio", path="/usr/sbin:/usr/bin")
CONFIG = Path(__file__).parents[2] / "docker" / "kamailio" / "kamailio.cfg"
ADDRESS = "127.0.0.3"
CALLERS = ("127.0.0.1 32", "127.0.0.4 32")
START_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Edge:
    port: int
    log_file: Path

    @property
    def where(self) -> tuple[str, int]:
        return ADDRESS, self.port

    @property
    def address(self) -> str:
        return f"sip:gemeente@{ADDRESS}:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace")


@asynccontextmanager
async def edge(folder: Path, belbalies: Sequence[str], calls: int = 20) -> AsyncIterator[Edge]:
    """An edge before `belbalies` (SIP addresses), for callers at 127.0.0.1, `calls` a second."""
    assert KAMAILIO is not None
    _write_lists(folder, belbalies)
    running = Edge(free_port_pair(), folder / "edge.log")
    given = {
        "EDGE_ADDRESS": ADDRESS, "EDGE_PORT": running.port, "EDGE_LISTS": folder,
        "EDGE_CALLS": calls, "EDGE_SECRET": "loopback",
    }  # fmt: skip
    with running.log_file.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            KAMAILIO, "-f", str(CONFIG), "-DD", "-E", "-m", "32", "-M", "4",
            "-Y", str(folder), "-P", str(folder / "edge.pid"),
            *(f"--substdef=!{name}!{value}!g" for name, value in given.items()),
            stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        await _answers(running, process)
        yield running
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)  # SIGKILL would leave its workers behind
        await process.wait()


def _write_lists(folder: Path, belbalies: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dispatcher.list").write_text("".join(f"1 {each} 0\n" for each in belbalies))
    (folder / "address.list").write_text("".join(f"1 {each}\n" for each in CALLERS))


async def _answers(running: Edge, process: asyncio.subprocess.Process) -> None:
    """Until it does. It starts within a second."""
    async with plain_caller() as caller, asyncio.timeout(START_SECONDS):
        while True:
            assert process.returncode is None, running.log
            call = caller.begin("OPTIONS", running.where)
            try:
                await caller.gets("SIP/2.0", call, seconds=0.1)
            except TimeoutError:
                continue
            return
