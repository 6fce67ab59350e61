"""What lines tell of sentences: their own, those of the whole passage, and of no line."""

from collections.abc import Sequence

from dialog.documents.document import AskedLine
from dialog.documents.line_features import LINES, line_features
from tests.dialog.documents.small_pages import passage

FIRST = passage(
    "Graf",
    "Een graf kost € 10.",
    "Een urn kost € 5.",
    asked=(AskedLine("begraven prijs", 0), AskedLine("as bewaren", 1)),
)
WHOLE = passage("Laadpaal", "U vraagt hem aan.", asked=(AskedLine("auto opladen"),))
BARE = passage("Zwembad", "Een kaartje kost € 5.")
PLACES = [(FIRST, 0), (FIRST, 1), (WHOLE, 0), (BARE, 0)]


class Fixed:
    """Likenesses that are given."""

    def __init__(self, **values: float) -> None:
        self._values = {name.replace("_", " "): value for name, value in values.items()}

    def __call__(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        raise AssertionError("sentences are compared elsewhere")

    def lines(self, question: str, lines: Sequence[str]) -> Sequence[float]:
        return [self._values[line] for line in lines]


def named(values: tuple[float, ...]) -> dict[str, float]:
    return dict(zip(LINES, values, strict=True))


def test_each_sentence_has_what_its_own_lines_come_to() -> None:
    alike = Fixed(begraven_prijs=0.9, as_bewaren=0.5, auto_opladen=0.6)
    grave, urn, pole, pool = map(named, line_features("wat kost begraven", PLACES, alike))
    assert grave["asked"] > pole["asked"] > urn["asked"] > 0
    assert grave["asked_lead"] > 0 > pole["asked_lead"] >= urn["asked_lead"]
    assert grave["asked_there"] == pole["asked_there"] == 1.0
    assert set(pool.values()) == {0.0}


def test_without_lines_nothing_is_compared() -> None:
    assert line_features("wat kost zwemmen", [(BARE, 0)], Fixed()) == [(0.0, 0.0, 0.0)]


def test_two_that_are_as_near_have_no_lead() -> None:
    alike = Fixed(begraven_prijs=0.8, as_bewaren=0.8, auto_opladen=0.1)
    grave, urn, *_ = map(named, line_features("graf", PLACES, alike))
    assert grave == urn
    assert grave["asked_lead"] == 0.0
