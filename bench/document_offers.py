"""What asking adds to answers from documents: 'Ik vond iets over … Gaat uw vraag daarover?'

    python -m bench.document_offers [--half dev|test] [--bounds] [--misses] [--without-meaning]
    python -m bench.document_offers --lines bench/lines/own.jsonl [--misses]

The caller is simulated and honest: yes only where page and heading are those that the question is
labelled with; of lists, whose labels name no heading, where the passage holds all that a right
answer must hold. Who asks what stands nowhere may say yes in error, at most wherever the page is
the one of the question's subject: 'led astray at most'.

`--bounds` tells the same for other bounds than `dialog/quoting.py` has. `--lines` says labelled
lines of every day, and counts who would be asked about a passage of these documents instead of
hearing what the desk says now.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.document_answers import DAY, Scored, figures_exact, find_all, holds, index, passages
from bench.document_set import is_of, near
from bench.documents.questions import Question, read_questions
from bench.labelled import Line, read
from bench.understanding import make_index
from dialog.content import load
from dialog.decision import Certainty, Decision, Verdict, decide
from dialog.documents.answer import DocumentAnswer, Refused, answer_from
from dialog.documents.document import DocumentPassage
from dialog.documents.index import DocumentIndex
from dialog.documents.likeness import Likeness
from dialog.embedding import E5
from dialog.quoting import Bounds, with_documents

NO_TOPIC = Decision(Verdict.UNKNOWN, (), 0.0)
"""Documents alone: no topic comes near."""


class Came(StrEnum):
    """What came of a question."""

    AT_ONCE = "right at once"
    AFTER_ONE = "right after one question"
    AFTER_TWO = "right after two questions"
    WRONG = "wrong at once"
    WRONG_AFTER = "does not answer, after a yes"
    REFUSED = "refused"
    REFUSED_AFTER = "refused after a no"


@dataclass(frozen=True, slots=True)
class Call:
    """One question, what documents say to it, and the passages that may be asked about."""

    question: Question
    answer: DocumentAnswer | Refused
    passages: Mapping[str, DocumentPassage]
    """By key."""

    def offers(self, bounds: Bounds) -> tuple[DocumentAnswer, ...]:
        taken = with_documents(NO_TOPIC, self.answer, bounds).document
        return taken.near if isinstance(taken, Refused) else ()

    def came(self, bounds: Bounds) -> Came:
        """For a question that can be answered, with the honest caller."""
        if isinstance(self.answer, DocumentAnswer):
            return Came.AT_ONCE if Scored(self.question, self.answer).right else Came.WRONG
        offers = self.offers(bounds)
        nth = next((n for n, each in enumerate(offers) if self._meant(each)), None)
        if nth is None:
            return Came.REFUSED_AFTER if offers else Came.REFUSED
        if not (holds(self.question, offers[nth]) and figures_exact(offers[nth])):
            return Came.WRONG_AFTER
        return (Came.AFTER_ONE, Came.AFTER_TWO)[nth]

    def _meant(self, offer: DocumentAnswer) -> bool:
        passage = self.passages[offer.passage]
        if "#" not in (self.question.document or ""):
            return near(self.question, passage)
        told = " ".join((*passage.heading, *passage.sentences))
        return is_of(self.question, passage) and self.question.is_right(told)

    def astray(self, bounds: Bounds) -> bool:
        """Whether a caller may take an offer for what stands nowhere."""
        return any(
            is_of(self.question, self.passages[each.passage]) for each in self.offers(bounds)
        )


def calls(asked: Sequence[Question], search: DocumentIndex, alike: Likeness | None) -> list[Call]:
    by_key = {each.key: each for each in search.passages}
    return [
        Call(each, answer_from(found, each.text, DAY, each.language, alike=alike), by_key)
        for each, found in find_all(asked, search)
    ]


def tell(title: str, made: Sequence[Call], bounds: Bounds) -> None:
    may = [each for each in made if each.question.answerable]
    others = [each for each in made if not each.question.answerable]
    print(f"\n{title}: asked about from {bounds.first}, a second from {bounds.second}")
    came = Counter(each.came(bounds) for each in may)
    for what in Came:
        _row(f"answerable, {what}", came[what], len(may))
    _row("unanswerable, answered", _count(others, lambda e: not _refused(e)), len(others))
    _row("unanswerable, asked about", _count(others, lambda e: e.offers(bounds) != ()), len(others))
    _row("  led astray at most", _count(others, lambda e: e.astray(bounds)), len(others))


def _count(made: Sequence[Call], holds_of: Callable[[Call], bool]) -> int:
    return sum(holds_of(each) for each in made)


def _refused(call: Call) -> bool:
    return isinstance(call.answer, Refused)


def _row(what: str, part: int, of: int) -> None:
    print(f"  {what:42s} {part:4d} of {of:4d}  {100 * part / max(1, of):5.1f} %")


def tell_misses(made: Sequence[Call], bounds: Bounds) -> None:
    for each in made:
        question, offers = each.question, each.offers(bounds)
        came = each.came(bounds) if question.answerable else "unanswerable"
        if not offers and came != Came.REFUSED:
            continue
        print(f"{question.id} {came}: {question.text} [{' & '.join(question.must)}]")
        for offer in offers:
            print(
                f"    {offer.score:.2f} {offer.title} > {' > '.join(offer.heading)}: {offer.text}"
            )


def tell_lines(lines: Sequence[Line], search: DocumentIndex, alike: Likeness | None) -> None:
    """Who, of these lines, would be asked about a passage; by what they are about."""
    topics = make_index(load(Path("content")), Path("var/embeddings"))
    asked: Counter[str] = Counter()
    for line in lines:
        found = search.find(line.text, day=DAY, language=line.language)
        answer = answer_from(found, line.text, DAY, line.language, alike=alike)
        decision = decide(topics.search(line.text, line.language), Certainty(), line.confidence)
        document = with_documents(decision, answer).document
        if not isinstance(document, Refused) or not document.near:
            continue
        asked[line.topic] += 1
        first = document.near[0]
        print(f"{line.id}\t{line.topic}\t{first.score:.2f}\t{first.title} > {first.heading}")
    of = Counter(line.topic for line in lines)
    for topic in sorted(of):
        _row(topic, asked[topic], of[topic])


def main() -> None:
    wish = _wishes()
    search = index(passages(), None if wish.without_meaning else wish.cache)
    alike = None if wish.without_meaning else Likeness(E5())
    if wish.lines:
        tell_lines(read(wish.lines), search, alike)
        return
    for half in (wish.half,) if wish.half else ("dev", "test"):
        made = calls([each for each in read_questions() if each.half == half], search, alike)
        tell(f"{half} half", made, Bounds())
        if wish.bounds:
            for first in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
                for second in (first / 4, first / 2, first):
                    tell(f"{half} half", made, Bounds(first, second))
        if wish.misses:
            tell_misses(made, Bounds())


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What asking adds to answers from documents.")
    parser.add_argument("--half", choices=("dev", "test"))
    parser.add_argument("--bounds", action="store_true", help="the same for other bounds")
    parser.add_argument("--lines", type=Path, metavar="FILE.jsonl", help="lines of every day")
    parser.add_argument("--misses", action="store_true", help="show who is asked and who is not")
    parser.add_argument("--without-meaning", action="store_true", help="search by words alone")
    parser.add_argument("--cache", type=Path, default=Path("var/bench"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
