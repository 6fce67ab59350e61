"""PDFs for tests, written by hand: lines of text, and rules around them."""

import io

from pypdf import PdfReader, PdfWriter

Line = tuple[str, int, int] | tuple[str, int, int, int]
"""Text, size in points, height on the page, and the distance from its left side (50)."""


def written(*lines: Line, title: str = "", rules: str = "") -> bytes:
    """A page with these lines; `rules` are strokes as PDF writes them: '50 700 m 300 700 l S'."""
    drawn = "".join(_line(*line) for line in lines)
    return drawing((rules + "\n" + drawn).encode("cp1252"), title)


def _line(text: str, size: int, y: int, x: int = 50) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"


def ruled(lefts: tuple[int, ...], tops: tuple[int, ...]) -> str:
    """Strokes of a table with all of its rules."""
    across = [f"{lefts[0]} {y} m {lefts[-1]} {y} l S" for y in tops]
    down = [f"{x} {tops[0]} m {x} {tops[-1]} l S" for x in lefts]
    return "\n".join((*across, *down))


def drawing(content: bytes, title: str = "", filtered: bool = False) -> bytes:
    """A page on which this is drawn; `filtered`: it was packed by zlib."""
    unpacked_by = b"/Filter /FlateDecode " if filtered else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (unpacked_by, len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) /ModDate (D:20260714090000Z) >>" % title.encode(),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    return body + (
        b"xref\n0 7\n0000000000 65535 f \n%strailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (table, start)
    )


def locked(body: bytes) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(body)))
    writer.encrypt("geheim", algorithm="RC4-128")
    found = io.BytesIO()
    writer.write(found)
    return found.getvalue()
