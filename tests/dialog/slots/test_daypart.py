import pytest

from dialog.slots.daypart import ANY, Wish, wish


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("in de ochtend", "in de ochtend"),
        ("'s morgens graag", "in de ochtend"),
        ("in de morgen", "in de ochtend"),
        ("'s middags", "in de middag"),
        ("dinsdagmiddag graag", "dinsdagmiddag"),
        ("woensdagmorgen", "woensdagochtend"),
        ("morgenmiddag", "morgenmiddag"),
        ("morgenochtend", "morgenochtend"),
        ("overmorgen in de ochtend", "overmorgen in de ochtend"),
        ("vanmiddag", "vandaag in de middag"),
        ("om tien uur", "in de ochtend"),
        ("rond half twaalf", "in de ochtend"),
        ("na drie uur", "in de middag"),
        ("voor twaalven", "in de ochtend"),
        ("tussen de middag", "in de middag"),
        ("voor de middag", "in de ochtend"),
        ("om een uur", "in de middag"),
        ("om 14 uur", "in de middag"),
        ("niet in de ochtend", "in de middag"),
        ("liever niet 's middags", "in de ochtend"),
        ("ochtend nee toch liever de middag", "in de middag"),
        ("maakt niet uit", "in de ochtend of in de middag"),
        ("ochtend of middag", "in de ochtend of in de middag"),
        ("zo snel mogelijk", "in de ochtend of in de middag"),
        ("wanneer u wilt", "in de ochtend of in de middag"),
        ("tomorrow afternoon", "morgenmiddag"),
        ("on Monday morning", "maandagochtend"),
        ("any time", "in de ochtend of in de middag"),
    ],
)
def test_a_part_of_the_day_is_understood(text: str, words: str) -> None:
    assert wish(text).part is not None
    assert wish(text).in_words() == words


@pytest.mark.parametrize(
    "text", ["", "goedemorgen", "wat kost een paspoort", "om een paspoort", "over een uur", "ja"]
)
def test_no_time_is_read_into_other_words(text: str) -> None:
    assert wish(text) == Wish()


def test_a_day_alone_waits_for_its_part() -> None:
    assert wish("maandag") == Wish(day="maandag")
    assert wish("middag").after(wish("maandag")).in_words() == "maandagmiddag"
    assert wish("dinsdagochtend").after(wish("maandag")).day == "dinsdag"


@pytest.mark.parametrize("text", ["vanavond", "in de avond", "na zessen", "om zeven uur 's avonds"])
def test_the_evening_is_told_apart(text: str) -> None:
    assert wish(text).part == "avond"


@pytest.mark.parametrize(
    ("text", "day"), [("zaterdagmiddag", "zaterdag"), ("in het weekend", "weekend")]
)
def test_the_weekend_is_told_apart(text: str, day: str) -> None:
    assert wish(text).day == day


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wish(day="vandaag"), "vandaag"),
        (Wish("avond", "zaterdag"), "zaterdagavond"),
        (Wish("avond", "vandaag"), "vandaag in de avond"),
        (Wish(ANY, "dinsdag"), "dinsdag in de ochtend of in de middag"),
        (Wish(), ""),
    ],
)
def test_only_what_was_named_is_said(wanted: Wish, words: str) -> None:
    assert wanted.in_words() == words


def test_an_english_caller_hears_it_in_english() -> None:
    assert wish("dinsdagmiddag").in_words("en") == "on Tuesday in the afternoon"
    assert wish("any time").in_words("en") == "in the morning or in the afternoon"
