"""How hard a Dutch text is, by the Flesch formula as Douma fitted it to Dutch (1960).

206.8 - 0.77 x syllables per hundred words - 0.93 x words per sentence; 80 and above is easy.
The formula was fitted on texts: score a whole answer, not a line. Syllables are counted by
sounds of vowels, which is right for nearly all Dutch words and roughly right for loan words.
"""

import re

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")
_WORD = re.compile(r"\w+(?:[-'’.,:/]\w+)*")
# Longest first, so that 'nieuw' is one sound and 'koeien' two. A letter with a diaeresis begins
# a syllable of its own and therefore stands in no group.
_VOWEL_SOUND = re.compile(
    r"eeuw?|ieuw?|eau|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)


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


def flesch_douma(text: str) -> float:
    """Score a text: about 0 for an official sentence, about 100 for plain speech.

    Raises ValueError for a text without words.
    """
    found = words(text)
    if not found:
        raise ValueError(f"expected a text with words, got {text!r}")
    per_hundred = 100 * sum(map(syllables, found)) / len(found)
    return 206.8 - 0.77 * per_hundred - 0.93 * len(found) / max(1, len(sentences(text)))
