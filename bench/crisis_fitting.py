"""How well questions during a crisis are found, and the slopes that `crisis_search` goes by.

Each of the four pages of `bench/crisis/` is judged with slopes that were fitted on the other
three; what is printed last is fitted on all four. Each question is put twice: as it is written,
and as a recogniser may hear it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.crisis.questions import ASKED, ORDINARY
from dialog.content import load
from dialog.content_page import Notes
from dialog.crisis import Crisis, CrisisMessage
from dialog.crisis_page import read_crisis_page
from dialog.crisis_search import CrisisIndex, chance
from dialog.embedding import E5
from dialog.everyday import everyday_lines
from dialog.misspelling import misspelt
from voice.espeak import EspeakPhonemes

ROOT = Path(__file__).parent.parent
BY_MEANING = ("told_nearer", "lead")
BY_WORDS = ("covered", "sounds")
ANSWERED, ASKED_ABOUT = 0.7, 0.3
"""As `dialog/crisis_answers.py` has them."""


@dataclass(frozen=True, slots=True)
class Row:
    page: str
    right: int | None
    """The question that answers it, from 0; None: none does."""
    hard: bool
    """Of the same field, or of every other day."""
    misheard: bool
    inputs: Sequence[Mapping[str, float]]


def crisis_of(name: str) -> Crisis:
    """One of the four pages, started."""
    file = ROOT / "bench" / "crisis" / f"{name}.md"
    notes = Notes(file)
    page = read_crisis_page(notes, file.read_text("utf-8"))
    assert page is not None, "\n".join(map(str, notes.problems))
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    message = CrisisMessage(page.opening, now, now.replace(month=12))
    return Crisis(name, page, message, now)


def rows_of(name: str, index: CrisisIndex) -> list[Row]:
    asked = [(n - 1 if n else None, True, text) for n, text in ASKED[name]]
    ordinary = [(None, False, text) for text in ORDINARY]
    return [
        Row(name, right, hard, misheard, index.inputs(each, "nl")[0])
        for right, hard, text in (*asked, *ordinary)
        for misheard, each in ((False, text), (True, misspelt(text)))
    ]


def fitted(rows: Sequence[Row], names: Sequence[str]) -> dict[str, float]:
    """Fit on every pair of a query and a question."""
    pairs = [(each, n == row.right) for row in rows for n, each in enumerate(row.inputs)]
    given = np.array([[each[name] for name in names] for each, _ in pairs])
    middle, spread = given.mean(axis=0), given.std(axis=0)
    model = LogisticRegression().fit((given - middle) / spread, [right for _, right in pairs])
    slopes = model.coef_[0] / spread
    start = float(model.intercept_[0] - slopes @ middle)
    return {"start": round(start, 2)} | {
        name: round(float(slope), 2) for name, slope in zip(names, slopes, strict=True)
    }


def judged(rows: Sequence[Row], slopes: Mapping[str, float]) -> list[tuple[Row, int, float]]:
    found = []
    for row in rows:
        scores = [chance(slopes, each) for each in row.inputs]
        best = int(np.argmax(scores))
        found.append((row, best, scores[best]))
    return found


def print_figures(what: str, found: Sequence[tuple[Row, int, float]]) -> None:
    asked = [(row.right == best, score) for row, best, score in found if row.right is not None]
    print(f"{what}: answerable {len(asked)}, best is right {sum(right for right, _ in asked)}")
    for least in (ASKED_ABOUT, 0.5, ANSWERED):
        over = [right for right, score in asked if score >= least]
        none = [row.hard for row, _, score in found if row.right is None and score >= least]
        print(
            f"from {least}: right {sum(over)}, wrong {len(over) - sum(over)}, "
            f"unanswerable {sum(none)}, of every other day {len(none) - sum(none)}"
        )


def main() -> None:
    embedder, phonemes = E5(Path("var/embeddings")), EspeakPhonemes()
    lines = everyday_lines(load(ROOT / "content"))
    everyday = embedder.embed(lines, query=True)
    rows = []
    for name in ASKED:
        index = CrisisIndex([crisis_of(name)], phonemes).with_meaning(embedder, everyday)
        rows += rows_of(name, index)
    for names in ((*BY_MEANING, *BY_WORDS), BY_WORDS):
        found = []
        for name in ASKED:
            slopes = fitted([row for row in rows if row.page != name], names)
            found += judged([row for row in rows if row.page == name], slopes)
        print_figures("as written", [each for each in found if not each[0].misheard])
        print_figures("misheard", [each for each in found if each[0].misheard])
        print(fitted(rows, names))


if __name__ == "__main__":
    main()
