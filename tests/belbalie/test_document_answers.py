"""A language model is asked only for what may be said."""

import asyncio
import json
from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from belbalie.document_answers import DocumentAnswers, reworded, with_plainer_words
from connectors.language_model import LanguageModel, ModelAddress
from dialog.documents.age import ALLOWED_AGES
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.documents.document import DocumentPassage, FoundPassage
from dialog.documents.rewriting import RewriteFailed, ToRewrite
from dialog.events import Candidate, Findings
from tests.connectors.model_server import ModelServer

ANSWER = DocumentAnswer(
    text="Een graf kost 2310 euro.",
    language="nl",
    sentences=("Een graf kost 2310 euro.",),
    rest=(),
    offer=None,
    title="Graf",
    heading=("Kosten",),
    url=None,
    dated=None,
    passage="a1",
    score=0.8,
)


class Late:
    """A model that never has its answer in time."""

    def __init__(self) -> None:
        self.asked = 0

    async def rewrite(self, given: ToRewrite) -> str:
        self.asked += 1
        raise RewriteFailed("too late")


@pytest.mark.parametrize(
    ("findings", "asked"),
    [
        (Findings((Candidate("municipal", 0.9),), document=ANSWER), 1),
        (Findings((Candidate("paspoort", 0.99),), document=ANSWER), 0),
        (Findings((Candidate("municipal", 0.9),), document=Refused(Reason.NOT_CERTAIN)), 0),
        (Findings((Candidate("municipal", 0.9),)), 0),
    ],
)
async def test_a_model_is_asked_only_for_what_may_be_said(findings: Findings, asked: int) -> None:
    model = Late()
    assert await reworded(findings, "wat kost een graf", model) == findings
    assert model.asked == asked


def told(query: str, language: str, day: date) -> Findings:
    return Findings((Candidate("municipal", 0.9),), document=ANSWER)


def looked_up(model: LanguageModel | None) -> str:
    answer = with_plainer_words(told, model)("wat kost een graf", "nl", date(2026, 11, 26)).document
    assert isinstance(answer, DocumentAnswer)
    return answer.text


@pytest.mark.parametrize(
    ("price", "said"),
    [(2310, "Voor een graf betaalt u 2310 euro."), (99, "Een graf kost 2310 euro.")],
)
async def test_a_text_command_says_the_words_of_the_model_where_they_hold(
    price: int, said: str
) -> None:
    words = [{"text": f"Voor een graf betaalt u {price} euro.", "from": ["s1"]}]
    async with ModelServer(lambda _: json.dumps({"sentences": words})).running() as server:
        model = LanguageModel(ModelAddress(server.url, "klein"), timeout_seconds=10)
        assert await asyncio.to_thread(looked_up, model) == said
    assert len(server.asked) == 1


def test_a_text_command_without_a_model_says_the_text() -> None:
    assert looked_up(None) == ANSWER.text


async def test_without_a_model_nothing_changes() -> None:
    findings = Findings(document=ANSWER)
    assert await reworded(findings, "wat kost een graf", None) is findings


class Counting:
    """An embedder of three dimensions that counts what it is given."""

    model, dimensions = "counting", 3

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        if not query:
            self.embedded += texts
        return np.ones((len(texts), 3), np.float32)


class OnePassage:
    """A desk that holds one passage and finds it for every question."""

    def __init__(self, passage: DocumentPassage) -> None:
        self.passages = (passage,)

    def find(self, question: str, **_: object) -> list[FoundPassage]:
        return [FoundPassage(self.passages[0], 0.9)]


def test_what_was_prepared_is_not_embedded_while_a_caller_waits() -> None:
    sentences = ("Een graf kost 2310 euro.", "U betaalt dat per bank.", "Dit geldt ook voor u.")
    passage = DocumentPassage(
        key="a1",
        source="site",
        document="graf",
        title="Graf",
        heading=("Kosten",),
        sentences=sentences,
    )
    embedder = Counting()
    answers = DocumentAnswers(OnePassage(passage), embedder, ALLOWED_AGES)  # type: ignore[arg-type]
    answers.prepare(passage)
    before = set(embedder.embedded)
    answers.find("wat kost een graf", "nl", date(2026, 11, 26))
    late = [text for text in embedder.embedded if text not in before]
    assert set(late) <= set(passage.sentences), "only the likeliest sentence is compared bare"
    assert len(late) <= 1
    assert len(embedder.embedded) == len(set(embedder.embedded)), "nothing is embedded twice"
