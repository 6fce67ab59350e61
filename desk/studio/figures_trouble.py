"""Figures of where calls go wrong: callers repeat, get stuck, ask for a person, hang up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from desk.studio.counted import FEWEST, Calls, share, told
from desk.studio.figure import NOTHING, Figure, Makes, calls_words, stacked, stacks
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
NO_TOPIC = "voordat er een onderwerp was"
_UNHELPED = frozenset({Ending.WAITING, Ending.WITHOUT})


def by_topic(calls: Calls, titles: Titles) -> Figure:
    def where(place: Place) -> str:
        return titles.topic(place.topic) if place.topic else NO_TOPIC

    return _stuck(
        calls,
        where,
        name="vastgelopen",
        title="Waar bellers vastlopen, per onderwerp",
        says="Elke keer telt. Het onderwerp is dat waarover het op dat moment ging.",
        what="Onderwerp",
        most=MOST_TOPICS,
    )


def by_turn(calls: Calls, _: Titles) -> Figure:
    return _stuck(
        calls,
        lambda place: _turn(place.turn),
        name="beurten",
        title="Waar bellers vastlopen, per beurt",
        says="Elke keer telt. De eerste beurt is het eerste wat de beller zegt.",
        what="Beurt",
        most=MOST_TURNS + 1,
        by_number=True,
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
    by_number: bool = False,
) -> Figure:
    found = [(where(place), sign, call.call) for call in calls for place, sign in _signs(call)]
    groups: dict[str, list[str]] = {}
    for key, sign, _ in found:
        groups.setdefault(key, []).append(sign)
    of_calls = Counter(key for key, _ in {(key, call) for key, _, call in found})
    kept = [key for key in groups if of_calls[key] >= FEWEST]
    kept.sort(key=_order if by_number else lambda key: (-len(groups[key]), key))
    shown = {key: told([groups[key].count(each) for each in SERIES]) for key in kept[:most]}
    return Figure(
        name=name,
        title=title,
        says=says,
        of=len(calls),
        point=_point(len({call for _, _, call in found}), len(calls), of_calls),
        columns=(what, "Keer", *(each.capitalize() for each in SERIES)),
        rows=[(key, len(groups[key]), *parts) for key, parts in shown.items()],
        left_out=len(groups) - len(kept),
        picture=stacks([stacked(key, shown[key], len(groups[key])) for key in shown], SERIES),
    )


def _signs(call: CallFigures) -> Iterable[tuple[Place, str]]:
    for entry, trouble in call.troubles.items():
        if trouble in STUCK and entry in call.places:
            yield call.places[entry], STUCK[trouble]
    if call.ending in _UNHELPED:
        yield Place(max(1, call.turns), call.topics[-1] if call.topics else None), LEFT


def _turn(turn: int) -> str:
    return f"beurt {turn}" if turn <= MOST_TURNS else f"beurt {MOST_TURNS + 1} en later"


def _order(turn: str) -> int:
    return int(turn.split()[1])


def _point(some: int, whole: int, of_calls: Counter[str]) -> str:
    worst = max(
        (key for key in of_calls if key != NO_TOPIC), key=of_calls.__getitem__, default=None
    )
    if some < FEWEST or worst is None:
        return NOTHING
    where = f" Het vaakst bij: {worst}." if of_calls[worst] >= FEWEST else ""
    return f"In {calls_words(some)} ({share(some, whole)}) ging er iets stroef.{where}"


TROUBLES: tuple[Makes, ...] = (by_topic, by_turn)
