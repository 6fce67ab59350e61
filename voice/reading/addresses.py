"""Postcodes, house numbers, case numbers and number plates."""

import re
from functools import partial

from voice.reading.numerals import cardinal, dictated, digits, pair, year
from voice.reading.rule import Language, Rule, rule


def _by_first_letter(names: str) -> dict[str, str]:
    return {name[0]: name for name in names.split()}


_SPELLING = {
    "nl": _by_first_letter(
        "Anton Bernard Cornelis Dirk Eduard Ferdinand Gerard Hendrik Izaak Jan Karel Lodewijk "
        "Maria Nico Otto Pieter Quirinus Richard Simon Theodoor Utrecht Victor Willem Xantippe "
        "Ypsilon Zacharias"
    ),
    "en": _by_first_letter(
        "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November "
        "Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
    ),
}
"""The Dutch telephone alphabet; the ICAO alphabet in English."""

_STREET = (
    r"\b(?:Postbus|[A-Z][\w'.-]*(?:straat|laan|weg|plein|singel|kade|gracht|hof|dijk|steeg|pad|markt|dreef|"
    r"park|plantsoen|ring|baan|burg|akker|veld|weide|boulevard|dam|haven|wal|hoek|erf|horst))"
)
_NEVER_ISSUED = ("SA", "SD", "SS")
_DASH = {"nl": "streepje", "en": "dash"}


def rules(language: Language) -> list[Rule]:
    return [
        rule(r"\b([A-Z]{2})(\d{2})\s?([A-Z]{4})((?:\s?\d){10})(?!\s?\d)", partial(_iban, language)),
        *_case_numbers(language),
        rule(
            r"\b(?=[A-Z\d-]*[A-Z])(?=[A-Z\d-]*\d)([A-Z]{1,3}|\d{1,3})-([A-Z]{2,3}|\d{2,3})-"
            r"([A-Z]{1,2}|\d{1,2})\b(?!-)",
            lambda match: " … ".join(_letters_or_digits(part, language) for part in match.groups()),
        ),
    ]


def postcodes(language: Language) -> list[Rule]:
    """Postcodes and house numbers; after dates and times, so that years are gone."""

    def postcode(match: re.Match[str]) -> str:
        if match[2] in _NEVER_ISSUED:
            return match[0]
        names = _SPELLING[language]
        of = "van" if language == "nl" else "for"
        letters = ", ".join(f"{letter} {of} {names[letter]}" for letter in match[2])
        figures = f"{pair(match[1][:2], language)} {pair(match[1][2:], language)}"
        comma = "," if re.match(r"\s+\w", match.string[match.end() :]) else ""
        return f"{figures}, {letters}{comma}"

    def house(match: re.Match[str]) -> str:
        addition = match["dashed"] or ""
        if addition.isdigit():
            addition = f"{_DASH[language]} {cardinal(int(addition), language)}"
        addition = addition or match["letter"] or match["named"] or ""
        addition = {"hs": "huis"}.get(addition.lower(), addition)
        words = f"{match['street']} {cardinal(int(match['number']), language)} {addition}"
        return words.rstrip()

    return [
        rule(r"(?<![\d.,-])\b([1-9]\d{3})\s?([A-Z]{2})\b(?!-)", postcode),
        rule(
            rf"(?P<street>{_STREET})\s(?P<number>\d{{1,5}})"
            r"(?:-(?P<dashed>[A-Za-z]|\d{1,4}|[IVX]{1,4}|bis|hs|huis)\b"
            r"|\s?(?P<letter>[A-Z]|(?<! )[a-z])\b(?!')"
            r"|\s?(?P<named>bis|hs|huis|rood|zwart|boven|beneden)\b)?(?![\d.,:]*\d)",
            house,
        ),
        rule(
            r"(?<![\w.,-])(\d{1,5})-?([A-Z]|\s?bis\b|\s?hs\b)(?![\w'-])",
            lambda match: (
                f"{cardinal(int(match[1]), language)} "
                f"{ {'hs': 'huis'}.get(match[2].strip(), match[2].strip()) }"
            ),
        ),
    ]


def _case_numbers(language: Language) -> list[Rule]:
    def case(match: re.Match[str]) -> str:
        name = match[1] or ""
        spelled = name if len(name) > 3 else " ".join(name)
        parts = [
            spelled,
            year(int(match[2]), language),
            _DASH[language],
            _grouped(match[3], language),
        ]
        return ", ".join(part for part in parts if part)

    return [
        rule(r"\b([A-Za-z]{1,6})[-. ]?((?:19|20)\d\d)-(\d{3,10})(?![\d-])", case),
        rule(r"(?<![\w.,-])()((?:19|20)\d\d)-(\d{5,10})(?![\d-])", case),
    ]


def _iban(language: Language, match: re.Match[str]) -> str:
    """A Dutch account (ISO 13616): letters and digits apart, in groups that can be written down."""
    figures = re.sub(r"\D", "", match[4])
    groups = [figures[at : at + 2] for at in range(0, len(figures), 2)]
    said = [" ".join(match[1]), digits(match[2], language), " ".join(match[3])]
    return " … ".join([*said, *(digits(group, language) for group in groups)])


def _letters_or_digits(part: str, language: Language) -> str:
    return digits(part, language) if part.isdigit() else " ".join(part)


def _grouped(figures: str, language: Language) -> str:
    """Up to five digits in one breath, more in threes with pauses."""
    return dictated(figures, 5 if len(figures) <= 5 else 3, language)
