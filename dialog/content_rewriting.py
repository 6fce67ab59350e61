"""A content file that says something else as a whole, with only the letters changed that have to.

Beside `content_edit.put`, which knows one place, this takes all that a form says at once: rows that
came, went or changed in any list. What says the same keeps its letters, its comments and its order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from dialog.content_file import Entries, Items, Marked, Node, marked, node_of
from dialog.content_writing import flat, newline_of, scalar

Plain = Any
"""Dictionaries, lists and values (`content_file.Value`); a key without a value has None."""
_ROOM = 96
"""Characters; a longer row stands beneath itself."""


def plain(text: str) -> Plain:
    """What the file says; an empty one says {}. The text is one that `content_file.parse` has read
    without a problem.
    """
    root = node_of(text)
    return {} if root is None else _said(root)


def rewritten(text: str, wanted: Plain) -> str:
    """The same file with this in it. The text is one that `parse` has read without a problem."""
    root = marked(text)
    if root is None:
        lines = _below(wanted, 0) if wanted else []
        return text + "".join(f"{line}\n" for line in lines)
    paper = _Paper(text)
    paper.change(root, wanted, -2)
    return paper.finished()


def same(one: Plain, other: Plain) -> bool:
    """1 is not true, and the text '1' is neither."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def _said(node: Node) -> Plain:
    if isinstance(node, Items):
        return [_said(each) for each in node.nodes]
    if isinstance(node, Entries):
        return {name: _said(each) for name, each in node.nodes.items()}
    return node.value


def _plain(node: Marked) -> Plain:
    if node.items is not None:
        return [_plain(each) for each in node.items]
    if node.value is None:
        return {str(key.value): _plain(value) for key, value in node.pairs}
    return node.typed


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row of a list or of entries, as letters of the text."""

    start: int
    end: int
    stays: bool


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the rows of a list or of entries are written."""

    flat: bool
    column: int
    rows_flat: bool
    """Each of its rows stands between brackets."""

    def entry(self, name: str, value: Plain) -> str:
        if self.flat:
            return f"{scalar(name, within=True)}: {flat(value, within=True)}"
        return "\n".join(_entry(name, value, self.column, self.rows_flat))

    def item(self, value: Plain) -> str:
        if self.flat:
            return flat(value, within=True)
        return "\n".join(_item(value, self.column, self.rows_flat))


