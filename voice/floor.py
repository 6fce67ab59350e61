"""Who has the floor while our voice sounds and the caller speaks too.

A person who is talked to says 'ja' and 'hm-hm' and wants to hear on; a person who wants the
floor goes on talking. Which of the two it is shows only after a moment. So our voice holds at
once, and within 0.7 s it either stops or goes on from where it held. Counts samples; no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum, StrEnum, auto

from dialog.acts import Tempo


class OurVoice(StrEnum):
    """What our voice is to do."""

    HOLD = "hold"
    """Fall silent, and be ready to go on at the sample that was heard last."""
    GO_ON = "go_on"
    STOP = "stop"
    """The caller has the floor: what we were saying is over."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How long what has to last."""

    hold_seconds: float = 0.14
    """Speech over our voice before it holds. The activity check is 0.05 s late itself: that makes
    0.2 s after the caller's first sound. A tap on the handset or a click is shorter."""
    click_seconds: float = 0.2
    """Silence after which a shorter sound was none of the caller's."""
    murmur_seconds: float = 0.55
    """More speech than this wants the floor: 'ja ja' and 'hm-hm' take at most 0.5 s."""
    decide_seconds: float = 0.7
    """Since the caller's first sound; by then we have stopped or gone on."""
    unheard_seconds: float = 0.4
    """Words that are not there when we must decide: so short a sound lets us go on for now."""
    lull_seconds: float = 0.12
    """Silence after which what was said over our voice is recognised: less than in a turn of the
    caller's own, as somebody waits for our next word."""
    cuts: bool = True
    """Without it nothing said over our voice stops it: it holds until the other is silent, and
    goes on. A relay operator talks while we do, and the caller reads all that we say."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not False and value <= 0:
                raise ValueError(f"expected {each.name} above 0, got {value}")


MANNERS: Mapping[Tempo, Manners] = {
    Tempo.USUAL: Manners(),
    Tempo.CALM: Manners(),
    Tempo.RELAY: Manners(cuts=False),
}


class State(Enum):
    OURS = auto()
    HELD = auto()
    """Our voice waits for what this will be."""
    LENT = auto()
    """We go on, but the words of what was said are not known yet."""
    TAKEN = auto()


class Change(Enum):
    OVERLAP = auto()
    LONG = auto()
    SHORT_AND_UNHEARD = auto()
    MURMUR = auto()
    WORDS = auto()
    OVER = auto()


LIFE: dict[tuple[State, Change], tuple[State, tuple[OurVoice, ...]]] = {
    (State.OURS, Change.OVERLAP): (State.HELD, (OurVoice.HOLD,)),
    (State.HELD, Change.LONG): (State.TAKEN, (OurVoice.STOP,)),
    (State.HELD, Change.SHORT_AND_UNHEARD): (State.LENT, (OurVoice.GO_ON,)),
    (State.HELD, Change.MURMUR): (State.OURS, (OurVoice.GO_ON,)),
    (State.HELD, Change.WORDS): (State.TAKEN, (OurVoice.STOP,)),
    (State.HELD, Change.OVER): (State.OURS, (OurVoice.GO_ON,)),
    (State.LENT, Change.OVERLAP): (State.HELD, (OurVoice.HOLD,)),
    (State.LENT, Change.MURMUR): (State.OURS, ()),
    (State.LENT, Change.WORDS): (State.TAKEN, (OurVoice.STOP,)),
    (State.LENT, Change.OVER): (State.OURS, ()),
    (State.TAKEN, Change.OVER): (State.OURS, ()),
}
"""What is not here changes nothing: most comes too late, and is none of our faults."""

_CUTS = frozenset({Change.LONG, Change.WORDS})


class Floor:
    """The floor of one call."""

    def __init__(self, rate_hz: int, manners: Manners) -> None:
        self.manners = manners
        self._rate_hz = rate_hz
        self._state = State.OURS
        self._we_speak = False
        self._spoken = self._silent = self._since = 0
        """Samples: of speech over our voice, since the last of it, and since its begin."""

    @property
    def undecided(self) -> bool:
        """It is still to be known what was said over our voice."""
        return self._state in (State.HELD, State.LENT)

    @property
    def held(self) -> bool:
        return self._state is State.HELD

    def we_speak(self, speaking: bool) -> None:
        """Our voice begins or ends at the caller's ear; holding it is no end."""
        self._we_speak = speaking
        if not speaking and not self.undecided:
            self._forget()

    def feed(self, speaking: bool, samples: int) -> tuple[OurVoice, ...]:
        """Take in what the activity check says of the next samples, 20 ms at most."""
        if not self._we_speak and not self.undecided:
            return ()
        self._count(speaking, samples)
        if self._state in (State.OURS, State.LENT):
            return self._change(Change.OVERLAP) if self._spoken >= self._samples("hold") else ()
        if self._state is not State.HELD:
            return ()
        if self._spoken >= self._samples("murmur"):
            return self._change(Change.LONG)
        if self._since < self._samples("decide"):
            return ()
        unheard = speaking or self._spoken > self._samples("unheard")
        return self._change(Change.LONG if unheard else Change.SHORT_AND_UNHEARD)

    def words(self, *, murmur: bool) -> tuple[OurVoice, ...]:
        """Hear what was said over our voice: a mere murmur, or words."""
        return self._change(Change.MURMUR if murmur else Change.WORDS)

    def over(self) -> tuple[OurVoice, ...]:
        """The caller's turn is over, whatever it was."""
        return self._change(Change.OVER)

    def _count(self, speaking: bool, samples: int) -> None:
        if speaking:
            self._spoken += samples
            self._silent = 0
        else:
            self._silent += samples
        if self._spoken:
            self._since += samples
        if self._state is not State.HELD and self._silent >= self._samples("click"):
            self._forget()

    def _change(self, change: Change) -> tuple[OurVoice, ...]:
        if change in _CUTS and not self.manners.cuts:
            return ()
        self._state, told = LIFE.get((self._state, change), (self._state, ()))
        if self._state is not State.HELD:
            self._forget()
        return told

    def _forget(self) -> None:
        self._spoken = self._silent = self._since = 0

    def _samples(self, name: str) -> int:
        return round(float(getattr(self.manners, f"{name}_seconds")) * self._rate_hz)
