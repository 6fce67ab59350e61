"""What is left when the words are read: markup, signs, spaces. Nothing unspeakable stays."""

import re
import unicodedata

from voice.reading.rule import Language, Rule, rule

_SIGNS = {
    "nl": {
        "&": "en",
        "+": "plus",
        "=": "is",
        "@": "apenstaartje",
        "#": "hekje",
        "*": "sterretje",
        "%": "procent",
        "‰": "promille",
        "€": "euro",
        "$": "dollar",
        "£": "pond",
        "°": "graden",
        "§": "paragraaf",
        "×": "keer",
        "±": "ongeveer",
        "≈": "ongeveer",
        "≤": "hoogstens",
        "≥": "minstens",
    },
    "en": {
        "&": "and",
        "+": "plus",
        "=": "is",
        "@": "at",
        "#": "hash",
        "*": "star",
        "%": "percent",
        "‰": "per mille",
        "€": "euro",
        "$": "dollar",
        "£": "pound",
        "°": "degrees",
        "§": "section",
        "×": "times",
        "±": "about",
        "≈": "about",
        "≤": "at most",
        "≥": "at least",
    },
}
_COMPARED = {
    "nl": {"<": "minder dan", ">": "meer dan", "~": "ongeveer"},
    "en": {"<": "less than", ">": "more than", "~": "about"},
}
_OR = {"nl": "of", "en": "or"}
_SPOKEN_PUNCTUATION = frozenset(".,;:!?'-…")


def plain(text: str) -> str:
    """One way of writing: straight apostrophes, ASCII digits, '…', no markup, one line."""
    text = unicodedata.normalize("NFC", text)
    for pattern, replacement in _PLAIN:
        text = pattern.sub(replacement, text)
    return "".join(_digit(character) for character in text)


_PLAIN = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[’‘ʼ`´]", "'"),
        (r"[\u00ad\u200b-\u200f\u2060\ufeff]", ""),
        (r"'(?=\d)", ""),
        (r"\.{3,}", "…"),
        ("\N{MINUS SIGN}", "-"),
        (r"[‐‑]", "-"),
        (r"[\u00a0\u202f\u2009]", " "),
        (r"!?\[([^\]]*)\]\([^)]*\)", r"\1"),
        (r"</?[A-Za-z][^<>]*>", " "),
        (r"(?m)^[ \t]*(?:#{1,6}|[-*•–])[ \t]+", ""),
        (r"(?<=[\w)'])[ \t]*\n\s*", ". "),
        (r"\*+(?=\w)|(?<=[\w.!?])\*+|\*{2,}", " "),
        (r"\s+", " "),
    )
]


def _digit(character: str) -> str:
    """'٣' is '3'; the raised ² and ³ stay for the units."""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def compared(language: Language) -> list[Rule]:
    return [rule(rf"{sign}(?=\s?\d)", f"{words} ") for sign, words in _COMPARED[language].items()]


def signs(language: Language) -> list[Rule]:
    return [
        rule(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])", f" {_OR[language]} "),
        *(rule(re.escape(sign), f" {words} ") for sign, words in _SIGNS[language].items()),
    ]


def swept(text: str) -> str:
    """Keep letters and the punctuation that a voice understands; set the spaces right."""
    text = re.sub(r"[()\[\]{}|]|(?<=\s)[-–—]+(?=\s)|[–—]|\s-(?=\w)(?<!\w-)", ", ", text)
    text = "".join(character if _spoken(character) else " " for character in text)
    for pattern, replacement in _SPACING:
        text = pattern.sub(replacement, text)
    return text.strip()


_SPACING = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<!\w)-+|-+(?!\w)", " "),
        (r"(?<!\w)'(?!\w)", " "),
        (r"\s*…[\s…]*", " … "),
        (r"\s+", " "),
        (r"\s+([,.;:!?])", r"\1"),
        (r"[,;:]+([,;:])", r"\1"),
        (r"[,;:]*([.!?])[.,;:!?]*", r"\1"),
        (r"[,;:](?=\s…)", ""),
        (r"(?<=…)\s?[,;:.]", ""),
        (r"([,;:!?])(?=\w)", r"\1 "),
        (r"^[\s,.;:!?…]+|[\s,;:…]+$", ""),
    )
]


def _spoken(character: str) -> bool:
    return (
        character in _SPOKEN_PUNCTUATION
        or character == " "
        or unicodedata.category(character)[0] in "LM"
    )
