"""Figures of whether callers were helped: told as a sceptical councillor may believe them."""

from collections.abc import Callable, Iterable, Mapping

from desk.studio.counted import FEWEST, Calls, Split, grouped, large, share, told
from desk.studio.figure import (
    FEW,
    NOTHING,
    Cell,
    Figure,
    Makes,
    bar,
    calls_words,
    lying,
    stacked,
    stacks,
)
from dialog.endings import TITLES, Ending, Helped
from dialog.titles import Titles
from records.call_figures import CallFigures

HELPED: Mapping[Helped, str] = {
    Helped.YES: "zeker geholpen",
    Helped.UNKNOWN: "geholpen: onbekend",
    Helped.NO: "niet geholpen",
}
LANGUAGES = {"nl": "Nederlands", "en": "Engels"}
MANNERS = {
    "usual": "gewoon",
    "calm": "rustig aan",
    "relay": "met een tussenpersoon, zoals Teletolk of een tolk",
}
LINES = {
    "sip": "telefoon",
    "twilio": "telefoon via Twilio",
    "raw": "geluid over het internet",
    "typed": "getypt",
}
MOST_TOPICS = 15
_SPLIT = tuple(HELPED.values())
_Keys = Callable[[CallFigures], Iterable[str]]


def helped(calls: Calls, _: Titles) -> Figure:
    split = Split.of(calls)
    rows = list(zip(HELPED.values(), split.parts, strict=True))
    return Figure(
        name="geholpen",
        title="Is de beller geholpen?",
        says="Zeker geholpen is wie dat zei, wie iets geregeld kreeg, of wie een medewerker sprak. "
        "Wie ophangt na een antwoord telt als onbekend: ophangen is geen bewijs. Dat geldt ook "
        "voor wie wordt teruggebeld. Zei de beller aan het eind niet geholpen te zijn? Dan telt "
        "dat.",
        of=len(calls),
        point=_helped_point(split, len(calls)),
        columns=("Uitkomst", "Gesprekken", "Aandeel"),
        rows=[(title, part, share(part, len(calls))) for title, part in rows],
        picture=lying([bar(title, part, _told(part, len(calls))) for title, part in rows]),
    )


def endings(calls: Calls, _: Titles) -> Figure:
    counted = [sum(call.ending is each for call in calls) for each in Ending]
    named = zip(Ending, told(counted), strict=True)
    rows = [(TITLES[each], part) for each, part in named if part != 0]
    most = max(Ending, key=lambda each: sum(call.ending is each for call in calls))
    return Figure(
        name="uitkomsten",
        title="Hoe gesprekken afliepen",
        says="Elk gesprek telt één keer, zoals het afliep. Wat de medewerker ervan zei gaat voor.",
        of=len(calls),
        point=f"Het vaakst: {TITLES[most]}.",
        columns=("Afloop", "Gesprekken", "Aandeel"),
        rows=[(title, part, share(part, len(calls))) for title, part in rows],
        picture=lying([bar(title, part, _told(part, len(calls))) for title, part in rows]),
    )


def topics(calls: Calls, titles: Titles) -> Figure:
    return _split_by(
        calls,
        lambda call: call.topics,
        titles.topic,
        name="onderwerpen",
        title="Waarover bellers bellen",
        says="Een gesprek over twee onderwerpen telt bij allebei.",
        what="Onderwerp",
        most=MOST_TOPICS,
    )


def languages(calls: Calls, _: Titles) -> Figure:
    return _split_by(
        calls,
        lambda call: (call.language,),
        lambda key: LANGUAGES.get(key, key),
        name="talen",
        title="In welke taal",
        says="De taal waarin het gesprek eindigde.",
        what="Taal",
    )


def manners(calls: Calls, _: Titles) -> Figure:
    return _split_by(
        calls,
        lambda call: (call.manner,),
        lambda key: MANNERS.get(key, key),
        name="manieren",
        title="Op welke manier",
        says="Sommige bellers vragen om rust, of bellen met een tussenpersoon.",
        what="Manier",
    )


def lines(calls: Calls, _: Titles) -> Figure:
    return _split_by(
        calls,
        lambda call: (call.line,),
        lambda key: LINES.get(key, key),
        name="lijnen",
        title="Over welke lijn",
        says="Hoe de beller bij ons kwam.",
        what="Lijn",
    )


