"""Passages with their facts filled in, or nothing where a fact does not hold."""

import re
from collections.abc import Mapping
from datetime import date

from dialog.knowledge import Fact, Municipality, Passage, Topic

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def placeholders(text: str) -> tuple[str, ...]:
    """List the names between braces, in order: 'kost {tarief}.' -> ('tarief',)."""
    return tuple(_PLACEHOLDER.findall(text))


def known_facts(topic: Topic, municipality: Municipality) -> Mapping[str, Fact]:
    """Return what this topic may name; its own fact goes before the municipality's of that name."""
    return {**municipality.facts, **topic.facts}


def rendered(
    passage: Passage, topic: Topic, municipality: Municipality, day: date, language: str
) -> str | None:
    """Return the words to say on this day, or None: then a person answers, nobody guesses.

    None when the passage has no words in this language, or names a fact that is not known or
    does not hold on `day`.
    """
    return filled_on(passage, known_facts(topic, municipality), day, language)


def filled_on(passage: Passage, facts: Mapping[str, Fact], day: date, language: str) -> str | None:
    """Return the words with these facts in them; None where one of them does not hold."""
    text = passage.text.get(language)
    if text is None:
        return None
    names = placeholders(text)
    if not all(name in facts and facts[name].holds_on(day) for name in names):
        return None
    return filled(text, facts, language)


def last_day(
    passage: Passage, topic: Topic, municipality: Municipality, language: str
) -> date | None:
    """The first day on which a fact in these words ends."""
    facts = known_facts(topic, municipality)
    names = placeholders(passage.text.get(language, ""))
    ends = [facts[name].valid_until for name in names if name in facts]
    return min((end for end in ends if end is not None), default=None)


def filled(text: str, facts: Mapping[str, Fact], language: str) -> str:
    """Put the facts in the words; a name that is no fact stays as it stands."""
    return _PLACEHOLDER.sub(
        lambda found: facts[found[1]].said_in(language) if found[1] in facts else found[0], text
    )
