"""The content of a municipality, folder by folder, read into Knowledge and checked by line."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dialog.content_addresses import FILE as ADDRESSES
from dialog.content_addresses import read_addresses
from dialog.content_ambiguous import read_ambiguous
from dialog.content_commands import read_commands
from dialog.content_elsewhere import read_elsewhere
from dialog.content_file import Entries, Problem
from dialog.content_languages import read_languages
from dialog.content_layers import Layers, read_layers, without
from dialog.content_menu import FILE as MENU
from dialog.content_menu import read_menu
from dialog.content_page import LANGUAGES, Page
from dialog.content_pronunciation import read_pronunciations
from dialog.content_scripts import read_scripts, unknown_scripts
from dialog.content_services import service_pages
from dialog.content_style import Wording, check_braces
from dialog.content_topic import Reading, digest, texts
from dialog.content_topics import (
    Origin,
    draft_problems,
    origins,
    read_topics,
    settle,
    unknown_related,
)
from dialog.content_town import read_town
from dialog.content_whole import whole
from dialog.knowledge import OTHERS, Ambiguous, Body, Knowledge, Municipality, Pronunciation
from dialog.passages import placeholders
from dialog.scripts.script import Script
from dialog.spoken_examples import of_sentences
from dialog.spoken_texts import Values, check_spoken
from dialog.wording import NAMES as SENTENCE_NAMES

_NO_SCRIPTS: Mapping[str, Script] = {}


class ContentError(Exception):
    """The content cannot be used; `problems` holds the errors, the message says them all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = [problem for problem in problems if not problem.warning]
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Content:
    """What was read of all layers."""

    knowledge: Knowledge | None
    """None: with these problems it cannot be used."""
    town: Municipality
    problems: list[Problem]
    origins: tuple[Origin, ...] = ()
    """Where each topic comes from, drafts too."""
    pages: tuple[Page, ...] = ()
    """Every file that was read, with the texts of it that callers hear."""


def load(folder: Path) -> Knowledge:
    """Read the whole folder and the layers that it names. Raises ContentError."""
    content = whole(folder, lambda: read(folder, None))
    if content.knowledge is None:
        raise ContentError(content.problems)
    return content.knowledge


def problems(folder: Path, today: date | None = None) -> list[Problem]:
    """Tell all that is wrong and all that could be better; ages only when `today` is given."""
    return checked(folder, today).problems


def checked(folder: Path, today: date | None = None) -> Content:
    """Read it with all that is wrong, also in what the services go by."""
    content = whole(folder, lambda: read(folder, today))
    services = whole(folder, lambda: service_pages(folder, content.town))
    found = [problem for page in services for problem in page.problems]
    return replace(content, problems=[*content.problems, *found], pages=(*content.pages, *services))


class ContentStore:
    """The last good state of a folder. Raises ContentError when it begins with a broken one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._knowledge = load(folder)

    @property
    def knowledge(self) -> Knowledge:
        return self._knowledge

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where the content is now: of every layer, also of those with mistakes."""
        return read_layers(self._folder)[0].folders

    def reload(self, today: date | None = None) -> list[Problem]:
        """Read again; with an error in any file, what was good stays in force."""
        content = whole(self._folder, lambda: read(self._folder, today, self._knowledge.scripts))
        if content.knowledge is not None:
            self._knowledge = content.knowledge
        return content.problems

    def put(self, knowledge: Knowledge) -> None:
        """What the folder holds now, by whoever wrote it there and has read it already."""
        self._knowledge = knowledge


def read(
    folder: Path, today: date | None, scripts_before: Mapping[str, Script] = _NO_SCRIPTS
) -> Content:
    """Read all layers; of a script with a mistake the one `before` stays in force."""
    layers, found = read_layers(folder)
    town = layers.page(folder / "gemeente.yaml")
    if not folder.is_dir():
        found = [Problem(folder, 0, "Deze map met inhoud bestaat niet. Kijk de naam na.")]
        return Content(None, read_town(town, None), found)
    farther = [page for place, page in layers.pages("gemeente.yaml") if place]
    municipality = read_town(town, today, farther)
    found += [problem for page in (town, *farther) for problem in page.problems]
    others, ill = _others(layers)
    found += ill
    topics = read_topics(layers, municipality, today)
    found += topics.problems
    keys = [reading.key for reading in topics.readings]
    found += unknown_related(topics.readings, keys)
    ambiguous, ill = _ambiguous(layers, municipality, keys)
    found += ill
    elsewhere, ill = _elsewhere(layers, municipality)
    found += ill
    script_files = layers.nearest_files("scripts")
    found += unknown_scripts(script_files, topics.readings)
    orders, ill = _commands(layers)
    found += ill
    pronunciations, ill = _pronunciations(layers)
    found += ill
    no_topics = [*others, *orders]
    settled, ill = settle([*topics.readings, *no_topics])
    found += ill
    found += draft_problems(topics, no_topics, unknown_scripts(script_files, topics.drafts))
    known = [reading.topic for reading in settled if reading.topic]
    script_pages = [layers.page(path) for path in script_files]
    scripts, wrong = read_scripts(script_pages, known, municipality.facts, scripts_before)
    names = [
        of_sentences(municipality, known, scripts.values(), longest=longest)
        for longest in (False, True)
    ]
    sentences, ill = _sentences(layers, *names)
    found += ill
    languages, sentences, ill = read_languages(layers, sentences)
    found += ill
    led = {topic.script.key for topic in known if topic.script}
    loose = [key for key in scripts if key not in led]
    drafts = [reading.key for reading in topics.drafts]
    menu, ill = read_menu(layers.page(layers.nearest(MENU)), [*keys, *loose], drafts)
    found += ill
    # A line of the address list that is wrong is left out, and told.
    addresses, wrong_addresses = read_addresses(layers.nearest(ADDRESSES).parent)
    content = Content(
        None,
        municipality,
        [*found, *wrong, *wrong_addresses],
        origins(layers, topics),
        tuple(layers.opened),
    )
    if any(not problem.warning for problem in found):
        return content
    said = {reading.key: texts(reading.samples) for reading in settled if not reading.topic}
    knowledge = Knowledge(
        municipality=municipality,
        topics={topic.key: topic for topic in known},
        others={reading.key: said[reading.key] for reading in others},
        sentences=sentences,
        version="",
        ambiguous=ambiguous,
        elsewhere=elsewhere,
        scripts=scripts,
        addresses=addresses,
        commands={reading.key: said[reading.key] for reading in orders},
        menu=menu,
        pronunciations=pronunciations,
        languages=languages,
    )
    version = digest(knowledge)
    return replace(content, knowledge=replace(knowledge, version=version))


