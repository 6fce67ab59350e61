"""Slower, louder, once more: how we speak to this caller, kept for the call (W3C NAUR 14, 19)."""

from collections.abc import Callable
from functools import partial

from dialog.acts import Act, Hush, Loudness, Pace, Say
from dialog.commands import Command
from dialog.memory import Memory, Question

_SLOWER, _SLOWEST, _FASTEST = 0.85, 0.6, 1.3
"""15 % a step, three steps down."""
_LOUDER_DB, _LOUDEST_DB = 4.0, 12.0


class Manner:
    """Acts for the commands about our speech; after a change the last words are said again."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._gain_db = 0.0
        self._repeated: tuple[Say, ...] = ()
        self._times = 0
        self.commands: dict[Command, Callable[[], list[Act]]] = {
            Command.REPEAT: self._repeat,
            Command.SLOWER: partial(self._change_rate, "slower", _SLOWER),
            Command.FASTER: partial(self._change_rate, "faster", 1 / _SLOWER),
            Command.LOUDER: partial(self._change_gain, "louder", _LOUDER_DB),
            Command.SOFTER: partial(self._change_gain, "softer", -_LOUDER_DB),
            Command.CALM: self._calm,
        }

    def _repeat(self) -> list[Act]:
        """The last thing we told, a step slower each time, for this once."""
        memory = self._memory
        if not memory.told:
            return memory.ask("nothing_to_repeat", Question.OPEN)
        self._times = self._times + 1 if memory.told == self._repeated else 1
        self._repeated = memory.told
        slower = round(max(self._memory.rate * _SLOWER**self._times, _SLOWEST), 4)
        return [
            Hush(),
            Pace(rate=slower),
            *memory.told,
            Pace(rate=self._memory.rate),
            memory.listen(),
        ]

    def _change_rate(self, name: str, times: float) -> list[Act]:
        return self._at_rate(name, self._memory.rate * times)

    def _change_gain(self, name: str, by_db: float) -> list[Act]:
        return self._at_gain(name, self._gain_db + by_db)

    def _at_rate(self, name: str, rate: float) -> list[Act]:
        self._memory.rate = round(min(max(rate, _SLOWEST), _FASTEST), 4)
        return [Hush(), Pace(rate=self._memory.rate), *self._confirmed(name)]

    def _at_gain(self, name: str, gain_db: float) -> list[Act]:
        self._gain_db = min(max(gain_db, -_LOUDEST_DB), _LOUDEST_DB)
        return [Hush(), Loudness(gain_db=self._gain_db), *self._confirmed(name)]

    def _calm(self) -> list[Act]:
        self._gain_db = min(self._gain_db + _LOUDER_DB, _LOUDEST_DB)
        return [
            Loudness(gain_db=self._gain_db),
            *self._at_rate("calm", self._memory.rate * _SLOWER),
        ]

    def _confirmed(self, name: str) -> list[Act]:
        """'Goed, ik praat langzamer', and then what was said before, in that manner."""
        return [self._memory.sentence(name), *self._memory.told, self._memory.listen()]
