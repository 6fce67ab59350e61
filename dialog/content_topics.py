"""The topics of all layers: which one of a key counts, and what they say of each other.

A topic with `draft: true` is read and checked, and callers never hear it: what is wrong with it
is a warning, and where a farther layer has the topic, that one goes on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from dialog.content_file import Problem
from dialog.content_layers import Layers
from dialog.content_page import Page
from dialog.content_style import check_facts_age
from dialog.content_topic import Reading, Samples, digest, facts_in, read_topic, texts
from dialog.knowledge import Fact, Municipality
from dialog.phrases import plain

FACTS_FILE = "facts.yaml"
"""By topic, facts that this layer has its own values for; the topic itself is a farther one's."""
_DRAFT = "Dit is een concept: bellers krijgen het niet. Is het af, haal dan 'draft' weg."

OwnFacts = dict[str, dict[str, Fact]]


@dataclass(slots=True)
class Topics:
    readings: list[Reading]
    """Those that callers get, in the order of their keys."""
    drafts: list[Reading]
    problems: list[Problem]
    """All that is wrong, but for what is wrong with the drafts."""
    own_facts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By topic and fact, the place of the layer whose value counts instead of the topic's."""


def read_topics(layers: Layers, town: Municipality, today: date | None) -> Topics:
    chosen, drafts = _chosen(layers)
    if not chosen:
        sentence = "Deze map heeft geen onderwerpen (*.yaml)."
        return Topics([], [], [Problem(layers.own / "topics", 0, sentence)])
    facts, places, problems = _own_facts(layers, chosen, today)
    readings = []
    for key in sorted(chosen):
        place, page = chosen[key]
        if page.readable:
            reading = read_topic(page, key, town, today, facts.get(key, {}))
            readings.append(replace(reading, place=place))
        problems += page.problems
    unfinished = [
        replace(read_topic(page, page.path.stem, town, today), place=place)
        for place, page in drafts
    ]
    return Topics(readings, unfinished, problems, places)


def _chosen(layers: Layers) -> tuple[dict[str, tuple[int, Page]], list[tuple[int, Page]]]:
    """By key the nearest page that is no draft; and the drafts that are nearer than it."""
    chosen: dict[str, tuple[int, Page]] = {}
    drafts = []
    for place, path in layers.files("topics"):
        if path.stem in chosen:
            continue
        page = layers.page(path)
        if page.flag(page.root, "draft"):
            drafts.append((place, page))
        else:
            chosen[path.stem] = place, page
    return chosen, drafts


def _own_facts(
    layers: Layers, chosen: Mapping[str, tuple[int, Page]], today: date | None
) -> tuple[OwnFacts, dict[str, dict[str, int]], list[Problem]]:
    """The facts of FACTS_FILE, by topic; where two layers have one, the nearest counts."""
    facts: OwnFacts = {}
    places: dict[str, dict[str, int]] = {}
    problems: list[Problem] = []
    for place, page in layers.pages(FACTS_FILE):
        for key, node in page.root.nodes.items():
            entries = page.entries(node, f"'{key}'")
            if not _is_farther(page, key, place, chosen):
                continue
            known = chosen[key][1].child(chosen[key][1].root, "facts").nodes
            read = facts_in(page, entries)
            for name in read.keys() - known.keys():
                page.error(read[name][1], f"Het onderwerp '{key}' heeft geen feit '{name}'.")
            if today:
                check_facts_age(page, read, today)
            for name in read.keys() - facts.get(key, {}).keys():
                facts.setdefault(key, {})[name] = read[name][0]
                places.setdefault(key, {})[name] = place
        problems += page.problems
    return facts, places, problems


def _is_farther(page: Page, key: str, place: int, chosen: Mapping[str, tuple[int, Page]]) -> bool:
    """Whether the topic is one of a farther layer; what makes no sense is told."""
    line = page.root.key_lines[key]
    if key not in chosen:
        page.error(line, f"Er is geen onderwerp '{key}'.")
        return False
    if chosen[key][0] == place:
        page.error(line, f"'{key}' staat in deze map zelf. Zet het feit in topics/{key}.yaml.")
    return chosen[key][0] > place


