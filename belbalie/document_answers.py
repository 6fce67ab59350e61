"""Beside the topics, what the documents say to a question: extracted, and put more plainly by a
language model where the municipality has one.
"""

import asyncio
from dataclasses import replace
from datetime import date

from loguru import logger

from belbalie.documents import DocumentDesk
from belbalie.settings import Settings
from connectors.language_model import TIMEOUT_SECONDS, LanguageModel, ModelAddress
from dialog.beside_topics import may_be_said
from dialog.documents.age import AllowedAges
from dialog.documents.answer import DocumentAnswer, Refused, answer_from
from dialog.documents.rewriting import Rewriter, rewritten
from dialog.events import Findings, LooksUp


class DocumentAnswers:
    """Answers from what the desk holds now. Callable from any thread."""

    def __init__(self, desk: DocumentDesk, ages: AllowedAges) -> None:
        self._desk, self._ages = desk, ages

    def find(self, question: str, language: str, day: date) -> DocumentAnswer | Refused | None:
        """None where there are no documents, or where their search fails: the topics are still
        there, and a person.
        """
        if not self._desk.passages:
            return None
        try:
            found = self._desk.find(question, day=day, language=language)
            return answer_from(
                found, question, day, language, alike=self._desk.alike, ages=self._ages
            )
        except Exception as error:  # whatever breaks in there costs this answer only
            logger.error("documents were not searched, {}", type(error).__name__)
            return None


def with_documents(search: LooksUp, answers: DocumentAnswers | None) -> LooksUp:
    """The same search, that also brings what documents say."""
    if answers is None:
        return search
    return lambda query, language, day: replace(
        search(query, language, day), document=answers.find(query, language, day)
    )


def ages_of(settings: Settings) -> AllowedAges:
    return AllowedAges(
        costs=settings.document_days_costs,
        rights=settings.document_days_rights,
        deadlines=settings.document_days_deadlines,
    )


def model_of(settings: Settings, seconds: float = TIMEOUT_SECONDS) -> LanguageModel | None:
    """The language model that the municipality named; none by default."""
    if settings.language_model is None:
        return None
    key = settings.language_model_key
    address = ModelAddress(
        settings.language_model,
        settings.language_model_name,
        key.get_secret_value() if key is not None else None,
    )
    return LanguageModel(address, seconds)


def with_plainer_words(search: LooksUp, model: LanguageModel | None) -> LooksUp:
    """The same search for one command, outside any event loop: it waits for the model's words."""
    if model is None:
        return search

    async def asked(findings: Findings, query: str) -> Findings:
        async with model.opened():
            return await reworded(findings, query, model)

    return lambda query, language, day: asyncio.run(asked(search(query, language, day), query))


async def reworded(findings: Findings, question: str, rewriter: Rewriter | None) -> Findings:
    """The answer in plainer words where these hold to the text; else as it was."""
    document = findings.document
    if rewriter is None or not isinstance(document, DocumentAnswer):
        return findings
    if not may_be_said(findings.candidates, document):
        return findings  # a model takes up to 1.5 s, and a topic answers
    told, why = await rewritten(document, question, rewriter)
    if why is not None:
        logger.debug("an answer was not reworded: {}", why)
    return replace(findings, document=told)
