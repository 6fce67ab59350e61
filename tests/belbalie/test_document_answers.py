"""A language model is asked only for what may be said."""

import asyncio
import json
from datetime import date

import pytest

from belbalie.document_answers import reworded, with_plainer_words
from connectors.language_model import LanguageModel, ModelAddress
from dialog.documents.answer import DocumentAnswer, Reason, Refused
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
