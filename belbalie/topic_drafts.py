"""`belbalie topics draft`: a list of questions and answers as drafts of topics."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from belbalie.checking import print_problems
from belbalie.errors import WrongUse
from connectors.faq import ENDINGS, read_faq
from dialog.asked import Asked, key
from dialog.asked_topic import topic_file
from dialog.content import Content, checked
from dialog.content_file import Problem
from dialog.knowledge import Department
from dialog.phrases import plain


def draft_topics(own: Path, faq: Path, department: str | None, *, yes: bool) -> None:
    """Write a draft for each question, and print what is wrong with them. Raises WrongUse.

    A topic that callers have is never written over; a draft only with `yes`.
    """
    asked, problems = _read(faq)
    print_problems(problems)
    content = _content(own)
    departments = content.town.departments
    if department is not None and department not in departments:
        known = ", ".join(departments)
        raise WrongUse(f"--department: expected one of {known}, got {department!r}")
    written, kept = [], []
    for name, one in _named(asked, _live(content)):
        file = own / "topics" / f"{name}.yaml"
        if file.exists() and not yes:
            kept.append(file.name)
            continue
        chosen = _department(one, departments) or department
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(topic_file(one, name, chosen, f"{faq.name}, regel {one.line}"), "utf-8")
        written.append(file)
    _report(written, checked(own).problems)
    if kept:
        raise WrongUse(f"expected --yes to write over {', '.join(kept)}, got none")


def _read(faq: Path) -> tuple[list[Asked], list[Problem]]:
    if faq.suffix.lower() not in ENDINGS or not faq.is_file():
        raise WrongUse(f"FAQ: expected a file of {', '.join(ENDINGS)}, got {str(faq)!r}")
    asked, problems = read_faq(faq)
    errors = [problem for problem in problems if not problem.warning]
    if errors:
        raise WrongUse("\n".join(map(str, errors)))
    return asked, problems


def _content(own: Path) -> Content:
    if not own.is_dir():
        raise WrongUse(f"--content: expected a folder with content, got {str(own)!r}")
    return checked(own)


def _live(content: Content) -> set[str]:
    return {origin.key for origin in content.origins if not origin.draft}


def _named(asked: Iterable[Asked], live: Iterable[str]) -> list[tuple[str, Asked]]:
    """Each question with a key of its own, the same each time that the list is read."""
    taken = set(live)
    named = []
    for one in asked:
        first = key(one.question)
        name, number = first, 1
        while name in taken:
            number += 1
            name = f"{first}_{number}"
        taken.add(name)
        named.append((name, one))
    return named


def _department(asked: Asked, departments: Mapping[str, Department]) -> str | None:
    """The department that the list names, by its key or its title."""
    named = _short(asked.department)
    for each in departments.values():
        if named and named in (plain(each.key), _short(each.title)):
            return each.key
    return None


def _short(title: str) -> str:
    """'het team Burgerzaken' -> 'burgerzaken'"""
    return plain(title).removeprefix("het ").removeprefix("de ").removeprefix("team ")


def _report(written: list[Path], problems: Iterable[Problem]) -> None:
    """Which drafts there are now, and what an editor has to do to each."""
    wanted = set(written)
    print_problems(problem for problem in problems if problem.path in wanted)
    for file in written:
        print(f"{file.stem}: geschreven als concept in {file}")
