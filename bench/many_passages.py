"""Passages by the thousand: those of the pages in bench/documents, with changed words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from connectors.sources.html_page import read_page
from dialog.documents.document import DocumentPassage
from dialog.documents.pieces import pieces
from dialog.documents.source import Kind, Source
from dialog.documents.words import told_words

PAGES = Path("bench/documents/site")
_CHANGED = 0.3
"""So much of the words of a copy are others, and all that matter in its title."""
_NEW = 0.2
"""So much of those are compounds that no other passage has: a municipality's words never end."""
_LONG = 4


def of_pages(folder: Path = PAGES) -> list[DocumentPassage]:
    """The passages of all pages, in the order of their names."""
    source = Source(name="site", kind=Kind.FOLDER, location=str(folder))
    found = []
    for file in sorted(folder.glob("*.html")):
        page = read_page(file.read_text(encoding="utf-8"), file.name, None, "nl")
        found += pieces(page, source) if page is not None else []
    return found


def many(seeds: Sequence[DocumentPassage], count: int) -> list[DocumentPassage]:
    """So many passages: the seeds, then copies of them; the same each time."""
    chance = Random(6)
    words = sorted({word for each in seeds for word in _words(each) if len(word) >= _LONG})
    found = list(seeds[:count])
    while len(found) < count:
        copy = len(found) // len(seeds)
        seed = seeds[len(found) % len(seeds)]
        others = dict(zip(words, chance.sample(words, len(words)), strict=True))
        found.append(_changed(seed, copy, others, Random(f"{seed.document} {copy}")))
    return found


def questions(passages: Sequence[DocumentPassage], count: int) -> Iterator[str]:
    """Spoken questions about passages here and there, none twice."""
    asked = ("wat kost", "eh hoe lang duurt", "waar kan ik terecht voor", "ik heb een vraag over")
    chance = Random(7)
    for n, each in enumerate(chance.sample(list(passages), count)):
        some = " ".join(chance.sample(_words(each), min(4, len(_words(each)))))
        yield f"{asked[n % len(asked)]} {each.title.lower()} {some}"


def _words(passage: DocumentPassage) -> list[str]:
    return told_words(" ".join([passage.title, *passage.sentences]), passage.language)


def _changed(
    seed: DocumentPassage, copy: int, others: dict[str, str], chance: Random
) -> DocumentPassage:
    title = " ".join(_other(word, others, chance) for word in seed.title.split())
    sentences = tuple(
        " ".join(
            _other(word, others, chance) if chance.random() < _CHANGED else word
            for word in each.split()
        )
        for each in seed.sentences
    )
    key, document = f"{seed.key}-{copy}", f"{copy}/{seed.document}"
    return replace(seed, key=key, document=document, title=title, sentences=sentences)


def _other(word: str, others: dict[str, str], chance: Random) -> str:
    bare = word.strip(".,:;!?()").lower()
    if bare not in others:
        return word
    new = others[bare] + bare if chance.random() < _NEW else others[bare]
    return word.lower().replace(bare, new)
