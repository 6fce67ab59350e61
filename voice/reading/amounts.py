"""Money: '€ 77,85' is 'zevenenzeventig euro vijfentachtig'."""

import re
from collections.abc import Callable

from voice.reading.numerals import cardinal, digits
from voice.reading.rule import Language, Rule, rule

_FIGURE = r"(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,](?:\d+|-{1,2}|[–—]))?"
_EURO = r"(?:€|\bEUR\b|\bEuro\b|\beuro\b)"
_OTHERS = {
    "nl": {"£": "pond", "$": "dollar"},
    "en": {"£": "pounds", "$": "dollars"},
}
"""Money of elsewhere: its name comes behind the figure."""
_SCALE = r"(?:miljoen|miljard|million|billion)"


def amount(written: str, language: Language = "nl") -> str:
    """Say '1.234,56', '77,85', '120,-' or '0.50' euro in words.

    The separator before the last one or two digits is the decimal one, so that a Dutch price
    inside an English sentence is read right too.
    """
    whole, cents = _parts(written)
    if len(cents) > 2:
        point = "komma" if language == "nl" else "point"
        return f"{_number(whole, language)} {point} {digits(cents, language)} {_euro(2, language)}"
    return _whole_and_cents(int(whole), int(cents.ljust(2, "0")), language)


def rules(language: Language) -> list[Rule]:
    def said(match: re.Match[str]) -> str:
        return _sign(match, language) + amount(match["figure"], language)

    def many(match: re.Match[str]) -> str:
        return f"{match['figure']} {match['scale']} {_euro(2, language)}"

    def between(match: re.Match[str]) -> str:
        to = "tot" if language == "nl" else "to"
        return f"{amount(match['low'], language)} {to} {amount(match['figure'], language)}"

    low = _FIGURE.replace("(?<![\\d.,])", "")
    return [
        rule(rf"{_EURO}\s?(?P<figure>{_FIGURE})\s(?P<scale>{_SCALE})\b(?:\seuro\b)?", many),
        rule(rf"{_EURO}\s?(?P<low>{low})\s?[-–]\s?€?\s?(?P<figure>{low})(?!\d)", between),
        rule(
            rf"(?P<sign>(?<![\w])[-−])?{_EURO}\s?(?P<sign2>[-−])?(?P<figure>{_FIGURE})"
            r"(?:\s?euros?\b)?",
            said,
        ),
        rule(
            rf"(?P<sign>(?<![\w])[-−])?(?P<sign2>(?!))?(?<![\d.,-])(?P<figure>{_FIGURE})"
            r"\s?(?:€|EUR\b|euros?\b)",
            said,
        ),
        *_of_elsewhere(language),
    ]


def _of_elsewhere(language: Language) -> list[Rule]:
    def named(name: str) -> Callable[[re.Match[str]], str]:
        return lambda match: f"{match[1]} {name}"

    return [
        rule(rf"{re.escape(sign)}\s?(\d[\d.,]*\d|\d)", named(name))
        for sign, name in _OTHERS[language].items()
    ]


def _parts(written: str) -> tuple[str, str]:
    decimal = re.fullmatch(r"(.*?)[.,](\d{1,2}|-+|–|—)", written)
    if decimal is None and re.fullmatch(r"0[.,]\d{3,}|\d+[.,]\d{4,}", written):
        decimal = re.fullmatch(r"(\d+)[.,](\d+)", written)
    whole, cents = (decimal[1], decimal[2]) if decimal else (written, "")
    return re.sub(r"\D", "", whole), cents if cents.isdigit() else ""


def _number(figures: str, language: Language) -> str:
    return cardinal(int(figures), language)


def _whole_and_cents(whole: int, cents: int, language: Language) -> str:
    if whole == 0 and cents:
        unit = "cent" if language == "nl" or cents == 1 else "cents"
        return f"{cardinal(cents, language)} {unit}"
    euros = f"{cardinal(whole, language)} {_euro(whole, language)}"
    if cents == 0:
        return euros
    if cents >= 10:
        return f"{euros} {cardinal(cents, language)}"
    # 'vijf euro vijf' is easily heard as fifty cents
    tail = (
        f"en {cardinal(cents)} cent" if language == "nl" else f"and {cardinal(cents, 'en')} cents"
    )
    return f"{euros} {tail}"


def _euro(count: int, language: Language) -> str:
    return "euro" if language == "nl" or count == 1 else "euros"


def _sign(match: re.Match[str], language: Language) -> str:
    if match["sign"] or match["sign2"]:
        return "min " if language == "nl" else "minus "
    return ""
