"""Lines of callers put with what is no task of the municipality, in `others.yaml`."""

from collections.abc import Sequence
from pathlib import Path

from dialog.content_edit import CannotEdit, put
from dialog.content_file import Entries, Items, Scalar, parse
from dialog.phrases import plain

FILE = "others.yaml"
KIND = "out_of_scope"


def with_not_ours(text: str, lines: Sequence[str], language: str) -> str:
    """The file with these lines behind those that are there. Raises CannotEdit."""
    root, problems = parse(text, Path(FILE))
    if not isinstance(root, Entries) or problems:
        raise CannotEdit("expected a file without mistakes")
    there = _lines(root, language)
    known = {plain(line) for line in there}
    new = [line for line in dict.fromkeys(lines) if plain(line) not in known]
    return put(text, (KIND, language), [*there, *new])


def _lines(root: Entries, language: str) -> list[str]:
    kind = root.nodes.get(KIND)
    items = kind.nodes.get(language) if isinstance(kind, Entries) else None
    if items is None:
        return []
    if not isinstance(items, Items):
        raise CannotEdit(f"expected a list in {KIND}, {language}")
    return [node.raw for node in items.nodes if isinstance(node, Scalar)]
