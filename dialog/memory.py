"""What one conversation remembers, and the few sentences that every part of it says."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dialog.acts import Act, Expectation, Listen, OutcomeType, Say
from dialog.callback import Callback, Step
from dialog.events import Heard
from dialog.knowledge import Knowledge
from dialog.wording import Wording


class Question(StrEnum):
    """What we asked last, and so what a yes or a no means."""

    OPEN = "open"
    MORE = "more"
    PERSON = "person"
    PERSON_FIRST = "person_first"
    WHICH = "which"
    END = "end"


_YES_NO = frozenset({Question.PERSON, Question.PERSON_FIRST, Question.END})
_CALLBACK_EXPECTS = {Step.NUMBER: Expectation.NUMBER, Step.TIME: Expectation.OPEN}


@dataclass(slots=True)
class Memory:
    knowledge: Knowledge
    language: str = "nl"
    day: date = date.min
    caller: str | None = None
    question: Question = Question.OPEN
    which: tuple[str, ...] = ()
    """The topics named in our 'do you mean … or …?'."""
    topic: str | None = None
    """What was answered last: 'and what does it cost?' is about this."""
    pending: Heard | None = None
    """The turn whose look-up has not come back."""
    callback: Callback | None = None
    misses: int = 0
    """Turns in a row that we did not understand."""
    told: tuple[Say, ...] = ()
    """What we said to the last event, for 'say that again'."""
    cut_off: Say | None = None
    outcome: OutcomeType = OutcomeType.ABANDONED
    ended: bool = False
    words: Wording = field(init=False)

    def __post_init__(self) -> None:
        self.words = Wording(self.knowledge)

    def sentence(self, name: str) -> Say:
        return Say(text=self.words(name, self.language), language=self.language)

    def ask(self, name: str, question: Question) -> list[Act]:
        """Say a sentence that asks something; what a yes or a no means from now on."""
        self.question = question
        return [self.sentence(name), self.listen()]

    def listen(self) -> Listen:
        if self.callback is not None:
            return Listen(expect=_CALLBACK_EXPECTS.get(self.callback.step, Expectation.YES_NO))
        single = self.question is Question.WHICH and len(self.which) == 1
        asked = self.question in _YES_NO or single
        return Listen(expect=Expectation.YES_NO if asked else Expectation.OPEN)
