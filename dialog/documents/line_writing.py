"""A language model may write how people ask for what a passage says; it decides nothing.

It is given the passage alone, by night and not in a call. What it writes is compared with callers'
questions and never spoken, and a line is kept only where the search finds the very passage by it
(Promptagator, Dai et al. 2022): a page that wants to be found for other subjects gets no line.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dialog.documents.choosing import orders
from dialog.documents.document import DocumentPassage
from dialog.documents.shortening import speakable

MOST_LINES = 12
"""Of one passage."""
FEWEST_WORDS, MOST_WORDS = 3, 25
AMONG = 8
"""The passage is to be one of so many that are found."""
_WORD = re.compile(r"\w*[^\W\d_]\w*")


@dataclass(frozen=True, slots=True)
class ToAsk:
    """All that leaves for the model: public text."""

    title: str
    heading: tuple[str, ...]
    sentences: Mapping[str, str]
    """By ids: 's1', 's2', …"""


class WritingFailed(Exception):
    """No lines came, or none that can be read; the text is the reason."""


class LineWriter(Protocol):
    async def write_lines(self, given: ToAsk) -> str:
        """Return JSON of `schema` as text. Raises WritingFailed."""


def to_ask(passage: DocumentPassage) -> ToAsk | None:
    """None for a passage that says nothing to ask for, or gives orders to a machine."""
    told = {
        f"s{at}": sentence
        for at, sentence in enumerate(passage.sentences, 1)
        if speakable(sentence) and not sentence.rstrip().endswith(":")
    }
    if not told or orders(passage):
        return None
    return ToAsk(passage.title, passage.heading, told)


def schema(ids: Sequence[str]) -> dict[str, object]:
    """JSON Schema of what a writer gives back, with the ids that there are."""
    line = {
        "type": "object",
        "additionalProperties": False,
        "required": ["sentence", "question"],
        "properties": {
            "sentence": {"type": "string", "enum": list(ids)},
            "question": {"type": "string", "minLength": 1},
        },
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["questions"],
        "properties": {"questions": {"type": "array", "maxItems": MOST_LINES, "items": line}},
    }


Finds = Callable[[str], Sequence[str]]
"""From a question to the keys of the passages that are found, best first."""


def written(
    said: str, given: ToAsk, passage: DocumentPassage, finds: Finds
) -> list[tuple[str, str]]:
    """Sentences, each with a line that asks for it, of what a writer said. Raises WritingFailed."""
    try:
        rows = json.loads(said)["questions"]
        told = [(str(row["sentence"]), str(row["question"])) for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WritingFailed(f"not by the schema: {type(error).__name__}") from None
    known = [(given.sentences[key], line) for key, line in told if key in given.sentences]
    return [
        (sentence, line)
        for sentence, line in dict.fromkeys(_plain(known))
        if FEWEST_WORDS <= len(_WORD.findall(line)) <= MOST_WORDS
        and not orders(replace(passage, sentences=(line,)))
        and passage.key in finds(line)[:AMONG]
    ][:MOST_LINES]


def _plain(told: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for sentence, line in told:
        yield sentence, " ".join(line.split()).rstrip("?!. ").lower()
