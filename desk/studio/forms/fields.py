"""What a form asks, as data: the fields, their place in the file, and the words beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Way = tuple[str | int, ...]
"""The keys and numbers that lead to a value in a file."""
Options = Sequence[tuple[str, str]]
"""What can be chosen: what the file says for it, and what the editor reads."""


class Kind(StrEnum):
    TEXT = "text"
    LONG = "long"
    """A text of some sentences."""
    KEY = "key"
    """A name for the computer: small letters, digits and underscores."""
    LINES = "lines"
    """A list of texts, each on a line."""
    WORDS = "words"
    """A list of texts with commas between them."""
    NUMBER = "number"
    """A whole number."""
    DAY = "day"
    MOMENT = "moment"
    """A day with a time, by the clock on the wall."""
    SPANS = "spans"
    """Stretches of a day: 09:00-12:30, 13:30-17:00."""
    SPAN = "span"
    """One stretch of a day."""
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    way: Way
    """Below the part of the file that it belongs to; empty: that part itself."""
    label: str
    help: str = ""
    kind: Kind = Kind.TEXT
    options: Options = ()
    required: bool = False
    usual: Sequence[str] = ()
    """The choices that are on while the file says nothing."""
    spoken: str = ""
    """The language in which callers hear it; empty: they do not."""
    keep: Sequence[str] | None = None
    """Names between braces that belong in the text, and no others; None: not looked at."""
    may_miss: bool = False
    """As in a translation: of those names some may be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A list of the same fields, or entries that each have a key of their own."""

    way: Way
    title: str
    one: str
    """What a row is called: 'sluitingsdag'."""
    parts: Sequence["Field | Rows"]
    key: Field | None = None
    """The field that holds the key of a row; None: the rows are a list."""
    key_stays: bool = False
    """Others point to the key: of a row that is there it cannot be changed."""
    help: str = ""


Part = Field | Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    parts: Sequence[Part]
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    address: str
    """Below the address of a draft: '/openingstijden'."""
    title: str
    intro: str
    file: str
    """Whose text it changes, in the folder of the municipality."""
    sections: Sequence[Section]
    back: tuple[str, str] | None = None
    """The page above it, as an address below that of the draft, and its title."""
    foot: str = ""
    """What cannot be done here, and where it can."""

    @property
    def parts(self) -> list[Part]:
        return [part for section in self.sections for part in section.parts]


def in_both(way: Way, label: str, **more: object) -> tuple[Field, Field]:
    """A text that callers hear, in Dutch and in English."""
    given: Mapping[str, object] = {"kind": Kind.LONG, **more}
    dutch = Field(way=(*way, "nl"), label=label, spoken="nl", **given)  # type: ignore[arg-type]
    rest = {**given, "help": "", "required": False}
    english = Field(
        way=(*way, "en"),
        label=f"{label}, in het Engels",
        spoken="en",
        **rest,  # type: ignore[arg-type]
    )
    return dutch, english


def words_in_both(way: Way, label: str, kind: Kind = Kind.WORDS, help: str = "") -> Iterable[Field]:
    """Words of callers, in Dutch and in English."""
    return (
        Field(way=(*way, "nl"), label=label, kind=kind, help=help),
        Field(way=(*way, "en"), label=f"{label}, in het Engels", kind=kind),
    )
