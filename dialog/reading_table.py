"""How readable the content is: figures for each topic and each other file of texts.

A text counts as it is heard, filled in; numbers that are filled in are marked and not read as
words (`dialog/spoken_texts.py`). The formulas score the texts of one topic together, as they are
fitted on texts and not on lines.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dialog.readability import EASY, score, sentences, words
from dialog.spoken_style import SCORED_FROM_WORDS, Heard, numbers

Lint = Callable[[str], float | None]
"""The LiNT score of a Dutch text, 0 (easy) to 100; None where it says nothing of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one topic, or of one other file, in one language."""

    name: str
    language: str
    texts: int
    sentences: int
    longest: int
    """Words in the longest sentence."""
    score: float | None
    """By the formula of the language (`dialog/readability.py`); None: there is none, or too few
    words for it."""
    numbers: float
    """A sentence, on average."""
    warnings: int
    """What `belbalie check` tells of this file, in any language."""
    lint: float | None = None


def rows(
    heard: Mapping[str, Sequence[Heard]], warnings: Mapping[str, int], lint: Lint | None = None
) -> Iterator[Row]:
    """One for each name and language, in the order in which they stand; `lint` scores Dutch."""
    for name, texts in heard.items():
        for language in dict.fromkeys(each.language for each in texts):
            own = [each for each in texts if each.language == language]
            yield _row(name, language, own, warnings.get(name, 0), lint)


def _row(name: str, language: str, texts: list[Heard], warnings: int, lint: Lint | None) -> Row:
    said = [sentence for each in texts for sentence in sentences(each.text)]
    counted = [sentence for each in texts for sentence in sentences(each.marked)]
    whole = [each for each in texts if each.text.endswith((".", "!", "?"))]
    prose = " ".join(each.marked for each in whole)
    scored = language in EASY and len(words(prose)) >= SCORED_FROM_WORDS
    plain = " ".join(each.text for each in whole)
    return Row(
        name=name,
        language=language,
        texts=len(texts),
        sentences=len(said),
        longest=max((len(words(sentence)) for sentence in said), default=0),
        score=score(prose, language) if scored else None,
        numbers=sum(numbers(each, language) for each in counted) / max(1, len(counted)),
        warnings=warnings,
        lint=lint(plain) if lint and language == "nl" and plain else None,
    )
