"""One turn of a conversation explained: what was heard, what it may be about, which rule decided.

Read from the events and acts of the turn and from nothing else, so a turn of the record can be
explained as well as one that was tried just now. What the caller said is masked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dialog.acts import Act, Fill, LookUp, Say, Understand
from dialog.deeds import deed
from dialog.events import Event, Found, Heard, HungUp, Keyed, OnHold, Rung, Silence
from dialog.masking import mask
from dialog.rule_words import decided, kind_title
from dialog.titles import Titles

Items = Sequence[Event | Act]

SILENT = "[stilte]"
"""Stands in a script for a caller who says nothing."""
MOST_CANDIDATES, LEAST = 5, 0.01
"""So many are told at most, and beside the likeliest only those with this chance."""
UNSURE = 0.6
"""Below it a word is told to be uncertain, as at the desk. Confidences rank, and are not
calibrated."""
_BEGINS = (Rung, Heard, Keyed, Silence, OnHold, HungUp)
"""What the caller does: a turn begins with it."""


@dataclass(frozen=True, slots=True)
class Likely:
    """What a turn may be about, with a chance from 0 to 1."""

    title: str
    score: float
    half: int = 0
    """1 and 2: of that half of the sentence only."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing we said."""

    text: str
    language: str
    source: str = ""
    """'Paspoort aanvragen (2026-01-05)'; empty: a fixed sentence."""
    about: str = ""
    """The title of its topic."""
    version: str = ""
    """Of that topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    happened: str
    """In Dutch: 'De beller zei:'."""
    words: str = ""
    """Of the caller, as they were heard."""
    line: str = ""
    """What the caller did, as a scripted caller has it: words, keys, or '[stilte]'."""
    language: str = "nl"
    confidence: float | None = None
    """Of the recogniser, 0 to 1; None: nothing was heard."""
    unsure: tuple[str, ...] = ()
    """The words that may have been another."""
    searched: tuple[str, ...] = ()
    likely: tuple[Likely, ...] = ()
    """The likeliest first."""
    rule: str = ""
    """The name of the rule, for machines."""
    why: tuple[str, ...] = ()
    """The rules that decided, as Dutch sentences, in their order."""
    topic: str | None = None
    """The key of what the turn was taken for: a topic, 'human', 'unknown' …"""
    says: tuple[Said, ...] = ()
    done: tuple[str, ...] = ()
    """What was filled in, looked up elsewhere or performed, as Dutch sentences."""


def turns(items: Iterable[Event | Act]) -> list[list[Event | Act]]:
    """The items of a conversation by turn; the first is how it began."""
    found: list[list[Event | Act]] = []
    for item in items:
        if isinstance(item, _BEGINS) or not found:
            found.append([])
        found[-1].append(item)
    return found


def explained(items: Items, titles: Titles) -> Explanation:
    """Of the items of one turn."""
    begun = items[0] if items else None
    heard = next((item for item in items if isinstance(item, Heard)), None)
    taken = [item for item in items if isinstance(item, Understand)]
    rule, why = decided(items, titles)
    return Explanation(
        happened=_happened(begun),
        words=mask(heard.text) if heard else "",
        line=_line(begun),
        language=heard.language if heard else "nl",
        confidence=heard.confidence if heard else None,
        unsure=_unsure(heard) if heard else (),
        searched=tuple(mask(item.query) for item in items if isinstance(item, LookUp)),
        likely=tuple(_likely(items, titles)),
        rule=rule,
        why=why,
        topic=taken[-1].topic if taken else None,
        says=tuple(_said(item, titles) for item in items if isinstance(item, Say)),
        done=tuple(filter(None, (deed(item, titles) for item in _last_of_fills(items)))),
    )


def _happened(begun: Event | Act | None) -> str:
    match begun:
        case Rung():
            return "Het gesprek begint."
        case Heard(text=text):
            return "De beller zei:" if text.strip() else "Er klonk een stem zonder woorden."
        case Keyed(keys=keys):
            return f"De beller toetste {mask(keys)}."
        case Silence(seconds=seconds):
            return f"De beller zei {seconds:g} seconden niets."
        case OnHold(held=held):
            return "De beller zette ons in de wacht." if held else "De beller kwam terug."
        case HungUp(by="caller"):
            return "De beller hing op."
        case HungUp():
            return "Het gesprek is voorbij."
        case _:
            return "Er gebeurde iets buiten de beller om."


def _line(begun: Event | Act | None) -> str:
    match begun:
        case Heard(text=text) if text.strip():
            return mask(text)
        case Keyed(keys=keys):
            return mask(keys)
        case Heard() | Silence():
            return SILENT
        case _:
            return ""


def _unsure(heard: Heard) -> tuple[str, ...]:
    words = mask(heard.text).split()
    if len(words) != len(heard.word_confidences):
        return ()
    pairs = zip(words, heard.word_confidences, strict=True)
    return tuple(word.strip(".,?!") for word, confidence in pairs if confidence < UNSURE)


def _likely(items: Items, titles: Titles) -> Iterator[Likely]:
    """Of the last look-up: an earlier one of the same turn led nowhere."""
    found = next((item for item in reversed(items) if isinstance(item, Found)), None)
    if found is None:
        return
    told = [each for each in found.candidates if each.part == 0][:MOST_CANDIDATES]
    whole = [each for each in told if each is told[0] or each.score >= LEAST]
    halves = [each for each in found.candidates if each.part]
    for each in (*whole, *halves):
        yield Likely(kind_title(each.topic, titles), each.score, each.part)
    for answer in found.crisis[:1]:
        yield Likely(f"bericht: {answer.title}", answer.score)
    if found.document is not None and found.document.score > 0:
        yield Likely("documenten", found.document.score)


def _said(say: Say, titles: Titles) -> Said:
    about = kind_title(say.topic, titles) if say.topic else ""
    return Said(mask(say.text), say.language, say.source or "", about, say.version or "")


def _last_of_fills(items: Items) -> Iterator[Event | Act]:
    """Each slot once, with the value that it was left with."""
    last = {item.slot: item for item in items if isinstance(item, Fill)}
    for item in items:
        if not isinstance(item, Fill) or last[item.slot] is item:
            yield item
