"""Ways in which a caller may say a row of digits, drawn by Hypothesis."""

from typing import Any

from hypothesis import strategies as st

DUTCH = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    *("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien"),
    *("achttien", "negentien"),
)
TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
ODD = {"nul": "o", "een": "één", "zeven": "zeuven", "twee": "Twee"}

GAPS = (" ", " ", " ", ", ", " - ", ". ", " eh ", ", euh, ", " en dan ", " … ")


def below_hundred(value: int) -> str:
    if value < 10:
        return DUTCH[value]
    if value < 20:
        return TEENS[value - 10]
    ten, unit = TENS[value // 10 - 2], value % 10
    if not unit:
        return ten
    joined = "ën" if DUTCH[unit].endswith("e") else "en"
    return f"{DUTCH[unit]}{joined}{ten}"


def below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return below_hundred(rest)
    head = "" if hundreds == 1 else DUTCH[hundreds]
    return f"{head}honderd {below_hundred(rest)}" if rest else f"{head}honderd"


@st.composite
def groups(draw: st.DrawFn, digits: str) -> list[str]:
    """Cut the digits into groups of one to three."""
    cut = []
    while digits:
        size = draw(st.integers(1, 3))
        cut.append(digits[:size])
        digits = digits[size:]
    return cut


@st.composite
def group_said(draw: st.DrawFn, group: str) -> str:
    ways = ["written", "digits", "english"]
    if group[0] != "0":
        ways.append("number")
    if len(group) > 1 and len(set(group)) == 1:
        ways.append("repeated")
    way = draw(st.sampled_from(ways))
    if way == "written":
        return group
    if way == "number":
        return below_thousand(int(group))
    if way == "repeated":
        times = {2: ("dubbel", "twee keer", "double"), 3: ("driemaal", "drie keer de", "triple")}
        return f"{draw(st.sampled_from(times[len(group)]))} {DUTCH[int(group[0])]}"
    names = DUTCH if way == "digits" else ENGLISH
    return " ".join(draw(odd(names[int(digit)])) for digit in group)


def odd(word: str) -> st.SearchStrategy[str]:
    return st.sampled_from([word, word, word, ODD.get(word, word)])


@st.composite
def said(draw: st.DrawFn, digits: Any, gaps: tuple[str, ...] = GAPS) -> str:
    """The digits in some grouping, each group in some way, with something between them."""
    row = draw(digits)
    text = ""
    for group in draw(groups(row)):
        text += (draw(st.sampled_from(gaps)) if text else "") + draw(group_said(group))
    return text
