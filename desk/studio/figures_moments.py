"""Figures of time: when callers ring, how long they wait for a person, how quick we are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean

from desk.studio.counted import FEWEST, Calls, Count, Key, grouped, large, percentile, told
from desk.studio.figure import NOTHING, Cell, Figure, Makes, bar, calls_words, lying, standing
from desk.studio.figure_choice import local
from desk.studio.pictures import Bar
from dialog.slots.calendar_words import WEEKDAYS
from dialog.titles import Titles
from records.call_figures import CallFigures

_BOUNDS = (15, 30, 60, 120, 300)
"""Seconds; whoever waits longer than the last stands alone."""
_WAITS = ("tot 15 s", "15 tot 30 s", "30 s tot 1 min", "1 tot 2 min", "2 tot 5 min", "langer")
_WITHIN = ("helft binnen", "95 van de 100 binnen")
_HOPS: Sequence[tuple[str, Callable[[CallFigures], int | None]]] = (
    ("van het laatste woord tot ons eerste", lambda call: call.first_audio_ms),
    ("merken dat de beller klaar is", lambda call: call.endpoint_ms),
    ("herkennen wat er is gezegd", lambda call: call.recognise_ms),
    ("bedenken wat wij zeggen", lambda call: call.think_ms),
    ("beginnen te spreken", lambda call: call.speak_ms),
)


def days(calls: Calls, _: Titles) -> Figure:
    groups = grouped(calls, lambda call: (local(call.began).date(),))
    every = _all_days(groups) if groups else []
    counts = {day: len(groups.get(day, ())) for day in every}
    named = [(f"{WEEKDAYS[day.weekday()][:2]} {day:%d-%m}", n) for day, n in _few_hidden(counts)]
    busiest = max(counts, key=lambda day: counts[day], default=None)
    return Figure(
        name="dagen",
        title="Gesprekken per dag",
        says="Het begin van het gesprek telt.",
        of=len(calls),
        point=_busiest(counts[busiest], f"op {WEEKDAYS[busiest.weekday()]} {busiest:%d-%m-%Y}")
        if busiest
        else NOTHING,
        columns=("Dag", "Gesprekken"),
        rows=named,
        picture=standing([bar(name, count) for name, count in named]),
    )


def hours(calls: Calls, _: Titles) -> Figure:
    groups = grouped(calls, lambda call: (local(call.began).hour,))
    between = range(min(groups), max(groups) + 1) if groups else range(0)
    counts = {hour: len(groups.get(hour, ())) for hour in between}
    rows = [(f"{hour}–{hour + 1} uur", count) for hour, count in _few_hidden(counts)]
    busiest = max(counts, key=lambda hour: counts[hour], default=None)
    return Figure(
        name="uren",
        title="Gesprekken per uur van de dag",
        says="Alle dagen van de periode samen. Het begin van het gesprek telt.",
        of=len(calls),
        point=_busiest(counts[busiest], f"tussen {busiest} en {busiest + 1} uur")
        if busiest is not None
        else NOTHING,
        columns=("Uur", "Gesprekken"),
        rows=rows,
        picture=standing([bar(name, count) for name, count in rows]),
    )


def to_person(calls: Calls, titles: Titles) -> Figure:
    reached = [call for call in calls if call.person_seconds is not None]
    groups = grouped(reached, lambda call: call.departments)
    named = {titles.department(key): group for key, group in large(groups).items()}
    everybody = {"iedereen samen": reached} if len(reached) >= FEWEST else {}
    rows: list[tuple[Cell, ...]] = []
    bars: list[Bar] = []
    for name, group in (everybody | named).items():
        half, most = (_seconds(group, percent) for percent in (50, 95))
        rows.append((name, len(group), half, most, _talked(group)))
        bars.append(Bar(name, (half, most - half), f"{half} en {most} s"))
    return Figure(
        name="medewerker",
        title="Hoe lang tot een medewerker",
        says="Van het eerste woord om een medewerker, of toets 0, tot de twee elkaar horen. "
        "Alleen van wie een medewerker sprak.",
        of=len(reached),
        point=f"De helft sprak binnen {rows[0][2]} seconden een medewerker, en 95 van de 100 "
        f"binnen {rows[0][3]} seconden."
        if rows
        else NOTHING,
        columns=(
            "Team",
            "Gesprekken",
            "Helft binnen (s)",
            "95 van de 100 binnen (s)",
            "Gesprek duurt meestal (s)",
        ),
        rows=rows,
        left_out=len(groups) - len(named),
        picture=lying(bars, _WITHIN),
    )


def waits(calls: Calls, _: Titles) -> Figure:
    seconds = [call.person_seconds for call in calls if call.person_seconds is not None]
    counted = [0] * len(_WAITS)
    for each in seconds:
        counted[sum(each > bound for bound in _BOUNDS)] += 1
    rows = list(zip(_WAITS, told(counted), strict=True)) if seconds else []
    quick = counted[0] + counted[1]
    return Figure(
        name="wachten",
        title="Hoe lang bellers wachtten",
        says="Van wie een medewerker sprak. Wie ophing tijdens het wachten, staat bij 'Hoe "
        "gesprekken afliepen'.",
        of=len(seconds),
        point=f"Van {calls_words(len(seconds))} met een medewerker begon "
        f"{round(100 * quick / len(seconds))}% binnen een halve minuut."
        if len(seconds) >= FEWEST
        else NOTHING,
        columns=("Wachttijd", "Gesprekken"),
        rows=rows,
        picture=standing([bar(name, count) for name, count in rows]),
    )


def confidence(calls: Calls, _: Titles) -> Figure:
    """In tenths; what is below the half is one."""
    sure = [call.confidence for call in calls if call.confidence is not None]
    names = ("tot 50%", "50–60%", "60–70%", "70–80%", "80–90%", "90–100%")
    counted = [0] * len(names)
    for each in sure:
        counted[min(5, max(0, int(each * 10) - 4))] += 1
    rows = list(zip(names, told(counted), strict=True)) if sure else []
    return Figure(
        name="zekerheid",
        title="Hoe zeker wij verstaan wat er is gezegd",
        says="De herkenner geeft zelf aan hoe zeker hij is. Hier staat het gemiddelde van een "
        "gesprek. Wie typt, telt niet mee.",
        of=len(sure),
        point=f"Gemiddeld is de herkenner {round(100 * fmean(sure))}% zeker."
        if len(sure) >= FEWEST
        else NOTHING,
        columns=("Zekerheid", "Gesprekken"),
        rows=rows,
        picture=standing([bar(name, count) for name, count in rows]),
    )


def speed(calls: Calls, _: Titles) -> Figure:
    rows: list[tuple[Cell, ...]] = []
    bars: list[Bar] = []
    for name, of in _HOPS:
        values = [value for value in map(of, calls) if value is not None]
        half, most = percentile(values, 50), percentile(values, 95)
        if half is not None and most is not None:
            rows.append((name, len(values), round(half), round(most)))
            bars.append(Bar(name, (half, most - half), f"{round(half)} en {round(most)} ms"))
    return Figure(
        name="snelheid",
        title="Hoe snel wij antwoorden",
        says="In duizendsten van een seconde (ms). Van elk gesprek telt de middelste beurt.",
        of=sum(call.first_audio_ms is not None for call in calls),
        point=f"In de helft van de gesprekken begint ons antwoord binnen {rows[0][2]} ms, en in 95 "
        f"van de 100 binnen {rows[0][3]} ms."
        if rows
        else NOTHING,
        columns=("Stap", "Gesprekken", "Helft binnen (ms)", "95 van de 100 binnen (ms)"),
        rows=rows,
        picture=lying(bars, _WITHIN),
    )


def _all_days(days: Iterable[date]) -> Sequence[date]:
    """With those between on which nobody rang."""
    found = sorted(days)
    return [found[0] + timedelta(days=n) for n in range((found[-1] - found[0]).days + 1)]


def _few_hidden(counts: Mapping[Key, int]) -> Sequence[tuple[Key, Count]]:
    return [(key, None if 0 < count < FEWEST else count) for key, count in counts.items()]


def _busiest(count: int, when: str) -> str:
    return f"Het drukst was het {when}: {calls_words(count)}." if count >= FEWEST else NOTHING


def _seconds(calls: Calls, percent: float) -> int:
    waited = percentile((call.person_seconds or 0.0 for call in calls), percent)
    assert waited is not None, "groups of fewer are left out"
    return round(waited)


def _talked(calls: Calls) -> int | None:
    half = percentile((c.talk_seconds for c in calls if c.talk_seconds is not None), 50)
    return round(half) if half is not None else None


FIGURES: tuple[Makes, ...] = (days, hours)
PERSON: tuple[Makes, ...] = (to_person, waits)
MACHINE: tuple[Makes, ...] = (confidence, speed)
