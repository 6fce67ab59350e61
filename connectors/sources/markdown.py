"""Markdown as a document; lines of 'name: value' above it, between ---, tell of it."""

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt

from connectors.sources.days import changed_in, day_in
from connectors.sources.html_page import read_fragment
from connectors.sources.outcomes import Unreadable
from dialog.documents.document import Document, Section

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
_FRONT = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"^([A-Za-z_ ]+?)\s*:\s*(.+?)\s*$", re.MULTILINE)


def read_markdown(text: str, key: str, url: str | None, language: str) -> Document:
    """Raises Unreadable when it holds no text."""
    front = _FRONT.match(text)
    told = _told(front[1]) if front else {}
    title, sections = blocks_of(text[front.end() :] if front else text)
    if not sections:
        raise Unreadable("In dit bestand staat geen tekst.")
    return Document(
        key=key,
        title=told.get("titel") or told.get("title") or title or key,
        sections=sections,
        url=told.get("url") or url,
        dated=day_in(told.get("datum") or told.get("date") or told.get("gewijzigd"))
        or changed_in(text),
        valid_from=day_in(told.get("geldig van")),
        valid_until=day_in(told.get("geldig tot")),
        language=told.get("taal") or told.get("language") or language,
    )


def blocks_of(text: str) -> tuple[str, tuple[Section, ...]]:
    """The title, if any, and the sections of a text in Markdown."""
    return read_fragment(_MARKDOWN.render(text))


def _told(front: str) -> Mapping[str, str]:
    found = _LINE.findall(front)
    return {name.lower().replace("_", " "): value.strip("\"'") for name, value in found}
