"""Which sentences of the found passages answer the question, and how sure that is.

Each sentence is weighed as the answer: how likely its passage is, how many of the question's
words it and its headings hold, whether it is of the kind that is asked for, whether the caller's
own figures fall in its spans. The weights are fitted by `bench/document_answers.py`
(`choosing_weights`); what comes out is the chance that the sentence answers.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dialog.documents.choosing_weights import MIDDLES, SCALES, SPAN, WEIGHTS
from dialog.documents.claims import Claims, claims
from dialog.documents.document import DocumentPassage, FoundPassage
from dialog.documents.shortening import speakable
from dialog.documents.stems import among, stems
from dialog.documents.wanted import Wanted, fits, holds, wanted

FEATURES = (
    *("passage", "rank", "said", "said_or_headed", "in_passage", "rare_missing", "title"),
    *("kind_held", "kind_missing", "kind_headed", "second_kind_held", "fits", "misfits"),
    *("words", "first", "question_like"),
)
_HEADED = {
    Wanted.AMOUNT: ("kost", "tarief", "tarieven", "prijs", "leges", "betalen", "costs", "fee"),
    Wanted.DURATION: ("hoe lang", "duur", "termijn", "how long", "wachttijd"),
    Wanted.CLOCK: ("openingstijd", "tijden", "wanneer", "opening"),
    Wanted.MOMENT: ("wanneer", "dagen", "data", "tijden", "when"),
    Wanted.TELEPHONE: ("contact", "melden", "bellen"),
    Wanted.PLACE: ("waar", "adres", "plaats", "gebieden", "contact", "where"),
    Wanted.AGE: ("voorwaarden", "leeftijd", "regels"),
    Wanted.COUNT: ("regels", "voorwaarden", "hoeveel"),
    Wanted.LEAVE: ("voorwaarden", "regels", "wie", "mag", "verboden", "niet", "conditions"),
    Wanted.BRING: ("meenemen", "nodig", "aanpak", "bring"),
    Wanted.WAY: ("aanpak", "aanvragen", "hoe", "zo ", "how"),
}


_ORDERS = re.compile(
    r"\b(?:negeer|vergeet|ignore|forget|disregard)\b.{0,30}"
    r"\b(?:regels|instructies|opdracht\w*|rules|instructions|prompt)\b"
    r"|\b(?:zeg|vertel|antwoord) (?:dan |altijd |nu )?dat\b|\bsystem prompt\b"
    r"|\b(?:you are|je bent|u bent) (?:an? |een )?"
    r"(?:assistent|assistant|chatbot|taalmodel|computer)\b"
    r"|\b(?:tell|say to) (?:the )?(?:caller|user)\b|\b(?:ai|taalmodel|chatbot|assistent)[,:]",
    re.I,
)
"""Speaks to a machine and not to a resident."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence as an answer."""

    passage: DocumentPassage
    at: int
    """Its place in the passage."""
    score: float
    """The chance, 0 to 1, that it answers the question."""
    features: tuple[float, ...]

    @property
    def sentence(self) -> str:
        return self.passage.sentences[self.at]


def candidates(question: str, found: Sequence[FoundPassage], language: str) -> list[Candidate]:
    """Every sentence that can be spoken, likeliest first."""
    asked = stems(question, language)
    rarity = _rarity(asked, found, language)
    weighed = [
        Candidate(each.passage, at, _chance(values), values)
        for rank, each in enumerate(found)
        if not orders(each.passage)
        for at, values in _weighed(question, rarity, each, rank, language)
    ]
    return sorted(weighed, key=lambda each: -each.score)


def orders(passage: DocumentPassage) -> bool:
    """Whether something in it gives orders to a machine: then none of it is to be trusted."""
    return any(_ORDERS.search(sentence) for sentence in passage.sentences)


def _chance(values: Sequence[float]) -> float:
    scaled = ((value - m) / s for value, m, s in zip(values, MIDDLES, SCALES, strict=True))
    total = SPAN + sum(weight * value for weight, value in zip(WEIGHTS, scaled, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _rarity(
    asked: Sequence[str], found: Sequence[FoundPassage], language: str
) -> Mapping[str, float]:
    """How much each word of the question tells: one that is in every sentence tells little."""
    sentences = [
        frozenset(stems(sentence, language))
        for each in found
        for sentence in each.passage.sentences
    ]
    counts = Counter(
        word for word in dict.fromkeys(asked) for held in sentences if among(word, held)
    )
    total = len(sentences) + 1
    return {word: math.log(1 + total / (1 + counts[word])) for word in dict.fromkeys(asked)}


def _weighed(
    question: str,
    rarity: Mapping[str, float],
    found: FoundPassage,
    rank: int,
    language: str,
) -> Iterator[tuple[int, tuple[float, ...]]]:
    passage = found.passage
    head = stems(" ".join((passage.title, *passage.heading, *passage.questions)), language)
    body = frozenset(stems(" ".join(passage.sentences), language)) | frozenset(head)
    kinds = wanted(question)
    for at, sentence in enumerate(passage.sentences):
        if not speakable(sentence) or sentence.rstrip().endswith(":"):
            continue
        own = frozenset(stems(sentence, language)) | _introduction(passage, at, language)
        read = _read(sentence)
        held = [holds(kind, sentence, read) for kind in kinds]
        fit = fits(question, sentence)
        yield (
            at,
            (
                found.score,
                float(rank),
                _share(rarity, own),
                _share(rarity, own | frozenset(head)),
                _share(rarity, body),
                max(
                    (weight for word, weight in rarity.items() if not among(word, body)),
                    default=0.0,
                ),
                _share(rarity, frozenset(stems(passage.title, language))),
                float(bool(held) and held[0]),
                float(bool(held) and not held[0]),
                float(bool(kinds) and _headed(kinds[0], passage)),
                float(any(held[1:])),
                float(fit > 0),
                float(fit < 0),
                min(len(sentence.split()), 40) / 10,
                float(at == 0),
                float(sentence.rstrip().endswith("?")),
            ),
        )


@lru_cache(maxsize=8192)
def _read(sentence: str) -> Claims:
    return claims(sentence)


def _introduction(passage: DocumentPassage, at: int, language: str) -> frozenset[str]:
    before = introduction(passage, at)
    return (
        frozenset(stems(passage.sentences[before], language)) if before is not None else frozenset()
    )


def introduction(passage: DocumentPassage, at: int) -> int | None:
    """Where the words stand without which an item says nothing: 'U krijgt het alleen als:'."""
    for before in range(at - 1, -1, -1):
        if passage.sentences[before].rstrip().endswith(":"):
            return before
        if not is_item(passage.sentences[before]):
            return None
    return None


def is_item(sentence: str) -> bool:
    """Whether it looks like a line of a list or a row: no sentence by its own beginning or end."""
    return sentence[:1].islower() or sentence.rstrip().endswith((";", ",")) or ": " in sentence


def _headed(kind: Wanted, passage: DocumentPassage) -> bool:
    headings = " ".join(passage.heading).lower()
    return any(word in headings for word in _HEADED[kind])


def _share(rarity: Mapping[str, float], held: frozenset[str]) -> float:
    """How much of what the question says is among these words."""
    total = sum(rarity.values())
    if not total:
        return 0.0
    return sum(weight for word, weight in rarity.items() if among(word, held)) / total
