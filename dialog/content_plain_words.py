"""plain_words.yaml: words that callers of this municipality do not know, and the plain ones.

`instead` holds by language an official word and what to write for it; `eyes` holds further words
that one has to see. The file adds to the standard lists (`dialog/plain_words.py`).
"""

import json
from collections.abc import Iterable
from functools import lru_cache

from dialog.content_page import LANGUAGES, Page
from dialog.plain_words import PlainWords

FILE = "plain_words.yaml"
_REMEMBERED = 4


def read_plain_words(pages: Iterable[Page]) -> PlainWords:
    """The words of all layers; of a word that two have, the nearest says what to write."""
    instead: dict[str, dict[str, str]] = {}
    eyes: dict[str, tuple[str, ...]] = {}
    for page in pages:
        page.check_keys(page.root, (), ("instead", "eyes"))
        words = page.child(page.root, "instead")
        page.check_keys(words, (), LANGUAGES)
        for language in words.nodes:
            plain = page.child(words, language)
            read = {word.lower(): page.text(plain, word) for word in plain.nodes}
            instead[language] = {**read, **instead.get(language, {})}
        seen = page.child(page.root, "eyes")
        page.check_keys(seen, (), LANGUAGES)
        for language, node in seen.nodes.items():
            read_words = (page.said(each, language) for each in page.items(node, language))
            eyes[language] = (*eyes.get(language, ()), *filter(None, read_words))
    return _of(json.dumps([instead, eyes]))


@lru_cache(_REMEMBERED)
def _of(lists: str) -> PlainWords:
    """The same object for the same words, by which judgements are remembered."""
    instead, eyes = json.loads(lists)
    return PlainWords(instead, eyes)
