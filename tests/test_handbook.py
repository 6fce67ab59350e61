"""The handbook is true: what it quotes stands on a page, and what it points to is there."""

import re
from pathlib import Path

from tests import handbook

ROOT = handbook.FOLDER.parent.parent
ROOMS = ("desk", "dialog", "belbalie")
"""Where the words of pages come from."""
SOURCES = (".html", ".py", ".js")
_JOINED = re.compile(r'"\s*\n\s*f?"')
"""A sentence that stands on two lines of a file."""
_TAG = re.compile(r"<[^>]+>")
_POINTER = re.compile(r"!?\[(?P<words>[^\]]*)\]\((?P<to>[^)\s]+)\)")
LARGEST_BYTES = 120_000


def of_pages() -> str:
    """All that the house may put on a page, one space between words."""
    files = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*")))
    read = (path.read_text(encoding="utf-8") for path in files if _is_ours(path))
    return " ".join(_TAG.sub("", _JOINED.sub("", text)) for text in read)


def _is_ours(path: Path) -> bool:
    return path.suffix in SOURCES and "vendor" not in path.parts


def test_what_is_quoted_stands_on_a_page() -> None:
    words = of_pages()
    missing = [
        each
        for each in sorted(handbook.quoted())
        if not re.search(rf"(?<!\w){re.escape(each)}(?!\w)", words)
    ]
    assert not missing, f"no page says: {missing}"


def pointers() -> list[tuple[str, str, str]]:
    """The page, the words and the address of each link and picture to a file of ours."""
    found = [
        (name, match["words"], match["to"])
        for name, text in handbook.texts().items()
        for match in _POINTER.finditer(text)
    ]
    return [each for each in found if not each[2].startswith("http")]


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def test_what_is_pointed_to_is_there() -> None:
    assert [(page, to) for page, _, to in pointers() if not is_there(page, to)] == []


def is_there(page: str, to: str) -> bool:
    path, _, anchor = to.partition("#")
    there = handbook.FOLDER / (path or page)
    return there.exists() and (not anchor or anchor in anchors(there))


def test_every_picture_is_shown_small_and_told_in_words() -> None:
    shown = {to: words for _, words, to in pointers() if to.endswith(".png")}
    kept = {f"beelden/{path.name}": path for path in handbook.PICTURES.glob("*.png")}
    assert shown.keys() == kept.keys()
    assert [to for to, words in shown.items() if len(words.split()) < 6] == []
    assert [to for to, path in kept.items() if path.stat().st_size > LARGEST_BYTES] == []


def test_parts_fill_an_hour() -> None:
    for name in ("medewerker.md", "redacteur.md"):
        minutes = re.findall(r"^\| \[\d\. .+\| (\d+) \|$", handbook.texts()[name], re.MULTILINE)
        assert sum(map(int, minutes)) == 60, name
