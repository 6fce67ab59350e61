"""Whether a passage holds the kind of thing that a question asks for: an amount, a term, a place.

Coarse and quick, for some sixty passages a question; `choosing.py` reads the sentences closely.
"""

import re
from collections.abc import Mapping

from dialog.documents.wanted import Wanted

_NUMBER = (
    r"(?:\d+|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|half|halve|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|twelve)"
)
_SPAN = (
    r"(?:school|werk)?(?:dag|week|weken|maand|jaar|jaren|uur|uren|kwartaal|kwartier|minu\w+|day"
    r"|month|year|hour)"
)
_NAMED_DAY = (
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|werkdag|januari|februari|maart"
    r"|april|mei|juni|juli|augustus|september|oktober|november|december|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|january|february|march|may|june|july|august|october"
)
_TIME = r"\d{1,2}[:.]\d\d|\d uur|zonsopgang|zonsondergang|dag en nacht"
_EXPRESSIONS: Mapping[Wanted, str] = {
    Wanted.AMOUNT: r"€|\beuros?\b|procent|%|gratis|kosteloos|\bniets\b|\bfree\b",
    Wanted.DURATION: rf"\b{_NUMBER} (?:\w+ )?{_SPAN}|direct|meteen|dezelfde dag|at once",
    Wanted.MOMENT: rf"\b(?:{_NAMED_DAY})\b|{_TIME}|\b(?:elke|iedere) |\b{_NUMBER} {_SPAN}",
    Wanted.CLOCK: rf"{_TIME}|\baltijd\b|\balways\b",
    Wanted.PLACE: r"(?:straat|laan|weg|plein|kade|dijk|park|hof) \d|\b\d{4} ?[A-Z]{2}\b"
    r"|\b(?:balie|gemeentehuis|loket|desk|hall)\b|\b(?:in|op|aan|bij|naast) (?:de |het )?[A-Z]\w+",
    Wanted.TELEPHONE: r"\b0\d[\d -]{7,}\d|\b14 ?0?\d{2,4}\b",
    Wanted.AGE: r"\b\d+ (?:jaar|years?)",
    Wanted.COUNT: r"\d",
}
_COMPILED = {kind: re.compile(each) for kind, each in _EXPRESSIONS.items()}


def held(kind: Wanted | None, text: str) -> float:
    """1 where the text holds this kind, -1 where not, 0 for a kind that any text may hold."""
    expression = _COMPILED.get(kind) if kind is not None else None
    if expression is None:
        return 0.0
    return 1.0 if expression.search(text) else -1.0
