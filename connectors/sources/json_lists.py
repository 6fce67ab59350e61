"""JSON of any of the shapes that municipalities exchange, told apart by their fields."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from connectors.sources.outcomes import Unreadable
from connectors.sources.products import is_product, read_product
from connectors.sources.questions import is_question, read_questions
from dialog.documents.document import Document


def parsed(text: str) -> Any:
    """Raises Unreadable."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("Dit is geen goede JSON.") from None


def next_page(value: Any) -> str | None:
    """Where the list goes on, as the Dutch API design rules have it."""
    following = value.get("next") if isinstance(value, dict) else None
    return following if isinstance(following, str) and following else None


def read_json(value: Any, resource: str, language: str) -> list[Document]:
    """Raises Unreadable when it is none of the shapes."""
    objects = list(_objects(value))
    products = [each for each in objects if is_product(each)]
    found = read_questions([each for each in objects if is_question(each)], resource, language)
    for number, each in enumerate(products, 1):
        found += read_product(each, str(number), resource)
    if not products and not any(is_question(each) for each in objects) and objects != []:
        raise Unreadable("In deze JSON staan geen vragen, producten of kennisartikelen.")
    return list({one.key: one for one in found if one.sections}.values())


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Each object of a list, a page of a list, or alone; of the Objecten API, its data."""
    if isinstance(value, list):
        for each in value:
            yield from _objects(each)
    elif isinstance(value, dict):
        for name in ("results", "items", "vragen", "questions"):
            if isinstance(value.get(name), list):
                yield from _objects(value[name])
                return
        yield _data(value)


def _data(value: dict[str, Any]) -> Mapping[str, Any]:
    record = value.get("record")
    if not isinstance(record, dict) or not isinstance(record.get("data"), dict):
        return value
    ends = {"einddatum": record.get("endAt")} if record.get("endAt") else {}
    known = {name: value[name] for name in ("uuid",) if name in value}
    return {**known, **ends, **record["data"]}
