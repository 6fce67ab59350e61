"""elsewhere.yaml: who does what the municipality does not do, and by which words we notice."""

from collections.abc import Collection, Mapping

from dialog.content_file import Entries
from dialog.content_layers import without
from dialog.content_page import Page
from dialog.content_topic import read_passage, read_source
from dialog.knowledge import Body, Fact, Source
from dialog.phrases import plain
from dialog.spoken_examples import from_facts
from dialog.spoken_texts import check_spoken


def read_elsewhere(
    page: Page, facts: Mapping[str, Fact], nearer: Collection[str] = ()
) -> tuple[Body, ...]:
    """Read who does what, without those that a `nearer` layer has."""
    if not page.readable:
        return ()
    page.check_keys(page.root, ("source", "bodies"))
    source = read_source(page, page.root)
    bodies = without(page.child(page.root, "bodies"), nearer)
    check_spoken(page, from_facts(facts), within=bodies)
    return tuple(
        _body(page, key, page.entries(node, f"'{key}'"), source, facts)
        for key, node in bodies.nodes.items()
    )


def _body(
    page: Page, key: str, entries: Entries, source: Source, facts: Mapping[str, Fact]
) -> Body:
    page.check_keys(entries, ("said", "told"))
    lines = page.lines_by_language(page.child(entries, "said")) if "said" in entries.nodes else {}
    words = {language: tuple(plain(text) for text, _ in each) for language, each in lines.items()}
    return Body(key, words, read_passage(page, entries, "told", facts), source)
