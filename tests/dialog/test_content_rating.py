"""How many callers are asked at the end how it was: a number in gemeente.yaml."""

from pathlib import Path

import pytest

from dialog.content import load, problems
from tests.dialog import small_content


def write(folder: Path, line: str) -> Path:
    small_content.write(folder)
    town = folder / "gemeente.yaml"
    town.write_text(town.read_text("utf-8") + line, "utf-8")
    return folder


def test_nobody_is_asked_where_nothing_is_said(tmp_path: Path) -> None:
    assert load(small_content.write(tmp_path)).municipality.rating_percent == 0


def test_so_many_in_a_hundred(tmp_path: Path) -> None:
    assert load(write(tmp_path, "rating: 25\n")).municipality.rating_percent == 25


@pytest.mark.parametrize("wrong", ["-1", "101", "vaak", "2.5", "[1]"])
def test_what_is_no_percentage_is_told(tmp_path: Path, wrong: str) -> None:
    told = [str(each) for each in problems(write(tmp_path, f"rating: {wrong}\n"))]
    assert any("gemeente.yaml" in each and "0 tot en met 100" in each for each in told)
