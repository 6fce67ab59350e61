"""When a caller's turn begins, pauses, goes on and ends; and who has the floor (`floor.py`).

Counts samples and knows no clock, so a test is a table of stretches of speech and silence.
Who uses it keeps the sound: a turn's sound begins `Patience.preroll_seconds` before STARTED.
Recognition starts at PAUSED and is thrown away at RESUMED; so the text is mostly there at ENDED.
"""

from collections import deque
from dataclasses import replace
from enum import Enum, StrEnum, auto

from dialog.acts import Expectation, Tempo
from voice.floor import MANNERS, Floor, Manners, OurVoice
from voice.patience import PATIENCES, Patience, Signs


class Signal(StrEnum):
    STARTED = "started"
    PAUSED = "paused"
    """Recognise all of the turn so far."""
    RESUMED = "resumed"
    """The pause was no end: what was recognised since PAUSED is void."""
    ENDED = "ended"


class State(Enum):
    QUIET = auto()
    TALKING = auto()
    PAUSING = auto()


class Change(Enum):
    ONSET = auto()
    LULL = auto()
    RETURN = auto()
    PATIENCE_OVER = auto()
    CUT_SHORT = auto()
    """By a key."""
    MURMUR = auto()
    TOO_LONG = auto()


LIFE: dict[tuple[State, Change], tuple[State, tuple[Signal, ...]]] = {
    (State.QUIET, Change.ONSET): (State.TALKING, (Signal.STARTED,)),
    (State.TALKING, Change.LULL): (State.PAUSING, (Signal.PAUSED,)),
    (State.PAUSING, Change.RETURN): (State.TALKING, (Signal.RESUMED,)),
    (State.PAUSING, Change.PATIENCE_OVER): (State.QUIET, (Signal.ENDED,)),
    # PAUSED first, so that whoever listens recognises in one place only
    (State.TALKING, Change.TOO_LONG): (State.QUIET, (Signal.PAUSED, Signal.ENDED)),
    (State.PAUSING, Change.TOO_LONG): (State.QUIET, (Signal.ENDED,)),
    (State.TALKING, Change.CUT_SHORT): (State.QUIET, (Signal.PAUSED, Signal.ENDED)),
    (State.PAUSING, Change.CUT_SHORT): (State.QUIET, (Signal.ENDED,)),
    (State.PAUSING, Change.MURMUR): (State.QUIET, ()),
}
"""A turn's whole life; what is not here cannot happen."""


