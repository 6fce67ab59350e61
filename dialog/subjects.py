"""Talking about topics: answer, ask which of two, go on with the one at hand, or own up."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from dialog.acts import Act, OutcomeType, Say
from dialog.answers import Asked, Reply, has_follow_up, reply, title
from dialog.crisis_answers import CrisisAnswers
from dialog.decision import Decision, Verdict
from dialog.elsewhere import who_does_it
from dialog.errands import Errands
from dialog.events import Candidate, CrisisAnswer, Heard
from dialog.follow_ups import asked_for, names_no_subject
from dialog.knowledge import COMMAND, OTHERS, Passage, Related, Topic
from dialog.memory import Memory, Need, Otherwise, Question
from dialog.message_offer import offer_message
from dialog.passages import filled_on
from dialog.phrases import plain
from dialog.quoting import Quoting
from dialog.rules import Rule
from dialog.source import address, source

_WHO_DOES = re.compile(
    r"\b(?:bij wie (?:moet|kan|mag) ik|welke afdeling|welk team|welk loket|wie gaat daarover"
    r"|wie gaat (?:daar |er )?over|bij welke (?:afdeling|balie|dienst)"
    r"|which department|which team|who deals with)\b"
)
_FOR_A_PERSON = Decision(Verdict.UNKNOWN, ("human",), 0.0, rule=Rule.NO_FOLLOW_UP)
"""Asked about the topic at hand, and nothing is written about it."""


class Subjects:
    """Acts for a decision about a question."""

    def __init__(
        self, memory: Memory, others: dict[str, Callable[[], list[Act]]], errands: Errands
    ) -> None:
        """`others` says what is done about what is no topic: a person, danger."""
        self._memory = memory
        self._errands = errands
        self.crisis = CrisisAnswers(memory)
        self.quoting = Quoting(memory, self.more, self._act_otherwise)
        errands.then(self.more, partial(self._tell, kinds=()))
        self._others = others | {
            "smalltalk": partial(memory.ask, "thanks", Question.OPEN),
            "municipal": self._own_up,
        }

    # -- what is meant ---------------------------------------------------------------------

    def known(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Only what this call's content knows, should the search have learned from a newer one."""
        known = self._memory.knowledge
        orders = {COMMAND + name for name in known.commands}
        kinds = {*known.topics, *OTHERS, *orders}
        return [each for each in candidates if each.topic in kinds]

    def in_context(self, decision: Decision, said: str) -> Decision:
        """What the words mean after what was asked and answered before."""
        if decision.command or (decision.topics[:1] == ("emergency",) and decision.known):
            return decision
        if self._memory.question is Question.WHICH:
            decision = self._of_the_named(decision)
        topic, kinds = self._memory.topic, asked_for(said)
        if topic is None or not kinds:
            return decision
        at_hand = names_no_subject(said)
        if not has_follow_up(self._memory.knowledge, topic, kinds):
            return _FOR_A_PERSON if at_hand else decision
        other = decision.verdict is Verdict.ANSWER and decision.topics[0] != topic
        if other and not at_hand:
            return decision
        return Decision(Verdict.ANSWER, (topic,), decision.score, rule=Rule.FOLLOW_UP)

    def kinds(self, decision: Decision, said: str) -> tuple[str, ...]:
        """The follow-ups that were asked for; with the answer to 'which?' those asked before."""
        asked = asked_for(said)
        which = self._memory.question is Question.WHICH and self._memory.which
        if not asked and which and decision.topics[:1] and decision.topics[0] in which:
            return self._memory.which_kinds
        return asked

    def _of_the_named(self, decision: Decision) -> Decision:
        """Unsure between the same two after we asked: then the likelier one is meant."""
        same = set(decision.topics) <= set(self._memory.which)
        if decision.verdict is Verdict.CLARIFY and same:
            named = decision.topics[:1]
            return Decision(Verdict.ANSWER, named, decision.score, rule=Rule.OF_THE_NAMED)
        return decision

    # -- what is done ----------------------------------------------------------------------

    def act_on(
        self, decision: Decision, kinds: tuple[str, ...], heard: Heard | None = None
    ) -> list[Act]:
        """`kinds` are the follow-ups that were asked for: costs, what to bring …

        `heard` is the turn that asked; what it holds for an errand is taken along.
        """
        if decision.verdict is Verdict.UNKNOWN:
            return self._unknown(decision)
        self._memory.misses = 0
        if decision.document is not None:
            other = decision.instead
            instead = Otherwise(other, kinds, heard) if other is not None else None
            return self.quoting.take(decision.document, instead)
        if decision.crisis is not None:
            return self._news(decision.crisis, decision, heard)
        if decision.verdict is Verdict.CLARIFY:
            return self._which_of(decision.topics, kinds, heard)
        if decision.second in self._memory.knowledge.topics:
            self.later(Need(str(decision.second), words=heard))
        topic = decision.topics[0]
        if topic == "out_of_scope":
            return self._refuse(heard)
        if topic in self._others:
            return self._others[topic]()
        known = self._memory.knowledge.topics[topic]
        if heard is not None and _WHO_DOES.search(plain(heard.text)):
            return self._who_does(topic)
        if known.person_first and topic != self._memory.topic:
            return self._person_first(topic)
        if heard is not None and self._errands.wanted(topic, heard.text):
            return self._errands.begin(topic, heard)
        return self._tell(topic, kinds, heard)

    def _act_otherwise(self, other: Otherwise) -> list[Act]:
        return self.act_on(other.decision, other.kinds, other.heard)

    def _news(self, answer: CrisisAnswer, decision: Decision, heard: Heard | None) -> list[Act]:
        """What is known of a crisis; or whether that is asked, where we are not sure of it."""
        if decision.verdict is Verdict.CLARIFY and heard and self.crisis.in_force(answer):
            return self.crisis.ask(answer, decision.instead or _FOR_A_PERSON, heard)
        says = self.crisis.tell(answer)
        if not says:
            return [
                self._memory.sentence("not_valid_now"),
                *self._memory.ask("offer_person", Question.PERSON),
            ]
        return [*says, *self.more()]

    def _who_does(self, topic: str) -> list[Act]:
        """'Bij wie moet ik zijn?': the department, and a person of it."""
        memory = self._memory
        memory.topic, town = topic, memory.knowledge.municipality
        department = town.departments[memory.knowledge.topics[topic].department].title
        subject = title(memory.knowledge.topics[topic], memory.language)
        text = memory.words("who_does", memory.language, subject=subject, department=department)
        return [
            Say(text=text, language=memory.language),
            *memory.ask("offer_person", Question.PERSON),
        ]

    def later(self, need: Need) -> None:
        """Serve this too, after what is at hand."""
        waiting = {each.topic for each in self._memory.needs}
        if need.topic not in waiting:
            self._memory.needs = (*self._memory.needs, need)

    def more(self) -> list[Act]:
        """What else was asked in the same breath; or ask whether there is anything else."""
        memory = self._memory
        if not memory.needs:
            return memory.ask("more", Question.MORE)
        need, memory.needs = memory.needs[0], memory.needs[1:]
        if need.told:
            memory.topic = need.topic
            return self._errands.offer(need.topic, need.words)
        name = title(memory.knowledge.topics[need.topic], memory.language)
        text = memory.words("second_need", memory.language, second=name)
        decision = Decision(Verdict.ANSWER, (need.topic,), 1.0)
        return [
            Say(text=text, language=memory.language),
            *self.act_on(decision, need.kinds, need.words),
        ]

    def aside(self, topic: str, kinds: Sequence[str]) -> list[Act]:
        """The words about a topic alone: the errand's own question follows."""
        memory = self._memory
        given = self._reply(topic, kinds, name_topic=True)
        return list(given.says) or [memory.sentence("not_valid_now")]

    def start_over(self) -> list[Act]:
        self._memory.topic, self._memory.which, self._memory.misses = None, (), 0
        return self._memory.ask("start_over", Question.OPEN)

    def yes_to_which(self) -> list[Act]:
        """Yes to one topic is that topic; yes to 'A, or B?' tells nothing yet."""
        memory = self._memory
        if len(memory.which) > 1:
            return self._which_of(memory.which[:1], memory.which_kinds, memory.which_words)
        return self.take_named(0)

    def is_it(self, topic: str) -> list[Act]:
        """'Gaat uw vraag over …?'"""
        return self._which_of((topic,), ())

    def take_named(self, nth: int) -> list[Act]:
        """One of the topics that we named."""
        memory = self._memory
        topic = memory.which[min(nth, len(memory.which) - 1)]
        decision = Decision(Verdict.ANSWER, (topic,), 1.0)
        return self.act_on(decision, memory.which_kinds, memory.which_words)

    def tell_source(self) -> list[Act]:
        """'Waar staat dat?': the title of the source, and when it was checked."""
        return self.between(source(self._memory))

    def tell_address(self) -> list[Act]:
        """'Op welke site staat dat?': the only time that we say such an address."""
        told, memory = address(self._memory), self._memory
        there = memory.told_from is not None and memory.told_from.url is not None
        offered = offer_message(memory, told, hard=True) if there else []
        return [*told, *offered] if offered else self.between(told)

    def between(self, told: list[Say]) -> list[Act]:
        """Say this, and then again what we had asked; or ask whether there is more."""
        memory = self._memory
        if not told:
            return memory.ask("no_source", Question.OPEN)
        if memory.question in (Question.OPEN, Question.MORE, Question.END):
            return [*told, *memory.ask("more", Question.MORE)]
        return [*told, *memory.told[-1:], memory.listen()]

    def _tell(self, topic: str, kinds: Sequence[str], heard: Heard | None = None) -> list[Act]:
        memory = self._memory
        new, memory.topic = topic != memory.topic, topic
        given = self._reply(topic, kinds, name_topic=new)
        if not given.says:
            return [
                memory.sentence("not_valid_now"),
                *memory.ask("offer_person", Question.PERSON),
            ]
        if self._errands.of(topic) and not (given.must_verify and kinds):
            return [*given.says, *self._errands.offer(topic, heard)]
        if given.must_verify:
            return [*given.says, *memory.ask("offer_person_verify", Question.PERSON)]
        return [*given.says, *(offer_message(memory, given.says) or self.what_belongs())]

    def _reply(self, topic: str, kinds: Sequence[str], *, name_topic: bool) -> Reply:
        memory = self._memory
        asked = Asked(topic, kinds, memory.day, memory.language, memory.now)
        given = reply(memory.knowledge, asked, name_topic=name_topic)
        if given.says:
            memory.told_from = memory.knowledge.topics[topic].source
            memory.told_until = given.until
            memory.spoken |= {topic}
        return given

    def what_belongs(self) -> list[Act]:
        """Point to what usually belongs to the topic at hand: once in a call, from its own list.

        Not to who was in danger, and not before what was asked in the same breath.
        """
        memory = self._memory
        topic = memory.knowledge.topics.get(memory.topic or "")
        other = next((each for each in _belongs(topic) if each.topic not in memory.spoken), None)
        calm = memory.outcome is not OutcomeType.EMERGENCY and not memory.needs
        if other is None or memory.related is not None or not calm:
            return self.more()
        memory.related, memory.question = other.topic, Question.RELATED
        text = other.question.get(memory.language, other.question["nl"])
        return [Say(text=text, language=memory.language), memory.listen()]

    def tell_related(self) -> list[Act]:
        """The caller wants to hear about what we pointed to."""
        decision = Decision(Verdict.ANSWER, (str(self._memory.related),), 1.0)
        return self.act_on(decision, ())

    def _person_first(self, topic: str) -> list[Act]:
        """A death: sympathy, then a person before anything else. The facts come on request."""
        memory = self._memory
        memory.topic = topic
        says = self._reply(topic, (), name_topic=False).says
        return [*says, *memory.ask("offer_person_first", Question.PERSON_FIRST)]

    def _which_of(
        self, topics: tuple[str, ...], kinds: tuple[str, ...], heard: Heard | None = None
    ) -> list[Act]:
        memory = self._memory
        memory.which, memory.which_kinds, memory.question = topics, kinds, Question.WHICH
        memory.which_words = heard
        names = [title(memory.knowledge.topics[key], memory.language) for key in topics]
        name = "clarify_two" if len(names) > 1 else "clarify_one"
        text = memory.words(name, memory.language, first=names[0], second=names[-1])
        return [Say(text=text, language=memory.language), memory.listen()]

    # -- what was not understood -----------------------------------------------------------

    def _unknown(self, decision: Decision) -> list[Act]:
        """Ask for other words; then offer a person; then begin to arrange one."""
        memory = self._memory
        memory.misses += 1
        if decision.topics[:1] == ("human",):
            return memory.ask("offer_person", Question.PERSON)
        if memory.misses == 1:
            return memory.ask("rephrase_first", Question.OPEN)
        if memory.misses == 2:
            offered = memory.ask("offer_person", Question.PERSON)
            return [memory.sentence("rephrase_second"), *offered]
        return [memory.sentence("rephrase_third"), *self._others["human"]()]

    def _refuse(self, heard: Heard | None) -> list[Act]:
        """No task of ours: whose it is, where the words tell that; else a person may know."""
        memory = self._memory
        if memory.outcome is OutcomeType.ABANDONED:
            memory.outcome = OutcomeType.REFUSED
        body = who_does_it(memory.knowledge.elsewhere, heard.text) if heard else None
        told = self._told(body.told) if body else None
        if body is None or told is None:
            return memory.ask("out_of_scope", Question.PERSON)
        memory.topic, memory.told_from, memory.told_until = None, body.source, None
        return [memory.sentence("not_ours"), told, *memory.ask("more", Question.MORE)]

    def _told(self, passage: Passage) -> Say | None:
        memory = self._memory
        language = memory.language if memory.language in passage.text else "nl"
        facts = memory.knowledge.municipality.facts
        text = filled_on(passage, facts, memory.day, language)
        return Say(text=text, language=language) if text else None

    def _own_up(self) -> list[Act]:
        """Ours, and nobody wrote an answer: a person has one. Never 'not for the municipality'."""
        self._memory.topic = None  # who helps with this is not who helped with that
        return self._memory.ask("municipal", Question.PERSON)


def _belongs(topic: Topic | None) -> tuple[Related, ...]:
    return topic.related if topic else ()