def draft_problems(
    topics: Topics, others: Iterable[Reading], scripts: Iterable[Problem]
) -> list[Problem]:
    """What is wrong with the drafts, all as warnings; `scripts` are problems of their scripts."""
    found: list[Problem] = []
    known = {reading.key for reading in topics.readings}
    for draft in topics.drafts:
        line = draft.page.root.key_lines["draft"]
        found.append(Problem(draft.page.path, line, _DRAFT))
        found += draft.page.problems
        found += unknown_related([draft], known)
        _, doubles = settle([*topics.readings, *others, replace(draft, place=0)])
        found += [double for double in doubles if double.path == draft.page.path]
    return [replace(problem, warning=True) for problem in (*found, *scripts)]


def unknown_related(readings: Iterable[Reading], known: Iterable[str]) -> list[Problem]:
    """Find topics that point to one that does not exist, or to themselves."""
    keys = set(known)
    return [
        Problem(reading.page.path, line, f"Er is geen ander onderwerp '{related.topic}'.")
        for reading in readings
        if reading.topic
        for related, line in zip(reading.topic.related, reading.related_lines, strict=True)
        if related.topic not in keys - {reading.key}
    ]


def settle(readings: Iterable[Reading]) -> tuple[list[Reading], list[Problem]]:
    """Take care of lines that stand twice: under two subjects no search can tell them apart.

    Within a layer that is a mistake; between two, the line of the nearer one counts.
    """
    readings = list(readings)
    found: list[Problem] = []
    first: dict[str, tuple[Reading, int]] = {}
    dropped: dict[int, set[int]] = {}
    # A sort that is stable: within a layer the order stays.
    for number, reading in sorted(enumerate(readings), key=lambda each: each[1].place):
        for text, line in (pair for lines in reading.samples.values() for pair in lines):
            other, other_line = first.setdefault(plain(text), (reading, line))
            if (other.page.path, other_line) == (reading.page.path, line):
                continue
            nearer = other.place < reading.place and other.key != reading.key
            if nearer:
                dropped.setdefault(number, set()).add(line)
            where = f"{other.page.path.name}:{other_line}"
            sentence = f"De voorbeeldzin '{text}' staat ook bij '{other.key}' ({where})."
            told = f"{sentence} Daar telt hij." if nearer else sentence
            warning = nearer or other.key == reading.key
            found.append(Problem(reading.page.path, line, told, warning=warning))
    settled = [
        _less(reading, dropped[number]) if number in dropped else reading
        for number, reading in enumerate(readings)
    ]
    return settled, found


def _less(reading: Reading, lines: set[int]) -> Reading:
    """The same without the samples on these lines of its file."""
    samples: Samples = {
        language: tuple(pair for pair in pairs if pair[1] not in lines)
        for language, pairs in reading.samples.items()
    }
    topic = reading.topic
    if topic is not None:
        topic = replace(topic, samples=texts(samples), version="")
        topic = replace(topic, version=digest(topic))
    return replace(reading, samples=samples, topic=topic)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a topic comes from."""

    key: str
    layer: str
    path: Path
    draft: bool = False
    own_facts: Mapping[str, str] = field(default_factory=dict)
    """By fact, the nearer layer whose value counts."""


def origins(layers: Layers, topics: Topics) -> tuple[Origin, ...]:
    """Where each topic comes from, drafts too, in the order of their keys."""
    names = [layer.name for layer in layers.each]
    found = [
        Origin(
            reading.key,
            names[reading.place],
            reading.page.path,
            own_facts={
                fact: names[at] for fact, at in topics.own_facts.get(reading.key, {}).items()
            },
        )
        for reading in topics.readings
    ]
    found += [Origin(one.key, names[one.place], one.page.path, draft=True) for one in topics.drafts]
    return tuple(sorted(found, key=lambda origin: (origin.key, origin.draft)))
