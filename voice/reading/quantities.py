"""Numbers that count or measure: ranges, decimals, percentages, units, ordinals, years."""

import re

from voice.reading.numerals import cardinal, dictated, digits, ordinal, year
from voice.reading.rule import NEVER, Language, Rule, rule

_UNITS = {
    "nl": {
        r"m³|m3": "kubieke meter",
        r"m²|m2": "vierkante meter",
        r"km²|km2": "vierkante kilometer",
        r"km/u(?:ur)?": "kilometer per uur",
        r"km": "kilometer",
        r"cm": "centimeter",
        r"mm": "millimeter",
        r"m": "meter",
        r"kg": "kilo",
        r"mg": "milligram",
        r"gr?": "gram",
        r"ml": "milliliter",
        r"l": "liter",
        r"ha": "hectare",
        r"kWh": "kilowattuur",
        r"kW": "kilowatt",
        r"°C|°": "graden",
        r"min\.": "minuten",
        r"sec\.": "seconden",
        r"[x×]": "keer",
        r"%": "procent",
    },
    "en": {
        r"m³|m3": "cubic metres",
        r"m²|m2": "square metres",
        r"km²|km2": "square kilometres",
        r"km/h": "kilometres an hour",
        r"km": "kilometres",
        r"cm": "centimetres",
        r"mm": "millimetres",
        r"m": "metres",
        r"kg": "kilos",
        r"mg": "milligrams",
        r"gr?": "grams",
        r"ml": "millilitres",
        r"l": "litres",
        r"ha": "hectares",
        r"kWh": "kilowatt hours",
        r"kW": "kilowatts",
        r"°C|°": "degrees",
        r"[x×]": "times",
        r"%": "percent",
    },
}
_FRACTIONS = {
    "nl": {"½": "een half", "¼": "een kwart", "¾": "drie kwart"},
    "en": {"½": "a half", "¼": "a quarter", "¾": "three quarters"},
}
_HALVES = r"uur|jaar|maand(?:en)?|we(?:ek|ken)|dag(?:en)?|meter|kilo(?:meter)?|liter|ton"
"""Of these Dutch people say 'anderhalf' and 'tweeënhalf', never 'één komma vijf'."""
_WORDS = {
    "nl": {"comma": "komma", "point": "punt", "to": "tot", "dash": "streepje", "minus": "min"},
    "en": {"comma": "point", "point": "point", "to": "to", "dash": "dash", "minus": "minus"},
}
_ALWAYS = {
    "nl": "vierentwintig uur per dag, zeven dagen per week",
    "en": "twenty-four hours a day, seven days a week",
}
_SLASH = {"nl": "schuine streep", "en": "slash"}
_LONG = 7
"""From this many digits on, without dots, it is a number that people write down."""


def units(language: Language) -> list[Rule]:
    """Units after a figure, and the few that stand alone ('per m²')."""
    square, cubic = _UNITS[language][r"m²|m2"], _UNITS[language][r"m³|m3"]
    return [
        *(_halves() if language == "nl" else ()),
        *(
            rule(rf"(?:(?<=\d)\s?|(?<=\bper )(?=\w{{2}}))(?:{written})(?!\w)", f" {words}")
            for written, words in _UNITS[language].items()
        ),
        rule(r"\bm(?:²|2\b)", square),
        rule(r"\bm(?:³|3\b)", cubic),
        *(
            rule(rf"(?<=\d){sign}", f" {'en' if language == 'nl' else 'and'} {words}")
            for sign, words in _FRACTIONS[language].items()
        ),
        *(rule(sign, words) for sign, words in _FRACTIONS[language].items()),
        *(
            rule(rf"(?<![\d/.,]){written}(?![\d/]|[.,]\d)", words)
            for written, words in zip(
                ("1/2", "1/4", "3/4"), _FRACTIONS[language].values(), strict=True
            )
        ),
    ]


