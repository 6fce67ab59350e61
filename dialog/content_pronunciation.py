"""pronunciation.yaml: names that a voice says wrong, and how they are to be said."""

import re
from collections.abc import Collection

from dialog.content_file import Entries
from dialog.content_layers import without
from dialog.content_page import Page
from dialog.knowledge import Pronunciation

_MARKS = re.compile(r"[\d/\[\]{}<>]")
"""A respelling is letters; digits and signs would reach the voice as they are."""


def read_pronunciations(
    page: Page, nearer: Collection[str] = ()
) -> dict[str, tuple[Pronunciation, ...]]:
    """Read the words of each language, without those that a `nearer` layer has ('nl:Breda')."""
    return {
        language: tuple(_words(page, language, nearer))
        for language in page.root.nodes
        if _is_language(page, language)
    }


def _is_language(page: Page, language: str) -> bool:
    if re.fullmatch(r"[a-z]{2}", language):
        return True
    page.error(
        page.root.key_lines[language],
        f"'{language}' is geen taal. Schrijf twee kleine letters, zoals 'nl'.",
    )
    return False


def _words(page: Page, language: str, nearer: Collection[str]) -> list[Pronunciation]:
    here = page.child(page.root, language)
    entries = without(here, {word.partition(":")[2] for word in nearer if word[:2] == language})
    read = [
        _entry(page, written, page.entries(node, f"'{written}'"))
        for written, node in entries.nodes.items()
    ]
    return [each for each in read if each.say_as or each.ipa]


def _entry(page: Page, written: str, entries: Entries) -> Pronunciation:
    page.check_keys(entries, (), ("say_as", "ipa"))
    say_as = page.optional_text(entries, "say_as") or ""
    ipa = (page.optional_text(entries, "ipa") or "").strip("/[] ")
    if not say_as and not ipa:
        page.error(entries.line, f"Bij '{written}' staat niet hoe het klinkt. Vul 'say_as' in.")
    elif not say_as:
        page.warn(
            entries.line,
            f"'{written}' heeft alleen 'ipa'. Niet elke stem kan dat. Vul ook 'say_as' in.",
        )
    if _MARKS.search(say_as):
        page.error(
            entries.key_lines["say_as"],
            f"'{say_as}' heeft cijfers of tekens. Schrijf het met letters, zoals het klinkt.",
        )
    return Pronunciation(written, say_as, ipa)
