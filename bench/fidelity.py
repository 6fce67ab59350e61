"""The checker of rewritten answers, tried on true and on altered ones.

    python -m bench.fidelity [--each 100] [--seed 6] [--misses] [--json]

True are the rewrites of `bench/lines/faithful.jsonl`, written by hand beside their sentences, and
those sentences said as they stand. Altered are copies of both with one thing changed: a number, a
date, a denial, a condition, a name; and beside those five a unit, a bound, a duty, or two figures
that changed places. An altered answer that is let through is a wrong answer to a caller.

And every answer from `bench/documents` is built, however unsure, for all questions: each figure
that it says must stand so in its own sentences. Where one does not, it is shown and the exit code
is 1.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.altering import ALTERATIONS, REQUIRED
from bench.document_answers import figures_exact, find_all
from bench.document_set import passages
from bench.documents.questions import read_questions
from dialog.documents.answer import DocumentAnswer, answer_with
from dialog.documents.choosing import candidates
from dialog.documents.fidelity import Said, objections
from dialog.documents.index import DocumentIndex
from dialog.documents.lexical import Counts, Lexical

LINES = Path(__file__).parent / "lines" / "faithful.jsonl"


@dataclass(frozen=True, slots=True)
class Answer:
    id: str
    sources: dict[str, str]
    said: tuple[Said, ...]

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.said)

    @property
    def refused(self) -> bool:
        return bool(objections(self.said, self.sources))


@dataclass(frozen=True, slots=True)
class Altered:
    kind: str
    answer: Answer


def faithful(file: Path = LINES) -> list[Answer]:
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        Answer(
            row["id"],
            row["sources"],
            tuple(Said(one["text"], tuple(one["from"])) for one in row["said"]),
        )
        for row in rows
    ]


def verbatim(answers: Iterable[Answer]) -> list[Answer]:
    """The sentences themselves, each with itself for its ground."""
    return [
        Answer(
            f"{answer.id}-verbatim",
            answer.sources,
            tuple(Said(text, (key,)) for key, text in answer.sources.items()),
        )
        for answer in answers
    ]


def altered(answers: Sequence[Answer], each: int, seed: int) -> list[Altered]:
    """So many of each kind, drawn from all that can be altered in that way."""
    dice = Random(seed)
    found = []
    for kind, alter in ALTERATIONS.items():
        ways = [Altered(kind, changed) for answer in answers for changed in _changed(answer, alter)]
        found += dice.sample(ways, min(each, len(ways)))
    return found


def _changed(answer: Answer, alter: Callable[[str], list[str]]) -> list[Answer]:
    return [
        Answer(
            answer.id,
            answer.sources,
            (*answer.said[:at], Said(text, one.ground), *answer.said[at + 1 :]),
        )
        for at, one in enumerate(answer.said)
        for text in alter(one.text)
        if text != one.text
    ]


def figures(true: Sequence[Answer], wrong: Sequence[Altered]) -> dict[str, tuple[int, int]]:
    """How many of how many were refused."""
    by_hand = [answer for answer in true if not answer.id.endswith("-verbatim")]
    as_written = [answer for answer in true if answer.id.endswith("-verbatim")]
    rows = {
        "true, written by hand": _refused(by_hand),
        "true, as they stand": _refused(as_written),
    }
    required = [one.answer for one in wrong if one.kind in REQUIRED]
    rows["altered, the five kinds"] = _refused(required)
    for kind in ALTERATIONS:
        rows[f"altered, {kind}"] = _refused([one.answer for one in wrong if one.kind == kind])
    return rows


def _refused(answers: Sequence[Answer]) -> tuple[int, int]:
    return sum(answer.refused for answer in answers), len(answers)


def spoken() -> list[DocumentAnswer]:
    """What would be said to every labelled question, by words alone, if all of it were sure."""
    given = passages()
    found = find_all(read_questions(), DocumentIndex(given, Lexical(Counts(), given)))
    weighed = ((each, candidates(each.text, near, each.language)) for each, near in found)
    return [
        answer_with(likely[0], likely, each.text, each.language)
        for each, likely in weighed
        if likely
    ]


def inexact(answers: Iterable[DocumentAnswer]) -> list[DocumentAnswer]:
    """Those that say a figure which their own sentences do not."""
    return [each for each in answers if not figures_exact(each)]


def main() -> int:
    wish = _wishes()
    true = faithful()
    true += verbatim(true)
    wrong = altered(true, wish.each, wish.seed)
    rows = figures(true, wrong)
    if wish.json:
        print(json.dumps({what: {"refused": a, "of": b} for what, (a, b) in rows.items()}))
    else:
        for what, (refused, of) in rows.items():
            print(
                f"{what:28s} refused {refused:4d} of {of:4d}  {100 * refused / max(1, of):5.1f} %"
            )
    if wish.misses:
        _tell_misses(true, wrong)
    answers = spoken()
    wrong_figures = inexact(answers)
    if not wish.json:
        exact = len(answers) - len(wrong_figures)
        print(f"{'figures exact, as spoken':28s}         {exact:4d} of {len(answers):4d}")
    for each in wrong_figures:
        print(f"{each.title}: expected the figures of {each.sentences}, got: {each.text}")
    return 1 if wrong_figures else 0


def _tell_misses(true: Sequence[Answer], wrong: Sequence[Altered]) -> None:
    for answer in true:
        for objection in objections(answer.said, answer.sources):
            print(f"{answer.id}\ttrue, but {objection.kind}: {objection.sentence}")
    for one in wrong:
        if not one.answer.refused:
            print(f"{one.answer.id}\t{one.kind} let through: {one.answer.text}")


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The checker of rewritten answers, by mutation.")
    parser.add_argument("--each", type=int, default=100, help="altered answers of each kind")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--misses", action="store_true", help="show what was judged wrongly")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
