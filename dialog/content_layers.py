"""layers.yaml: whose content a municipality builds on, beside its own folder.

Each line names a folder: 'regio: ../regio'. The municipality's own folder goes first, then those
of the file from top to bottom; what a nearer one holds is not read of a farther one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dialog.content_file import Entries, Problem, yaml_files
from dialog.content_page import Page
from dialog.content_plain_words import FILE as PLAIN_WORDS
from dialog.content_plain_words import read_plain_words
from dialog.plain_words import STANDARD, PlainWords

FILE = "layers.yaml"
OWN = "eigen"
"""The name of the municipality's own folder among the layers."""
HOME = ".home"
"""In a copy of a folder: where the content really is, and so what its layers are beside."""


@dataclass(frozen=True, slots=True)
class Layer:
    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Layers:
    each: tuple[Layer, ...]
    """The own folder first, then from near to far."""
    plain_words: PlainWords = STANDARD
    """By which the texts of all of them are judged."""
    opened: list[Page] = field(default_factory=list)
    """Every file of theirs that was opened, in that order."""

    @property
    def own(self) -> Path:
        return self.each[0].folder

    @property
    def folders(self) -> tuple[Path, ...]:
        return tuple(layer.folder for layer in self.each)

    def page(self, path: Path) -> Page:
        """A file of one of them, opened."""
        page = Page(path, self.plain_words)
        self.opened.append(page)
        return page

    def nearest(self, name: str) -> Path:
        """The file of the nearest layer that has it; where none has, it is missed in the own."""
        paths = [folder / name for folder in self.folders]
        return next((path for path in paths if path.exists()), paths[0])

    def pages(self, name: str) -> list[tuple[int, Page]]:
        """Each layer's file of this name, near to far, with the place of its layer in `each`."""
        paths = [folder / name for folder in self.folders]
        return [(place, self.page(path)) for place, path in enumerate(paths) if path.exists()]

    def needed(self, name: str) -> list[tuple[int, Page]]:
        """Those pages; where no layer has the file, the own one, which tells that it is missing."""
        return self.pages(name) or [(0, self.page(self.own / name))]

    def files(self, folder: str) -> Iterator[tuple[int, Path]]:
        """Each layer's YAML files in a folder, near to far, in the order of their names."""
        for place, layer in enumerate(self.each):
            yield from ((place, path) for path in yaml_files(layer.folder / folder))

    def nearest_files(self, folder: str) -> list[Path]:
        """One file of each name, in the order of their names."""
        found: dict[str, Path] = {}
        for _, path in self.files(folder):
            found.setdefault(path.stem, path)
        return [found[stem] for stem in sorted(found)]


def read_layers(folder: Path) -> tuple[Layers, list[Problem]]:
    """Read which layers there are, and the words that their texts are judged by.

    A folder without the file is one layer.
    """
    layers, problems = _named(folder)
    pages = [page for _, page in layers.pages(PLAIN_WORDS)]
    layers = replace(layers, plain_words=read_plain_words(pages), opened=[])
    return layers, [*problems, *(problem for page in pages for problem in page.problems)]


def _named(folder: Path) -> tuple[Layers, list[Problem]]:
    own = Layer(OWN, folder)
    if not (folder / FILE).exists():
        return Layers((own,)), []
    page = Page(folder / FILE)
    layers = [own]
    for name in page.root.nodes:
        layer = _layer(page, name, layers)
        if layer is not None:
            layers.append(layer)
    return Layers(tuple(layers)), page.problems


def _layer(page: Page, name: str, before: Collection[Layer]) -> Layer | None:
    line = page.root.key_lines[name]
    text = page.text(page.root, name)
    if not text:
        return None
    folder = _home(page.path.parent) / text
    if name == OWN:
        page.error(line, f"'{OWN}' is de naam van deze map zelf. Kies een andere naam.")
    elif not folder.is_dir():
        page.error(line, f"De map '{text}' is er niet. Kijk de naam na.")
    elif any(folder.samefile(_home(layer.folder)) for layer in before):
        page.error(line, f"De map '{text}' telt al mee. Haal deze regel weg.")
    else:
        if (folder / FILE).exists():
            page.warn(line, f"De map '{text}' noemt zelf ook lagen. Die tellen hier niet mee.")
        return Layer(name, folder)
    return None


def _home(folder: Path) -> Path:
    try:
        return Path((folder / HOME).read_text("utf-8").strip())
    except FileNotFoundError:
        return folder


def without(entries: Entries, nearer: Collection[str]) -> Entries:
    """The entries that no nearer layer has."""
    nodes = {key: node for key, node in entries.nodes.items() if key not in nearer}
    lines: Mapping[str, int] = {key: entries.key_lines[key] for key in nodes}
    return Entries(nodes, entries.line, lines)
