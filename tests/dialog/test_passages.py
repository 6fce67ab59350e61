from datetime import date

import pytest

from dialog.knowledge import Department, Fact, Municipality, Passage, Source, Topic
from dialog.passages import placeholders, rendered

TODAY = date(2026, 11, 23)
TOWN = Municipality(
    name="Zonnedael",
    telephone="14 0999",
    departments={"burgerzaken": Department("burgerzaken", "het team Burgerzaken")},
    facts={
        "adres": Fact("adres", "Markt 1"),
        "open": Fact("open", "van negen tot vijf", translations={"en": "from nine to five"}),
        "tarief": Fact("tarief", "€ 1,00"),
    },
)
TOPIC = Topic(
    key="paspoort",
    name="paspoort",
    title={"nl": "een paspoort"},
    department="burgerzaken",
    samples={},
    answer=Passage({}),
    follow_ups={},
    source=Source("Paspoort", date(2026, 1, 5)),
    facts={
        "tarief": Fact("tarief", "€ 86,50", date(2026, 1, 1), date(2026, 12, 31)),
        "nieuw": Fact("nieuw", "€ 90,00", valid_from=date(2027, 1, 1)),
    },
)


def say(text: str, day: date = TODAY, language: str = "nl") -> str | None:
    return rendered(Passage({language: text}), TOPIC, TOWN, day, language)


def test_facts_of_topic_and_municipality_are_filled_in() -> None:
    assert say("Kom naar {adres}. Het kost {tarief}.") == "Kom naar Markt 1. Het kost € 86,50."


def test_a_fact_is_said_in_the_callers_language() -> None:
    assert say("We are open {open}.", language="en") == "We are open from nine to five."


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_fact_that_does_not_hold_that_day_gives_nothing(day: date) -> None:
    assert say("Het kost {tarief}.", day) is None


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31)])
def test_a_fact_holds_on_its_first_and_last_day(day: date) -> None:
    assert say("Het kost {tarief}.", day) == "Het kost € 86,50."


def test_a_fact_of_the_future_is_not_told_today() -> None:
    assert say("Straks kost het {nieuw}.") is None


def test_an_unknown_fact_gives_nothing() -> None:
    assert say("Het kost {prijs}.") is None


def test_no_words_in_the_language_gives_nothing() -> None:
    assert rendered(Passage({"nl": "Ja."}), TOPIC, TOWN, TODAY, "en") is None


def test_placeholders_are_named_in_order() -> None:
    assert placeholders("{b} en {a}") == ("b", "a")
