"""`belbalie crisis`: start, list and stop, as an editor on duty types them."""

from pathlib import Path

import pytest

from tests.belbalie.command import Case, belbalie, forked
from tests.dialog.crises import PAGE

NOW = ("--now", "2026-11-26T12:00+01:00")
UNTIL = ("--until", "2026-11-26T22:00+01:00")
KEY = "geen-water-in-noord"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "water.md"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_crisis_is_started_listed_and_stopped(page: Path, tmp_path: Path) -> None:
    more = ("--area", "4992, 4993ab", "--street", "Molenweg", "--street", "Dorpsstraat")
    started = belbalie("crisis", "start", page, *UNTIL, *more, *NOW, "--json", data=tmp_path)
    assert (started.code, started.err) == (0, "")
    (told,) = started.lines
    assert told["key"] == KEY
    assert told["area"] == ["4992", "4993AB"]
    assert told["streets"] == ["molenweg", "dorpsstraat"]
    assert "opdrachtregel" in told["started_by"]
    listed = belbalie("crisis", "list", *NOW, "--json", data=tmp_path)
    assert listed.lines == [told]
    later = forked(Case(("crisis", "list", "--now", "2026-11-26T22:00+01:00")), tmp_path)
    assert (later.code, later.out) == (0, "Er loopt geen crisis.\n")
    stopped = forked(Case(("crisis", "stop", KEY)), tmp_path)
    assert stopped.code == 0, stopped.err
    assert stopped.out.startswith(f"{KEY}: gestopt.")
    assert forked(Case(("crisis", "list", *NOW, "--json")), tmp_path).out == ""


def test_a_moment_without_a_zone_is_by_dutch_clocks(page: Path, tmp_path: Path) -> None:
    case = Case(
        ("crisis", "start", page, "--until", "2026-11-26T22:00", *NOW, "--json"),
        variables={"TZ": "America/New_York"},
    )
    assert '"until": "2026-11-26T22:00+01:00"' in forked(case, tmp_path).out


def test_a_wrong_page_is_refused_with_each_line_that_is_wrong(page: Path, tmp_path: Path) -> None:
    page.write_text(PAGE.replace("Dat hoeft niet.", "dat " * 16), encoding="utf-8")
    done = forked(Case(("crisis", "start", page, *UNTIL, *NOW)), tmp_path)
    done.told(2, "expected a page without mistakes")
    assert done.out.startswith(f"{page}:22: Deze zin heeft 16 woorden")
    assert forked(Case(("crisis", "list", *NOW, "--json")), tmp_path).out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--until", "2026-11-26T11:00+01:00"), ("until: expected a moment to come",)),
        (("--until", "morgen"), ("--until: expected a moment", "'morgen'")),
        ((*UNTIL, "--from", "2026-11-27T11:00+01:00"), ("until: expected a moment after",)),
        ((*UNTIL, "--area", "4992,noord"), ("area: expected", "'noord'")),
    ],
)
def test_a_wrong_time_or_area_is_told(
    page: Path, tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    case = Case(("crisis", "start", page, *arguments, *NOW), words)
    case.check(forked(case, tmp_path))


def test_a_page_that_is_not_there_and_a_key_that_does_not_run_are_told(tmp_path: Path) -> None:
    for case in (
        Case(("crisis", "start", tmp_path / "geen.md", *UNTIL, *NOW), ("geen.md", "ontbreekt")),
        Case(("crisis", "stop", "rook"), ("KEY: expected a key of belbalie crisis list", "'rook'")),
    ):
        case.check(forked(case, tmp_path))


def test_a_message_takes_the_place_of_the_opening_and_is_checked(
    page: Path, tmp_path: Path
) -> None:
    wrong = ("crisis", "start", page, *UNTIL, *NOW, "--message", "dit " * 20)
    refused = forked(Case(wrong), tmp_path)
    assert refused.code == 2
    assert refused.out.startswith("--message:1: Deze zin heeft 20 woorden")
    good = ("crisis", "start", page, *UNTIL, *NOW, "--message", "Drink geen water.")
    assert forked(Case(good), tmp_path).code == 0
