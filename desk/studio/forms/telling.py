"""What is wrong with a file, beside the field that it is about and in a list on top of the form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk.studio.forms.drawing import Told
from desk.studio.forms.fields import Way
from desk.studio.forms.places import found, lines_of
from dialog.content_file import Problem, marked
from dialog.content_rewriting import Plain


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list."""

    sentence: str
    warning: bool = False
    field: str = ""
    """The name of the field that it stands beside; empty: of none."""


@dataclass(frozen=True, slots=True)
class Telling:
    told: Told
    listed: Sequence[Listed]


def telling(
    text: str,
    data: Plain,
    ways: Mapping[str, Way],
    problems: Iterable[Problem],
    errors: Mapping[str, str],
) -> Telling:
    """`text` is the file of the `problems`, and says `data`; `ways` are where each field stands in
    it, and `errors` what could not be read of the fields themselves.
    """
    problems = list(problems)
    places = _Places(text, data, ways if problems else {})
    by_kind: dict[bool, dict[str, list[str]]] = {False: {}, True: {}}
    listed = []
    for name, sentence in errors.items():
        by_kind[False].setdefault(name, []).append(sentence)
        listed.append(Listed(sentence, False, name))
    for problem in problems:
        name = places.field_at(problem)
        listed.append(Listed(str(problem), problem.warning, name))
        if name:
            by_kind[problem.warning].setdefault(name, []).append(problem.sentence)
    return Telling(Told(by_kind[False], by_kind[True]), listed)


class _Places:
    """Where the fields of a form stand in its file."""

    def __init__(self, text: str, data: Plain, ways: Mapping[str, Way]) -> None:
        root = marked(text) if ways else None
        self._data = data
        self._ways = ways
        self._lines = {
            name: lines
            for name, way in ways.items()
            if (lines := lines_of(root, text, way)) is not None
        }

    def field_at(self, problem: Problem) -> str:
        """The field on that line; of several the one whose words the sentence quotes."""
        here = [
            (last - first, name)
            for name, (first, last) in self._lines.items()
            if first <= problem.line <= last
        ]
        if not here:
            return ""
        smallest = min(size for size, _ in here)
        names = [name for size, name in here if size == smallest]
        quoted = [name for name in names if self._is_quoted(name, problem.sentence)]
        return (quoted or names)[0]

    def _is_quoted(self, name: str, sentence: str) -> bool:
        value = found(self._data, self._ways[name])
        return isinstance(value, str) and value != "" and value in sentence
