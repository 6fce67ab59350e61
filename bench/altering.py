"""One thing changed in a true sentence, in every way that the kind allows."""

import re
from collections.abc import Callable, Mapping

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september"),
    *("oktober", "november", "december"),
)
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_NUMBER_WORDS = ("twee", "drie", "vier", "vijf", "zes", "acht", "tien", "twaalf")
_NAMES = (
    *("Waterbeek", "Kerkdijk", "Noordpoort", "Kadaster", "Beatrixplein", "Rode Kruis"),
    *("Oosterwold", "Belastingdienst"),
)
_FIGURE = re.compile(r"(?<![\w.,:])\d+(?:[.,:]\d+)*")
_A_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)})|\b({'|'.join(_MONTHS)})\b")
_A_DAY = re.compile(rf"\b({'|'.join(_DAYS)})\b")
_NAME = re.compile(r"(?<=[a-z,] )(?!U\b)[A-Z][\w-]+(?: (?:de |van )?[A-Z][\w-]+)*")
_DENIALS = (
    (r"\bniet\b ?", ""),
    (r"\bgeen\b", "een"),
    (r"\bgeen\b ?", ""),
    (r"\bnooit\b", "altijd"),
    (r"\bzonder\b", "met"),
    (r"\bniets\b", "iets"),
    (r"\bverboden\b", "toegestaan"),
    (r"\b(mag|mogen|kunt|kan|moet|moeten|hoeft|geldt|krijgt|betaalt|is|zijn)\b", r"\1 niet"),
    (r"\b(heeft|krijgt|is er|geldt) (een)\b", r"\1 geen"),
    (r"\b(de|een) (?=vergunning|subsidie|boete|wachtlijst|reden)", "geen "),
    (r"\bgratis\b", "niet gratis"),
)
_CONDITIONS = (
    (r",? (?:als|indien|mits|tenzij|zolang|behalve|wanneer|zodra) [^.?!]+", ""),
    (r"\b(?:tenzij|behalve)\b", "ook"),
    (r"\btenzij\b", "als"),
    (r"\bbehalve\b", "en"),
    (r"\b(?:alleen|uitsluitend) ?", ""),
    (r"\balleen als\b", "ook als"),
    (r"\bals\b", "ook als"),
    (r"\bals\b", "tenzij"),
    (r"\bmits\b", "tenzij"),
    (r"\.$", ", als u jonger bent dan 65 jaar."),
    (r"\.$", ", tenzij u in Wilgenrode woont."),
    (r"\.$", ", behalve in het weekend."),
    (r"^(?!.*\balleen\b)(.*?)\b(mag|mogen|kunt|kan|krijgt|geldt)\b", r"\1\2 alleen"),
)
_DUTIES = (
    (r"\b(m)ag\b", r"\1oet"),
    (r"\bmogen\b", "moeten"),
    (r"\b(m)oet\b", r"\1ag"),
    (r"\bmoeten\b", "mogen"),
    (r"\bkunt\b", "moet"),
    (r"\bhoeft niet\b", "mag niet"),
)
_UNITS = (
    *(("weken", "maanden"), ("week", "maand"), ("maanden", "jaar"), ("maand", "week")),
    *(("jaar", "maanden"), ("dagen", "weken"), ("uur", "dagen"), ("procent", "euro")),
    *(("centimeter", "meter"), ("meter", "kilometer"), ("liter", "kilo")),
    *(("per jaar", "per maand"), ("per uur", "per dag"), ("werkdagen", "weken")),
)  # fmt: skip
_BOUNDS = (
    *(("maximaal", "minimaal"), ("hooguit", "minstens"), ("ten minste", "hooguit")),
    *(("minstens", "maximaal"), ("minimaal", "maximaal"), ("binnen", "na")),
    *(("uiterlijk", "vanaf"), ("jonger dan", "ouder dan"), ("tot en met", "vanaf")),
    *(("niet meer dan", "meer dan"), ("ongeveer", "precies"), ("hooguit ", "")),
    *(("vanaf", "tot"), ("maximaal ", ""), ("minstens ", ""), ("ten minste ", "")),
)  # fmt: skip


