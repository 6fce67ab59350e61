"""The assembly: every engine loaded once, every port filled, shared by all calls."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime

from loguru import logger

from audio.activity import Activity
from audio.echo import EchoGuard
from audio.frames import AudioFrame
from belbalie.call_desk import house_key
from belbalie.content_storage import finish_left
from belbalie.document_answers import DocumentAnswers, ages_of, model_of
from belbalie.documents import DocumentDesk, open_documents
from belbalie.errors import WorkFailed, WrongUse
from belbalie.known import (
    Known,
    Progress,
    build_known,
    cannot_write,
    make_document_embedder,
    make_embedder,
    make_phonemes,
    unwatched,
)
from belbalie.message_desk import sends_of
from belbalie.prompts import answers, first_sentences, fixed_sentences, slow_sentences
from belbalie.service_desk import After, ServiceDesk
from belbalie.settings import Settings
from belbalie.threads import calculate_in_one_thread
from connectors.language_model import LanguageModel
from dialog.acts import Act, Say
from dialog.alarm import SLOWER
from dialog.content import ContentError, ContentStore
from dialog.events import Event
from dialog.knowledge import LanguagePack
from dialog.titles import Titles
from dialog.vectors import Embedder
from records.errors import RecordsError
from records.log import EventLog
from voice.ears import Clock
from voice.espeak import EspeakSpeech
from voice.manner import Manner
from voice.model_errors import Fault, ModelError
from voice.models import ModelStore
from voice.mouth import Ahead
from voice.piper_voice import PiperSpeech
from voice.prompt_store import PromptStore
from voice.pronunciation import Pronunciations
from voice.recogniser import Recogniser, Transcript
from voice.roles import VoiceChoice, advice, choose_voice, ready
from voice.shipped import Silero, SmartTurn
from voice.speaker import Speaker, Spoken
from voice.voices import SpeakingError, Voice
from voice.work_queue import Claim


class Listening:
    """The ears that all calls share (port `voice.hearing.Ears`)."""

    def __init__(self, recogniser: Recogniser, smart_turn: SmartTurn) -> None:
        self._recogniser = recogniser
        self._smart_turn = smart_turn
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="end of turn")

    async def listen(
        self, sound: AudioFrame, language: str, claim: Claim | None = None
    ) -> Transcript:
        return await self._recogniser.listen(sound, language, claim=claim)

    async def listen_again(
        self, sound: AudioFrame, first: Transcript, language: str, claim: Claim
    ) -> Transcript:
        return await self._recogniser.listen_again(sound, first, language, claim)

    async def completeness(self, sound: AudioFrame) -> float:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, self._smart_turn.completeness, sound)

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)
        self._recogniser.close()


class Speaking:
    """The voices that all calls share (port `voice.mouth.Voices`)."""

    def __init__(self, speaker: Speaker, names: Pronunciations | None = None) -> None:
        """`names` are said so, where they are not to be said as to everybody."""
        self.speaker = speaker
        self._names = names

    def speak(self, say: Say, manner: Manner) -> AsyncGenerator[Spoken, None]:
        return self.speaker.stream(say.text, say.language, manner, say.fixed, self._names)

    def ahead(self, say: Say, manner: Manner) -> Ahead:
        return self.speaker.ahead(say.text, say.language, manner, say.fixed, self._names)


class Writer:
    """The one thread that writes records: a call waits until its event is safe on disk."""

    def __init__(self, log: EventLog) -> None:
        self.log = log
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="records")

    async def open_call(self, call: str, kind: str) -> None:
        await self._run(self.log.open_call, call, datetime.now(UTC), kind)

    async def append(self, call: str, *items: Event | Act) -> None:
        await self._run(self.log.append_all, call, items, datetime.now(UTC))

    async def reachable(self) -> bool:
        """Whether the database answers now."""
        try:
            now = datetime.now(UTC)
            await self._run(self.log.calls, now, now)
        except RecordsError as error:
            logger.error("database: {}", error)
            return False
        return True

    async def _run(self, work: Callable[..., object], *given: object) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    def close(self) -> None:
        self._thread.shutdown(wait=True)
        self.log.close()


@dataclass(slots=True)
class Household:
    """What all calls share. Its maker closes it."""

    settings: Settings
    content: ContentStore
    known: Known
    embedder: Embedder | None
    listening: Listening
    speaking: Speaking
    silero: Silero
    writer: Writer
    service_desk: ServiceDesk
    documents: DocumentDesk
    answers: DocumentAnswers
    rewriter: LanguageModel | None
    """Open while the household is."""
    advice: tuple[str, ...]
    clock: Clock

    @property
    def titles(self) -> Titles:
        """How the content that is in force calls its topics and departments."""
        return Titles.of(self.known.knowledge)

    def activity(self, echo: EchoGuard) -> Activity:
        return Activity(self.silero.fresh(), echo)

    async def prepare_prompts(self, progress: Progress = unwatched) -> None:
        """Render what every call needs first; the rest of the fixed sentences follows idly."""
        knowledge = self.known.knowledge
        self.speaking.speaker.pronounce(Pronunciations(knowledge.pronunciations))
        await self.speaking.speaker.tidy()
        await self.speaking.speaker.prepare(
            first_sentences(knowledge),
            progress=lambda done, total: progress("Rendering the greeting", done, total),
        )
        await self.speaking.speaker.prepare(slow_sentences(), SLOWER)

    async def prepare_all(self, idle: asyncio.Event) -> None:
        """All that holds nothing of a caller, one by one while `idle` is set: speaking takes the
        cores from the recogniser, and a caller would wait for seconds.
        """
        knowledge = self.known.knowledge
        if not self.settings.prompts_ahead:
            return
        for sentence in (*fixed_sentences(knowledge), *answers(knowledge, date.today())):
            await idle.wait()
            await self.speaking.speaker.prepare([sentence])
        for sentence in fixed_sentences(knowledge):  # for who asked us to slow down a step
            await idle.wait()
            await self.speaking.speaker.prepare([sentence], SLOWER)

    def close(self) -> None:
        self.listening.close()
        self.speaking.speaker.close()
        self.service_desk.close()
        self.documents.close()
        self.writer.close()


# -- making ------------------------------------------------------------------------------------


def read_content(settings: Settings) -> ContentStore:
    """A version that somebody was killed while publishing is whole first.

    Raises WrongUse with every error as `file:line: sentence`.
    """
    finish_left(settings.content, settings.data)
    try:
        return ContentStore(settings.content)
    except ContentError as error:
        raise WrongUse(str(error)) from None


def prepare_folders(settings: Settings) -> None:
    for folder in (settings.data, settings.models, settings.prompts, settings.embeddings):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkFailed(cannot_write(folder, error)) from None


def open_records(settings: Settings) -> EventLog:
    try:
        return EventLog(settings.database_url)
    except RecordsError as error:
        raise WorkFailed(str(error)) from None


def _call_key(settings: Settings) -> bytes:
    given = settings.call_key
    return house_key(given.get_secret_value() if given else None, settings.data / "calls.key")


def _voice(choice: VoiceChoice) -> Voice:
    return PiperSpeech(choice.file) if choice.file else EspeakSpeech(choice.language)


def _voices(choices: tuple[VoiceChoice, ...]) -> dict[str, list[Voice]]:
    """Per language the chosen voice, and eSpeak NG behind it for the sentence it fails on."""
    ladders: dict[str, list[Voice]] = {}
    for choice in choices:
        ladders[choice.language] = [_voice(choice)]
        if choice.file:
            ladders[choice.language].append(EspeakSpeech(choice.language))
    return ladders


def _add_voices(voices: dict[str, list[Voice]], packs: Iterable[LanguagePack]) -> None:
    """Of the languages in which only little is said; without its voice a sentence is not said."""
    for pack in packs:
        try:
            voices.setdefault(pack.code, [EspeakSpeech(pack.code, pack.voice)])
        except SpeakingError as error:
            logger.warning("content/languages/{}.yaml: {}", pack.code, error)


def _load_engines(
    settings: Settings, packs: Sequence[LanguagePack]
) -> tuple[Listening, Speaking, Silero, tuple[str, ...]]:
    store = ModelStore(settings.models, settings.model_mirror)
    try:
        models = ready(store, settings.recogniser)
        dutch = choose_voice(store, "nl", settings.dutch_voice)
        choices = (dutch, *(each for each in models.voices if each.language != "nl"))
        voices = _voices(choices)
        _add_voices(voices, packs)
    except ModelError as error:
        wrong_use = error.fault in (Fault.UNKNOWN, Fault.SETTING)
        raise (WrongUse if wrong_use else WorkFailed)(str(error)) from None
    except SpeakingError as error:
        raise WorkFailed(str(error)) from None
    recogniser = Recogniser(
        models.recogniser,
        threads=settings.recogniser_threads,
        compute_type=settings.recogniser_compute,
        foreign=[pack.code for pack in packs],
    )
    speaker = Speaker(voices, prompts_of(settings))
    told = tuple(line for line in map(advice, choices) if line)
    return Listening(recogniser, SmartTurn()), Speaking(speaker), Silero(), told


def prompts_of(settings: Settings) -> PromptStore:
    return PromptStore(settings.prompts, disk_bytes=settings.prompts_megabytes * 1_000_000)


def _make(settings: Settings, progress: Progress) -> Household:
    calculate_in_one_thread()
    content = read_content(settings)
    prepare_folders(settings)
    log = open_records(settings)
    try:
        after = After(
            sends_of(settings), _call_key(settings), settings.wish_days, settings.contact_days
        )
        service_desk = ServiceDesk(settings.content, content, log, settings.database_url, after)
    except WorkFailed:
        log.close()
        raise
    try:
        with ThreadPoolExecutor(1) as beside:  # the engines load while the topics are learned
            engines = beside.submit(_load_engines, settings, content.knowledge.languages)
            embedder = make_embedder(settings.embeddings)
            known = build_known(content.knowledge, settings, embedder, progress)
            service_desk.crisis.search_with(
                embedder, make_phonemes(), content.knowledge, settings.embeddings
            )
            progress("Loading the models", 0, 1)
            listening, speaking, silero, told = engines.result()
            progress("Loading the models", 1, 1)
        documents = open_documents(
            settings,
            make_document_embedder(settings.embeddings),
            content.knowledge.municipality.name,
        )
    except Exception:
        service_desk.close()
        log.close()
        raise
    return Household(
        settings,
        content,
        known,
        embedder,
        listening,
        speaking,
        silero,
        Writer(log),
        service_desk,
        documents,
        DocumentAnswers(documents, ages_of(settings)),
        model_of(settings),
        told,
        Clock(now=lambda: datetime.now().astimezone(), seconds=time.monotonic),
    )


@asynccontextmanager
async def open_household(
    settings: Settings, progress: Progress = unwatched
) -> AsyncIterator[Household]:
    """Load everything, off the event loop. Raises CommandError with what to do."""
    household = await asyncio.to_thread(_make, settings, progress)
    try:
        async with household.rewriter.opened() if household.rewriter else nullcontext():
            await household.prepare_prompts(progress)
            yield household
    finally:
        await asyncio.to_thread(household.close)
