from dataclasses import replace

import pytest

from dialog.decision import POOR_HEARING, Certainty, Decision, Verdict, clarity, decide
from dialog.events import Candidate

CERTAINTY = Certainty(
    answer=0.5, clarify=0.45, second=0.08, danger=0.35, danger_beside=0.35, person=0.4, refuse=0.5,
    half=0.75, unheard=0.3, danger_asked=0.15, danger_unheard=0.6,
)  # fmt: skip


def decided(confidence: float = 1.0, **scores: float) -> Decision:
    found = [Candidate(topic, score) for topic, score in scores.items()]
    return decide(found, CERTAINTY, confidence)


@pytest.mark.parametrize(
    ("scores", "verdict", "topics"),
    [
        ({"paspoort": 0.9, "rijbewijs": 0.05}, Verdict.ANSWER, ("paspoort",)),
        ({"paspoort": 0.5, "rijbewijs": 0.4}, Verdict.ANSWER, ("paspoort",)),
        ({"paspoort": 0.4, "rijbewijs": 0.3}, Verdict.CLARIFY, ("paspoort", "rijbewijs")),
        ({"paspoort": 0.47, "rijbewijs": 0.01}, Verdict.ANSWER, ("paspoort",)),
        ({"paspoort": 0.3, "rijbewijs": 0.1}, Verdict.UNKNOWN, ("paspoort",)),
        ({"paspoort": 0.4, "smalltalk": 0.3}, Verdict.CLARIFY, ("paspoort",)),
        ({"smalltalk": 0.4, "paspoort": 0.3}, Verdict.UNKNOWN, ("smalltalk",)),
        ({"human": 0.8}, Verdict.ANSWER, ("human",)),
        ({"overlast": 0.5, "emergency": 0.4}, Verdict.ANSWER, ("emergency",)),
        ({"overlast": 0.7, "emergency": 0.2}, Verdict.CLARIFY, ("emergency",)),
        ({"overlast": 0.7, "emergency": 0.1}, Verdict.ANSWER, ("overlast",)),
        ({}, Verdict.UNKNOWN, ()),
    ],
)
def test_scores_become_a_verdict(
    scores: dict[str, float], verdict: Verdict, topics: tuple[str, ...]
) -> None:
    decision = decided(**scores)
    assert (decision.verdict, decision.topics) == (verdict, topics)


def test_what_was_heard_poorly_is_asked_about_first() -> None:
    assert decided(POOR_HEARING - 0.01, paspoort=0.9).verdict is Verdict.CLARIFY
    assert decided(POOR_HEARING, paspoort=0.9).verdict is Verdict.ANSWER


def test_danger_that_only_the_search_finds_needs_more_when_heard_poorly() -> None:
    assert decided(1.0, emergency=0.4).topics == ("emergency",)
    assert decided(0.0, emergency=0.5, overlast=0.3).doubts_danger
    assert decided(0.0, emergency=0.8).doubts_danger
    assert decided(0.0, emergency=0.96).verdict is Verdict.ANSWER


def test_doubtful_words_weigh_as_much_as_a_doubtful_turn() -> None:
    assert clarity(1.0) == clarity(0.9, (0.9, 0.9)) == 1.0
    assert clarity(0.9, (0.4, 0.5)) == clarity(0.45, (0.9, 0.9)) == pytest.approx(0.1 / 0.45)
    assert clarity(0.1) == 0.0


def test_a_person_is_granted_before_a_topic_would_be_answered() -> None:
    assert decided(human=0.42, paspoort=0.3).verdict is Verdict.ANSWER
    assert decided(paspoort=0.42, human=0.3).verdict is not Verdict.ANSWER


def in_halves(first: Candidate, second: Candidate, best: str = "paspoort") -> Decision:
    return decide((Candidate(best, 0.4), Candidate("rijbewijs", 0.3), first, second), CERTAINTY)


def test_two_sure_halves_are_two_needs() -> None:
    found = in_halves(Candidate("paspoort", 0.9, 1), Candidate("grofvuil", 0.8, 2))
    assert (found.verdict, found.topics, found.second) == (
        Verdict.ANSWER, ("paspoort",), "grofvuil",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "best"),
    [
        (Candidate("paspoort", 0.9, 1), Candidate("grofvuil", 0.5, 2), "paspoort"),
        (Candidate("paspoort", 0.9, 1), Candidate("smalltalk", 0.9, 2), "paspoort"),
        (Candidate("vog", 0.9, 1), Candidate("grofvuil", 0.9, 2), "paspoort"),
    ],
)
def test_anything_less_is_one_need(first: Candidate, second: Candidate, best: str) -> None:
    assert in_halves(first, second, best).second is None


def test_danger_comes_before_two_needs() -> None:
    halves = (Candidate("paspoort", 0.9, 1), Candidate("grofvuil", 0.9, 2))
    whole = (Candidate("paspoort", 0.5), Candidate("emergency", 0.4))
    assert decide((*whole, *halves), CERTAINTY).topics == ("emergency",)


def test_only_a_verdict_to_act_on_is_known() -> None:
    assert decided(paspoort=0.9).known
    assert not decided(paspoort=0.1).known


def test_danger_beside_a_likelier_topic_needs_its_own_measure() -> None:
    cautious = replace(CERTAINTY, danger=0.1, danger_beside=0.4)
    found = [Candidate("overlast", 0.3), Candidate("emergency", 0.2)]
    assert decide(found, cautious).doubts_danger
    assert decide(found[::-1], cautious).topics != ("overlast",)
    alone = [Candidate("emergency", 0.2), Candidate("overlast", 0.1)]
    assert decide(alone, cautious).verdict is Verdict.ANSWER


def test_what_is_not_surely_somebody_elses_is_asked_about() -> None:
    found = decided(out_of_scope=0.4, paspoort=0.25, rijbewijs=0.2)
    assert (found.verdict, found.topics) == (Verdict.CLARIFY, ("paspoort", "rijbewijs"))
    assert decided(out_of_scope=0.4).verdict is Verdict.UNKNOWN
    assert decided(out_of_scope=0.55, paspoort=0.4).topics == ("out_of_scope",)


def test_garbled_words_are_an_alarm_or_somebody_elses_less_readily() -> None:
    clear = decided(1.0, out_of_scope=0.65, paspoort=0.3)
    garbled = decided(0.5, out_of_scope=0.65, paspoort=0.3)
    assert clear.topics == ("out_of_scope",)
    assert garbled.topics[:1] == ("paspoort",)


def test_nobody_is_refused_for_words_that_were_hardly_heard() -> None:
    assert decided(1.0, out_of_scope=0.97).topics == ("out_of_scope",)
    assert decided(1.0, out_of_scope=0.97).known
    hardly = decided(0.37, out_of_scope=0.97, trouwen=0.02)
    assert not hardly.known or hardly.topics != ("out_of_scope",)
