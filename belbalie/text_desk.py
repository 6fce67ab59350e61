"""The desk without sound: content, search, conversation; for `ask` and `chat`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from loguru import logger

from belbalie.crisis_desk import CrisisDesk, read_crises, with_crises
from belbalie.document_answers import (
    DocumentAnswers,
    ages_of,
    model_of,
    with_documents,
    with_plainer_words,
)
from belbalie.documents import read_documents
from belbalie.fixtures import NO_FIXTURES, Fixtures
from belbalie.household import prepare_folders
from belbalie.known import (
    Known,
    Progress,
    build_known,
    make_document_embedder,
    make_embedder,
    make_phonemes,
)
from belbalie.memory_desk import MemoryDesk
from belbalie.settings import Settings
from belbalie.text_call import Agents, TextCall, Turn
from connectors.language_model import LanguageModel
from dialog.acts import Act
from dialog.content_services import NO_SERVICES, ServiceContent, ServiceStore
from dialog.conversation import Conversation
from dialog.events import Event
from dialog.knowledge import Knowledge
from dialog.language import language_of
from dialog.phrases import plain
from dialog.slots.own_words import lexicon_of
from dialog.slots.reader import read
from dialog.slots.value import Value
from records.schema import is_there


@dataclass(frozen=True, slots=True)
class TextDesk:
    known: Known
    services: ServiceContent = NO_SERVICES
    answers: DocumentAnswers | None = None
    crises: CrisisDesk | None = None
    model: LanguageModel | None = None
    """That puts what documents say in plainer words; it is not asked from an event loop."""

    @classmethod
    def open(cls, knowledge: Knowledge, settings: Settings, progress: Progress) -> "TextDesk":
        """Learn the topics; what was embedded before is kept. Raises CommandError."""
        prepare_folders(settings)
        progress("Loading the search", 0, 1)
        embedder = make_embedder(settings.embeddings)
        progress("Loading the search", 1, 1)
        services = ServiceStore(settings.content, knowledge.municipality)
        for problem in services.problems:
            if not problem.warning:
                logger.warning("content not taken up: {}", problem)
        known = build_known(knowledge, settings, embedder, progress)
        if not is_there(settings.database_url):
            return cls(known, services.content)
        documents = read_documents(
            settings,
            make_document_embedder,
            knowledge.municipality.name,
            lambda done, total: progress("Learning the documents", done, total),
        )
        crises = read_crises(settings)
        crises.search_with(embedder, make_phonemes(), knowledge, settings.embeddings)
        answers = DocumentAnswers(documents, ages_of(settings))
        return cls(known, services.content, answers, crises, model_of(settings))

    def call(
        self, now: datetime, agents: Agents = Agents.FREE, fixtures: Fixtures = NO_FIXTURES
    ) -> TextCall:
        knowledge = self.known.knowledge
        services = self.services
        search = with_documents(with_crises(self.known.search, self.crises), self.answers)
        search = with_plainer_words(search, self.model)
        if self.crises is not None:
            services = replace(services, crisis=self.crises.messages(services.crisis))
        desk = MemoryDesk(knowledge, services, now, fixtures)
        return TextCall(Conversation(knowledge), search, now, agents, desk.perform)

    def values(self, text: str, now: datetime) -> tuple[Value, ...]:
        """What a caller tells in this sentence: days, times, places, numbers."""
        language = language_of(plain(text))  # 'half two' is half past two only in English
        return read(text, now=now, language=language, lexicon=lexicon_of(self.known.knowledge))

    def once(self, text: str, now: datetime) -> Iterator[Event | Act]:
        """What happens when a caller says just this, right after the greeting."""
        call = self.call(now)
        for _ in call.ring():
            pass
        yield from call.take(Turn(say=text))
