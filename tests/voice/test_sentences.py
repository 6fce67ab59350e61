import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.sentences import sentences


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", []),
        ("Goedemorgen", ["Goedemorgen"]),
        ("U komt zelf. Neem uw pas mee.", ["U komt zelf.", "Neem uw pas mee."]),
        ("Waarvoor belt u? Ik luister!", ["Waarvoor belt u?", "Ik luister!"]),
        ("Kom om 14.30 uur. Tot dan.", ["Kom om 14.30 uur.", "Tot dan."]),
        ("Bel a.u.b. nr. 5 van de lijst.", ["Bel a.u.b. nr. 5 van de lijst."]),
        ("Bel ons a.u.b. Dan helpen wij u.", ["Bel ons a.u.b.", "Dan helpen wij u."]),
        ("Neem o.a. Delfts glas mee.", ["Neem o.a. Delfts glas mee."]),
        ("Tel. 14 0162. Wij helpen u.", ["Tel. 14 0162.", "Wij helpen u."]),
        ("Vraag naar J. de Vries. Hij weet het.", ["Vraag naar J. de Vries.", "Hij weet het."]),
        ("Glas, papier, enz. Verder niets.", ["Glas, papier, enz.", "Verder niets."]),
        ("Dat is € 77,85. 's Middags ook.", ["Dat is € 77,85.", "'s Middags ook."]),
        ("Nul zes … twaalf. Klopt dat?", ["Nul zes … twaalf.", "Klopt dat?"]),
        ("Kijk op gemeente.nl/afval. Of bel.", ["Kijk op gemeente.nl/afval.", "Of bel."]),
        ("Neem mee\nuw pas\nuw foto", ["Neem mee", "uw pas", "uw foto"]),
    ],
)
def test_an_answer_is_cut_at_the_ends_of_its_sentences(text: str, units: list[str]) -> None:
    assert sentences(text) == units


@given(st.text("abC .!?\n14 'é…", max_size=60))
def test_no_word_is_lost_or_doubled(text: str) -> None:
    units = sentences(text)
    assert all(each == each.strip() for each in units)
    assert "".join("".join(units).split()) == "".join(text.split())
