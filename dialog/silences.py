"""How long nobody speaks before we say something, and what that is.

Never do we hang up before a minute in all (gemeente.md 4.7), nor before three where somebody types
along: a long answer takes that to be typed, read and answered.
"""

from collections.abc import Mapping

from dialog.acts import Act, OutcomeType, Tempo
from dialog.memory import Memory, Question

SILENCES_SECONDS = (7.0, 10.0, 13.0, 31.0)
"""How long we wait in silence before each prompt; at the last we say goodbye."""

SILENCES: Mapping[Tempo, tuple[float, ...]] = {
    Tempo.USUAL: SILENCES_SECONDS,
    Tempo.CALM: (12.0, 17.0, 22.0, 50.0),
    Tempo.RELAY: (30.0, 45.0, 60.0, 90.0),
}
"""The same at each tempo, in seconds."""


_TYPED = {
    "still_there": "relay_still",
    "silence_again": "relay_still",
    "silence_keys": "relay_person",
    "silence_goodbye": "relay_goodbye",
}
"""Where somebody types along, nobody is told that we do not hear them."""


def in_silence(memory: Memory, name: str) -> str:
    """The name of the sentence that is said in silence to this caller."""
    return _TYPED.get(name, name) if memory.relay else name


def silence_prompts(memory: Memory, nth: int) -> list[Act]:
    """What is said to the nth silence, before it is time to say goodbye."""
    if nth <= 1:
        return [memory.sentence("listening"), memory.listen()]
    if nth == 2:
        alarm = memory.outcome is OutcomeType.EMERGENCY and memory.told[-1:] != ()
        last = memory.told if alarm and memory.told[-1].protected else memory.told[-1:]
        again = last or (memory.sentence("first_question"),)
        return [memory.sentence(in_silence(memory, "still_there")), *again, memory.listen()]
    return memory.ask(in_silence(memory, "silence_keys"), Question.PERSON)
