"""The demonstration content for a test: open day and night, with no agents but the test's own."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML

from dialog.hours import holiday_keys
from dialog.when import WEEKDAYS

CONTENT = Path(__file__).parents[2] / "content"

Agents = Mapping[str, Mapping[str, str]]
"""Addresses by name, by department."""


def open_always(folder: Path, agents: Agents | None = None) -> Path:
    """Copy the content to `folder`: what a call comes to then hangs on no clock."""
    shutil.copytree(CONTENT, folder, dirs_exist_ok=True)
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
