"""Why a turn got no answer."""

from datetime import datetime

import pytest

from dialog.acts import Understand
from dialog.events import Candidate, Found, Heard
from dialog.not_answered import Why, why

NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")


def found(*scores: tuple[str, float]) -> Found:
    return Found(at=NOW, query="", candidates=tuple(Candidate(*each) for each in scores))


@pytest.mark.parametrize(
    ("confidence", "came", "topic", "led", "expected"),
    [
        (0.4, found(("wmo", 0.2)), "unknown", False, Why.POORLY_HEARD),
        (0.9, found(("wmo", 0.9)), "wmo", True, Why.PERSON),
        (0.9, found(("wmo", 0.2)), "unknown", True, Why.UNLIKELY),
        (0.9, found(("wmo", 0.2), ("jeugd", 0.19)), "unknown", False, Why.TWO),
        (0.9, found(("wmo", 0.05), ("jeugd", 0.04)), "unknown", False, Why.UNLIKELY),
        (0.9, found(("human", 0.2), ("command:ja", 0.1)), "unknown", False, Why.NOTHING),
        (0.9, None, "municipal", False, Why.NOTHING),
    ],
)
def test_the_reason_is_read_from_what_came_of_the_turn(
    confidence: float, came: Found | None, topic: str, led: bool, expected: Why
) -> None:
    heard = Heard(at=NOW, text="hulp thuis", confidence=confidence)
    assert why(heard, came, Understand(topic=topic, score=0.5), led) is expected
