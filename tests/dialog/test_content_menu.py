"""menu.yaml, and what an editor is told about it."""

from pathlib import Path

from dialog.content import load, problems
from dialog.key_menu import Theme
from tests.dialog.small_content import write

ALL = """\
huis:
  title: {nl: huis en afval, en: home and waste}
  topics: [grofvuil, trouwen]
reizen:
  title: {nl: reizen, en: travel}
  topics: [paspoort]
"""


def told(folder: Path) -> list[str]:
    return [str(each).removeprefix(f"{folder}/") for each in problems(folder)]


def about(folder: Path, menu: str) -> list[str]:
    return [each for each in told(write(folder, {"menu.yaml": menu})) if "menu.yaml" in each]


def test_the_themes_are_read(tmp_path: Path) -> None:
    known = load(write(tmp_path, {"menu.yaml": ALL}))
    assert known.menu[0] == Theme(
        "huis", {"nl": "huis en afval", "en": "home and waste"}, ("grofvuil", "trouwen")
    )


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    assert load(write(tmp_path)).menu == ()


def test_what_stands_in_no_theme_is_told_and_does_no_harm(tmp_path: Path) -> None:
    short = ALL.replace("grofvuil, ", "")
    (only,) = about(tmp_path, short)
    assert "let op: 'grofvuil' staat in geen groep" in only
    load(tmp_path)


def test_what_is_not_there_is_an_error_with_its_line(tmp_path: Path) -> None:
    wrong = ALL.replace("[paspoort]", "[paspoort, pasport]")
    assert "menu.yaml:6: Er is geen onderwerp of opdracht 'pasport'." in about(tmp_path, wrong)


def test_what_stands_twice_is_an_error(tmp_path: Path) -> None:
    twice = ALL.replace("[paspoort]", "[paspoort, trouwen]")
    assert "menu.yaml:6: 'trouwen' staat al in een groep. Eén keer is genoeg." in about(
        tmp_path, twice
    )


def test_a_theme_without_a_title_is_an_error(tmp_path: Path) -> None:
    bare = ALL.replace("  title: {nl: reizen, en: travel}\n", "")
    assert any("Hier ontbreekt 'title'." in each for each in about(tmp_path, bare))
