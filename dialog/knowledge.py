"""What the desk knows, as plain frozen data; reading it from files is `dialog/content.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from dialog.addresses import Addresses
from dialog.hours import Hours, Span
from dialog.key_menu import Theme
from dialog.scripts.script import Script

OTHERS = ("human", "emergency", "smalltalk", "out_of_scope", "municipal")
"""What a caller may want that is no topic. `municipal` is a task of the municipality that nobody
wrote about: a person answers it. The other names are those of the contract.
"""

COMMAND = "command:"
"""Before the name of a command (`dialog/commands.py`) among the kinds that the search tells
apart: `command:herhaal`."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer comes from; `dated` is when the municipality last approved it, and is there
    for all that is written for this desk. Documents may bear no date.
    """

    title: str
    dated: date | None
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.title} ({self.dated.isoformat()})" if self.dated else self.title


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that changes (a tariff, an hour, a term) with the days on which it holds."""

    name: str
    value: str
    valid_from: date | None = None
    valid_until: date | None = None
    translations: Mapping[str, str] = field(default_factory=dict)
    """The value in other languages, where it is words and no amount or number."""

    def said_in(self, language: str) -> str:
        return self.translations.get(language, self.value)

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """Approved words in each language, with `{fact}` where a fact is to stand."""

    text: Mapping[str, str]
    must_verify: bool = False
    """A person has to confirm: the words are said and a person is offered at once."""


