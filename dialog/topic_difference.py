"""What another municipality's topic would change here, in words for the editor."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from dialog.knowledge import Fact, Knowledge, Municipality, Passage, Topic
from dialog.passages import placeholders
from dialog.phrases import plain
from dialog.today import EXAMPLE

ANSWER = "antwoord"
SIMPLE = "antwoord in eenvoudige woorden"


@dataclass(frozen=True, slots=True)
class Difference:
    changes: tuple[str, ...]
    """What would be other than it is, or new."""
    lacks: tuple[str, ...]
    """What this municipality has to fill in or change before callers can have it."""


def difference(theirs: Topic, there: Municipality, here: Knowledge) -> Difference:
    """Compare a topic with the one of the same key here, if there is one."""
    ours = here.topics.get(theirs.key)
    changes = (
        *_title(theirs, ours),
        *_passages(theirs, ours),
        *_samples(theirs, ours),
    )
    lacks = (
        *_facts(theirs, there, here),
        *_unknown(theirs, here),
        *_names(theirs, there, here.municipality),
    )
    return Difference(changes, lacks)


def lacking_facts(theirs: Topic, here: Knowledge) -> Set[str]:
    """The facts that it has or its words name, and that have no value here."""
    ours = here.topics.get(theirs.key)
    known = {*EXAMPLE, *here.municipality.facts, *(ours.facts if ours else ())}
    return {name for name in _named(theirs) if name not in known}


def passages(topic: Topic) -> Mapping[str, Passage]:
    """All that it says, by the kind of question."""
    simple = {SIMPLE: topic.simple} if topic.simple.text else {}
    return {ANSWER: topic.answer, **simple, **topic.follow_ups}


def _named(topic: Topic) -> dict[str, None]:
    """Its own facts and those in its words, once each."""
    texts = [text for passage in passages(topic).values() for text in passage.text.values()]
    named = (name for text in texts for name in placeholders(text))
    return dict.fromkeys((*topic.facts, *named))


def _title(theirs: Topic, ours: Topic | None) -> Iterator[str]:
    if ours is None:
        yield f"Dit onderwerp is hier nieuw: {theirs.title.get('nl', theirs.key)}."
        return
    for language, title in theirs.title.items():
        if title != ours.title.get(language):
            yield from _both(f"titel ({language})", ours.title.get(language), title)


def _passages(theirs: Topic, ours: Topic | None) -> Iterator[str]:
    before = passages(ours) if ours else {}
    after = passages(theirs)
    for kind, passage in after.items():
        old = before.get(kind)
        for language, text in passage.text.items():
            was = old.text.get(language) if old else None
            if text != was:
                yield from _both(f"{kind} ({language})", was, text)
        if old and old.must_verify != passage.must_verify:
            who = "een medewerker bevestigt dit" if passage.must_verify else "de computer zegt dit"
            yield f"{kind}: {who} daar, en hier niet."
    for kind in before:
        if kind not in after:
            yield f"{kind}: dat staat alleen hier."


def _both(what: str, ours: str | None, theirs: str) -> Iterator[str]:
    if ours is not None:
        yield f"{what} hier: {ours}"
    yield f"{what} daar: {theirs}"


def _samples(theirs: Topic, ours: Topic | None) -> Iterator[str]:
    for language, lines in theirs.samples.items():
        there = {plain(line) for line in lines}
        here = {plain(line) for line in ours.samples.get(language, ())} if ours else set()
        if added := len(there - here):
            yield f"voorbeeldzinnen ({language}): {added} erbij."


def _facts(theirs: Topic, there: Municipality, here: Knowledge) -> Iterator[str]:
    lacking = lacking_facts(theirs, here)
    for name in _named(theirs):
        if name in lacking:
            fact = theirs.facts.get(name) or there.facts.get(name)
            yield f"Het feit '{name}' ontbreekt hier{_value(fact)}."


def _value(fact: Fact | None) -> str:
    return f"; daar is het '{fact.value}'" if fact else ""


def _unknown(theirs: Topic, here: Knowledge) -> Iterator[str]:
    """What the topic points to, and is not here."""
    departments = here.municipality.departments
    if theirs.department not in departments:
        known = ", ".join(departments)
        yield f"De afdeling '{theirs.department}' is hier niet bekend. Bekend zijn: {known}."
    if theirs.script and theirs.script.key not in here.scripts:
        yield f"Het script '{theirs.script.key}' is er hier niet."
    for related in theirs.related:
        if related.topic not in here.topics:
            yield f"Het onderwerp '{related.topic}' onder 'related' is er hier niet."


def _names(theirs: Topic, there: Municipality, here: Municipality) -> Iterator[str]:
    """Where the words name the other municipality, or have its telephone number."""
    for name in filter(None, (there.name, there.telephone)):
        if name in (here.name, here.telephone):
            continue
        for kind, passage in passages(theirs).items():
            if any(name in text for text in passage.text.values()):
                yield f"'{name}' staat in de tekst bij '{kind}'."
        count = sum(
            plain(name) in plain(line) for lines in theirs.samples.values() for line in lines
        )
        if count:
            yield f"Voorbeeldzinnen waar '{name}' in staat: {count}."
