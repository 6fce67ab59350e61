"""The assembly: every engine loaded once, every port filled, shared by all calls."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loguru import logger

from audio.activity import Activity
from audio.frames import AudioFrame
from belbalie.errors import WorkFailed, WrongUse
from belbalie.settings import Settings
from dialog.acts import Act, Say
from dialog.content import ContentError, ContentStore
from dialog.embedding import E5Embedder
from dialog.events import Candidate, Event
from dialog.knowledge import Knowledge
from dialog.search import Index
from records.log import EventLog
from voice.hearing import Clock
from voice.model_errors import ModelError
from voice.models import ModelStore
from voice.mouth import Manner, Spoken
from voice.recogniser import Recogniser, Transcript
from voice.roles import Ready, advice, choose_voice, ready
from voice.shipped import Silero, SmartTurn
from voice.speaker import Speaker

Progress = Callable[[str, int, int], None]
"""What is being done, how many of how many."""


def quiet(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Known:
    """The content and the index made from it: exchanged together, so that they always agree."""

    knowledge: Knowledge
    index: Index


class Listening:
    """The ears that all calls share (port `voice.hearing.Ears`)."""

    def __init__(self, recogniser: Recogniser, smart_turn: SmartTurn) -> None:
        self._recogniser = recogniser
        self._smart_turn = smart_turn
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="end of turn")

    async def listen(self, sound: AudioFrame, language: str) -> Transcript:
        return await self._recogniser.listen(sound, language)

    async def completeness(self, sound: AudioFrame) -> float:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, self._smart_turn.completeness, sound)

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)
        self._recogniser.close()


class Speaking:
    """The voices that all calls share (port `voice.mouth.Voices`)."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    async def speak(self, say: Say, manner: Manner) -> AsyncGenerator[Spoken, None]:
        async for part in self._speaker.stream(
            say.text, say.language, rate=manner.rate, gain_db=manner.gain_db, fixed=say.fixed
        ):
            yield Spoken(part.text, part.samples)


class Writer:
    """The one thread that writes records: each call waits until its event is safe on disk."""

    def __init__(self, log: EventLog) -> None:
        self.log = log
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="records")

    async def open_call(self, call: str, kind: str) -> None:
        await self._run(self.log.open_call, call, datetime.now(UTC), kind)

    async def append(self, call: str, item: Event | Act) -> None:
        await self._run(self.log.append, call, item, datetime.now(UTC))

    async def _run(self, work: Callable[..., object], *given: object) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    def close(self) -> None:
        self._thread.shutdown(wait=True)
        self.log.close()


@dataclass(slots=True)
class Household:
    """What is shared by all calls. `open_household` makes and closes it."""

    settings: Settings
    content: ContentStore
    known: Known
    listening: Listening
    speaking: Speaking
    speaker: Speaker
    silero: Silero
    writer: Writer
    embedder: E5Embedder | None
    advice: tuple[str, ...]
    clock: Clock

    def activity(self) -> Activity:
        return Activity(self.silero.fresh())

    async def search(
        self, index: Index, query: str, language: str
    ) -> tuple[Candidate, ...]:
        return await asyncio.to_thread(index.search, query, language)


def read_content(folder: Path) -> ContentStore:
    """Raises WrongUse with every error as `file:line: sentence`."""
    try:
        return ContentStore(folder)
    except ContentError as error:
        raise WrongUse(str(error)) from None


def build_index(
    knowledge: Knowledge, settings: Settings, embedder: E5Embedder | None, progress: Progress
) -> Index:
    return Index.build(
        knowledge,
        embedder,
        settings.embeddings,
        progress=lambda done, total: progress("Reading sample lines", done, total),
    )


def make_embedder() -> E5Embedder | None:
    """The embedding model, or None with a warning: words and characters then search alone."""
    try:
        return E5Embedder()
    except (OSError, ImportError) as error:
        logger.warning("searching without meaning, by words alone: {}", error)
        return None


def prepare_folders(settings: Settings) -> None:
    try:
        for folder in (settings.data, settings.models, settings.prompts, settings.embeddings):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkFailed(
            f"Expected to write in {settings.data}, got: {error.strerror}; "
            "make room or set BELBALIE_DATA to a folder that can be written"
        ) from None


def the_models(settings: Settings) -> Ready:
    store = ModelStore(settings.models, settings.model_mirror)
    try:
        return ready(store, settings.recogniser)
    except ModelError as error:
        raise WorkFailed(str(error)) from None
