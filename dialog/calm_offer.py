"""When a caller's own signs suggest to take it slowly: that it can be, told once.

The signs: asked twice to hear something again, not understood twice in a row, or twice slow: a turn
of less than a word a second, or a silence so long that we spoke into it. It is a remark and no
question: a caller in trouble has enough to answer.
"""

from dialog.acts import Act, Listen, OutcomeType, Say
from dialog.memory import Memory, Question

_SIGNS = 2
_FEWEST_WORDS = 4
"""Fewer tell nothing of somebody's pace: the silence at both ends counts in."""
_WORDS_PER_SECOND = 1.0
"""Unhurried Dutch is some 2.5 words a second, pauses counted."""


def heard_pace(memory: Memory, words: int, seconds: float) -> None:
    """Take in a turn of so many words."""
    if words >= _FEWEST_WORDS and words < seconds * _WORDS_PER_SECOND:
        memory.slow_turns += 1


def offered(memory: Memory, acts: list[Act]) -> list[Act]:
    """These acts, with the remark before what is asked last, where it is due and fits."""
    signs = (memory.repeats, memory.misses, memory.slow_turns)
    memory.calm_due = memory.calm_due or any(each >= _SIGNS for each in signs)
    if not memory.calm_due or memory.calm_offered or not _fits(memory, acts):
        return acts
    memory.calm_offered = True
    last = max(n for n, act in enumerate(acts) if isinstance(act, Say))
    return [*acts[:last], memory.sentence("calm_offer"), *acts[last:]]


def _fits(memory: Memory, acts: list[Act]) -> bool:
    """Not to who has it already, waits for a person, is offered one, or was in danger."""
    if memory.calm or memory.relay or memory.waiting or memory.held is not None:
        return False
    other = memory.outcome is OutcomeType.EMERGENCY or memory.question is Question.PERSON
    texts = {act.text for act in acts if isinstance(act, Say)}
    asks = bool(texts) and isinstance(acts[-1], Listen)
    keys = memory.sentence("keys_offer").text in texts  # one offer at a time
    return asks and not keys and not other and not memory.telling