class Turns:
    """The turns of one caller."""

    def __init__(
        self,
        rate_hz: int = 16000,
        patience: Patience | None = None,
        manners: Manners | None = None,
    ) -> None:
        if rate_hz <= 0:
            raise ValueError(f"expected a rate above 0 Hz, got {rate_hz}")
        self.patience = patience or Patience()
        self.floor = Floor(rate_hz, manners or Manners())
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
        self._signs = Signs()
        self._pace: float | None = None
        """The caller's longest pause inside a turn so far, in seconds."""
        self._pause = 0

    @property
    def pause(self) -> int:
        """Number of the latest pause, to be handed back with the model's word on it."""
        return self._pause

    @property
    def pausing_seconds(self) -> float:
        """Silence inside the turn up to now; 0 while the caller talks, and between turns."""
        return self._silent / self._rate_hz if self._state is State.PAUSING else 0.0

    @property
    def silence_seconds(self) -> float:
        """Since anyone spoke; 0 while a turn lasts or our voice sounds."""
        if self._we_speak or self._state is not State.QUIET:
            return 0.0
        return self._silent / self._rate_hz

    def feed(self, speaking: bool, samples: int) -> tuple[Signal | OurVoice, ...]:
        """Take in what the activity check says of the next `samples` samples."""
        if samples < 0:
            raise ValueError(f"expected 0 or more samples, got {samples}")
        step = max(1, self._rate_hz // 50)  # 20 ms: long stretches give the same signals as short
        signals: list[Signal | OurVoice] = []
        while samples > 0:
            signals += self._step(speaking, min(step, samples))
            samples -= step
        return tuple(signals)

    def sounds_finished(self, probability: float, pause: int) -> tuple[Signal, ...]:
        """Hear how finished the turn sounded at this pause, 0 to 1; void for an earlier one."""
        return self._learn(pause, sense=probability)

    def reads_finished(self, probability: float, pause: int) -> tuple[Signal, ...]:
        """Hear how finished its words are, 0 to 1."""
        return self._learn(pause, words=probability)

    def _learn(self, pause: int, **signs: float) -> tuple[Signal, ...]:
        if self._state is not State.PAUSING or pause != self._pause:
            return ()
        self._signs = replace(self._signs, **signs)
        return self._ended()

    def murmured(self) -> tuple[OurVoice, ...]:
        """The turn at this pause was a mere 'hm-hm' over our voice, and so was none."""
        if self._state is State.PAUSING:
            self._change(Change.MURMUR)
        return self.floor.words(murmur=True)

    def cut_short(self) -> tuple[Signal, ...]:
        """A key is pressed: what was said up to now is the turn."""
        return self._change(Change.CUT_SHORT) if self._state is not State.QUIET else ()

    @property
    def expectation(self) -> Expectation:
        return self._expectation

    def expect(self, expectation: Expectation) -> None:
        self._expectation = expectation

    def follow(self, tempo: Tempo) -> None:
        """Wait, and give way, as suits this caller; also in the middle of a turn."""
        self.patience = PATIENCES[tempo]
        self.floor.manners = MANNERS[tempo]

    def we_speak(self, speaking: bool) -> None:
        """Tell whether our voice is sounding at the caller's ear."""
        self.floor.we_speak(speaking)
        if self._state is State.QUIET and (speaking or self._we_speak):
            self._silent = 0
        self._we_speak = speaking

    def _step(self, speaking: bool, samples: int) -> list[Signal | OurVoice]:
        self._count(speaking, samples)
        signals: list[Signal | OurVoice] = []
        if self._state is State.QUIET and self._spoken() >= self._samples("onset_seconds"):
            signals += self._change(Change.ONSET)
        elif self._state is State.TALKING and self._silent >= self._lull():
            signals += self._change(Change.LULL)
        elif self._state is State.PAUSING and self._spoken() >= self._samples("resume_seconds"):
            signals += self._change(Change.RETURN)
        signals += self.floor.feed(speaking, samples)
        signals += self._ended()
        return signals

    def _lull(self) -> int:
        """Somebody whose voice we hold up for waits for our next word."""
        if self.floor.held:
            return round(self.floor.manners.lull_seconds * self._rate_hz)
        return self._samples("lull_seconds")

    def _count(self, speaking: bool, samples: int) -> None:
        self._remember(speaking, samples)
        if self._state is not State.QUIET:
            self._turn += samples
        if speaking and self._state is State.TALKING:
            self._silent = 0
        elif not self._we_speak or self._state is not State.QUIET:
            self._silent += samples

    def _remember(self, speaking: bool, samples: int) -> None:
        self._recent.append((speaking, samples))
        total = sum(length for _, length in self._recent)
        while total - self._recent[0][1] >= self._samples("onset_window_seconds"):
            total -= self._recent.popleft()[1]

    def _spoken(self) -> int:
        return sum(length for speaking, length in self._recent if speaking)

    def _ended(self) -> tuple[Signal, ...]:
        if self._state is State.QUIET:
            return ()
        if self._turn >= self._samples("longest_turn_seconds"):
            return self._change(Change.TOO_LONG)
        wait = self.patience.ending_seconds(self._expectation, self._signs)
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
        if change is Change.RETURN:
            self._pace = max(self._pace or 0.0, self._silent / self._rate_hz)
        if change in (Change.ONSET, Change.RETURN):
            self._silent = 0
        if change is Change.LULL:
            self._pause += 1
            self._signs = Signs(pace=self._pace)
        if self._state is not State.TALKING:
            self._recent.clear()

    def _samples(self, name: str) -> int:
        return round(float(getattr(self.patience, name)) * self._rate_hz)
