"""A subject as its page shows it: values, what is wrong beside each field, what callers hear."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote

from desk.studio.content import PUBLISHED, Checked, Draft
from desk.studio.room import of_draft
from desk.studio.subjects import (
    departments_of,
    path_of,
    problems_of,
    scripts_of,
    titles_of,
)
from desk.studio.topic_labels import KINDS, label_of
from desk.studio.topic_posted import BLANK, FIXED, TICKS
from dialog.content_file import Entries, Problem
from dialog.form_merge import Choice
from dialog.knowledge import Fact
from dialog.spoken_preview import Preview, previews
from dialog.text_names import heading
from dialog.topic_form import FACT_FIELDS, YES, field_at, lines_of, read_form, values_of

Spoken = Callable[[str, str], str]
"""From a text and its language to what the voice says: '€ 75' becomes 'vijfenzeventig euro'."""
_NOTHING: Mapping[str, str] = {}
_GAP = re.compile(r"\{[^{}]*\}")
"""What is no fact is not said."""


@dataclass(frozen=True, slots=True)
class Heard:
    preview: Preview
    spoken: str
    """As the voice says it, where that is not what stands in the field."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem with its place on the page."""

    problem: Problem
    address: str

    @property
    def place(self) -> str:
        """'paspoort.yaml:12'."""
        return f"{self.problem.path.name}:{self.problem.line}"

    @property
    def sentence(self) -> str:
        return self.problem.sentence

    @property
    def warning(self) -> bool:
        return self.problem.warning


@dataclass(frozen=True, slots=True)
class Count:
    errors: int
    warnings: int

    def __str__(self) -> str:
        parts = [
            f"{number} {one if number == 1 else more}"
            for number, one, more in (
                (self.errors, "fout", "fouten"),
                (self.warnings, "opmerking", "opmerkingen"),
            )
            if number
        ]
        return f"{' en '.join(parts)}." if parts else "Alles is in orde."


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    draft: str
    """The key of the draft, or PUBLISHED."""
    draft_title: str
    key: str
    tag: str
    values: Mapping[str, str]
    """By field; those of new rows too."""
    problems: Mapping[str, Sequence[Problem]]
    """By field."""
    ordered: Sequence[Told]
    """Mistakes first."""
    elsewhere: Sequence[Problem]
    """Mistakes in other files."""
    heard: Mapping[str, Heard]
    checked: Checked
    readonly: bool = False
    open: Sequence[Draft] = ()
    """Of what is published: the drafts in which one can go on."""
    layer: str = ""
    """The farther layer whose file it is."""
    given: Mapping[str, str] = field(default_factory=dict)
    """What the editor began with."""
    done: str = ""
    refused: str = ""
    by: str = ""
    """Who wrote what `choices` are about."""
    choices: Mapping[str, Choice] = field(default_factory=dict)
    blank: Sequence[int] = BLANK
    kinds: Mapping[str, str] = field(default_factory=lambda: KINDS)

    @property
    def path(self) -> str:
        return path_of(self.key)

    @property
    def title(self) -> str:
        return heading(self.values.get("title.nl") or self.key.replace("_", " "))

    @property
    def address(self) -> str:
        return of_draft(self.draft)

    @property
    def page(self) -> str:
        return of_draft(self.draft, f"/onderwerp/{quote(self.key)}")

    @property
    def count(self) -> Count:
        errors = len(self.elsewhere) + sum(not told.warning for told in self.ordered)
        return Count(errors, sum(told.warning for told in self.ordered))

    @property
    def count_in_words(self) -> str:
        return str(self.count)

    @property
    def departments(self) -> Mapping[str, str]:
        return departments_of(self.checked)

    @property
    def scripts(self) -> Mapping[str, str]:
        return scripts_of(self.checked)

    @property
    def topics(self) -> Mapping[str, str]:
        """The other subjects."""
        return {key: title for key, title in titles_of(self.checked).items() if key != self.key}

    @property
    def shared(self) -> Sequence[Fact]:
        """Facts of the municipality that a text may name."""
        return list(self.checked.content.town.facts.values())

    @property
    def facts(self) -> Sequence[str]:
        return _names(self.values, "facts.")

    @property
    def related(self) -> Sequence[str]:
        return _names(self.values, "related.")

    @property
    def fields(self) -> Sequence[str]:
        """All that stand on the page."""
        rows = (key for key in self.values if key.split(".")[0] in ("nieuw", "erbij"))
        facts = (f"facts.{name}.{each}" for name in self.facts for each in FACT_FIELDS)
        related = (f"related.{name}.{each}" for name in self.related for each in ("nl", "en"))
        ticks = [each for each in TICKS if each != "draft" or self.given.get("draft")]
        return [*FIXED, *ticks, *facts, *related, *rows]

    def has(self, kind: str) -> bool:
        """Whether a question of this kind has an answer."""
        texts = (f"follow_ups.{kind}.{language}" for language in ("nl", "en"))
        return any(self.values.get(text) or text in self.choices for text in texts)

    def is_wrong(self, name: str) -> bool:
        return any(not problem.warning for problem in self.problems.get(name, ()))

    def label(self, name: str) -> str:
        """'Kosten, in het Engels'."""
        return label_of(name)

    def shown(self, name: str, value: str) -> str:
        """A value of a field as an editor reads it."""
        if name in TICKS:
            return "aangevinkt" if value == YES else "niet aangevinkt"
        return value or "(leeg gemaakt)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is looked at: a file as text, in a content that was read with it."""

    draft: str
    key: str
    text: str
    tag: str
    checked: Checked
    today: date
    draft_title: str = ""


