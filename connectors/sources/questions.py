"""Lists of questions and answers: CSV, JSON, and the VAC objects of a knowledge base.

Only the fields named here are read: notes between colleagues ('toelichting', 'deskMemo') are not.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from connectors.sources.days import day_in
from connectors.sources.fields import first_text, is_out, listed
from connectors.sources.html_page import read_fragment
from connectors.sources.markdown import blocks_of
from connectors.sources.outcomes import Unreadable
from dialog.documents.document import Document, Section

QUESTION = ("vraag", "question")
ANSWER = ("antwoord", "answer")
_KEY = ("uuid", "id", "sleutel", "key")
_WORDS = ("trefwoorden", "keywords", "synoniemen")
DATED = ("datumwijziging", "gewijzigd", "datum", "modified")
_FROM = ("geldigvan", "publicatiedatum", "validfrom")
_UNTIL = ("geldigtot", "einddatum", "validuntil")
URL = ("url", "link")
_LANGUAGE = ("taal", "language")
DEPARTMENT = ("afdelingen", "afdeling", "department")
_FACTS = {"department": DEPARTMENT, "audience": ("doelgroep",)}


def read_csv(text: str, resource: str, language: str) -> list[Document]:
    """Raises Unreadable for a file without columns of these names."""
    first = text.partition("\n")[0]
    separator = max(";,\t|", key=first.count)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))
    if not rows or not is_question(rows[0]):
        raise Unreadable("In dit bestand staan geen kolommen 'vraag' en 'antwoord'.")
    return read_questions(rows, resource, language)


def is_question(fields: Mapping[str, Any]) -> bool:
    return bool(first_text(fields, QUESTION)) and bool(first_text(fields, ANSWER))


def read_questions(
    rows: Sequence[Mapping[str, Any]], resource: str, language: str
) -> list[Document]:
    """Those that are in force, each with a key that stays when its answer changes."""
    found = [_document(row, resource, language) for row in rows if is_question(row)]
    return list({one.key: one for row, one in zip(filter(is_question, rows), found, strict=True)
                 if not is_out(row)}.values())  # fmt: skip


def _document(row: Mapping[str, Any], resource: str, language: str) -> Document:
    question = first_text(row, QUESTION)
    own = first_text(row, _KEY) or sha256(question.encode()).hexdigest()[:16]
    facts = {name: first_text(row, fields) for name, fields in _FACTS.items()}
    return Document(
        key=f"{resource}#{own}",
        title=question,
        sections=sections_of(first_text(row, ANSWER)),
        url=first_text(row, URL) or None,
        dated=day_in(first_text(row, DATED)),
        valid_from=day_in(first_text(row, _FROM)),
        valid_until=day_in(first_text(row, _UNTIL)),
        language=first_text(row, _LANGUAGE) or language,
        questions=(question, *listed(row, _WORDS)),
        facts={name: value for name, value in facts.items() if value},
    )


def sections_of(text: str, above: tuple[str, ...] = ()) -> tuple[Section, ...]:
    """A text of a field, which may be HTML or Markdown, under these headings."""
    _, sections = read_fragment(text) if "</" in text else blocks_of(text)
    return tuple(Section((*above, *section.heading), section.blocks) for section in sections)
