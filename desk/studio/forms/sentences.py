"""sentences.yaml in groups: what each group of fixed sentences is for, and what stays in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from desk.studio.forms.fields import Field, Form, Kind, Section
from dialog.content_rewriting import Plain
from dialog.passages import placeholders
from dialog.wording import NAMES

FILE = "sentences.yaml"
Sentences = Mapping[str, Mapping[str, str]]
_NONE: Sentences = {}


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: str
    help: str
    names: Sequence[str]
    """Patterns of the names of its sentences; the first group that fits has a sentence."""


GROUPS = (
    Group("typen", "Voor wie typt", "Deze zinnen worden gelezen en nooit gesproken. Zij komen in "
          "de plaats van de gesproken zin.", ("*_typed",)),
    Group("begin", "Begin en einde", "Wat een beller hoort aan het begin, tussen twee vragen, en "
          "bij het afscheid. De allereerste zin, dat een computer spreekt, staat vast.",
          ("door", "first_question", "more", "goodbye", "listening", "go_on", "hushed", "thanks",
           "end_question*", "rating*", )),
    Group("niet-begrepen", "Niet gehoord of niet begrepen", "De beller zei niets, of wij hoorden "
          "of begrepen het niet. Elke keer vragen wij het anders.",
          ("rephrase_*", "not_heard_*", "still_there", "silence_*", "noise_*", "clarify_*",
           "dont_know_ok")),
    Group("storing", "Als er bij ons iets stuk is", "Iets werkt niet. De beller hoort dat eerlijk, "
          "en krijgt een mens.", ("failed_*", "machine_again")),
    Group("computer", "Over de computer", "De beller vraagt wat dit is, wat er kan, of noemt een "
          "burgerservicenummer.", ("machine", "machine_short", "help", "bsn", "start_over")),
    Group("tempo", "Langzamer, harder, rustig aan", "De beller vraagt om anders te praten, of om "
          "herhaling. Ook voor wie met een tolk belt.",
          ("slower", "faster", "louder", "softer", "calm*", "normal", "relay_*", "waiting",
           "nothing_to_repeat")),
    Group("talen", "Talen", "De beller spreekt een andere taal, of vraagt erom.",
          ("language_*", "only_dutch")),
    Group("medewerker", "Naar een medewerker", "De computer biedt een mens aan, en verbindt door.",
          ("offer_person*", "no_person_needed", "transfer_*", "taken_*", "sent_back*")),
    Group("rij", "In de rij", "De beller wacht op een medewerker: de plaats in de rij en hoe lang "
          "het duurt.", ("queue_*",)),
    Group("terugbellen", "Terugbellen", "De beller wordt teruggebeld: op welk nummer, en wanneer.",
          ("callback_*",)),
    Group("open", "Open en dicht", "Of er nu iemand is, en wanneer weer.",
          ("closed_*", "open_again", "today_*")),
    Group("antwoorden", "Bij een antwoord", "Waar een antwoord vandaan komt, en wat wij zeggen als "
          "het niet voor ons is of niet meer geldt.",
          ("source*", "no_source", "site*", "out_of_scope", "not_ours", "municipal", "who_does",
           "second_need", "not_valid_now")),
    Group("documenten", "Antwoorden uit documenten", "Wij vonden iets op de website of in een "
          "document.", ("document_*",)),
    Group("regelen", "Iets regelen", "Zinnen die bij elk gesprek passen waarin de computer iets "
          "regelt. De eigen zinnen daarvan staan bij Gesprekken.", ("errand_*",)),
    Group("nieuws", "Nieuws en calamiteit", "Rond een bericht dat iedereen moet horen.",
          ("crisis_*", "news_*")),
    Group("toetsen", "Kiezen met de toetsen", "Voor wie de toetsen gebruikt: de keuzes, en hoe "
          "iemand iets intoetst.", ("keys_*", "key_*", "menu_*", "about_*")),
    Group("na", "Na het gesprek", "Een sms of brief, de gesprekscode, wat er opgeschreven is, en "
          "vergeten.", ("after_*", "message_*")),
)  # fmt: skip
REST = Group("overig", "Overige zinnen", "Zinnen die bij geen andere groep horen.", ("*",))


def group_of(name: str) -> Group:
    fitting = (group for group in GROUPS if any(fnmatchcase(name, each) for each in group.names))
    return next(fitting, REST)


def groups_with(data: Plain) -> list[tuple[Group, list[str]]]:
    """The groups in order, each with the names of its sentences as the file has them."""
    names = list(dict.fromkeys((*(data or ()), *sorted(NAMES))))
    by_group: dict[str, tuple[Group, list[str]]] = {
        each.key: (each, []) for each in (*GROUPS, REST)
    }
    for name in names:
        by_group[group_of(name).key][1].append(name)
    return [(group, mine) for group, mine in by_group.values() if mine]


def sentences_form(group: Group, data: Plain, heard: Sentences = _NONE) -> Form:
    """`heard`: what callers hear, which may come from content of others."""
    names = next((mine for each, mine in groups_with(data) if each == group), [])
    return Form(
        address=f"/zinnen/{group.key}",
        title=group.title,
        intro=group.help,
        file=FILE,
        back=("/zinnen", "Vaste zinnen"),
        sections=[_section(name, data, heard) for name in names],
    )


def _section(name: str, data: Plain, heard: Sentences) -> Section:
    """What the sentence says now is what tells it from the others."""
    mine = _said(name, data, "nl")
    text = mine or heard.get(name, {}).get("nl", name)
    title = text if len(text) <= 70 else f"{text[:67]}…"
    shared = "" if mine or text == name else f"Deze zin komt uit een andere map: ‘{text}’. Schrijf "
    return Section(
        title=title,
        help=f"{shared}hier een eigen zin als die anders moet." if shared else "",
        parts=_both(name, text, bool(mine)),
    )


def _both(name: str, text: str, mine: bool) -> Sequence[Field]:
    kept = list(dict.fromkeys(placeholders(text)))
    names = " en ".join(f"{{{each}}}" for each in kept)
    stays = f" Laat {names} staan: daar komt een woord of getal." if kept else ""
    return (
        Field(way=(name, "nl"), label="In het Nederlands", kind=Kind.LONG, required=mine,
              spoken="nl", keep=kept, help=f"Naam: {name}.{stays}"),
        Field(way=(name, "en"), label="In het Engels", kind=Kind.LONG, spoken="en", keep=kept,
              may_miss=True),
    )  # fmt: skip


def _said(name: str, data: Plain, language: str) -> str:
    by_language = (data or {}).get(name)
    text = by_language.get(language) if isinstance(by_language, dict) else None
    return text if isinstance(text, str) else ""
