"""The one question that a bare ambiguous word gets, and what its answer leads to."""

from dialog.acts import Act, Say, Understand
from dialog.ambiguous import bare, meant
from dialog.commands import ordinal
from dialog.decision import Decision, Verdict
from dialog.knowledge import Ambiguous, Choice
from dialog.memory import Memory, Question
from dialog.passages import filled_on
from dialog.phrases import plain
from dialog.rules import Rule
from dialog.subjects import Subjects

_ELSEWHERE = "out_of_scope"


class Meanings:
    """Asks, and takes the answer. Words that are neither are not for us."""

    def __init__(self, memory: Memory, subjects: Subjects) -> None:
        self._memory = memory
        self._subjects = subjects

    def take(self, text: str) -> list[Act]:
        """Act on a bare ambiguous word, or on the answer to our question; empty: neither."""
        word = self._asked()
        if word is not None:
            choice = self._chosen(word, text)
            if choice is not None:
                return self._act_on(word, choice)
        found = bare(self._memory.knowledge.ambiguous, text, self._memory.language)
        if found is None or self._is_at_hand(found[0]):
            return []
        return self._ask(*found)

    def ask_again(self) -> list[Act]:
        """'Ja' to 'A, or B?' tells nothing yet: ask about the one that is ours."""
        word = self._asked()
        assert word is not None
        ours = next(choice.topic for choice in word.choices if choice.topic is not None)
        return self._subjects.is_it(ours)

    def _asked(self) -> Ambiguous | None:
        memory = self._memory
        if memory.question is not Question.MEANING:
            return None
        words = memory.knowledge.ambiguous
        return next((each for each in words if each.key == memory.meaning), None)

    def _chosen(self, word: Ambiguous, text: str) -> Choice | None:
        nth = ordinal(plain(text))
        return meant(word, text) or (word.choices[nth] if nth is not None else None)

    def _is_at_hand(self, word: Ambiguous) -> bool:
        """'En de vergunning?' after parking is about parking."""
        topic = self._memory.topic
        return topic is not None and topic in {choice.topic for choice in word.choices}

    def _ask(self, word: Ambiguous, language: str) -> list[Act]:
        first, second = (choice.topic or _ELSEWHERE for choice in word.choices)
        if first == _ELSEWHERE:
            first, second = second, first
        noted = Understand(topic=first, score=0.5, second_topic=second, rule=Rule.AMBIGUOUS)
        return [noted, *self._question(word, language)]

    def _question(self, word: Ambiguous, language: str) -> list[Act]:
        memory = self._memory
        memory.question, memory.meaning, memory.misses = Question.MEANING, word.key, 0
        text = word.question.get(language, word.question["nl"])
        return [Say(text=text, language=language), memory.listen()]

    def _act_on(self, word: Ambiguous, choice: Choice) -> list[Act]:
        if choice.topic is not None:
            noted = Understand(topic=choice.topic, score=1.0, rule=Rule.MEANING)
            decision = Decision(Verdict.ANSWER, (choice.topic,), 1.0)
            return [noted, *self._subjects.act_on(decision, ())]
        noted = Understand(topic=_ELSEWHERE, score=1.0, rule=Rule.MEANING)
        return [noted, *self._elsewhere(word, choice)]

    def _elsewhere(self, word: Ambiguous, choice: Choice) -> list[Act]:
        """Who does it, where it is no task of ours."""
        memory, passage = self._memory, choice.answer
        assert passage is not None
        memory.topic, memory.misses = None, 0
        language = memory.language if memory.language in passage.text else "nl"
        text = filled_on(passage, memory.knowledge.municipality.facts, memory.day, language)
        if text is None:
            return [
                memory.sentence("not_valid_now"),
                *memory.ask("offer_person", Question.PERSON),
            ]
        memory.told_from, memory.told_until = word.source, None
        said = Say(text=text, language=language, source=str(word.source))
        return [said, *memory.ask("more", Question.MORE)]
