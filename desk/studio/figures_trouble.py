"""Figures of where calls go wrong: callers repeat, get stuck, ask for a person, hang up."""

from collections.abc import Callable, Iterable, Mapping

from desk.studio.counted import FEWEST, Calls, Count, share
from desk.studio.figure import NOTHING, Cell, Figure, Makes, calls_words, lying
from desk.studio.pictures import Bar
from dialog.endings import Ending
from dialog.titles import Titles
from records.call_figures import CallFigures, Place, Trouble

STUCK: Mapping[Trouble, str] = {
    Trouble.NOT_UNDERSTOOD: "niet begrepen of geen antwoord",
    Trouble.REPEATED: "iets herhaald",
    Trouble.ASKED_PERSON: "om een medewerker gevraagd",
    Trouble.LED_TO_PERSON: "alleen een medewerker kon antwoorden",
}
LEFT = "opgehangen zonder hulp"
SERIES = (*STUCK.values(), LEFT)
MOST_TOPICS, MOST_TURNS = 15, 8
NO_TOPIC = "nog geen onderwerp"
_UNHELPED = frozenset({Ending.WAITING, Ending.WITHOUT})
_Counted = dict[str, set[str]]
"""By one of `SERIES`, the calls in which that happened."""


def by_topic(calls: Calls, titles: Titles) -> Figure:
    def where(place: Place) -> str:
        return titles.topic(place.topic) if place.topic else NO_TOPIC

    return _stuck(
        calls,
        where,
        name="vastgelopen",
        title="Waar bellers vastlopen, per onderwerp",
        says="Een gesprek telt één keer voor alles wat erin gebeurde. Het onderwerp is dat "
        "waarover het op dat moment ging.",
        what="Onderwerp",
        most=MOST_TOPICS,
    )


def by_turn(calls: Calls, _: Titles) -> Figure:
    return _stuck(
        calls,
        lambda place: _turn(place.turn),
        name="beurten",
        title="Waar bellers vastlopen, per beurt",
        says="De eerste beurt is het eerste wat de beller zegt.",
        what="Beurt",
        most=MOST_TURNS + 1,
        largest_first=False,
    )


def _stuck(
    calls: Calls,
    where: Callable[[Place], str],
    *,
    name: str,
    title: str,
    says: str,
    what: str,
    most: int,
    largest_first: bool = True,
) -> Figure:
    groups: dict[str, _Counted] = {}
    for call in calls:
        for place, sign in _signs(call):
            counted = groups.setdefault(where(place), {each: set() for each in SERIES})
            counted[sign].add(call.call)
    sizes = {key: len(set().union(*counted.values())) for key, counted in groups.items()}
    kept = [key for key in groups if sizes[key] >= FEWEST]
    kept.sort(key=(lambda key: (-sizes[key], key)) if largest_first else _order)
    shown = {key: _counts(groups[key]) for key in kept[:most]}
    whole = len({call.call for call in calls if any(True for _ in _signs(call))})
    rows: list[tuple[Cell, ...]] = [(key, sizes[key], *counts) for key, counts in shown.items()]
    return Figure(
        name=name,
        title=title,
        says=says,
        of=len(calls),
        point=_point(whole, len(calls), max(kept, key=lambda key: sizes[key], default=None)),
        columns=(what, "Gesprekken", *(each.capitalize() for each in SERIES)),
        rows=rows,
        left_out=len(groups) - len(kept),
        picture=lying([Bar(key, (sizes[key],), str(sizes[key])) for key in shown], ("gesprekken",)),
    )


def _signs(call: CallFigures) -> Iterable[tuple[Place, str]]:
    for entry, trouble in call.troubles.items():
        if trouble in STUCK and entry in call.places:
            yield call.places[entry], STUCK[trouble]
    if call.ending in _UNHELPED:
        yield Place(max(1, call.turns), call.topics[-1] if call.topics else None), LEFT


def _counts(counted: _Counted) -> list[Count]:
    """They do not add up to a whole: one that is hidden cannot be worked out from the others."""
    sizes = [len(counted[each]) for each in SERIES]
    return [None if 0 < size < FEWEST else size for size in sizes]


def _turn(turn: int) -> str:
    return f"beurt {turn}" if turn <= MOST_TURNS else f"beurt {MOST_TURNS + 1} en later"


def _order(turn: str) -> int:
    return int(turn.split()[1])


def _point(some: int, whole: int, worst: str | None) -> str:
    if worst is None:
        return NOTHING
    return (
        f"In {calls_words(some)} ({share(some, whole)}) ging er iets stroef. "
        f"Het vaakst bij: {worst}."
    )


TROUBLES: tuple[Makes, ...] = (by_topic, by_turn)
