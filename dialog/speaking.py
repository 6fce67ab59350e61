"""Which language we speak with this caller.

Another language than ours is noticed in the first turns, asked about once ('Shall we go on in
English?'), and kept. Who asks for it outright has it at once. Danger, a person and commands wait
for no such question: they are answered in the language in which they were said.
"""

from collections.abc import Callable
from dataclasses import replace

from dialog.acts import Act, Say, Understand
from dialog.commands import Command, announces_question, greets
from dialog.events import Heard
from dialog.language import Wish, language_of, wish_of
from dialog.memory import Held, Holds, Memory, Question
from dialog.phrases import plain

_WORDS = 3
"""So many words show a language; 'ja' and 'okay' do not."""


_ABOUT_LANGUAGE = Understand(topic="smalltalk", score=1.0)


class Speaking:
    """`go_on` says again, in the language of the memory, what is at hand."""

    def __init__(self, memory: Memory, go_on: Callable[[], list[Act]]) -> None:
        self._memory = memory
        self._go_on = go_on

    def heard(self, said: str, event: Heard) -> str:
        """The language of this turn: 'nl' or 'en'.

        The recogniser tells another language than it was asked for only when that is certain.
        """
        current = self._memory.language
        certain = event.language if event.language != "nl" else None
        enough = len(said.split()) >= _WORDS
        return language_of(said, certain or current) if enough else current

    def wished(self, said: str) -> list[Act]:
        """Do what is said about the language; empty when nothing is."""
        wish = wish_of(said)
        memory = self._memory
        if wish is Wish.OTHER:
            both = [self._say("language_other", each) for each in ("nl", "en")]
            return [_ABOUT_LANGUAGE, *both, *self._offer_person()]
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

    def _offer_person(self) -> list[Act]:
        memory = self._memory
        if memory.busy or memory.waiting is not None:
            return self._go_on()
        return memory.ask("offer_person", Question.PERSON)

    def _say(self, name: str, language: str) -> Say:
        return Say(text=self._memory.words(name, language), language=language)
