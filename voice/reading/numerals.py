"""Numbers in words, as Dutch and English people say them on the telephone.

num2words is used for plain cardinals below a thousand and for large round ones only: its
Dutch says 'duizendhonderd' for 1100 and 'negentien honderd vijfennegentig' for 1995.
"""

from num2words import num2words

NL_DIGITS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
EN_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_DIGITS = {"nl": NL_DIGITS, "en": EN_DIGITS}
_LARGEST_READ_AS_NUMBER = 15
"""Digits; beyond this nobody follows a number, so it is read digit by digit."""


def digits(figures: str, language: str = "nl") -> str:
    """Each digit on its own: '0162' is 'nul één zes twee'."""
    return " ".join(_DIGITS[language][int(figure)] for figure in figures)


def dictated(figures: str, size: int, language: str = "nl") -> str:
    """Digit by digit, `size` of them between pauses; no digit stands alone at the end."""
    starts = list(range(0, len(figures), size))
    if len(starts) > 1 and len(figures) % size == 1:
        starts[-1] -= 1
    ends = [*starts[1:], len(figures)]
    groups = (figures[start:end] for start, end in zip(starts, ends, strict=True))
    return " … ".join(digits(group, language) for group in groups)


def pair(figures: str, language: str = "nl") -> str:
    """Two digits as one number where that is clear: '34' is 'vierendertig', '07' 'nul zeven'."""
    if figures.startswith("0"):
        return digits(figures, language)
    return cardinal(int(figures), language)


def cardinal(number: int, language: str = "nl") -> str:
    """1234 is 'twaalfhonderdvierendertig', in English 'one thousand two hundred and …'."""
    if number < 0:
        return f"{'min' if language == 'nl' else 'minus'} {cardinal(-number, language)}"
    if len(str(number)) > _LARGEST_READ_AS_NUMBER:
        return digits(str(number), language)
    return _dutch(number) if language == "nl" else _english(number)


def ordinal(number: int, language: str = "nl") -> str:
    return str(num2words(number, lang=language, to="ordinal")).replace(",", "")


def year(number: int, language: str = "nl") -> str:
    """1995 is 'negentienvijfennegentig', 2026 'tweeduizend zesentwintig'."""
    century, rest = divmod(number, 100)
    if number // 1000 == 2 and century == 20:
        return _year_of_two_thousand(rest, language)
    if rest == 0:
        hundred = "honderd" if language == "nl" else " hundred"
        return f"{cardinal(century, language)}{hundred}"
    if language == "nl":
        between = "honderd" if rest < 10 else ""
        return f"{cardinal(century)}{between}{cardinal(rest)}"
    between = " oh " if rest < 10 else " "
    return f"{cardinal(century, 'en')}{between}{cardinal(rest, 'en')}"


def _year_of_two_thousand(rest: int, language: str) -> str:
    if language == "nl":
        return f"tweeduizend {cardinal(rest)}" if rest else "tweeduizend"
    if rest < 10:
        return f"two thousand and {cardinal(rest, 'en')}" if rest else "two thousand"
    return f"twenty {cardinal(rest, 'en')}"


def _dutch(number: int) -> str:
    if number < 1000:
        return str(num2words(number, lang="nl"))
    hundreds, rest = divmod(number, 100)
    if number < 10_000 and hundreds % 10:
        return f"{_dutch(hundreds)}honderd{_dutch(rest) if rest else ''}"
    if number >= 1_000_000:
        return str(num2words(number // 1_000_000 * 1_000_000, lang="nl")) + (
            f" {_dutch(number % 1_000_000)}" if number % 1_000_000 else ""
        )
    thousands, rest = divmod(number, 1000)
    head = "duizend" if thousands == 1 else f"{_dutch(thousands)}duizend"
    return f"{head} {_dutch(rest)}" if rest else head


def _english(number: int) -> str:
    return str(num2words(number, lang="en")).replace(",", "")
