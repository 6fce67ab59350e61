"""Values that several content files hold: counts, clock times, weekdays, lists of words."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from dialog.content_file import Entries, Node, Scalar
from dialog.content_page import LANGUAGES, Page
from dialog.content_style import Wording, check_passage
from dialog.knowledge import Municipality
from dialog.passages import filled
from dialog.phrases import plain
from dialog.slots.calendar_words import WEEKDAYS

POSTCODE_START = re.compile(r"[1-9]\d{3}[A-Z]{0,2}")


def count(page: Page, parent: Entries, key: str, usual: int, *, least: int = 1) -> int:
    """Read a whole number of `least` or more; `usual` where it is left out."""
    node = parent.nodes.get(key)
    if node is None:
        return usual
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, int) and not isinstance(value, bool) and value >= least:
        return value
    page.error(node.line, f"'{key}' hoort een heel getal te zijn, {least} of meer.")
    return usual


def clock(page: Page, parent: Entries, key: str, usual: time) -> time:
    """Read '17:00'; `usual` where it is left out."""
    text = page.optional_text(parent, key)
    if text is None:
        return usual
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        page.error(parent.nodes[key].line, f"'{text}' is geen tijd. Schrijf hem als 17:00.")
        return usual


def moment(page: Page, parent: Entries, key: str, zone: str) -> datetime | None:
    """Read '2026-12-01 08:00', by the clock on the wall; None with a problem told."""
    text = page.text(parent, key)
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        page.error(
            parent.nodes[key].line,
            f"'{text}' is geen dag met tijd. Schrijf het als 2026-12-01 08:00.",
        )
        return None


def weekday(page: Page, node: Node, key: str) -> int | None:
    """Read 'dinsdag' as 1; None with a problem told."""
    name = page.said(node, key)
    if name in WEEKDAYS:
        return WEEKDAYS.index(name)
    if name:
        page.error(node.line, f"'{name}' is geen dag van de week. Schrijf hem als dinsdag.")
    return None


def plain_words(page: Page, parent: Entries, key: str) -> tuple[str, ...]:
    """Read a list of words as `plain` text; nothing where it is left out."""
    return tuple(plain(page.said(node, key)) for node in listed(page, parent, key))


def postcodes(page: Page, parent: Entries, key: str) -> tuple[str, ...]:
    """Read beginnings of postcodes: 4991, 4992A, 4993AB."""
    found = []
    for node in listed(page, parent, key):
        text = page.said(node, key).replace(" ", "").upper()
        if text and not POSTCODE_START.fullmatch(text):
            page.error(
                node.line, f"'{text}' is geen postcode of begin ervan. Schrijf 4991 of 4991AB."
            )
        found.append(text)
    return tuple(found)


def listed(page: Page, parent: Entries, key: str) -> tuple[Node, ...]:
    return page.items(parent.nodes[key], key) if key in parent.nodes else ()


def spoken(page: Page, parent: Entries, key: str, town: Municipality) -> dict[str, str]:
    """Read words to say in each language, with the municipality's facts filled in."""
    entries = page.child(parent, key)
    if key in parent.nodes:
        page.check_keys(entries, ("nl",), LANGUAGES)
    texts = page.languages(entries)
    for language, text in texts.items():
        check_passage(page, Wording(entries.key_lines[language], language, text), town.facts)
    return {language: filled(text, town.facts, language) for language, text in texts.items()}
