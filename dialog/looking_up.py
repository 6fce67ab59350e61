"""What comes of a look-up: an answer, an order in unusual words, a person, or nothing new.

What the words found means depends on what is at hand: nothing, an errand, or waiting for a person.
"""

from collections.abc import Callable
from dataclasses import replace

from dialog.acts import Act
from dialog.alarm import Alarm
from dialog.at_hand import AtHand
from dialog.beside_topics import as_heard, for_address, with_documents
from dialog.callback import Answer
from dialog.commands import Command
from dialog.decision import Certainty, Decision, Verdict, decide
from dialog.events import Candidate, Found, Heard
from dialog.held import Holding, less_danger
from dialog.human import Human
from dialog.memory import Holds, Memory, Need
from dialog.noting import noted
from dialog.phrases import plain
from dialog.pieces import unclear
from dialog.safety import Weight, assess
from dialog.subjects import Subjects

Ordered = Callable[[Heard, Command, float], list[Act]]
"""Obeys a command that only the search knew; the number is how likely it is."""


class LookingUp:
    """Takes in what was found about a turn. `ordered` obeys a command."""

    def __init__(
        self,
        memory: Memory,
        certainty: Certainty,
        parts: tuple[Human, Alarm, Subjects, AtHand, Holding],
        ordered: Ordered,
    ) -> None:
        self._memory = memory
        self._certainty = certainty
        self._human, self._alarm, self._subjects, self._at_hand, self._holding = parts
        self._ordered = ordered

    def found(self, event: Found) -> list[Act]:
        """Answer a look-up; one that belongs to an earlier turn is too late and is dropped."""
        memory = self._memory
        if memory.pending is None or event.query != memory.pending.text:
            return []
        heard, memory.pending = memory.pending, None
        candidates = self._candidates(heard, event)
        decision = self._decided(heard, candidates)
        if decision.doubts_danger:
            other = self._decided(heard, less_danger(candidates))
            return self._doubted(heard, decision, self._told_of(event, heard, other))
        return self._taken(heard, self._told_of(event, heard, decision))

    def _told_of(self, event: Found, heard: Heard, decision: Decision) -> Decision:
        """News goes before topics, and documents stand behind them; both only where nothing else
        is at hand.
        """
        news = self._with_news(event, heard, decision)
        idle = not self._memory.busy and self._memory.waiting is None
        document = as_heard(for_address(event.document, self._memory.postcode), heard.confidence)
        return with_documents(news, document) if idle and news.crisis is None else news

    def _taken(self, heard: Heard, decision: Decision) -> list[Act]:
        memory = self._memory
        if decision.command and not (memory.held and memory.held.asks is Holds.DANGER):
            return self._ordered(heard, Command(decision.command), decision.score)
        asks_again = unclear(memory) if decision.verdict is Verdict.UNKNOWN else None
        if asks_again is not None:
            return [noted(decision), *asks_again]
        memory.rest = None
        kinds = self._subjects.kinds(decision, plain(heard.text))
        asked = self._holding.found(decision, kinds)
        if asked is not None:
            return [noted(decision), *asked]
        if memory.busy:
            return [noted(decision), *self._in_errand(decision, kinds, heard)]
        if memory.waiting is not None:
            return [noted(decision), *self._while_waiting(decision, kinds)]
        begun = [] if decision.crisis or _calls_for_help(decision) else self._at_hand.begun(heard)
        return [noted(decision), *(begun or self._subjects.act_on(decision, kinds, heard))]

    def _candidates(self, heard: Heard, event: Found) -> list[Candidate]:
        candidates = self._subjects.known(event.candidates)
        if assess(heard.text).weight is Weight.EXPLAINED:
            return self._holding.explained(heard, candidates)
        return candidates

    def _with_news(self, event: Found, heard: Heard, decision: Decision) -> Decision:
        return self._subjects.crisis.decided(event.crisis, heard, decision)

    def _doubted(self, heard: Heard, doubt: Decision, other: Decision) -> list[Act]:
        """Ask whether there is danger; who gives no yes or no, and sounds in danger again, is.

        `other` is what the turn is about if there is none.
        """
        memory, likely = self._memory, doubt.score >= self._certainty.danger
        if memory.danger_asked or (memory.waiting is not None and likely):
            return self._alarm.sound()
        if not likely and (memory.busy or memory.waiting is not None):
            return self._taken(heard, other)
        kinds = self._subjects.kinds(other, plain(heard.text))
        told = replace(noted(doubt), second_topic=noted(other).topic if other.known else None)
        return [told, *self._holding.doubt(heard, other, kinds)]

    def _decided(self, heard: Heard, candidates: list[Candidate]) -> Decision:
        decision = decide(candidates, self._certainty, heard.confidence, heard.word_confidences)
        return self._subjects.in_context(decision, plain(heard.text))

    def _in_errand(self, decision: Decision, kinds: tuple[str, ...], heard: Heard) -> list[Act]:
        """A clear question is answered and the errand goes on; else it was a failed answer."""
        sure = decision.topics[0] if decision.verdict is Verdict.ANSWER else None
        if sure == "emergency":
            return self._alarm.sound()
        asked = self._at_hand.may_ask(heard.text)
        if decision.crisis is not None and asked:
            return [*self._subjects.crisis.tell(decision.crisis), *self._at_hand.ask_again()]
        if sure == "human" and asked and decision.score >= self._certainty.command:
            return self._human.ask_for(Answer(heard.text, confidence=heard.confidence))
        if sure is None or sure not in self._memory.knowledge.topics:
            return self._at_hand.not_understood(heard)
        return self._beside(sure, decision, kinds, heard)

    def _beside(
        self, sure: str, decision: Decision, kinds: tuple[str, ...], heard: Heard
    ) -> list[Act]:
        """A topic of ours in the middle of an errand: answered, kept for later, or gone to."""
        asked = self._at_hand.may_ask(heard.text)
        if self._at_hand.is_about(sure, kinds):
            return self._at_hand.not_understood(heard)
        if self._at_hand.leads_to(sure, heard.text):
            self._memory.errand = None
            return self._subjects.act_on(decision, kinds, heard)
        if not asked:
            return self._at_hand.not_understood(heard)
        if self._at_hand.is_another(sure):
            self._subjects.later(Need(sure, words=heard, told=True))
        return [*self._subjects.aside(sure, kinds), *self._at_hand.ask_again()]

    def _while_waiting(self, decision: Decision, kinds: tuple[str, ...]) -> list[Act]:
        """A clear question is answered while the agent's telephone rings."""
        sure = decision.topics[0] if decision.verdict is Verdict.ANSWER else None
        if sure == "emergency":
            return self._alarm.sound()
        if decision.crisis is not None and not self._memory.connecting:
            return [*self._subjects.crisis.tell(decision.crisis), *self._human.still_waits()]
        known = sure in self._memory.knowledge.topics and not self._memory.connecting
        told = self._subjects.aside(str(sure), kinds) if known else []
        return [*told, *self._human.still_waits()]


def _calls_for_help(decision: Decision) -> bool:
    return decision.known and decision.topics[0] in ("emergency", "human")
