"""A content file while it is being read: takes values of the right type, notes what is wrong.

Every reading function returns something usable, so that one run finds all problems of a file;
who builds from a page looks at `problems` before using the result.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from dialog.content_file import Entries, Items, Node, Problem, Scalar, Value, read
from dialog.plain_words import STANDARD, PlainWords
from dialog.spoken_style import Heard

LANGUAGES = ("nl", "en")
_NEVER = date.min
_NAMES: Mapping[type, str] = {
    str: "tekst",
    bool: "true of false",
    date: "een datum als 2026-01-31",
}


class Notes:
    """What is wrong in one file, gathered while it is read. Lines count from 1."""

    def __init__(self, path: Path, plain_words: PlainWords = STANDARD) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.plain_words = plain_words
        """By which its texts are judged."""

    def error(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(self.path, line, sentence))

    def warn(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(self.path, line, sentence, warning=True))


class Page(Notes):
    """One file of YAML."""

    def __init__(self, path: Path, plain_words: PlainWords = STANDARD) -> None:
        super().__init__(path, plain_words)
        root, self.problems = read(path)
        self.readable = root is not None
        self.heard: list[Heard] = []
        """Every text of it that callers hear, once it is judged."""
        self.root = self.entries(root, "Dit bestand") if root else Entries({}, 1, {})

    def entries(self, node: Node, what: str) -> Entries:
        if isinstance(node, Entries):
            return node
        self.error(node.line, f"{what} hoort uit regels 'naam: waarde' te bestaan.")
        return Entries({}, node.line, {})

    def child(self, parent: Entries, key: str) -> Entries:
        """Return the entries under `key`, empty when it is absent."""
        node = parent.nodes.get(key)
        return Entries({}, parent.line, {}) if node is None else self.entries(node, f"'{key}'")

    def check_keys(
        self, parent: Entries, required: Iterable[str], optional: Iterable[str] = ()
    ) -> None:
        required = tuple(required)
        allowed = {*required, *optional}
        for key in required:
            if key not in parent.nodes:
                self.error(parent.line, f"Hier ontbreekt '{key}'.")
        for key, line in parent.key_lines.items():
            if key not in allowed:
                names = ", ".join(sorted(allowed))
                self.error(line, f"'{key}' is hier niet bekend. Bekend zijn: {names}.")

    def text(self, parent: Entries, key: str) -> str:
        node = parent.nodes.get(key)
        return "" if node is None else self.said(node, key)

    def said(self, node: Node, key: str) -> str:
        """Return a text that is not empty; a bare number counts as text, as people write it."""
        value = self._value(node, key, str)
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if isinstance(value, str) and not text:
            self.error(node.line, f"'{key}' is leeg. Vul een tekst in.")
        return text

    def optional_text(self, parent: Entries, key: str) -> str | None:
        return self.text(parent, key) if key in parent.nodes else None

    def flag(self, parent: Entries, key: str) -> bool:
        node = parent.nodes.get(key)
        return node is not None and self._value(node, key, bool) is True

    def day(self, parent: Entries, key: str) -> date:
        return self.optional_day(parent, key) or _NEVER

    def optional_day(self, parent: Entries, key: str) -> date | None:
        node = parent.nodes.get(key)
        value = None if node is None else self._value(node, key, date)
        return value if isinstance(value, date) else None

    def languages(self, parent: Entries) -> dict[str, str]:
        """Read `nl` and maybe `en`; other keys of `parent` are the caller's to check."""
        return {key: self.text(parent, key) for key in LANGUAGES if key in parent.nodes}

    def lines_by_language(self, parent: Entries) -> dict[str, tuple[tuple[str, int], ...]]:
        """Read lists of lines by language; each line with its number in the file."""
        self.check_keys(parent, ("nl",), ("en",))
        return {
            key: tuple(
                (self.said(item, key), item.line) for item in self.items(parent.nodes[key], key)
            )
            for key in LANGUAGES
            if key in parent.nodes
        }

    def items(self, node: Node, key: str) -> tuple[Node, ...]:
        if isinstance(node, Items):
            return node.nodes
        self.error(node.line, f"'{key}' hoort een lijst te zijn: regels die met '- ' beginnen.")
        return ()

    def _value(self, node: Node, key: str, wanted: type) -> Value:
        if isinstance(node, Scalar):
            # `aantal: 14.50` is written without quotes by everybody, and means those signs.
            written = wanted is str and isinstance(node.value, int | float | date)
            value = node.raw if written and not isinstance(node.value, bool) else node.value
            if isinstance(value, wanted):
                return value
        self.error(node.line, f"'{key}' hoort {_NAMES[wanted]} te zijn.")
        return None
