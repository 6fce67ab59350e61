from pathlib import Path

import pytest

from dialog.content import load, problems
from dialog.content_page import Page
from dialog.content_pronunciation import read_pronunciations
from dialog.knowledge import Pronunciation
from tests.dialog.small_content import write


def page(folder: Path, text: str) -> Page:
    file = folder / "pronunciation.yaml"
    file.write_text(text, encoding="utf-8")
    return Page(file)


def test_words_are_read_by_language(tmp_path: Path) -> None:
    read = page(tmp_path, "nl:\n  Gogh:\n    say_as: goch\n    ipa: /ɣɔx/\n")
    assert read_pronunciations(read) == {"nl": (Pronunciation("Gogh", "goch", "ɣɔx"),)}
    assert not read.problems


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("nl:\n  Gogh:\n    ipa: ɣɔx\n", 3, "Niet elke stem kan dat"),
        ("nl:\n  Gogh:\n    say_as: goch 5\n", 3, "cijfers of tekens"),
        ("nl:\n  Gogh:\n    zeg: goch\n", 3, "'zeg' is hier niet bekend"),
        ("nl:\n  Gogh: goch\n", 2, "naam: waarde"),
        ("dutch:\n  Gogh:\n    say_as: goch\n", 1, "geen taal"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, part: str) -> None:
    read = page(tmp_path, text)
    read_pronunciations(read)
    told = [problem for problem in read.problems if part in problem.sentence]
    assert [problem.line for problem in told] == [line]


def test_a_nearer_layer_says_it_its_own_way(tmp_path: Path) -> None:
    read = page(tmp_path, "nl:\n  Gogh:\n    say_as: goch\n  Beek:\n    say_as: beek\n")
    assert read_pronunciations(read, {"nl:Gogh"}) == {"nl": (Pronunciation("Beek", "beek"),)}


def test_the_whole_folder_knows_how_its_names_sound(tmp_path: Path) -> None:
    folder = write(tmp_path)
    assert load(folder).pronunciations == {}
    page(folder, "nl:\n  Gogh:\n    say_as: goch\n")
    assert load(folder).pronunciations["nl"] == (Pronunciation("Gogh", "goch"),)
    page(folder, "nl:\n  Gogh:\n    say_as: g0ch\n")
    assert [each.line for each in problems(folder) if not each.warning] == [3]
