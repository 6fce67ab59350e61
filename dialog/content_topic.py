"""One topic's file, and the parts that it shares with gemeente.yaml: facts, and their lines."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date

from dialog.content_file import Entries, Node
from dialog.content_page import LANGUAGES, Page
from dialog.content_simple import check_simple
from dialog.content_style import (
    FEW_SAMPLES,
    Wording,
    check_ages,
    check_passage,
    check_question,
    check_validity,
)
from dialog.follow_ups import KINDS
from dialog.knowledge import Fact, Municipality, Passage, Related, Source, Starts, Topic
from dialog.spoken_examples import from_facts
from dialog.spoken_texts import check_spoken
from dialog.today import EXAMPLE

_TOPIC_KEYS = (
    ("key", "name", "title", "department", "source", "answer", "samples"),
    ("upl", "person_first", "facts", "simple", "follow_ups", "related", "script", "draft"),
)
_UPL = "http://standaarden.overheid.nl/owms/terms/"
NO_UPL = "geen"
Samples = dict[str, tuple[tuple[str, int], ...]]
_NO_FACTS: Mapping[str, Fact] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a topic, or of samples that are no topic."""

    page: Page
    key: str
    samples: Samples
    topic: Topic | None = None
    related_lines: tuple[int, ...] = ()
    """Where each of the topic's `related` stands in the file."""
    place: int = 0
    """Of its layer: 0 is the municipality's own, more is farther."""


