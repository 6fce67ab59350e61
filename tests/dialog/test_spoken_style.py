import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.plain_words import PlainWords
from dialog.spoken_style import HARD, NUMBER, Rule, judged, number_words, numbers, only_digital


def told(text: str, language: str = "nl") -> list[str]:
    return [remark.sentence for remark in judged(text, language)]


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
        (f"U komt {NUMBER} om {NUMBER}.", "nl", 1),
        (f"You come on {NUMBER} at {NUMBER}.", "en", 1),
        (f"Open van {NUMBER} tot {NUMBER}.", "nl", 2),
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
        ("Een kliko kost niets.", "nl"),
        ("Ik zie uw afspraak nog niet.", "nl"),
        ("U dient uw klacht in bij de balie.", "nl"),
        ("U bent gezond en uw geld wordt niet minder.", "nl"),
        ("Uw kind wordt achttien.", "nl"),
        ("Children below twelve come for free.", "en"),
        ("Come to the desk and bring your card.", "en"),
        ("We will see you on Monday.", "en"),
    ],
)
def test_plain_speech_gets_no_remark(text: str, language: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Kijk op het scherm.", "nl", ["'Kijk op' moet men zien", "'scherm' moet men zien"]),
        ("Klik op de knop.", "nl", ["'Klik' moet men zien", "'knop' moet men zien"]),
        ("Stuur een mail.", "nl", ["'mail' is geen gewoon woord. Schrijf 'bericht'."]),
        ("Dit geldt t/m vrijdag.", "nl", ["'t/m' is afgekort"]),
        ("Mail naar info@zonnedael.nl.", "nl", ["'mail'", "'@' is een adres", "'zonnedael.nl' is"]),
        ("U dient zelf te komen.", "nl", ["'dient' is geen gewoon woord. Schrijf 'moet'."]),
        ("Het Tarief staat vast.", "nl", ["'tarief' is geen gewoon woord. Schrijf 'prijs'."]),
        ("Voorafgaand aan het feest.", "nl", ["'voorafgaand aan' is geen gewoon woord."]),
        ("U moet doorklikken.", "nl", ["'doorklikken' moet men zien"]),
        ("Uw afval wordt dan opgehaald.", "nl", ["'wordt opgehaald' zegt niet wie het doet."]),
        ("Dat werd door ons geschreven.", "nl", ["'werd geschreven' zegt niet wie"]),
        ("It is collected by the council.", "en", ["'is collected by' zegt niet wie"]),
        ("Vraag het aan jullie buren.", "nl", ["'jullie' past niet bij 'u'"]),
        ("See our page prior to your visit.", "en", ["'prior to'", "'See our' moet men zien"]),
    ],
)
def test_what_needs_eyes_or_a_dictionary_is_told(
    text: str, language: str, found: list[str]
) -> None:
    said = told(text, language)
    assert len(said) == len(found), said
    assert all(remark.startswith(start) for remark, start in zip(said, found, strict=True)), said


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


def test_a_long_sentence_a_hard_word_and_a_word_for_the_eyes_stop_a_text() -> None:
    long = "Neem " + "heel " * 15 + "veel mee."
    stops = {remark.rule for text in (long, "Dat mag indien nodig.", "Zie de lijst.")
             for remark in judged(text, "nl") if remark.hard}  # fmt: skip
    assert stops == HARD


def test_what_is_only_better_otherwise_does_not_stop_a_text() -> None:
    texts = ("Neem uw pas, foto, en geld mee.", "Dat wordt geregeld.", f"{NUMBER} tot {NUMBER}.",
             "Neem evt. uw pas mee.", "Neem je pas mee.", "Dat kan met DigiD.",
             "Ga naar zonnedael.nl.", "Neem " + "heel " * 9 + "erg veel mee.")  # fmt: skip
    for text in texts:
        found = list(judged(text, "nl"))
        assert found, text
        assert not any(remark.hard for remark in found), text


def test_a_fragment_such_as_a_title_need_not_name_a_way_without_the_internet() -> None:
    assert told("hulp met internet") == []
    assert told("Er is hulp met internet.") != []


def test_a_text_is_scored_without_its_numbers_and_only_from_some_length_on() -> None:
    hard = "Onvolledige aanvraagformulieren veroorzaken aanzienlijke vertragingen. "
    assert Rule.READABILITY not in {remark.rule for remark in judged(hard, "nl")}
    assert Rule.READABILITY in {remark.rule for remark in judged(hard * 5, "nl")}
    easy = "U komt op die dag. Dan is het klaar. " * 3
    marked = easy.replace("die dag", NUMBER)
    assert list(judged(easy.replace("die dag", "06-12345678"), "nl", marked=marked)) == []


def test_a_language_without_lists_is_held_to_its_lengths_alone() -> None:
    assert told("Zie de site, klik, en dien in te leveren.", "pl") == [
        "Deze zin heeft te veel komma's: 'Zie de site klik …'. Maak er twee."
    ]
    assert len(told("slowo " * 16, "pl")) == 1


def test_a_municipality_adds_words_and_takes_none_away() -> None:
    own = PlainWords({"nl": {"zienswijze": "mening", "indien": "wanneer"}}, {"nl": ("kaartje",)})
    found = [
        remark.sentence
        for remark in judged("Zienswijze: indien het kaartje klopt.", "nl", known=own)
    ]
    assert found == [
        "'zienswijze' is geen gewoon woord. Schrijf 'mening'.",
        "'indien' is geen gewoon woord. Schrijf 'wanneer'.",
        "'kaartje' moet men zien. De beller kan alleen luisteren.",
    ]
    assert list(judged("Een leesteken (zonder eigen lijst).", "nl", known=PlainWords())) == []


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=200) | st.lists(
    st.sampled_from(
        ["wordt", "opgehaald", "U", "dient", "te", "12", NUMBER, "om", ".", ",", "?", "zie"]
    )
).map(" ".join)


@given(ANY_TEXT, st.sampled_from(["nl", "en", "pl"]))
def test_any_text_can_be_judged(text: str, language: str) -> None:
    for remark in judged(text, language):
        assert remark.sentence.endswith(".")
        assert not remark.hard or remark.rule in HARD


@given(st.sampled_from(["Indien", "klik", "website", "ten behoeve van"]), ANY_TEXT, ANY_TEXT)
def test_a_word_that_stops_a_text_is_found_wherever_it_stands(
    word: str, before: str, after: str
) -> None:
    assert any(remark.hard for remark in judged(f"{before} {word} {after}", "nl"))


@given(st.integers(1, 40))
def test_length_is_told_from_the_thirteenth_word_and_stops_from_the_sixteenth(count: int) -> None:
    found = [
        remark
        for remark in judged("Ja " * (count - 1) + "zo.", "nl")
        if remark.rule is Rule.SENTENCE
    ]
    assert bool(found) is (count > 12)
    assert any(remark.hard for remark in found) is (count > 15)
