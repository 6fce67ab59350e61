"""A name as it was said, in the parts in which registers write it."""

from dataclasses import dataclass

_ADDRESSED = frozenset(["mevrouw", "meneer", "mijnheer", "de heer", "mw", "dhr", "mrs", "mr", "ms"])
_BETWEEN = frozenset([
    *("van", "de", "der", "den", "het", "'t", "’t", "t", "ten", "ter", "te", "in", "op", "aan"),
    *("bij", "el", "al", "la", "le", "du", "da", "von", "zu", "'s", "uit", "over", "onder", "voor"),
])  # fmt: skip
BETWEEN_LENGTH = 10
"""A register has no more room for what stands between; the rest goes to the surname."""


@dataclass(frozen=True, slots=True)
class PersonName:
    first: str
    between: str
    """'van der'."""
    last: str


def name_parts(said: str) -> PersonName:
    """Everything before 'van der' is a first name; without it the first of several words is."""
    words = said.split()
    while len(words) > 1 and words[0].strip(".").lower() in _ADDRESSED:
        words = words[1:]
    at = next((n for n, word in enumerate(words[:-1]) if word.lower() in _BETWEEN), None)
    if at is None:
        return PersonName(" ".join(words[:1]) if len(words) > 1 else "", "", _last(words))
    end = at
    while end < len(words) - 1 and words[end].lower() in _BETWEEN:
        if len(" ".join(words[at : end + 1])) > BETWEEN_LENGTH:
            break
        end += 1
    between = " ".join(words[at:end]).lower()
    return PersonName(" ".join(words[:at]), between, " ".join(words[end:]))


def _last(words: list[str]) -> str:
    return " ".join(words[1:]) if len(words) > 1 else " ".join(words)
