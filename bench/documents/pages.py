"""What is written of a page: the words of `written/*.md` and what stands above them."""

import re
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

HERE = Path(__file__).parent

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


@dataclass(frozen=True, slots=True)
class Place:
    """The municipality that a page is of, as its header and footer name it."""

    name: str
    folder: str
    base: str
    address: str
    post: str
    telephone: str
    hours: str


ZONNEDAEL = Place(
    "Zonnedael",
    "site",
    "https://www.zonnedael.example/",
    "Marktplein 1, 4991 AA Zonnedael",
    "Postbus 500, 4999 ZD Zonnedael",
    "14 0999",
    "maandag, dinsdag, woensdag en vrijdag 09:00-17:00 uur, donderdag 09:00-20:00 uur",
)
WATERBEEK = Place(
    "Waterbeek",
    "waterbeek",
    "https://www.waterbeek.example/",
    "Raadhuislaan 40, 4983 BC Waterbeek",
    "Postbus 12, 4980 AA Waterbeek",
    "14 0983",
    "maandag tot en met vrijdag 08:30-16:30 uur",
)
PLACES = {place.folder: place for place in (ZONNEDAEL, WATERBEEK)}


@dataclass(frozen=True, slots=True)
class Page:
    key: str
    place: Place
    layout: str
    """'a', 'b' or 'c': which of the three templates."""
    title: str
    modified: date
    trail: tuple[str, ...]
    """The breadcrumb, without the home page."""
    intro: str
    """HTML before the first heading."""
    parts: tuple[tuple[str, str], ...]
    """Heading and HTML of each part."""
    extra: dict[str, str] = field(default_factory=dict)
    """Keys that few pages have: valid (first/last day), banner, internal, lang, team, words."""

    @property
    def url(self) -> str:
        return f"{self.place.base}{self.key}.html"


def read_page(path: Path) -> Page:
    """Read one written page; `ValueError` where a needed key is missing."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    keys = dict(line.split(": ", 1) for line in head.splitlines())
    missing = {"title", "layout", "modified", "trail"} - keys.keys()
    if missing:
        raise ValueError(f"{path.name} does not say {', '.join(sorted(missing))}")
    intro, *rest = re.split(r"^## ", body, flags=re.MULTILINE)
    return Page(
        key=path.stem.removeprefix("waterbeek-"),
        place=PLACES[keys.pop("place", "site")],
        layout=keys.pop("layout"),
        title=keys.pop("title"),
        modified=date.fromisoformat(keys.pop("modified")),
        trail=tuple(keys.pop("trail").split(" > ")),
        intro=_MARKDOWN.render(intro),
        parts=tuple(_part(text) for text in rest),
        extra=keys,
    )


def read_pages() -> list[Page]:
    return [read_page(path) for path in sorted((HERE / "written").glob("*.md"))]


def _part(text: str) -> tuple[str, str]:
    heading, _, body = text.partition("\n")
    return escape(heading.strip()), _MARKDOWN.render(body)
