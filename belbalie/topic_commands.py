"""`belbalie topics diff` and `import`: another municipality's topics, and the difference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from belbalie.checking import print_problems
from belbalie.errors import WrongUse
from dialog.content import Content, checked
from dialog.content_file import Problem
from dialog.knowledge import Knowledge, Topic
from dialog.topic_difference import Difference, difference
from dialog.topic_import import Ours, imported
from dialog.topics_there import There, UnfitTopic, read_there


@dataclass(frozen=True, slots=True)
class _Here:
    folder: Path
    content: Content
    knowledge: Knowledge

    def file(self, key: str) -> Path:
        return self.folder / "topics" / f"{key}.yaml"

    def is_live(self, key: str) -> bool:
        """Whether callers get the topic from the own file of this municipality."""
        return any(
            origin.key == key and not origin.draft and origin.path == self.file(key)
            for origin in self.content.origins
        )


def print_difference(own: Path, folder: Path, keys: Sequence[str]) -> None:
    """What their topics would change here; without `keys`, of all. Raises WrongUse."""
    here, there = _here(own), _there(folder)
    for key in _keys(there, keys) or sorted(there.readings):
        _print(key, difference(_topic(there, key), there.town, here.knowledge))


def import_topics(own: Path, folder: Path, keys: Sequence[str], *, yes: bool, today: date) -> None:
    """Write their topics here, as drafts; with `yes` also over what is here. Raises WrongUse."""
    here, there = _here(own), _there(folder)
    refused: list[str] = []
    written: list[Path] = []
    for key in _keys(there, keys):
        found = difference(_topic(there, key), there.town, here.knowledge)
        _print(key, found)
        refusal = _refusal(here, key, found, yes=yes)
        if refusal is not None:
            refused.append(refusal)
        elif _write(here, there, key, found, today):
            written.append(here.file(key))
        else:
            refused.append(f"a topic without mistakes, got those above: {key} stays as it was")
    print_problems(_problems_of(written, checked(own, today).problems))
    if refused:
        raise WrongUse(f"expected {'; '.join(refused)}")


def _refusal(here: _Here, key: str, found: Difference, *, yes: bool) -> str | None:
    """Why the topic is not written, after 'expected'; None when it may be."""
    file = here.file(key)
    if file.exists() and not yes:
        return f"--yes to write over {file}, got none"
    if here.is_live(key) and found.lacks:
        return f"all that {key} names to be here, got a lack of it: see the lines above"
    return None


def _write(here: _Here, there: There, key: str, found: Difference, today: date) -> bool:
    """Write the file; one that callers have gets its old words back when there are mistakes."""
    file, live = here.file(key), here.is_live(key)
    before = file.read_bytes() if live else b""
    text = there.readings[key].page.path.read_text(encoding="utf-8-sig")
    heading = _heading(there, there.topic(key), found, today)
    file.parent.mkdir(exist_ok=True)
    file.write_text(imported(text, _ours(here, key), heading, draft=not live), encoding="utf-8")
    if not live:
        print(f"{key}: geschreven als concept in {file}")
        return True
    mistakes = [one for one in checked(here.folder).problems if not one.warning]
    if mistakes:
        print_problems(mistakes)
        file.write_bytes(before)
        return False
    print(f"{key}: overschreven in {file}")
    return True


def _heading(there: There, theirs: Topic, found: Difference, today: date) -> list[str]:
    who = there.town.name or str(there.readings[theirs.key].page.path.parent.parent)
    return [
        f"Overgenomen van {who} op {today.isoformat()}. Bron daar: {theirs.source}.",
        *found.lacks,
    ]


def _ours(here: _Here, key: str) -> Ours:
    """What is here of the topic already, whichever layer it is of."""
    topic, town = here.knowledge.topics.get(key), here.knowledge.municipality
    if topic is None:
        return Ours(facts=town.facts)
    source = topic.source if here.is_live(key) else None
    return Ours({**town.facts, **topic.facts}, source, topic.samples if here.is_live(key) else {})


def _here(own: Path) -> _Here:
    content = checked(own)
    if content.knowledge is None:
        raise WrongUse("\n".join(str(one) for one in content.problems if not one.warning))
    return _Here(own, content, content.knowledge)


def _there(folder: Path) -> There:
    there = read_there(folder)
    if not there.readings:
        raise WrongUse(f"FOLDER: expected a folder with topics/*.yaml, got {str(folder)!r}")
    return there


def _keys(there: There, keys: Sequence[str]) -> list[str]:
    for key in keys:
        if key not in there.readings:
            known = ", ".join(sorted(there.readings))
            raise WrongUse(f"KEY: expected one of {known}, got {key!r}")
    return list(dict.fromkeys(keys))


def _topic(there: There, key: str) -> Topic:
    try:
        return there.topic(key)
    except UnfitTopic as unfit:
        raise WrongUse(str(unfit)) from None


def _print(key: str, found: Difference) -> None:
    told = (*found.changes, *found.lacks)
    print(f"{key}:" if told else f"{key}: hier en daar hetzelfde.")
    for line in told:
        print(f"  {line}")


def _problems_of(files: Iterable[Path], problems: Iterable[Problem]) -> list[Problem]:
    wanted = set(files)
    return [problem for problem in problems if problem.path in wanted]