def _halves() -> list[Rule]:
    def said(match: re.Match[str]) -> str:
        whole = int(match[1])
        if whole == 1:
            return "anderhalf"
        words = cardinal(whole)
        return f"{words}{'ë' if words.endswith('e') else 'e'}nhalf"

    return [
        rule(rf"(?<![\d.,/-])([1-9]),5(?=\s?(?:{_HALVES}|km|kg|m)\b)", said),
        rule(r"(?<![\d.,/-])([1-9])\s?½", said),
    ]


def ordinals(language: Language) -> list[Rule]:
    suffix = "(?:e|de|ste)" if language == "nl" else "(?:st|nd|rd|th)"

    def said(match: re.Match[str]) -> str:
        return ordinal(int(match[1]), language)

    return [rule(rf"(?<![\d.,])(\d{{1,4}}){suffix}(?![\w])", said)]


def numbers(language: Language) -> list[Rule]:
    """Everything that is still a digit; the last rule leaves none."""
    words = _WORDS[language]
    thousands, decimal = (r"\.", ",") if language == "nl" else (",", r"\.")
    grouped = rf"\d{{1,3}}(?:{thousands}\d{{3}})+"

    def span(match: re.Match[str]) -> str:
        low, high = match[1], match[2]
        rising = not (low + high).isdigit() or int(low) < int(high)
        joint = words["to"] if rising else words["dash"]
        return f"{low} {joint} {high}"

    def fraction(match: re.Match[str]) -> str:
        whole, part = re.sub(r"\D", "", match[1]), match[2]
        tail = _decimals(part, language)
        return f"{cardinal(int(whole), language)} {words['comma']} {tail}"

    simple = rf"(?:{grouped}|[1-9]\d{{0,3}})(?:{decimal}\d+)?"
    return [
        rule(r"(?<![\d.,])(\d{2,3})\s?\+\s?'?ers?\b", _older) if language == "nl" else NEVER,
        rule(r"(?<![\d.,/])24/7(?![\d/])", _ALWAYS[language]),
        rule(r"\b((?:19|20)\d\d)/(?=(?:19|20)\d\d\b)", lambda m: f"{m[1]} {words['to']} "),
        # for the eye only: 'A4', 'box3' for the eye only: 'A4', 'box3'
        rule(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " "),
        rule(
            r"(?:(?<=nummer )|(?<=number )|(?<=code ))\d{4,}(?![.,/-]?\d)",
            lambda match: dictated(match[0], 5 if len(match[0]) <= 5 else 3, language),
        ),
        rule(rf"(?<![\w.,/-])({simple})\s?[-–]\s?({simple})(?![\w/-]|[.,]\d)", span),
        rule(r"(?<![\w.,-])-(?=\d)", f"{words['minus']} "),
        rule(rf"(?<![\d.,])({grouped}|\d+){decimal}(\d+)(?![.,]?\d)", fraction),
        rule(
            rf"(?<![\d.,])({grouped})(?!\d|[.,]\d)",
            lambda match: cardinal(int(re.sub(r"\D", "", match[1])), language),
        ),
        rule(r"(?<=\d)-(?=\d)", f" {words['dash']} "),
        rule(r"(?<=\d)\.(?=\d)", f" {words['point']} "),
        rule(r"(?<=\d)/(?=\d)", f" {_SLASH[language]} "),
        rule(r"\d+", lambda match: _plain(match[0], language)),
    ]


def _older(match: re.Match[str]) -> str:
    """'60+'er' is 'zestigplusser'."""
    return f"{cardinal(int(match[1]))}plusser{'s' if match[0].endswith('s') else ''}"


def _decimals(part: str, language: Language) -> str:
    if language == "nl" and len(part) <= 2 and not part.startswith("0"):
        return cardinal(int(part))
    return digits(part, language)


def _plain(figures: str, language: Language) -> str:
    if len(figures) >= _LONG or (len(figures) > 1 and figures.startswith("0")):
        return dictated(figures, 4, language)
    number = int(figures)
    if 1900 <= number < 2100:
        return year(number, language)
    return cardinal(number, language)