@dataclass(slots=True)
class _Paper:
    """A text with the replacements that were noted on it."""

    text: str
    _notes: list[tuple[int, int, str]] = field(default_factory=list)

    def finished(self) -> str:
        parts, at = [], 0
        newline = newline_of(self.text)
        for start, end, new in sorted(self._notes, key=lambda note: note[:2]):
            assert start >= at or not new, "two replacements of the same letters"
            parts += [self.text[at:start], new.replace("\n", newline)]
            at = max(at, end)
        return "".join((*parts, self.text[at:]))

    def change(self, node: Marked, wanted: Plain, indent: int, within: bool = False) -> None:
        """`indent`: of the line with its key or dash, in spaces; `within`: between brackets."""
        if same(_plain(node), wanted):
            return
        if node.pairs and isinstance(wanted, dict) and wanted:
            self._change_entries(node, wanted)
        elif node.items and isinstance(wanted, list) and wanted:
            self._change_items(node, node.items, wanted)
        else:
            self._replace(node, wanted, indent, within)

    # -- places ------------------------------------------------------------------------------

    def _end(self, node: Marked) -> int:
        """Behind its last letter; comments below it are not its own."""
        if not node.flat and node.items:
            return self._end(node.items[-1])
        if not node.flat and node.pairs:
            return self._entry_end(*node.pairs[-1])
        return node.begin + len(self.text[node.begin : node.end].rstrip())

    def _entry_end(self, key: Marked, value: Marked) -> int:
        # The parser finds what was left empty on a later line.
        return self._colon(key) if _is_nothing(value) else self._end(value)

    def _colon(self, key: Marked) -> int:
        """Behind the colon of a key."""
        return self.text.index(":", key.end) + 1

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Before the line's end, behind a comment on it."""
        found = self.text.find("\n", at)
        end = len(self.text) if found < 0 else found
        return end - 1 if self.text[at:end].endswith("\r") else end

    def _before(self, at: int) -> str:
        """What stands on its line before it."""
        return self.text[self._line_start(at) : at]

    # -- a single value ----------------------------------------------------------------------

    def _replace(self, node: Marked, wanted: Plain, indent: int, within: bool) -> None:
        """The whole of what stands behind a key or a dash."""
        start, end = node.begin, self._end(node)
        own_line = not self._before(start).strip()
        if not within and _is_long(wanted):
            lines = "\n".join(_below(wanted, indent + 2))
            begin = self._line_start(start) if own_line else len(self.text[:start].rstrip(" "))
            self._notes.append((begin, end, lines if own_line else f"\n{lines}"))
            return
        new = flat(wanted, within=within, quote=node.quote)
        before = self.text[:start].rstrip()
        if own_line and before.endswith(":") and "#" not in before.rpartition("\n")[2]:
            start, new = len(before), f" {new}"  # it moves up beside its key
        elif own_line:
            start, new = self._line_start(start), " " * max(indent + 2, 0) + new
        self._notes.append((start, end, new))

    def _fill(self, key: Marked, wanted: Plain, shape: _Shape) -> None:
        """Behind a key that had nothing."""
        if wanted is None:
            return
        at = self._colon(key)
        if not shape.flat and _is_long(wanted):
            self._notes.append((at, at, "\n" + "\n".join(_below(wanted, shape.column + 2))))
        else:
            self._notes.append((at, at, f" {flat(wanted, within=shape.flat)}"))

    # -- rows --------------------------------------------------------------------------------

    def _change_entries(self, node: Marked, wanted: dict[str, Plain]) -> None:
        column = len(self._before(node.pairs[0][0].begin))
        shape = _shape(node, [value for _, value in node.pairs], column)
        names = self._renamed(node, wanted)
        for name, (key, value) in zip(names, node.pairs, strict=True):
            if name in wanted and _is_nothing(value):
                self._fill(key, wanted[name], shape)
            elif name in wanted:
                self.change(value, wanted[name], column, shape.flat)
        pieces = [
            _Piece(key.begin, self._entry_end(key, value), name in wanted)
            for name, (key, value) in zip(names, node.pairs, strict=True)
        ]
        after = -1
        for name, value in wanted.items():
            if name in names:
                after = names.index(name)
            else:
                self._insert(pieces, after, shape.entry(name, value), shape)
        self._delete(pieces, shape)

    def _renamed(self, node: Marked, wanted: dict[str, Plain]) -> list[str]:
        """The keys, where one has another name at the same place by that name."""
        names, new = [str(key.value) for key, _ in node.pairs], list(wanted)
        for number, (key, _) in enumerate(node.pairs[: len(new)]):
            if names[number] not in wanted and new[number] not in names:
                names[number] = new[number]
                called = scalar(new[number], within=node.flat, quote=key.quote)
                self._notes.append((key.begin, key.end, called))
        return names

    def _change_items(self, node: Marked, items: Sequence[Marked], wanted: list[Plain]) -> None:
        starts = [each.begin for each in items]
        if not node.flat:
            starts = [self.text.rindex("-", 0, start) for start in starts]
        shape = _shape(node, items, len(self._before(starts[0])))
        pairs, gone, new = _alignment([_plain(each) for each in items], wanted)
        for mine, theirs in pairs:
            self.change(items[mine], wanted[theirs], shape.column, shape.flat)
        pieces = [
            _Piece(start, self._end(each), number not in gone)
            for number, (start, each) in enumerate(zip(starts, items, strict=True))
        ]
        for after, number in new:
            self._insert(pieces, after, shape.item(wanted[number]), shape)
        self._delete(pieces, shape)

    def _insert(self, pieces: Sequence[_Piece], after: int, new: str, shape: _Shape) -> None:
        first = pieces[0].start
        if shape.flat and after >= 0:
            at, note = pieces[after].end, f", {new}"
        elif shape.flat:
            stays = any(piece.stays for piece in pieces)
            begun = any(start == end == first for start, end, _ in self._notes)
            at, note = first, f"{new}, " if stays else f", {new}" if begun else new
        elif after >= 0:
            at, note = self._line_end(pieces[after].end), f"\n{new}"
        elif self._before(first).strip():  # behind a dash
            at, note = first, f"{new.strip()}\n{' ' * shape.column}"
        else:
            line = self._line_start(first)
            at, note = (self._line_end(line - 1), f"\n{new}") if line else (0, f"{new}\n")
        self._notes.append((at, at, note))

    def _delete(self, pieces: Sequence[_Piece], shape: _Shape) -> None:
        staying = [number for number, piece in enumerate(pieces) if piece.stays]
        first = staying[0] if staying else len(pieces)
        behind_dash = not shape.flat and bool(self._before(pieces[0].start).strip())
        if first and (shape.flat or behind_dash):
            # Those at the front: what follows comes in their place.
            last = pieces[-1].end
            end = pieces[first].start if staying else last if shape.flat else self._line_end(last)
            self._notes.append((pieces[0].start, end, ""))
        for number, piece in enumerate(pieces):
            if piece.stays or (number < first and (shape.flat or behind_dash)):
                continue
            if shape.flat:
                self._notes.append((pieces[number - 1].end, piece.end, ""))
            else:
                self._notes.append((*self._lines(piece), ""))

    def _lines(self, piece: _Piece) -> tuple[int, int]:
        """All of its lines, with the end of the line before them."""
        start, end = self._line_start(piece.start), self._line_end(piece.end)
        if start:
            return self._line_end(start - 1), end
        return 0, min(self.text.find("\n", end) + 1 or len(self.text), len(self.text))


