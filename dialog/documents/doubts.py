"""What the way of asking tells of whether a municipality's page can answer at all.

Whether something is free right now, who the chairman is, who of two neighbours is right: of a
subject that a page is about, and seldom on it. The weights are fitted with those of `choosing`.
"""

import re
from functools import lru_cache

from dialog.documents.wanted import Wanted, wanted
from dialog.phrases import plain

_STYLES: tuple[tuple[str, str], ...] = (
    ("who", r"\bwie\b|\bwho\b"),
    ("why", r"\bwaarom\b|\bwhy\b"),
    ("which", r"\bwelke?\b|\bwhich\b"),
    ("whether", r"^(?:is|zijn|zit|zitten|staat|hebben|heeft|komt|komen|rijdt|rijden|krijgt) "
                r"|^(?:is|are|does|do you) "),
    ("now", r"\b(?:nu|vandaag|vanavond|gisteren|morgen|al|dit jaar|volgend jaar|vorige?|momenteel"
            r"|op dit moment|now|today|tomorrow|this year|last year)\b"),
    ("can", r"\b(?:kan|kunnen|can)\b"),
    ("money", r"kost|betaal|duur|prijs|\bcosts?\b|how much"),
    ("judge", r"\b(?:vindt u|vind ik|ik vind|denkt u|volgens u|gelijk|terecht|onterecht|eerlijk"
              r"|zomaar|strafbaar|schuld|schuldig|aansprakelijk|uitzondering|coulance|schadevergoeding"
              r"|in mijn geval)\b"
              r"|\b(?:do you think|liable|fair|my fault)\b"),
    ("how", r"\bhoe (?!lang|laat|veel|duur|hoog|groot|vaak|oud|ver|snel|breed|diep|zwaar|kort)"
            r"|\bhow (?!long|late|much|many|high|big|often|old|far|soon)"),
)  # fmt: skip
_COMPILED = tuple(re.compile(pattern) for _, pattern in _STYLES)
NAMES = ("kinds", *(f"asks_{kind}" for kind in Wanted), *(name for name, _ in _STYLES))
"""`kinds` is how many kinds of answer are asked for, `asks_…` whether the likeliest is this one."""


@lru_cache(maxsize=64)
def doubts(question: str) -> tuple[float, ...]:
    """In the order of NAMES."""
    kinds, said = wanted(question), plain(question)
    return (
        float(len(kinds)),
        *(float(kinds[:1] == (kind,)) for kind in Wanted),
        *(float(bool(pattern.search(said))) for pattern in _COMPILED),
    )
