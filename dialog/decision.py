"""From likely topics to what is done with one turn."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import exp

from dialog.documents.answer import DocumentAnswer, Refused
from dialog.events import Candidate, CrisisAnswer
from dialog.fitted import PRIORS, THRESHOLDS
from dialog.knowledge import COMMAND, OTHERS
from dialog.rules import Rule

CLEAR_HEARING, POOR_HEARING = 0.8, 0.35
"""Confidence of the recogniser from which words count in full, and below which a likely topic is
asked about before it is answered. Callers with a strong accent lie around 0.55, and two in five of
their words are then wrong (docs/measurements.md)."""

CLEAR_ENOUGH_TO_REFUSE = 0.2
"""Nobody is sent away for words that were hardly heard, however likely they look: they are asked
again."""


CRISIS = "crisis"
"""Stands for a topic where the news of a crisis is what is asked about."""


class Verdict(StrEnum):
    ANSWER = "answer"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """Thresholds on calibrated probabilities; fitted and shown by `bench/fitting.py`."""

    answer: float = THRESHOLDS["answer"]
    """The best topic alone has at least this: answer it."""
    clarify: float = THRESHOLDS["clarify"]
    """The best two together have at least this: ask which of the two is meant."""
    second: float = THRESHOLDS["second"]
    """A second topic below this is no choice worth a question; the first is then answered."""
    share: float = THRESHOLDS["share"]
    """A second topic with this part of the chance of the first: ask which of the two."""
    danger: float = THRESHOLDS["danger"]
    """Danger that is likeliest, and this likely, is met as danger: 112 for nothing costs less
    than none."""
    danger_beside: float = THRESHOLDS["danger_beside"]
    """So is danger with this, where something else is likelier still."""
    danger_asked: float = THRESHOLDS["danger_asked"]
    """Danger that is less likely than that, and at least this likely, is asked about."""
    person: float = THRESHOLDS["person"]
    """A wish for a person that is this likely is granted: nobody is kept from one."""
    command: float = THRESHOLDS.get("command", 0.6)
    """All commands together have at least this: the likeliest of them is obeyed."""
    refuse: float = THRESHOLDS["refuse"]
    """What is this likely to be no municipality's is refused; below it a person may know."""
    half: float = THRESHOLDS["half"]
    """Both halves of a sentence have at least this: they are two needs."""
    unheard: float = THRESHOLDS["unheard"]
    """What poor hearing adds to `refuse`, and a third of it to `person` and `command`. Not to
    `answer`: a topic that is told by mistake is named first, and corrected."""
    danger_unheard: float = THRESHOLDS["danger_unheard"]
    """What poor hearing adds to both of danger: garbled words often look like danger, so there
    we ask. What is hardly heard at all is always asked about."""

    def strict(self, clarity: float) -> "Certainty":
        """The same for words that were heard with this clarity, 0 to 1."""
        more = self.unheard * (1 - clarity)
        alarm = self.danger_unheard * (1 - clarity)
        return replace(
            self,
            danger=self.danger + alarm,
            danger_beside=self.danger_beside + alarm,
            danger_asked=self.danger_asked + more / 3,
            person=self.person + more / 3,
            command=self.command + more / 3,
            refuse=self.refuse + more if clarity >= CLEAR_ENOUGH_TO_REFUSE else 2.0,
        )

    def verdict(self, candidates: Sequence[Candidate]) -> Verdict:
        """What to do with these topics, best first. None at all: unknown."""
        best, second = ([c.score for c in candidates] + [0.0, 0.0])[:2]
        if best >= self.answer and second < self.share * best:
            return Verdict.ANSWER
        if best + second < self.clarify:
            return Verdict.UNKNOWN
        return Verdict.CLARIFY if second >= self.second else Verdict.ANSWER


@dataclass(frozen=True, slots=True)
class Decision:
    """`topics` holds one name to answer, one or two to ask about, or the best of what is unsure.
    To ask about `emergency` is to ask whether there is danger now.
    """

    verdict: Verdict
    topics: tuple[str, ...]
    score: float
    second: str | None = None
    """With an answer: another topic that the same turn asked about, to be served after it."""
    crisis: CrisisAnswer | None = None
    """With CRISIS as its topic: what the news says."""
    instead: "Decision | None" = None
    """Beside that, or a passage that is asked about: what the turn is about otherwise."""
    document: DocumentAnswer | Refused | None = None
    """With QUOTED as its topic (`dialog/beside_topics.py`): what documents say."""
    rule: Rule | None = field(default=None, compare=False)
    """What decided; None: it was said and not decided."""

    @property
    def command(self) -> str | None:
        """The name of the command that is meant; topics and other kinds are none."""
        best = self.topics[0] if self.topics and self.known else ""
        return best.removeprefix(COMMAND) if best.startswith(COMMAND) else None

    @property
    def doubts_danger(self) -> bool:
        return self.verdict is Verdict.CLARIFY and self.topics[:1] == ("emergency",)

    @property
    def known(self) -> bool:
        return self.verdict is not Verdict.UNKNOWN


def clarity(confidence: float, words: Sequence[float] = ()) -> float:
    """How far what was heard can be trusted, 0 to 1: by the turn as a whole or by its words on
    average, whichever doubts more.
    """
    told = min(confidence, sum(words) / len(words)) if words else confidence
    return min(max((told - POOR_HEARING) / (CLEAR_HEARING - POOR_HEARING), 0.0), 1.0)


