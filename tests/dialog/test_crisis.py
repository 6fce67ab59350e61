from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialog.crisis import CrisisMessage, active

NOW = datetime(2026, 11, 26, 15, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
HOUR = timedelta(hours=1)
ALL = CrisisMessage({"nl": "Houd ramen dicht."}, NOW - HOUR, NOW + HOUR)
NORTH = CrisisMessage(
    {"nl": "Er is geen water."}, NOW - 2 * HOUR, NOW + HOUR, ("4992",), ("molenweg",)
)


@pytest.mark.parametrize(
    ("postcode", "street", "told"),
    [
        (None, None, [ALL, NORTH]),
        ("4992 AB", None, [ALL, NORTH]),
        ("4991AB", None, [ALL]),
        ("4991AB", "Molenweg", [ALL, NORTH]),
        (None, "Dorpsstraat", [ALL]),
    ],
)
def test_who_has_to_know_is_told(
    postcode: str | None, street: str | None, told: list[CrisisMessage]
) -> None:
    assert active((NORTH, ALL), NOW, postcode, street) == told


@pytest.mark.parametrize(
    ("hours", "holds"), [(-1.01, False), (-1, True), (0, True), (0.99, True), (1, False)]
)
def test_a_message_holds_from_its_beginning_until_just_before_its_end(
    hours: float, holds: bool
) -> None:
    assert bool(active((ALL,), NOW + hours * HOUR, None, None)) is holds
