"""What is at hand in a call: an errand, or the callback that is being arranged. Never both."""

from collections.abc import Sequence

from dialog.acts import Act
from dialog.asides import wishes
from dialog.callback import Answer
from dialog.commands import Command
from dialog.errands import Errands
from dialog.events import Heard
from dialog.human import Human
from dialog.key_entry import NOTHING, KeyEntry
from dialog.masking import MASK
from dialog.memory import Memory
from dialog.phrases import plain
from dialog.scripts.hearing import Turn


class AtHand:
    """Passes on to whichever it is what was said, keyed, or not understood."""

    def __init__(self, memory: Memory, human: Human, errands: Errands) -> None:
        self._memory = memory
        self._human = human
        self._errands = errands
        self.entry = KeyEntry(memory, errands)

    def take(self, event: Heard, text: str, order: Command | None) -> list[Act] | None:
        """Go on with words; None: they may be a question, and are to be looked up."""
        if self._memory.callback is None:
            return self._errands.take(Turn(text, command=order, confidence=event.confidence))
        if order is None and self._human.is_aside(text):
            return None
        return self._human.take(Answer(text, command=order, confidence=event.confidence))

    def begun(self, heard: Heard) -> list[Act]:
        """Begin what we offered, where these words answer that; else nothing."""
        return self._errands.answers_offer(heard)

    @property
    def entering_number(self) -> bool:
        """Every digit keyed now is a digit of a value, and no command."""
        arranging = self._memory.callback is not None
        return self._human.entering_number if arranging else self.entry.entering

    def takes_key(self, order: Command | None) -> bool:
        """Whether keys go to it as they are, whatever else they mean elsewhere."""
        nameless = order is None and self._memory.callback is not None
        return self.entering_number or nameless or self._picks(order)

    def _picks(self, order: Command | None) -> bool:
        """A key without a meaning of its own, or 3, which is the third of what was offered."""
        offered = self._errands.choosing or self.entry.offering
        return order in (None, Command.KEYS) and offered

    def key(self, keys: str, order: Command | None) -> list[Act]:
        """Go on with keys; `order` is what they mean where no value is entered."""
        if keys == NOTHING and not self.entering_number:
            return []
        if MASK in keys and not self.entry.of_a_case:
            return [self._memory.sentence("bsn"), *self._answer_by_key(keys, order)]
        return self._answer_by_key(keys, order)

    def _answer_by_key(self, keys: str, order: Command | None) -> list[Act]:
        if self._memory.callback is None:
            chosen = self.entry.press(keys)
            if chosen is not None:
                return chosen
            value = self._errands.entering_number or self._picks(order)
            command = None if value else order
            return self._errands.take(Turn(keys=keys, command=command)) or []
        if keys == NOTHING:
            return self._human.ask_again()
        if self._human.entering_number or order is None:
            return self._human.take(Answer("", keys=keys))
        told = keys if self._human.choosing_time else ""
        return self._human.take(Answer("", keys=told, command=order))

    def may_ask(self, text: str) -> bool:
        """Whether these words, which were looked up, may be a question beside the errand."""
        return self._memory.callback is not None or self._errands.may_ask(Turn(text))

    def is_about(self, topic: str, kinds: Sequence[str]) -> bool:
        """What the errand is about anyway, and no question about that."""
        errand = self._memory.errand
        return errand is not None and topic == errand.topic and not kinds

    def is_another(self, topic: str) -> bool:
        """Whether something else than the errand at hand can be done about this topic."""
        errand, other = self._memory.errand, self._errands.of(topic)
        return errand is not None and other is not None and other.key != errand.script

    def leads_to(self, topic: str, text: str) -> bool:
        """Whether another errand is meant than the one that has only begun: 'nee, verzetten'."""
        errand = self._memory.errand
        begun = errand is not None and not errand.answered
        wanted = wishes(plain(text)) and self._errands.wanted(topic, text)
        return begun and wanted and self.is_another(topic)

    def not_understood(self, heard: Heard) -> list[Act]:
        """What was looked up was no question either: an answer, or one that failed."""
        if self._memory.callback is None:
            return self._errands.answered(Turn(heard.text, confidence=heard.confidence))
        return self._human.take(Answer(heard.text, confidence=heard.confidence))

    def not_heard(self) -> list[Act]:
        """Sound without words, for the third time: that counts as an answer that failed."""
        if self._memory.callback is not None:
            return self._human.not_heard()
        self._memory.misses = 0
        return self._errands.refused()

    def ask_again(self) -> list[Act]:
        """The question that is still open."""
        if self._memory.callback is not None:
            return self._human.ask_again()
        return self._errands.ask_again()
