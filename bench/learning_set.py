"""Pages and questions to learn from, apart from those that answers are judged on.

`bench/documents/learning`: pages of subjects that no page of the halves has, questions that were
written before their page, and for every passage of these and of the dev half's pages the questions
that it answers, as a language model writes them by night (`lines*.jsonl`).
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.document_set import is_of, of_written, passages
from bench.documents.questions import Question, read_questions
from dialog.documents.choosing import sentence_texts
from dialog.documents.document import DocumentPassage
from records.asked_lines import WrittenLine, by_place
from records.asked_lines import with_lines as with_their_lines

LEARNING = Path(__file__).parent / "documents" / "learning"


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, and a sentence below its title and heading that answers it."""

    question: str
    sentence: str
    page: str


@cache
def learning_passages() -> tuple[DocumentPassage, ...]:
    """Those of the learning pages, read as any page is."""
    return tuple(with_lines(of_written(LEARNING), LEARNING))


def with_lines(given: Sequence[DocumentPassage], folder: Path) -> list[DocumentPassage]:
    """The passages with the lines that ask for them, as they stand in this folder's files."""
    lines = by_place([WrittenLine(**row) for row in _rows("*lines", folder)])
    return [with_their_lines(each, lines) for each in given]


def learning_questions() -> list[Question]:
    return [Question(**_plain(row)) for row in _rows("questions")]


def pairs() -> Iterator[Pair]:
    """All that can be learned from, in a fixed order; none of a page of the test half."""
    learning, others = learning_passages(), with_lines(passages(), LEARNING)
    yield from _lines([*learning, *others])
    says = {row["id"]: row["says"] for row in _rows("questions")}
    for question in learning_questions():
        yield from _answers(question, learning, says[question.id])
    for question in (*read_questions("dev"), *read_questions("train")):
        yield from _answers(question, others, "")


def page_of(document: str) -> str:
    """A page with the older years of it and its look-alikes, by which turns are made."""
    name = document.rpartition("/")[2].removesuffix(".html")
    return re.sub(r"^archief-|-huren$|-\d{4}$", "", name)


def _rows(kind: str, folder: Path = LEARNING) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob(f"{kind}*.jsonl")):
        yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    lists = {name: tuple(row[name]) for name in ("must", "must_not")}
    return {**{name: value for name, value in row.items() if name != "says"}, **lists}


def _lines(known: Sequence[DocumentPassage]) -> Iterator[Pair]:
    for each in known:
        for line in each.asked:
            assert line.at is not None
            text = sentence_texts(each, [line.at])[0]
            yield Pair(line.text, text, page_of(each.document))


_MOST_RIGHT = 2


def _answers(question: Question, known: Sequence[DocumentPassage], says: str) -> Iterator[Pair]:
    """The sentences that are right by themselves, those nearest to `says` first."""
    if not question.answerable:
        return
    wanted = set(says.casefold().split())
    found = [
        (-len(wanted & set(sentence.casefold().split())), sentence_texts(each, [at])[0])
        for each in known
        if is_of(question, each) or each.document == question.document
        if not question.section or question.section in (*each.heading, each.title)
        for at, sentence in enumerate(each.sentences)
        if question.is_right(sentence)
    ]
    most = 1 if says else _MOST_RIGHT
    for _, text in sorted(found, key=lambda one: one[0])[:most]:
        yield Pair(question.text, text, page_of(question.document or ""))
