"""What one conversation remembers, and the few sentences that every part of it says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from dialog.acts import Act, Expectation, Fill, HangUp, Hush, Listen, OutcomeType, Say
from dialog.callback import Callback, Step
from dialog.danger.words import Danger
from dialog.decision import Decision
from dialog.documents.answer import DocumentAnswer
from dialog.events import CrisisAnswer, Heard, NewsCame, Said
from dialog.key_menu import Place
from dialog.knowledge import Knowledge, Source
from dialog.scripts.keying import Keying
from dialog.scripts.progress import Progress
from dialog.slots.digits import telephone
from dialog.slots.lexicon import Lexicon
from dialog.slots.own_words import lexicon_of
from dialog.waiting import Waiting
from dialog.wording import Wording


@dataclass(frozen=True, slots=True)
class Rest:
    """What is still to be told after 'shall I go on?' (`dialog/pieces.py`)."""

    acts: tuple[Act, ...]
    question: "Question"
    """What is asked at its end."""


@dataclass(frozen=True, slots=True)
class Need:
    """Something else that the caller asked in the same breath, to be served after the first."""

    topic: str
    kinds: tuple[str, ...] = ()
    words: Heard | None = None
    told: bool = False
    """It was answered already, in the middle of an errand; what is left is to do it."""


class Holds(StrEnum):
    """What we want to know before we go on."""

    DANGER = "danger"
    """Is there danger now?"""
    LANGUAGE = "language"
    """Shall we go on in the caller's language?"""
    NEWS = "news"
    """Is this the question that the news of a crisis answers?"""


@dataclass(frozen=True, slots=True)
class Held:
    """A turn that waits for the answer to one short question of ours (`dialog/held.py`)."""

    heard: Heard
    asks: Holds
    danger: Danger | None = None
    language: str = "en"
    """In which the turn was said."""
    decision: Decision | None = None
    """None: it is still being searched."""
    kinds: tuple[str, ...] = ()
    crisis: CrisisAnswer | None = None
    """What the news says, where we asked about that."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What a turn is about, if it is not what we ask about."""

    decision: Decision
    kinds: tuple[str, ...]
    heard: Heard | None


class Question(StrEnum):
    """What we asked last, and so what a yes or a no means."""

    OPEN = "open"
    MORE = "more"
    PERSON = "person"
    PERSON_FIRST = "person_first"
    WHICH = "which"
    ERRAND = "errand"
    """Shall we do it for you?"""
    RESUME = "resume"
    """Shall we go on with the errand that was left?"""
    RESUME_OR_CALLBACK = "resume_or_callback"
    """The same, where nobody is free: else somebody rings back."""
    RELATED = "related"
    """Also about what usually belongs to it?"""
    REST = "rest"
    """Also the rest of what a document says?"""
    PASSAGE = "passage"
    """Is this passage of a document what the caller asks about?"""
    MEANING = "meaning"
    """Which of two meanings has that word?"""
    MENU = "menu"
    """Which of the options that were read out? (`dialog/menu.py`)"""
    MESSAGE = "message"
    """Shall we send that in a text message?"""
    TAKE_UP = "take_up"
    """Shall we go on with the last call of this telephone?"""
    FORGET = "forget"
    """Shall we forget this call?"""
    END = "end"
    REMEMBER = "remember"
    """Shall we take it slowly the next time too?"""
    RATING = "rating"
    """Were you helped?"""


_YES_NO = frozenset({
    Question.PERSON, Question.PERSON_FIRST, Question.ERRAND, Question.RELATED, Question.END,
    Question.RESUME, Question.RESUME_OR_CALLBACK, Question.REST, Question.REMEMBER,
    Question.PASSAGE,
    Question.MESSAGE, Question.TAKE_UP, Question.FORGET, Question.RATING,
})  # fmt: skip
_CALLBACK_EXPECTS = {Step.NUMBER: Expectation.NUMBER, Step.TIME: Expectation.OPEN}
_PASSING = (
    "slower", "faster", "louder", "softer", "calm", "normal", "calm_offer", "waiting",
    "listening", "still_there",
    "not_heard_first", "not_heard_second", "bsn", "nothing_to_repeat", "silence_again",
    "transfer_picked_up", "transfer_not_this", "machine_again",
)  # fmt: skip
"""Sentences about the talk itself: 'say that again' is never about these."""

SENTENCES = re.compile(r"(?<=[.!?])\s+")
"""What stands between two of them."""


