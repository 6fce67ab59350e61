"""What the pages of subjects show of a content that was read, whatever is wrong with it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk.studio.content import Checked
from dialog.content_file import Entries, Items, Node, Problem, Scalar
from dialog.content_layers import OWN
from dialog.content_menu import FILE as MENU
from dialog.content_page import Page
from dialog.content_topics import Origin
from dialog.phrases import plain
from dialog.spoken_preview import facts_of
from dialog.text_names import heading
from dialog.topic_form import values_of

FOLDER = "topics/"
SOON = timedelta(days=60)
"""A fact that ends within this time is told."""
OLD = timedelta(days=365)
"""A source that was approved longer ago is to be looked at again."""
_MOST_FOUND = 3
"""So many of its samples are shown with a subject that was found by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    key: str
    title: str
    layer: str = ""
    """The name of the farther layer that it comes from; empty: our own."""
    draft: bool = False
    """It is not finished; callers do not hear it."""
    changed: bool = False
    """In the draft that is looked at."""
    new: bool = False
    """Callers do not have it: it is in the draft alone."""
    errors: int = 0
    warnings: int = 0
    old: date | None = None
    """When its source was approved, where that is long ago."""
    ending: Sequence[tuple[date, Sequence[str]]] = ()
    """Last days of facts that end soon, or ended, and those facts."""
    found: Sequence[str] = ()
    """Samples in which the words stand that were searched."""


def path_of(key: str) -> str:
    return f"{FOLDER}{key}.yaml"


@dataclass(frozen=True, slots=True)
class Changed:
    """Files of a draft, beside what is published."""

    files: Collection[str] = ()
    published: Collection[str] = ()
    """What is there without the draft."""


NOTHING = Changed()


def subjects(
    checked: Checked, today: date, words: str = "", changed: Changed = NOTHING
) -> Sequence[Subject]:
    """All of them in the order of their titles; with `words`, those in whose title, name, key or
    samples all of these stand.
    """
    found = []
    for origin, page in _pages(checked):
        values = values_of(page.root)
        said = plain(words)
        hits = _found(values, said)
        title = _title(values, origin.key)
        named = plain(f"{title} {values.get('name', '')} {origin.key.replace('_', ' ')}")
        if said and not hits and not all(word in named for word in said.split()):
            continue
        problems = problems_of(checked.problems, path_of(origin.key)) if _own(origin) else []
        found.append(
            Subject(
                key=origin.key,
                title=title,
                layer="" if _own(origin) else origin.layer,
                draft=origin.draft,
                changed=path_of(origin.key) in changed.files,
                new=path_of(origin.key) in changed.files
                and path_of(origin.key) not in changed.published,
                errors=sum(not problem.warning for problem in problems),
                warnings=sum(problem.warning for problem in problems),
                old=_old(values, today),
                ending=_ending(values, today),
                found=hits[:_MOST_FOUND] if said else (),
            )
        )
    return sorted(found, key=lambda subject: subject.title.lower())


def titles_of(checked: Checked) -> Mapping[str, str]:
    """By its key how each subject is called, also those that are not finished or wrong."""
    found = {each.key: _titled(page.root, each.key) for each, page in _pages(checked)}
    return dict(sorted(found.items(), key=lambda pair: pair[1].lower()))


def departments_of(checked: Checked) -> Mapping[str, str]:
    return {key: heading(team.title) for key, team in checked.content.town.departments.items()}


def scripts_of(checked: Checked) -> Mapping[str, str]:
    """By its key what each errand is called."""
    found: dict[str, str] = {}
    for page in checked.content.pages:
        if page.path.parent.name == "scripts":
            found.setdefault(page.path.stem, _titled(page.root, page.path.stem))
    return dict(sorted(found.items(), key=lambda pair: pair[1].lower()))


def problems_of(problems: Collection[Problem], path: str) -> list[Problem]:
    """Those of one file of our own, each once."""
    return list(dict.fromkeys(each for each in problems if each.path.as_posix() == path))


def layer_page(checked: Checked, key: str) -> tuple[Origin, Page] | None:
    """The file of a subject that comes from a farther layer."""
    for origin, page in _pages(checked):
        if origin.key == key and not _own(origin):
            return origin, page
    return None


def named_by(checked: Checked, key: str) -> Sequence[str]:
    """Where the subject is named outside its own file: 'menu.yaml:12'."""
    return [
        f"{page.path.name}:{line}"
        for page in checked.content.pages
        if page.path.stem != key
        for line in _naming(page.root, key, page.path.name == MENU)
    ]


def _naming(node: Node, key: str, listed: bool) -> Iterator[int]:
    """The lines on which a key named 'topic', or an entry of a list of subjects, is this one."""
    if isinstance(node, Items):
        for item in node.nodes:
            if listed and isinstance(item, Scalar) and item.raw == key:
                yield item.line
            yield from _naming(item, key, listed)
    elif isinstance(node, Entries):
        for name, child in node.nodes.items():
            if name == "topic" and isinstance(child, Scalar) and child.raw == key:
                yield child.line
            yield from _naming(child, key, listed)


def _pages(checked: Checked) -> list[tuple[Origin, Page]]:
    pages = {page.path: page for page in checked.content.pages}
    origins = checked.content.origins
    return [(origin, pages[origin.path]) for origin in origins if origin.path in pages]


def _own(origin: Origin) -> bool:
    return origin.layer == OWN


def _title(values: Mapping[str, str], key: str) -> str:
    return heading(values.get("title.nl") or key.replace("_", " "))


def _titled(root: Entries, key: str) -> str:
    """As `_title`, of a file that is looked at for its title alone."""
    title = root.nodes.get("title")
    said = title.nodes.get("nl") if isinstance(title, Entries) else None
    return _title({"title.nl": said.raw} if isinstance(said, Scalar) else {}, key)


def _found(values: Mapping[str, str], words: str) -> list[str]:
    """The samples in which all of these words stand."""
    if not words:
        return []
    lines = f"{values.get('samples.nl', '')}\n{values.get('samples.en', '')}".split("\n")
    return [line for line in lines if all(word in plain(line) for word in words.split())]


def _old(values: Mapping[str, str], today: date) -> date | None:
    try:
        dated = date.fromisoformat(values.get("source.dated", ""))
    except ValueError:
        return None
    return dated if dated + OLD < today else None


def _ending(values: Mapping[str, str], today: date) -> list[tuple[date, list[str]]]:
    by_day: dict[date, list[str]] = {}
    for fact in facts_of(values).values():
        if fact.valid_until is not None and fact.valid_until <= today + SOON:
            by_day.setdefault(fact.valid_until, []).append(fact.name)
    return sorted(by_day.items())
