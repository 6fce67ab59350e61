"""Ways in which a caller may say a number, a day, a time or a postcode, drawn by Hypothesis."""

from datetime import date, timedelta

from hypothesis import strategies as st

from dialog.slots.calendar_words import WEEKDAYS
from tests.dialog.spoken import DUTCH, below_hundred, below_thousand

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}
WORDS = {
    **{"A": "Anton", "B": "banaan", "C": "Cornelis", "D": "druif", "E": "Eduard", "F": "Foxtrot"},
    **{"G": "Golf", "H": "huis", "I": "India", "J": "Julia", "K": "Karel", "L": "Lodewijk"},
    **{"M": "maan", "N": "Nico", "O": "Otto", "P": "peer", "Q": "Quebec", "R": "Rudolf"},
    **{"S": "Simon", "T": "Tango", "U": "Utrecht", "V": "vogel", "W": "Willem", "X": "Xantippe"},
    **{"Y": "Ypsilon", "Z": "Zaandam"},
}
OF_AN_ALPHABET = "ACEFGIJKLNOQRSTUWXYZ"
"""Letters whose word above is said without the letter, too."""


@st.composite
def number_said(draw: st.DrawFn, value: int) -> str:
    """0 to 999,999, in one word or in several, and 1234 as 'twaalfhonderd vierendertig' too."""
    thousands, rest = divmod(value, 1000)
    hundreds = value // 100
    if 10 < hundreds < 100 and hundreds % 10 and draw(st.booleans()):
        parts = [f"{below_hundred(hundreds)}honderd", *_rest(value % 100)]
    elif thousands:
        head = "" if thousands == 1 else below_thousand(thousands).replace(" ", "")
        parts = [f"{head}duizend", *_rest(rest)]
    else:
        parts = [below_thousand(rest)]
    said = " ".join(parts)
    said = "één" if said == "een" else said
    return said.replace(" ", "") if draw(st.booleans()) else said


def _rest(value: int) -> list[str]:
    return [below_thousand(value)] if value else []


def ordinal(value: int) -> str:
    if value in ORDINALS:
        return ORDINALS[value]
    return below_hundred(value) + ("ste" if value >= 20 else "de")


@st.composite
def date_said(draw: st.DrawFn, day: date, today: date) -> str:
    """A day within a year from today, said in full, or from today where that can be."""
    return draw(st.sampled_from([*_in_full(day), *_from_today(day, today)]))


def _in_full(day: date) -> list[str]:
    number, month, weekday = day.day, MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    said = "één" if number == 1 else below_hundred(number)
    return [
        f"{said} {month}",
        f"{weekday} {said} {month}",
        f"{weekday} de {ordinal(number)} van de {ordinal(day.month)}",
        f"de {ordinal(number)} {month}",
        f"{number} {month} {day.year}",
        f"{number}-{day.month}-{day.year}",
        day.isoformat(),
    ]


def _from_today(day: date, today: date) -> list[str]:
    ahead = (day - today).days
    weekday = WEEKDAYS[day.weekday()]
    said = {0: ["vandaag"], 1: ["morgen"], 2: ["overmorgen"]}.get(ahead, [])
    if ahead > 2:
        said.append(f"over {below_thousand(ahead)} dagen")
    if ahead and ahead % 7 == 0:
        weeks = ahead // 7
        said.append("over een week" if weeks == 1 else f"over {below_hundred(weeks)} weken")
    if 1 <= ahead <= 7:
        said += [weekday, f"aanstaande {weekday}", f"komende {weekday}"]
    if 8 <= ahead <= 14:
        said.append(f"{weekday} over een week")
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    if monday <= day < monday + timedelta(days=7):
        said += [f"volgende week {weekday}", f"{weekday} volgende week"]
    return said


@st.composite
def time_said(draw: st.DrawFn, minutes: int) -> str:
    """Minutes after midnight; without a part of the day only between eight and eight."""
    hour, minute = divmod(minutes, 60)
    ways = [f"{minutes_said(minutes)} {_part(hour)}", f"{hour:02d}:{minute:02d}"]
    if 480 <= minutes < 1200:
        ways.append(minutes_said(minutes))
    if hour >= 13 and minute >= 10:
        ways.append(f"{below_hundred(hour)} uur {below_hundred(minute)}")
        ways.append(f"{hour}.{minute} uur")
    return draw(st.sampled_from(ways))


def minutes_said(minutes: int) -> str:
    """'tien voor half vier', as the clock on the wall is read."""
    hour, minute = divmod(minutes, 60)
    this, after = (below_hundred((at - 1) % 12 + 1) for at in (hour, hour + 1))
    if minute == 0:
        return f"{this} uur"
    if minute in (15, 45):
        return f"kwart over {this}" if minute == 15 else f"kwart voor {after}"
    if minute == 30:
        return f"half {after}"
    if minute < 16:
        return f"{_few(minute)} over {this}"
    if minute < 30:
        return f"{_few(30 - minute)} voor half {after}"
    if minute < 45:
        return f"{_few(minute - 30)} over half {after}"
    return f"{_few(60 - minute)} voor {after}"


def _few(minutes: int) -> str:
    return "één" if minutes == 1 else below_hundred(minutes)


def _part(hour: int) -> str:
    return ("'s nachts", "'s ochtends", "'s middags", "'s avonds")[hour // 6]


@st.composite
def postcode_said(draw: st.DrawFn, postcode: str) -> str:
    """'achtenveertig elf, A van Anton, B van banaan', in any of the usual groupings."""
    digits, letters = postcode[:4], postcode[4:]
    pairs = " ".join(_pair(pair) for pair in (digits[:2], digits[2:]))
    whole = below_thousand(int(digits[1:])) if digits[1] != "0" else None
    ways = [digits, pairs, " ".join(DUTCH[int(digit)] for digit in digits)]
    if whole:
        ways.append(f"{DUTCH[int(digits[0])]}duizend {whole}")
    spelled = draw(st.sampled_from([", ", " "])).join(draw(letter_said(each)) for each in letters)
    return draw(st.sampled_from(ways)) + draw(st.sampled_from([" ", ", "])) + spelled


def _pair(pair: str) -> str:
    if pair[0] == "0":
        return f"nul {DUTCH[int(pair[1])]}"
    return below_hundred(int(pair))


@st.composite
def letter_said(draw: st.DrawFn, letter: str) -> str:
    ways = [letter, f"{letter} van {WORDS[letter]}"]
    if letter in OF_AN_ALPHABET:
        ways.append(WORDS[letter])
    return draw(st.sampled_from(ways))
