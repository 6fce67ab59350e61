"""Topics of another municipality's folder, read for what they say and not for what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dialog.content_file import Entries, Items, Problem
from dialog.content_layers import read_layers
from dialog.content_page import Page
from dialog.content_topic import Reading
from dialog.content_topics import read_topics
from dialog.content_town import read_town
from dialog.knowledge import Municipality, Topic


@dataclass(frozen=True, slots=True)
class There:
    town: Municipality
    """Without a name where the folder is nobody's own, such as a national one."""
    readings: Mapping[str, Reading]

    def topic(self, key: str) -> Topic:
        """Raises UnfitTopic when the file is not built as a topic, and KeyError."""
        reading = self.readings[key]
        if reading.topic is None or not _is_built(reading.page.root):
            raise UnfitTopic(reading.page)
        return reading.topic


class UnfitTopic(Exception):
    """Nothing can be made of this file; `problems` says what is wrong with it."""

    def __init__(self, page: Page) -> None:
        self.problems: list[Problem] = [one for one in page.problems if not one.warning]
        super().__init__("\n".join(map(str, self.problems)))


def read_there(folder: Path) -> There:
    layers, _ = read_layers(folder)
    farther = [page for place, page in layers.pages("gemeente.yaml") if place]
    town = read_town(Page(folder / "gemeente.yaml"), None, farther)
    topics = read_topics(layers, town, None)
    return There(town, {reading.key: reading for reading in topics.readings})


def _is_built(root: Entries) -> bool:
    """Whether it has the parts of a topic, each of the right kind."""
    nodes = root.nodes
    facts, samples = nodes.get("facts", Entries({}, 0, {})), nodes.get("samples")
    return (
        isinstance(facts, Entries)
        and all(isinstance(fact, Entries) for fact in facts.nodes.values())
        and isinstance(samples, Entries)
        and all(isinstance(lines, Items) for lines in samples.nodes.values())
        and isinstance(nodes.get("source"), Entries)
        and isinstance(nodes.get("answer"), Entries)
    )
