"""Words of values that were written as they sounded."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.slots.lexicon import Lexicon
from dialog.slots.misheard import mended
from dialog.slots.reader import read
from dialog.slots.sound_index import SoundIndex
from dialog.slots.value import Value

MONDAY = datetime(2026, 11, 23, 10, 15)
ORDINARY = (
    "ik wil graag een afspraak maken op de in aan het is er ligt van voor mijn onze kan u komen"
    " weten wat waar woon wonen daar oude nieuwe lamp stuk aangevraagd nummer half om kwart over"
)
TOWN = Lexicon(
    streets={
        "kastanjelaan": "Kastanjelaan",
        "sportlaan": "Sportlaan",
        "havenkade": "Havenkade",
        "achterom": "Achterom",
    },
    words=frozenset(ORDINARY.split()),
)


def values(text: str, expect: str | None = None, lexicon: Lexicon = TOWN) -> list[Value]:
    return list(read(text, now=MONDAY, expect=expect, lexicon=lexicon))


@pytest.mark.parametrize(
    ("heard", "slot", "value"),
    [
        ("Kan ik wunsdag komen?", "datum", "2026-11-25"),
        ("Kan ik zater dag komen?", "datum", "2026-11-28"),
        ("Ik wil op 3 fefruari komen.", "datum", "2027-02-03"),
        ("Kan ik overmurgen komen?", "datum", "2026-11-25"),
        ("Ik woon op de kastanjelaam 12.", "straat", "Kastanjelaan"),
        ("Ik woon aan de sportlaanvijftien.", "huisnummer", "15"),
        ("Kan ik om twalf uur komen?", "tijd", "12:00"),
    ],
)
def test_a_word_that_sounds_like_a_value_is_read_as_one(heard: str, slot: str, value: str) -> None:
    found = [each for each in values(heard) if each.slot == slot]
    assert [each.value for each in found] == [value]
    assert found[0].confidence < 0.8


@pytest.mark.parametrize(
    "said",
    [
        "Ik was in het westen op vakantie.",
        "Dat is waardig en vaardig.",
        "Mijn kinderen sporten achteraan.",
        "Ik kom in de namiddag.",
        "Wij zijn geesten en legenden.",
    ],
)
def test_words_that_only_resemble_ours_stay_what_they_are(said: str) -> None:
    put_back = mended(said, TOWN)
    assert put_back is None or all(each.slot == "dagdeel" for each in values(said))


def test_words_of_the_municipality_are_never_mended() -> None:
    known = Lexicon(TOWN.streets, words=TOWN.words | {"wunsdag"})
    assert values("Kan ik wunsdag komen?", lexicon=known) == []


def test_without_words_of_a_municipality_nothing_is_mended() -> None:
    assert mended("Kan ik wunsdag komen?", Lexicon(TOWN.streets)) is None


@pytest.mark.parametrize(
    ("heard", "slot", "value"),
    [
        ("nul ses, een twee, drie fier, vijf zes, zefen acht", "telefoon", "0612345678"),
        ("twinteg", "leeftijd", "20"),
    ],
)
def test_an_answer_that_is_a_number_is_heard_with_more_patience(
    heard: str, slot: str, value: str
) -> None:
    assert [each.value for each in values(heard, expect=slot)] == [value]


def test_what_was_said_plainly_is_never_lost() -> None:
    heard = "Ik kom dinsdag of wunsdag, om tien uur."
    plainly = values(heard, lexicon=Lexicon(TOWN.streets))
    found = {(each.slot, each.value) for each in values(heard)}
    assert {(each.slot, each.value) for each in plainly} <= found
    assert ("datum", "2026-11-25") in found


def test_the_place_is_that_of_the_words_as_they_were_heard() -> None:
    heard = "Op de sportlaanvijftien, zater dag graag, om twalf uur."
    places = {each.slot: heard[slice(*each.span)] for each in values(heard)}
    assert places["datum"] == "zater dag"
    assert places["tijd"] == "twalf uur"
    assert places["straat"] == places["huisnummer"] == "sportlaanvijftien"


def test_two_words_that_are_as_near_are_no_answer() -> None:
    index = SoundIndex(("rozenlaan", "rozenlaam", "molenlaan"))
    near = index.nearest("rozenlaan", 0.8)
    assert near is not None
    assert near.word in ("rozenlaan", "rozenlaam")  # one sound
    assert SoundIndex(("bosweg", "busweg")).nearest("besweg", 0.8) is None


@settings(max_examples=100, deadline=None)
@given(st.text("abdeghiklmnorstuvwz ', 0123456789", max_size=60))
def test_no_words_break_the_mending(text: str) -> None:
    for value in values(text):
        start, end = value.span
        assert 0 <= start < end <= len(text)
