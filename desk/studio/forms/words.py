"""The files with words: how names sound, messages, and by which words callers are understood."""

from desk.studio.forms.fields import Field, Form, Kind, Options, Rows, Section, in_both
from desk.studio.forms.fields import words_in_both as both
from dialog.content_commands import NAMES as ORDERS
from dialog.content_rewriting import Plain
from dialog.knowledge import OTHERS

_WORDS = ("/woorden", "Woorden van bellers")
_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "Engels"}
_KEY = Field(
    way=(),
    label="Naam voor de computer",
    kind=Kind.KEY,
    required=True,
    help="Kleine letters, zoals belasting.",
)
_ORDERS = {
    "herhaal": "Zeg het nog eens",
    "langzamer": "Praat langzamer",
    "sneller": "Praat sneller",
    "harder": "Praat harder",
    "zachter": "Praat zachter",
    "rustig": "Neem de tijd met mij",
    "gewoon": "Doe weer gewoon",
    "hulp": "Wat kan ik hier?",
    "stop": "Stop",
    "einde": "Ik ben klaar",
    "terug": "Een stap terug",
    "wacht": "Wacht even",
    "ja": "Ja",
    "nee": "Nee",
    "weet_niet": "Dat weet ik niet",
    "bron": "Waar staat dat?",
    "internetadres": "Wat is het adres op internet?",
    "computer": "Bent u een computer?",
    "toetsen": "Ik wil kiezen met de toetsen",
    "sms": "Stuur een sms",
    "brief": "Stuur een brief",
}
_OTHERS = {
    "human": "Ik wil een mens spreken",
    "emergency": "Er is gevaar",
    "smalltalk": "Zomaar een praatje",
    "out_of_scope": "Niet voor de gemeente",
    "municipal": "Wel voor de gemeente, maar zonder eigen onderwerp",
}


def lexicon_form(data: Plain) -> Form:
    languages = dict.fromkeys(("nl", "en", *(data if isinstance(data, dict) else ())))
    return Form(
        address="/uitspraak",
        title="Uitspraak",
        intro="Namen en woorden die de stem verkeerd zegt. Schrijf het woord zoals het klinkt, "
        "met letters.",
        file="pronunciation.yaml",
        sections=[
            Section(title=_LANGUAGE_NAMES.get(language, language), parts=(_lexicon(language),))
            for language in languages
        ],
    )


def _lexicon(language: str) -> Rows:
    return Rows(
        way=(language,),
        title=f"Woorden in het {_LANGUAGE_NAMES.get(language, language)}",
        one="woord",
        key=Field(way=(), label="Zo staat het er", required=True),
        parts=(
            Field(way=("say_as",), label="Zo klinkt het", spoken=language,
                  help="Met letters, zoals: beejatrikslaan."),
            Field(way=("ipa",), label="In klankschrift (IPA)",
                  help="Voor wie het kent. Alleen stemmen van Piper kunnen dit."),
        ),
    )  # fmt: skip


def messages_form() -> Form:
    return Form(
        address="/berichten",
        title="Berichten",
        intro="Berichten die bellers horen na de begroeting, zolang er iets ernstigs is. Hier zet "
        "u ze klaar. Is er nú iets aan de hand? Gebruik dan de pagina Calamiteit. Die werkt "
        "meteen.",
        file="crisis.yaml",
        sections=(Section(title="Berichten", parts=(_messages(),)),),
    )


def _messages() -> Rows:
    return Rows(
        way=("messages",),
        title="Berichten die klaarstaan",
        one="bericht",
        parts=(
            *in_both(("text",), "Wat bellers horen", required=True),
            Field(way=("from",), label="Vanaf", kind=Kind.MOMENT, required=True),
            Field(way=("until",), label="Tot", kind=Kind.MOMENT, required=True),
            Field(way=("postcodes",), label="Alleen voor deze postcodes", kind=Kind.WORDS,
                  help="Met komma’s ertussen, zoals 4992, 4993AB. Leeg: voor iedereen."),
            Field(way=("streets",), label="Alleen voor deze straten", kind=Kind.WORDS,
                  help="Met komma’s ertussen."),
            Field(way=("key",), label="Naam voor de computer", kind=Kind.KEY,
                  help="Alleen als dit bericht in de plaats komt van een uit een andere map."),
        ),
    )  # fmt: skip


def orders_form() -> Form:
    return _sentences(
        "/woorden/opdrachten",
        "Opdrachten aan de computer",
        "commands.yaml",
        "Ongewone zinnen voor wat altijd kan. De gewone kent de computer al. Zet hier geen zin die "
        "ook een vraag over een onderwerp kan zijn.",
        {name: _ORDERS.get(name, name.replace("_", " ").capitalize()) for name in ORDERS},
    )


