"""gemeente.yaml as three forms: when people are there, what the municipality is, who is rung."""

from collections.abc import Iterable, Mapping

from desk.studio.forms.fields import Field, Form, Kind, Options, Rows, Section, in_both
from dialog.hours import Hours, holiday_keys
from dialog.knowledge import CALLBACK_PARTS, Municipality
from dialog.slots.calendar_words import WEEKDAYS

FILE = "gemeente.yaml"
_RING: Options = (
    ("", "Om de beurt (gewoon)"),
    ("in_turn", "Om de beurt"),
    ("together", "Iedereen tegelijk"),
)
_SPANS_HELP = "Bijvoorbeeld 09:00-17:00, of met een pauze 09:00-12:30, 13:30-17:00."


def hours_form() -> Form:
    return Form(
        address="/openingstijden",
        title="Openingstijden",
        intro="Wanneer er mensen zijn die de telefoon opnemen. Daarbuiten verbindt de computer "
        "niet door, en belooft hij geen gesprek.",
        file=FILE,
        sections=(
            Section(
                title="Per dag van de week",
                help=f"{_SPANS_HELP} Laat een dag leeg als er dan niemand is.",
                parts=_week("hours"),
            ),
            Section(
                title="Feestdagen",
                help="Op een feestdag is er niemand. De computer kent ze. Bevrijdingsdag telt eens "
                "in de vijf jaar (2025, 2030).",
                parts=(
                    Field(
                        way=("open_on",),
                        label="Op deze feestdagen werkt u wel",
                        kind=Kind.CHOICES,
                        options=[(key, _named(key)) for key in holiday_keys()],
                        usual=Hours().open_on,
                    ),
                ),
            ),
            Section(
                title="Eigen dagen waarop er niemand is",
                parts=(_closing_days("Dagen waarop de hele gemeente dicht is"),),
            ),
        ),
        foot="Zijn er op één dag andere uren? Dat kent de computer niet. Zet de dag bij de dagen "
        "waarop er niemand is, of verander die week de uren.",
    )


def town_form() -> Form:
    return Form(
        address="/gemeente",
        title="De gemeente",
        intro="De naam, het nummer, en feiten die in meer onderwerpen staan. Een tekst noemt een "
        "feit met accolades: {adres_gemeentehuis}.",
        file=FILE,
        sections=(
            Section(
                title="Naam en nummer",
                parts=(
                    Field(way=("name",), label="Naam van de gemeente", required=True,
                          help="Zo noemt de computer de gemeente in de eerste zin."),
                    Field(way=("telephone",), label="Telefoonnummer", required=True),
                ),
            ),
            Section(
                title="Terugbellen",
                help="Wanneer u mensen terugbelt, voor zover het team er dan is. Alles leeg: "
                "de gewone tijden.",
                parts=[
                    Field(way=("callback", part), label=part.capitalize(), kind=Kind.SPAN,
                          help="Bijvoorbeeld 09:00-12:00.")
                    for part in CALLBACK_PARTS
                ],
            ),
            Section(
                title="Wachten op een medewerker",
                parts=(
                    Field(way=("queue", "longest"), label="Zo lang wacht iemand hoogstens, in "
                          "seconden", kind=Kind.NUMBER, help="Daarna wordt de beller teruggebeld."),
                    Field(way=("queue", "handling"), label="Zo lang duurt een gesprek met een "
                          "medewerker, in seconden", kind=Kind.NUMBER,
                          help="Zolang de computer dat nog niet zelf weet."),
                ),
            ),
            Section(
                title="De vraag aan het eind",
                help="Aan het eind vraagt de computer soms: Bent u goed geholpen? Zegt de beller "
                "nee, dan biedt hij een medewerker aan. Bij Cijfers ziet u de antwoorden.",
                parts=(
                    Field(way=("rating",), label="Aan hoeveel van de honderd bellers",
                          kind=Kind.NUMBER, help="0 tot en met 100. Leeg of 0: aan niemand."),
                ),
            ),
            Section(title="Feiten", parts=(_facts(),)),
        ),
    )  # fmt: skip