@dataclass(slots=True)
class Memory:
    knowledge: Knowledge
    language: str = "nl"
    now: datetime = datetime.min
    """The moment of the event at hand."""
    can_transfer: bool = True
    """Whether agents can be rung at all."""
    open: bool | None = None
    """Whether people are there, where the call says so itself."""
    caller: str | None = None
    line: str | None = None
    """The number that the call came from; what a caller tells later does not change it."""
    code: str | None = None
    """With which this call can be taken up again."""
    code_told: bool = False
    left_before: str | None = None
    """The errand that was left in the last call of this telephone."""
    message_offered: bool = False
    informed: tuple[Say, ...] = ()
    """The last answer that came from a source, for who wants it in writing."""
    noted: tuple[Fill, ...] = ()
    """What was noted in this call, the last value of each slot."""
    noted_before: tuple[tuple[str, str], ...] = ()
    """The same of an earlier call that was opened: slot and value."""
    forgotten: bool = False
    """Nothing of this call is to stay."""
    question: Question = Question.OPEN
    which: tuple[str, ...] = ()
    """The topics named in our 'do you mean … or …?'."""
    which_kinds: tuple[str, ...] = ()
    """What was asked about them: costs, what to bring …"""
    which_words: Heard | None = None
    """The turn that asked it."""
    topic: str | None = None
    """What was answered last: 'and what does it cost?' is about this."""
    told_from: Source | None = None
    """Where the last information comes from: 'waar staat dat?' is about this."""
    told_until: date | None = None
    """The last day on which a fact in it holds."""
    quoted: tuple[str, ...] = ()
    """What a document says besides, and we offered to tell."""
    near: tuple[DocumentAnswer, ...] = ()
    """The passages that may be meant; we asked about the first of them."""
    instead: Otherwise | None = None
    """For a no to that."""
    spoken: frozenset[str] = frozenset()
    """The topics that were told about."""
    related: str | None = None
    """What we pointed to, once in this call."""
    meaning: str | None = None
    """The key of the ambiguous word that we asked about."""
    place: Place | None = None
    """Where in the menu the caller is; None: it was not opened."""
    by_keys: bool = False
    """The caller uses keys: every question tells which keys answer it."""
    keyed: int = 0
    """Answers by key since the caller's last words."""
    keying: Keying | None = None
    """How far the answer by keys to an errand's question is."""
    pending: Heard | None = None
    """The turn whose look-up has not come back."""
    callback: Callback | None = None
    errand: Progress | None = None
    left: Progress | None = None
    """The errand that was at hand when the caller asked for a person."""
    offered: str | None = None
    """The topic whose errand we offered."""
    offered_words: Heard | None = None
    """What the caller had said when we offered it."""
    needs: tuple[Need, ...] = ()
    """What is still to be served, in order."""
    crisis: Mapping[str, str] = field(default_factory=dict)
    """By language, the message that is in force as the call begins; empty without one."""
    crisis_until: datetime | None = None
    """From then on that message is over."""
    postcode: str | None = None
    """Of the caller's address, once it was told."""
    news_came: tuple[NewsCame, ...] = ()
    """What came into force in the call and was not told yet, in order."""
    news_told: frozenset[str] = frozenset()
    """The languages in which it was told."""
    held: Held | None = None
    danger_asked: bool = False
    """We asked whether there is danger, and no yes or no has come."""
    told_languages: frozenset[str] = frozenset()
    """In which others we said how to reach a person."""
    language_settled: bool = False
    """The caller told in which language we go on, or we asked."""
    danger: Danger | None = None
    """What the caller is in, or was, since we named a number for it."""
    rate: float = 1.0
    """The pace at which we speak to this caller; 1.0 is the voice's own."""
    gain_db: float = 0.0
    """How much louder."""
    calm: bool = False
    """We take it slowly: in pieces, in simple words, with every choice named (`manner.py`)."""
    repeats: int = 0
    """Times that the caller asked to hear something again."""
    slow_turns: int = 0
    """Turns and silences of the caller that were long."""
    calm_due: bool = False
    calm_offered: bool = False
    """We told that it can be done slowly; once in a call."""
    calm_kept: bool = False
    """It is remembered for the caller's number."""
    asks_rating: bool = False
    """The caller is still to be asked whether they were helped."""
    calm_asked: bool = False
    """We asked whether to, or the caller said no of their own accord."""
    relay: str = ""
    """Through whom the caller speaks: 'Teletolk', 'een tolk' (`dialog/on_behalf.py`)."""
    relay_greeted: bool = False
    for_another: bool = False
    """The caller said to ring for somebody else."""
    turns: int = 0
    """With words."""
    rest: Rest | None = None
    cut: tuple[Say, ...] = ()
    """What of our words the turn at hand cut off, from the sentence in which it did."""
    urgent: bool = False
    """Whoever takes this over is to do so at once."""
    waiting: Waiting | None = None
    """A transfer that was asked for and has not ended."""
    misses: int = 0
    """Turns in a row that we did not understand."""
    coughs: int = 0
    """Times in a row that a sound without words came over our voice."""
    told: tuple[Say, ...] = ()
    """The last information or question, for 'say that again'."""
    unheard: tuple[Say, ...] = ()
    """What we said, in order, of which no word has come that it was heard to its end."""
    asked: bool = False
    """What we said last ended in listening: what is said next is another turn of ours."""
    disclosed: bool = False
    """Our first sentence was heard to its end."""
    outcome: OutcomeType = OutcomeType.ABANDONED
    ended: bool = False
    concluded: bool = False
    words: Wording = field(init=False)
    lexicon: Lexicon = field(init=False)

    @property
    def day(self) -> date:
        return self.now.date()

    @property
    def own_number(self) -> str | None:
        """The number of the line, where it is one that can be rung."""
        return telephone(self.caller) if self.caller else None

    @property
    def busy(self) -> bool:
        """An errand is at hand, or a callback."""
        return self.callback is not None or self.errand is not None

    @property
    def telling(self) -> bool:
        """We asked whether to go on telling, and nothing else since."""
        return self.rest is not None and self.question is self.rest.question

    @property
    def connecting(self) -> bool:
        """An agent has accepted and waits: a Hush now would keep the caller from them."""
        return self.waiting is not None and self.waiting.accepted

    def __post_init__(self) -> None:
        self.words = Wording(self.knowledge)
        self.lexicon = lexicon_of(self.knowledge)

    def sentence(self, name: str) -> Say:
        return Say(text=self.words(name, self.language), language=self.language)

    def ask(self, name: str, question: Question) -> list[Act]:
        """Say a sentence that asks something; what a yes or a no means from now on."""
        self.question = question
        return [self.sentence(name), self.listen()]

    def listen(self) -> Listen:
        if self.telling:
            return Listen(expect=Expectation.YES_NO)
        if self.callback is not None:
            return Listen(expect=_CALLBACK_EXPECTS.get(self.callback.step, Expectation.YES_NO))
        if self.errand is not None:
            question = self.errand.question
            return Listen(expect=question.expect, slot=question.slot)
        single = self.question is Question.WHICH and len(self.which) == 1
        asked = self.question in _YES_NO or single
        return Listen(expect=Expectation.YES_NO if asked else Expectation.OPEN)

    # -- what was said, and what was heard of it -------------------------------------------

    def remember(self, acts: Sequence[Act]) -> None:
        """Keep what these acts say."""
        said = tuple(act for act in acts if isinstance(act, Say))
        for act in acts:
            if isinstance(act, Fill):
                self._note(act)
        if any(isinstance(act, Hush) for act in acts):
            self.unheard = ()
        if said:
            kept = (say for say in self.unheard if say.protected or not self.asked)
            self.unheard = (*kept, *said)
            self.asked = any(isinstance(act, Listen) for act in acts)
        self.informed = tuple(say for say in said if say.source) or self.informed
        passing = {self.words(name, self.language) for name in _PASSING}
        told = tuple(say for say in said if say.text not in passing)
        # What was told before and is said again, whole or in part, stays as it was told.
        if any(all(say.text not in old.text for old in self.told) for say in told):
            self.told = told
        self.ended = self.ended or any(isinstance(act, HangUp) for act in acts)

    def _note(self, fill: Fill) -> None:
        self.noted = (*(each for each in self.noted if each.slot != fill.slot), fill)
        if fill.slot == "postcode":
            self.postcode = fill.value

    def hear(self, said: Said) -> Say | None:
        """Take in how far a sentence was heard; return it when that was to its end."""
        places = [n for n, say in enumerate(self.unheard) if say.text == said.text]
        if not places:
            return None
        say, rest = self.unheard[places[0]], self.unheard[places[0] + 1 :]
        if said.complete:
            self.unheard = rest
            return say
        self.unheard = (_from_where_cut(say, said.heard_text), *rest)
        return None

    def drop_unheard(self, *, over_us: bool = True) -> None:
        """The caller's turn: of what still sounds, only protected sentences are said on."""
        if self.relay and over_us:
            return  # nothing cuts us off there: it is all said to its end
        self.cut = tuple(say for say in self.unheard if not say.protected)
        self.unheard = tuple(say for say in self.unheard if say.protected and over_us)

    def say_rest(self) -> list[Act]:
        """What a cough cut off. A protected sentence was not cut, only what came behind it."""
        if not self.unheard:
            return []
        if not self.unheard[0].protected:
            return [Hush(), *self.unheard, self.listen()]
        dropped = [say for say in self.unheard if not say.protected]
        self.drop_unheard()
        return [*dropped, self.listen()] if dropped else []


def _from_where_cut(say: Say, heard: str) -> Say:
    """The same words from the sentence in which they were cut off."""
    sentences = SENTENCES.split(say.text)
    while len(sentences) > 1 and heard.startswith(sentences[0]):
        heard = heard.removeprefix(sentences[0]).lstrip()
        sentences = sentences[1:]
    return replace(say, text=" ".join(sentences))
