"""Whether a passage holds the kind of thing that is asked for."""

import pytest

from dialog.documents.kinds import held
from dialog.documents.wanted import Wanted


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Wanted.AMOUNT, "Een graf kost € 2.310."),
        (Wanted.AMOUNT, "De inschrijving is gratis."),
        (Wanted.DURATION, "U hoort het binnen acht weken."),
        (Wanted.MOMENT, "Op woensdag is de balie open."),
        (Wanted.CLOCK, "Het bad opent om 07:00."),
        (Wanted.PLACE, "Kom naar Kerkstraat 5."),
        (Wanted.TELEPHONE, "Bel 0999 334 455."),
        (Wanted.AGE, "U bent minstens 21 jaar."),
        (Wanted.COUNT, "De steen is hooguit 90 cm breed."),
    ],
)
def test_what_is_held(kind: Wanted, text: str) -> None:
    assert held(kind, text) == 1
    assert held(kind, "De boom staat stil.") == -1


@pytest.mark.parametrize("kind", [Wanted.LEAVE, Wanted.WAY, Wanted.BRING, None])
def test_any_text_may_hold_the_rest(kind: Wanted | None) -> None:
    assert held(kind, "De boom staat stil.") == 0
