import pytest

from dialog.reading_table import Row, rows
from dialog.spoken_style import NUMBER, Heard

ANSWER = Heard(
    "nl",
    "U komt zelf langs. Dat kost € 12,50. Neem uw oude pas mee. Daarna is hij snel voor u klaar.",
    f"U komt zelf langs. Dat kost {NUMBER}. Neem uw oude pas mee. Daarna is hij snel voor u klaar.",
)
TITLE = Heard("nl", "een paspoort", "een paspoort")
ENGLISH = Heard("en", "You come by yourself.", "You come by yourself.")


def the_row(*heard: Heard) -> Row:
    (row,) = rows({"paspoort": heard}, {"paspoort": 2})
    return row


def test_a_row_counts_what_is_heard() -> None:
    row = the_row(TITLE, ANSWER)
    assert (row.name, row.language, row.texts, row.sentences, row.longest) == (
        *("paspoort", "nl", 2, 5, 7),
    )
    assert row.warnings == 2
    assert row.numbers == pytest.approx(1 / 5)


def test_titles_are_no_prose_and_a_line_is_too_short_to_score() -> None:
    assert the_row(TITLE).score is None
    assert the_row(ENGLISH).score is None
    assert the_row(ANSWER, ANSWER).score == the_row(ANSWER, ANSWER, TITLE).score


def test_each_language_has_its_row() -> None:
    found = list(rows({"a": [ANSWER, ENGLISH], "b": [ENGLISH]}, {}))
    assert [(row.name, row.language) for row in found] == [("a", "nl"), ("a", "en"), ("b", "en")]


def test_lint_scores_the_dutch_texts_as_they_are_heard() -> None:
    asked: list[str] = []

    def lint(text: str) -> float:
        asked.append(text)
        return 21.5

    found = list(rows({"a": [TITLE, ANSWER, ENGLISH]}, {}, lint))
    assert [row.lint for row in found] == [21.5, None]
    assert asked == [ANSWER.text]
