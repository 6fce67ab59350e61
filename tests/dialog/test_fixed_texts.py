"""What the code says by itself is held to the rules of what editors write."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.fixed_texts import fixed_texts
from dialog.spoken_style import judged

ROOT = Path(__file__).parents[2]
ROOMS = ("dialog", "records", "belbalie", "voice")
_BRACES = re.compile(r"\{[a-z_]+\}")
_SENTENCE = re.compile(r"[A-Z{][^\\|]* [^\\|]*[.?!]")


def _written(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Language and text of each whole sentence that stands under a language in a table."""
    for each in ast.walk(node):
        for key, value in (
            zip(each.keys, each.values, strict=True) if isinstance(each, ast.Dict) else ()
        ):
            if isinstance(key, ast.Constant) and key.value in ("nl", "en"):
                for part in ast.walk(value):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield str(key.value), part.value


def _sentences() -> Iterator[tuple[str, str, str]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(file.read_text("utf-8"))
            for language, text in _written(tree):
                if _SENTENCE.fullmatch(text):
                    yield file.relative_to(ROOT).as_posix(), language, text


def test_no_sentence_in_the_code_breaks_a_rule() -> None:
    found = list(_sentences())
    assert len(found) > 60
    assert [
        f"{file}: {remark.sentence}"
        for file, language, text in found
        for remark in judged(_BRACES.sub("Zonnedael", text), language)
    ] == []


@pytest.mark.parametrize(
    "name", ["Zonnedael", "Alphen aan den Rijn", "Nuenen, Gerwen en Nederwetten"]
)
def test_our_first_sentence_and_those_at_danger_may_be_said(name: str) -> None:
    said = list(fixed_texts(name))
    assert {heard.language for heard in said} == {"nl", "en"}
    assert [
        remark.sentence
        for heard in said
        for remark in judged(heard.text, heard.language)
        if remark.hard
    ] == []


def _spoken_by_hand(tree: ast.AST) -> Iterator[str]:
    """Words that a `Say` gets in the code itself, past the content."""
    for each in ast.walk(tree):
        if isinstance(each, ast.Call) and getattr(each.func, "id", "") == "Say":
            for keyword in each.keywords:
                if keyword.arg == "text" and isinstance(
                    keyword.value, ast.Constant | ast.JoinedStr
                ):
                    parts = ast.walk(keyword.value)
                    yield from (
                        part.value
                        for part in parts
                        if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    )


def test_nothing_is_said_from_words_in_the_middle_of_the_code() -> None:
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    trees = {file.name: ast.parse(file.read_text("utf-8")) for file in files}
    said = {(name, text) for name, tree in trees.items() for text in _spoken_by_hand(tree)}
    assert [(name, text) for name, text in sorted(said) if any(map(str.isalpha, text))] == []
