"""The message that is in force: what everybody who rings now is to hear, once in each language.

What comes into force while a call runs is told in it too, before what we say next.
"""

import re
from collections.abc import Mapping, Sequence

from dialog.acts import Act, Say, Transfer
from dialog.crisis import within
from dialog.events import NewsCame
from dialog.memory import Holds, Memory


class News:
    """Of one call."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def says(self) -> list[Say]:
        """The message in the language of the call; where there is only Dutch, that is told first.

        Empty where no message is in force.
        """
        memory = self._memory
        memory.news_told |= {memory.language}
        return said_in(memory.crisis, memory.language, memory.words("only_dutch", memory.language))

    def came(self, event: NewsCame) -> list[Act]:
        """Keep it for the next time that we speak: nobody is broken off for it."""
        self._memory.news_came += (event,)
        return []

    def expire(self) -> None:
        """Forget the message when it is over; also in the middle of a call."""
        memory = self._memory
        if memory.crisis_until is not None and memory.now >= memory.crisis_until:
            memory.crisis, memory.crisis_until = {}, None
        memory.news_came = tuple(each for each in memory.news_came if memory.now < each.until)

    def before(self, acts: Sequence[Act]) -> list[Act]:
        """These acts; before them what came in the meantime, and for a caller who went on in
        another language the message in it.

        Danger waits for no message, nor does a person who was asked for or is there.
        """
        memory = self._memory
        at = next((n for n, act in enumerate(acts) if _speaks(act, memory.language)), None)
        if at is None or self._in_danger() or memory.connecting:
            return list(acts)
        told = memory.language in memory.news_told or not memory.crisis
        again = [] if told else self.says()
        new = [] if any(isinstance(act, Transfer) for act in acts) else self._new()
        return [*acts[:at], *again, *new, *acts[at:]]

    def _new(self) -> list[Say]:
        """Each message that came, once, if it is about where the caller lives or may live."""
        memory = self._memory
        came, memory.news_came = memory.news_came, ()
        says: list[Say] = []
        for each in came:
            if concerns(memory, each.postcodes, each.streets):
                memory.crisis, memory.crisis_until = each.text, each.until
                memory.news_told = frozenset()
                says += [memory.sentence("news_came"), *self.says()]
        return says

    def _in_danger(self) -> bool:
        """The caller is, or was asked whether they are."""
        memory = self._memory
        asking = memory.held is not None and memory.held.asks is Holds.DANGER
        return memory.danger is not None or memory.danger_asked or asking


def concerns(memory: Memory, postcodes: Sequence[str], streets: Sequence[str]) -> bool:
    """Whether news of this area is about the caller's address, or may be."""
    lived: Sequence[str | None] = ()
    if memory.postcode is not None:
        lived = memory.knowledge.addresses.streets_of(memory.postcode)
    return any(within(postcodes, streets, memory.postcode, street) for street in lived or [None])


def said_in(text: Mapping[str, str], language: str, only_dutch: str) -> list[Say]:
    """A text in this language, or in Dutch with `only_dutch` before it."""
    if not text:
        return []
    if language in text:
        return [Say(text=text[language], language=language)]
    return [Say(text=only_dutch, language=language), Say(text=text["nl"], language="nl")]


def _speaks(act: Act, language: str) -> bool:
    return isinstance(act, Say) and act.language == language


def asks_for_news(said: str) -> bool:
    """Whether folded words ask for what everybody is told: 'wat is er aan de hand'."""
    return bool(_NEWS.search(said))


_NEWS = re.compile(
    r"\b(?:(?:wat is er|is er (?:iets|wat)|was er iets) (?:aan de hand|gebeurd|loos|mis|gaande)"
    r"|dat bericht|calamiteit|noodsituatie|going on|happening|what happened)\b"
)
