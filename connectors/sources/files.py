"""One file of any kind that we can read, as the documents in it."""

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from connectors.sources.html_page import read_page
from connectors.sources.json_lists import parsed, read_json
from connectors.sources.markdown import read_markdown
from connectors.sources.outcomes import Unreadable
from connectors.sources.pdf import read_pdf
from connectors.sources.questions import read_csv
from connectors.sources.text import decoded
from connectors.sources.word import read_word
from dialog.documents.document import Document
from dialog.documents.pieces import hash_of

LONGEST_KEY = 500
"""Signs; the records hold no longer ones."""
ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    ".pdf": "pdf",
    ".docx": "word",
    ".csv": "csv",
    ".json": "json",
}
_MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
    "text/csv": "csv",
    "application/json": "json",
}


@dataclass(frozen=True, slots=True)
class File:
    """What was read of a file or an address."""

    resource: str
    body: bytes
    form: str
    """'html', 'markdown', 'pdf', 'word', 'csv' or 'json'."""
    language: str
    """Of documents that do not say it."""
    url: str | None = None
    charset: str | None = None


def form_of(name: str, media_type: str = "") -> str | None:
    """What kind of file it is: by its media type, else by how its name ends."""
    if found := _MEDIA_TYPES.get(media_type):
        return found
    path = urlsplit(name).path if "://" in name else name
    return ENDINGS.get(PurePath(path).suffix.lower())


def documents_in(file: File) -> list[Document]:
    """Raises Unreadable with a sentence for the editor, whatever is wrong with the file."""
    try:
        found = _read(file)
        for one in found:
            hash_of(one)  # what cannot be hashed (half a character) cannot be kept
            if len(one.key) > LONGEST_KEY:
                raise Unreadable("De naam van dit bestand of van iets daarin is te lang.")
    except Unreadable:
        raise
    except Exception as error:  # one strange file must not end the reading of all others
        raise Unreadable(f"Dit bestand is stuk ({type(error).__name__}).") from error
    return found


def _read(file: File) -> list[Document]:
    about = (file.resource, file.url, file.language)
    if file.form == "pdf":
        return [read_pdf(file.body, *about)]
    if file.form == "word":
        return [read_word(file.body, *about)]
    text = decoded(file.body, file.charset)
    if file.form == "markdown":
        return [read_markdown(text, *about)]
    if file.form == "csv":
        return read_csv(text, file.resource, file.language)
    if file.form == "json":
        return read_json(parsed(text), file.resource, file.language)
    if file.form == "html":
        page = read_page(text, *about)
        return [page] if page is not None else []
    raise Unreadable("Dit soort bestand kunnen wij niet lezen.")
