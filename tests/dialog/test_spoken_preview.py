"""What callers hear of a topic that is being written, and how hard that is."""

from datetime import date
from pathlib import Path

import pytest

from dialog.knowledge import Fact
from dialog.spoken_preview import Preview, previews
from dialog.topic_form import read_form
from tests.dialog.small_content import PASPOORT

TOWN = {"adres": Fact("adres", "Marktplein 1")}
TODAY = date(2026, 11, 27)


def shown(text: str, day: date = TODAY) -> dict[str, Preview]:
    root, problems = read_form(text, Path("x.yaml"))
    assert root is not None, problems
    return {each.field: each for each in previews(root, TOWN, day)}


def answer(text: str, language: str = "nl") -> Preview:
    return shown(f'answer:\n  {language}: "{text}"\n')[f"answer.{language}"]


def test_facts_stand_in_the_words_that_callers_hear() -> None:
    found = shown(PASPOORT)
    assert list(found) == [
        *("answer.nl", "answer.en", "follow_ups.kosten.nl", "follow_ups.kosten.en"),
        *("follow_ups.meenemen.nl", "follow_ups.meenemen.en"),
    ]
    assert found["follow_ups.kosten.nl"].said == "Een paspoort kost € 86,50."
    assert found["answer.nl"].said.endswith("Kom zelf naar Marktplein 1.")
    assert found["answer.nl"].verdict == "goed te volgen"
    assert (found["answer.nl"].count, found["answer.nl"].seconds) == (13, 6)


def test_a_fact_that_does_not_hold_today_is_told() -> None:
    later = shown(PASPOORT, date(2027, 1, 1))
    assert later["follow_ups.kosten.nl"].silent == ["tarief"]
    assert later["answer.nl"].silent == []


def test_a_name_that_is_no_fact_stays_as_it_was_written() -> None:
    assert answer("Dat kost {prijs} per jaar.").said == "Dat kost {prijs} per jaar."
    assert shown('facts: {prijs: {value: }}\nanswer: {nl: "Nu {prijs}."}')["answer.nl"].said == (
        "Nu {prijs}."
    )


def test_a_day_that_is_none_stops_nothing() -> None:
    text = 'facts: {prijs: {value: "5", valid_from: gisteren}}\nanswer: {nl: "Nu {prijs}."}'
    assert shown(text)["answer.nl"].silent == []


OFFICE = (
    "Gemeentelijke belastingaanslagen worden gespecificeerd verzonden. Bezwaarmogelijkheden "
    "staan vermeld. Betalingsregelingen beoordelen onze medewerkers schuldhulpverlening "
    "individueel. Kwijtscheldingsverzoeken behandelt de belastingsamenwerking afzonderlijk. "
    "Inkomensgegevens blijven noodzakelijk voor iedere beoordeling daarvan."
)


@pytest.mark.parametrize(
    ("text", "language", "verdict", "good"),
    [
        ("Kom langs. Neem uw pas mee.", "nl", "goed te volgen", True),
        ("Come to the desk. Bring your card.", "en", "goed te volgen", True),
        ("Kom op een dag die u past met uw oude pas en een foto.", "nl",
         "te volgen, maar aan de lange kant", True),
        ("Kom indien u dat wilt.", "nl", "te moeilijk", False),
        (OFFICE, "nl", "te moeilijk", False),
        ("Voor een vergunning vult u een aanvraag in. Een medewerker beoordeelt uw aanvraag. "
         "Daarna krijgt u het besluit. Vragen beantwoorden wij aan de telefoon.",
         "nl", "moeilijk te volgen", False),
    ],
)  # fmt: skip
def test_how_well_it_can_be_followed_is_told_in_words(
    text: str, language: str, verdict: str, good: bool
) -> None:
    found = answer(text, language)
    assert (found.verdict, found.good) == (verdict, good)
