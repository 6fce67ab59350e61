"""Every text of a content file that a caller can hear, found by its build and not by a list.

Whatever stands under a language (`nl: "…"`) is said to somebody; lists under a language are what
callers say. So a text in a new place of a file is judged without anybody thinking of it, as long
as whoever reads the file hands its page to `check_spoken`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from dialog.content_file import Entries, Items, Node, Scalar
from dialog.content_page import LANGUAGES, Page
from dialog.content_style import Wording, check_said, warn_hard
from dialog.spoken_style import NUMBER, Heard

Values = Callable[[str, str], str | None]
"""From a name between braces and a language to what is said there; None: nobody knows."""

_NOT_SAID = "facts"
"""At the top of a file: facts are judged where a text names them, filled in."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FIGURE = re.compile(r"\d")
_ENDS = (".", "!", "?")
_UNKNOWN = {"nl": "iets", "en": "something"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as an editor wrote it, with its braces."""

    place: str
    """'follow_ups.kosten', 'slots.naam.ask': the keys above it."""
    line: int
    language: str
    text: str


def spoken_texts(node: Node, place: str = "") -> Iterator[Spoken]:
    if isinstance(node, Items):
        for each in node.nodes:
            yield from spoken_texts(each, place)
    if not isinstance(node, Entries):
        return
    for key, child in node.nodes.items():
        if key in LANGUAGES and isinstance(child, Scalar):
            if isinstance(child.value, str):
                text = " ".join(child.value.split())
                yield Spoken(place, node.key_lines[key], key, text)
        elif place or key != _NOT_SAID:
            yield from spoken_texts(child, f"{place}.{key}" if place else key)


def check_spoken(
    page: Page,
    values: Values,
    longest: Values | None = None,
    *,
    within: Entries | None = None,
    in_haste: bool = False,
) -> None:
    """Judge every text of the page, or `within` a part of it, as it is heard, filled in.

    The `longest` values hardly ever come together: with them only what breaks a hard rule is told,
    as a warning. `in_haste` is for messages in a crisis (`content_style.check_said`). A text with a
    brace without its other half is for others to tell.
    """
    for spoken in filter(_is_whole, spoken_texts(page.root if within is None else within)):
        said, marked = heard(spoken, values), heard(spoken, values, marked=True)
        page.heard.append(Heard(spoken.language, said, marked))
        wording = Wording(spoken.line, spoken.language, said)
        check_said(page, wording, marked=marked, in_haste=in_haste)
        if longest is not None:
            most = heard(spoken, longest)
            warn_hard(page, Wording(spoken.line, spoken.language, most), told_of=said)


def check_text(page: Page, line: int, language: str, text: str) -> None:
    """Judge one text that stands under no language in its file, and has no gaps."""
    page.heard.append(Heard(language, text, text))
    check_said(page, Wording(line, language, text))


def heard(spoken: Spoken, values: Values, *, marked: bool = False) -> str:
    """The text filled in; `marked`: a value with a number in it is one NUMBER."""

    def said(found: re.Match[str]) -> str:
        value = values(found[1], spoken.language)
        text = _UNKNOWN.get(spoken.language, "…") if value is None else value
        if not marked or not _FIGURE.search(text):
            return text
        return NUMBER + text[-1] if text.endswith(_ENDS) else NUMBER

    return _PLACEHOLDER.sub(said, spoken.text)


def by_name(values: Mapping[str, Mapping[str, str]]) -> Values:
    """From a table of names and languages; a language that is missing is said in Dutch."""

    def value(name: str, language: str) -> str | None:
        each = values.get(name)
        return each.get(language, each.get("nl")) if each else None

    return value


def first_of(*all_values: Values) -> Values:
    """Whoever of these knows a name first says it."""

    def value(name: str, language: str) -> str | None:
        found = (each(name, language) for each in all_values)
        return next((text for text in found if text is not None), None)

    return value


def _is_whole(spoken: Spoken) -> bool:
    try:
        list(Formatter().parse(spoken.text))
    except ValueError:
        return False
    return True
