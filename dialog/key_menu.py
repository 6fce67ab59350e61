"""The spoken menu as a tree: themes, their topics, and what can be asked about each.

It is made from the content, so that no subject can be out of reach of whoever only has keys. A
level is read out in pages of four: 3 to 6 choose, 8 goes on, 2 goes back. The other keys mean
what they mean everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

CHOOSE = ("3", "4", "5", "6")
"""More than four options nobody keeps in mind (W3C COGA)."""
MORE = "8"
BACK = "2"

Text = Mapping[str, str]
_Option = TypeVar("_Option")


@dataclass(frozen=True, slots=True)
class Theme:
    """Subjects that callers look for together."""

    key: str
    title: Text
    """In a sentence: 'Voor paspoort en rijbewijs toetst u drie.'"""
    leads: tuple[str, ...]
    """Keys of topics, and of errands that no topic leads to."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the tree a caller is; without a theme at its root."""

    theme: str | None = None
    leads: str | None = None
    """The topic that was told about."""
    page: int = 0

    @property
    def up(self) -> "Place":
        """One level up, from its first page."""
        return Place(self.theme) if self.leads else Place()

    def turned(self, options: int) -> "Place":
        """The next page of so many options; after the last one the first again."""
        return replace(self, page=(self.page + 1) % pages(options))


@dataclass(frozen=True, slots=True)
class Option:
    title: Text
    key: str
    """What it leads to: a theme, a topic, an errand or a kind of question."""


def pages(options: int) -> int:
    return max(1, -(-options // len(CHOOSE)))


def on_page(options: tuple[_Option, ...], page: int) -> dict[str, _Option]:
    """The options that are read out together, by their key on the telephone."""
    first = page * len(CHOOSE)
    return dict(zip(CHOOSE, options[first : first + len(CHOOSE)], strict=False))


def with_the_rest(themes: Iterable[Theme], known: Iterable[str], other: Text) -> tuple[Theme, ...]:
    """The themes with what there is; what stands in none of them stands under `other`."""
    there = tuple(dict.fromkeys(known))
    filled = [
        replace(theme, leads=tuple(key for key in theme.leads if key in there)) for theme in themes
    ]
    placed = {key for theme in filled for key in theme.leads}
    rest = tuple(key for key in there if key not in placed)
    left = Theme("", other, rest)
    return tuple(theme for theme in (*filled, left) if theme.leads)
