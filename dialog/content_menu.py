"""menu.yaml: under which themes callers with keys find the subjects."""

from collections.abc import Collection, Iterable

from dialog.content_file import Problem
from dialog.content_page import LANGUAGES, Page
from dialog.key_menu import Theme
from dialog.spoken_texts import by_name, check_spoken

FILE = "menu.yaml"


def read_menu(
    page: Page, known: Iterable[str], drafts: Collection[str] = ()
) -> tuple[tuple[Theme, ...], list[Problem]]:
    """Read the themes; without the file there are none.

    `known` are topics and errands without one, and `drafts` what is not there yet. What stands in
    no theme is found under the last option of the menu, and is told here.
    """
    if not page.path.exists():
        return (), []
    wanted = tuple(known)
    check_spoken(page, by_name({}))
    placed: dict[str, int] = {}
    themes = tuple(_theme(page, key, placed) for key in page.root.nodes)
    for key, line in placed.items():
        if key not in wanted and key not in drafts:
            page.error(line, f"Er is geen onderwerp of opdracht '{key}'.")
    for key in wanted if page.readable else ():
        if key not in placed:
            page.warn(1, f"'{key}' staat in geen groep. Bellers vinden het onder 'iets anders'.")
    return themes, page.problems


def _theme(page: Page, key: str, placed: dict[str, int]) -> Theme:
    entries = page.child(page.root, key)
    page.check_keys(entries, ("title", "topics"))
    titles = page.child(entries, "title")
    page.check_keys(titles, ("nl",), LANGUAGES)
    title = page.languages(titles)
    leads = []
    node = entries.nodes.get("topics")
    for item in page.items(node, "topics") if node else ():
        lead = page.said(item, "topics")
        if lead in placed:
            page.error(item.line, f"'{lead}' staat al in een groep. Eén keer is genoeg.")
        placed.setdefault(lead, item.line)
        leads.append(lead)
    return Theme(key, title, tuple(leads))
