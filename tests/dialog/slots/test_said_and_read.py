"""What is said in Dutch by a generator comes back as it went in."""

from datetime import date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialog.slots.digits import digit_runs
from dialog.slots.line import line_of
from dialog.slots.postcodes import NEVER_ISSUED
from dialog.slots.reader import read
from tests.dialog.slots.test_digits import AREA, MOBILE
from tests.dialog.spoken import said
from tests.dialog.spoken_values import date_said, number_said, postcode_said, time_said

MONDAY = datetime(2026, 11, 23, 10, 15)
QUICK = settings(max_examples=80, deadline=None)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def values(text: str, slot: str, now: datetime = MONDAY, expect: str | None = None) -> list[str]:
    found = read(text, now=now, expect=expect)
    return [value.value for value in found if value.slot == slot]


@settings(max_examples=200, deadline=None)
@given(st.data(), st.integers(0, 999_999))
def test_every_number_comes_back(data: st.DataObject, value: int) -> None:
    text = data.draw(number_said(value))
    assert line_of(text).plain == str(value)
    assert values(f"Ik moet {text} euro betalen.", "bedrag") == [f"{value}.00"]


@QUICK
@given(st.data(), st.integers(0, 365), st.dates(date(2026, 1, 1), date(2029, 12, 31)))
def test_every_day_of_the_coming_year_comes_back(
    data: st.DataObject, ahead: int, today: date
) -> None:
    day = today + timedelta(days=ahead)
    text = data.draw(date_said(day, today))
    now = datetime.combine(today, MONDAY.time())
    # A year from now it is told with its year only.
    assume(ahead < 365 or str(day.year) in text or "over" in text)
    assert values(f"Kan ik {text} komen?", "datum", now) == [day.isoformat()]
    assert values(text, "datum", now, expect="datum") == [day.isoformat()]


@QUICK
@given(st.data(), st.integers(0, 1439))
def test_every_time_comes_back(data: st.DataObject, minutes: int) -> None:
    text = data.draw(time_said(minutes))
    expected = f"{minutes // 60:02d}:{minutes % 60:02d}"
    assert values(f"Ik wil om {text} komen.", "tijd") == [expected]
    assert values(text, "tijd", expect="tijd") == [expected]


@QUICK
@given(
    st.data(),
    st.integers(1000, 9999),
    st.text(LETTERS, min_size=2, max_size=2).filter(lambda pair: pair not in NEVER_ISSUED),
)
def test_every_postcode_comes_back(data: st.DataObject, digits: int, letters: str) -> None:
    postcode = f"{digits}{letters}"
    text = data.draw(postcode_said(postcode))
    assert values(f"Mijn postcode is {text}.", "postcode") == [postcode]


@QUICK
@given(st.data(), MOBILE | AREA)
def test_every_telephone_number_comes_back(data: st.DataObject, number: str) -> None:
    text = data.draw(said(st.just(number), gaps=(" ", ", ", " eh, ", " - ")))
    # 'zes honderd elf' is 611 too: only what is read one way must come back.
    assume([run.digits for run in digit_runs(text)] == [number])
    assert values(f"Bel mij op {text}, dank u.", "telefoon") == [number]


@QUICK
@given(st.data(), st.integers(1, 999), st.sampled_from(["", "A", "B", "bis", "-2", "-3hoog"]))
def test_every_house_number_comes_back(data: st.DataObject, number: int, addition: str) -> None:
    assume(number % 100 or addition != "-3hoog")  # 'honderd drie hoog' is 103 too
    behind = {"-2": " streepje twee", "-3hoog": " drie hoog"}.get(addition, f" {addition}")
    text = data.draw(number_said(number)) + behind
    expected = [f"{number}{addition}"]
    assert values(f"Ik woon op nummer {text}.", "huisnummer") == expected
    assert values(text, "huisnummer", expect="huisnummer") == expected


@given(st.text(max_size=80))
@QUICK
def test_no_text_breaks_the_reader(text: str) -> None:
    for value in read(text, now=MONDAY):
        start, end = value.span
        assert 0 <= start < end <= len(text)