def _is_nothing(node: Marked) -> bool:
    """Whether a key or dash has nothing behind it."""
    return node.value == "" and not node.quote


def _is_long(value: Plain) -> bool:
    """Whether it needs lines of its own."""
    if not isinstance(value, dict | list) or not value:
        return False
    rows = value if isinstance(value, list) else ()
    return len(flat(value)) > _ROOM or any(isinstance(row, dict | list) for row in rows)


def _shape(node: Marked, rows: Iterable[Marked], column: int) -> _Shape:
    last = [each for each in rows if each.value is None][-1:]
    return _Shape(node.flat, column, bool(last and last[0].flat))


def _alignment(
    before: Sequence[Plain], after: Sequence[Plain]
) -> tuple[list[tuple[int, int]], set[int], list[tuple[int, int]]]:
    """Which rows are the same ones, which are gone, and which come behind which (-1: first)."""
    pairs: list[tuple[int, int]] = []
    gone: set[int] = set()
    new: list[tuple[int, int]] = []
    was, now = [repr(each) for each in before], [repr(each) for each in after]
    for _, start, end, first, last in SequenceMatcher(None, was, now, False).get_opcodes():
        both = min(end - start, last - first)
        pairs += zip(range(start, start + both), range(first, first + both), strict=True)
        gone |= set(range(start + both, end))
        new += [(start + both - 1, number) for number in range(first + both, last)]
    return pairs, gone, new


# -- new rows ------------------------------------------------------------------------------------


def _below(value: Plain, indent: int) -> list[str]:
    """The lines of entries or a list that is not empty."""
    if isinstance(value, dict):
        return [line for name, each in value.items() for line in _entry(name, each, indent)]
    return [line for each in value for line in _item(each, indent)]


def _entry(name: str, value: Plain, indent: int, on_a_line: bool = False) -> list[str]:
    head = f"{' ' * indent}{scalar(name)}:"
    if value is None:
        return [head]
    if not on_a_line and _is_long(value):
        return [head, *_below(value, indent + 2)]
    return [f"{head} {flat(value)}"]


def _item(value: Plain, indent: int, on_a_line: bool = False) -> list[str]:
    if isinstance(value, dict) and not on_a_line and _is_long(value):
        first, *rest = _below(value, indent + 2)
        return [f"{' ' * indent}- {first.strip()}", *rest]
    return [f"{' ' * indent}- {flat(value)}"]
