"""A list of questions and answers (CSV, JSON or Markdown), each with the line where it stands.

In CSV and JSON the fields of `connectors/sources/questions.py` are read and no others; in
Markdown a heading with text under it is a question.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

from connectors.sources import questions
from connectors.sources.days import day_in
from connectors.sources.fields import first_text, is_out
from connectors.sources.text import decoded
from dialog.asked import Asked
from dialog.content_file import Entries, Items, Node, Problem, Scalar, read
from dialog.documents.document import Block, Paragraph, Table
from dialog.documents.document import Items as Listed
from dialog.documents.sentences import sentences
from dialog.documents.shortening import speakable, spoken
from dialog.phrases import plain

_MARKDOWN = MarkdownIt("commonmark")
_ENDS = (".", "!", "?", "…")
_NO_JSON = "Deze regel is geen goede JSON. Kijk naar komma's, haken en aanhalingstekens."
_Row = tuple[int, Mapping[str, str]]


def read_faq(path: Path) -> tuple[list[Asked], list[Problem]]:
    """The questions that can be answered by telephone, and what of the file cannot be said.

    The name ends in .csv, .json or .md. Raises OSError.
    """
    problems: list[Problem] = []
    found = []
    for line, fields in _READERS[path.suffix.lower()](path, problems):
        asked = _asked(path, line, fields, problems)
        if asked is not None:
            found.append(asked)
    if not found and not problems:
        problems.append(Problem(path, 0, "Hier staan geen vragen met een antwoord in."))
    return found, problems


def _asked(
    path: Path, line: int, fields: Mapping[str, str], problems: list[Problem]
) -> Asked | None:
    question = " ".join(first_text(fields, questions.QUESTION).split())
    answer = first_text(fields, questions.ANSWER)
    if not plain(question) or not answer:
        missing = "het antwoord" if plain(question) else "de vraag"
        problems.append(Problem(path, line, f"Hier ontbreekt {missing}.", warning=True))
        return None
    if is_out(fields):
        problems.append(Problem(path, line, "Deze vraag telt niet meer mee.", warning=True))
        return None
    said = []
    for sentence, can_be_said in _sentences(answer):
        if can_be_said:
            said.append(sentence)
        else:
            told = f"Dit kan de computer niet zeggen: '{_start(sentence)}'."
            problems.append(Problem(path, line, told, warning=True))
    return Asked(
        line=line,
        question=question,
        sentences=tuple(said),
        department=first_text(fields, questions.DEPARTMENT),
        dated=day_in(first_text(fields, questions.DATED)),
        url=first_text(fields, questions.URL) or None,
    )


def _start(sentence: str) -> str:
    first = sentence.split()[:6]
    return " ".join(first) + (" …" if len(sentence.split()) > len(first) else "")


def _sentences(answer: str) -> Iterator[tuple[str, bool]]:
    """Each sentence of an answer in Markdown or HTML, and whether it makes sense without eyes."""
    for section in questions.sections_of(answer):
        for block in section.blocks:
            for written in _written(block):
                fit = not isinstance(block, Table) and speakable(written)
                for sentence in sentences(spoken(written)) if fit else [written]:
                    yield sentence, fit


def _written(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from sentences(block.text)
    elif isinstance(block, Listed):
        # An item of a list gets the full stop that its writer left out.
        yield from (line if line.endswith(_ENDS) else f"{line}." for line in block.lines)
    else:
        yield from (", ".join(filter(None, row)) for row in block.rows)


# -- forms of files ------------------------------------------------------------------------------


def _csv_rows(path: Path, problems: list[Problem]) -> Iterator[_Row]:
    text = decoded(path.read_bytes())
    first = text.partition("\n")[0]
    separator = max(";,\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = next(reader, [])
    if not {plain(name) for name in header} & set(questions.QUESTION):
        problems.append(Problem(path, 1, "Hier ontbreken de kolommen 'vraag' en 'antwoord'."))
        return
    before = reader.line_num
    for row in reader:
        if any(row):
            yield before + 1, dict(zip(header, row, strict=False))
        before = reader.line_num


def _json_rows(path: Path, problems: list[Problem]) -> Iterator[_Row]:
    # JSON is YAML too, and so every object knows its line.
    root, wrong = read(path)
    for one in wrong:
        is_syntax = "YAML" in one.sentence
        problems.append(replace(one, sentence=_NO_JSON) if is_syntax else one)
    for entries in _objects(root) if root is not None else ():
        fields = {key: _text(node) for key, node in entries.nodes.items()}
        if any(first_text(fields, names) for names in (questions.QUESTION, questions.ANSWER)):
            yield entries.line, fields


def _objects(node: Node) -> Iterator[Entries]:
    children: Iterable[Node] = ()
    if isinstance(node, Entries):
        yield node
        children = node.nodes.values()
    elif isinstance(node, Items):
        children = node.nodes
    for child in children:
        yield from _objects(child)


def _text(node: Node) -> str:
    if isinstance(node, Scalar):
        return "" if node.value is None else node.raw
    if isinstance(node, Items):
        return ", ".join(filter(None, map(_text, node.nodes)))
    return ""


def _markdown_rows(path: Path, problems: list[Problem]) -> Iterator[_Row]:
    lines = decoded(path.read_bytes()).splitlines()
    tokens = _MARKDOWN.parse("\n".join(lines))
    headings = [
        (token.map[0], token.map[1], inline.content)
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.map
    ]
    ends = [first for first, _, _ in headings[1:]] + [len(lines)]
    for (first, last, question), end in zip(headings, ends, strict=False):
        answer = "\n".join(lines[last:end]).strip()
        if answer:  # a heading above others is no question
            yield first + 1, {"vraag": question, "antwoord": answer}


_READERS = {".csv": _csv_rows, ".json": _json_rows, ".md": _markdown_rows}
ENDINGS = tuple(_READERS)
