"""What a sentence claims beside its figures: denial, condition, duty, names, how sure it is.

A sentence falls into parts at its commas and conjunctions, so that 'niet' is counted with the
words it denies. Dutch only: that is the language that is rewritten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialog.documents.quantities import Quantity, counted_by, normal, quantities
from dialog.documents.stems import stems
from dialog.phrases import plain


@dataclass(frozen=True, slots=True)
class Part:
    """One clause."""

    text: str
    """As `quantities.normal` writes it."""
    stems: frozenset[str]
    quantities: tuple[Quantity, ...]
    denied: bool
    marks: frozenset[str]
    """Of `MARKS`."""
    counted_by: frozenset[str]
    """'hour' where something is told per hour."""

    @property
    def figures(self) -> frozenset[tuple[str, str]]:
        return frozenset(quantity.amount for quantity in self.quantities)


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one sentence claims."""

    parts: tuple[Part, ...]
    """Its clauses."""
    pieces: tuple[Part, ...]
    """Smaller ones, cut at every comma, 'en' and 'of': what belongs to one figure."""
    names: frozenset[str]
    """Words that begin with a capital inside the sentence, in `plain` letters."""
    opening: str
    """Its first word, in `plain` letters: a capital there tells nothing."""

    whole: frozenset[str]
    """Marks of the sentence as a whole."""

    @property
    def stems(self) -> frozenset[str]:
        return frozenset().union(*(part.stems for part in self.parts))

    @property
    def marks(self) -> frozenset[str]:
        return self.whole.union(*(part.marks for part in self.parts))

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(quantity for part in self.parts for quantity in part.quantities)

    @property
    def denials(self) -> int:
        return sum(part.denied for part in self.parts)


MUST, MAY, CAN, NEED = "must", "may", "can", "need"
IF, EXCEPT, ONLY, EVEN, HEDGE, ALL = "if", "except", "only", "even", "hedge", "all"

