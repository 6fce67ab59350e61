"""Bytes as the text they were meant to be, whatever their page says of them."""

import codecs
import re

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,30})""", re.IGNORECASE)
_HEAD_BYTES = 2048
"""HTML asks for its encoding within the first 1024 bytes; not all pages listen."""


def decoded(body: bytes, declared: str | None = None) -> str:
    """Return the text. UTF-8 goes first: bytes that are valid in it are hardly ever another's,
    also when a server or page says so.
    """
    for encoding in ("utf-8-sig", declared, _named(body)):
        text = _tried(body, encoding)
        if text is not None:
            return text
    # A guess by letters takes short Dutch texts for Central European ones: '€' becomes 'Ä'.
    return body.decode("cp1252", "replace")


def _named(body: bytes) -> str | None:
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    found = _DECLARED.search(body[:_HEAD_BYTES])
    return found[1].decode("ascii", "replace") if found else None


def _tried(body: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    # As browsers do: who says Latin-1 writes Windows-1252, with its euro sign.
    if encoding.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        encoding = "cp1252"
    try:
        return body.decode(encoding)
    except (UnicodeError, LookupError):
        return None
