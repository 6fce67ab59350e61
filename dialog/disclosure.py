"""Our first sentence: a computer answers. It comes first, whatever cuts it off."""

from dialog.acts import Act, Hush, Say, Understand
from dialog.memory import Memory


class Disclosure:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._owed = False
        """It was cut off, and is still to be said again."""

    def say(self) -> Say:
        memory = self._memory
        text = memory.words.disclosure(memory.language)
        return Say(text=text, language=memory.language, protected=True)

    def heard(self, say: Say) -> None:
        """Take in that this was heard to its end."""
        self._memory.disclosed = self._memory.disclosed or self._is_it(say)

    def before(self, acts: list[Act]) -> list[Act]:
        """What we do, with our first sentence before it where a key cut that off.

        Nothing goes before danger; then it is said with what comes next.
        """
        memory = self._memory
        if any(map(self._is_it, memory.unheard)) and Hush() in acts:
            self._owed = not memory.disclosed
        says = [act for act in acts if isinstance(act, Say)]
        if not self._owed or not says or any(map(_alarms, acts)):
            return acts
        self._owed = False
        at = len(acts) - acts[::-1].index(Hush()) if Hush() in acts else 0
        return [*acts[:at], self.say(), *acts[at:]]

    def _is_it(self, say: Say) -> bool:
        return say.text == self._memory.words.disclosure(say.language)


def _alarms(act: Act) -> bool:
    """The words at danger, also when they are said once more."""
    said_firmly = isinstance(act, Say) and act.protected and act.fixed
    return said_firmly or (isinstance(act, Understand) and act.topic == "emergency")
