from datetime import date

import pytest

from dialog.acts import OutcomeType
from dialog.scripts.progress import Filled, Progress
from dialog.scripts.reading_back import NATURAL, SPELLED, Reader
from dialog.scripts.script import Choice, Script, Slot

TODAY = date(2026, 11, 26)
SLOTS = {
    key: Slot(key, kind, {"nl": "?"})
    for key, kind in (
        ("telefoon", "telefoon"), ("postcode", "postcode"), ("naam", "naam"), ("code", "code"),
        ("datum", "datum"), ("datum_nieuw", "datum"), ("dagdeel", "dagdeel"),
    )
}  # fmt: skip
SLOTS["soort"] = Slot(
    "soort", "keuze", {"nl": "?"}, choices=(Choice("a", {"nl": "een eik", "en": "an oak"}),)
)
SCRIPT = Script("x", {"nl": "x"}, OutcomeType.REPORT, SLOTS, (), {"nl": "x?"})


def reader(language: str = "nl") -> Reader:
    return Reader(SCRIPT, language, TODAY, {"tarief": "€ 27,50"})


@pytest.mark.parametrize(
    ("key", "value", "rung", "said"),
    [
        ("telefoon", "0612345678", NATURAL, "06-12345678"),
        ("telefoon", "0612345678", SPELLED, "0, 6, 1, 2, 3, 4, 5, 6, 7, 8"),
        ("postcode", "4811AB", NATURAL, "4811 AB"),
        ("postcode", "4811AB", SPELLED, "4, 8, 1, 1, A, B"),
        ("naam", "Jansen", NATURAL, "Jansen"),
        ("naam", "Jansen", SPELLED, "J, A, N, S, E, N"),
        ("code", "48210", NATURAL, "4, 8, 2, 1, 0"),
        ("datum", "2026-11-27", NATURAL, "vrijdag 27 november"),
        ("datum_nieuw", "2027-11-26", NATURAL, "vrijdag 26 november 2027"),
        ("soort", "a", NATURAL, "een eik"),
        ("iets", "los", NATURAL, "los"),
    ],
)
def test_a_value_is_said_as_its_kind_is(key: str, value: str, rung: int, said: str) -> None:
    assert reader().value(key, value, rung) == said


def test_in_english() -> None:
    assert reader("en").value("datum", "2026-12-01") == "Tuesday 1 December"
    assert reader("en").value("soort", "a") == "an oak"
    assert reader("en").value("dagdeel", "ochtend") == "in the morning"


def test_a_sentence_about_what_nobody_gave_is_left_out() -> None:
    text = {"nl": "Dat kost {tarief}. De naam is {naam}. Uw code is {code}."}
    progress = Progress("x", values={"code": Filled("12")})
    assert reader().text(text, progress) == "Dat kost € 27,50. Uw code is 1, 2."


def test_a_language_that_is_missing_is_said_in_dutch() -> None:
    assert reader("en").text({"nl": "Goed."}, Progress("x")) == "Goed."


def test_moments_name_a_day_once() -> None:
    rows = [
        (("datum", "2026-11-27"), ("tijd", "09:00")),
        (("datum", "2026-11-27"), ("tijd", "10:00")),
        (("datum", "2026-11-30"), ("tijd", "14:00")),
    ]
    said = reader().rows(rows, {}, choose=True)
    assert said == "vrijdag 27 november om 09:00 of 10:00. Of maandag 30 november om 14:00"


def test_days_to_choose_from_are_each_a_sentence() -> None:
    rows = [
        (("datum", "2026-11-27"), ("dagdeel", "ochtend")),
        (("datum", "2026-12-01"), ("dagdeel", "middag")),
    ]
    row = {"nl": "{datum} in de {dagdeel}", "en": "{datum} {dagdeel}"}
    said = reader().text({"nl": "Wij komen op {rows}. Welke dag wilt u?"}, Progress("x"),
                         rows=reader().rows(rows, row, choose=True))  # fmt: skip
    assert said == (
        "Wij komen op vrijdag 27 november in de ochtend. Of dinsdag 1 december in de middag. "
        "Welke dag wilt u?"
    )
    assert reader("en").rows(rows, row, choose=True) == (
        "Friday 27 November in the morning. Or Tuesday 1 December in the afternoon"
    )


def test_rows_as_sentences_and_as_words() -> None:
    rows = [(("naam", "gft"),), (("naam", "papier"),)]
    assert reader().rows(rows, {"nl": "{naam} komt."}, choose=False) == "Gft komt. Papier komt."
    assert reader().rows(rows, {"nl": "{naam}"}, choose=False) == "gft en papier"
    assert reader().rows(rows[:1], {}, choose=True) == "gft"
