"""languages/: what can be said in a language beside Dutch and English, one file a language.

The name of a file is the language's code (ISO 639-1), which is the recogniser's code too.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dialog.content_file import Entries, Problem
from dialog.content_layers import Layers
from dialog.content_page import LANGUAGES, Page
from dialog.knowledge import LanguagePack
from dialog.passages import placeholders
from dialog.phrases import plain

FOLDER = "languages"
_GREETING = "door"
"""A pack that has this can begin a call, and then says first who answers."""


def read_languages(
    layers: Layers, sentences: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[LanguagePack, ...], dict[str, dict[str, str]], list[Problem]]:
    """All packs, and the fixed sentences with theirs among them."""
    pages = [layers.page(path) for path in layers.nearest_files(FOLDER)]
    read = [read_language(page, sentences.keys()) for page in pages]
    packs = tuple(each.pack for each in read)
    whole = {name: dict(texts) for name, texts in sentences.items()}
    for each in read:
        for name, text in each.sentences.items():
            whole[name][each.pack.code] = text
    return packs, whole, [problem for page in pages for problem in page.problems]


@dataclass(frozen=True, slots=True)
class Read:
    pack: LanguagePack
    sentences: Mapping[str, str]
    """By the name of the fixed sentence."""


def read_language(page: Page, known: Collection[str]) -> Read:
    """One file; `known` are the names of the fixed sentences."""
    code, root = page.path.stem, page.root
    page.check_keys(root, ("name", "voice", "asked", "sentences"), ("computer", "disclosure"))
    if not re.fullmatch(r"[a-z]{2,3}", code) or code in LANGUAGES:
        page.error(
            root.line, f"'{code}' kan hier geen taal zijn. Noem het bestand zoals 'tr.yaml'."
        )
    entries = page.child(root, "sentences")
    page.check_keys(entries, ("language_person",), known)
    sentences = {name: page.text(entries, name) for name in entries.nodes if name in known}
    disclosure = page.optional_text(root, "disclosure") or ""
    computer = page.optional_text(root, "computer") or ""
    _check_disclosure(page, root, disclosure, computer, begins=_GREETING in sentences)
    asked = _asked(page, root)
    name, voice = page.text(root, "name"), page.text(root, "voice")
    return Read(LanguagePack(code, name, voice, asked, disclosure), sentences)


def _asked(page: Page, root: Entries) -> tuple[str, ...]:
    """How callers name it, as `plain` words."""
    node = root.nodes.get("asked")
    items = page.items(node, "asked") if node is not None else ()
    return tuple(plain(page.said(item, "asked")) for item in items)


def _check_disclosure(
    page: Page, root: Entries, disclosure: str, computer: str, *, begins: bool
) -> None:
    """EU AI Act art. 50(1) holds in every language: a computer answers, and says so."""
    if begins and not disclosure:
        page.error(root.line, "Wie begroet, zegt eerst wie er spreekt. Vul 'disclosure' in.")
    if not disclosure:
        return
    line = root.key_lines["disclosure"]
    if not computer or computer.lower() not in disclosure.lower():
        page.error(
            line, "Deze zin zegt niet dat een computer spreekt. Zet het woord ook bij 'computer'."
        )
    if set(placeholders(disclosure)) != {"name"}:
        page.error(line, "Zet {name} op de plek van de gemeente, en geen andere namen.")
