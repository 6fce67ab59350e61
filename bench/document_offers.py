"""What asking adds to answers from documents: 'Ik vond iets over … Gaat uw vraag daarover?'

    python -m bench.document_offers [--half dev|test] [--topics] [--bounds] [--misses]
        [--without-meaning]
    python -m bench.document_offers --lines bench/lines/own.jsonl

The caller is simulated and honest: yes only where page and heading are those that the question is
labelled with; of lists, whose labels name no heading, where the passage holds all that a right
answer must hold. Who asks what stands nowhere may say yes in error, at most wherever the page is
the one of the question's subject: 'led astray at most'.

`--topics` puts the topics of the demonstration municipality before the documents, as the desk
does. `--bounds` tells the same for other bounds than `dialog/beside_topics.py` has. `--lines` says
labelled lines of every day, and counts who would be asked about a passage of these documents
instead of hearing what the desk says without them.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.document_answers import DAY, HALVES, Scored, figures_exact, find_all, holds
from bench.document_set import is_of, near, passages
from bench.document_turns import tuned, way_of
from bench.documents.questions import Question, read_questions
from bench.labelled import Line, read
from bench.understanding import make_index
from dialog.beside_topics import Bounds, with_documents
from dialog.content import load
from dialog.decision import Certainty, Decision, Verdict, decide
from dialog.documents.answer import DocumentAnswer, Refused, answer_from
from dialog.documents.document import DocumentPassage
from dialog.documents.index import DocumentIndex
from dialog.documents.lexical import Counts, Lexical
from dialog.documents.likeness import Likeness

OTHER_BOUNDS = (
    *(Bounds(first=first) for first in (0.15, 0.2, 0.3, 0.35, 0.4, 0.5)),
    *(Bounds(second=second) for second in (0.05, 0.1, 0.3)),
    *(Bounds(foreign=foreign) for foreign in (0.4, 0.5, 0.7, 1.0)),
    *(Bounds(sure=sure) for sure in (0.8, 0.9, 0.95, 1.0)),
)


class Came(StrEnum):
    """What came of a question."""

    AT_ONCE = "right at once"
    AFTER_ONE = "right after one question"
    AFTER_TWO = "right after two questions"
    WRONG = "wrong at once"
    WRONG_AFTER = "does not answer, after a yes"
    TOPIC = "left to a topic"
    FOREIGN = "told that it is not ours"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Call:
    """One question, what documents say to it, and what the topics make of it."""

    question: Question
    answer: DocumentAnswer | Refused
    decision: Decision
    passages: Mapping[str, DocumentPassage]
    """By key."""

    def offers(self, bounds: Bounds) -> tuple[DocumentAnswer, ...]:
        taken = with_documents(self.decision, self.answer, bounds).document
        return taken.near if isinstance(taken, Refused) else ()

    def told(self, bounds: Bounds) -> bool:
        document = with_documents(self.decision, self.answer, bounds).document
        return isinstance(document, DocumentAnswer)

    def came(self, bounds: Bounds) -> Came:
        """For a question that can be answered, with the honest caller."""
        taken = with_documents(self.decision, self.answer, bounds)
        if isinstance(taken.document, DocumentAnswer):
            return Came.AT_ONCE if Scored(self.question, taken.document).right else Came.WRONG
        offers = taken.document.near if taken.document is not None else ()
        nth = next((n for n, each in enumerate(offers) if self._meant(each)), None)
        if nth is None:
            return _without(taken.instead or taken)
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


def _without(decision: Decision) -> Came:
    """What comes of a question that documents do not answer."""
    if decision.document is not None or not decision.known or decision.topics[0] == "municipal":
        return Came.REFUSED
    return Came.FOREIGN if decision.topics[0] == "out_of_scope" else Came.TOPIC


Decides = Callable[[str, str], Decision]
"""From words and their language to what the topics make of them."""


def calls(
    asked: Sequence[Question], search: DocumentIndex, alike: Likeness | None, decides: Decides
) -> list[Call]:
    by_key = {each.key: each for each in search.passages}
    return [
        Call(
            each,
            answer_from(found, each.text, DAY, each.language, alike=alike),
            decides(each.text, each.language),
            by_key,
        )
        for each, found in find_all(asked, search)
    ]


def by_documents_alone(_: str, __: str) -> Decision:
    """No topic comes near."""
    return Decision(Verdict.UNKNOWN, (), 0.0)


def by_topics() -> Decides:
    """Those of the demonstration municipality; embeddings are kept where the service keeps them."""
    topics = make_index(load(Path("content")), Path("var/embeddings"))
    return lambda text, language: decide(topics.search(text, language), Certainty())


def tell(title: str, made: Sequence[Call], bounds: Bounds) -> None:
    may = [each for each in made if each.question.answerable]
    others = [each for each in made if not each.question.answerable]
    print(f"\n{title}: {bounds}")
    came = Counter(each.came(bounds) for each in may)
    for what in Came:
        _row(f"answerable, {what}", came[what], len(may))
    _row("unanswerable, answered", _count(others, lambda e: e.told(bounds)), len(others))
    _row("unanswerable, asked about", _count(others, lambda e: e.offers(bounds) != ()), len(others))
    _row("  led astray at most", _count(others, lambda e: e.astray(bounds)), len(others))


def _count(made: Sequence[Call], holds_of: Callable[[Call], bool]) -> int:
    return sum(holds_of(each) for each in made)


def _row(what: str, part: int, of: int) -> None:
    print(f"  {what:42s} {part:4d} of {of:4d}  {100 * part / max(1, of):5.1f} %")


def tell_misses(made: Sequence[Call], bounds: Bounds) -> None:
    for each in made:
        question, offers = each.question, each.offers(bounds)
        came = each.came(bounds) if question.answerable else "unanswerable"
        if not offers and came in ("unanswerable", Came.AT_ONCE):
            continue
        print(f"{question.id} {came}: {question.text} [{' & '.join(question.must)}]")
        for offer in offers:
            print(
                f"    {offer.score:.2f} {offer.title} > {' > '.join(offer.heading)}: {offer.text}"
            )


def tell_lines(lines: Sequence[Line], search: DocumentIndex, alike: Likeness | None) -> None:
    """Who, of these lines, would be asked about a passage; by what they are about."""
    decides = by_topics()
    asked: Counter[str] = Counter()
    for line in lines:
        found = search.find(line.text, day=DAY, language=line.language)
        answer = answer_from(found, line.text, DAY, line.language, alike=alike)
        document = with_documents(decides(line.text, line.language), answer).document
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
    given = passages(unseen=wish.half == "unseen")
    if wish.without_meaning:
        search, alike = DocumentIndex(given, Lexical(Counts(), given)), None
    else:
        way = way_of(given, tuned(), wish.cache)
        search, alike = way.index, way.alike
    if wish.lines:
        tell_lines(read(wish.lines), search, alike)
        return
    decides = by_topics() if wish.topics else by_documents_alone
    for half in (wish.half,) if wish.half else HALVES:
        asked = read_questions(half)
        made = calls(asked, search, alike, decides)
        tell(f"{half} half", made, Bounds())
        if wish.bounds:
            for bounds in OTHER_BOUNDS:
                tell(f"{half} half", made, bounds)
        if wish.misses:
            tell_misses(made, Bounds())


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What asking adds to answers from documents.")
    parser.add_argument("--half", choices=(*HALVES, "unseen"))
    parser.add_argument("--topics", action="store_true", help="with the topics before documents")
    parser.add_argument("--bounds", action="store_true", help="the same for other bounds")
    parser.add_argument("--lines", type=Path, metavar="FILE.jsonl", help="lines of every day")
    parser.add_argument("--misses", action="store_true", help="show who is asked and who is not")
    parser.add_argument("--without-meaning", action="store_true", help="search by words alone")
    parser.add_argument("--cache", type=Path, default=Path("var/bench"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
