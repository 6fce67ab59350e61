"""`belbalie check`: what is wrong in the content, how readable it is, and whose each topic is."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from belbalie.errors import WrongUse
from belbalie.lint import NOT_MEASURED, lint
from dialog.content import Content, checked
from dialog.content_file import Problem
from dialog.content_page import Page
from dialog.content_topics import Origin
from dialog.fixed_texts import fixed_texts
from dialog.reading_table import Row, rows
from dialog.spoken_style import Heard

FIXED = "vaste zinnen"
"""What no editor writes: our first sentence and those at danger."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to tell beside the problems."""

    layers: bool = False
    table: bool = False
    as_json: bool = False


def check(folder: Path, today: date, wish: Wish) -> None:
    """Print every problem, and what is wished beside. Raises WrongUse when there are errors."""
    content = checked(folder, today)
    print_problems(content.problems, wish.as_json)
    for origin in content.origins if wish.layers else ():
        print(json.dumps(_fields(origin), ensure_ascii=False) if wish.as_json else _line(origin))
    if wish.table:
        print_table(content, wish.as_json)
    errors = sum(not problem.warning for problem in content.problems)
    if errors:
        mistakes = "1 mistake" if errors == 1 else f"{errors} mistakes"
        raise WrongUse(f"expected content without mistakes, got {mistakes}: see the lines above")


def print_table(content: Content, as_json: bool) -> None:
    """How readable each topic and each other file is, in each language."""
    measured = lint()
    warnings = Counter(_name(problem.path) for problem in content.problems if problem.warning)
    heard = {**_by_name(content.pages), FIXED: list(fixed_texts(content.town.name))}
    table = list(rows(heard, warnings, measured))
    if as_json:
        for row in table:
            print(json.dumps({"table": asdict(row)}, ensure_ascii=False))
    else:
        print(_HEAD)
        print(*map(_columns, table), sep="\n")
    if measured is None and not as_json:
        print(NOT_MEASURED)


_HEAD = f"{'onderwerp':30} taal teksten zinnen langste Flesch getallen/zin let op   LiNT"


def _columns(row: Row) -> str:
    score = "-" if row.score is None else f"{row.score:.0f}"
    measured = "-" if row.lint is None else f"{row.lint:.0f}"
    return (
        f"{row.name:30} {row.language:4} {row.texts:7} {row.sentences:6} {row.longest:7}"
        f" {score:>6} {row.numbers:11.2f} {row.warnings:6} {measured:>6}"
    )


def _by_name(pages: Iterable[Page]) -> Mapping[str, list[Heard]]:
    """Topics by their keys first, then the other files."""
    found: dict[str, list[Heard]] = {}
    for page in sorted(pages, key=lambda page: page.path.parent.name != "topics"):
        if page.heard:
            found.setdefault(_name(page.path), []).extend(page.heard)
    return found


def _name(path: Path) -> str:
    """'paspoort' of a topic, 'scripts/grofvuil', 'sentences.yaml'."""
    if path.parent.name == "topics":
        return path.stem
    return f"scripts/{path.stem}" if path.parent.name == "scripts" else path.name


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
