"""Word files (DOCX), by the styles of their headings."""

import io
import zipfile
from datetime import date

import mammoth
from lxml import etree

from connectors.sources.days import changed_in, day_in
from connectors.sources.html_page import read_fragment
from connectors.sources.outcomes import Unreadable
from dialog.documents.document import Document

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
_CORE = "docProps/core.xml"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LARGEST_BYTES = 100_000_000
"""Unpacked; a small file may unpack to anything."""


def read_word(body: bytes, key: str, url: str | None, language: str) -> Document:
    """Raises Unreadable for a file that is broken or holds no text."""
    try:
        core = _core(body)
        found = mammoth.convert_to_html(io.BytesIO(body), style_map=_STYLES)
    except Unreadable:
        raise
    except Exception as error:  # mammoth raises whatever a broken file leads it to
        raise Unreadable("Dit Word-bestand is stuk.") from error
    title, sections = read_fragment(found.value)
    if not sections:
        raise Unreadable("In dit Word-bestand staat geen tekst.")
    return Document(
        key=key,
        title=title or (core[0] or key),
        sections=sections,
        url=url,
        dated=changed_in(found.value) or core[1],
        language=language,
    )


def _core(body: bytes) -> tuple[str, date | None]:
    """Title and day of the last change, as the file says."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        if sum(info.file_size for info in packed.infolist()) > _LARGEST_BYTES:
            raise Unreadable("Dit Word-bestand is te groot.")
        if _CORE not in packed.namelist():
            return "", None
        root = etree.fromstring(packed.read(_CORE), etree.XMLParser(resolve_entities=False))
    return root.findtext(_TITLE) or "", day_in(root.findtext(_MODIFIED))