def decide(
    candidates: Sequence[Candidate],
    certainty: Certainty,
    heard_confidence: float = 1.0,
    word_confidences: Sequence[float] = (),
) -> Decision:
    """What to do with the likely topics, best first; poor hearing makes an answer a question."""
    if not any(each.part == 0 for each in candidates):
        return Decision(Verdict.UNKNOWN, (), 0.0, rule=Rule.NOT_CLEAR)
    clear = clarity(heard_confidence, word_confidences)
    asked, candidates = certainty.strict(clear), _as_heard(candidates, clear)
    whole = [each for each in candidates if each.part == 0]
    first = _danger(whole, asked) or _order(whole, asked)
    rest = [each for each in candidates if not each.topic.startswith(COMMAND)]
    left = [each for each in rest if each.part == 0]
    if first or not left:
        return first or Decision(Verdict.UNKNOWN, (), 0.0, rule=Rule.NOT_CLEAR)
    left = _unless_unsure(left, asked)
    return _other(left, asked) or _two_needs(rest, asked) or _topic(left, asked, heard_confidence)


def _danger(whole: Sequence[Candidate], asked: Certainty) -> Decision | None:
    danger = next((each for each in whole if each.topic == "emergency"), None)
    if danger is None or danger.score < asked.danger_asked:
        return None
    least = asked.danger if danger is whole[0] else asked.danger_beside
    if danger.score >= least:
        return Decision(Verdict.ANSWER, (danger.topic,), danger.score, rule=Rule.DANGER)
    return Decision(Verdict.CLARIFY, (danger.topic,), danger.score, rule=Rule.DANGER_ASKED)


def _order(whole: Sequence[Candidate], asked: Certainty) -> Decision | None:
    """A command in unusual words. Which one may be less sure than that it is one."""
    orders = [each for each in whole if each.topic.startswith(COMMAND)]
    score = sum(each.score for each in orders)
    if not orders or score < asked.command:
        return None
    return Decision(Verdict.ANSWER, (orders[0].topic,), score, rule=Rule.LIKELY_COMMAND)


def _as_heard(candidates: Sequence[Candidate], clear: float) -> list[Candidate]:
    """Take back, as far as words were heard poorly, what the search adds to what is no topic.

    That is right for clear lines, of which most have a topic's words when they have a topic;
    garbled words have nobody's, and would all be an alarm or somebody else's task.
    """
    if clear >= 1.0:
        return list(candidates)
    told = {each: each.score for each in candidates if each.part == 0}
    less = {
        each: score * exp(-(1 - clear) * max(PRIORS.get(each.topic, 0.0), 0.0))
        for each, score in told.items()
    }
    grown = sum(told.values()) / max(sum(less.values()), 1e-9)
    whole = [replace(each, score=score * grown) for each, score in less.items()]
    halves = [each for each in candidates if each.part > 0]
    return [*sorted(whole, key=lambda each: -each.score), *halves]


def _unless_unsure(whole: list[Candidate], asked: Certainty) -> list[Candidate]:
    """Leave out what may not be ours and is not sure enough to refuse: then the topics behind it
    share its chance, so that we ask or answer rather than give up.
    """
    best = whole[0]
    rest = whole[1:]
    if best.topic != "out_of_scope" or best.score >= asked.refuse or not rest:
        return whole
    share = 1 / max(1 - best.score, 0.05)
    return [replace(each, score=min(each.score * share, 1.0)) for each in rest]


def _other(whole: Sequence[Candidate], asked: Certainty) -> Decision | None:
    """A person, what is not ours or is small talk, where that is what is meant."""
    best = whole[0]
    if best.topic not in OTHERS:
        return None
    least = {"human": asked.person, "out_of_scope": asked.refuse}.get(best.topic, asked.answer)
    if best.score >= least:
        return Decision(Verdict.ANSWER, (best.topic,), best.score, rule=Rule.NO_SUBJECT)
    return Decision(Verdict.UNKNOWN, (best.topic,), best.score, rule=Rule.NOT_CLEAR)


def _two_needs(candidates: Sequence[Candidate], asked: Certainty) -> Decision | None:
    halves = [each for each in candidates if each.part > 0]
    named = [each.topic for each in halves]
    sure = len(halves) == 2 and min(each.score for each in halves) >= asked.half
    if not sure or set(named) & set(OTHERS) or candidates[0].topic not in named:
        return None
    score = min(each.score for each in halves)
    return Decision(Verdict.ANSWER, (named[0],), score, second=named[1], rule=Rule.TWO_NEEDS)


def _topic(whole: Sequence[Candidate], asked: Certainty, confidence: float) -> Decision:
    best, verdict = whole[0], asked.verdict(whole)
    if verdict is Verdict.ANSWER and confidence < POOR_HEARING:
        return Decision(Verdict.CLARIFY, (best.topic,), best.score, rule=Rule.HEARD_POORLY)
    if verdict is Verdict.CLARIFY:
        named = tuple(each.topic for each in whole[:2] if each.topic not in OTHERS)
        return Decision(verdict, named, best.score, rule=Rule.TWO_NEAR)
    if verdict is Verdict.UNKNOWN:
        return Decision(verdict, (best.topic,), best.score, rule=Rule.NOT_CLEAR)
    rule = Rule.CLEAR if best.score >= asked.answer else Rule.ALONE
    return Decision(verdict, (best.topic,), best.score, rule=rule)
