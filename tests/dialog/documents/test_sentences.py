import pytest

from dialog.documents.sentences import sentences


@pytest.mark.parametrize(
    "whole",
    [
        "Een paspoort kost € 1.250,00 in 2026.",
        "U vindt het in art. 5 van de verordening.",
        "Neem o.a. een pasfoto mee.",
        "De regels gelden m.i.v. 1 januari 2026.",
        "Bel met dhr. J. de Vries van team Burgerzaken.",
        "De balie is open van 9.00 tot 17.00 uur.",
        "Kijk op www.zonnedael.nl voor meer.",
        "Vraag het aan mr. P.C. Hooft.",
        "1. Ga naar de balie.",
        "Het besluit d.d. 3 feb. 2026 blijft gelden.",
        "Breng glas, papier, enz. naar de milieustraat.",
        "Dat staat in bijlage nr. 12 van de brief.",
        "Stuur uw brief t.a.v. Burgerzaken naar Postbus 1.",
    ],
)
def test_a_point_within_a_sentence_ends_none(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kom zelf. Neem uw pas mee!", ["Kom zelf.", "Neem uw pas mee!"]),
        ("Kan dat? Ja, dat kan.", ["Kan dat?", "Ja, dat kan."]),
        ("Het kost € 25. Daarna betaalt u niets.", ["Het kost € 25.", "Daarna betaalt u niets."]),
        ("Bel de politie. 112 is voor spoed.", ["Bel de politie.", "112 is voor spoed."]),
        ("Glas, papier, enz. De rest niet.", ["Glas, papier, enz.", "De rest niet."]),
        ("Dat heet ‘spoed’. Het kost meer.", ["Dat heet ‘spoed’.", "Het kost meer."]),
        ("(Dit geldt ook voor u.) Kom langs.", ["(Dit geldt ook voor u.)", "Kom langs."]),
        ("Open tot 17.00 uur.\n  Daarna dicht.", ["Open tot 17.00 uur.", "Daarna dicht."]),
        ("Zonder punt", ["Zonder punt"]),
        ("  ", []),
    ],
)
def test_sentences_end_where_they_end(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts
