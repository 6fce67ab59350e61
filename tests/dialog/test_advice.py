"""What is told to an agent's own question: with its source, or honestly not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dialog.advice import Advice, Near, advise
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.events import Candidate, CrisisAnswer, Findings
from tests.dialog.talking import CERTAINTY, MONDAY, knowledge

DOCUMENT = DocumentAnswer(
    text="Een boom kappen mag met een vergunning.", language="nl",
    sentences=("Een boom kappen mag met een vergunning.",), rest=("Vraag die op tijd aan.",),
    offer=None, title="Een boom kappen", heading=("Kappen",), url="https://zonnedael.example/b",
    dated=date(2026, 1, 5), passage="b#1", score=0.9,
)  # fmt: skip


def asked(question: str, findings: Findings, at: datetime = MONDAY) -> Advice:
    return advise(knowledge(), question, findings, at, certainty=CERTAINTY)


def found(**likely: float) -> Findings:
    return Findings(tuple(Candidate(topic, score) for topic, score in likely.items()))


def test_a_certain_topic_is_told_with_its_source_and_date() -> None:
    (answer,) = asked("wat kost een paspoort", found(paspoort=0.9)).answers
    assert "€" in answer.text
    assert str(answer.source) == "Paspoort aanvragen (2026-01-05)"
    assert answer.subject == "een paspoort"


def test_what_a_colleague_must_confirm_is_marked() -> None:
    (answer,) = asked("wat moet ik meenemen voor een paspoort", found(paspoort=0.9)).answers
    assert answer.verify


def test_two_needs_are_both_answered() -> None:
    halves = (Candidate("paspoort", 0.9, 1), Candidate("grofvuil", 0.9, 2))
    advice = asked("paspoort en grofvuil", Findings((Candidate("paspoort", 0.9), *halves)))
    assert [each.subject for each in advice.answers] == ["een paspoort", "grofvuil"]


@pytest.mark.parametrize(
    ("question", "findings"),
    [
        ("iets", found(paspoort=0.4, grofvuil=0.3)),
        ("iets", found(paspoort=0.2)),
        ("hoe lang duurt grofvuil", found(grofvuil=0.9)),
        ("iets", found(human=0.9)),
    ],
)
def test_what_is_not_certain_is_not_told(question: str, findings: Findings) -> None:
    assert asked(question, findings).answers == ()


def test_the_nearest_sources_are_named_instead() -> None:
    near = asked("iets", found(paspoort=0.4, grofvuil=0.3)).near
    assert [each.subject for each in near] == ["een paspoort", "grofvuil"]


def test_an_amount_that_no_longer_holds_is_not_told() -> None:
    later = datetime(2027, 1, 2, 10, tzinfo=UTC)
    assert asked("wat kost een paspoort", found(paspoort=0.9), later).answers == ()


def test_a_document_answers_with_all_that_belongs_to_it() -> None:
    (answer,) = asked("mag ik een boom kappen", Findings(document=DOCUMENT)).answers
    assert answer.text == "Een boom kappen mag met een vergunning. Vraag die op tijd aan."
    assert answer.source.url == DOCUMENT.url


def test_a_passage_that_is_not_sure_is_a_place_to_look() -> None:
    unsure = Refused(Reason.NOT_CERTAIN, 0.3, (DOCUMENT,))
    advice = asked("mag ik een boom kappen", Findings(document=unsure))
    assert advice.answers == ()
    assert [each.subject for each in advice.near] == ["Kappen"]
    assert isinstance(advice.near[0], Near)


def test_news_that_is_in_force_goes_first_and_news_that_is_over_is_not_told() -> None:
    news = CrisisAnswer(
        title="Geen water", question={"nl": "Is er water?"}, text={"nl": "Nee."}, score=0.9,
        told_at=MONDAY, since=MONDAY, until=MONDAY + timedelta(hours=1),
    )  # fmt: skip
    findings = replace(found(paspoort=0.9), crisis=(news,))
    assert [each.text for each in asked("is er water", findings).answers] == ["Nee."]
    over = asked("wat kost een paspoort", findings, MONDAY + timedelta(hours=2))
    assert [each.subject for each in over.answers] == ["een paspoort"]
