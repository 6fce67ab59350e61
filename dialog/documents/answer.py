"""From found passages to what is said: the municipality's own sentences, or an honest refusal.

An answer begins with the sentence that answers. What limits it (its introduction, 'behalve …',
'dat geldt niet …') goes with it or is offered as the rest; it is never silently dropped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

from dialog.documents.age import ALLOWED_AGES, AllowedAges, of_another_year, too_old
from dialog.documents.choosing import (
    BACK,
    Candidate,
    candidates,
    introduction,
    is_item,
    sure,
)
from dialog.documents.claims import EXCEPT, IF, ONLY, claims
from dialog.documents.document import DocumentPassage, FoundPassage
from dialog.documents.line_features import Alike
from dialog.documents.shortening import (
    MOST_WORDS,
    count,
    figures,
    fitting_cells,
    speakable,
    spoken,
)
from dialog.documents.stems import stems

CERTAIN = 0.65
"""From this chance on a sentence is said as the answer."""
CONDITIONS, MORE = "document_offer_conditions", "document_offer_rest"
"""Fixed sentences that offer the rest."""
MOST_NEAR = 2
"""Passages that a caller is asked about, one after the other."""


class Reason(StrEnum):
    """Why nothing is said; each is a fixed sentence `document_…` too."""

    NOTHING_FOUND = "document_nothing_found"
    TOO_OLD = "document_too_old"
    DOES_NOT_HOLD = "document_does_not_hold"
    NOT_CERTAIN = "document_not_certain"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAnswer:
    """What is said, and where it stands."""

    text: str
    language: str
    sentences: tuple[str, ...]
    """The sentences that it is made of, as the municipality wrote them."""
    rest: tuple[str, ...]
    """What else the passage says that belongs to it, fit to be said, in order."""
    offer: str | None
    """Name of the fixed sentence that offers the rest; None where there is none."""
    title: str
    heading: tuple[str, ...]
    url: str | None
    dated: date | None
    passage: str
    """`DocumentPassage.key`."""
    score: float
    """The chance, 0 to 1, that it answers the question."""
    postcodes: tuple[str, ...] = ()
    """Beginnings of the postcodes where it holds; none: everywhere."""

    @property
    def grounds(self) -> dict[str, str]:
        """The sentences by the ids that a rewriter names: 's1', 's2', …"""
        return {f"s{n}": sentence for n, sentence in enumerate(self.sentences, 1)}


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Reason
    score: float = 0.0
    """Of the likeliest sentence."""
    near: tuple[DocumentAnswer, ...] = ()
    """What may be asked about instead of said: the answer of the likeliest passages that hold and
    are not too old, one of each page and heading, likeliest first; at most MOST_NEAR.
    """


_LIMITS = frozenset({EXCEPT, ONLY, IF})


def answer_from(
    found: Sequence[FoundPassage],
    question: str,
    day: date,
    language: str = "nl",
    *,
    alike: Alike | None = None,
    ages: AllowedAges = ALLOWED_AGES,
    certain: float = CERTAIN,
) -> DocumentAnswer | Refused:
    """Answer a spoken question from these passages, best first, or refuse with the reason.

    `alike` tells how near in meaning sentences come; without it words alone decide.
    """
    if not found:
        return Refused(Reason.NOTHING_FOUND)
    now = holding(found, day)
    weighed = candidates(question, now, language, alike)
    score = sure(weighed)
    if score < certain or of_another_year([weighed[0].sentence], day):
        over = sure(candidates(question, found, language, alike)) if len(now) < len(found) else 0.0
        if over >= certain:
            return Refused(Reason.DOES_NOT_HOLD, score)
        near = islice(_near(weighed, question, language, day, ages), MOST_NEAR)
        return Refused(Reason.NOT_CERTAIN, score, tuple(near))
    answer = answer_with(weighed[0], weighed, question, language)
    return _young_enough(answer, day, ages) or Refused(Reason.TOO_OLD, score)


def _young_enough(answer: DocumentAnswer, day: date, ages: AllowedAges) -> DocumentAnswer | None:
    """The answer as far as its text may still be spoken; None where its conditions may not."""
    if too_old(answer.sentences, answer.dated, day, ages):
        return None
    if not too_old(answer.rest, answer.dated, day, ages):
        return answer
    return None if answer.offer == CONDITIONS else replace(answer, rest=(), offer=None)


def _near(
    weighed: Sequence[Candidate], question: str, language: str, day: date, ages: AllowedAges
) -> Iterator[DocumentAnswer]:
    """The answers that each page and heading would give, likeliest first, where they still hold.

    One that comes behind another has at most the chance that the likeliest leaves.
    """
    left = 1.0 - sure(weighed)
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for each in weighed:
        passage = each.passage
        place = (passage.title, passage.heading)
        if place in seen or of_another_year([each.sentence], day):
            continue
        answer = answer_with(each, weighed, question, language)
        if each is not weighed[0]:
            answer = replace(answer, score=min(answer.score, left))
        seen.add(place)
        if not too_old((*answer.sentences, *answer.rest), passage.dated, day, ages):
            yield answer


def holding(found: Sequence[FoundPassage], day: date) -> list[FoundPassage]:
    """Those that hold on this day, and that name no year that is over."""
    return [each for each in found if _holds(each.passage, day)]


def _holds(passage: DocumentPassage, day: date) -> bool:
    return passage.holds_on(day) and not of_another_year((passage.title, *passage.heading), day)


def answer_with(
    best: Candidate, weighed: Sequence[Candidate], question: str, language: str
) -> DocumentAnswer:
    """What is said where this sentence answers; `weighed` are all, likeliest first."""
    passage = best.passage
    picked = _picked(best, weighed)
    rest = _rest(passage, picked)
    return DocumentAnswer(
        text=words_of(best, weighed, question, language),
        language=language,
        sentences=tuple(passage.sentences[at] for at in picked),
        rest=tuple(spoken(passage.sentences[at], language) for at in rest),
        offer=_offer(passage, picked, rest),
        title=passage.title,
        heading=passage.heading,
        url=passage.url,
        dated=passage.dated,
        passage=passage.key,
        postcodes=passage.postcodes,
        score=sure([best, *(each for each in weighed if each is not best)]),
    )


def words_of(best: Candidate, weighed: Sequence[Candidate], question: str, language: str) -> str:
    """The words of that answer, however sure it is."""
    asked = (*stems(question, language), *figures(question))
    picked = _picked(best, weighed)
    return " ".join(_for_the_ear(best.passage, at, asked, language) for at in picked)


def _for_the_ear(passage: DocumentPassage, at: int, asked: Sequence[str], language: str) -> str:
    return spoken(fitting_cells(passage.sentences[at], asked), language)


def _picked(best: Candidate, weighed: Sequence[Candidate]) -> list[int]:
    """The sentences to say, in their order: the best, what it needs, and what else of its passage
    is likely to be asked for, as far as fits in one breath.
    """
    passage = best.passage
    chosen = set(_needed(passage, best.at))
    wishes = [each for at in sorted(chosen) for each in _limiting(passage, at)]
    wishes += [
        at
        for each in weighed
        if each.passage.key == passage.key
        for at in _needed(passage, each.at)
    ]
    for at in wishes:
        with_it = chosen | {at}
        if count([passage.sentences[each] for each in with_it]) <= MOST_WORDS:
            chosen = with_it
    return sorted(chosen)


def _needed(passage: DocumentPassage, at: int) -> list[int]:
    """A sentence and those without which it says nothing."""
    opening = introduction(passage, at)
    if opening is not None:
        return [opening, at]
    if at and BACK.match(passage.sentences[at]) and speakable(passage.sentences[at - 1]):
        return [*_needed(passage, at - 1), at]
    return [at]


def _limiting(passage: DocumentPassage, at: int) -> list[int]:
    """What follows and takes something back of it, or completes its list."""
    found = []
    for after in range(at + 1, len(passage.sentences)):
        sentence = passage.sentences[after]
        opening = introduction(passage, after)
        in_its_list = opening is not None and opening in (introduction(passage, at), at)
        if in_its_list or _limits(sentence):
            found.append(after)
        else:
            break
    return found


def _limits(sentence: str) -> bool:
    """Whether it makes the sentence before it hold less widely."""
    if is_item(sentence) or not BACK.match(sentence):
        return False
    read = claims(sentence)
    return (
        bool(read.marks & _LIMITS)
        or read.denials > 0
        or bool(re.match(r"maar|but", sentence, re.I))
    )


def _rest(passage: DocumentPassage, picked: Sequence[int]) -> list[int]:
    """What is not said yet and comes behind the first sentence said."""
    behind = range(min(picked), len(passage.sentences))
    return [at for at in behind if at not in picked and speakable(passage.sentences[at])]


def _offer(passage: DocumentPassage, picked: Sequence[int], rest: Sequence[int]) -> str | None:
    if not rest:
        return None
    limiting = {each for at in picked for each in _limiting(passage, at)}
    return CONDITIONS if limiting & set(rest) else MORE