_Pairs = Sequence[tuple[Problem, str | None]]
"""What is wrong, and the field that it is about."""


def view_of(
    sight: Sight,
    spoken: Spoken,
    typed: Mapping[str, str] = _NOTHING,
    wrong: Mapping[str, str] = _NOTHING,
) -> TopicView | None:
    """`typed` are values that are not in the text yet, `wrong` are sentences by field. None: no
    form can be made of the text.
    """
    root, _ = read_form(sight.text, Path(path_of(sight.key)))
    if root is None:
        return None
    values = values_of(root)
    pairs = _pairs(sight, root, wrong)
    by_field: dict[str, list[Problem]] = {}
    for problem, name in pairs:
        if name is not None:
            by_field.setdefault(name, []).append(problem)
    return TopicView(
        draft=sight.draft,
        draft_title=sight.draft_title,
        key=sight.key,
        tag=sight.tag,
        values={**values, **typed},
        problems=by_field,
        ordered=_ordered(pairs, sight),
        elsewhere=_elsewhere(sight),
        heard={
            each.field: Heard(each, _spoken(spoken, each, values.get(each.field, "")))
            for each in previews(root, sight.checked.content.town.facts, sight.today)
        },
        checked=sight.checked,
        readonly=sight.draft == PUBLISHED,
    )


def _pairs(sight: Sight, root: Entries, wrong: Mapping[str, str]) -> _Pairs:
    path, lines = path_of(sight.key), lines_of(root)
    found = problems_of(sight.checked.problems, path)
    of_form = [(Problem(Path(path), 0, sentence), name) for name, sentence in wrong.items()]
    return [*of_form, *((problem, field_at(lines, problem.line)) for problem in found)]


def _spoken(spoken: Spoken, preview: Preview, typed: str) -> str:
    said = spoken(_GAP.sub("…", preview.said), preview.language)
    return "" if said == typed else said


def _ordered(pairs: _Pairs, sight: Sight) -> Sequence[Told]:
    """With a link to the field, or where there is none to the line in the file."""
    file = of_draft(sight.draft, f"/bestand?pad={quote(path_of(sight.key))}")
    told = [
        Told(problem, f"#{id_of(name)}" if name else f"{file}&regel={problem.line}")
        for problem, name in pairs
    ]
    return sorted(told, key=lambda each: (each.warning, each.problem.line))


def _elsewhere(sight: Sight) -> Sequence[Problem]:
    path = path_of(sight.key)
    return [each for each in sight.checked.errors if each.path.as_posix() != path]


def id_of(name: str) -> str:
    """The id of a field on the page."""
    return name.replace(".", "-")


def _names(values: Mapping[str, str], prefix: str) -> Sequence[str]:
    keys = (key.removeprefix(prefix) for key in values if key.startswith(prefix))
    return list(dict.fromkeys(key.rpartition(".")[0] for key in keys))
