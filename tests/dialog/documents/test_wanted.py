"""What kind of answer a question wants, and which sentences hold it."""

import pytest

from dialog.documents.claims import claims
from dialog.documents.wanted import Wanted, fits, holds, wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("wat kost een graf", Wanted.AMOUNT),
        ("hoe hoog is de boete", Wanted.AMOUNT),
        ("hoe lang duurt het", Wanted.DURATION),
        ("hoe lang van tevoren moet ik dat vragen", Wanted.AHEAD),
        ("tot hoe laat is het open", Wanted.CLOCK),
        ("op welke dag is de markt", Wanted.MOMENT),
        ("waar is de taalles", Wanted.PLACE),
        ("welk nummer moet ik bellen", Wanted.TELEPHONE),
        ("hoe oud moet je zijn", Wanted.AGE),
        ("mag ik een haan houden", Wanted.LEAVE),
    ],
)
def test_the_likeliest_kind(question: str, kind: Wanted) -> None:
    assert wanted(question)[0] is kind


@pytest.mark.parametrize(
    ("kind", "sentence", "there"),
    [
        (Wanted.AMOUNT, "Het kost € 5,00.", True),
        (Wanted.AMOUNT, "De vergunning is gratis.", True),
        (Wanted.AMOUNT, "U wacht 4 weken.", False),
        (Wanted.AHEAD, "Vraag het ten minste 3 weken vooraf aan.", True),
        (Wanted.AHEAD, "Wij beslissen binnen 6 weken.", False),
        (Wanted.TELEPHONE, "Bel 14 0999.", True),
        (Wanted.PLACE, "De lessen zijn in het Taalhuis, Kerkstraat 12.", True),
        (Wanted.MOMENT, "De markt is op vrijdag.", True),
        (Wanted.LEAVE, "Een haan mag niet.", True),
    ],
)
def test_what_a_sentence_holds(kind: Wanted, sentence: str, there: bool) -> None:
    assert holds(kind, sentence, claims(sentence)) is there


@pytest.mark.parametrize(
    ("question", "row", "fit"),
    [
        ("voor iemand van negen jaar", "Kosten, 4 tot 18 jaar: € 3,60.", 1),
        ("voor iemand van negen jaar", "Kosten, 18 jaar en ouder: € 5,25.", -1),
        ("mijn boot is tien meter", "Langer dan 12 meter: € 22,50.", -1),
        ("mijn boot is tien meter", "8 tot 12 meter: € 16,00.", 1),
        ("wat kost een boot", "8 tot 12 meter: € 16,00.", 0),
    ],
)
def test_the_callers_own_figures(question: str, row: str, fit: int) -> None:
    assert fits(question, row) == fit
