"""A topic's file made of a written question and its answer, as a draft for an editor.

What was made by rule is marked: a title, a key and lines that nobody has said yet.
"""

import json
import re
from collections.abc import Iterator

from dialog.asked import Asked, forms, title
from dialog.readability import words
from dialog.spoken_style import LONG_ANSWER_WORDS

MARK = "# gemaakt"
"""Behind each line that was made by rule."""
_BARE = re.compile(r"[a-zà-ÿ][a-zà-ÿ'’-]*(?: [a-zà-ÿ0-9'’-]+)+")
"""What YAML takes for text without quotes."""


def topic_file(asked: Asked, key: str, department: str | None, origin: str) -> str:
    """The file of the topic `key`; `origin` names the list and the line."""
    return "\n".join(_lines(asked, key, department, origin)) + "\n"


def _lines(asked: Asked, key: str, department: str | None, origin: str) -> Iterator[str]:
    answer, rest = _fitting(asked.sentences)
    yield f"# Uit {origin}. Kijk alles na: wat achter zich '{MARK}' heeft, maakte de computer."
    yield f"key: {key}"
    yield "draft: true"
    yield f"name: {_quoted(title(asked.question))}  {MARK}"
    yield f"title: {{nl: {_quoted(title(asked.question))}}}  {MARK}"
    if department is not None:
        yield f"department: {department}"
    yield "source:"
    yield f"  title: {_quoted(asked.question)}"
    if asked.dated is not None:
        yield f"  dated: {asked.dated.isoformat()}"
    if asked.url is not None:
        yield f"  url: {_quoted(asked.url)}"
    yield ""
    yield from (f"# Ook in het antwoord: {sentence}" for sentence in rest)
    yield "answer:"
    yield f"  nl: {_quoted(' '.join(answer))}"
    yield ""
    yield "samples:"
    yield "  nl:"
    first, *made = forms(asked.question)
    yield f"    - {_sample(first)}"
    yield from (f"    - {_sample(form)}  {MARK}" for form in made)


def _fitting(sentences: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As many from the first on as one answer may hold, at least one; and the rest."""
    count = 0
    for number, sentence in enumerate(sentences):
        count += len(words(sentence))
        if number and count > LONG_ANSWER_WORDS:
            return sentences[:number], sentences[number:]
    return sentences, ()


def _quoted(text: str) -> str:
    """A text of JSON is one of YAML."""
    return json.dumps(text, ensure_ascii=False)


def _sample(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)
