"""Where we take it slowly: an answer in pieces, in simple words, and every choice named.

After a piece of two sentences we ask whether to go on. A yes, a few like it, or a while of silence
brings the next; a no goes to the question at the end. Whatever else is said is answered as always.
What a caller's voice cut off comes again from the sentence in which it was cut: nothing is lost,
and nothing that was heard is said twice.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from dialog.acts import (
    Act,
    Connect,
    Expectation,
    HangUp,
    Listen,
    OutcomeType,
    RequestCallback,
    Say,
    Transfer,
    Understand,
)
from dialog.answers import simpler
from dialog.calm_offer import offered
from dialog.commands import OF_OUR_SPEECH, Command
from dialog.memory import SENTENCES, Memory, Question, Rest
from dialog.source import address, source

PIECE_SENTENCES = 2

_ON = re.compile(
    r"(?:ja |jawel |oke |goed )*(?:ga |gaat u |u mag |gewoon |maar |nu |dan |even |graag )*"
    r"(?:(?:maar |gewoon |graag )*(?:door|verder|vervolg|volgende)(?:gaan)?|en (?:dan|toen|verder))"
    r"(?: (?:maar|gaan|graag|dan|hoor|alstublieft|praten|vertellen|met (?:uw verhaal|vertellen)))*"
    r"|(?:yes |please |just )*(?:go on|continue|carry on|next|and then)(?: please)?"
)
_STOPS = (Transfer, RequestCallback, HangUp, Connect)
"""Where one of these is done, nothing is held back."""


def before_saying(memory: Memory, acts: list[Act]) -> list[Act]:
    """These acts as they are to be said to this caller."""
    if memory.calm or memory.relay:
        acts = [_simpler(memory, act) for act in acts]
    if any(isinstance(act, Understand) and act.topic in ("human", "emergency") for act in acts):
        memory.rest = None
        return acts
    acts = offered(memory, acts)
    pressing = memory.waiting is not None or memory.outcome is OutcomeType.EMERGENCY
    alone = memory.calm and not memory.relay  # an operator needs no more to type than there is
    if not alone or pressing or any(isinstance(act, _STOPS) for act in acts):
        return acts
    return _in_pieces(memory, acts) or _with_choices(memory, acts)


def going_on(memory: Memory, order: Command | None, said: str = "") -> list[Act] | None:
    """Take what is said to 'shall I go on?'; None: it is not about that."""
    if not memory.telling:
        memory.rest = None
        return None
    if order is Command.YES or (order is None and _ON.fullmatch(said)):
        return rest_of(memory)
    if order in (Command.NO, Command.STOP):
        return _to_the_end(memory)
    if order is Command.SOURCE:
        return [*source(memory), *_check(memory)]
    if order is Command.SITE:
        return [*address(memory), *_check(memory)]
    if order is Command.HELP:
        return [memory.sentence("calm_check_keys"), memory.listen()]
    if order is not None and order not in OF_OUR_SPEECH:
        memory.rest = None
    elif order is None and memory.busy:
        memory.rest = None  # an answer to what the errand asks
    return None


def unclear(memory: Memory) -> list[Act] | None:
    """Ask once more in other words whether to go on; None: that was not asked, or asked so."""
    if not memory.telling:
        return None
    memory.misses += 1
    if memory.misses == 1:
        return [memory.sentence("calm_check_keys"), memory.listen()]
    memory.rest = None
    return None


def after_silence(memory: Memory) -> list[Act]:
    """Nobody said anything: we go on."""
    return [memory.sentence("calm_goes_on"), *rest_of(memory)]


def rest_of(memory: Memory) -> list[Act]:
    """What was cut off of the piece, and all that is still to be told; empty: nothing is."""
    rest, memory.rest = memory.rest, None
    if rest is None:
        return []
    memory.question, memory.misses = rest.question, 0
    return [*(say for say in memory.cut if say.source), *rest.acts]


def _to_the_end(memory: Memory) -> list[Act]:
    """No more of this: what is asked at its end."""
    rest, memory.rest = memory.rest, None
    assert rest is not None
    memory.question, memory.misses = rest.question, 0
    told = [act for act in rest.acts if not (isinstance(act, Say) and act.source)]
    return [memory.sentence("calm_enough"), *told]


def _simpler(memory: Memory, act: Act) -> Act:
    if not isinstance(act, Say) or act.source is None:
        return act
    return simpler(memory.knowledge, act, memory.now)


def _in_pieces(memory: Memory, acts: Sequence[Act]) -> list[Act]:
    """The first piece, and the question whether to go on; empty: it is one piece."""
    room = PIECE_SENTENCES
    for n, act in enumerate(acts):
        if not isinstance(act, Say) or act.source is None or act.protected:
            continue
        sentences = SENTENCES.split(act.text)
        if len(sentences) <= room:
            room -= len(sentences)
            continue
        first = [replace(act, text=" ".join(sentences[:room]))] if room else []
        left = replace(act, text=" ".join(sentences[room:]))
        done = [other for other in acts[n + 1 :] if not isinstance(other, Say | Listen)]
        later = [other for other in acts[n + 1 :] if isinstance(other, Say | Listen)]
        memory.rest = Rest((left, *later), memory.question)
        return [*acts[:n], *first, *done, *_check(memory)]
    return []


def _check(memory: Memory) -> list[Act]:
    keys = [memory.sentence("keys_yes_no")] if memory.by_keys else []
    return [memory.sentence("calm_check"), *keys, memory.listen()]


def _with_choices(memory: Memory, acts: list[Act]) -> list[Act]:
    """A yes or no with its keys before it, and two things to choose from said twice."""
    if len(acts) < 2 or not isinstance(acts[-1], Listen) or not isinstance(acts[-2], Say):
        return acts
    asked, listens = acts[-2], acts[-1]
    if memory.rest is not None or _names_keys(acts):
        return acts
    two = memory.question is Question.MEANING or (
        memory.question is Question.WHICH and len(memory.which) > 1
    )
    if two and not memory.busy and asked.text.endswith("?"):
        return [*acts[:-1], memory.sentence("calm_again"), asked, listens]
    if listens.expect is Expectation.YES_NO and asked.text.endswith("?"):
        return [*acts[:-2], memory.sentence("keys_yes_no"), asked, listens]
    return acts


def _names_keys(acts: Sequence[Act]) -> bool:
    texts = [act.text.lower() for act in acts if isinstance(act, Say)]
    return any("toets" in text or "press" in text for text in texts)
