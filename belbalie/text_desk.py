"""The desk without sound: content, search, conversation; for `ask` and `chat`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from belbalie.errors import WrongUse
from belbalie.household import (
    Known,
    Progress,
    build_known,
    make_embedder,
    prepare_folders,
    read_content,
)
from belbalie.settings import Settings
from belbalie.text_call import TextCall, Turn
from dialog.acts import Act
from dialog.conversation import Conversation
from dialog.events import Event


@dataclass(frozen=True, slots=True)
class TextDesk:
    known: Known

    @classmethod
    def open(cls, settings: Settings, progress: Progress) -> "TextDesk":
        """Read the content and learn the topics. Raises CommandError."""
        content = read_content(settings.content)
        prepare_folders(settings)
        progress("Loading the search", 0, 1)
        embedder = make_embedder()
        progress("Loading the search", 1, 1)
        return cls(build_known(content.knowledge, settings, embedder, progress))

    def call(self, now: datetime) -> TextCall:
        return TextCall(Conversation(self.known.knowledge), self.known.index.search, now)

    def once(self, text: str, now: datetime) -> Iterator[Event | Act]:
        """What happens when a caller says just this, right after the greeting."""
        call = self.call(now)
        for _ in call.ring():
            pass
        yield from call.take(Turn(say=text))


def read_lines(file: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """JSON objects with their line numbers. Raises WrongUse as `file:line: sentence`."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise WrongUse(f"{file}: expected a readable file of JSON lines, got: {reason}") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise WrongUse(f"{file}:{number}: expected a JSON object, got: {error.msg}") from None
        if not isinstance(value, dict):
            raise WrongUse(f"{file}:{number}: expected a JSON object, got {type(value).__name__}")
        yield number, value


def read_batch(file: Path) -> list[tuple[str, str]]:
    """(id, text) of each line. Raises WrongUse."""
    lines = []
    for number, value in read_lines(file):
        text = value.get("text")
        if not isinstance(text, str) or "id" not in value:
            raise WrongUse(f"{file}:{number}: expected 'id' and 'text', got {sorted(value)}")
        lines.append((str(value["id"]), text))
    return lines
