"""How hard a text is: the formula of Flesch, for Dutch as Douma fitted it.

Dutch (Douma 1960): 206.8 - 0.77 x syllables per hundred words - 0.93 x words per sentence.
English (Flesch 1948): 206.835 - 84.6 x syllables per word - 1.015 x words per sentence. 80
and above is easy, 70 fairly easy; the latter is asked of English, where 'municipality' and
'appointment' are in nearly every answer. The formulas were fitted on texts: score a whole answer,
not a line. Syllables are counted by sounds of vowels, which is right for nearly all Dutch words,
roughly right for loan words, and for English right in 24 words of 25.
"""

import re
from collections.abc import Callable, Mapping

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")
_WORD = re.compile(r"\w+(?:[-'’.,:/]\w+)*")
# Longest first, so that 'nieuw' is one sound and 'koeien' two. A letter with a diaeresis begins
# a syllable of its own and therefore stands in no group.
_VOWEL_SOUND = re.compile(
    r"eeuw?|ieuw?|eau|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)
_ENGLISH_VOWELS = re.compile(r"ia(?!l)|io(?!n|u)|[aeiouy]+")
# 'made', 'since', 'asked', 'statement'; not 'table', 'wanted', 'taxes', 'the'.
_SILENT = re.compile(
    r"(?<=[aeiouy])([^aeiouy]+)(?:(?<![^aeiouy]l)e|(?<![sxzcg])(?<!ch|sh)(?<![^aeiouy]l)es"
    r"|(?<![td])ed)$"
)
_SILENT_WITHIN = re.compile(r"(?<=[aeiouy])([^aeiouy]+)e(?=ments?$|ly$)")


def sentences(text: str) -> tuple[str, ...]:
    return tuple(part for part in _SENTENCE_END.split(text.strip()) if _WORD.search(part))


def words(text: str) -> tuple[str, ...]:
    """'Een e-mail kost € 0,50.' -> ('Een', 'e-mail', 'kost', '0,50')."""
    return tuple(_WORD.findall(text))


def syllables(word: str) -> int:
    """At least one. A figure counts a syllable a digit, letters that are spelled one a letter."""
    if word.isupper() and not _VOWEL_SOUND.search(word.lower()):
        return len(word)
    digits = sum(letter.isdigit() for letter in word)
    spoken = word.lower().replace("qu", "kw").replace("ï", " ï").replace("ë", " ë")
    return max(1, digits + len(_VOWEL_SOUND.findall(spoken)))


def english_syllables(word: str) -> int:
    """At least one; a silent 'e' or 'ed' at the end makes none. A figure counts one a digit."""
    if word.isupper() and not re.search("[AEIOUY]", word):
        return len(word)
    digits = sum(letter.isdigit() for letter in word)
    spoken = _SILENT_WITHIN.sub(r"\1", _SILENT.sub(r"\1", word.lower()))
    return max(1, digits + len(_ENGLISH_VOWELS.findall(spoken)))


def flesch_douma(text: str) -> float:
    """Score a Dutch text: about 0 for an official sentence, about 100 for plain speech.

    Raises ValueError for a text without words.
    """
    a_word, a_sentence = _means(text, syllables)
    return 206.8 - 77 * a_word - 0.93 * a_sentence


def flesch(text: str) -> float:
    """Score an English text on the same scale. Raises ValueError for a text without words."""
    a_word, a_sentence = _means(text, english_syllables)
    return 206.835 - 84.6 * a_word - 1.015 * a_sentence


EASY: Mapping[str, int] = {"nl": 80, "en": 70}
"""By language, what is asked of a text; a language without a formula is not scored."""


def score(text: str, language: str) -> float:
    """By the formula of its language, which is one of EASY. Raises ValueError without words."""
    return {"nl": flesch_douma, "en": flesch}[language](text)


def _means(text: str, count: Callable[[str], int]) -> tuple[float, float]:
    """Syllables a word, and words a sentence."""
    found = words(text)
    if not found:
        raise ValueError(f"expected a text with words, got {text!r}")
    return sum(map(count, found)) / len(found), len(found) / max(1, len(sentences(text)))
