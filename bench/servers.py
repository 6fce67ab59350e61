"""The servers on the bench, each in a process of its own: ours and the peer."""

import asyncio
import contextlib
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from belbalie.errors import WorkFailed
from belbalie.settings import Settings
from voice.model_errors import ModelError
from voice.models import ModelStore
from voice.roles import choose_voice

START_SECONDS = 120.0
"""Without a word from a server that starts; with --piper the first start renders for minutes."""
END_SECONDS = 5.0
PEER_PARTS = (
    "pipecat.services.whisper.stt",
    "pipecat.services.piper.tts",
    "faster_whisper",
    "piper",
)
_SHARED = ("models", "embeddings", "prompts")
"""What the bench takes from the house's data; database and logs are its own."""
PEER_ANSWER = (
    "Een paspoort kunt u aanvragen bij de balie van het gemeentehuis in het centrum. "
    "Het kost vijfenzestig euro veertig."
)
"""Fourteen words in the first sentence, and as long as our answers, so that both sides get as
many questions a minute."""

Told = Callable[[str, int, int], None]
"""What is being done, how much of how much."""


@dataclass(frozen=True, slots=True)
class Side:
    """A server that can be started, any number of times."""

    name: str
    command: Sequence[str]
    """Without the trace file, which each start gets anew."""


@dataclass(frozen=True, slots=True)
class Running:
    url: str
    pid: int
    trace: Path


def our_side(settings: Settings, data: Path, calls: int, piper: bool) -> Side:
    """The service of this house. `data` is an empty folder; it gets the house's models."""
    for name in _SHARED:
        kept = (settings.data / name).resolve()
        kept.mkdir(parents=True, exist_ok=True)
        (data / name).symlink_to(kept)
    command = [
        *(sys.executable, "-m", "bench.value_desk", "--data", str(data)),
        *("--content", str(settings.content), "--calls", str(calls)),
        *(("--piper",) if piper else ()),
    ]
    return Side("ours", command)


def peer_side(settings: Settings, load_per_call: bool = False) -> Side | None:
    """Stock pipecat on the house's models; None when a part of it is not installed."""
    if not all(_is_here(part) for part in PEER_PARTS):
        return None
    store = ModelStore(settings.models, settings.model_mirror)
    try:
        whisper, voice = store.path(settings.recogniser), choose_voice(store, "en").file
    except ModelError as error:
        raise WorkFailed(str(error)) from None
    if voice is None:
        return None
    command = [
        *(sys.executable, "-m", "bench.peer", "--whisper", str(whisper), "--voice", str(voice)),
        *("--answer", PEER_ANSWER, *(("--load-per-call",) if load_per_call else ())),
    ]
    return Side("peer", command)


@contextlib.asynccontextmanager
async def running(side: Side, folder: Path, told: Told) -> AsyncIterator[Running]:
    """Start it, and end it whatever happens. Its log and its trace are kept in `folder`.

    Raises WorkFailed when it does not come up.
    """
    with tempfile.NamedTemporaryFile(
        dir=folder, prefix=f"{side.name}-", suffix=".trace", delete=False
    ) as file:
        trace = Path(file.name)
    log = trace.with_suffix(".log")
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *side.command, "--trace", str(trace),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=errors,
            start_new_session=True,  # Ctrl-C is for the bench, which ends it
        )  # fmt: skip
    try:
        yield Running(await _url(process, side.name, log, told), process.pid, trace)
    finally:
        await _end(process)


async def _url(process: asyncio.subprocess.Process, name: str, log: Path, told: Told) -> str:
    assert process.stdout is not None
    while True:
        try:
            line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
        except TimeoutError:
            line = b""
        if not line:
            raise WorkFailed(
                f"expected the {name} server to start, got nothing from it; its last words: "
                f"{_last_words(log)}"
            )
        if line.startswith(b"{"):
            said = json.loads(line)
            if "url" in said:
                return str(said["url"])
            done, total = said["progress"]
            told(f"starting {name}", done, total)


def _last_words(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "none"


async def _end(process: asyncio.subprocess.Process) -> None:
    """Close its standard input, at which it ends at once; or else kill it."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), END_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


def _is_here(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ImportError:
        return False
