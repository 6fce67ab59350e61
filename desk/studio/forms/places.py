"""Values of a file by the way to them.

Where a text may be given per language, a bare text is the Dutch one.
"""

from collections.abc import Sequence

from desk.studio.forms.fields import Way
from dialog.content_file import Marked
from dialog.content_rewriting import Plain

_LANGUAGES = ("nl", "en")


def found(data: Plain, way: Way) -> Plain:
    """What is there; None: nothing."""
    for key in way:
        if isinstance(data, dict):
            data = data.get(str(key))
        elif isinstance(data, list) and isinstance(key, int):
            data = data[key] if key < len(data) else None
        elif key != "nl":
            return None
    return data


def put(data: Plain, way: Way, value: Plain, order: Sequence[str | int] = ()) -> Plain:
    """The data with this value there; new keys stand in this `order` at the first step."""
    if not way:
        return value
    key, *rest = way
    if isinstance(key, int):
        assert isinstance(data, list)
        return [
            put(each, tuple(rest), value) if at == key else each for at, each in enumerate(data)
        ]
    if data is not None and not isinstance(data, dict):
        if key == "nl" and not rest:
            return value
        data = {"nl": data}
    entries = dict(data or {})
    if key in entries:
        entries[key] = put(entries[key], tuple(rest), value, _LANGUAGES)
        return entries
    return _placed(entries, key, put(None, tuple(rest), value, _LANGUAGES), order)


def without(data: Plain, way: Way, prune: bool) -> Plain:
    """The data with nothing there; `prune`: what is empty by that goes too."""
    key, *rest = way
    if isinstance(key, int):
        return [
            without(each, tuple(rest), prune) if at == key else each
            for at, each in enumerate(data or [])
        ]
    if not isinstance(data, dict) or key not in data:
        return data
    entries = dict(data)
    if not rest or not isinstance(entries[key], dict):
        del entries[key]
        return entries
    entries[key] = without(entries[key], tuple(rest), prune)
    if prune and entries[key] == {}:
        del entries[key]
    return entries


def _placed(entries: dict[str, Plain], key: str, value: Plain, order: Sequence[str | int]) -> Plain:
    before = set(order[: order.index(key)]) if key in order else set(entries)
    names = list(entries)
    at = max((number + 1 for number, name in enumerate(names) if name in before), default=0)
    names.insert(at, key)
    return {name: value if name == key else entries[name] for name in names}


def lines_of(root: Marked | None, text: str, way: Way) -> tuple[int, int] | None:
    """From which to which line the value stands, with its key; None: it is not there."""
    node, begin = root, 0
    for key in way:
        if node is None:
            return None
        if isinstance(key, int):
            items = node.items or ()
            node = items[key] if key < len(items) else None
            begin = node.begin if node is not None else 0
            continue
        pair = next((pair for pair in node.pairs if pair[0].value == key), None)
        if pair is None and key == "nl" and node.value is not None:
            continue
        node, begin = (pair[1], pair[0].begin) if pair is not None else (None, 0)
    if node is None:
        return None
    end = begin + len(text[begin : node.end].rstrip())
    return text.count("\n", 0, begin) + 1, text.count("\n", 0, end) + 1
