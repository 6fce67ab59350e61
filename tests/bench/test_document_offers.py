"""The honest caller of the bench: to which passages it says yes, and what is counted then."""

from dataclasses import replace
from datetime import date

import pytest

from bench.document_offers import Call, Came, by_documents_alone
from bench.documents.questions import Question
from dialog.beside_topics import BOUNDS
from dialog.decision import Decision, Verdict
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.documents.document import DocumentPassage

ASKED = Question(
    id="d1",
    text="wat kost zwemmen",
    language="nl",
    answerable=True,
    kind="table",
    document="site/zwembad.html",
    section="Kosten",
    must=("€ 4,90",),
    must_not=(),
    half="dev",
)
NOWHERE = replace(ASKED, answerable=False, section=None, must=())
ALONE = by_documents_alone("", "")
PASSPORT = Decision(Verdict.ANSWER, ("paspoort",), 0.4)
FOREIGN = Decision(Verdict.ANSWER, ("out_of_scope",), 0.4)


def passage(key: str, heading: str, said: str) -> DocumentPassage:
    return DocumentPassage(
        key=key,
        source="site",
        document="zwembad.html",
        title="Zwembad De Plons",
        heading=(heading,),
        sentences=(said,),
    )


COSTS = passage("a1", "Kosten", "Zwemmen kost € 4,90.")
LESSONS = passage("a2", "Zwemles", "Een les kost € 9,10.")
PASSAGES = {each.key: each for each in (COSTS, LESSONS)}


def near(of: DocumentPassage, score: float = 0.6, text: str | None = None) -> DocumentAnswer:
    said = text or of.sentences[0]
    return DocumentAnswer(
        text=said,
        language="nl",
        sentences=(said,),
        rest=(),
        offer=None,
        title=of.title,
        heading=of.heading,
        url=None,
        dated=date(2026, 5, 4),
        passage=of.key,
        score=score,
    )


def call(*offers: DocumentAnswer, question: Question = ASKED, decision: Decision = ALONE) -> Call:
    return Call(question, Refused(Reason.NOT_CERTAIN, 0.6, offers), decision, PASSAGES)


@pytest.mark.parametrize(
    ("made", "came"),
    [
        (call(near(COSTS), near(LESSONS)), Came.AFTER_ONE),
        (call(near(LESSONS), near(COSTS)), Came.AFTER_TWO),
        (call(near(LESSONS)), Came.REFUSED),
        (call(), Came.REFUSED),
        (call(near(COSTS, text="Zwemmen is duur.")), Came.WRONG_AFTER),
        (call(near(LESSONS), decision=PASSPORT), Came.TOPIC),
        (call(near(LESSONS), decision=FOREIGN), Came.FOREIGN),
        (call(near(COSTS), decision=FOREIGN), Came.AFTER_ONE),
        (Call(ASKED, near(COSTS), ALONE, PASSAGES), Came.AT_ONCE),
        (Call(ASKED, near(LESSONS), ALONE, PASSAGES), Came.WRONG),
    ],
    ids=lambda each: str(each) if isinstance(each, Came) else "call",
)
def test_a_call_comes_to_what_the_caller_heard(made: Call, came: Came) -> None:
    assert made.came(BOUNDS) is came


def test_of_a_list_the_passage_with_the_answer_is_meant() -> None:
    listed = replace(ASKED, document="site/zwembad.html#12", section="kosten")
    listing = {key: replace(each, document="zwembad.html#12") for key, each in PASSAGES.items()}
    answer = Refused(Reason.NOT_CERTAIN, 0.6, (near(LESSONS), near(COSTS)))
    assert Call(listed, answer, ALONE, listing).came(BOUNDS) is Came.AFTER_TWO


def test_who_asks_what_stands_nowhere_may_be_led_astray_by_the_page_of_the_subject() -> None:
    assert call(near(COSTS), question=NOWHERE).astray(BOUNDS)
    other = replace(NOWHERE, document="site/markt.html")
    assert not call(near(COSTS), question=other).astray(BOUNDS)
    assert not call(near(COSTS, score=0.1), question=NOWHERE).astray(BOUNDS)
