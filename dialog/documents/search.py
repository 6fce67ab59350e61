"""The port to the search in documents; `records/` keeps them, `belbalie/` fills it."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from dialog.documents.document import FoundPassage


class DocumentSearch(Protocol):
    """Finds passages that hold on a day. Callable from any thread."""

    def find(
        self, question: str, *, day: date, language: str = "nl", limit: int = 8
    ) -> Sequence[FoundPassage]:
        """Return the likeliest passages, best first; empty where nothing comes near."""
