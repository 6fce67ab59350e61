"""The questions of the labelled set, and what a right answer holds."""

import json
import re
from dataclasses import dataclass
from typing import Literal

from bench.documents.pages import HERE

Half = Literal["dev", "test", "train", "learning", "unseen"]
"""`train` is of the pages of dev and `learning` of pages of its own, both only to learn from;
`test` and `unseen` share no page with these. Nothing was chosen by `unseen`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: str
    text: str
    language: str
    answerable: bool
    kind: str
    """What a right answer hangs on (`table`, `condition`, `term`, `number`, `address`, `plain`),
    or why nothing may be said (`near_miss`, `absent`, `elsewhere`, `outdated`, `judgement`,
    `internal`, `injection`)."""
    document: str | None
    """The file from this folder on, with `#` and the key within a list; None: in no document."""
    section: str | None
    must: tuple[str, ...]
    """All of these are in a right answer; `a|b` is one of two."""
    must_not: tuple[str, ...]
    """None of these is in an answer that may be said."""
    half: Half

    def is_right(self, answer: str) -> bool:
        """Tell whether the words of an answer hold all that they must and nothing they must not."""
        return not self.missing(answer) and not self.forbidden(answer)

    def missing(self, answer: str) -> list[str]:
        return [
            needed
            for needed in self.must
            if not any(_holds(answer, word) for word in needed.split("|"))
        ]

    def forbidden(self, answer: str) -> list[str]:
        return [word for word in self.must_not if _holds(answer, word)]


def _holds(answer: str, word: str) -> bool:
    """Whole words and whole numbers only: '40' is not in '€ 140,00', nor 'gas' in 'gasten'."""
    said = " ".join(answer.casefold().split())
    sign = re.escape(" ".join(word.casefold().split()))
    return re.search(rf"(?<!\w)(?<!\d[.,]){sign}(?!\w|[.,]\d)", said) is not None


def read_questions(half: Half | None = None) -> list[Question]:
    """Read one half; without one, dev and test. The others are only given by name."""
    file = {"train": "training.jsonl", "unseen": "unseen.jsonl"}.get(half or "", "questions.jsonl")
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    questions = [
        Question(**{**one, "must": tuple(one["must"]), "must_not": tuple(one["must_not"])})
        for one in map(json.loads, lines)
    ]
    return [one for one in questions if half in (None, one.half)]