def departments_form(town: Municipality) -> Form:
    """`town`: whose departments an overflow can be chosen from."""
    teams = [(key, each.title) for key, each in town.departments.items()]
    return Form(
        address="/afdelingen",
        title="Afdelingen en medewerkers",
        intro="Naar wie de computer doorverbindt, en op welk toestel. Een afdeling zonder "
        "medewerkers belt alleen terug.",
        file=FILE,
        sections=(Section(title="Afdelingen", parts=(_departments(teams),)),),
    )


def _departments(teams: Options) -> Rows:
    return Rows(
        way=("departments",),
        title="Afdelingen",
        one="afdeling",
        key=Field(
            way=(),
            label="Naam voor de computer",
            kind=Kind.KEY,
            required=True,
            help="Kleine letters, zoals openbare_ruimte. Die naam verandert daarna niet meer.",
        ),
        key_stays=True,
        parts=(
            Field(way=("title",), label="Hoe de afdeling heet in een zin", required=True,
                  spoken="nl", help="Met het lidwoord: het team Burgerzaken."),
            Field(way=("ring",), label="Wie er gebeld wordt", kind=Kind.CHOICE, options=_RING),
            Field(way=("desk",), label="De mensen melden zich aan de balie aan", kind=Kind.FLAG),
            Rows(
                way=("agents",),
                title="Medewerkers met een eigen toestel",
                one="medewerker",
                parts=(
                    Field(way=("name",), label="Naam", required=True),
                    Field(way=("address",), label="SIP-adres van het toestel", required=True,
                          help="Zoals sip:balie1@10.0.0.5. Uw telefoonbeheerder weet het."),
                ),
            ),
            Field(way=("overflow",), label="Geen tijd? Dan ook naar", kind=Kind.CHOICE,
                  options=(("", "Het klantcontactcentrum (gewoon)"), *teams)),
            Field(way=("overflow_after",), label="Na zoveel seconden", kind=Kind.NUMBER,
                  help="Leeg: na 60 seconden."),
            *_week("hours", "Eigen uren op "),
            _closing_days("Dagen waarop alleen deze afdeling dicht is"),
        ),
    )  # fmt: skip


def _week(key: str, before: str = "") -> list[Field]:
    return [
        Field(
            way=(key, day),
            label=f"{before}{day}" if before else day.capitalize(),
            kind=Kind.SPANS,
        )
        for day in WEEKDAYS
    ]


def _closing_days(title: str) -> Rows:
    return Rows(
        way=("closing_days",),
        title=title,
        one="sluitingsdag",
        parts=(
            Field(way=("day",), label="Dag", kind=Kind.DAY, required=True),
            *in_both(
                ("name",),
                "Wat voor dag het is",
                kind=Kind.TEXT,
                required=True,
                help="Wat klopt achter: ‘Vandaag is het …’. Zoals: de dag na Hemelvaartsdag.",
            ),
        ),
    )


def _facts() -> Rows:
    return Rows(
        way=("facts",),
        title="Feiten van de gemeente",
        one="feit",
        key=Field(
            way=(),
            label="Naam van het feit",
            kind=Kind.KEY,
            required=True,
            help="Zo staat het in teksten tussen accolades. De naam verandert daarna niet meer.",
        ),
        key_stays=True,
        parts=(
            *in_both(("value",), "Wat het is", kind=Kind.TEXT, required=True),
            Field(way=("valid_from",), label="Geldt vanaf", kind=Kind.DAY),
            Field(way=("valid_until",), label="Geldt tot en met", kind=Kind.DAY,
                  help="Leeg: het verandert niet vanzelf."),
        ),
    )  # fmt: skip


def _named(holiday: str) -> str:
    return holiday.replace("_", " ").capitalize()


def still_used(gone: Iterable[str], topics: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """By department that is to go: why it cannot. `topics` tells of each its department and its
    title.
    """
    refused: dict[str, str] = {}
    for key in gone:
        users = [title for department, title in topics.values() if department == key]
        if users:
            few = ", ".join(users[:5]) + (f" en nog {len(users) - 5}" if len(users) > 5 else "")
            refused[key] = (
                f"Deze afdeling kan niet weg: zij staat bij {few}. Geef die onderwerpen eerst een "
                "andere afdeling."
            )
    return refused
