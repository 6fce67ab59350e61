"""When a caller's turn begins, pauses, goes on and ends, and when the caller interrupts us.

Counts samples and knows no clock, so a test is a table of stretches of speech and silence.
Who uses it keeps the sound: a turn's sound begins `Patience.preroll_seconds` before STARTED.
Recognition starts at PAUSED and is thrown away at RESUMED; so the text is mostly there at ENDED.
"""

from collections import deque
from dataclasses import dataclass, fields
from enum import Enum, StrEnum, auto

from dialog.acts import Expectation


class Signal(StrEnum):
    STARTED = "started"
    INTERRUPTED = "interrupted"
    PAUSED = "paused"
    """Recognise all of the turn so far, and ask whether it sounds finished."""
    RESUMED = "resumed"
    """The pause was no end: what was recognised since PAUSED is void."""
    ENDED = "ended"


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
    complete_probability: float = 0.5
    open_complete_seconds: float = 0.7
    """Silence that ends a turn which sounds finished. The model may be had after 0.3 s, but takes
    three of four commas of Dutch telephone speech for a full stop; few commas last this long.
    Costs nothing as long as recognition, begun at the lull, takes half a second anyway."""
    open_seconds: float = 1.3
    """Silence that ends a turn which sounds unfinished: thinking pauses last about a second."""
    yes_no_seconds: float = 0.5
    """On one short word the end-of-turn model is not to be trusted, and there is little to wait
    for."""
    number_seconds: float = 2.5
    """Whatever the model says: each group of digits falls like the end of a sentence, and a number
    cut in half costs far more than a second."""
    longest_turn_seconds: float = 29.5
    """Preroll and pauses counted: Whisper hears 30 s at once, and a television never stops."""

    def __post_init__(self) -> None:
        for each in fields(self):
            if getattr(self, each.name) <= 0:
                raise ValueError(
                    f"expected {each.name} above 0, got {getattr(self, each.name)}; "
                    "correct the patience in the settings"
                )

    def ending_seconds(self, expectation: Expectation, complete: bool) -> float:
        """How much silence ends a turn."""
        if expectation is Expectation.OPEN:
            return self.open_complete_seconds if complete else self.open_seconds
        return {
            Expectation.YES_NO: self.yes_no_seconds,
            Expectation.NUMBER: self.number_seconds,
        }[expectation]


class State(Enum):
    QUIET = auto()
    TALKING = auto()
    PAUSING = auto()


class Change(Enum):
    ONSET = auto()
    OVERLAP = auto()
    LULL = auto()
    RETURN = auto()
    PATIENCE_OVER = auto()
    TOO_LONG = auto()


LIFE: dict[tuple[State, Change], tuple[State, tuple[Signal, ...]]] = {
    (State.QUIET, Change.ONSET): (State.TALKING, (Signal.STARTED,)),
    (State.TALKING, Change.OVERLAP): (State.TALKING, (Signal.INTERRUPTED,)),
    (State.TALKING, Change.LULL): (State.PAUSING, (Signal.PAUSED,)),
    (State.PAUSING, Change.RETURN): (State.TALKING, (Signal.RESUMED,)),
    (State.PAUSING, Change.PATIENCE_OVER): (State.QUIET, (Signal.ENDED,)),
    # PAUSED first, so that whoever listens recognises in one place only
    (State.TALKING, Change.TOO_LONG): (State.QUIET, (Signal.PAUSED, Signal.ENDED)),
    (State.PAUSING, Change.TOO_LONG): (State.QUIET, (Signal.ENDED,)),
}
"""A turn's whole life; what is not here cannot happen."""


