"""What a second pair of eyes has to see before callers may hear it.

Where a person has to confirm what we say (`must_verify`), the words stand for rights or duties.
So a change of such words, of the amounts and terms in them, or of where they come from is seen by
somebody who did not write it; and so is a change by which nobody would confirm them any more.
Signs of danger and our first sentence stand in code, so no editor can change them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from dialog.knowledge import Fact, Knowledge, Passage, Source
from dialog.passages import known_facts, placeholders
from dialog.text_names import subject
from dialog.topic_difference import passages


class _Rule(Enum):
    """When a second pair of eyes has to see it."""

    TEXT = auto()
    """When it is new, other, or gone."""
    GROUND = auto()
    """When it is other than it was; when it is new or gone, its text is other too."""
    DOOR = auto()
    """When it is gone."""


@dataclass(frozen=True, slots=True)
class _Guarded:
    key: tuple[str, ...]
    """Two subjects may bear one title."""
    title: str = field(compare=False)


_Found = Iterator[tuple[_Guarded, _Rule, object]]


def needs_review(before: Knowledge, after: Knowledge) -> tuple[str, ...]:
    """Name in Dutch each text whose change somebody else has to see: 'Paspoort, meenemen', or
    what is in it: 'Paspoort, meenemen: tarief'. Nothing: it may be published without.
    """
    was = {guarded: value for guarded, _, value in _all(before)}
    now = {guarded: value for guarded, _, value in _all(after)}
    rules = {guarded: rule for guarded, rule, _ in (*_all(after), *_all(before))}
    changed = (guarded for guarded, rule in rules.items() if _is_told(guarded, rule, was, now))
    return tuple(dict.fromkeys(guarded.title for guarded in changed))


def _is_told(
    guarded: _Guarded,
    rule: _Rule,
    was: Mapping[_Guarded, object],
    now: Mapping[_Guarded, object],
) -> bool:
    if was.get(guarded) == now.get(guarded):
        return False
    if rule is _Rule.GROUND:
        return guarded in was and guarded in now
    return rule is _Rule.TEXT or guarded not in now


def _all(knowledge: Knowledge) -> _Found:
    yield from _topics(knowledge)
    yield from _tasks_of_others(knowledge)
    for pack in knowledge.languages:
        if pack.disclosure:
            title = f"Taal {pack.name}: de eerste zin"
            yield _Guarded(("language", pack.code), title), _Rule.TEXT, pack.disclosure


def _topics(knowledge: Knowledge) -> _Found:
    for topic in knowledge.topics.values():
        key, title = ("topic", topic.key), subject(topic)
        facts = known_facts(topic, knowledge.municipality)
        to_verify = {kind: one for kind, one in passages(topic).items() if one.must_verify}
        for kind, passage in to_verify.items():
            yield from _passage(_Guarded((*key, kind), f"{title}, {kind}"), passage, facts)
        if to_verify:
            yield from _source(_Guarded(key, title), topic.source)
        if topic.answer.must_verify:
            # An errand is offered in the place of the person who confirms the answer.
            name = f"{title}: wat de computer daarna regelt"
            yield _Guarded((*key, "", "script"), name), _Rule.GROUND, topic.script
        if topic.person_first:
            name = f"{title}: eerst een medewerker"
            yield _Guarded((*key, "", "person_first"), name), _Rule.DOOR, True


def _tasks_of_others(knowledge: Knowledge) -> _Found:
    """Behind words that say too little, and where a question is not for us."""
    for guarded, passage, source in _told_of_others(knowledge):
        if passage.must_verify:
            yield from _passage(guarded, passage, knowledge.municipality.facts)
            yield from _source(guarded, source)


def _told_of_others(knowledge: Knowledge) -> Iterator[tuple[_Guarded, Passage, Source]]:
    for word in knowledge.ambiguous:
        for at, choice in enumerate(word.choices, 1):
            if choice.answer is not None:
                key = ("ambiguous", word.key, str(at))
                title = f"Het woord '{word.key}', betekenis {at}"
                yield _Guarded(key, title), choice.answer, word.source
    for body in knowledge.elsewhere:
        title = f"Taak van een ander, '{body.key}'"
        yield _Guarded(("elsewhere", body.key), title), body.told, body.source


def _passage(guarded: _Guarded, passage: Passage, facts: Mapping[str, Fact]) -> _Found:
    yield guarded, _Rule.TEXT, dict(passage.text)
    for name in dict.fromkeys(
        name for text in passage.text.values() for name in placeholders(text)
    ):
        ground = _Guarded(
            (*guarded.key, "fact", name), f"{guarded.title}: {name.replace('_', ' ')}"
        )
        yield ground, _Rule.GROUND, facts.get(name)


def _source(guarded: _Guarded, source: Source) -> _Found:
    yield _Guarded((*guarded.key, "", "source"), f"{guarded.title}: bron"), _Rule.GROUND, source