def ratings(calls: Calls, _: Titles) -> Figure:
    asked = [call for call in calls if call.rating is not None]
    answers = {"yes": "ja", "no": "nee", "none": "geen antwoord"}
    counted = told([sum(call.rating == each for call in asked) for each in answers])
    rows = list(zip(answers.values(), counted, strict=True))
    yes = counted[0]
    return Figure(
        name="beoordelingen",
        title="Wat bellers zelf zeggen",
        says="Aan het eind van een deel van de gesprekken vragen wij of de beller geholpen is.",
        of=len(asked),
        point=f"Van {calls_words(len(asked))} met deze vraag zeiden {yes} bellers ja."
        if yes is not None
        else NOTHING,
        columns=("Antwoord", "Gesprekken", "Aandeel"),
        rows=[(title, part, share(part, len(asked))) for title, part in rows] if asked else (),
        picture=lying([bar(title, part, _told(part, len(asked))) for title, part in rows]),
    )


def again(calls: Calls, titles: Titles) -> Figure:
    return _counted_by_topic(
        calls,
        titles,
        lambda call: call.again,
        name="opnieuw",
        title="Wie binnen een dag weer belt",
        says="Van hetzelfde nummer was er in de 24 uur ervoor al een gesprek. Wie zijn nummer niet "
        "laat zien, telt hier nooit mee.",
    )


def corrections(calls: Calls, titles: Titles) -> Figure:
    return _counted_by_topic(
        calls,
        titles,
        lambda call: call.corrected,
        name="verbeteringen",
        title="Antwoorden die niet klopten",
        says="Een medewerker zei dat een antwoord in dit gesprek niet klopte.",
    )


# -- how they are made -------------------------------------------------------------------------


def _split_by(
    calls: Calls,
    keys: _Keys,
    titled: Callable[[str], str],
    *,
    name: str,
    title: str,
    says: str,
    what: str,
    most: int = 50,
) -> Figure:
    groups = grouped(calls, keys)
    shown = dict(list(large(groups).items())[:most])
    split = {titled(key): Split.of(group) for key, group in shown.items()}
    sizes = {titled(key): len(group) for key, group in shown.items()}
    first = next(iter(sizes), None)
    return Figure(
        name=name,
        title=title,
        says=says,
        of=len(calls),
        point=f"Het vaakst: {first}, in {calls_words(sizes[first])}." if first else NOTHING,
        columns=(what, "Gesprekken", *(each.capitalize() for each in _SPLIT)),
        rows=[(each, sizes[each], *split[each].parts) for each in split],
        left_out=len(groups) - len(large(groups)),
        picture=stacks([stacked(each, split[each].parts, sizes[each]) for each in split], _SPLIT),
    )


def _counted_by_topic(
    calls: Calls,
    titles: Titles,
    counts: Callable[[CallFigures], bool],
    *,
    name: str,
    title: str,
    says: str,
) -> Figure:
    whole = [call for call in calls if counts(call)]
    groups = grouped(whole, lambda call: call.topics)
    every = grouped(calls, lambda call: call.topics)
    rows: list[tuple[Cell, ...]] = [
        (titles.topic(key), len(group), share(len(group), len(every[key])))
        for key, group in list(large(groups).items())[:MOST_TOPICS]
    ]
    return Figure(
        name=name,
        title=title,
        says=says,
        of=len(calls),
        point=_some_point(len(whole), len(calls)),
        columns=("Onderwerp", "Gesprekken", "Aandeel van dit onderwerp"),
        rows=rows,
        left_out=len(groups) - len(large(groups)),
        picture=lying([bar(str(row[0]), int(row[1] or 0), f"{row[1]} ({row[2]})") for row in rows]),
    )


def _helped_point(split: Split, whole: int) -> str:
    yes, unknown = share(split.yes, whole), share(split.unknown, whole)
    if not yes:
        return (
            f"Van {calls_words(whole)} zijn er te weinig zeker geholpen om er iets van te zeggen."
        )
    maybe = f" Van {unknown} weten wij het niet." if unknown else ""
    return f"Van {calls_words(whole)} is {yes} zeker geholpen.{maybe}"


def _told(part: int | None, whole: int) -> str:
    return f"{part} ({share(part, whole)})" if part is not None else ""


def _some_point(some: int, whole: int) -> str:
    if some == 0:
        return "Dit kwam niet voor."
    if some < FEWEST:
        return f"Dit kwam in {FEW} gesprekken voor."
    return f"Dit kwam in {calls_words(some)} voor: {share(some, whole)} van alle."


OUTCOMES: tuple[Makes, ...] = (helped, endings, ratings, again, corrections)
TOPICS: tuple[Makes, ...] = (topics,)
GROUPS: tuple[Makes, ...] = (languages, manners, lines)
