"""The message that is in force: what everybody who rings now is to hear, once in each language."""

from collections.abc import Mapping, Sequence

from dialog.acts import Act, Say
from dialog.memory import Memory


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

    def expire(self) -> None:
        """Forget the message when it is over; also in the middle of a call."""
        memory = self._memory
        if memory.crisis_until is not None and memory.now >= memory.crisis_until:
            memory.crisis, memory.crisis_until = {}, None

    def before(self, acts: Sequence[Act]) -> list[Act]:
        """These acts; a caller who went on in another language first hears the message in it.

        Danger waits for no message.
        """
        memory = self._memory
        told = memory.language in memory.news_told or not memory.crisis
        at = next((n for n, act in enumerate(acts) if _speaks(act, memory.language)), None)
        if told or at is None or memory.danger is not None:
            return list(acts)
        return [*acts[:at], *self.says(), *acts[at:]]


def said_in(text: Mapping[str, str], language: str, only_dutch: str) -> list[Say]:
    """A text in this language, or in Dutch with `only_dutch` before it."""
    if not text:
        return []
    if language in text:
        return [Say(text=text[language], language=language)]
    return [Say(text=only_dutch, language=language), Say(text=text["nl"], language="nl")]


def _speaks(act: Act, language: str) -> bool:
    return isinstance(act, Say) and act.language == language