MARKS: tuple[tuple[str, str], ...] = (
    (MUST, r"moet|moeten|moest|verplicht|verplichting|dient|dienen|vereist|noodzakelijk"),
    (MAY, r"mag|mogen|toegestaan|verboden|verbod|recht op"),
    (CAN, r"kan|kunt|kun|kunnen|mogelijk|mogelijkheid|onmogelijk"),
    (NEED, r"hoeft|hoeven|hoef|nodig"),
    (IF, r"als|indien|wanneer (?:u|uw|de|het|een|er|wij|dit|dat|iemand)|mits|zodra|zolang"
         r"|in (?:het )?geval|voor zover|op voorwaarde"),
    (EXCEPT, r"behalve|tenzij|uitgezonderd|uitzondering|uitzonderingen|met uitsluiting"),
    (ONLY, r"alleen|uitsluitend|slechts|enkel|(?<!de )(?<!uw )(?<!een )pas|enige|op voorwaarde"),
    (EVEN, r"ook als|ook wanneer|zelfs|ongeacht|ook zonder|toch"),
    (HEDGE, r"meestal|vaak|soms|doorgaans|gewoonlijk|misschien|in principe|naar verwachting"
            r"|waarschijnlijk|over het algemeen|gemiddeld|ongeveer|circa"),
    (ALL, r"iedereen|altijd|alle|allemaal|elke|elk|ieder|iedere|nooit|niemand|overal"),
    ("free", r"gratis"),
    ("open", r"open|geopend"),
    ("shut", r"dicht|gesloten"),
    ("half", r"helft"),
    ("double", r"dubbel|dubbele|verdubbeld\w*"),
    *((f"rank {n}", rf"{words}|{n}e" + ("|het eerst" if n == 1 else "")) for n, words in enumerate(
        ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde"), 1)),
    ("workday", r"werkdag(?:en)?"),
    ("day", r"dag(?:en)?"),
    ("week", r"we(?:ek|ken)"),
    ("month", r"maand(?:en)?"),
    ("year", r"ja(?:ar|ren)"),
    *((part, rf"{part}s?|'s {part}s") for part in ("ochtend", "middag", "avond", "nacht")),
    ("weekend", r"weekend|weekeinde"),
    *((beside, beside) for beside in ("links", "rechts", "voorkant", "achterkant")),
)  # fmt: skip
"""Words of a kind that must not come, go or change by themselves."""

_MARKS = tuple((mark, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for mark, words in MARKS)
_FREE = re.compile(
    r"kosteloos|(?:zonder|geen) (?:extra )?kosten|kost(?:en)? (?:u |je )?niets"
    r"|(?:hoeft|hoeven) (?:u |je )?(?:hiervoor |daarvoor )?niet(?:s)? te betalen"
    r"|betaalt (?:u )?niets"
)
_DENIALS = re.compile(
    r"\b(?:niet|geen|nooit|niemand|niets|nergens|zonder|noch|evenmin|verboden|verbod|onmogelijk"
    r"|ongeldig|onvoldoende|geweigerd|weigeren|weigert|afgewezen|nee)\b"
)
_NO_DENIAL = re.compile(
    r"\bniet (?:alleen|slechts)\b(?=.*\bmaar ook\b)|\bof niet\b|\bal dan niet\b"
    r"|\b(?:niet|nooit) (?!niet)\w+(?: \w+)? dan\b(?= (?:(?:\w+ )?(?:€ ?)?\d|de helft))"
)
_SAME = {
    each: words[0]
    for words in (
        *(("betaal", "kost", "leg", "bedraag", "reken", "prijs", "tarief", "vergoed"),),
        *(("krijg", "ontvang", "toegeken", "hoor", "bericht"),),
        *(("identiteitsbewijs", "legitimatiebewijs"), ("geld", "geldig", "blijf")),
        *(("inschrijv", "ingeschrev", "inschrijf"), ("plek", "plaats"), ("woon", "woonacht")),
        *(("vraag", "aanvraag", "indien", "verzoek"), ("start", "begin", "aanvang")),
        *(("kijk", "bekijk", "inzag"), ("dik", "doorsne"), ("behandel", "behandeling")),
    )
    for each in words
}
"""Stems that say the same in an answer."""
_JOINING = (
    r"maar|terwijl|want|als|indien|wanneer|tenzij|behalve|mits|zodra|zolang|anders"
    r"|(?:en|of) (?:u|wij|de gemeente|dan)"
)
_CLAUSE = re.compile(
    rf"[;:]\s|[.!?]\s|,\s(?=(?:dan|ook|die|dat|wie|waar|waarbij|u|wij|uitgezonderd|gerekend)\b)"
    rf"|,?\s(?=(?:{_JOINING})\b)"
)
_PIECE = re.compile(rf"{_CLAUSE.pattern}|,\s(?=\D)|\s(?=(?:en|of)\b)|,\s(?=\d)")
_KEEP_WHOLE = re.compile(
    r"(?:is |bent )?(?:en|of) (?:ouder|jonger|meer|minder|langer|hoger|later|korter|groter)"
)
_IF_BY_ORDER = re.compile(
    r"^(?:en |maar |of )?"
    r"(?:(?:bent|is|zijn|kunt|moet|mag|lukt|worden)\b|\w+t (?:u|uw|het|de|er|je)\b)"
)
_WHO = re.compile(
    r"^(?:en |maar |of )?(?:voor |aan )?(?:wie|mensen die|inwoners die|degene)\b|\bbij\b"
)
_CAPITAL = re.compile(
    r"(?<![\w'’])[A-ZÀ-Þ][\w'’-]*|[\w.-]+@[\w.-]+|\b[a-z]+[A-Z]\w*|\b(?:www\.)?[\w-]+\.(?:nl|com|org|example)\b"
)
_NO_NAME = frozenset({"u", "uw", "s", "ik", "de", "het", "een"})


def claims(sentence: str) -> Claims:
    """Read one Dutch sentence."""
    words = re.findall(r"[^\W_]+(?:[-'’.@][^\W_]+)*", sentence)
    opening = plain(words[0]) if words else ""
    text = _FREE.sub("gratis", normal(sentence))
    figures = quantities(text)
    return Claims(
        parts=tuple(_cut(text, _CLAUSE, figures)),
        pieces=tuple(_cut(text, _PIECE, figures)),
        names=frozenset(_names(sentence)),
        opening=opening,
        whole=_marks(text),
    )


def _names(sentence: str) -> Iterator[str]:
    body = sentence.lstrip(" \"'“‘(")
    for found in _CAPITAL.finditer(body):
        name = plain(found[0])
        first = found.start() == 0 and not re.search(r"\w[A-Z]", found[0])
        after_stop = body[: found.start()].rstrip()[-1:] in (".", "!", "?", ":")
        if name not in _NO_NAME and not first and not after_stop:
            yield name


def _cut(text: str, at: re.Pattern[str], figures: tuple[Quantity, ...]) -> Iterator[Part]:
    cuts = [
        found.start()
        for found in at.finditer(text)
        if not _KEEP_WHOLE.match(text[found.start() :].lstrip(" ,;:"))
        and not any(one.start < found.start() < one.end for one in figures)
    ]
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        inside = tuple(one for one in figures if start <= one.start < end)
        yield _part(text[start:end].strip(" ,;:.!?"), inside)


def _part(text: str, inside: tuple[Quantity, ...]) -> Part:
    denials = len(_DENIALS.findall(_NO_DENIAL.sub("", text)))
    marks = set(_marks(text))
    if denials > 1:
        marks.add("denied twice")
    if _IF_BY_ORDER.match(text) or _WHO.search(text):
        marks.add("if by order")
    return Part(
        text=text,
        stems=frozenset(_SAME.get(each, each) for each in stems(text)),
        quantities=inside,
        denied=denials % 2 == 1,
        marks=frozenset(marks),
        counted_by=counted_by(text),
    )


def _marks(text: str) -> frozenset[str]:
    return frozenset(mark for mark, pattern in _MARKS if pattern.search(text))
