"""What the leaflets say."""

from dataclasses import dataclass
from datetime import UTC, datetime

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    text: str
    items: tuple[str, ...] = ()
    rows: Rows = ()
    """A table; its first row is the header."""


@dataclass(frozen=True, slots=True)
class Leaflet:
    file: str
    title: str
    changed: datetime
    parts: tuple[Part, ...]


WMO = Leaflet(
    "folder.docx",
    "Hulp bij het huishouden",
    datetime(2026, 6, 15, tzinfo=UTC),
    (
        Part(
            "Hoe werkt het?",
            "U meldt zich bij het team Wmo en jeugd. Een medewerker komt bij u thuis voor een "
            "gesprek. U mag iemand bij het gesprek hebben. Een onafhankelijke cliëntondersteuner "
            "is gratis: 0999 161 616.",
        ),
        Part(
            "Welke hulp is er?",
            "De gemeente werkt met drie bedrijven. U kiest zelf.",
            rows=(
                ("Bedrijf", "Telefoon", "Werkt ook op zaterdag"),
                ("Thuiszorg Zon", "0999 171 717", "ja"),
                ("De Helpende Hand", "0999 181 818", "nee"),
                ("Schoon en Samen", "0999 191 919", "alleen bij ziekte"),
            ),
        ),
        Part(
            "Wat doet de hulp niet?",
            "Sommig werk doet de hulp niet.",
            ("ramen aan de buitenkant", "de tuin", "de hond uitlaten", "zilver poetsen"),
        ),
        Part(
            "Kosten",
            "U betaalt een eigen bijdrage van hooguit € 21,80 per maand aan het CAK. "
            "Woont u samen en is een van u jonger dan de AOW-leeftijd, dan betaalt u niets.",
        ),
        Part(
            "Uw hulp is ziek",
            "Binnen 5 werkdagen komt er een ander. Komt er niemand, bel dan het bedrijf. "
            "Gaat u op vakantie, meld dat dan 2 weken vooraf.",
        ),
    ),
)
BINS = Leaflet(
    "folder2.docx",
    "Ondergrondse container: zo werkt het",
    datetime(2026, 2, 2, tzinfo=UTC),
    (
        Part(
            "De afvalpas",
            "Met de afvalpas opent u de container voor restafval bij u in de buurt. "
            "Een nieuwe pas kost € 12,50. De pas hoort bij het adres: laat hem liggen als u "
            "verhuist.",
        ),
        Part(
            "Hoe vaak?",
            "Per keer past er één zak van 60 liter in.",
            rows=(
                ("Huishouden", "Zakken per jaar zonder bijbetalen"),
                ("1 persoon", "26"),
                ("2 personen", "40"),
                ("3 of meer personen", "52"),
            ),
        ),
        Part("Meer zakken", "Elke zak daarboven kost € 1,30. U betaalt dit bij de aanslag."),
        Part(
            "Container vol of kapot",
            "Bel 14 0999 en noem het nummer op de container. Zet nooit een zak naast de "
            "container. De boete daarvoor is € 140,00. Wij legen een volle container binnen "
            "1 werkdag.",
        ),
        Part(
            "Niet in deze container",
            "Dit hoort er niet in.",
            ("glas", "papier", "hete as", "luiers"),
        ),
    ),
)
WATER = Leaflet(
    "folder_water.pdf",
    "Water in de kelder of op straat",
    datetime(2026, 9, 7, tzinfo=UTC),
    (
        Part(
            "Wie doet wat?",
            "De gemeente zorgt voor het riool en voor regenwater op straat. Het waterschap zorgt "
            "voor sloten en dijken. U zorgt zelf voor de grond onder uw huis.",
        ),
        Part(
            "Zandzakken",
            "Bij code oranje kunt u zandzakken halen bij de gemeentewerf, Industrieweg 15. "
            "U krijgt er hooguit 10 per adres. Ze zijn gratis. U brengt ze binnen 3 weken terug.",
        ),
        Part(
            "Grondwater meten",
            "De gemeente heeft 64 peilbuizen. U kunt de stand gratis opvragen. Een meting in uw "
            "eigen tuin kost geld.",
            rows=(
                ("Dienst", "Kosten"),
                ("Stand van een peilbuis", "gratis"),
                ("Peilbuis in uw tuin", "€ 164,00"),
                ("Advies aan huis", "€ 58,00"),
            ),
        ),
        Part(
            "Wat kunt u zelf doen?",
            "Haal tegels weg en maak de goot elk najaar schoon. Een terugslagklep houdt water "
            "uit het riool tegen. De gemeente betaalt daarvan niets terug.",
        ),
    ),
)
RULES = Leaflet(
    "verordening.pdf",
    "Uitvoeringsregels parkeervergunningen 2026",
    datetime(2026, 1, 5, tzinfo=UTC),
    (
        Part(
            "Artikel 1 Bewoners",
            "Per adres worden ten hoogste twee vergunningen verleend. Beschikt het adres over een "
            "eigen garage of oprit, dan wordt het aantal met één verminderd.",
        ),
        Part(
            "Artikel 2 Leaseauto",
            "Voor een leaseauto wordt een verklaring van de werkgever overgelegd, die niet ouder "
            "is dan 1 maand.",
        ),
        Part(
            "Artikel 3 Bedrijven",
            "Een bedrijf krijgt één vergunning per 10 werknemers, met een maximum van 3.",
            rows=(
                ("Soort vergunning", "Bedrag per jaar"),
                ("Bedrijf, eerste", "€ 214,00"),
                ("Bedrijf, tweede en derde", "€ 356,00"),
                ("Zorgverlener", "€ 62,40"),
                ("Mantelzorger", "€ 31,20"),
            ),
        ),
        Part(
            "Artikel 4 Vervangend voertuig",
            "Bij onderhoud mag een vervangende auto ten hoogste 14 dagen worden aangemeld. "
            "Daaraan zijn geen kosten verbonden.",
        ),
        Part(
            "Artikel 5 Intrekking",
            "De vergunning vervalt bij verhuizing. Van de betaalde leges wordt per volle maand "
            "een twaalfde deel terugbetaald, mits het verzoek binnen 8 weken is gedaan.",
        ),
    ),
)

WORD_LEAFLETS = (WMO, BINS)
PDF_LEAFLETS = (WATER, RULES)
