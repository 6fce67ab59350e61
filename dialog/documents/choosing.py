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
from dataclasses import dataclass, replace
from functools import lru_cache

from dialog.documents.choosing_weights import (
    LINED_SURE,
    MEANT_LIKELY,
    MEANT_SURE,
    PLAIN_LIKELY,
    PLAIN_SURE,
)
from dialog.documents.claims import Claims, claims
from dialog.documents.document import DocumentPassage, FoundPassage
from dialog.documents.doubts import NAMES as DOUBTS
from dialog.documents.doubts import doubts
from dialog.documents.line_features import LINES, Alike, line_features
from dialog.documents.shortening import speakable
from dialog.documents.stems import among, stems
from dialog.documents.wanted import Wanted, fits, holds, wanted
from dialog.documents.weights import Weights

FEATURES = (
    *("passage", "rank", "said", "said_or_headed", "in_passage", "rare_missing", "title"),
    *("kind_held", "kind_missing", "kind_headed", "second_kind_held", "fits"),
    *("words", "first", "question_like", "said_lead", "alone_in_kind"),
)
MEANT = ("alike", "alike_above", "alike_lead", *LINES)
"""Features beside them where likeness in meaning is known."""
BESIDE = ("named_only", "rest_said", "of_title", "second")
"""What tells of the sureness beside them: words of the question that only the title holds, how much
of the others the sentence or its heading says, how many of the found passages are of its page, and
how likely the second passage is."""
SURETIES = (
    *("likelihood", "lead", "mass", "passage", "in_passage", "said", "said_or_headed"),
    *("kind_held", "kind_missing", "fits", "title", "alike", "alone", *LINES),
    *(*BESIDE, *DOUBTS),
)
"""What tells whether the likeliest sentence is right."""
_HEADED = {
    Wanted.AMOUNT: ("kost", "tarief", "tarieven", "prijs", "leges", "betalen", "costs", "fee"),
    Wanted.DURATION: ("hoe lang", "duur", "termijn", "how long", "wachttijd"),
    Wanted.AHEAD: ("aanvragen", "termijn", "hoe lang", "aanpak", "wanneer"),
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


BACK = re.compile(
    r"(?:dat|dit|die|deze|hij|zij|ze|het|daar\w*|dan|maar|ook|anders|behalve|alleen|jonger|tenzij"
    r"|zo'n|those|that|this|it|they|but|only|except|unless|also)\b",
    re.I,
)
"""Begins a sentence that says something of the one before."""
MOST_PASSAGES = 6
"""Passages that are looked into: what answers is nearly always in these."""
_MOST_LETTERS = 300
_USUAL = 0.8
"""About where the likenesses of e5 lie."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence as an answer."""

    passage: DocumentPassage
    at: int
    """Its place in the passage."""
    score: float
    """How likely it is the one, 0 to 1; only to be compared, see `sure`."""
    features: tuple[float, ...]
    beside: tuple[float, ...]
    """In the order of BESIDE and `doubts.NAMES`."""
    alone: float = 0.0
    """How near in meaning it comes without what stands above it, scaled; see `told_alone`."""

    @property
    def sentence(self) -> str:
        return self.passage.sentences[self.at]

    @property
    def with_heading(self) -> str:
        """What it says together with what stands above it."""
        before = _before(self.passage, self.at)
        said = [self.passage.sentences[before]] if before is not None else []
        above = (self.passage.title, *self.passage.heading)
        return " ".join([f"{'. '.join(above)}.", *said, self.sentence])[:_MOST_LETTERS]


def candidates(
    question: str, found: Sequence[FoundPassage], language: str, alike: Alike | None = None
) -> list[Candidate]:
    """Every sentence of the first passages that can be spoken, likeliest first."""
    near = [each for each in found[:MOST_PASSAGES] if not orders(each.passage)]
    rarity = _rarity(stems(question, language), near, language)
    second = found[1].score if len(found) > 1 else 0.0
    titles = Counter(each.passage.title for each in found)
    weighed = [
        Candidate(
            each.passage,
            at,
            0.0,
            values,
            (*said, float(titles[each.passage.title]), second, *doubts(question)),
        )
        for rank, each in enumerate(near)
        for at, values, said in _weighed(question, rarity, each, rank, language)
    ]
    if alike is None or not weighed:
        return reweighed(weighed, PLAIN_LIKELY)
    return told_alone(question, reweighed(_meant(question, weighed, alike), MEANT_LIKELY), alike)


def told_alone(question: str, weighed: Sequence[Candidate], alike: Alike) -> list[Candidate]:
    """With `Candidate.alone` of the likeliest of each passage: a heading that is like the question
    makes every sentence below it so.
    """
    firsts: dict[str, Candidate] = {}
    for each in weighed:
        firsts.setdefault(each.passage.key, each)
    values = alike(question, [each.sentence for each in firsts.values()])
    alone = dict(zip(firsts, values, strict=True))
    return [
        replace(each, alone=(alone[each.passage.key] - _USUAL) / 0.05)
        if firsts[each.passage.key] is each
        else each
        for each in weighed
    ]


def reweighed(weighed: Sequence[Candidate], weights: Weights) -> list[Candidate]:
    """The same, scored anew and likeliest first."""
    scored = [replace(each, score=weights.chance(each.features)) for each in weighed]
    return sorted(scored, key=lambda each: -each.score)


def _meant(question: str, weighed: Sequence[Candidate], alike: Alike) -> list[Candidate]:
    values = alike(question, [each.with_heading for each in weighed])
    mean = sum(values) / len(values)
    first, second = (*sorted(values, reverse=True)[:2], min(values))[:2]
    asked = line_features(question, [(each.passage, each.at) for each in weighed], alike)
    return [
        replace(
            each,
            features=(
                *each.features,
                (value - _USUAL) / 0.05,
                (value - mean) / 0.03,
                (value - (second if value == first else first)) / 0.02,
                *lines,
            ),
        )
        for each, value, lines in zip(weighed, values, asked, strict=True)
    ]


def sureties(weighed: Sequence[Candidate]) -> tuple[float, ...]:
    """Of the likeliest sentence, in the order of SURETIES."""
    best = weighed[0]
    second = next((each.score for each in weighed[1:]), 0.0)
    told = dict(zip((*FEATURES, *MEANT), (*best.features, *[0.0] * len(MEANT)), strict=False))
    told |= zip((*BESIDE, *DOUBTS), best.beside, strict=True)
    told["likelihood"], told["lead"] = _odds(best.score), _odds(best.score) - _odds(second)
    gathered = sum(each.score for each in weighed if each.passage.key == best.passage.key)
    told["mass"] = gathered / max(sum(each.score for each in weighed), 1e-6)
    told["alone"] = best.alone
    return tuple(told[name] for name in SURETIES)


def sure(weighed: Sequence[Candidate]) -> float:
    """The chance, 0 to 1, that the likeliest sentence answers the question; 0 where none is."""
    if not weighed:
        return 0.0
    if len(weighed[0].features) == len(FEATURES):
        return PLAIN_SURE.chance(sureties(weighed))
    return (LINED_SURE if lined(weighed[0]) else MEANT_SURE).chance(sureties(weighed))


def lined(candidate: Candidate) -> bool:
    """Whether a line asks for this sentence: then that tells more than all else."""
    return dict(zip((*FEATURES, *MEANT), candidate.features, strict=False))["asked_there"] > 0


def _odds(score: float) -> float:
    bounded = min(max(score, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def orders(passage: DocumentPassage) -> bool:
    """Whether something in it gives orders to a machine: then none of it is to be trusted."""
    return any(_ORDERS.search(sentence) for sentence in passage.sentences)


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


def compared_texts(passage: DocumentPassage) -> list[str]:
    """What `alike` will be asked about this passage, so that it can be embedded beforehand."""
    return sentence_texts(passage, _answering(passage))


def sentence_texts(passage: DocumentPassage, places: Sequence[int]) -> list[str]:
    """Sentences together with what stands above them."""
    return [Candidate(passage, at, 0.0, (), ()).with_heading for at in places]


def _answering(passage: DocumentPassage) -> list[int]:
    """Places of the sentences that can be an answer: not an opening that only leads to others."""
    return [
        at
        for at, sentence in enumerate(passage.sentences)
        if speakable(sentence) and not sentence.rstrip().endswith(":")
    ]


def _weighed(
    question: str,
    rarity: Mapping[str, float],
    found: FoundPassage,
    rank: int,
    language: str,
) -> Iterator[tuple[int, tuple[float, ...], tuple[float, float]]]:
    passage = found.passage
    head = frozenset(
        stems(" ".join((passage.title, *passage.heading, *passage.questions)), language)
    )
    kinds = wanted(question)
    looks = [_looked_at(question, passage, at, rarity, language) for at in _answering(passage)]
    if any(look.fit > 0 for look in looks):
        # The row of another age or length is never the answer, however much it is like it.
        looks = [look for look in looks if look.fit >= 0]
    body = head.union(*(look.own for look in looks))
    missing = (weight for word, weight in rarity.items() if not among(word, body))
    named = frozenset(stems(" ".join((passage.title, *passage.questions)), language))
    headed = frozenset(stems(" ".join(passage.heading), language))
    about = (
        *(found.score, float(rank)),
        *(_share(rarity, body), max(missing, default=0.0)),
        _share(rarity, frozenset(stems(passage.title, language))),
        float(bool(kinds) and _headed(kinds[0], passage)),
    )
    for look in looks:
        features = _features(look, looks, about, _share(rarity, look.own | head))
        yield look.at, features, _said(rarity, named, look.own, headed)


def _said(
    rarity: Mapping[str, float], named: frozenset[str], own: frozenset[str], headed: frozenset[str]
) -> tuple[float, float]:
    """The first two of BESIDE."""
    by_title = {word for word in rarity if among(word, named)}
    others = {word: weight for word, weight in rarity.items() if word not in by_title}
    only = sum(not among(word, own) for word in by_title)
    return float(only), _share(others, own | headed) if others else 0.5


@dataclass(frozen=True, slots=True)
class _Look:
    """What one sentence holds of the question."""

    at: int
    sentence: str
    own: frozenset[str]
    said: float
    held: tuple[bool, ...]
    """By the kinds that are asked for."""
    fit: int
    """As `wanted.fits` has it."""


def _looked_at(
    question: str,
    passage: DocumentPassage,
    at: int,
    rarity: Mapping[str, float],
    language: str,
) -> _Look:
    sentence = passage.sentences[at]
    before = _before(passage, at)
    above = passage.sentences[before] if before is not None else ""
    own = frozenset(stems(f"{above} {sentence}", language))
    read = _read(sentence)
    held = tuple(holds(kind, sentence, read) for kind in wanted(question))
    fit = fits(question, sentence)
    return _Look(at, sentence, own, _share(rarity, own), held, fit)


def _features(
    look: _Look,
    looks: Sequence[_Look],
    about: tuple[float, ...],
    headed: float,
) -> tuple[float, ...]:
    """In the order of FEATURES."""
    score, rank, in_passage, rare_missing, title, kind_headed = about
    others = [each for each in looks if each is not look]
    first = look.held[:1] == (True,)
    return (
        *(score, rank, look.said, headed, in_passage, rare_missing, title),
        *(float(first), float(look.held[:1] == (False,)), kind_headed, float(any(look.held[1:]))),
        *(float(look.fit > 0), min(len(look.sentence.split()), 40) / 10),
        *(float(look.at == 0), float(look.sentence.rstrip().endswith("?"))),
        look.said - max((each.said for each in others), default=0.0),
        float(first and not any(each.held[:1] == (True,) for each in others)),
    )


@lru_cache(maxsize=8192)
def _read(sentence: str) -> Claims:
    return claims(sentence)


def _before(passage: DocumentPassage, at: int) -> int | None:
    """The sentence without which this one cannot be understood."""
    opening = introduction(passage, at)
    if opening is None and at and BACK.match(passage.sentences[at]):
        return at - 1
    return opening


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
