"""What the news of a crisis says to a question: told, asked about, or left to the topics.

Danger, a person and what was heard poorly go by the rules of every other look-up. Beside those
the news goes first: in a crisis a question that sounds like it is about it, nearly always is.
"""

from collections.abc import Sequence
from dataclasses import replace

from dialog.acts import Act, Say
from dialog.decision import CRISIS, POOR_HEARING, Decision, Verdict, clarity
from dialog.events import CrisisAnswer, Heard
from dialog.held import ask_about_news
from dialog.knowledge import Source
from dialog.memory import Held, Holds, Memory
from dialog.news import concerns, said_in
from dialog.rules import Rule
from dialog.when import day_words

ANSWERED = 0.7
"""From this chance it is told. On pages of our own (`bench/crisis_fitting.py`) 41 of 91 questions
are told rightly and 2 wrongly from here."""
ASKED_ABOUT = 0.3
"""From this chance we ask whether it is the question: 59 of 91 rightly, 6 with another question."""
_SURE_TOPIC = 0.8
"""A topic so likely is not overruled without asking."""
_CLEAR = 0.5
_BEFORE_NEWS = frozenset({"emergency", "human"})


class CrisisAnswers:
    """Of one call."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def decided(self, found: Sequence[CrisisAnswer], heard: Heard, other: Decision) -> Decision:
        """The decision about a turn, given what was decided without the news."""
        best = next(
            (
                each
                for each in found
                if self.in_force(each) and concerns(self._memory, each.postcodes, each.streets)
            ),
            None,
        )
        first = other.known and other.topics[0] in _BEFORE_NEWS
        if best is None or best.score < ASKED_ABOUT or first:
            return other
        memory = self._memory
        topic = other.topics[0] if other.verdict is Verdict.ANSWER else None
        known = topic in memory.knowledge.topics or other.command is not None
        if best.score < ANSWERED and known:
            return other
        clear = heard.confidence >= POOR_HEARING and _is_clear(heard)
        sure = best.score >= ANSWERED and clear and not (known and other.score >= _SURE_TOPIC)
        if not sure and (memory.busy or memory.waiting is not None):
            return other
        verdict = Verdict.ANSWER if sure else Verdict.CLARIFY
        rule = Rule.NEWS if sure else Rule.NEWS_ASKED
        return Decision(verdict, (CRISIS,), best.score, crisis=best, instead=other, rule=rule)

    def in_force(self, answer: CrisisAnswer) -> bool:
        """At the moment of the event at hand: also in the middle of a call it ends in time."""
        return answer.since <= self._memory.now < answer.until

    def tell(self, answer: CrisisAnswer) -> list[Say]:
        """The answer, with when it was written; nothing when it is over."""
        memory = self._memory
        if not self.in_force(answer):
            return []
        local = memory.knowledge.municipality.hours.local
        told_at = local(answer.told_at)
        memory.topic, memory.told_from = None, Source(answer.title, told_at.date())
        memory.told_until = local(answer.until).date()
        says = said_in(answer.text, memory.language, memory.words("only_dutch", memory.language))
        source = str(memory.told_from)
        return [self._dated(answer), *says[:-1], replace(says[-1], source=source, topic=CRISIS)]

    def ask(self, answer: CrisisAnswer, decision: Decision, heard: Heard) -> list[Act]:
        """Is that the question? `decision` is for a no."""
        memory = self._memory
        memory.held = Held(
            heard, Holds.NEWS, language=memory.language, decision=decision, crisis=answer
        )
        return ask_about_news(memory, answer)

    def _dated(self, answer: CrisisAnswer) -> Say:
        memory = self._memory
        local = memory.knowledge.municipality.hours.local
        told_at, today = local(answer.told_at), local(memory.now).date()
        day = day_words(told_at.date(), today, memory.language)
        text = memory.words("crisis_dated", memory.language, day=day, time=f"{told_at:%H:%M}")
        return Say(text=text, language=memory.language)


def _is_clear(heard: Heard) -> bool:
    return clarity(heard.confidence, heard.word_confidences) >= _CLEAR
