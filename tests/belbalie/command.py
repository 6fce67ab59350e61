"""The real command in a process of its own.

`belbalie` starts the console script. `forked` is for long tables of cases: a process that has
the command line loaded already is copied for each, so that a case costs no second.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from belbalie.cli import main

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("belbalie")


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """What was printed, each line as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    def told(self, code: int, *words: str) -> None:
        """It ended with this code and one line on stderr that holds these words."""
        assert self.code == code, self.err
        assert self.err.startswith("belbalie: "), self.err
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        assert "Usage" not in self.err
        for word in words:
            assert word in self.err


@dataclass(frozen=True)
class Case:
    """A command that is told to do what cannot be done, and what it must say to that."""

    arguments: tuple[str | Path, ...]
    words: tuple[str, ...] = ()
    code: int = 2
    variables: Mapping[str, str] = field(default_factory=dict)

    def check(self, ended: Ended) -> None:
        ended.told(self.code, *self.words)
        assert ended.out == ""


def variables(data: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """This environment without settings of Belbalie but these, and the content in `data`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BELBALIE_")}
    if (data / "content").is_dir():
        kept["BELBALIE_CONTENT"] = str(data / "content")
    return {**kept, "PYTHONPATH": str(ROOT), "BELBALIE_DATA": str(data), **(more or {})}


def belbalie(
    *arguments: str | Path,
    data: Path,
    more: Mapping[str, str] | None = None,
    before: tuple[str, ...] = (),
) -> Ended:
    """Run it to its end, in the folder `data`; `before` is put in front of the command."""
    done = subprocess.run(
        [*before, COMMAND, *arguments],
        env=variables(data, more),
        cwd=data,
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(
    ["belbalie.cli", "belbalie.caller_sound", "belbalie.model_commands", "belbalie.reporting"]
)


def forked(case: Case, data: Path) -> Ended:
    """Run it to its end, in the folder `data`, in a copy of a process that is ready for it."""
    arguments = [str(argument) for argument in case.arguments]
    with tempfile.TemporaryDirectory() as kept:
        out, err = Path(kept, "out"), Path(kept, "err")
        given = (arguments, variables(data, case.variables), data, (out, err))
        process = _forks.Process(target=_become, args=given)
        process.start()
        process.join(60)
        code = process.exitcode
        assert code is not None, "it goes on for more than a minute"
        process.close()
        return Ended(code, out.read_text("utf-8"), err.read_text("utf-8"))


def _become(
    arguments: list[str], environment: dict[str, str], folder: Path, files: tuple[Path, Path]
) -> None:
    for number, file in enumerate(files, 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["belbalie", *arguments]
    main()


def start(
    *arguments: str | Path, data: Path, out: int = subprocess.PIPE
) -> "subprocess.Popen[str]":
    """Begin it with pipes, for a test that talks with it. The test sees to its end."""
    return subprocess.Popen(
        [COMMAND, *arguments],
        env=variables(data),
        cwd=data,
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
    )
