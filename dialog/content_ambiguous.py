"""ambiguous.yaml: words that say too little alone, the question each gets, and what it may mean."""

from collections.abc import Collection, Iterable, Mapping

from dialog.content_file import Entries, Node
from dialog.content_layers import without
from dialog.content_page import LANGUAGES, Page
from dialog.content_style import Wording, check_question
from dialog.content_topic import read_passage, read_source
from dialog.knowledge import Ambiguous, Choice, Fact, Passage, Source
from dialog.phrases import plain
from dialog.spoken_examples import from_facts
from dialog.spoken_texts import check_spoken

_MEANINGS = 2
"""Nobody keeps more than two in mind on the telephone."""


def read_ambiguous(
    page: Page,
    facts: Mapping[str, Fact],
    topics: Iterable[str],
    nearer: Collection[str] = (),
) -> tuple[Ambiguous, ...]:
    """Read the file; `topics` are the keys that a meaning may point to.

    A word that a `nearer` layer has is left out.
    """
    if not page.readable:
        return ()
    page.check_keys(page.root, ("source", "words"))
    words = without(page.child(page.root, "words"), nearer)
    check_spoken(page, from_facts(facts), within=words)
    source = read_source(page, page.root)
    known = frozenset(topics)
    return tuple(
        _word(page, key, page.entries(node, f"'{key}'"), source, facts, known)
        for key, node in words.nodes.items()
    )


def _word(
    page: Page,
    key: str,
    entries: Entries,
    source: Source,
    facts: Mapping[str, Fact],
    topics: frozenset[str],
) -> Ambiguous:
    page.check_keys(entries, ("said", "ask", "choices"))
    ask = page.child(entries, "ask")
    if "ask" in entries.nodes:
        page.check_keys(ask, LANGUAGES)
    question = page.languages(ask)
    for language, text in question.items():
        check_question(page, Wording(ask.key_lines[language], language, text))
    nodes = page.items(entries.nodes["choices"], "choices") if "choices" in entries.nodes else ()
    if "choices" in entries.nodes and len(nodes) != _MEANINGS:
        page.error(
            entries.key_lines["choices"],
            f"Hier staan {len(nodes)} betekenissen. Het horen er {_MEANINGS} te zijn.",
        )
    choices = tuple(_choice(page, node, facts, topics) for node in nodes)
    if nodes and not any(choice.topic for choice in choices):
        page.error(entries.key_lines["choices"], "Zet bij minstens één betekenis een 'topic'.")
    return Ambiguous(key, _forms(page, entries), question, choices, source)


def _choice(page: Page, node: Node, facts: Mapping[str, Fact], topics: frozenset[str]) -> Choice:
    entries = page.entries(node, "Een betekenis")
    page.check_keys(entries, ("said",), ("topic", "elsewhere"))
    if ("topic" in entries.nodes) == ("elsewhere" in entries.nodes):
        page.error(node.line, "Zet hier 'topic' of 'elsewhere', één van beide.")
    topic = page.optional_text(entries, "topic")
    if topic and topic not in topics:
        page.error(entries.key_lines["topic"], f"Er is geen onderwerp '{topic}'.")
    passage: Passage | None = None
    if "elsewhere" in entries.nodes:
        passage = read_passage(page, entries, "elsewhere", facts)
    return Choice(_forms(page, entries), topic, passage)


def _forms(page: Page, entries: Entries) -> dict[str, tuple[str, ...]]:
    """Read the words under `said`, as they are compared: small letters, no signs."""
    lines = page.lines_by_language(page.child(entries, "said")) if "said" in entries.nodes else {}
    return {language: tuple(plain(text) for text, _ in each) for language, each in lines.items()}
