"""The commands of the contract are there, with their options, and each tells what it does."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from belbalie.cli import app
from tests.belbalie.command import Case, forked

README = Path(__file__).parents[2] / "README.md"

COMMANDS: dict[str, set[str]] = {
    "serve": {"--content", "--database", "--http", "--sip"},
    "call": {"FILE.wav", "--content", "--lang", "--now", "--out", "--json"},
    "ask": {"[TEXT]", "--batch", "--content", "--now", "--json"},
    "chat": {"--script", "--content", "--now", "--json"},
    "check": {"--content", "--layers", "--json", "--table"},
    "models": set(),
    "models list": set(),
    "models pull": {"NAME"},
    "models verify": {"[NAME]"},
    "bench": set(),
    "bench latency": {"--turns", "--out", "--piper", "--tail", "--load-per-call", "--json"},
    "bench capacity": {
        *("--calls", "--turns", "--out", "--piper", "--tail", "--load-per-call", "--json"),
    },
    "bench recognition": {"--every", "--json"},
    "bench desk": {"--calls", "--desks", "--seconds", "--json"},
    "report": {"--from", "--to", "--call", "--database", "--json"},
    "content": set(),
    "content history": {"--most", "--content", "--json"},
    "content back": {"VERSION", "--reason", "--content"},
    "replay": {"--draft", "--from", "--to", "--calls", "--content", "--database", "--json"},
    "crisis": set(),
    "crisis start": {
        *("FAQ.md", "--area", "--street", "--from", "--until", "--message", "--database", "--now"),
        "--json",
    },
    "crisis list": {"--database", "--now", "--json"},
    "crisis stop": {"KEY", "--database"},
    "erase": {"CALL", "--database"},
    "accounts": set(),
    "accounts add": {
        *("NAME", "--title", "--role", "--department", "--language", "--sip"),
        *("--content", "--database", "--json"),
    },
    "accounts list": {"--database", "--json"},
    "accounts change": {
        *("NAME", "--title", "--role", "--department", "--language", "--sip"),
        *("--content", "--database"),
    },
    "accounts reset": {"NAME", "--database", "--json"},
    "accounts close": {"NAME", "--database"},
    "contacts": set(),
    "contacts list": {"--database", "--json"},
    "contacts retry": {"[CALL]", "--database"},
    "reports": set(),
    "reports list": {"--database", "--json"},
    "reports set": {"NUMBER", "STATE", "--database"},
    "knowledge": set(),
    "knowledge add": {
        *("NAME", "LOCATION", "--kind", "--layer", "--language", "--max-pages", "--postcodes"),
        *("--as-municipality", "--token-file", "--token-variable", "--token-header", "--database"),
    },
    "knowledge sync": {"[NAME]", "--database"},
    "knowledge list": {"--database", "--json"},
    "knowledge remove": {"NAME", "--database"},
    "knowledge questions": set(),
    "knowledge questions export": {"--blank", "--database"},
    "knowledge questions import": {"FILE.csv", "--database"},
    "knowledge questions write": {"--most", "--database"},
    "knowledge questions list": {"--database"},
    "knowledge questions remove": {"--database"},
    "topics": set(),
    "topics diff": {"FOLDER", "[KEY…]", "--content"},
    "topics draft": {"FAQ", "--department", "--yes", "--content"},
    "topics import": {"FOLDER", "KEY…", "--yes", "--content"},
}
"""With what is ours beside the contract."""


def found() -> dict[str, Any]:
    """Every command by its words."""
    return within(typer.main.get_command(app))


def within(group: Any, before: str = "") -> dict[str, Any]:
    commands = {}
    for name, command in getattr(group, "commands", {}).items():
        commands[before + name] = command
        commands |= within(command, f"{before}{name} ")
    return commands


def named(parameter: Any) -> set[str]:
    if parameter.param_type_name == "argument":
        return {parameter.metavar}
    return set(parameter.opts)


def test_the_commands_are_those_of_the_contract_and_no_others() -> None:
    assert set(found()) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_takes_what_it_promises(name: str) -> None:
    parameters = [one for one in found()[name].params if one.name != "help"]
    assert set().union(*map(named, parameters)) == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_all_that_it_takes_is_explained(name: str) -> None:
    command = found()[name]
    assert command.help.strip().split("\n")[0].endswith(".")
    for parameter in command.params:
        assert parameter.help, f"{name} {parameter.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_printed_and_is_no_fault(name: str, tmp_path: Path) -> None:
    done = forked(Case((*name.split(), "--help")), tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: belbalie {name}")


def told_in_readme() -> dict[str, str]:
    """By group, or command without one: its row in the table of README.md."""
    rows = re.findall(r"^\| `belbalie (\w+).*", README.read_text(encoding="utf-8"), re.M)
    lines = re.findall(r"^(\| `belbalie .*)", README.read_text(encoding="utf-8"), re.M)
    return dict(zip(rows, lines, strict=True))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_in_the_readme(name: str) -> None:
    group, _, own = name.partition(" ")
    row = told_in_readme()[group]
    assert re.search(rf"`(?:belbalie )?(?:{group} )?{own or group}\b", row), row


def test_the_readme_tells_of_no_other_command() -> None:
    assert set(told_in_readme()) == {name.partition(" ")[0] for name in COMMANDS}


def test_the_list_of_commands_shows_whole_sentences(tmp_path: Path) -> None:
    done = forked(Case(("--help",)), tmp_path)
    assert "..." not in done.out.partition("Commands:")[2]
