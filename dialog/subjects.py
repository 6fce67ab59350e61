"""Talking about topics: answer, ask which of two, go on with the one at hand, or own up."""

from collections.abc import Callable, Sequence

from dialog.acts import Act, OutcomeType, Say
from dialog.answers import Asked, has_follow_up, reply, title
from dialog.decision import Decision, Verdict
from dialog.memory import Memory, Question


class Subjects:
    """Acts for a decision about a question."""

    def __init__(self, memory: Memory, others: dict[str, Callable[[], list[Act]]]) -> None:
        """`others` says what is done about what is no topic: a person, danger."""
        self._memory = memory
        self._others = others | {
            "smalltalk": lambda: memory.ask("thanks", Question.OPEN),
            "out_of_scope": self._refuse,
        }

    def act_on(self, decision: Decision, kinds: Sequence[str]) -> list[Act]:
        """`kinds` are the follow-ups that were asked for: costs, what to bring …"""
        if decision.verdict is Verdict.UNKNOWN:
            return self._unknown()
        self._memory.misses = 0
        if decision.verdict is Verdict.CLARIFY:
            return self._which_of(decision.topics)
        topic = decision.topics[0]
        if topic in self._others:
            return self._others[topic]()
        known = self._memory.knowledge.topics[topic]
        if known.person_first and topic != self._memory.topic:
            return self._person_first(topic)
        return self._tell(topic, kinds)

    def continued(self, decision: Decision, kinds: Sequence[str]) -> Decision:
        """'En wat kost dat?' goes on with the topic at hand unless another one is clear."""
        topic = self._memory.topic
        if topic is None or not has_follow_up(self._memory.knowledge, topic, kinds):
            return decision
        if decision.verdict is Verdict.ANSWER and decision.topics[0] != topic:
            return decision
        return Decision(Verdict.ANSWER, (topic,), decision.score)

    def tell_at_hand(self) -> list[Act]:
        """The answer about the topic that a person was offered for, or that was named."""
        topic = self._memory.topic
        return self._tell(topic, ()) if topic else self.start_over()

    def start_over(self) -> list[Act]:
        self._memory.topic, self._memory.which, self._memory.misses = None, (), 0
        return self._memory.ask("start_over", Question.OPEN)

    def take_first(self) -> list[Act]:
        """Yes to 'do you mean A, or B?' is A: it was named first."""
        return self._tell(self._memory.which[0], ())

    def tell_source(self) -> list[Act]:
        """'Waar staat dat?': the title of the source, and when it was checked."""
        memory = self._memory
        if memory.topic is None:
            return memory.ask("no_source", Question.OPEN)
        source = memory.knowledge.topics[memory.topic].source
        text = memory.words(
            "source", memory.language, title=source.title, date=f"{source.dated:%d-%m-%Y}"
        )
        return [Say(text=text, language=memory.language), *memory.ask("more", Question.MORE)]

    def _tell(self, topic: str, kinds: Sequence[str]) -> list[Act]:
        memory = self._memory
        new, memory.topic = topic != memory.topic, topic
        given = reply(
            memory.knowledge, Asked(topic, kinds, memory.day, memory.language), name_topic=new
        )
        if not given.says:
            return [
                memory.sentence("not_valid_now"),
                *memory.ask("offer_person", Question.PERSON),
            ]
        if given.must_verify:
            return [*given.says, *memory.ask("offer_person_verify", Question.PERSON)]
        return [*given.says, *memory.ask("more", Question.MORE)]

    def _person_first(self, topic: str) -> list[Act]:
        """A death: sympathy, then a person before anything else. The facts come on request."""
        memory = self._memory
        memory.topic = topic
        asked = Asked(topic, (), memory.day, memory.language)
        says = reply(memory.knowledge, asked, name_topic=False).says
        return [*says, *memory.ask("offer_person_first", Question.PERSON_FIRST)]

    def _which_of(self, topics: tuple[str, ...]) -> list[Act]:
        memory = self._memory
        memory.which, memory.question = topics, Question.WHICH
        names = [title(memory.knowledge.topics[key], memory.language) for key in topics]
        name = "clarify_two" if len(names) > 1 else "clarify_one"
        text = memory.words(name, memory.language, first=names[0], second=names[-1])
        return [Say(text=text, language=memory.language), memory.listen()]

    def _unknown(self) -> list[Act]:
        memory = self._memory
        memory.misses += 1
        if memory.misses == 1:
            return memory.ask("rephrase_first", Question.OPEN)
        return [memory.sentence("rephrase_second"), *memory.ask("offer_person", Question.PERSON)]

    def _refuse(self) -> list[Act]:
        if self._memory.outcome is OutcomeType.ABANDONED:
            self._memory.outcome = OutcomeType.REFUSED
        return self._memory.ask("out_of_scope", Question.PERSON)

    def not_understood(self) -> list[Act]:
        """Sound without words: ask, each time in other words; then a person."""
        memory = self._memory
        memory.misses += 1
        if memory.misses > 2 and memory.callback is None:
            return memory.ask("offer_person", Question.PERSON)
        name = "not_heard_first" if memory.misses == 1 else "not_heard_second"
        acts: list[Act] = [memory.sentence(name)]
        return [*acts, memory.listen()]


def silence_prompts(memory: Memory, nth: int) -> list[Act] | None:
    """What is said to the nth silence; None when it is time to say goodbye."""
    if nth == 1:
        return [memory.sentence("listening"), memory.listen()]
    if nth == 2:
        question = memory.told[-1:] or (memory.sentence("first_question"),)
        if question[0].text == memory.words("listening", memory.language):
            question = (memory.sentence("first_question"),)
        return [memory.sentence("still_there"), *question, memory.listen()]
    return memory.ask("silence_keys", Question.PERSON) if nth == 3 else None
