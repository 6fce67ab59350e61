"""Danger comes first: fire, gas, violence, suicide and the like, noticed in every state.

Theory: rules decide, not a model, so that the same sentence always has the same effect and a
script, a setting or an editor cannot switch it off. Three steps: phrases that hold a word of
danger and mean none are taken out (`danger/harmless.py`); what is left is searched for signs
(`danger/signs.py`), also as they sound (`danger/sound.py`); and the grammar around a sign tells
whether it is now and real (`danger/frames.py`). Callers who describe danger without any sign are
found by the search (`emergency` in `others.yaml`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from dialog.danger.frames import Frame, clauses, frame_of
from dialog.danger.harmless import HARMLESS
from dialog.danger.notation import compiled
from dialog.danger.signs import DUTCH, Force
from dialog.danger.signs_english import ENGLISH
from dialog.danger.sound import by_sound
from dialog.danger.words import LINES, Danger
from dialog.slots.digits import digit_runs

__all__ = ["Danger", "Finding", "Weight", "assess", "danger", "danger_words"]


class Weight(IntEnum):
    """What is to be done about what was found."""

    NONE = 0
    EXPLAINED = 1
    """Words of danger, and the grammar says that nothing is wrong now."""
    DOUBT = 2
    """Worth one short question."""
    ALARM = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """The gravest that these words tell of."""

    weight: Weight = Weight.NONE
    danger: Danger | None = None


_KINDS = tuple(dict.fromkeys(kind for kind, _ in (*DUTCH, *ENGLISH)))
_SIGNS = tuple(
    (kind, force, compiled((*DUTCH.get((kind, force), ()), *ENGLISH.get((kind, force), ()))))
    for kind in _KINDS
    for force in reversed(Force)
    if (kind, force) in DUTCH or (kind, force) in ENGLISH
)
_PLAIN = {Force.NAMED: Weight.ALARM, Force.HINT: Weight.DOUBT, Force.MENTION: Weight.NONE}
_AT_HOME = frozenset({Danger.HOME, Danger.CHILD})
_LASTING = _AT_HOME | {Danger.SUICIDE}
"""Whoever lives in it may well ask something else too."""
_ADDRESS_OR_AMOUNT = re.compile(
    r"(?:\w+(?:straat|laan|weg|plein|dijk|kade|hof|pad)|\b(?:huis)?nummer|\bartikel|\bbus|\blijn|€)"
    r"(?: is)?\W*$"
)
_COUNTED = re.compile(r"\W*(?:euro|cent|procent|kilo|liter|meter|vierkante|jaar|keer|kubieke)\b")
_ASKED_ABOUT = re.compile(r"\bwanneer (?:\w+ ){0,3}$")


def assess(text: str) -> Finding:
    """Whether these words tell of danger that is there now."""
    gravest = Finding()
    parts = clauses(text)
    heard = [by_sound(part) for part in parts]
    for finding in (*_findings(parts), *(_findings(heard) if heard != parts else ())):
        if finding.weight > gravest.weight:
            gravest = finding
    if gravest.weight < Weight.ALARM and _names_112(text.lower()):
        return Finding(Weight.ALARM, Danger.GENERAL)
    return gravest


def danger(text: str) -> Danger | None:
    """The danger these words tell of, or None."""
    finding = assess(text)
    return finding.danger if finding.weight is Weight.ALARM else None


def danger_words(kind: Danger, language: str) -> tuple[str, ...]:
    """The fixed sentences for this danger, in the order in which they are said."""
    return LINES[kind].get(language, LINES[kind]["nl"]).all


def _findings(parts: list[str]) -> Iterator[Finding]:
    whole = " ".join(parts)
    bare = HARMLESS.sub(lambda found: "·" * len(found[0]), whole)
    for kind, force, signs in _SIGNS:
        for sign in signs.finditer(bare):
            clause, before = _around(parts, sign.start(), sign.end())
            yield Finding(_weight(kind, force, frame_of(clause, before, whole)), kind)
        if bare != whole and signs.search(whole):
            yield Finding(Weight.EXPLAINED, kind)


def _around(parts: list[str], start: int, end: int) -> tuple[str, str]:
    """The clauses that hold this stretch of the words, and what stands before it in them."""
    at, held, first = 0, [], None
    for part in parts:
        if at < end and start <= at + len(part):
            first = at if first is None else first
            held.append(part)
        at += len(part) + 1
    clause = " ".join(held)
    return clause, clause[: start - (first or 0)]


def _weight(kind: Danger, force: Force, frame: Frame) -> Weight:
    if frame.denied:
        return Weight.EXPLAINED
    if frame.past:
        lasting = kind in _AT_HOME and not frame.long_past and not frame.businesslike
        return Weight.ALARM if lasting else Weight.EXPLAINED
    if force is Force.ACUTE:
        return _acute(kind, frame)
    explained = frame.supposed or frame.talked_of or frame.habitual
    if force is Force.NAMED and frame.past_verb and not frame.now and not frame.businesslike:
        return Weight.DOUBT
    if explained or (frame.businesslike and kind is not Danger.HARDSHIP):
        return Weight.EXPLAINED
    return _PLAIN[force]


def _acute(kind: Danger, frame: Frame) -> Weight:
    """Something happens to somebody: it takes more to explain that away."""
    habitual = frame.habitual and kind is Danger.GENERAL
    if frame.businesslike and (frame.supposed or frame.talked_of or habitual):
        return Weight.EXPLAINED
    told = frame.businesslike and frame.past_verb
    asked = frame.asks and kind not in _LASTING
    if frame.supposed or frame.talked_of or habitual or told or asked:
        return Weight.DOUBT
    return Weight.ALARM


def _names_112(text: str) -> bool:
    """Whether the number 112 is said, and not as a part of a longer number or an address."""
    return any(
        run.digits == "112"
        and not _ADDRESS_OR_AMOUNT.search(text[: run.start])
        and not _ASKED_ABOUT.search(text[: run.start])
        and not _COUNTED.match(text[run.end :])
        for run in digit_runs(text)
    )
