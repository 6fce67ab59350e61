"""A subject that an editor begins: its file with what is known of it, marked as not finished."""

import re
import unicodedata
from collections.abc import Sequence

from dialog.content_writing import flat, scalar
from dialog.text_names import heading

_LONGEST_KEY = 40
"""Letters; it is the name of a file."""


def key_of(title: str) -> str:
    """'een laadpaal voor de deur' -> 'laadpaal_voor_de_deur'; empty where it has no letter."""
    parts = unicodedata.normalize("NFKD", heading(title).lower())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")
    return words[:_LONGEST_KEY].strip("_") if re.search("[a-z]", words) else ""


def new_topic(key: str, title: str, department: str, samples: Sequence[str]) -> str:
    """The file of a subject of which no more is known; what is missing the check tells."""
    lines = [
        f"key: {scalar(key)}",
        f"name: {scalar(heading(title).lower())}",
        f"title: {flat({'nl': title})}",
        *([f"department: {scalar(department)}"] if department else []),
        "draft: true",
        *(["samples:", "  nl:"] if samples else []),
        *(f"    - {scalar(line)}" for line in samples),
    ]
    return "\n".join(lines) + "\n"
