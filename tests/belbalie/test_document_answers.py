"""A language model is asked only for what may be said."""

import pytest

from belbalie.document_answers import reworded
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.documents.rewriting import RewriteFailed, ToRewrite
from dialog.events import Candidate, Findings

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


async def test_without_a_model_nothing_changes() -> None:
    findings = Findings(document=ANSWER)
    assert await reworded(findings, "wat kost een graf", None) is findings
