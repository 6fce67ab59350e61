"""A document as its reader understood it, and the passages that are searched and quoted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    """Plain words, white space folded; sentences are not split yet."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each line is one item in full."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as `header`, which may be all empty."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    heading: tuple[str, ...]
    """From the top down, without the document's title: ('Kosten', 'Kinderen')."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page, leaflet, article or list of questions, without what is not for callers: menus,
    footers, cookies, notes between colleagues (`deskMemo`).
    """

    key: str
    """The same each time it is read: an address, a path within a folder, a UUID."""
    title: str
    sections: tuple[Section, ...]
    url: str | None = None
    """Where a caller can read it."""
    dated: date | None = None
    """When the municipality last changed or checked it, as the document says."""
    valid_from: date | None = None
    valid_until: date | None = None
    """The last day on which it holds."""
    language: str = "nl"
    questions: tuple[str, ...] = ()
    """How people ask for it: the question of a question and answer, synonyms, search words."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What it says of itself beside this, by the names of `DocumentPassage.facts`."""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """How somebody may ask for what a passage says. It is compared with questions, never spoken."""

    text: str
    at: int | None = None
    """The sentence of the passage that answers it; None: the passage as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPassage:
    """A piece of a document that can be found and quoted by itself."""

    key: str
    """Of source, document, section and words together: other words have another key."""
    source: str
    """The name that the editor gave the source."""
    document: str
    """`Document.key`."""
    title: str
    heading: tuple[str, ...]
    sentences: tuple[str, ...]
    """In order. An item of a list and a row of a table are a sentence each; a row is written with
    its headers: 'Kosten, 18 jaar en ouder: € 83,87.'"""
    questions: tuple[str, ...] = ()
    asked: tuple[AskedLine, ...] = ()
    """Lines that an editor or a language model wrote for it; see `records/asked_lines.py`."""
    url: str | None = None
    dated: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    language: str = "nl"
    layer: str = "local"
    """'national', 'regional' or 'local': of two that say the same, the nearest counts."""
    postcodes: tuple[str, ...] = ()
    """Beginnings of postcodes that it is about; none: everywhere."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the source says of itself beside this: 'version' (where it says none, the first of its
    hash), 'department', 'audience', 'municipality', 'uniform_name'."""

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """What the search found; `score` is the chance, 0 to 1, that it answers the question."""

    passage: DocumentPassage
    score: float
