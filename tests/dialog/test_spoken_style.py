import pytest

from dialog.spoken_style import NUMBER, number_words, numbers, only_digital, remarks


@pytest.mark.parametrize(
    ("sentence", "language", "count"),
    [
        ("Een paspoort kost veel.", "nl", 0),
        ("Neem één pasfoto mee.", "nl", 0),
        (f"Het kost {NUMBER}.", "nl", 1),
        (f"Vanaf achttien jaar kost het {NUMBER}.", "nl", 2),
        ("Bel 14 0999 om 09:00.", "nl", 3),
        ("Wij zijn open van 09:00-17:00.", "nl", 1),
        (f"If you are eighteen it costs {NUMBER}.", "en", 2),
        ("One person is enough.", "en", 0),
    ],
)
def test_numbers_are_counted_as_one_hears_them(sentence: str, language: str, count: int) -> None:
    assert numbers(sentence, language) == count


def test_a_number_inside_a_word_is_no_number() -> None:
    assert number_words("Een achterdeur, de vierkante tafel en een tienerkamer.", "nl") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kom naar de balie. Neem uw pas mee.", "nl"),
        ("Wij bellen u. Het CBR kijkt of u mag rijden.", "nl"),
        ("U maakt gezien de drukte een afspraak.", "nl"),
        ("Come to the desk and bring your card.", "en"),
        ("We will see you on Monday.", "en"),
    ],
)
def test_plain_speech_gets_no_remark(text: str, language: str) -> None:
    assert remarks(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Kijk op het scherm.", "nl", ["'Kijk op' moet men zien", "'scherm' moet men zien"]),
        ("Klik op de knop.", "nl", ["'Klik' moet men zien", "'knop' moet men zien"]),
        ("Stuur een mail.", "nl", ["'mail' is geen gewoon woord. Schrijf 'bericht'."]),
        ("Dit geldt t/m vrijdag.", "nl", ["'t/m' is afgekort"]),
        ("Mail naar info@zonnedael.nl.", "nl", ["'mail'", "'@' is een adres", "'zonnedael.nl' is"]),
        ("Vraag het aan jullie buren.", "nl", ["'jullie' past niet bij 'u'"]),
        ("See our page prior to your visit.", "en", ["'prior to'", "'See our' moet men zien"]),
    ],
)
def test_what_needs_eyes_or_a_dictionary_is_told(
    text: str, language: str, found: list[str]
) -> None:
    told = remarks(text, language)
    assert len(told) == len(found), told
    assert all(remark.startswith(start) for remark, start in zip(told, found, strict=True)), told


@pytest.mark.parametrize(
    ("text", "language", "alone"),
    [
        ("Dat kan via internet.", "nl", True),
        ("Dat kan via internet of aan de balie.", "nl", False),
        ("U vraagt het aan met DigiD. Papier kan ook.", "nl", False),
        ("Neem uw pas mee.", "nl", False),
        ("You do it with DigiD.", "en", True),
        ("You do it with DigiD, or you call us.", "en", False),
    ],
)
def test_a_digital_way_needs_another_beside_it(text: str, language: str, alone: bool) -> None:
    assert only_digital(text, language) is alone
