import logging
import sys
from collections.abc import Iterator

import loguru
import pytest
from loguru import logger

from belbalie import logs


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    logger.remove()
    logger.add(sys.__stderr__ or sys.stderr)


def as_pipecat(level: str, line: str) -> None:
    def named(record: "loguru.Record") -> None:
        record["name"] = "pipecat.processors"

    logger.patch(named).log(level, line)


@pytest.mark.parametrize(
    ("level", "kept"),
    [
        ("DEBUG", ["DEBUG", "INFO", "WARNING", "ERROR"]),
        ("INFO", ["INFO", "WARNING", "ERROR"]),
        ("ERROR", ["ERROR"]),
    ],
)
def test_our_lines_are_kept_from_the_level_on(
    level: str, kept: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure(level)
    for name in ("DEBUG", "INFO", "WARNING", "ERROR"):
        logger.log(name, "line of {}", name)
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.rpartition(" ")[2] for line in err.splitlines()] == kept


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING"])
def test_pipecat_does_not_tell_what_callers_say(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure(level)
    as_pipecat("DEBUG", "TranscriptionFrame(text: mijn man slaat mij)")
    as_pipecat("INFO", "Generating speech: mijn man slaat mij")
    as_pipecat("WARNING", "a queue is full")
    err = capsys.readouterr().err
    assert "mijn man" not in err
    assert "a queue is full" in err


def test_libraries_are_as_quiet_as_we_are_asked_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("ERROR")
    as_pipecat("WARNING", "a queue is full")
    logging.getLogger("uvicorn").warning("a socket was reset")
    logging.getLogger("uvicorn").error("a socket broke")
    err = capsys.readouterr().err
    assert "a socket broke" in err
    assert err.count("\n") == 1


def test_a_library_with_levels_of_its_own_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    logging.getLogger("some.library").log(35, "something between")
    assert "something between" in capsys.readouterr().err


def test_a_fault_is_told_without_the_words_it_was_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("INFO")
    words = " ".join(["mijn", "man", "slaat", "mij"])
    try:
        _broken(words)
    except ZeroDivisionError:
        logger.exception("call x: ended by a fault")
    err = capsys.readouterr().err
    assert "ZeroDivisionError" in err
    assert "mijn man" not in err


def _broken(text: str) -> float:
    return len(text) / 0
