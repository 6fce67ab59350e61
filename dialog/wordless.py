"""Sound without words: a cough, a mumble, speech that the recogniser cannot follow, a keyboard.

Nobody is told twice in the same words that they were not understood, and never that it is their
doing. The second time we tell of the keys, then we offer a person, and then we only listen: who
cannot speak clearly is helped by another way, not by a third request.
"""

from dialog.acts import Act
from dialog.at_hand import AtHand
from dialog.commands import Command, command
from dialog.events import Heard
from dialog.memory import Memory, Question
from dialog.pieces import unclear

_COUGHS = 2
"""So often what a cough cut off is said again; then the line is too noisy, and we say so."""


class Wordless:
    """What is done about it."""

    def __init__(self, memory: Memory, at_hand: AtHand) -> None:
        self._memory = memory
        self._at_hand = at_hand

    def take(self, event: Heard, said: str) -> list[Act]:
        """A cough or 'hm' over our voice: what it cut off is said again. Else we ask."""
        memory = self._memory
        cut_off = event.over_us and not memory.relay
        if cut_off and memory.coughs < _COUGHS and not memory.connecting:
            memory.coughs += 1
            return memory.say_rest()
        if (said and not event.over_us) or memory.waiting is not None or memory.relay:
            return [memory.listen()]  # 'eh …': somebody thinks, waits, or types
        if memory.busy and memory.misses >= 2:
            return self._at_hand.not_heard()
        return unclear(memory) or self._not_heard()

    def murmured(self, event: Heard, text: str) -> bool:
        """'Ja, ja' while we inform is no answer: nothing has been asked yet."""
        cut = self._memory.unheard[:1]
        informing = bool(cut) and cut[0].topic is not None
        return event.over_us and informing and command(text) is Command.YES

    def _not_heard(self) -> list[Act]:
        memory = self._memory
        memory.misses += 1
        if memory.misses == 1:
            return [memory.sentence("not_heard_first"), memory.listen()]
        if memory.misses == 2:
            keys = [] if memory.busy else [memory.sentence("keys_offer")]
            return [memory.sentence("not_heard_second"), *keys, memory.listen()]
        names = ("offer_person", "noise_keys")
        name = names[memory.misses - 3] if memory.misses - 3 < len(names) else None
        return memory.ask(name, Question.PERSON) if name else [memory.listen()]
