"""The scripts of a content folder. A broken one is left out, and nothing else goes with it."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from dialog.content_file import Problem
from dialog.content_page import Page
from dialog.content_topic import Reading
from dialog.knowledge import Fact, Topic
from dialog.scripts.script import End, Perform, Script
from dialog.scripts.script_file import read_script
from dialog.spoken_examples import of_script
from dialog.spoken_texts import check_spoken


def read_scripts(
    pages: Iterable[Page],
    topics: Iterable[Topic],
    facts: Mapping[str, Fact],
    before: Mapping[str, Script],
) -> tuple[dict[str, Script], list[Problem]]:
    """Read every script; of one with a mistake the one `before` stays in force, if there was.

    A text may name these `facts`, and those of the topic of the same key.
    """
    scripts, found = {}, []
    known = {topic.key: topic for topic in topics}
    for page in pages:
        stem = page.path.stem
        named = {**facts, **(known[stem].facts if stem in known else {})}
        script = read_script(page, stem, named) if page.readable else None
        if script is not None:
            _check_topics(page, script, known)
            kinds = {slot.key: slot.kind for slot in script.slots.values()}
            check_spoken(page, of_script(kinds, named))
        found += page.problems
        if script is None or any(not problem.warning for problem in page.problems):
            script = before.get(stem)
        if script is not None:
            scripts[stem] = script
    return scripts, found


def unknown_scripts(files: Iterable[Path], readings: Iterable[Reading]) -> list[Problem]:
    """Find topics whose script does not exist, or gives it a value for no slot of it."""
    stems = {path.stem for path in files}
    return [
        Problem(
            reading.page.path,
            reading.page.root.key_lines["script"],
            f"Er is geen script '{reading.topic.script.key}'. Zet het in de map scripts.",
        )
        for reading in readings
        if reading.topic and reading.topic.script and reading.topic.script.key not in stems
    ]


def _check_topics(page: Page, script: Script, known: Collection[str]) -> None:
    ends = [step for step in script.steps if isinstance(step, End)]
    performs = [step for step in script.steps if isinstance(step, Perform)]
    branches = [branch.ends for step in performs for branch in step.branches.values()]
    ends += [each for each in branches if isinstance(each, End)]
    for end in ends:
        if end.topic and end.topic not in known:
            page.error(end.line, f"Er is geen onderwerp '{end.topic}'.")