def others_form() -> Form:
    return _sentences(
        "/woorden/anders",
        "Wat geen onderwerp is",
        "others.yaml",
        "Zinnen waaraan de computer merkt dat iemand een mens wil, in gevaar is, of iets vraagt "
        "wat niet bij een onderwerp hoort.",
        {name: _OTHERS[name] for name in OTHERS},
    )


def _sentences(address: str, title: str, file: str, intro: str, names: dict[str, str]) -> Form:
    return Form(
        address=address,
        title=title,
        intro=intro,
        file=file,
        back=_WORDS,
        sections=[
            Section(
                title=title,
                parts=tuple(both((name,), f"{title}: zinnen van bellers", Kind.LINES,
                                 "Een zin per regel.")),
            )
            for name, title in names.items()
        ],
        foot="Een nieuwe soort voegt u hier niet toe: welke er zijn, staat vast.",
    )  # fmt: skip


def ambiguous_form(topics: Options) -> Form:
    return Form(
        address="/woorden/twijfel",
        title="Woorden die te weinig zeggen",
        intro="Zegt een beller alleen zo’n woord, dan stelt de computer één vraag met twee "
        "betekenissen. Een betekenis is een onderwerp, of iets wat een ander doet.",
        file="ambiguous.yaml",
        back=_WORDS,
        sections=(_source(), Section(title="Woorden", parts=(_ambiguous(topics),))),
    )


def _ambiguous(topics: Options) -> Rows:
    return Rows(
        way=("words",),
        title="Woorden die te weinig zeggen",
        one="woord",
        key=_KEY,
        parts=(
            *both(("said",), "Wat de beller zegt", help="Met komma’s ertussen."),
            *in_both(("ask",), "Onze vraag", required=True),
            Rows(
                way=("choices",),
                title="De twee betekenissen, in de volgorde van de vraag",
                one="betekenis",
                parts=(
                    Field(way=("topic",), label="Dit onderwerp", kind=Kind.CHOICE,
                          options=(("", "Geen: een ander doet dit"), *topics)),
                    *in_both(("elsewhere",), "Of: wat wij zeggen als een ander dit doet"),
                    *both(("said",), "Aan deze woorden in het antwoord merken wij het"),
                ),
            ),
        ),
    )  # fmt: skip


def elsewhere_form() -> Form:
    return Form(
        address="/woorden/elders",
        title="Wie het wel doet",
        intro="Wat de gemeente niet doet, en wie wel. Deze woorden tellen pas als de vraag zelf "
        "niet voor de gemeente is.",
        file="elsewhere.yaml",
        back=_WORDS,
        sections=(
            _source(),
            Section(
                title="Wie het wel doet",
                parts=(
                    Rows(
                        way=("bodies",),
                        title="Anderen",
                        one="organisatie",
                        key=_KEY,
                        parts=(
                            *both(("said",), "Woorden van bellers", help="Met komma’s ertussen."),
                            *in_both(("told",), "Wat wij dan zeggen", required=True),
                        ),
                    ),
                ),
            ),
        ),
    )


def menu_form() -> Form:
    return Form(
        address="/woorden/keuzemenu",
        title="Het keuzemenu",
        intro="Voor bellers die de toetsen gebruiken. Er worden steeds vier keuzes voorgelezen. "
        "Wat in geen groep staat, komt vanzelf onder ‘iets anders’.",
        file="menu.yaml",
        back=_WORDS,
        sections=(
            Section(
                title="Groepen",
                parts=(
                    Rows(
                        way=(),
                        title="Groepen, in de volgorde van het menu",
                        one="groep",
                        key=_KEY,
                        parts=(
                            *in_both(("title",), "Hoe de groep heet", kind=Kind.TEXT, required=True,
                                     help="Wat klopt in: ‘Voor … toetst u drie.’"),
                            Field(way=("topics",), label="Onderwerpen en gesprekken", required=True,
                                  kind=Kind.WORDS, help="Hun namen voor de computer, met komma’s."),
                        ),
                    ),
                ),
            ),
        ),
    )  # fmt: skip


def _source() -> Section:
    return Section(
        title="Waar dit vandaan komt",
        parts=(
            Field(way=("source", "title"), label="Titel van de bron", required=True, spoken="nl"),
            Field(way=("source", "dated"), label="Datum van de bron", kind=Kind.DAY, required=True),
            Field(way=("source", "url"), label="Adres op internet"),
        ),
    )
