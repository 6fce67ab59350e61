"""Who does it? 'Uw afval wordt opgehaald' hides that; 'wij halen uw afval op' tells it.

A careful rule, for a warning: a form of 'worden' and a past participle in one clause, or in
English a form of 'to be', a participle and 'by'. Participles are known by their build ('ge…d',
'opge…t', 'ver…d'), those on '-en' by a list, because plurals and infinitives look like them.
"""

import re

_BECOMES = re.compile(r"\b(?:wordt|worden|werd|werden)\b", re.I)
_CLAUSES = re.compile(r"[.?!,:;…]| (?:en|maar|of|als|dat|die|wat|omdat|zodat) ")
_REGULAR = re.compile(
    r"\b(?:(?:aan|af|bij|door|in|mee|na|om|op|over|terug|toe|uit|vast|voor|weg|dicht|schoon)?ge"
    r"[a-z]{2,}|(?:be|ver|ont|her)[a-z]{2,})[dt]\b",
    re.I,
)
_STRONG = re.compile(
    r"\b\w*(?:ge(?:geven|nomen|kozen|schreven|sloten|vonden|holpen|keken|houden|sproken|roepen"
    r"|lezen|komen|worpen|reden|laten|trokken|dragen|boden|hangen|sneden|stolen|wezen|bleken)"
    r"|besproken|verboden|ontvangen|vergeten|verloren|begonnen|bewezen|besloten|onderzocht"
    r"|verkregen|overlegd|erkend|gedaan|aangedaan|gezien|ondergaan)\b",
    re.I,
)
_NO_PARTICIPLES = frozenset({
    *("geld", "gebied", "gezond", "gezicht", "gewicht", "gedicht", "gevecht", "geduld", "gerecht"),
    *("gebit", "bericht", "bed", "bezit", "beleid", "bewind", "bestand", "besluit", "bekend"),
    *("verdriet", "verstand", "verband", "verkeerd", "verschilt", "verbond", "ontbijt", "herfst"),
    *("bereid", "geweld", "gewend", "begint", "bestaat", "vertrekt", "verliest", "herkent"),
})  # fmt: skip
"""Words of that build that are something else."""
_BY = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?"
    r"(?:\w{2,}ed|given|taken|made|sent|paid|done|held|kept|told|chosen|written|found)\s+by\b",
    re.I,
)


def passive(sentence: str, language: str) -> str | None:
    """The words that make it passive: 'wordt opgehaald'; None when it is not, or not surely."""
    if language == "en":
        found = _BY.search(sentence)
        return found[0].lower() if found else None
    if language != "nl":
        return None
    return next(filter(None, map(_passive_clause, _CLAUSES.split(sentence))), None)


def _passive_clause(clause: str) -> str | None:
    becomes = _BECOMES.search(clause)
    if becomes is None:
        return None
    done = [*_REGULAR.findall(clause), *_STRONG.findall(clause)]
    known = [word.lower() for word in done if word.lower() not in _NO_PARTICIPLES]
    return f"{becomes[0].lower()} {known[0]}" if known else None
