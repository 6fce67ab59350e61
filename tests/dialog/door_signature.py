"""When two moments of a call are the same state, for whoever looks for the way to a person.

A state is what is at hand (an errand at a step, a callback at a step, waiting for a person, or what
we asked last), what is still being searched or held back, and how often an answer failed. What a
caller said, how fast we speak and which offers were made is no part of it. Whether that is fine
enough is measured and not believed: the way to a person is tried at every arrival and not once a
state, and every state is left from two ways into it (`Walk.found_second`).
"""

from collections.abc import Callable, Hashable, Mapping

from dialog.asides import wishes
from dialog.conversation import Conversation
from dialog.follow_ups import asked_for
from dialog.memory import Memory, Question
from dialog.phrases import plain
from dialog.scripts.progress import Progress

_FAILURES = 2
"""One more leads elsewhere."""


def signature(conversation: Conversation) -> Hashable:
    """Equal for two conversations that are in the same state."""
    memory = conversation._memory
    if memory.ended:
        return mode(memory), "ended"
    held = memory.held
    holds = (held.asks, held.decision is None) if held else None
    return mode(memory), _at_hand(memory), holds, _searched(memory), memory.telling


def mode(memory: Memory) -> Hashable:
    """How we speak to this caller, and in what need they are: a walk stays in one of these."""
    need = memory.danger is not None or memory.urgent
    feared = memory.danger_asked and memory.held is None
    news = bool(memory.crisis) or bool(memory.news_came)
    return memory.language, memory.calm, bool(memory.relay), need, feared, news, memory.disclosed


def _at_hand(memory: Memory) -> Hashable:
    if memory.callback is not None:
        failed = min(memory.callback.failures, _FAILURES)
        return memory.callback.step, failed, bool(memory.callback.number), memory.left is not None
    if memory.errand is not None:
        return _errand(memory, memory.errand)
    if memory.waiting is not None:
        waiting = memory.waiting
        return "waiting", waiting.picked_up, waiting.accepted, memory.left is not None
    return memory.question, _about(memory), _tried(memory, memory.misses), memory.by_keys


def _errand(memory: Memory, progress: Progress) -> Hashable:
    question = progress.question
    failed = max(progress.count(question.slot or ""), progress.count(f"?{question.step}"))
    asks = question.asking, question.step, question.slot, question.first > 0
    return progress.script, asks, _tried(memory, failed), _keying(memory)


def _tried(memory: Memory, times: int) -> int:
    """What is searched may be no answer at all, and then fails once more anyway."""
    return 0 if memory.pending else min(times, _FAILURES)


def _keying(memory: Memory) -> Hashable:
    """How far an answer by keys is, where the caller uses them."""
    keying = memory.keying
    if not memory.by_keys or keying is None or memory.pending:
        return None
    return bool(keying.typed), bool(keying.chosen), keying.spelling, keying.own_day


def _searched(memory: Memory) -> Hashable:
    """What the words make of whatever is found."""
    if memory.pending is None:
        return None
    said = plain(memory.pending.text)
    return bool(asked_for(said)), wishes(said)


def _about(memory: Memory) -> Hashable:
    """How many things the question that is open names, or where the menu is."""
    place = memory.place
    seen: Mapping[Question, Callable[[], Hashable]] = {
        Question.WHICH: lambda: len(memory.which),
        Question.PASSAGE: lambda: len(memory.near),
        Question.MENU: lambda: place and (bool(place.theme), bool(place.leads), place.page > 0),
    }
    return seen.get(memory.question, lambda: None)()