def numbers(text: str) -> list[str]:
    changed = []
    for found in _FIGURE.finditer(text):
        if _A_DATE.match(text, found.start()):
            continue
        for other in (_next_digit(found[0]), _ten_times(found[0])):
            changed.append(text[: found.start()] + other + text[found.end() :])
    for word in _NUMBER_WORDS:
        other = _NUMBER_WORDS[(_NUMBER_WORDS.index(word) + 3) % len(_NUMBER_WORDS)]
        changed.append(re.sub(rf"\b{word}\b", other, text, count=1))
    return [each for each in changed if each != text]


def _next_digit(figure: str) -> str:
    at = max(n for n, digit in enumerate(figure.split(",")[0]) if digit.isdigit())
    return f"{figure[:at]}{(int(figure[at]) + 1) % 10}{figure[at + 1 :]}"


def _ten_times(figure: str) -> str:
    whole, *rest = re.split(r"(?=[,:])", figure, maxsplit=1)
    return whole + "0" + "".join(rest)


def dates(text: str) -> list[str]:
    changed = []
    for found in _A_DATE.finditer(text):
        month = found[2] or found[3]
        for later in (1, 5):
            other = found[0].replace(month, _MONTHS[(_MONTHS.index(month) + later) % 12])
            changed.append(text[: found.start()] + other + text[found.end() :])
        if found[1]:
            day = str(int(found[1]) % 28 + 1)
            changed.append(f"{text[: found.start()]}{day} {month}{text[found.end() :]}")
    for found in _A_DAY.finditer(text):
        other = _DAYS[(_DAYS.index(found[1]) + 2) % 7]
        changed.append(text[: found.start()] + other + text[found.end() :])
    for found in re.finditer(r"\b(\d{1,2})([:.])(\d\d)(?= uur)", text):
        hour = f"{(int(found[1]) + 1) % 24:02d}{found[2]}{found[3]}"
        changed.append(text[: found.start()] + hour + text[found.end() :])
    return changed


def names(text: str) -> list[str]:
    return [
        text[: found.start()] + other + text[found.end() :]
        for found in _NAME.finditer(text)
        for other in _NAMES
    ]


def swapped(text: str) -> list[str]:
    """Two amounts that changed places."""
    amounts = list(re.finditer(r"€ [\d.,]*\d", text))
    if len(amounts) < 2 or amounts[0][0] == amounts[1][0]:
        return []
    one, other = amounts[:2]
    between = text[one.end() : other.start()]
    return [text[: one.start()] + other[0] + between + one[0] + text[other.end() :]]


def _by(table: tuple[tuple[str, str], ...], *, words: bool = False) -> Callable[[str], list[str]]:
    def change(text: str) -> list[str]:
        changed = []
        for old, new in table:
            pattern = rf"(?<!\w){re.escape(old)}(?!\w)" if words and old.strip() == old else old
            for found in re.finditer(pattern, text):
                after = re.sub(pattern, new, found[0], count=1)
                changed.append(text[: found.start()] + after + text[found.end() :])
        return [each for each in changed if each.strip(" .?!")]

    return change


ALTERATIONS: Mapping[str, Callable[[str], list[str]]] = {
    "number": numbers,
    "date": dates,
    "denial": _by(_DENIALS),
    "condition": _by(_CONDITIONS),
    "name": names,
    "unit": _by(_UNITS, words=True),
    "bound": _by(_BOUNDS, words=True),
    "duty": _by(_DUTIES),
    "swap": swapped,
}
"""By kind: all sentences that one change makes of a sentence."""
REQUIRED = ("number", "date", "denial", "condition", "name")