def _sentences(
    layers: Layers, values: Values, longest: Values
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    pages = [page for _, page in layers.needed("sentences.yaml")]
    sentences: dict[str, dict[str, str]] = {}
    for page in pages:
        own = without(page.root, sentences)
        check_spoken(page, values, longest, within=own)
        for name, node in own.nodes.items():
            entries = page.entries(node, f"'{name}'")
            page.check_keys(entries, ("nl",), LANGUAGES)
            sentences[name] = page.languages(entries)
            _check_sentence(page, entries, sentences[name])
    missing = sorted(SENTENCE_NAMES - sentences.keys()) if _readable(pages) else []
    for name in missing:
        pages[0].error(1, f"Hier ontbreekt de vaste zin '{name}'.")
    return sentences, _noted(pages)


def _check_sentence(page: Page, entries: Entries, by_language: Mapping[str, str]) -> None:
    for language, text in by_language.items():
        wording = Wording(entries.key_lines[language], language, text)
        check_braces(page, wording)
        # A translation may leave out a name, such as a Dutch title; it cannot have one of its own.
        if not set(placeholders(text)) <= set(placeholders(by_language.get("nl", text))):
            page.error(wording.line, "Hier staan andere woorden tussen accolades dan bij 'nl'.")


def _others(layers: Layers) -> tuple[list[Reading], list[Problem]]:
    """Read what is no topic; the kinds of a farther layer as far as no nearer one has them."""
    placed = layers.needed("others.yaml")
    pages = [page for _, page in placed]
    read: dict[str, Reading] = {}
    for place, page in placed:
        page.check_keys(page.root, (), OTHERS)
        for key in without(page.root, read).nodes:
            samples = page.lines_by_language(page.child(page.root, key))
            read[key] = Reading(page, key, samples, place=place)
    if _readable(pages):
        for key in OTHERS[:-1]:
            if key not in read:
                pages[0].error(pages[0].root.line, f"Hier ontbreekt '{key}'.")
    return list(read.values()), _noted(pages)


def _ambiguous(
    layers: Layers, municipality: Municipality, keys: Collection[str]
) -> tuple[tuple[Ambiguous, ...], list[Problem]]:
    """Read the words that say too little; without the file there are none."""
    words: tuple[Ambiguous, ...] = ()
    pages = [page for _, page in layers.pages("ambiguous.yaml")]
    for page in pages:
        nearer = {word.key for word in words}
        words += read_ambiguous(page, municipality.facts, keys, nearer)
    return words, _noted(pages)


def _elsewhere(
    layers: Layers, municipality: Municipality
) -> tuple[tuple[Body, ...], list[Problem]]:
    """Read who does what we do not do; without the file there is nobody."""
    bodies: tuple[Body, ...] = ()
    pages = [page for _, page in layers.pages("elsewhere.yaml")]
    for page in pages:
        bodies += read_elsewhere(page, municipality.facts, {body.key for body in bodies})
    return bodies, _noted(pages)


def _pronunciations(
    layers: Layers,
) -> tuple[dict[str, tuple[Pronunciation, ...]], list[Problem]]:
    """Read how names sound; without the file each voice says what it makes of them."""
    told: dict[str, tuple[Pronunciation, ...]] = {}
    pages = [page for _, page in layers.pages("pronunciation.yaml")]
    for page in pages:
        nearer = {f"{language}:{each.written}" for language in told for each in told[language]}
        for language, entries in read_pronunciations(page, nearer).items():
            told[language] = (*told.get(language, ()), *entries)
    return told, _noted(pages)


def _commands(layers: Layers) -> tuple[list[Reading], list[Problem]]:
    """Read commands in unusual words; without the file there are none."""
    read: dict[str, Reading] = {}
    pages = layers.pages("commands.yaml")
    for place, page in pages:
        samples = read_commands(page)
        for key in (key for key in samples if key not in read):
            read[key] = Reading(page, key, samples[key], place=place)
    return list(read.values()), _noted(page for _, page in pages)


def _readable(pages: Iterable[Page]) -> bool:
    """Whether what is missing in them is really missing."""
    return all(page.readable for page in pages)


def _noted(pages: Iterable[Page]) -> list[Problem]:
    return [problem for page in pages for problem in page.problems]
