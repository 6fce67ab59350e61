"""`belbalie check`: what is wrong in the content, and which layer each topic comes from."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from belbalie.errors import WrongUse
from dialog.content import checked
from dialog.content_file import Problem
from dialog.content_topics import Origin


def check(folder: Path, today: date, *, layers: bool, as_json: bool) -> None:
    """Print every problem, and with `layers` every topic. Raises WrongUse when there are errors."""
    content = checked(folder, today)
    print_problems(content.problems, as_json)
    for origin in content.origins if layers else ():
        print(json.dumps(_fields(origin), ensure_ascii=False) if as_json else _line(origin))
    errors = sum(not problem.warning for problem in content.problems)
    if errors:
        mistakes = "1 mistake" if errors == 1 else f"{errors} mistakes"
        raise WrongUse(f"expected content without mistakes, got {mistakes}: see the lines above")


def print_problems(problems: Iterable[Problem], as_json: bool = False) -> None:
    for problem in problems:
        print(json.dumps(_told(problem), ensure_ascii=False) if as_json else problem)


def _told(problem: Problem) -> dict[str, object]:
    return {
        "file": str(problem.path),
        "line": problem.line,
        "warning": problem.warning,
        "sentence": problem.sentence,
    }


def _fields(origin: Origin) -> dict[str, object]:
    return {
        "topic": origin.key,
        "layer": origin.layer,
        "file": str(origin.path),
        "draft": origin.draft,
        "own_facts": dict(origin.own_facts),
    }


def _line(origin: Origin) -> str:
    """'paspoort  landelijk  landelijk/topics/paspoort.yaml  (tarief: eigen)'"""
    more = [f"{fact}: {layer}" for fact, layer in origin.own_facts.items()]
    more = ["concept", *more] if origin.draft else more
    told = f"  ({', '.join(more)})" if more else ""
    return f"{origin.key}  {origin.layer}  {origin.path}{told}"
