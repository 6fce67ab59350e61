"""Questions to the municipality's own documents, from the reading of the pages to what is said.

    python -m bench.document_answers [--half dev|test|train|unseen] [--lines] [--sound]
        [--without-meaning] [--certain 0.5] [--misses] [--json] [--twice] [--fit DIR]

Reads all sources of `bench/documents`, searches each question of `questions.jsonl` and has it
answered. Right is an answer that holds every figure or word that is needed, none that is wrong,
and nothing that its own sentences do not say. `--fit DIR` learns the weights of
`dialog/documents/choosing_weights.py` from all questions but those of test and unseen, with the
models of `bench.document_tuning --turns DIR`, and tells what comes of them on pages that were left
out; the others are only told.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from bench.choosing_fit import Learned, fit
from bench.document_set import FOLDER, passages
from bench.document_turns import Turns, Way, group, questions, tuned, way_of
from bench.documents.questions import Half, Question, read_questions
from bench.labelled import heard as lines_heard
from bench.learning_set import LEARNING, learning_passages, with_lines
from dialog.documents.answer import CERTAIN, DocumentAnswer, Refused, answer_from, holding
from dialog.documents.choosing import Alike
from dialog.documents.document import FoundPassage
from dialog.documents.index import DocumentIndex
from dialog.documents.lexical import Counts, Lexical
from dialog.documents.quantities import normal, quantities

DAY = date(2026, 11, 26)
HALVES: tuple[Half, ...] = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Scored:
    question: Question
    answer: DocumentAnswer | Refused
    seconds: float = 0.0
    """From the question to what is said."""

    @property
    def refused(self) -> bool:
        return isinstance(self.answer, Refused)

    @property
    def right(self) -> bool:
        if isinstance(self.answer, Refused):
            return not self.question.answerable
        return self.question.answerable and holds(self.question, self.answer) and self.supported

    @property
    def supported(self) -> bool:
        """Every figure that is spoken stands in the sentences, as it is spoken."""
        return isinstance(self.answer, Refused) or figures_exact(self.answer)


def holds(question: Question, answer: DocumentAnswer) -> bool:
    return question.is_right(answer.text)


def figures_exact(answer: DocumentAnswer) -> bool:
    written = Counter(
        (each.value, each.unit) for each in quantities(normal(" ".join(answer.sentences)))
    )
    told = Counter((each.value, each.unit) for each in quantities(normal(answer.text)))
    return not told - written


def heard(asked: Sequence[Question], folder: Path, models: Path) -> list[Question]:
    """The questions as the recogniser hears our own voice say them over a telephone."""
    file = folder / "document-questions.jsonl"
    folder.mkdir(parents=True, exist_ok=True)
    rows = (
        {"id": each.id, "text": each.text, "topic": each.kind, "lang": each.language}
        for each in asked
    )
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    lines = lines_heard(file, folder / "heard-document-questions.json", models)
    texts = {line.id: line.text for line in lines}
    return [replace(each, text=texts[each.id]) for each in asked]


def figures(scored: Sequence[Scored]) -> dict[str, tuple[int, int]]:
    answerable = [each for each in scored if each.question.answerable]
    others = [each for each in scored if not each.question.answerable]
    wrong = [each for each in answerable if not each.right and not each.refused]
    return {
        "answerable, right and supported": (sum(e.right for e in answerable), len(answerable)),
        "answerable, wrong or unsupported": (len(wrong), len(answerable)),
        "answerable, refused": (sum(e.refused for e in answerable), len(answerable)),
        "unanswerable, refused": (sum(e.refused for e in others), len(others)),
        "figures exact in what is spoken": (
            sum(e.supported for e in scored if not e.refused),
            sum(not e.refused for e in scored),
        ),
    }


def tell(title: str, scored: Sequence[Scored]) -> None:
    print(f"\n{title}: {len(scored)} questions")
    for what, (part, of) in figures(scored).items():
        print(f"  {what:34s} {part:4d} of {of:4d}  {100 * part / max(1, of):5.1f} %")


def tell_misses(scored: Iterable[Scored]) -> None:
    for each in scored:
        if each.right:
            continue
        question, answer = each.question, each.answer
        print(f"{question.id} {question.kind:10s} {question.text} [{' & '.join(question.must)}]")
        if isinstance(answer, Refused):
            print(f"    refused: {answer.reason.name.lower()} {answer.score:.2f}")
        else:
            print(f"    {answer.score:.2f} {answer.title} > {answer.text}")


def find_all(
    asked: Sequence[Question], search: DocumentIndex
) -> list[tuple[Question, Sequence[FoundPassage]]]:
    return [(each, search.find(each.text, day=DAY, language=each.language)) for each in asked]


def answered(
    asked: Sequence[Question], search: DocumentIndex, alike: Alike | None, certain: float
) -> list[Scored]:
    """Each question searched, its sentences chosen and what is said built, by the clock."""
    scored = []
    for each in asked:
        begun = perf_counter()
        found = search.find(each.text, day=DAY, language=each.language)
        answer = answer_from(found, each.text, DAY, each.language, alike=alike, certain=certain)
        scored.append(Scored(each, answer, perf_counter() - begun))
    return scored


def tell_times(what: str, scored: Sequence[Scored]) -> None:
    took = sorted(1000 * each.seconds for each in scored)
    p50, p95 = (took[int(share * (len(took) - 1))] for share in (0.5, 0.95))
    print(f"  {what}: p50 {p50:.0f} ms, p95 {p95:.0f} ms")


def main() -> None:
    wish = _wishes()
    if wish.fit:
        fit_in_turns(Turns(wish.fit))
        return
    given = passages(unseen=wish.half == "unseen")
    if wish.lines:
        given = with_lines(given, FOLDER)
    if wish.without_meaning:
        search, alike = DocumentIndex(given, Lexical(Counts(), given)), None
    else:
        way = way_of(given, tuned(), wish.cache)
        search, alike = way.index, way.alike
    for half in (wish.half,) if wish.half else HALVES:
        asked = read_questions(half)
        if wish.sound:
            asked = heard(asked, wish.cache, Path("var/models"))
        scored = answered(asked, search, alike, wish.certain)
        title = f"{half} half{', sound' if wish.sound else ''}"
        if wish.json:
            print(json.dumps({"set": title, "figures": figures(scored)}))
        else:
            tell(title, scored)
            tell_times("search, choose and build", scored)
        if wish.twice:
            tell_times("the same, sentences known", answered(asked, search, alike, wish.certain))
        if wish.misses:
            tell_misses(scored)


def fit_in_turns(turns: Turns) -> None:
    """Every question is asked of pages without lines, and where its page has them, with them."""
    lined = {each.document for each in with_lines(passages(), LEARNING) if each.asked}
    lined |= {each.document for each in learning_passages() if each.asked}
    asked = []
    for each in questions():
        for lines in (False, True):
            if lines and each.document and each.document.removeprefix("site/") not in lined:
                continue
            way = turns.of(each, lines)
            found = holding(_found(way, each), DAY)
            asked.append(Learned(each, group(each), found, way.alike, lines))
    fit(asked, Question.is_right)


def _found(way: Way, question: Question) -> Sequence[FoundPassage]:
    return way.index.find(question.text, day=DAY, language=question.language)


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Answers from the municipality's documents.")
    parser.add_argument("--half", choices=(*HALVES, "train", "unseen"))
    parser.add_argument("--lines", action="store_true", help="with lines that ask for passages")
    parser.add_argument("--sound", action="store_true", help="as the recogniser hears our voice")
    parser.add_argument("--without-meaning", action="store_true", help="search by words alone")
    parser.add_argument("--certain", type=float, default=CERTAIN)
    parser.add_argument("--misses", action="store_true", help="show what went wrong")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--twice", action="store_true", help="ask again, for the time it takes")
    parser.add_argument("--fit", type=Path, help="learn the weights, with these models in turns")
    parser.add_argument("--cache", type=Path, default=Path("var/bench"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
