"""The content folder of a municipality, read into Knowledge and checked line by line."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from dialog.content_addresses import read_addresses
from dialog.content_ambiguous import read_ambiguous
from dialog.content_commands import read_commands
from dialog.content_elsewhere import read_elsewhere
from dialog.content_file import Entries, Problem, yaml_files
from dialog.content_page import LANGUAGES, Page
from dialog.content_scripts import read_scripts, unknown_scripts
from dialog.content_services import service_problems
from dialog.content_style import Wording, check_braces, check_length
from dialog.content_topic import Draft, Samples, digest, read_topic, texts
from dialog.content_town import read_town
from dialog.knowledge import OTHERS, Ambiguous, Body, Knowledge, Municipality
from dialog.passages import placeholders
from dialog.phrases import plain
from dialog.scripts.script import Script
from dialog.wording import NAMES as SENTENCE_NAMES

_NO_SCRIPTS: Mapping[str, Script] = {}


class ContentError(Exception):
    """The content cannot be used; `problems` holds the errors, the message says them all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = [problem for problem in problems if not problem.warning]
        super().__init__("\n".join(map(str, self.problems)))


def load(folder: Path) -> Knowledge:
    """Read the whole folder. Raises ContentError."""
    knowledge, found = _read(folder, None)
    if knowledge is None:
        raise ContentError(found)
    return knowledge


def problems(folder: Path, today: date | None = None) -> list[Problem]:
    """Tell all that is wrong and all that could be better; ages only when `today` is given."""
    knowledge, found = _read(folder, today)
    town = knowledge.municipality if knowledge else read_town(Page(folder / "gemeente.yaml"), None)
    return [*found, *service_problems(folder, town)]


