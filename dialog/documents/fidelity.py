"""The checker: may this be said on the ground of those sentences?

Every figure with its unit and bound, every date, name, denial, condition, duty and hedge of what
is said must stand in the sentences that it names as its ground, and a denial or condition that
stands there must not be left out. It judges forms and not meaning: what it cannot trace back is
refused, and then the municipality's own sentences are spoken. Dutch only.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dialog.documents.claims import (
    CAN,
    EVEN,
    EXCEPT,
    HEDGE,
    IF,
    MAY,
    MUST,
    NEED,
    ONLY,
    Claims,
    Part,
    claims,
)
from dialog.documents.quantities import Bound, Quantity
from dialog.documents.stems import among, overlap, stems
from dialog.phrases import plain

_BY_ORDER = "if by order"
_KEPT = (IF, EXCEPT, ONLY, EVEN, HEDGE)
"""What may not be left out of a sentence that is used."""
_OF_ITSELF = frozenset({MUST, MAY, CAN, NEED, IF, _BY_ORDER})
"""Marks with rules of their own; all others have to stand in the ground."""
_DUTIES = frozenset({MUST, MAY, CAN, NEED})
_PAYING = frozenset({"betaal"})
_STRANGE = 0.5
"""So large a share of words that are not in the ground is another story."""
_UNIT_UNSAID = frozenset({"year", "hour", "person"})
"""'Vanaf 18' and 'om 9' are said without their unit."""
_USED = 0.4
"""A clause of the ground is used when so much of it comes back."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence that is to be said, and the ids of the sentences it was made from."""

    text: str
    ground: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a sentence may not be said."""

    kind: str
    """'ground', 'figure', 'name', 'denial', 'condition', 'duty', 'mark' or 'strange'."""
    sentence: str


def objections(
    said: Sequence[Said], sources: Mapping[str, str], context: str = ""
) -> tuple[Objection, ...]:
    """Tell what is not supported; nothing means that it may be said.

    `sources` are sentences by id. `context` (title, headings) supports names and nothing else.
    """
    found = [Objection(kind, one.text) for one in said for kind in _kinds(one, sources, context)]
    for key in dict.fromkeys(key for one in said for key in one.ground if key in sources):
        users = " ".join(one.text for one in said if key in one.ground)
        found += [Objection(kind, sources[key]) for kind in _left_out(claims(sources[key]), users)]
    return tuple(found)


def _kinds(one: Said, sources: Mapping[str, str], context: str) -> list[str]:
    if not one.ground or not all(key in sources for key in one.ground):
        return ["ground"]
    ground = [claims(sources[key]) for key in one.ground]
    told = claims(one.text)
    judged = {
        "figure": _figures(told, ground),
        "name": _names(told, ground, context),
        "denial": _denials(told, ground),
        "condition": _conditions(told, ground),
        "duty": _duties(told, ground),
        "mark": _marks(told, ground),
        "strange": _strange(told, ground),
    }
    return [kind for kind, supported in judged.items() if not supported]


def _figures(told: Claims, ground: Sequence[Claims]) -> bool:
    return not _repeats(told, ground) and all(
        _stands(one, part, ground) for part in told.pieces for one in part.quantities
    )


def _repeats(told: Claims, ground: Sequence[Claims]) -> bool:
    """Whether a day is named twice that stands there once: 'van maandag tot maandag'."""
    given = Counter(one.amount for whole in ground for one in whole.quantities)
    said = Counter(one.amount for one in told.quantities)
    return any(
        count > max(1, given[amount])
        for amount, count in said.items()
        if amount[1] in ("date", "weekday")
    )


def _stands(quantity: Quantity, part: Part, ground: Sequence[Claims]) -> bool:
    """Whether the figure stands there, and beside the words that it is said with here."""
    places = [(each, whole) for whole in ground for each in whole.pieces if each.quantities]
    same = [place for place in places if _same(quantity, part, *place)]
    rivals = [
        place for place in places if any(_rival(quantity, one) for one in place[0].quantities)
    ]
    if not same:
        return False
    best = max(_nearness(part, quantity, *place) for place in same)
    return all(_nearness(part, quantity, *place) <= best for place in rivals)


def _same(said: Quantity, part: Part, place: Part, whole: Claims) -> bool:
    return any(
        _same_value(said, given) and _same_unit(said, given) and said.bound == given.bound
        for given in place.quantities
    ) and _counted_alike(part, place, whole)


def _same_value(said: Quantity, given: Quantity) -> bool:
    without_year = said.unit == "date" and said.value.startswith("-")
    return said.value == given.value or (without_year and given.value.endswith(said.value[1:]))


def _same_unit(said: Quantity, given: Quantity) -> bool:
    return said.unit == given.unit or (not said.unit and given.unit in _UNIT_UNSAID)


def _counted_alike(part: Part, place: Part, whole: Claims) -> bool:
    """'Per uur' stays; 'per aanvraag' may be said as 'een aanvraag'."""
    anywhere = frozenset().union(*(each.counted_by for each in whole.pieces))
    dropped = place.counted_by - part.counted_by
    return part.counted_by <= anywhere and all(among(each, stems(part.text)) for each in dropped)


def _rival(said: Quantity, given: Quantity) -> bool:
    return said.unit == given.unit and said.value != given.value


def _nearness(part: Part, quantity: Quantity, place: Part, whole: Claims) -> int:
    """How much of what stands beside a figure here stands beside that one there."""
    beside = {(*one.amount, one.bound) for one in part.quantities if one != quantity}
    near = {(*one.amount, one.bound) for one in place.quantities}
    around = {(*one.amount, one.bound) for one in whole.quantities}
    return (
        2 * (overlap(part.stems, place.stems) + len(beside & near))
        + overlap(part.stems, whole.stems)
        + 2 * len(beside & around)
    )


def _names(told: Claims, ground: Sequence[Claims], context: str) -> bool:
    given = set().union(*(whole.names | {whole.opening} for whole in ground))
    words = _all_words(ground) | set(plain(context).split())
    known = given | words
    strangers = {name for name in told.names if not _known(name, known)}
    opens_strange = bool(stems(told.opening)) and not (
        _known(told.opening, known) or overlap(stems(told.opening), _stems(ground))
    )
    missing = set().union(*(whole.names for whole in ground)) - set(plain(_text(told)).split())
    return not strangers and not (opens_strange and missing)


def _known(name: str, known: set[str]) -> bool:
    return all(word in known or word.removesuffix("s") in known for word in name.split())


def _all_words(ground: Sequence[Claims]) -> set[str]:
    return {word for whole in ground for word in plain(_text(whole)).split()}


def _text(whole: Claims) -> str:
    return " ".join(part.text for part in whole.parts)


def _stems(ground: Sequence[Claims]) -> frozenset[str]:
    return frozenset().union(*(whole.stems for whole in ground))


def _denials(told: Claims, ground: Sequence[Claims]) -> bool:
    """Each clause is denied as the clause is that it is most like."""
    parts = [part for whole in ground for part in whole.parts]
    judged = (part for part in told.parts if part.denied or (part.stems and not _asks(part)))
    return all(_denied_alike(part, parts) for part in judged)


def _asks(part: Part) -> bool:
    """'Gebruikt u stroom?' states nothing; that a denial is missing in it is seen elsewhere."""
    return _BY_ORDER in part.marks


def _denied_alike(part: Part, parts: Sequence[Part]) -> bool:
    alike = [
        (overlap(part.stems, each.stems) + len(part.figures & each.figures), each) for each in parts
    ]
    best = max((count for count, _ in alike), default=0)
    if best == 0:
        return not part.denied or any(each.denied for each in parts)
    return any(each.denied == part.denied for count, each in alike if count == best)


def _conditions(told: Claims, ground: Sequence[Claims]) -> bool:
    """No condition comes from nowhere."""
    given = frozenset().union(*(whole.marks for whole in ground))
    if told.marks & {IF, _BY_ORDER} and not given & {IF, _BY_ORDER, EXCEPT, ONLY}:
        ordered = [part for part in told.parts if _BY_ORDER in part.marks]
        return IF not in told.marks and all(_familiar(part.stems, ground) for part in ordered)
    return True


def _duties(told: Claims, ground: Sequence[Claims]) -> bool:
    """'Mag' stays 'mag': a duty, a permission and a possibility are not exchanged."""
    parts = [part for whole in ground for part in whole.parts]
    return all(_same_duty(part, parts) for part in told.parts)


def _same_duty(part: Part, parts: Sequence[Part]) -> bool:
    best = max((overlap(part.stems, each.stems) for each in parts), default=0)
    near = [each for each in parts if overlap(part.stems, each.stems) == best]
    return all(_duty_stands(duty, part, near) for duty in part.marks & _DUTIES)


def _duty_stands(duty: str, part: Part, near: Sequence[Part]) -> bool:
    given = frozenset().union(*(each.marks for each in near)) & _DUTIES
    bounds = {one.bound for one in part.quantities}
    limits = {MUST: bounds, MAY: bounds & {Bound.AT_MOST, Bound.LESS}}
    if duty in given or (not given and (limits.get(duty, set()) - {Bound.EXACT})):
        return True
    if duty in (NEED, MUST) and part.denied:
        # Not to have to is a right: it needs a denial of just that.
        return any(
            each.denied and (each.marks & {NEED, MUST} or _PAYING & each.stems) for each in near
        )
    if duty in (NEED, MUST):
        # 'Neem uw paspoort mee' and 'uw paspoort is nodig' say that one must.
        return given <= {MUST, NEED}
    return duty == CAN and not given


def _marks(told: Claims, ground: Sequence[Claims]) -> bool:
    given = frozenset().union(*(whole.marks for whole in ground))
    wanted = told.marks - _OF_ITSELF - {EXCEPT}
    if not wanted <= given:
        return False
    if EXCEPT in told.marks and EXCEPT not in given:
        return bool(given & {IF, _BY_ORDER}) and any(whole.denials for whole in ground)
    return True


def _strange(told: Claims, ground: Sequence[Claims]) -> bool:
    return _familiar(told.stems, ground)


def _familiar(words: frozenset[str], ground: Sequence[Claims]) -> bool:
    given = _stems(ground)
    strangers = sum(not among(each, given) for each in words)
    return strangers <= _STRANGE * len(words)


def _left_out(given: Claims, users: str) -> list[str]:
    """What stands in a sentence of the ground and is missing from all that is made of it."""
    told = claims(users)
    found = []
    for mark in _KEPT:
        if mark in given.marks and not _kept(mark, given, told):
            found.append("condition")
    denied = sum(part.denied and _used(part, told) for part in given.parts)
    if denied > told.denials:
        found.append("denial")
    return list(dict.fromkeys(found))


def _kept(mark: str, given: Claims, told: Claims) -> bool:
    bearers = [part for part in given.parts if mark in part.marks]
    if mark == HEDGE:
        return mark in told.marks or not any(_used(part, told) for part in bearers)
    if mark == IF:
        shown = told.marks & {IF, _BY_ORDER}
        return bool(shown) and all(_content_kept(part, told) for part in bearers)
    if mark == EXCEPT and told.marks & {IF, _BY_ORDER} and told.denials:
        return True
    return mark in told.marks


def _content_kept(part: Part, told: Claims) -> bool:
    """A condition comes back with its figures and with some of its words."""
    figures = {quantity.amount for quantity in told.quantities}
    kept = {value for value, _ in figures}
    if any(value not in kept for value, _ in part.figures):
        return False
    return not part.stems or overlap(part.stems, told.stems) > 0


def _used(part: Part, told: Claims) -> bool:
    return not part.stems or overlap(part.stems, told.stems) / len(part.stems) >= _USED
