"""A written sentence made fit for the ear, by rules that change no fact.

What a rule would change of figures, denials or conditions is seen by the same reading that checks
a language model (`claims`), and then the sentence stays as it was written.
"""

import re
from collections.abc import Collection

from dialog.documents.claims import claims
from dialog.documents.quantities import normal, quantities
from dialog.documents.stems import overlap, stems
from dialog.readability import words

MOST_WORDS = 45
"""About 20 seconds of speech; then the caller should be able to react."""
MOST_IN_SENTENCE = 12

_MARKS = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+|\*\*|__")
_ASIDE = re.compile(r"\s*\((?![^)]*(?:\d|niet|geen|alleen|behalve|tenzij|not|only))[^)]*\)")
_UNSPEAKABLE = re.compile(
    r"^(?:zie|bekijk|klik|download|lees|ga naar|open) |\b(?:klik|hieronder|hiernaast|deze pagina)\b"
    r"|^(?:see|click|read|view) |\b(?:below|this page)\b|^$",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?://\S+|\bwww\.\S+|[\w.-]+@[\w.-]+\w)")
_PLAIN: tuple[tuple[str, str], ...] = (
    (r"\bindien\b", "als"),
    (r"\bteneinde\b", "om"),
    (r"\btevens\b", "ook"),
    (r"\breeds\b", "al"),
    (r"\bmiddels\b", "met"),
    (r"\bomtrent\b|\binzake\b|\bbetreffende\b", "over"),
    (r"\bconform\b", "volgens"),
    (r"\balsmede\b", "en"),
    (r"\bderhalve\b", "dus"),
    (r"\bthans\b", "nu"),
    (r"\bten ?minste\b", "minstens"),
    (r"\bten hoogste\b", "hooguit"),
    (r"\bcirca\b|\bca\.", "ongeveer"),
    (r"\blegitimatiebewijs\b", "identiteitsbewijs"),
    (r"\bt/m\b", "tot en met"),
    (r"\bbijv\.", "bijvoorbeeld"),
    (r"\bmax\.", "maximaal"),
    (r"\bmin\.(?= \d)", "minimaal"),
    (r"\bincl\.", "inclusief"),
    (r"\bexcl\.", "exclusief"),
    (r"\bm\.u\.v\.", "behalve"),
    (r"\bi\.v\.m\.", "vanwege"),
    (r"\bo\.a\.", "onder andere"),
    (r"\bevt\.", "misschien"),
)
"""Words of the office that can be exchanged without another word changing its place."""
_BREAKS = re.compile(r";\s+|,\s+(?=maar\b|want\b|en (?:u|wij|de gemeente)\b)|\s+(?=en (?:u|wij)\b)")
_ROW = re.compile(r"^(?P<label>[^:;]+): (?P<cells>[^;]+(?:; [^;]+)+)\.$")


def speakable(sentence: str) -> bool:
    """Whether it makes sense without eyes: no 'klik hier', no address on the internet."""
    return not _UNSPEAKABLE.search(sentence) and not _ADDRESS.search(sentence)


def spoken(sentence: str, language: str = "nl") -> str:
    """The sentence for the ear: office words plain, asides left out, long ones cut in two."""
    bare = _MARKS.sub("", sentence).strip()
    if language != "nl":
        return bare
    plain = bare
    for old, new in _PLAIN:
        plain = re.sub(old, new, plain)
        plain = re.sub(old, new.capitalize(), plain, flags=re.IGNORECASE)
    shorter = _cut(_ASIDE.sub("", plain))
    return shorter if _says_the_same(shorter, bare) else bare


def _cut(text: str) -> str:
    """Two sentences for one that is too long, at a place where both can stand."""
    if len(words(text)) <= MOST_IN_SENTENCE or _ROW.match(text):
        return text
    at = [found for found in _BREAKS.finditer(text) if len(words(text[: found.start()])) > 2]
    if not at:
        return text
    middle = min(at, key=lambda found: abs(found.start() - len(text) / 2))
    second = text[middle.end() :]
    if len(words(second)) < 3:
        return text
    return f"{text[: middle.start()].rstrip()}. {second[0].upper()}{second[1:]}"


def _says_the_same(one: str, other: str) -> bool:
    first, second = claims(one), claims(other)
    figures = [[(*each.amount, each.bound) for each in quantities(normal(t))] for t in (one, other)]
    return (
        figures[0] == figures[1]
        and first.marks == second.marks
        and sum(part.denied for part in first.pieces) == sum(part.denied for part in second.pieces)
    )


def fitting_cells(row: str, asked: Collection[str]) -> str:
    """Of a row with several cells those that the question is about; all where none is nearest.

    'Eigen graf: 20 jaar € 2.140,00; 30 jaar € 3.090,00.' asked for 30 jaar ->
    'Eigen graf: 30 jaar € 3.090,00.'

    Only cells that give the same kind of figure are a choice: of 'Gebied Strand aan de Zeedijk;
    Wanneer van 1 oktober tot 1 mei' one names what is asked for and the other is the answer.
    """
    found = _ROW.match(row)
    if found is None:
        return row
    cells = found["cells"].split("; ")
    if not frozenset.intersection(*map(_units, cells)):
        return row
    scores = [overlap(asked, (*stems(cell), *figures(cell))) for cell in cells]
    best = max(scores)
    kept = [cell for cell, score in zip(cells, scores, strict=True) if score == best]
    return f"{found['label']}: {'; '.join(kept)}." if len(kept) < len(cells) else row


def _units(cell: str) -> frozenset[str]:
    return frozenset(each.unit for each in quantities(normal(cell)))


def figures(text: str) -> tuple[str, ...]:
    """Figures with their units, to be compared as words are: ('30 year',)."""
    return tuple(f"{each.value} {each.unit}" for each in quantities(normal(text)))


def count(sentences: Collection[str]) -> int:
    """How many words these are to hear."""
    return sum(len(words(sentence)) for sentence in sentences)
