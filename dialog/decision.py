"""From likely topics to what is done with one turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dialog.events import Candidate
from dialog.knowledge import OTHERS

POOR_HEARING = 0.35
"""Below this confidence of the recogniser a likely topic is asked about before it is answered."""


class Verdict(StrEnum):
    ANSWER = "answer"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """Thresholds on calibrated probabilities; `bench/topics.py` prints how they do."""

    answer: float = 0.5
    """The best topic alone has at least this: answer it."""
    clarify: float = 0.45
    """The best two together have at least this: ask which of the two is meant."""
    second: float = 0.08
    """A second topic below this is no choice worth a question; the first is then answered."""
    danger: float = 0.35
    """Danger that is this likely is met as danger: naming 112 for nothing costs a sentence."""

    def verdict(self, candidates: Sequence[Candidate]) -> Verdict:
        """What to do with these candidates, best first. None at all: unknown."""
        best, second = ([c.score for c in candidates] + [0.0, 0.0])[:2]
        if best >= self.answer:
            return Verdict.ANSWER
        if best + second < self.clarify:
            return Verdict.UNKNOWN
        return Verdict.CLARIFY if second >= self.second else Verdict.ANSWER


@dataclass(frozen=True, slots=True)
class Decision:
    """`topics` holds one name to answer, one or two to ask about, or the best of what is unsure."""

    verdict: Verdict
    topics: tuple[str, ...]
    score: float
    second: str | None = None
    """With an answer: another topic that the same turn asked about, to be served after it."""

    @property
    def known(self) -> bool:
        return self.verdict is not Verdict.UNKNOWN


def decide(
    candidates: Sequence[Candidate], certainty: Certainty, heard_confidence: float = 1.0
) -> Decision:
    """What to do with the likely topics, best first; poor hearing makes an answer a question."""
    if not candidates:
        return Decision(Verdict.UNKNOWN, (), 0.0)
    danger = next((c for c in candidates if c.topic == "emergency"), None)
    if danger is not None and danger.score >= certainty.danger:
        return Decision(Verdict.ANSWER, (danger.topic,), danger.score)
    best = candidates[0]
    verdict = certainty.verdict(candidates)
    if best.topic in OTHERS:
        sure = verdict is Verdict.ANSWER
        return Decision(Verdict.ANSWER if sure else Verdict.UNKNOWN, (best.topic,), best.score)
    if verdict is Verdict.ANSWER and heard_confidence < POOR_HEARING:
        return Decision(Verdict.CLARIFY, (best.topic,), best.score)
    if verdict is Verdict.CLARIFY:
        named = tuple(c.topic for c in candidates[:2] if c.topic not in OTHERS)
        return Decision(verdict, named, best.score)
    return Decision(verdict, (best.topic,), best.score)