def digest(content: object) -> str:
    """Of data, the same for the same wherever it was read."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _plain(value: object) -> object:
    """A dataclass by its fields, without the copies that `asdict` makes of all in it."""
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return str(value)


def texts(samples: Samples) -> dict[str, tuple[str, ...]]:
    return {language: tuple(text for text, _ in lines) for language, lines in samples.items()}


def read_topic(
    page: Page,
    stem: str,
    municipality: Municipality,
    today: date | None,
    nearer: Mapping[str, Fact] = _NO_FACTS,
) -> Reading:
    """Read a topic; `nearer` are facts of it that a nearer layer has its own values for."""
    root = page.root
    page.check_keys(root, *_TOPIC_KEYS)
    key = page.text(root, "key")
    if key and key != stem:
        page.error(root.key_lines["key"], f"'{key}' hoort '{stem}' te zijn, als het bestand.")
    own_facts = read_facts(page, root)
    own_facts = {name: fact for name, fact in own_facts.items() if name not in nearer}
    facts = {**{name: fact for name, (fact, _) in own_facts.items()}, **nearer}
    known = {**EXAMPLE, **municipality.facts, **facts}
    samples = page.lines_by_language(page.child(root, "samples")) if "samples" in root.nodes else {}
    related = _related(page, root)
    topic = Topic(
        key=stem,
        name=page.text(root, "name"),
        title=_title(page, root),
        department=_known_department(page, root, municipality),
        samples=texts(samples),
        answer=read_passage(page, root, "answer", known),
        simple=_simple(page, root, known),
        follow_ups=_follow_ups(page, root, known),
        source=read_source(page, root),
        facts=facts,
        upl=_upl(page, root),
        person_first=page.flag(root, "person_first"),
        script=_script(page, root),
        related=tuple(found for found, _ in related),
    )
    _check_samples(page, root, samples)
    check_spoken(page, from_facts(known))
    if today and topic.source.dated not in (None, date.min):
        check_ages(page, (topic.source, root.key_lines["source"]), own_facts, today)
    versioned = replace(topic, version=digest(topic))
    return Reading(page, stem, samples, versioned, tuple(line for _, line in related))


def _known_department(page: Page, root: Entries, municipality: Municipality) -> str:
    department = page.text(root, "department")
    if department and department not in municipality.departments:
        names = ", ".join(municipality.departments)
        page.error(
            root.key_lines["department"],
            f"De afdeling '{department}' staat niet in gemeente.yaml. Bekend zijn: {names}.",
        )
    return department


def _upl(page: Page, root: Entries) -> str | None:
    """Read the URI of the Uniforme Productnamenlijst; 'geen' says that there is none."""
    uri = page.optional_text(root, "upl")
    if uri is None and page.readable:
        page.warn(root.line, f"Zet bij 'upl' het adres uit de productnamenlijst, of '{NO_UPL}'.")
    elif uri and uri != NO_UPL and not uri.startswith(_UPL):
        page.error(root.key_lines["upl"], f"'upl' hoort te beginnen met {_UPL}, of is '{NO_UPL}'.")
    return None if uri == NO_UPL else uri


def _script(page: Page, root: Entries) -> Starts | None:
    """Read 'script: afspraak_maken', or with what is known: {key: afspraak_maken, product: …}."""
    if not isinstance(root.nodes.get("script"), Entries):
        key = page.optional_text(root, "script")
        return Starts(key) if key else None
    entries = page.child(root, "script")
    values = tuple((name, page.text(entries, name)) for name in entries.nodes if name != "key")
    return Starts(page.text(entries, "key"), values)


def _title(page: Page, root: Entries) -> dict[str, str]:
    title = page.child(root, "title")
    if "title" in root.nodes:
        page.check_keys(title, ("nl",), LANGUAGES)
    return page.languages(title)


def read_source(page: Page, root: Entries) -> Source:
    entries = page.child(root, "source")
    if "source" in root.nodes:
        page.check_keys(entries, ("title", "dated"), ("url",))
    return Source(
        page.text(entries, "title"), page.day(entries, "dated"), page.optional_text(entries, "url")
    )


def _simple(page: Page, root: Entries, facts: Mapping[str, Fact]) -> Passage:
    """Read the answer in simple words; it needs a person as much as the answer does."""
    if "simple" not in root.nodes:
        return Passage({})
    entries = page.child(root, "simple")
    page.check_keys(entries, ("nl",), LANGUAGES)
    by_language = page.languages(entries)
    for language, text in by_language.items():
        check_simple(page, Wording(entries.key_lines[language], language, text), facts)
    answer = root.nodes.get("answer")
    verify = isinstance(answer, Entries) and page.flag(answer, "must_verify")
    return Passage(by_language, verify)


def _follow_ups(page: Page, root: Entries, facts: Mapping[str, Fact]) -> dict[str, Passage]:
    entries = page.child(root, "follow_ups")
    page.check_keys(entries, (), KINDS)
    return {kind: read_passage(page, entries, kind, facts) for kind in entries.nodes}


def _related(page: Page, root: Entries) -> list[tuple[Related, int]]:
    """Read what belongs to the topic, each with its line; `content.py` looks for those topics."""
    found = []
    for node in page.items(root.nodes["related"], "related") if "related" in root.nodes else ():
        entries = page.entries(node, "Wat bij een onderwerp hoort")
        page.check_keys(entries, ("topic", *LANGUAGES))
        question = page.languages(entries)
        for language, text in question.items():
            check_question(page, Wording(entries.key_lines[language], language, text))
        found.append((Related(page.text(entries, "topic"), question), node.line))
    return found


def read_passage(page: Page, parent: Entries, key: str, facts: Mapping[str, Fact]) -> Passage:
    if key not in parent.nodes:
        return Passage({})
    entries = page.child(parent, key)
    page.check_keys(entries, ("nl",), ("en", "must_verify"))
    by_language = page.languages(entries)
    for language in LANGUAGES:
        if language in by_language:
            wording = Wording(entries.key_lines[language], language, by_language[language])
            check_passage(page, wording, facts)
        elif "nl" in by_language:
            page.warn(entries.line, f"'{key}' heeft nog geen Engelse tekst.")
    return Passage(by_language, page.flag(entries, "must_verify"))


def _check_samples(page: Page, root: Entries, samples: Samples) -> None:
    count = len(samples.get("nl", ()))
    if "samples" in root.nodes and count < FEW_SAMPLES:
        page.warn(
            root.key_lines["samples"],
            f"Hier staan {count} voorbeeldzinnen. Schrijf er minstens {FEW_SAMPLES}.",
        )


def read_facts(page: Page, root: Entries) -> dict[str, tuple[Fact, int]]:
    """Read the facts under `facts`, each with its line."""
    return facts_in(page, page.child(root, "facts"))


def facts_in(page: Page, entries: Entries) -> dict[str, tuple[Fact, int]]:
    return {
        name: (_fact(page, name, node), entries.key_lines[name])
        for name, node in entries.nodes.items()
    }


def _fact(page: Page, name: str, node: Node) -> Fact:
    entries = page.entries(node, f"'{name}'")
    page.check_keys(entries, ("value",), ("valid_from", "valid_until"))
    value = entries.nodes.get("value")
    by_language = page.languages(value) if isinstance(value, Entries) else {}
    if isinstance(value, Entries):
        page.check_keys(value, ("nl",), LANGUAGES)
    first = page.optional_day(entries, "valid_from")
    last = page.optional_day(entries, "valid_until")
    if first and last and last < first:
        page.error(entries.line, f"Het feit '{name}' eindigt voor het begint. Draai de data om.")
    said = by_language.pop("nl", "") if by_language else page.text(entries, "value")
    fact = Fact(name, said, first, last, by_language)
    check_validity(page, fact, entries.line)
    return fact