class ContentStore:
    """The last good state of a folder. Raises ContentError when it begins with a broken one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._knowledge = load(folder)

    @property
    def knowledge(self) -> Knowledge:
        return self._knowledge

    def reload(self, today: date | None = None) -> list[Problem]:
        """Read again; with an error in any file, what was good stays in force."""
        knowledge, found = _read(self._folder, today, self._knowledge.scripts)
        if knowledge is not None:
            self._knowledge = knowledge
        return found


def _read(
    folder: Path, today: date | None, scripts_before: Mapping[str, Script] = _NO_SCRIPTS
) -> tuple[Knowledge | None, list[Problem]]:
    if not folder.is_dir():
        return None, [Problem(folder, 0, "Deze map met inhoud bestaat niet. Kijk de naam na.")]
    town = Page(folder / "gemeente.yaml")
    municipality = read_town(town, today)
    sentence_page, other_page = Page(folder / "sentences.yaml"), Page(folder / "others.yaml")
    sentences = _sentences(sentence_page)
    others = _others(other_page)
    read = [(Page(path), path.stem) for path in yaml_files(folder / "topics")]
    drafts = [read_topic(page, stem, municipality, today) for page, stem in read if page.readable]
    pages = [town, sentence_page, other_page, *(page for page, _ in read)]
    found = [problem for page in pages for problem in page.problems]
    if not read:
        found.append(Problem(folder / "topics", 0, "Deze map heeft geen onderwerpen (*.yaml)."))
    found += _unknown_related(drafts)
    ambiguous, ill = _ambiguous(folder / "ambiguous.yaml", municipality, drafts)
    found += ill
    elsewhere, ill = _elsewhere(folder / "elsewhere.yaml", municipality)
    found += ill
    found += unknown_scripts(folder / "scripts", drafts)
    orders, ill = _commands(folder / "commands.yaml")
    found += ill
    no_topics = [Draft(other_page, key, others[key]) for key in others]
    found += _duplicates([*drafts, *no_topics, *orders])
    topics = [draft.topic for draft in drafts if draft.topic]
    scripts, wrong = read_scripts(folder / "scripts", topics, municipality.facts, scripts_before)
    # A line of the address list that is wrong is left out, and told.
    addresses, wrong_addresses = read_addresses(folder)
    wrong = [*wrong, *wrong_addresses]
    if any(not problem.warning for problem in found):
        return None, [*found, *wrong]
    knowledge = Knowledge(
        municipality=municipality,
        topics={draft.key: draft.topic for draft in drafts if draft.topic},
        others={key: texts(samples) for key, samples in others.items()},
        sentences=sentences,
        version="",
        ambiguous=ambiguous,
        elsewhere=elsewhere,
        scripts=scripts,
        addresses=addresses,
        commands={order.key: texts(order.samples) for order in orders},
    )
    return replace(knowledge, version=digest(asdict(knowledge))), [*found, *wrong]


def _sentences(page: Page) -> dict[str, dict[str, str]]:
    sentences = {}
    for name, node in page.root.nodes.items():
        entries = page.entries(node, f"'{name}'")
        page.check_keys(entries, ("nl",), LANGUAGES)
        sentences[name] = page.languages(entries)
        _check_sentence(page, entries, sentences[name])
    missing = sorted(SENTENCE_NAMES - sentences.keys()) if page.readable else []
    for name in missing:
        page.error(1, f"Hier ontbreekt de vaste zin '{name}'.")
    return sentences


def _check_sentence(page: Page, entries: Entries, by_language: Mapping[str, str]) -> None:
    for language, text in by_language.items():
        wording = Wording(entries.key_lines[language], language, text)
        if check_braces(page, wording):
            check_length(page, wording)
        # A translation may leave out a name, such as a Dutch title; it cannot have one of its own.
        if not set(placeholders(text)) <= set(placeholders(by_language.get("nl", text))):
            page.error(wording.line, "Hier staan andere woorden tussen accolades dan bij 'nl'.")


def _others(page: Page) -> dict[str, Samples]:
    if page.readable:
        page.check_keys(page.root, OTHERS[:-1], OTHERS[-1:])
    return {key: page.lines_by_language(page.child(page.root, key)) for key in page.root.nodes}


def _ambiguous(
    file: Path, municipality: Municipality, drafts: Iterable[Draft]
) -> tuple[tuple[Ambiguous, ...], list[Problem]]:
    """Read the words that say too little; a folder without the file has none."""
    if not file.exists():
        return (), []
    page = Page(file)
    words = read_ambiguous(page, municipality.facts, (draft.key for draft in drafts))
    return words, page.problems


def _elsewhere(file: Path, municipality: Municipality) -> tuple[tuple[Body, ...], list[Problem]]:
    """Read who does what we do not do; a folder without the file has none."""
    if not file.exists():
        return (), []
    page = Page(file)
    return read_elsewhere(page, municipality.facts), page.problems


def _commands(file: Path) -> tuple[list[Draft], list[Problem]]:
    """Read commands in unusual words; a folder without the file has none."""
    if not file.exists():
        return [], []
    page = Page(file)
    samples = read_commands(page)
    return [Draft(page, key, samples[key]) for key in samples], page.problems


def _unknown_related(drafts: Iterable[Draft]) -> list[Problem]:
    """Find topics that point to one that does not exist, or to themselves."""
    drafts = list(drafts)
    others = {draft.key: {other.key for other in drafts} - {draft.key} for draft in drafts}
    return [
        Problem(draft.page.path, line, f"Er is geen ander onderwerp '{related.topic}'.")
        for draft in drafts
        if draft.topic
        for related, line in zip(draft.topic.related, draft.related_lines, strict=True)
        if related.topic not in others[draft.key]
    ]


def _duplicates(drafts: Iterable[Draft]) -> list[Problem]:
    """Find lines that stand twice: under two subjects no search can tell them apart."""
    found = []
    first: dict[str, tuple[str, Path, int]] = {}
    for draft in drafts:
        for text, line in (pair for lines in draft.samples.values() for pair in lines):
            same = first.setdefault(plain(text), (draft.key, draft.page.path, line))
            key, path, other_line = same
            if (path, other_line) == (draft.page.path, line):
                continue
            where = f"{path.name}:{other_line}"
            sentence = f"De voorbeeldzin '{text}' staat ook bij '{key}' ({where})."
            found.append(Problem(draft.page.path, line, sentence, warning=key == draft.key))
    return found