@dataclass(frozen=True, slots=True)
class Related:
    """What usually belongs to a topic: after its answer we may ask about it, once in a call."""

    topic: str
    question: Mapping[str, str]
    """By language: 'Wilt u ook horen welke hulp er is voor ouders?'"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One meaning of a word with several: a topic, or words about who else does it."""

    words: Mapping[str, tuple[str, ...]]
    """Per language, what a caller says who means this one."""
    topic: str | None = None
    answer: Passage | None = None
    """Without a topic: whose task it is."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A word that says too little when it is said alone: 'belasting'."""

    key: str
    words: Mapping[str, tuple[str, ...]]
    """Per language, the forms of the word."""
    question: Mapping[str, str]
    """The one question that names both meanings, in the order of `choices`."""
    choices: tuple[Choice, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Body:
    """Who does what the municipality does not do: the CBR, the police, a landlord."""

    key: str
    words: Mapping[str, tuple[str, ...]]
    """Per language, words by which a caller's question is known to be for this one."""
    told: Passage
    source: Source


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a written word sounds: respelled as one would read it aloud, or in IPA, or both."""

    written: str
    say_as: str = ""
    ipa: str = ""


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """A language beside Dutch and English, in which a few fixed sentences can be said."""

    code: str
    """ISO 639-1, as the recogniser names it."""
    name: str
    """In Dutch, for the agent: 'Turks'."""
    voice: str
    """Of eSpeak NG, where no better one speaks it."""
    asked: tuple[str, ...]
    """How callers name it, as `plain` words."""
    disclosure: str
    """Our first sentence with {name}; empty: no call begins in it."""


@dataclass(frozen=True, slots=True)
class Starts:
    """The errand that a topic may lead to, and what is known in it already."""

    key: str
    values: tuple[tuple[str, str], ...] = ()
    """By slot: ('product', 'paspoort')."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject that residents call about."""

    key: str
    name: str
    """The UPL name, or the municipality's own where UPL has none."""
    title: Mapping[str, str]
    """How it is called in speech, with its article: 'een paspoort'."""
    department: str
    samples: Mapping[str, tuple[str, ...]]
    """Per language, lines as residents say them."""
    answer: Passage
    follow_ups: Mapping[str, Passage]
    """By kind: kosten, meenemen, duur, waar, hoe, wie, digitaal …"""
    source: Source
    facts: Mapping[str, Fact] = field(default_factory=dict)
    upl: str | None = None
    person_first: bool = False
    """Offer a person before anything else (a death)."""
    script: Starts | None = None
    simple: Passage = field(default_factory=lambda: Passage({}))
    """The answer in the simplest words (A2), for who asked us to take it slowly; may be empty."""
    related: tuple[Related, ...] = ()
    """What usually belongs to it, likeliest first; never from what we know about a caller."""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """A colleague who can be rung. A name stands for one address in the whole municipality."""

    name: str
    address: str
    """A SIP URI: 'sip:balie1@10.0.0.5'."""


class Ring(StrEnum):
    """How the telephones of a department are rung."""

    IN_TURN = "in_turn"
    """One after the other, as they stand."""
    TOGETHER = "together"
    """All at once; who picks up first has the call."""


@dataclass(frozen=True, slots=True)
class Department:
    key: str
    title: str
    """In speech, with its article: 'het team Burgerzaken'."""
    agents: tuple[Agent, ...] = ()
    """Nobody: this department only rings back."""
    ring: Ring = Ring.IN_TURN
    hours: Hours | None = None
    """None: those of the municipality. `Presence.hours` tells which count."""
    at_desk: bool = False
    """Its people sign in at the desk, also those who stand in no list of telephones."""
    overflow: str | None = None
    """The department whose agents are asked too; None: the switchboard's."""
    overflow_seconds: float = 60.0
    """After so long a wait."""

    @property
    def staffed(self) -> bool:
        """Somebody of it can be rung; else it only rings back."""
        return self.at_desk or bool(self.agents)


CALLBACK_PARTS: Mapping[str, Span] = {
    "ochtend": Span(time(9), time(12)),
    "middag": Span(time(13), time(17)),
    "avond": Span(time(17), time(21)),
}
"""Parts of the day in which we ring back, as far as the hours of the department allow."""


@dataclass(frozen=True, slots=True)
class WaitingTimes:
    """In seconds."""

    longest_seconds: float = 900.0
    """Who has waited for a person so long is rung back instead."""
    handling_seconds: float = 240.0
    """What a call takes an agent, before that was measured."""


@dataclass(frozen=True, slots=True)
class Municipality:
    name: str
    telephone: str
    departments: Mapping[str, Department]
    facts: Mapping[str, Fact]
    """Facts that every topic may use: hours, addresses."""
    hours: Hours = field(default_factory=Hours)
    callback_parts: Mapping[str, Span] = field(default_factory=lambda: dict(CALLBACK_PARTS))
    """By the name of a part of the day: 'ochtend', 'middag', 'avond'."""
    queue: WaitingTimes = field(default_factory=WaitingTimes)
    rating_percent: int = 0
    """How many of a hundred callers are asked at the end whether they were helped."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Knowledge:
    """One consistent state of the content; a call keeps the one it began with."""

    municipality: Municipality
    topics: Mapping[str, Topic]
    others: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Samples per language of what is no topic, by the names of `OTHERS`."""
    sentences: Mapping[str, Mapping[str, str]]
    """Fixed sentences by name and language."""
    version: str
    ambiguous: tuple[Ambiguous, ...] = ()
    """Words that get a question when they are said alone."""
    elsewhere: tuple[Body, ...] = ()
    """Who does what is no task of ours."""
    scripts: Mapping[str, Script] = field(default_factory=dict)
    """Errands with several steps, by the key that topics name."""
    addresses: Addresses = field(default_factory=Addresses)
    commands: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Samples per language of commands in unusual words, by the name of the command."""
    menu: tuple[Theme, ...] = ()
    """Under which themes callers with keys find the subjects; what stands in none comes last."""
    pronunciations: Mapping[str, tuple[Pronunciation, ...]] = field(default_factory=dict)
    """Words that a voice would say wrong, by language."""
    languages: tuple[LanguagePack, ...] = ()
    """Beside Dutch and English; their sentences stand in `sentences`."""

    @property
    def loose_scripts(self) -> tuple[str, ...]:
        """Errands that no topic leads to: they are begun by themselves."""
        led = {topic.script.key for topic in self.topics.values() if topic.script}
        return tuple(key for key in self.scripts if key not in led)
