"""The demonstration content for a test: open day and night, with no agents but the test's own.

With few of its sample lines: to learn all of them takes minutes once and seconds at each start.
What they are worth is measured by `bench/understanding.py`.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from dialog.hours import holiday_keys
from dialog.slots.calendar_words import WEEKDAYS

CONTENT = Path(__file__).parents[2] / "content"

SAMPLES = 10
"""Of each topic, kind and language."""

Agents = Mapping[str, Mapping[str, str]]
"""Addresses by name, by department."""


def open_always(folder: Path, agents: Agents | None = None) -> Path:
    """Copy the content to `folder`: what a call comes to then hangs on no clock."""
    few_samples(folder)
    file, yaml = folder / "gemeente.yaml", YAML()
    town = yaml.load(file)
    town["hours"] = dict.fromkeys(WEEKDAYS, "00:00-24:00")
    town["open_on"], town["closing_days"] = list(holiday_keys()), []
    for key, department in town["departments"].items():
        department.pop("agents", None)
        if agents and key in agents:
            found = [{"name": name, "address": to} for name, to in agents[key].items()]
            department["agents"] = found
    yaml.dump(town, file)
    return folder


def few_samples(folder: Path) -> Path:
    """Copy the content to `folder` as it is, but for the number of its sample lines."""
    return shutil.copytree(_trimmed(), folder, dirs_exist_ok=True)


@cache
def _trimmed() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="belbalie-content-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(CONTENT, folder, dirs_exist_ok=True)
    yaml = YAML()
    yaml.width = 10_000
    for file in (*(folder / "topics").glob("*.yaml"), folder / "others.yaml"):
        page = yaml.load(file)
        for lines in _samples(page):
            del lines[SAMPLES:]
        yaml.dump(page, file)
    return folder


def _samples(page: Any) -> Iterator[list[str]]:
    """The lists of sample lines, wherever they stand: by language, under `samples` or a kind."""
    kinds = [page["samples"]] if "samples" in page else page.values()
    for kind in kinds:
        yield from (lines for lines in kind.values() if isinstance(lines, list))
