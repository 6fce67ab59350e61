"""A crisis for tests: no water in the north, with an English twin here and there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from dialog.content_page import Notes
from dialog.crisis import Crisis, CrisisMessage
from dialog.crisis_page import read_crisis_page

PAGE = """\
# Geen water in Noord

In Noord komt nu geen water uit de kraan.

EN: There is no tap water in Noord now.

## Mag ik het water drinken? Is het kraanwater veilig?

Nee. Kook het water eerst.

## EN: Can I drink the tap water?

No. Boil the water first.

## Wanneer is er weer water?

- Dat duurt nog tot vanavond
- Wij bellen niet aan

## Moet ik mijn ramen dicht houden?

Dat hoeft niet.
"""
TOLD_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOURS = 10


def water(
    postcodes: tuple[str, ...] = (), streets: tuple[str, ...] = (), hours: float = HOURS
) -> Crisis:
    """Started at TOLD_AT, for so many hours."""
    notes = Notes(Path("water.md"))
    page = read_crisis_page(notes, PAGE)
    assert page is not None, notes.problems
    until = TOLD_AT + timedelta(hours=hours)
    message = CrisisMessage(page.opening, TOLD_AT, until, postcodes, streets)
    return Crisis("geen-water-in-noord", page, message, TOLD_AT)
