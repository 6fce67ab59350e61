"""Slower, louder, once more, all of it calmly: how we speak to this caller, kept for the call.

Sources: W3C NAUR 14, 19 and 21c. 'Rustig aan' is slower, louder, more patience and, until 'gewoon',
a state of the call: answers in pieces and in simple words (`dialog/pieces.py`).
"""

from collections.abc import Callable
from functools import partial

from dialog.acts import Act, Clarity, Follow, Hush, Loudness, Pace, Say, Tempo
from dialog.calm_words import bare_normal, finds_it_hard
from dialog.commands import Command
from dialog.memory import Memory, Question
from dialog.pieces import rest_of

_SLOWER, _SLOWEST, _FASTEST = 0.85, 0.6, 1.3
"""15 % a step, three steps down."""
_LOUDER_DB, _LOUDEST_DB = 4.0, 12.0


class Manner:
    """Acts for the commands about our speech; after a change the last words are said again."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._slower = 0
        """Times in a row that the caller asked for it."""
        self._repeated: tuple[Say, ...] = ()
        self._times = 0
        self.commands: dict[Command, Callable[[], list[Act]]] = {
            Command.REPEAT: self._repeat,
            Command.SLOWER: self._slow_down,
            Command.FASTER: partial(self._change_rate, "faster", 1 / _SLOWER),
            Command.LOUDER: partial(self._change_gain, "louder", _LOUDER_DB),
            Command.SOFTER: partial(self._change_gain, "softer", -_LOUDER_DB),
            Command.CALM: self._calm,
            Command.NORMAL: self._normal,
        }

    def meant(self, order: Command | None, said: str) -> Command | None:
        """What these words order of us; see `dialog/calm_words.py`."""
        memory = self._memory
        usual = memory.rate == 1.0 and memory.gain_db == 0.0 and not memory.calm
        if not usual and order is None and bare_normal(said):
            return Command.NORMAL
        return Command.CALM if finds_it_hard(said) else order

    def _repeat(self) -> list[Act]:
        """The last thing we told, a step slower each time, for this once."""
        memory = self._memory
        memory.repeats += 1
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

    def _slow_down(self) -> list[Act]:
        """Who asks for it twice is helped by more than a slower voice."""
        self._slower += 1
        if self._slower >= 2 and not self._memory.calm:
            return self._calm()
        return self._change_rate("slower", _SLOWER)

    def _change_rate(self, name: str, times: float) -> list[Act]:
        return self._at_rate(name, self._memory.rate * times)

    def _change_gain(self, name: str, by_db: float) -> list[Act]:
        return self._at_gain(name, self._memory.gain_db + by_db)

    def _at_rate(self, name: str, rate: float) -> list[Act]:
        self._memory.rate = round(min(max(rate, _SLOWEST), _FASTEST), 4)
        return [Hush(), Pace(rate=self._memory.rate), *self._confirmed(name)]

    def _at_gain(self, name: str, gain_db: float) -> list[Act]:
        self._memory.gain_db = min(max(gain_db, -_LOUDEST_DB), _LOUDEST_DB)
        return [Hush(), Loudness(gain_db=self._memory.gain_db), *self._confirmed(name)]

    def _calm(self) -> list[Act]:
        return [Hush(), *take_it_slowly(self._memory), *self._confirmed("calm")]

    def _normal(self) -> list[Act]:
        """As at the beginning of the call; what was still to be told follows in one go."""
        memory = self._memory
        memory.rate, memory.gain_db, memory.calm, self._slower = 1.0, 0.0, False, 0
        usual = (Pace(rate=1.0), Loudness(gain_db=0.0), Clarity(on=False))
        rest = rest_of(memory)
        again = rest or [*memory.told[-1:], memory.listen()]
        return [Hush(), *usual, Follow(tempo=tempo(memory)), memory.sentence("normal"), *again]

    def _confirmed(self, name: str) -> list[Act]:
        """'Goed, ik praat langzamer', and then what was said before, in that manner."""
        return [self._memory.sentence(name), *self._memory.told, self._memory.listen()]


def take_it_slowly(memory: Memory) -> list[Act]:
    """From now on, a step slower and louder than now."""
    memory.calm = True
    memory.rate = round(max(memory.rate * _SLOWER, _SLOWEST), 4)
    memory.gain_db = min(memory.gain_db + _LOUDER_DB, _LOUDEST_DB)
    return [
        Pace(rate=memory.rate),
        Loudness(gain_db=memory.gain_db),
        Clarity(on=True),
        Follow(tempo=tempo(memory)),
    ]


def tempo(memory: Memory) -> Tempo:
    """At which the caller takes turns."""
    if memory.relay:
        return Tempo.RELAY
    return Tempo.CALM if memory.calm else Tempo.USUAL
