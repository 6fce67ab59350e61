from datetime import datetime

import pytest

from dialog.slots.lexicon import Lexicon
from dialog.slots.likeness import likeness, sound
from dialog.slots.reader import read
from dialog.slots.value import Told, Value, told

MONDAY = datetime(2026, 11, 23, 10, 15)
TOWN = Lexicon(
    streets={
        "dorpsstraat": "Dorpsstraat",
        "leeuwerikstraat": "Leeuwerikstraat",
        "merelstraat": "Merelstraat",
        "vogelzang": "Vogelzang",
        "t zand": "'t Zand",
        "burgemeester van hovenplein": "Burgemeester van Hovenplein",
    },
    products={"grofvuil": "grofvuil"},
    departments={"werk en inkomen": "Werk en inkomen"},
)


def found(text: str, *wanted: str, expect: str | None = None) -> dict[str, Told]:
    return told(read(text, wanted, now=MONDAY, expect=expect, lexicon=TOWN))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dinsdag, nee, woensdag.", {"datum": "2026-11-25"}),
        (
            "Ik zou dinsdag komen, nee wacht, donderdag drie december.",
            {"datum": "2026-12-03"},
        ),
        ("Om kwart voor negen, eh nee, kwart over negen.", {"tijd": "09:15"}),
        ("Om tien uur, nee, liever in de middag.", {"dagdeel": "middag"}),
        ("Nummer vierentwintig, nee, tweeënveertig.", {"huisnummer": "42"}),
        ("Niet op donderdag, maar op vrijdag.", {"datum": "2026-11-27"}),
        ("Vier, sorry, vijf honden.", {"aantal": 5}),
        ("Nee, vrijdag.", {"datum": "2026-11-27"}),
        ("Ik kom dinsdag. Nee, dat is geen klacht.", {"datum": "2026-11-24"}),
        (
            "Bel 0612345678, nee, 0687654321.",
            {"telefoon": "0687654321"},
        ),
    ],
)
def test_after_a_correction_the_last_value_counts(text: str, expected: dict[str, Told]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mijn afspraak is morgen om half tien, kan het ook maandag om twee uur?",
            {
                "datum": "2026-11-24",
                "tijd": "09:30",
                "datum_nieuw": "2026-11-30",
                "tijd_nieuw": "14:00",
            },
        ),
        ("Mijn afspraak mag naar half vier.", {"tijd_nieuw": "15:30"}),
        ("Dinsdag of woensdag.", {"datum": "2026-11-24"}),
    ],
)
def test_a_new_moment_stands_beside_the_old_one(text: str, expected: dict[str, Told]) -> None:
    assert found(text) == expected


def test_a_sentence_gives_all_its_values_with_their_places() -> None:
    text = "Met Jan Smit, Dorpsstraat 12A, ik kom dinsdag om tien uur met twee kinderen."
    values = read(text, now=MONDAY, lexicon=TOWN)
    assert [(value.slot, text[slice(*value.span)]) for value in values] == [
        ("naam", "Jan Smit"),
        ("straat", "Dorpsstraat"),
        ("huisnummer", "12A"),
        ("datum", "dinsdag"),
        ("tijd", "tien uur"),
        ("aantal", "twee"),
    ]


def test_only_what_is_wanted_is_told() -> None:
    text = "Dorpsstraat 12, dinsdag om tien uur"
    assert found(text, "datum", "straat") == {"straat": "Dorpsstraat", "datum": "2026-11-24"}


@pytest.mark.parametrize(
    ("answer", "expect", "expected"),
    [
        ("de lewerik straat", "straat", {"straat": "Leeuwerikstraat"}),
        ("torpstraat", "straat", {"straat": "Dorpsstraat"}),
        ("de maan", "straat", {}),
        ("op het plein", "locatie", {"locatie": "plein"}),
        ("het station", "locatie", {"locatie": "station"}),
        ("morgen", "dagdeel", {"dagdeel": "ochtend"}),
        ("een paspoort", "product", {"product": "paspoort"}),
        ("werk en inkomen", "afdeling", {"afdeling": "werk en inkomen"}),
        ("ik weet het niet", "datum", {}),
    ],
)
def test_a_bare_answer_is_read_as_what_was_asked(
    answer: str, expect: str, expected: dict[str, Told]
) -> None:
    assert found(answer, expect=expect) == expected


