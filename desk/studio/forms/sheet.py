"""A form laid on what its file says: opened, filled in, and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desk.studio.content import Checked, FileText
from desk.studio.forms.catalogue import Kept
from desk.studio.forms.clashing import Together, chosen, named, together
from desk.studio.forms.fields import Form
from desk.studio.forms.reading import GONE, Posted, Wished, name_of, read
from desk.studio.forms.telling import Telling, telling
from desk.studio.forms.town import still_used
from desk.studio.room import of_draft
from dialog.content_file import Problem, parse
from dialog.content_rewriting import Plain, plain, rewritten
from dialog.content_writing import flat


@dataclass(frozen=True, slots=True)
class Sheet:
    draft: str
    form: Form
    text: FileText
    """That the form began with."""
    data: Plain
    """What that says."""
    checked: Checked
    """The whole draft."""

    @property
    def address(self) -> str:
        return of_draft(self.draft, self.form.address)

    @property
    def path(self) -> Path:
        return Path(self.form.file)


@dataclass(frozen=True, slots=True)
class Broken:
    """The file cannot be read as what it should be."""

    form: Form
    problems: Sequence[Problem]


def opened(draft: str, kept: Kept, text: FileText, checked: Checked) -> Sheet | Broken:
    problems = parse(text.text, Path(kept.file))[1] if text.text.strip() else []
    if any(not problem.warning for problem in problems):
        return Broken(kept.make({}, checked.content), problems)
    data = plain(text.text)
    return Sheet(draft, kept.make(data, checked.content), text, data, checked)


def told_at_first(sheet: Sheet) -> Telling:
    """What is wrong with the file as it is."""
    mine = [each for each in sheet.checked.problems if each.path == sheet.path]
    ways = read(sheet.form, sheet.data, {}).ways
    return telling(sheet.text.text, sheet.data, ways, mine, {})


def filled_in(sheet: Sheet, posted: Posted) -> Wished:
    """With why what was taken away cannot go."""
    wished = read(sheet.form, sheet.data, posted)
    return replace(wished, errors={**wished.errors, **_still_used(sheet, wished)})


def refused(sheet: Sheet, wished: Wished) -> Telling:
    return telling(sheet.text.text, wished.data, wished.ways, (), wished.errors)


def text_with(sheet: Sheet, wished: Wished) -> str:
    return rewritten(sheet.text.text, wished.data)


def worse(sheet: Sheet, after: Checked) -> list[Problem]:
    """The mistakes that the draft has by it, and had not before."""
    known = {(each.path, each.sentence) for each in sheet.checked.errors}
    return [each for each in after.errors if (each.path, each.sentence) not in known]


def told_after(sheet: Sheet, wished: Wished, text: str, after: Checked) -> Telling:
    """What is wrong with the `text` that it would be: mistakes first, and those of its own file."""
    mine = [each for each in after.problems if each.path == sheet.path]
    problems = dict.fromkeys((*worse(sheet, after), *mine))
    ordered = sorted(problems, key=lambda each: (each.warning, each.path != sheet.path, each.line))
    return telling(text, wished.data, wished.ways, ordered, {})


def both_of(base: str, ours: str, theirs: str) -> Together:
    return together(plain(base), plain(ours), plain(theirs))


def choices_of(sheet: Sheet, both: Together) -> list[Mapping[str, str]]:
    """What is to be chosen, in words."""
    return [
        {
            "label": named(sheet.form, each.way),
            "ours": _told(each.ours),
            "theirs": _told(each.theirs),
        }
        for each in both.choices
    ]


def decided(sheet: Sheet, base: str, posted: Posted) -> str:
    """Of our text and of that of the sheet, what was chosen; both began as `base`."""
    both = both_of(base, "".join(posted["onze"]).replace("\r\n", "\n"), sheet.text.text)
    data = both.data
    for number, choice in enumerate(both.choices):
        data = chosen(data, choice, _is_mine(posted, number))
    return rewritten(sheet.text.text, data)


def _is_mine(posted: Posted, number: int) -> bool:
    return "".join(posted.get(f"keuze-{number}", ())) != "hun"


def _still_used(sheet: Sheet, wished: Wished) -> dict[str, str]:
    """Why departments cannot go, by the name of the box that takes them away."""
    gone = [str(way[1]) for way in wished.gone if way[0] == "departments" and len(way) == 2]
    if not gone:
        return {}
    knowledge, keys = sheet.checked.content.knowledge, list(sheet.data["departments"])
    topics = knowledge.topics if knowledge is not None else {}
    users = {key: (each.department, each.title["nl"]) for key, each in topics.items()}
    return {
        name_of(("departments", keys.index(key), GONE)): sentence
        for key, sentence in still_used(gone, users).items()
    }


def _told(value: Plain) -> str:
    if value is None:
        return "(weggehaald)"
    return value if isinstance(value, str) else flat(value)
