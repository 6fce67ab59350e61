"""No text of the content reaches a caller unjudged."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dialog.content import checked, problems
from dialog.content_file import Entries, Items, Node, Scalar, read
from dialog.content_page import Page
from dialog.spoken_texts import by_name, check_spoken, first_of, spoken_texts
from tests.dialog.small_content import write

CONTENT = Path(__file__).parents[2] / "content"
_SPOILED = "Klik click."
_TEXT = re.compile(r"(?<![\w#])((?:nl|en): +)([\"']?)(?=[^\s\[{\-\"'])")
_SAMPLES = re.compile(r"^samples:.*", re.MULTILINE | re.DOTALL)
CRISIS = """\
messages:
  - text:
      nl: Er is geen water.
      en: There is no water.
    from: 2026-12-01 08:00
    until: 2026-12-01 22:00
"""


def _spoil(path: Path) -> None:
    """A word for the eyes in every text; of a topic the samples, which are the bulk, are cut."""
    text = _SAMPLES.sub(f"samples: {{nl: [{path.stem}]}}\n", path.read_text("utf-8"))
    path.write_text(_TEXT.sub(rf"\1\2{_SPOILED} ", text), "utf-8")


def _spoiled_lines(node: Node) -> Iterator[int]:
    """Where those words stand now; by hand, and not by the code that is tested."""
    if isinstance(node, Items):
        for each in node.nodes:
            yield from _spoiled_lines(each)
    if isinstance(node, Entries):
        for key, child in node.nodes.items():
            if isinstance(child, Scalar) and _SPOILED in str(child.value):
                yield node.key_lines[key]
            elif key != "facts":  # they are judged in the text that names them
                yield from _spoiled_lines(child)


def test_every_text_of_every_file_is_judged(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("addresses.csv", "*.md"))
    for name in ("others.yaml", "commands.yaml"):  # what callers say
        (folder / name).write_text("human: {nl: [een mens]}\n" if name[0] == "o" else "", "utf-8")
    (folder / "crisis.yaml").write_text(CRISIS, "utf-8")
    files = sorted(folder.rglob("*.yaml"))
    for path in files:
        _spoil(path)
    trees = ((path, read(path)[0]) for path in files)
    expected = {(path, line) for path, tree in trees if tree for line in _spoiled_lines(tree)}
    told = {
        (problem.path, problem.line)
        for problem in problems(folder)
        if "moet men zien" in problem.sentence
        # In a crisis a word is told, and the message goes out.
        and problem.warning is (problem.path == folder / "crisis.yaml")
    }
    assert len(expected) > 1000
    assert sorted(expected - told) == []


def test_a_spoken_text_is_what_stands_under_a_language_and_no_list() -> None:
    page = Page(CONTENT / "topics" / "paspoort.yaml")
    found = {(each.place, each.language) for each in spoken_texts(page.root)}
    assert {("title", "nl"), ("answer", "en"), ("follow_ups.kosten", "nl")} <= found
    assert not any(place.startswith(("samples", "facts", "source")) for place, _ in found)


def test_a_name_that_nobody_knows_counts_as_a_word(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text('zin: {nl: "Dat is {iets_nieuws}.", en: "Now {x."}', "utf-8")
    page = Page(tmp_path / "a.yaml")
    check_spoken(page, by_name({}))
    assert page.problems == []


def test_a_text_is_judged_filled_in(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text('zin: {nl: "Het kost {a} en {b}."}', "utf-8")
    page = Page(tmp_path / "a.yaml")
    check_spoken(page, first_of(by_name({"a": {"nl": "€ 5"}}), by_name({"b": {"nl": "€ 6"}})))
    assert [problem.sentence for problem in page.problems] == [
        "Deze zin heeft 2 getallen: 'Het kost en …'. Zeg er één per zin."
    ]


def test_the_longest_names_together_are_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text('zin: {nl: "Bedoelt u {a}?"}', "utf-8")
    page = Page(tmp_path / "a.yaml")
    check_spoken(page, by_name({"a": {"nl": "dit"}}), by_name({"a": {"nl": "zo " * 16}}))
    assert [problem.warning for problem in page.problems] == [True]


def _first_line(folder: Path, name: str) -> list[str]:
    return [str(one).removeprefix(f"{folder}/") for one in problems(folder) if name in str(one)]


@pytest.mark.parametrize(
    ("name", "spoil", "found"),
    [
        ("gemeente.yaml", lambda text: text.replace("het team Afval", "de site Afval"), "'site'"),
        ("gemeente.yaml", lambda text: text.replace("name: Zonnedael", "name: App"), "'app'"),
    ],
)
def test_what_is_said_of_the_municipality_is_judged(
    tmp_path: Path, name: str, spoil: Callable[[str], str], found: str
) -> None:
    folder = write(tmp_path)
    (folder / name).write_text(spoil((folder / name).read_text("utf-8")), "utf-8")
    assert any(found in line for line in _first_line(folder, name))


def test_an_editor_adds_words_in_a_file_of_their_own(tmp_path: Path) -> None:
    words = "instead:\n  nl: {werkdag: dag}\neyes:\n  nl: [balie]\n"
    folder = write(tmp_path, {"plain_words.yaml": words})
    told = [str(one) for one in problems(folder)]
    assert any("'werkdag' is geen gewoon woord. Schrijf 'dag'." in line for line in told)
    assert any("'balie' moet men zien" in line for line in told)
    assert checked(folder).knowledge is None


def test_the_words_of_a_farther_layer_count_too(tmp_path: Path) -> None:
    write(tmp_path / "landelijk", {"plain_words.yaml": "instead: {nl: {werkdag: doordeweeks}}\n"})
    own = write(tmp_path / "eigen", {
        "layers.yaml": "landelijk: ../landelijk\n",
        "plain_words.yaml": "instead: {nl: {balie: loket}}\n",
    })  # fmt: skip
    told = " ".join(str(one) for one in problems(own))
    assert "Schrijf 'loket'." in told
    assert "Schrijf 'doordeweeks'." in told


def test_a_mistake_in_that_file_is_told_with_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path, {"plain_words.yaml": "instead:\n  fr: {a: b}\nwoorden: [x]\n"})
    told = [str(one).removeprefix(f"{folder}/") for one in problems(folder)]
    assert any(line.startswith("plain_words.yaml:2: 'fr' is hier niet bekend") for line in told)
    assert any(line.startswith("plain_words.yaml:3: 'woorden' is hier niet") for line in told)