def test_a_street_without_a_list_is_what_was_said() -> None:
    (value,) = read("de kerkstraat", now=MONDAY, expect="straat")
    assert (value.value, value.confidence) == ("Kerkstraat", 0.5)


def test_streets_that_are_alike_are_a_question() -> None:
    alike = Lexicon(streets={"rozenlaan": "Rozenlaan", "rosenlaan": "Rosenlaan"})
    (value,) = read("rozelaan", now=MONDAY, expect="straat", lexicon=alike)
    assert (value.value, value.ambiguous) == ("Rozenlaan", ("Rosenlaan",))


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Er ligt glas in de dorps straat.", "Dorpsstraat"),
        ("Ik woon in de dorpstraat, of zo.", "Dorpsstraat"),
        ("Ik woon op 't Zand.", "'t Zand"),
        ("Bij het Burgemeester van Hovenplein.", "Burgemeester van Hovenplein"),
        ("Ik woon aan de Vogelzang.", "Vogelzang"),
        ("Ergens in de Prins Willemstraat.", "Prins Willemstraat"),
    ],
)
def test_a_street_is_found_in_a_sentence(text: str, street: str) -> None:
    assert found(text, "straat") == {"straat": street}


@pytest.mark.parametrize(
    "text",
    [
        "De milieustraat is dicht.",
        "Hij is onderweg.",
        "op de Snelweg",
        "de hele straat",
        "met Van Dijk",
    ],
)
def test_other_words_are_no_street(text: str) -> None:
    assert found(text, "straat") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bij het station", {"locatie": "station"}),
        ("op het pad achter de school", {"locatie": "pad achter de school"}),
        ("at the playground", {"locatie": "speeltuin"}),
        ("We praten over het zwembad.", {}),
        ("een kast en twee bedden", {"object": ["kast", "bed"], "aantal": 2}),
        ("mijn gehoorapparaatje", {"object": ["gehoorapparaat"]}),
        ("I lost my keys", {"object": ["sleutel"]}),
        ("het zit in mijn tas", {}),
        ("ring me on Monday", {"datum": "2026-11-30"}),
        ("Ik heb een rijbewijs aangevraagd.", {"product": "rijbewijs"}),
        ("Wat kost een rijbewijs?", {}),
        ("iemand van de afdeling vergunningen", {"afdeling": "vergunningen"}),
        ("De wethouder zou mij bellen.", {"functie": "wethouder"}),
    ],
)
def test_places_things_and_subjects(text: str, expected: dict[str, Told]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "said", ["123456782", "een twee drie vier vijf zes zeven acht twee", "111222333"]
)
def test_a_bsn_is_no_value_of_any_slot(said: str) -> None:
    assert found(f"Mijn burgerservicenummer is {said}.") == {}


def test_the_surest_value_is_told_and_an_unfinished_one_is_not() -> None:
    values = [
        Value("datum", "2026-12-01", (0, 1), 0.6),
        Value("datum", "2026-12-08", (2, 3), 0.9),
        Value("tijd", "", (4, 5), 0.4),
        Value("bedrag", "18.50", (6, 7)),
        Value("aantal", "3", (8, 9)),
    ]
    assert told(values) == {"datum": "2026-12-08", "bedrag": 18.5, "aantal": 3}


def test_likeness_hears_what_a_line_confuses() -> None:
    assert sound("Dorpsstraat") == sound("torbs strad")
    assert likeness("Dorpsstraat", "dorps straat") == 1
    assert likeness("Merelstraat", "Rozenstraat") < 0.8
