import io
import sys

import pytest

from belbalie import progress
from belbalie.progress import Bars


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SHOWN_AFTER_SECONDS", 0.0)


def work() -> None:
    with Bars() as bars:
        for done in range(5):
            bars("Learning the topics", done, 4)
        bars("Loading the models", 0, 2)
        bars("Loading the models", 1, 2)


@pytest.mark.usefixtures("at_once")
def test_a_terminal_shows_each_piece_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    work()
    shown = terminal.getvalue()
    assert "Learning the topics" in shown
    assert "Loading the models" in shown


@pytest.mark.usefixtures("at_once")
def test_bars_take_themselves_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    work()
    assert terminal.getvalue().rpartition("\r")[2].strip() == ""
    assert "\n" not in terminal.getvalue()


@pytest.mark.usefixtures("at_once")
def test_nothing_is_drawn_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    work()
    assert capsys.readouterr() == ("", "")


def test_what_is_done_at_once_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    work()
    assert "Learning" not in terminal.getvalue()
