"""What is other in a file of the content, text by text, in words for editors.

Both states are read as nodes (`content_file.parse`), so a file is compared field by field whatever
kind it is of, and also while another file has a mistake. What cannot be read is compared by line.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from dialog.content_file import Entries, Items, Node, Scalar, parse
from dialog.content_titles import field_title, file_title
from dialog.passages import placeholders
from dialog.topic_difference import ANSWER
from dialog.word_difference import Mark, Piece, word_difference

_SAYS_YES_NO = {"true": "ja", "false": "nee"}
_AROUND = 2
"""So many lines that stay are shown around one that does not."""
_MOST_LINES = 20_000
"""A longer file, such as a list of addresses, is compared as a set of lines."""


@dataclass(frozen=True, slots=True)
class TextChange:
    title: str
    """'kosten (Engels)'."""
    before: str
    """Empty: it was not there."""
    after: str
    pieces: tuple[Piece, ...]
    """Both, in words."""


@dataclass(frozen=True, slots=True)
class LinesChange:
    """A list, such as samples."""

    title: str
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def count(self) -> str:
        """'12 erbij, 1 weg'."""
        both = (
            f"{len(self.added)} erbij" * bool(self.added),
            f"{len(self.gone)} weg" * bool(self.gone),
        )
        return ", ".join(filter(None, both)) or "andere volgorde"


Change = TextChange | LinesChange


@dataclass(frozen=True, slots=True)
class Line:
    """Of a file that is compared by line."""

    mark: Mark
    number: int
    """From 1; of a line that was taken out, in the text before."""
    text: str


class FileState(StrEnum):
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDifference:
    path: str
    title: str
    """'Paspoort', 'De gemeente en haar teams'."""
    state: FileState
    changes: tuple[Change, ...] = ()
    """By text; none: read `lines`."""
    lines: tuple[Line, ...] = ()
    """What cannot be told by text: broken YAML, comments, another layout."""


def file_difference(path: str, before: str | None, after: str | None) -> FileDifference:
    """Compare two states of a file; None: it is not there. Both are never None."""
    was, now = (_root(path, text) for text in (before, after))
    state = (
        FileState.NEW if before is None else FileState.GONE if after is None else FileState.CHANGED
    )
    title = file_title(path, now or was)
    changes: tuple[Change, ...] = ()
    if (was or before is None) and (now or after is None):
        used = _used_in(now or was)
        changes = tuple(_change(found, used) for found in _found((), was, now))
    elif not path.endswith(".yaml"):
        changes = tuple(_set_of_lines(before or "", after or ""))
    lines = () if changes else tuple(_lines(before or "", after or ""))
    return FileDifference(path=path, title=title, state=state, changes=changes, lines=lines)


def _root(path: str, text: str | None) -> Node | None:
    if text is None or not path.endswith(".yaml"):
        return None
    root, problems = parse(text, Path(path))
    return None if problems else root


# -- by text -------------------------------------------------------------------------------------


_Found = tuple[tuple[str, ...], Node | None, Node | None]
"""Where in the file, what stood there, and what stands there now."""


def _found(keys: tuple[str, ...], was: Node | None, now: Node | None) -> Iterator[_Found]:
    """The smallest parts that are other."""
    old, new = _parts(was), _parts(now)
    if _plain(was) == _plain(now):
        return
    if old is None or new is None or old.keys() == new.keys() == set():
        yield keys, was, now
        return
    others = [
        key for key in dict.fromkeys((*new, *old)) if _plain(old.get(key)) != _plain(new.get(key))
    ]
    for key in others:
        yield from _found((*keys, key), old.get(key), new.get(key))
    if not others:  # the same rows in another order
        yield keys, was, now


def _change(found: _Found, used: Mapping[str, str]) -> Change:
    keys, was, now = found
    title = field_title(keys)
    if keys[:1] == ("facts",) and keys[1] in used:
        title = f"{title} (in {used[keys[1]]})"
    if _is(was, Items, now):
        return _list_change(title, map(_words, _items(was)), map(_words, _items(now)))
    before, after = _words(was), _words(now)
    return TextChange(title, before, after, word_difference(before, after))


def _list_change(title: str, was: Iterable[str], now: Iterable[str]) -> LinesChange:
    before, after = Counter(was), Counter(now)
    return LinesChange(
        title, tuple((after - before).elements()), tuple((before - after).elements())
    )


def _used_in(root: Node | None) -> Mapping[str, str]:
    """Of each fact that a topic has, the texts that name it."""
    nodes = _nodes(root)
    texts = {ANSWER: nodes.get("answer"), **_nodes(nodes.get("follow_ups"))}
    names = {kind: set(placeholders(_words(node))) for kind, node in texts.items()}
    return {
        fact: " en ".join(kinds)
        for fact in _nodes(nodes.get("facts"))
        if (kinds := [kind for kind, named in names.items() if fact in named])
    }


# -- nodes ---------------------------------------------------------------------------------------

_Plain = str | tuple[object, ...] | dict[str, object] | None


def _plain(node: Node | None) -> _Plain:
    """What it says, wherever it stands; entries in another order say the same, and empty
    ones nothing.
    """
    if isinstance(node, Entries):
        said = {key: _plain(each) for key, each in node.nodes.items()}
        return {key: each for key, each in said.items() if each is not None} or None
    if isinstance(node, Items):
        return tuple(_plain(each) for each in node.nodes) or None
    return node.raw if isinstance(node, Scalar) and node.value is not None else None


def _is(was: Node | None, kind: type[Entries | Items], now: Node | None) -> bool:
    """Whether both are of this kind, or one is and the other says nothing."""
    sides = [isinstance(node, kind) or _plain(node) is None for node in (was, now)]
    return all(sides) and any(isinstance(node, kind) for node in (was, now))


def _nodes(node: Node | None) -> Mapping[str, Node]:
    return node.nodes if isinstance(node, Entries) else {}


def _items(node: Node | None) -> Sequence[Node]:
    return node.nodes if isinstance(node, Items) else ()


def _parts(node: Node | None) -> Mapping[str, Node] | None:
    """What it holds, by name. Rows have the name that stands first in them, where that tells them
    apart: they are the same ones wherever they stand. None: it is told as a whole.
    """
    if _plain(node) is None:
        return {}
    if isinstance(node, Entries):
        return node.nodes
    named: dict[str, Node] = {}
    for item in _items(node):
        first = next(iter(_nodes(item).values()), None)
        if not isinstance(first, Scalar) or first.raw in named:
            return None
        named[first.raw] = item
    return named if isinstance(node, Items) else None


def _words(node: Node | None) -> str:
    """A whole node in one line, as somebody can read it."""
    if isinstance(node, Entries):
        told = ((field_title((key,)), _words(each)) for key, each in node.nodes.items())
        return ", ".join(f"{name}: {words}" if name else words for name, words in told)
    if isinstance(node, Items):
        return ", ".join(map(_words, node.nodes))
    if not isinstance(node, Scalar) or node.value is None:
        return ""
    return _SAYS_YES_NO[node.raw.lower()] if isinstance(node.value, bool) else node.raw


# -- by line -------------------------------------------------------------------------------------


def _set_of_lines(before: str, after: str) -> Iterator[LinesChange]:
    if max(before.count("\n"), after.count("\n")) > _MOST_LINES:
        yield _list_change("regels", before.splitlines(), after.splitlines())


def _lines(before: str, after: str) -> Iterator[Line]:
    was, now = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        for kind, a, b, c, d in group:
            if kind == "equal":
                yield from (Line(Mark.KEPT, at + 1, now[at]) for at in range(c, d))
                continue
            yield from (Line(Mark.OUT, at + 1, was[at]) for at in range(a, b))
            yield from (Line(Mark.IN, at + 1, now[at]) for at in range(c, d))
