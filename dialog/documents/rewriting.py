"""A language model may say an answer more plainly; the checker has the last word.

The port `Rewriter` is given the chosen sentences by id and gives back JSON of a strict schema.
Whatever is wrong with it (late, broken, not by the schema, not supported, too long) the answer in
the municipality's own sentences is spoken instead. Nothing a caller or a document says changes
that: neither is obeyed, both are only data here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dialog.documents.answer import DocumentAnswer
from dialog.documents.fidelity import Said, objections
from dialog.documents.shortening import MOST_IN_SENTENCE, MOST_WORDS, count, speakable
from dialog.documents.stems import among, stems
from dialog.follow_ups import asked_for
from dialog.masking import mask
from dialog.phrases import plain
from dialog.readability import words

LONGEST_SENTENCE = MOST_IN_SENTENCE + 3
"""Words; a model that goes on longer was asked for plain sentences and did not write them."""
_MOST_REPLY = 4000
"""Characters; an answer of 45 words is far shorter."""
LANGUAGES = ("nl",)
"""The checker reads these."""


def schema(ids: Sequence[str]) -> dict[str, object]:
    """JSON Schema of what a rewriter gives back, with the ids that there are."""
    sentence = {
        "type": "object",
        "additionalProperties": False,
        "required": ["text", "from"],
        "properties": {
            "text": {"type": "string", "minLength": 1},
            "from": {
                "type": "array",
                "minItems": 1,
                "maxItems": len(ids),
                "items": {"type": "string", "enum": list(ids)},
            },
        },
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["sentences"],
        "properties": {
            "sentences": {"type": "array", "minItems": 1, "maxItems": 8, "items": sentence}
        },
    }


@dataclass(frozen=True, slots=True)
class ToRewrite:
    """All that leaves for the model: public text, and no word of the caller that is not in it."""

    asked: str
    """What kind of thing was asked, and those words of the question that the text itself has."""
    title: str
    sentences: Mapping[str, str]


class RewriteFailed(Exception):
    """No rewrite came, or none in time."""


class RewriteRefused(ValueError):
    """A rewrite that may not be said; the text is the reason, without the caller's words."""


class Rewriter(Protocol):
    async def rewrite(self, given: ToRewrite) -> str:
        """Return JSON of `schema` as text. Raises RewriteFailed, within its time-out."""


def to_rewrite(answer: DocumentAnswer, question: str) -> ToRewrite:
    """What the model is given of an answer."""
    public = frozenset(stems(" ".join((answer.title, *answer.sentences))))
    known = [
        word
        for word in plain(mask(question)).split()
        if (found := stems(word)) and all(among(each, public) for each in found)
    ]
    asked = " ".join(dict.fromkeys((*asked_for(plain(question)), *known)))
    return ToRewrite(asked, answer.title, answer.grounds)


async def rewritten(
    answer: DocumentAnswer, question: str, rewriter: Rewriter
) -> tuple[DocumentAnswer, str | None]:
    """The answer in the model's words where these hold; else as it was, and the reason why."""
    if answer.language not in LANGUAGES:
        return answer, "language"
    try:
        return checked(answer, await rewriter.rewrite(to_rewrite(answer, question))), None
    except (RewriteFailed, RewriteRefused) as error:
        return answer, str(error)


def checked(answer: DocumentAnswer, reply: str) -> DocumentAnswer:
    """The answer in these words. Raises RewriteRefused where they may not be said."""
    said = parsed(reply)
    texts = [one.text for one in said]
    if count(texts) > MOST_WORDS or any(len(words(text)) > LONGEST_SENTENCE for text in texts):
        raise RewriteRefused("too long")
    if not all(speakable(text) for text in texts):
        raise RewriteRefused("not to be spoken")
    context = " ".join((answer.title, *answer.heading))
    found = objections(said, answer.grounds, context)
    if found:
        raise RewriteRefused(f"not supported: {', '.join(sorted({one.kind for one in found}))}")
    if missing := set(answer.grounds) - {key for one in said for key in one.ground}:
        raise RewriteRefused(f"left out: {len(missing)} of {len(answer.grounds)} sentences")
    return replace(answer, text=" ".join(texts))


def parsed(reply: str) -> tuple[Said, ...]:
    """Read a reply by the schema, to the letter. Raises RewriteRefused."""
    if len(reply) > _MOST_REPLY:
        raise RewriteRefused("too long")
    try:
        value = json.loads(reply)
    except ValueError:
        raise RewriteRefused("no JSON") from None
    if not isinstance(value, dict) or set(value) != {"sentences"}:
        raise RewriteRefused("not by the schema")
    rows = value["sentences"]
    if not isinstance(rows, list) or not 1 <= len(rows) <= 8:
        raise RewriteRefused("not by the schema")
    return tuple(_sentence(row) for row in rows)


def _sentence(row: object) -> Said:
    if not isinstance(row, dict) or set(row) != {"text", "from"}:
        raise RewriteRefused("not by the schema")
    text, ground = row["text"], row["from"]
    named = isinstance(ground, list) and ground and all(isinstance(key, str) for key in ground)
    if not isinstance(text, str) or not text.strip() or not named:
        raise RewriteRefused("not by the schema")
    return Said(text.strip(), tuple(ground))
