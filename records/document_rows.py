"""Sources and passages as JSON in rows, and back."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from dialog.documents.document import DocumentPassage
from dialog.documents.source import Kind, Layer, Source, TokenPlace

_DAYS = ("dated", "valid_from", "valid_until")
_LISTS = ("heading", "sentences", "questions", "postcodes")


def told(one: Source | DocumentPassage) -> str:
    fields = asdict(one)
    fields.pop("asked", None)  # has a table of its own: it outlives a document that is read anew
    if not fields.get("only_public", True):
        del fields["only_public"]  # as sources were told before: what was kept of them stays theirs
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, default=str)


def source_of(text: str) -> Source:
    fields: dict[str, Any] = json.loads(text)
    fields |= {"kind": Kind(fields["kind"]), "layer": Layer(fields["layer"])}
    token = fields.get("token")
    place = TokenPlace(**token) if token is not None else None
    return Source(**fields | {"postcodes": tuple(fields["postcodes"]), "token": place})


def passage_of(text: str) -> DocumentPassage:
    fields: dict[str, Any] = json.loads(text)
    fields |= {name: tuple(fields[name]) for name in _LISTS}
    days = {name: fields[name] for name in _DAYS if fields[name] is not None}
    return DocumentPassage(**fields | {name: date.fromisoformat(day) for name, day in days.items()})
