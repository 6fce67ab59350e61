"""A few passages of a small municipality."""

from datetime import date

from dialog.documents.document import DocumentPassage

DAY = date(2026, 11, 26)


def passage(title: str, *sentences: str, heading: str = "", **more: object) -> DocumentPassage:
    key = f"{title}/{heading}{more.get('layer', '')}"
    given = {"source": "site", "document": title, **more}
    return DocumentPassage(
        key=key,
        title=title,
        heading=(heading,) if heading else (),
        sentences=sentences,
        **given,  # type: ignore[arg-type]
    )


PASSAGES = [
    passage("Losloopgebied", "Honden mogen hier zonder riem.", "Ruim de poep op."),
    passage("Graf", "U huurt een graf voor 20 jaar.", heading="Termijn"),
    passage("Graf", "Een graf kost € 2.310.", heading="Kosten"),
    passage("Laadpaal", "U vraagt een laadpaal aan bij de gemeente.", "Het kost u niets."),
    passage("Zwembad", "Een kaartje kost € 5,20.", heading="Kosten"),
    passage("Parking permit", "A permit costs € 40 a year.", language="en"),
]
