"""Which language we speak with this caller.

Another language than ours is noticed in the first turns, asked about once ('Shall we go on in
English?'), and kept. Who asks for it outright has it at once. Danger, a person and commands wait
for no such question: they are answered in the language in which they were said.
"""

from collections.abc import Callable
from dataclasses import replace

from dialog.acts import Act, Fill, Say, Understand
from dialog.commands import Command, announces_question, greets
from dialog.events import Heard
from dialog.knowledge import LanguagePack
from dialog.language import Wish, foreign_of, language_of, wish_of
from dialog.memory import Held, Holds, Memory, Question
from dialog.phrases import plain
from dialog.rules import Rule

_OURS = ("nl", "en")
_WORDS = 3
"""So many words show a language; 'ja' and 'okay' do not."""


_ABOUT_LANGUAGE = Understand(topic="smalltalk", score=1.0, rule=Rule.LANGUAGE)


class Speaking:
    """`go_on` says again, in the language of the memory, what is at hand."""

    def __init__(self, memory: Memory, go_on: Callable[[], list[Act]]) -> None:
        self._memory = memory
        self._go_on = go_on
        self._noticed: str | None = None
        """What the recogniser says of this turn: certainly a language that is not ours."""

    def heard(self, said: str, event: Heard) -> str:
        """The language of this turn: 'nl' or 'en'.

        The recogniser tells another language than it was asked for only when that is certain.
        """
        current = self._memory.language
        self._noticed = event.language if event.language not in _OURS else None
        certain = event.language if event.language not in ("nl", self._noticed) else None
        enough = len(said.split()) >= _WORDS
        return language_of(said, certain or current) if enough else current

    def wished(self, said: str) -> list[Act]:
        """Do what is said about the language; empty when nothing is."""
        wish = wish_of(said)
        memory = self._memory
        pack = self._pack(said) if wish is Wish.OTHER or (wish is None and self._noticed) else None
        if wish is Wish.OTHER or pack is not None:
            told = [self._say("language_other", each) for each in _OURS]
            return [_ABOUT_LANGUAGE, *(self._in_their_own(pack) or told), *self._offer_person()]
        if wish is Wish.POOR_DUTCH and memory.language == "nl":
            told = [self._say("language_poor_dutch", each) for each in ("nl", "en")]
            return [_ABOUT_LANGUAGE, *told, *self._go_on()]
        if wish not in (Wish.ENGLISH, Wish.DUTCH) or wish is None:
            return []
        memory.language, memory.language_settled = wish.value, True
        if memory.callback is not None:
            memory.callback = replace(memory.callback, language=wish.value)
        return [_ABOUT_LANGUAGE, self._say("language_yes", memory.language), *self._go_on()]

    def follow(self, spoken: str, heard: Heard, order: Command | None) -> None:
        """Speak as the caller does; ask first when that is new and there is a question to keep."""
        memory = self._memory
        if spoken == memory.language or memory.busy:
            return
        said = plain(heard.text)
        courtesy = greets(said) or announces_question(said)
        at_once = order is not None or memory.waiting is not None or courtesy
        if memory.language_settled or at_once:
            memory.language = spoken
            return
        memory.held = Held(heard, Holds.LANGUAGE, language=spoken)

    def _pack(self, said: str) -> LanguagePack | None:
        """The language that is asked for or spoken, where we have a word of it."""
        packs = self._memory.knowledge.languages
        words, spoken = set(said.split()), self._noticed or foreign_of(said)
        named = next((each for each in packs if words & set(each.asked)), None)
        return named or next((each for each in packs if each.code == spoken), None)

    def _in_their_own(self, pack: LanguagePack | None) -> list[Act]:
        """How to reach a person, in the caller's own language: once, and noted for the agent."""
        memory = self._memory
        if pack is None or pack.code in memory.told_languages:
            return []
        memory.told_languages |= {pack.code}
        noted = Fill(slot="taal", value=pack.name, confidence=1.0, confirmed=True)
        return [noted, self._say("language_person", pack.code)]

    def _offer_person(self) -> list[Act]:
        memory = self._memory
        if memory.busy or memory.waiting is not None:
            return self._go_on()
        return memory.ask("offer_person", Question.PERSON)

    def _say(self, name: str, language: str) -> Say:
        return Say(text=self._memory.words(name, language), language=language)
