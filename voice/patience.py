"""How long a caller's silence may last before their turn is over.

Nobody says that they have finished. What is known at a pause comes bit by bit: what we asked, how
the voice sounded, and, as soon as they are recognised, the words. Each makes the wait shorter or
leaves it long. Pure: who counts the silence asks again whenever something more is known.

The thresholds were chosen on the municipality's own sample lines, spoken by a synthetic voice
over a telephone, so that at most 3 % of the pauses of 0.3 to 1.0 s inside them are taken for an
end: 1.8 %. For the callers of the measurements, whose words are heard better and who also pause
between two sentences, see `docs/measurements.md`; `python -m bench.endings` counts again.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from dialog.acts import Expectation, Tempo


@dataclass(frozen=True, slots=True)
class Signs:
    """What a pause tells so far; None: not known (yet)."""

    sense: float | None = None
    """How finished the sound is, by the end-of-turn model, 0 to 1."""
    words: float | None = None
    """How finished the words are (`dialog.finished.finished`), 0 to 1."""
    pace: float | None = None
    """The caller's longest pause inside a turn so far, in seconds."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long what has to last. Dutch speakers leave 0.2 s between turns, and more inside one."""

    onset_seconds: float = 0.12
    """Speech within the window below that begins a turn: a click or a cough is shorter."""
    onset_window_seconds: float = 0.2
    preroll_seconds: float = 0.3
    """Sound before STARTED that belongs to the turn: the onset, and a soft first consonant."""
    resume_seconds: float = 0.08
    """Speech in the window that continues a paused turn; less than the onset, as it is likelier."""
    lull_seconds: float = 0.18
    """Silence that may be an end. The closure of a t or k is up to 0.15 s: to begin to recognise
    at 0.12 s costs two more halves of a recognition in every turn."""
    shortest_seconds: float = 0.5
    """Silence that ends a turn which is certainly whole; the words are hardly known sooner."""
    unsure_seconds: float = 1.0
    """Silence that ends a turn which may be whole: few pauses inside a sentence last as long."""
    unheard_seconds: float = 0.7
    """As long at least where the end-of-turn model has not spoken (yet): words alone are taken for
    whole twice as often where they are not."""
    open_seconds: float = 1.3
    """Silence that ends a turn which is certainly not whole, or of which nothing is known."""
    yes_no_seconds: float = 0.3
    """After a yes or a no where we asked for one there is little to wait for."""
    number_seconds: float = 2.5
    """Silence that ends half a number: each group of digits falls like the end of a sentence, and
    a number cut in half costs far more than a second."""
    slow_caller_seconds: float = 0.6
    """Who has paused as long as this inside a turn is given as long at least."""
    unfinished_probability: float = 0.1
    unsure_probability: float = 0.2
    """From here to the next the wait is the same: an end there costs a second at most."""
    likely_probability: float = 0.8
    certain_probability: float = 0.9
    settled_probability: float = 0.97
    """Words that are whole whatever the sound: a command, a yes, ten digits."""
    longest_turn_seconds: float = 29.5
    """Preroll and pauses counted: Whisper hears 30 s at once, and a television never stops."""

    def __post_init__(self) -> None:
        for each in fields(self):
            if getattr(self, each.name) <= 0:
                raise ValueError(
                    f"expected {each.name} above 0, got {getattr(self, each.name)}; "
                    "correct the patience in the settings"
                )

    def ending_seconds(self, expectation: Expectation, signs: Signs) -> float:
        """How much silence ends a turn, by what is known now: shorter the surer the end."""
        words = 0.0 if signs.words is None else signs.words
        if words >= self.settled_probability:
            asked_yes_no = expectation is Expectation.YES_NO
            return self.yes_no_seconds if asked_yes_no else self.shortest_seconds
        if expectation is Expectation.NUMBER:  # the sound of a number says nothing
            return _between(self._number_waits, words)
        wait = _between(self._open_waits, probability(signs))
        if signs.sense is None:
            wait = max(wait, self.unheard_seconds)
        slow = signs.pace is not None and signs.pace >= self.slow_caller_seconds
        return max(wait, self.slow_caller_seconds) if slow else wait

    @property
    def _open_waits(self) -> "Waits":
        return (
            (self.unfinished_probability, self.open_seconds),
            (self.unsure_probability, self.unsure_seconds),
            (self.likely_probability, self.unsure_seconds),
            (self.certain_probability, self.shortest_seconds),
        )

    @property
    def _number_waits(self) -> "Waits":
        return (
            (self.likely_probability, self.number_seconds),
            (self.certain_probability, self.unsure_seconds),
        )


PATIENCES: Mapping[Tempo, Patience] = {
    Tempo.USUAL: Patience(),
    Tempo.CALM: Patience(
        shortest_seconds=0.9,
        unsure_seconds=1.8,
        unheard_seconds=1.3,
        open_seconds=2.3,
        yes_no_seconds=0.6,
        number_seconds=4.0,
        slow_caller_seconds=1.1,
    ),
    Tempo.RELAY: Patience(
        shortest_seconds=3.0,
        unsure_seconds=3.0,
        unheard_seconds=3.0,
        open_seconds=4.0,
        yes_no_seconds=3.0,
        number_seconds=5.0,
        slow_caller_seconds=3.0,
    ),
}
"""Calm is about 1.8 times as long: most who ask for it leave pauses of a second and more between
their words. A relay operator reads aloud what is typed, at some 30 words a minute: 3 s is one
word and a half."""

Waits = tuple[tuple[float, float], ...]
"""Probabilities of an end, rising, and the seconds that are waited at each."""


def probability(signs: Signs) -> float:
    """Of an end, before anything is known of how often a caller pauses; 0 without words.

    Logistic regression on 170 own sample lines with 490 pauses inside, both kinds alike.
    """
    if signs.words is None:
        return 0.0
    if signs.sense is None:
        return _chance(0.76 * _odds(signs.words) + 0.12)
    return _chance(0.78 * _odds(signs.words) + 0.44 * _odds(signs.sense) - 1.10)


def _odds(chance: float) -> float:
    """Logarithm of the odds; no sign is taken to be surer than 99 %."""
    kept = min(0.99, max(0.01, chance))
    return math.log(kept / (1 - kept))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _between(waits: Waits, chance: float) -> float:
    """The wait at this chance, on straight lines from each point to the next."""
    (low, wait), *more = waits
    if chance <= low:
        return wait
    for high, shorter in more:
        if chance <= high:
            return wait + (shorter - wait) * (chance - low) / (high - low)
        low, wait = high, shorter
    return wait
