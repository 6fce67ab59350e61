"""Passages of a small municipality, as the readers would cut them."""

from datetime import date

from dialog.documents.document import DocumentPassage, FoundPassage

DAY = date(2026, 11, 26)


def passage(
    title: str,
    heading: str,
    *sentences: str,
    dated: date | None = date(2026, 5, 5),
    valid_until: date | None = None,
) -> DocumentPassage:
    return DocumentPassage(
        key=f"{title}/{heading}",
        source="site",
        document=title,
        title=title,
        heading=(heading,) if heading else (),
        sentences=sentences,
        url=f"https://www.zonnedael.example/{title.lower().replace(' ', '-')}",
        dated=dated,
        valid_until=valid_until,
    )


COLLECT = passage(
    "Collecte houden",
    "Voorwaarden",
    "Wie collecteert, is ten minste 16 jaar.",
    "Jonger mag als er een volwassene mee loopt.",
    "Collecteren mag van maandag tot en met zaterdag, tussen 10:00 en 21:00 uur.",
    "Op zondag is collecteren niet toegestaan, behalve bij een kerk of moskee.",
)
COLLECT_TERM = passage(
    "Collecte houden",
    "Hoe lang duurt het?",
    "Vraag de vergunning ten minste 6 weken vooraf aan.",
    "Wij beslissen binnen 4 weken.",
)
GRAVES = passage(
    "Begraafplaats",
    "Kosten",
    "Eigen graf: Grafrecht 20 jaar € 2.140,00; Grafrecht 30 jaar € 3.090,00.",
    "Kindergraf: Grafrecht 20 jaar € 890,00; Grafrecht 30 jaar € 1.275,00.",
    "Begraven op zaterdag kost € 390,00 extra.",
)
CABLE = passage(
    "Laadpaal",
    "Kabel over de stoep",
    "U mag met een kabel over de stoep laden vanuit uw huis, als:",
    "de kabel in een goot of onder een mat ligt van hooguit 3 centimeter hoog;",
    "de stoep ten minste 1,20 meter vrij blijft;",
    "de kabel weg is als u niet laadt.",
)
SWIM = passage(
    "Zwembad",
    "Kosten",
    "Kosten, tot 4 jaar: gratis.",
    "Kosten, 4 tot 18 jaar: € 3,60.",
    "Kosten, 18 jaar en ouder: € 5,25.",
)
OLD_HALL = passage(
    "Sporthal huren", "Kosten", "De sporthal kost € 44,00 per uur.", dated=date(2024, 2, 1)
)
LAST_YEAR = passage("Tarieven 2025", "Kosten", "De sporthal kost € 46,00 per uur.")
ENDED = passage(
    "Sporthal huren", "Kosten", "De sporthal kost € 45,00 per uur.", valid_until=date(2026, 6, 30)
)


def found(*passages: DocumentPassage, score: float = 0.9) -> list[FoundPassage]:
    return [FoundPassage(each, score / (1 + n)) for n, each in enumerate(passages)]
