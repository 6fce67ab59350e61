import pytest

from dialog.decision import POOR_HEARING, Certainty, Decision, Verdict, decide
from dialog.events import Candidate


def decided(confidence: float = 1.0, **scores: float) -> Decision:
    found = [Candidate(topic, score) for topic, score in scores.items()]
    return decide(found, Certainty(), confidence)


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
        ({"overlast": 0.7, "emergency": 0.2}, Verdict.ANSWER, ("overlast",)),
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


def test_danger_heard_poorly_is_danger_still() -> None:
    assert decided(0.0, emergency=0.4).topics == ("emergency",)


def test_only_a_verdict_to_act_on_is_known() -> None:
    assert decided(paspoort=0.9).known
    assert not decided(paspoort=0.1).known
