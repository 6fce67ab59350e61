"""How long a caller's silence may last before their turn is over.

Nobody says that they have finished. What is known at a pause comes bit by bit: what we asked, how
the voice sounded, and, as soon as they are recognised, the words. Each makes the wait shorter or
leaves it long. Pure: who counts the silence asks again whenever something more is known.
"""

from dataclasses import dataclass, fields

from dialog.acts import Expectation


@dataclass(frozen=True, slots=True)
class Signs:
    """What a pause tells so far; None: not known (yet)."""

    sense: float | None = None
    """How finished the sound is, by the end-of-turn model, 0 to 1."""
    words: float | None = None
    """How finished the words are (`dialog.finished.finished`), 0 to 1."""
    fall: float | None = None
    """How much the voice fell at the end, 0 to 1."""
    pace: float | None = None
    """The caller's longest pause inside earlier turns, in seconds."""


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
    interruption_seconds: float = 0.2
    """Speech over our voice before it counts: a tap on the handset does not silence us."""
    lull_seconds: float = 0.2
    """Silence that may be an end: longer than the closure of a t or k (at most 0.15 s)."""
    shortest_seconds: float = 0.45
    """Silence that ends a turn whose words are certainly whole."""
    open_seconds: float = 1.3
    """Silence that ends any other: thinking pauses last about a second."""
    yes_no_seconds: float = 0.3
    """After a yes or a no where we asked for one there is little to wait for."""
    number_seconds: float = 2.5
    """Silence that ends half a number: each group of digits falls like the end of a sentence, and
    a number cut in half costs far more than a second."""
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
        shortest, longest = {
            Expectation.OPEN: (self.shortest_seconds, self.open_seconds),
            Expectation.YES_NO: (self.yes_no_seconds, self.open_seconds),
            Expectation.NUMBER: (self.shortest_seconds, self.number_seconds),
        }[expectation]
        certain = 0.0 if signs.words is None else min(1.0, max(0.0, signs.words))
        return longest - certain * (longest - shortest)
