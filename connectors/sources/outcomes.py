"""What comes of reading a source, page by page and file by file."""

from dataclasses import dataclass

from dialog.documents.document import Document


class Unreadable(Exception):
    """A page or file that cannot be read; the message is a sentence for the editor."""

    def __init__(self, sentence: str, gone: bool = False) -> None:
        super().__init__(sentence)
        self.gone = gone
        """The source says that it is no longer there."""


@dataclass(frozen=True, slots=True)
class Read:
    """What this page or file says now."""

    resource: str
    documents: tuple[Document, ...]
    stamp: str
    """To be given at the next reading: by it the reader sees that nothing changed."""


@dataclass(frozen=True, slots=True)
class Same:
    """Nothing changed in this page or file."""

    resource: str


@dataclass(frozen=True, slots=True)
class Failed:
    resource: str
    sentence: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """The last outcome of every reading."""

    complete: bool
    """All that the source has was looked at; what was not seen is no longer there."""
    sentence: str | None = None
    """Why not all was."""


Outcome = Read | Same | Failed | Ended
