"""Change single values of a content file, and not one other sign of it.

Editors write comments, blank lines and quotes in their files, and several people may write in one.
So a change is made in the text itself, where the parser says that the value stands: what is not
changed keeps its bytes, and two changes of different lines can be merged. Reading the file anew
and writing it whole (`content_file.edited`) loses a comment that stands behind what is removed.

A place is a path of keys: ('follow_ups', 'kosten', 'nl'). `Where` finds an entry of a list:
('related', Where('topic', 'wmo'), 'nl').
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dialog.content_file import Marked, marked
from dialog.content_writing import New, block, flat, newline_of, scalar


@dataclass(frozen=True, slots=True)
class Where:
    """The entry of a list in which `key` has this value."""

    key: str
    value: str


Place = tuple[str | Where, ...]


class CannotEdit(ValueError):
    """The file is built in a way that nothing can be put at this place; its text can be written
    by hand.
    """


@dataclass(frozen=True, slots=True)
class _Step:
    """A node on the way to a place: `nth` of its pairs or items is the next."""

    node: Marked
    nth: int


def put(text: str, place: Place, value: New | None, order: Sequence[str] = ()) -> str:
    """The text with this value at this place; None takes away what is there, and what is empty
    then. What is missing above it is made; keys in `order` find their place by it, others go last.

    The text is one that `content_file.parse` has read without a problem. Raises CannotEdit.
    """
    root = marked(text)
    if root is None or root.value is not None:
        raise CannotEdit("expected a file with entries")
    steps, found = _walked(root, place)
    if found is None:
        rest = place[len(steps) :]
        return text if value is None else _added(text, steps, root, rest, value, order)
    if value is None:
        return _removed(text, steps)
    if isinstance(value, Sequence) and not isinstance(value, str) and found.items is not None:
        return _listed(text, found, value)
    if found.value is None and not (found.flat and isinstance(value, Mapping)):
        return put(_removed(text, steps), place, value, order)
    return _replaced(text, steps[-1], value)


def _walked(root: Marked, place: Place) -> tuple[list[_Step], Marked | None]:
    """The steps to what is there of the place, and what stands at it."""
    steps: list[_Step] = []
    node = root
    for key in place:
        nth = _nth(node, key)
        if nth is None:
            return steps, None
        steps.append(_Step(node, nth))
        node = _children(node)[nth]
    return steps, node


def _nth(node: Marked, key: str | Where) -> int | None:
    if isinstance(key, str):
        names = [name.value for name, _ in node.pairs]
        return names.index(key) if key in names else None
    for nth, item in enumerate(node.items or ()):
        if (key.key, key.value) in [(name.value, value.value) for name, value in item.pairs]:
            return nth
    return None


def _children(node: Marked) -> Sequence[Marked]:
    return [value for _, value in node.pairs] if node.items is None else node.items


# -- where things stand --------------------------------------------------------------------------


def _end(node: Marked) -> int:
    """The first character after it, without the comments and blank lines that follow."""
    if node.flat or node.value is not None:
        return node.end
    if node.items is not None:
        return _end(node.items[-1])
    return _pair_end(*node.pairs[-1])


def _pair_end(key: Marked, value: Marked) -> int:
    """The parser finds what was left empty on a later line."""
    return max(key.end + 1, key.end + 1 if _is_empty(value) else _end(value))


def _is_empty(value: Marked) -> bool:
    return value.value == "" and value.begin == value.end


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """The beginning of the next line."""
    if at and text[at - 1] == "\n":  # a text in lines of its own: '|'
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _lines_of(text: str, node: Marked, nth: int) -> tuple[int, int]:
    """The lines of a pair or item that has lines of its own. Raises CannotEdit."""
    if node.items is not None:
        begin, end = node.items[nth].begin, _end(node.items[nth])
    else:
        key, value = node.pairs[nth]
        begin, end = key.begin, _pair_end(key, value)
    start = _line_start(text, begin)
    before = text[start:begin].strip()
    if before not in ("", "-") or (before and node.items is None):
        raise CannotEdit(f"expected a line of its own, got {text[start:end]!r}")
    return start, _line_end(text, end)


# -- changes -------------------------------------------------------------------------------------


def _replaced(text: str, step: _Step, value: New) -> str:
    if step.node.items is not None:
        old, begin = step.node.items[step.nth], step.node.items[step.nth].begin
        end = _end(old)
    else:
        key, old = step.node.pairs[step.nth]
        end = _pair_end(key, old)
        begin = end if _is_empty(old) else old.begin
    said = flat(value, within=step.node.flat, quote=old.quote)
    space = " " if _is_empty(old) else ""
    closing = newline_of(text) if text[begin:end].endswith("\n") else ""
    return f"{text[:begin]}{space}{said}{closing}{text[end:]}"


def _removed(text: str, steps: Sequence[_Step]) -> str:
    node, nth = steps[-1].node, steps[-1].nth
    if len(_children(node)) == 1:
        if len(steps) == 1:
            raise CannotEdit("expected to leave something in the file")
        return _removed(text, steps[:-1])
    if node.flat:
        return _bracketed(
            text, node, [raw for at, raw in enumerate(_raws(text, node)) if at != nth]
        )
    begin, end = _lines_of(text, node, nth)
    return text[:begin] + text[end:]


def _raws(text: str, node: Marked) -> list[str]:
    if node.items is not None:
        return [text[item.begin : _end(item)] for item in node.items]
    return [text[key.begin : _pair_end(key, value)] for key, value in node.pairs]


def _bracketed(text: str, node: Marked, raws: Iterable[str]) -> str:
    opening, closing = "{}" if node.items is None else "[]"
    return f"{text[: node.begin]}{opening}{', '.join(raws)}{closing}{text[node.end :]}"


def _added(
    text: str, steps: Sequence[_Step], root: Marked, rest: Place, value: New, order: Sequence[str]
) -> str:
    node = _children(steps[-1].node)[steps[-1].nth] if steps else root
    if node.value is not None:
        if not _is_empty(node):
            raise CannotEdit(f"expected entries, got {node.value!r}")
        return put(_removed(text, steps), _place_of(steps) + rest, value, order)
    key, *deeper = rest
    new = _nested(deeper, value)
    if isinstance(key, Where):
        return _item_added(text, node, {key.key: key.value, **_as_entries(new)})
    if node.items is not None:
        raise CannotEdit("expected entries, got a list")
    nth = _rank(node, key, order)
    if node.flat:
        raws = _raws(text, node)
        raws.insert(nth, f"{scalar(key, within=True)}: {flat(new, within=True)}")
        return _bracketed(text, node, raws)
    first = node.pairs[0][0].begin
    indent = first - _line_start(text, first)
    said = block(key, new, indent, newline_of(text))
    return _inserted(text, node, nth, said)


def _place_of(steps: Sequence[_Step]) -> Place:
    return tuple(step.node.pairs[step.nth][0].value or "" for step in steps)


def _nested(keys: Sequence[str | Where], value: New) -> New:
    for key in reversed(keys):
        if isinstance(key, Where):
            value = [{key.key: key.value, **_as_entries(value)}]
        else:
            value = {key: value}
    return value


def _as_entries(value: New) -> Mapping[str, New]:
    if not isinstance(value, Mapping):
        raise CannotEdit(f"expected entries, got {value!r}")
    return value


def _rank(node: Marked, key: str, order: Sequence[str]) -> int:
    """Before which pair the key goes: behind the last that stands before it in `order`."""
    if key not in order:
        return len(node.pairs)
    before = order[: order.index(key)]
    earlier = [nth for nth, (name, _) in enumerate(node.pairs) if name.value in before]
    return earlier[-1] + 1 if earlier else 0


def _inserted(text: str, node: Marked, nth: int, said: str) -> str:
    """Put these lines behind those of the pair or item before it."""
    if nth:
        at = _lines_of(text, node, nth - 1)[1]
        if at and text[at - 1] != "\n":
            said = newline_of(text) + said
    else:
        at = _lines_of(text, node, 0)[0]
    return text[:at] + said + text[at:]


def _item_added(text: str, node: Marked, entries: Mapping[str, New]) -> str:
    if node.items is None:
        raise CannotEdit("expected a list, got entries")
    items = node.items
    said = flat(entries, within=node.flat)
    if node.flat:
        return _bracketed(text, node, [*_raws(text, node), said])
    dash = text[_line_start(text, items[0].begin) : items[0].begin]
    return _inserted(text, node, len(items), f"{dash}{said}{newline_of(text)}")


def _listed(text: str, node: Marked, lines: Sequence[New]) -> str:
    """The list with these lines; one that was there keeps its place, its signs, its comment."""
    items = node.items or ()
    old = [item.value for item in items]
    if not lines or not items:
        raise CannotEdit("expected lines on both sides")
    if not all(isinstance(line, str) for line in lines) or None in old:
        raise CannotEdit("expected a list of texts")
    changes = SequenceMatcher(None, old, list(lines), autojunk=False).get_opcodes()
    if node.flat:
        raws = _raws(text, node)
        for kind, begin, end, first, last in reversed(changes):
            if kind != "equal":
                raws[begin:end] = [flat(line, within=True) for line in lines[first:last]]
        return _bracketed(text, node, raws)
    dash = text[_line_start(text, items[0].begin) : items[0].begin]
    for kind, begin, end, first, last in reversed(changes):
        if kind == "equal":
            continue
        said = "".join(f"{dash}{flat(line)}{newline_of(text)}" for line in lines[first:last])
        text = _inserted(text, node, end, said)
        for nth in reversed(range(begin, end)):
            start, stop = _lines_of(text, node, nth)
            text = text[:start] + text[stop:]
    return text
