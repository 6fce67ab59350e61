"""Numbers in place of numbers: telephones, plates, cases, and whatever else has many digits."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dialog.drawing_lots import lot, lots
from dialog.masking import mask
from dialog.slots.digits import is_telephone, telephone

_LETTERS = "BDFGHJKLNPRSTVXZ"
"""Those of plates; a postcode that is read as a plate keeps being one."""
_MOST_DAYS = 900
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september"),
    *("oktober", "november", "december"),
)


def in_place(said: str, digits: str) -> str | None:
    """These digits written where the others stood: '06 18 27' -> '06 93 11'. None where the words
    hold other signs than digits, or another number of them.
    """
    if len(re.findall(r"\d", said)) != len(digits) or re.search(r"[^\W\d_]", said):
        return None
    rest = iter(digits)
    return re.sub(r"\d", lambda _: next(rest), said)


def other_telephone(seed: str, number: str) -> str:
    """A number of the same kind that somebody may have: mobile for mobile, with its area code for
    one on a wire.
    """
    kept = 2 if number.startswith("06") else 3
    for nth in range(200):
        drawn = lots(seed, f"telephone\0{number}\0{nth}", len(number) - kept)
        made = number[:kept] + "".join(map(str, drawn))
        if made != number and is_telephone(made) and telephone(made) == made:
            return made
    return number[:kept] + "0" * (len(number) - kept)


def other_digits(seed: str, digits: str, kept: int = 0) -> str:
    """As many digits, of which the first `kept` stay. They are no BSN: a conversation that is had
    again would be told that we must not have that.
    """
    for nth in range(200):
        drawn = "".join(map(str, lots(seed, f"digits\0{digits}\0{nth}", len(digits) - kept)))
        made = digits[:kept] + drawn
        nought = made[0] == "0" != digits[0]
        if made != digits and not nought and mask(made) == made:
            break
    return made


def other_plate(seed: str, plate: str) -> str:
    """Of the same side code, with dashes between letters and digits."""
    drawn = "".join(
        str(lot(seed, f"plate\0{plate}\0{nth}", 10))
        if sign.isdigit()
        else _LETTERS[lot(seed, f"plate\0{plate}\0{nth}", len(_LETTERS))]
        for nth, sign in enumerate(plate)
    )
    made = drawn if drawn != plate else other_plate(f"{seed}+", plate).replace("-", "")
    return "-".join(re.findall(r"\d+|[A-Z]+", made))


def other_birthday(seed: str, day: date) -> str:
    """In words, at most some years before or after: '3 mei 1961'."""
    days = lot(seed, f"day\0{day.isoformat()}", _MOST_DAYS - 30) + 30
    moved = day - timedelta(days=days)
    return f"{moved.day} {_MONTHS[moved.month - 1]} {moved.year}"


def other_mail(seed: str, address: str) -> str:
    """At a domain that is nobody's (RFC 2606 keeps 'example' for that)."""
    return f"naam{lot(seed, f'mail{address.lower()}', 900) + 100}@voorbeeld.example"


def covered(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether it meets any of these."""
    return any(span[0] < end and start < span[1] for start, end in spans)