class Turns:
    """The turns of one caller."""

    def __init__(self, rate_hz: int = 16000, patience: Patience = Patience()) -> None:
        if rate_hz <= 0:
            raise ValueError(f"expected a rate above 0 Hz, got {rate_hz}")
        self.patience = patience
        self._rate_hz = rate_hz
        self._state = State.QUIET
        self._expectation = Expectation.OPEN
        self._we_speak = False
        self._recent: deque[tuple[bool, int]] = deque()
        """The last onset window: speaking or not, and for how many samples."""
        self._silent = 0
        """Samples since the caller's last speech, and in QUIET since ours."""
        self._turn = 0
        """Samples of the turn so far, preroll counted."""
        self._overlap = 0
        """Samples of speech over our voice."""
        self._interrupted = False
        self._complete = False
        self._pause = 0

    @property
    def pause(self) -> int:
        """Number of the latest pause, to be handed back with the model's word on it."""
        return self._pause

    @property
    def silence_seconds(self) -> float:
        """Since anyone spoke; 0 while a turn lasts or our voice sounds."""
        if self._we_speak or self._state is not State.QUIET:
            return 0.0
        return self._silent / self._rate_hz

    def feed(self, speaking: bool, samples: int) -> tuple[Signal, ...]:
        """Take in what the activity check says of the next `samples` samples."""
        if samples < 0:
            raise ValueError(f"expected 0 or more samples, got {samples}")
        step = max(1, self._rate_hz // 50)  # 20 ms: long stretches give the same signals as short
        signals: list[Signal] = []
        while samples > 0:
            signals += self._step(speaking, min(step, samples))
            samples -= step
        return tuple(signals)

    def completeness(self, probability: float, pause: int | None = None) -> tuple[Signal, ...]:
        """Hear how finished the turn sounded at its latest pause.

        Ignored when the caller has gone on since; `pause` also tells a late word on an
        earlier pause from one on the present pause.
        """
        if self._state is not State.PAUSING or pause not in (None, self._pause):
            return ()
        self._complete = probability >= self.patience.complete_probability
        return self._ended()

    def expect(self, expectation: Expectation) -> None:
        self._expectation = expectation

    def we_speak(self, speaking: bool) -> None:
        """Tell whether our voice is sounding at the caller's ear."""
        if not speaking:
            self._overlap = 0
        if self._state is State.QUIET and (speaking or self._we_speak):
            self._silent = 0
        self._we_speak = speaking

    def _step(self, speaking: bool, samples: int) -> list[Signal]:
        self._count(speaking, samples)
        signals: list[Signal] = []
        if self._state is State.QUIET and self._spoken() >= self._samples("onset_seconds"):
            signals += self._change(Change.ONSET)
        elif self._state is State.TALKING and self._silent >= self._samples("lull_seconds"):
            signals += self._change(Change.LULL)
        elif self._state is State.PAUSING and self._spoken() >= self._samples("resume_seconds"):
            signals += self._change(Change.RETURN)
        signals += self._interruption()
        signals += self._ended()
        return signals

    def _count(self, speaking: bool, samples: int) -> None:
        self._remember(speaking, samples)
        if self._state is not State.QUIET:
            self._turn += samples
        if speaking and self._state is State.TALKING:
            self._silent = 0
        elif not self._we_speak or self._state is not State.QUIET:
            self._silent += samples
        if speaking and self._we_speak:
            self._overlap += samples
        elif self._state is State.QUIET and not self._spoken():
            self._overlap = 0  # it was a click

    def _remember(self, speaking: bool, samples: int) -> None:
        self._recent.append((speaking, samples))
        total = sum(length for _, length in self._recent)
        while total - self._recent[0][1] >= self._samples("onset_window_seconds"):
            total -= self._recent.popleft()[1]

    def _spoken(self) -> int:
        return sum(length for speaking, length in self._recent if speaking)

    def _interruption(self) -> tuple[Signal, ...]:
        spoken = self._overlap >= self._samples("interruption_seconds")
        if self._state is not State.TALKING or self._interrupted or not spoken:
            return ()
        self._interrupted = True
        return self._change(Change.OVERLAP)

    def _ended(self) -> tuple[Signal, ...]:
        if self._state is State.QUIET:
            return ()
        if self._turn >= self._samples("longest_turn_seconds"):
            return self._change(Change.TOO_LONG)
        wait = self.patience.ending_seconds(self._expectation, self._complete)
        if self._state is not State.PAUSING or self._silent < round(wait * self._rate_hz):
            return ()
        if self._spoken():
            return ()  # a sound of this moment may yet prove to be the caller going on
        return self._change(Change.PATIENCE_OVER)

    def _change(self, change: Change) -> tuple[Signal, ...]:
        if (self._state, change) not in LIFE:
            raise RuntimeError(f"a turn that is {self._state.name} knows no {change.name}")
        self._state, signals = LIFE[self._state, change]
        self._enter(change)
        return signals

    def _enter(self, change: Change) -> None:
        if change is Change.ONSET:
            self._turn = self._samples("preroll_seconds")
        if change in (Change.ONSET, Change.RETURN):
            self._silent = 0
        if change is Change.LULL:
            self._pause += 1
            self._complete = False
        if self._state is State.QUIET:
            self._interrupted = False
        if self._state is not State.TALKING:
            self._overlap = 0
            self._recent.clear()

    def _samples(self, name: str) -> int:
        return round(float(getattr(self.patience, name)) * self._rate_hz)
