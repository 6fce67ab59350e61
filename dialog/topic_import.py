"""Another municipality's topic file made one of our own: its words, and no value of its own.

An amount, hour, term or source of the other municipality never comes along: what this one has a
value for keeps it, and the rest is left empty, which a check finds before callers can hear it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialog.content_file import edited
from dialog.knowledge import Fact, Source
from dialog.phrases import plain


@dataclass(frozen=True, slots=True)
class Ours:
    """What a topic keeps of this municipality."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    source: Source | None = None
    samples: Mapping[str, Iterable[str]] = field(default_factory=dict)
    """By language, lines that stay beside the other municipality's."""


def imported(text: str, ours: Ours, heading: Iterable[str], *, draft: bool) -> str:
    """The file as it is to stand here, with `heading` as comments above it."""

    def edit(page: Any) -> None:
        _fill_facts(page, ours.facts)
        _fill_source(page, ours.source)
        for language, lines in ours.samples.items():
            _add_samples(page, language, lines)
        if draft:
            page.insert(1, "draft", True)

    comments = "".join(f"# {line}\n" for line in heading)
    return comments + edited(text, edit)


def _fill_facts(page: Any, facts: Mapping[str, Fact]) -> None:
    for name, entries in page.get("facts", {}).items():
        fact = facts.get(name)
        if fact is None:
            entries["value"] = None
            continue
        entries["value"] = (
            {"nl": fact.value, **fact.translations} if fact.translations else fact.value
        )
        for key, day in (("valid_from", fact.valid_from), ("valid_until", fact.valid_until)):
            if day is not None:
                entries[key] = day
            else:
                entries.pop(key, None)


def _fill_source(page: Any, source: Source | None) -> None:
    """Where the words were approved is not where they are approved here."""
    entries = page["source"]
    if source is None:
        entries["dated"] = None
        if "url" in entries:
            entries["url"] = None
        return
    entries["title"], entries["dated"] = source.title, source.dated
    if source.url is not None:
        entries["url"] = source.url
    else:
        entries.pop("url", None)


def _add_samples(page: Any, language: str, lines: Iterable[str]) -> None:
    there = page["samples"].setdefault(language, [])
    known = {plain(str(line)) for line in there}
    there.extend(line for line in lines if plain(line) not in known)
