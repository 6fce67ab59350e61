"""Is it simple enough? The wording of an answer for who asked us to take it slowly."""

from collections.abc import Mapping

from dialog.content_page import Notes
from dialog.content_style import Wording, check_passage
from dialog.knowledge import Fact
from dialog.passages import filled
from dialog.readability import sentences, words

LONGEST_SIMPLE_WORDS = 9
"""A sentence at level A2 holds one thing, in about seven words (Common European Framework; our
own bound)."""


def check_simple(page: Notes, wording: Wording, facts: Mapping[str, Fact]) -> None:
    """Check it as any answer, and that no sentence is longer than LONGEST_SIMPLE_WORDS."""
    check_passage(page, wording, facts)
    for sentence in sentences(filled(wording.text, facts, wording.language)):
        count = len(words(sentence))
        if count > LONGEST_SIMPLE_WORDS:
            start = " ".join(words(sentence)[:4])
            page.error(
                wording.line,
                f"Deze zin heeft {count} woorden: '{start} …'. "
                f"In 'simple' mogen het er {LONGEST_SIMPLE_WORDS} zijn. Maak er twee zinnen van.",
            )
