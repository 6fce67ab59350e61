"""An answer cut into the units in which it is spoken: its sentences."""

import re

from voice.reading.words import is_abbreviation, needs_a_number

_END = re.compile(r"[.!?]+[\"'”’)]*(?=\s)|\s*\n\s*")
_LIST_MARK = re.compile(r"[-*•–]+")


def sentences(text: str, language: str = "nl") -> list[str]:
    """Whole sentences in order, as written; a point in '14.30', 'a.u.b.' or 'nr. 5' ends none."""
    found, start = [], 0
    for end in _END.finditer(text):
        if _is_end(text[start : end.end()], text[end.end() :].lstrip(), language):
            found.append(text[start : end.end()].strip())
            start = end.end()
    found.append(text[start:].strip())
    return [each for each in found if each and not _LIST_MARK.fullmatch(each)]


def _is_end(sentence: str, rest: str, language: str) -> bool:
    if "\n" in sentence[-2:] or sentence[-1:] in "!?" or not sentence.rstrip().endswith("."):
        return True
    last = sentence.split()[-1].lstrip("(\"'“‘")
    if is_abbreviation(last, language) or re.fullmatch(r"[A-Za-z]\.", last):
        return False
    if needs_a_number(last):
        return not rest[:1].isdigit()
    # A small letter after a point goes on with the sentence: an abbreviation we do not know.
    return not rest[:1].islower()
