"""All that can happen next in a call, made from where it stands: the alphabet of a walk."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from dialog.acts import Act, Perform
from dialog.agent_outcomes import AgentOutcome
from dialog.callback import Step
from dialog.commands import Command
from dialog.documents.answer import MORE, DocumentAnswer, Reason, Refused
from dialog.events import (
    Candidate,
    CrisisAnswer,
    Event,
    Failed,
    Found,
    Heard,
    Keyed,
    NewsCame,
    OnHold,
    Performed,
    SentBack,
    Silence,
    TakenOver,
    TransferMoved,
    TransferStage,
)
from dialog.knowledge import COMMAND, Knowledge
from dialog.memory import Memory, Question
from dialog.scripts.progress import Asking
from dialog.scripts.script import CHOICE, Script, Slot
from dialog.services import FAILED, SERVICES
from dialog.silences import SILENCES_SECONDS

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
"""A Thursday, in working hours."""
UNTIL = NOW + timedelta(days=1)

COMMANDS: Mapping[Command, str] = {
    Command.REPEAT: "nog een keer", Command.SLOWER: "langzamer", Command.FASTER: "sneller",
    Command.LOUDER: "harder", Command.SOFTER: "zachter", Command.CALM: "rustig aan",
    Command.NORMAL: "praat maar weer gewoon", Command.HELP: "help", Command.STOP: "stop",
    Command.GOODBYE: "tot ziens", Command.BACK: "terug", Command.WAIT: "wacht even",
    Command.YES: "ja", Command.NO: "nee", Command.UNKNOWN: "weet ik niet",
    Command.SOURCE: "waar staat dat", Command.SITE: "wat is het internetadres",
    Command.MACHINE: "bent u een computer", Command.KEYS: "menu", Command.SMS: "stuur een sms",
    Command.LETTER: "stuur een brief", Command.CODE: "wat is mijn gesprekscode",
    Command.TAKE_UP: "de verbinding viel weg", Command.HAS_CODE: "ik heb een gesprekscode",
    Command.NOTES: "wat heeft u genoteerd", Command.FORGET: "vergeet dit gesprek",
    Command.PERSON: "een collega graag",
}  # fmt: skip
"""Each command in words that the grammar knows."""

SPOKEN = (
    *COMMANDS.values(),
    *("dank u wel", "fluitketel", "wat kost dat", "ik wil dat graag regelen", "hm"),
    *("er is brand", "ik ruik iets raars", "wat is er aan de hand"),
    *("mijn bsn is 111222333", "bel mij morgenmiddag terug op 06 12 34 56 78"),
    *("I have a question about something", "can we speak english", "ik spreek weinig nederlands"),
    *("sprechen sie deutsch", "goedemiddag u spreekt met teletolk", "ik bel voor mijn moeder"),
    *("onthoud dat maar niet", "de eerste", "nee de tweede"),
)
ANSWERS = ("sla over", "maakt niet uit", "liever later", "zo snel mogelijk", "opnieuw beginnen")
"""What is said to an errand's question besides."""
_NUMBERS = ("0612345678", "49912211", "12", "4829130", "01122026")
OVER_US = ("", "ja", "nee", "stop", "hm", "er is brand")
VALUES: Mapping[str, str] = {
    "datum": "dinsdag 1 december", "tijd": "om tien uur", "weekdag": "op dinsdag",
    "periode": "volgende week", "dagdeel": "in de ochtend", "tijd_van": "vanaf tien uur",
    "tijd_vanaf": "vanaf tien uur", "tijd_tot": "tot twaalf uur", "telefoon": "06 12 34 56 78",
    "naam": "mijn naam is Jansen", "product": "een paspoort", "postcode": "4991 AB",
    "huisnummer": "nummer twaalf", "straat": "de Dorpsstraat", "locatie": "bij de supermarkt",
    "object": "een oude bank", "aantal": "twee", "zaaknummer": "Z2026-00457",
    "tekst": "u kwam niet op tijd", "sinds": "sinds gisteren", "code": "48 29 13",
}  # fmt: skip
GIVEN: Mapping[str, str] = {
    "datum": "2026-12-01", "tijd": "10:00", "postcode": "4991AB", "huisnummer": "12",
    "straat": "Dorpsstraat", "plaats": "Zonnedael", "code": "482913", "product": "paspoort",
    "title": "een paspoort", "title_en": "a passport", "minutes": "10", "bring": "Uw paspoort.",
    "bring_en": "Your passport.", "exact": "no", "locatie": "het gemeentehuis",
    "locatie_en": "town hall", "nummer": "70310", "staat": "in behandeling", "aantal": "2",
    "staat_en": "at work", "sinds": "2026-11-20", "fractie": "gft", "dagdeel": "ochtend",
    "term": "Dat duurt vijf dagen.", "term_en": "That takes five days.", "soort": "slot",
    "tekst": "Er is geen water.", "tekst_en": "There is no water.", "tot": "18:00",
    "einde": "2026-11-27", "script": "grofvuil", "onderwerp": "grofvuil", "naam": "object",
    "waarde": "een bank",
}  # fmt: skip
"""What services give, in the form of the contract."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What is tried in each state."""

    spoken: tuple[str, ...]
    keys: tuple[str, ...]
    silences: tuple[int, ...]
    parts: tuple[str, ...]
    topics: tuple[str, ...] = ()
    """Found by the search, and no others; empty: one of each sort."""
    orders: bool = True
    """The search finds commands too."""


ALL = Alphabet(
    SPOKEN, tuple("123456789*#"), tuple(range(1, len(SILENCES_SECONDS) + 1)),
    ("hearing", "speaking", "search", "record"),
)  # fmt: skip
EACH_COMMAND = Alphabet(
    (
        *("ja", "nee", "stop", "terug", "menu", "weet ik niet", "fluitketel", "wat kost dat"),
        *("ik wil dat graag regelen", "er is brand", "ik ruik iets raars", "rustig aan"),
        *("I have a question about something", "vergeet dit gesprek", "de eerste"),
        *("bel mij morgenmiddag terug op 06 12 34 56 78", "ik heb een gesprekscode"),
    ),
    tuple("1238#"), (2, 3, 4), ("speaking",), ("grofvuil", "overlijden", "paspoort"),
)  # fmt: skip
"""One event for each thing that can be done about it, and every command that the search knows."""
FEWEST = Alphabet(
    (
        *("ja", "nee", "stop", "fluitketel", "wat kost dat", "er is brand", "rustig aan"),
        *("bel mij morgenmiddag terug op 06 12 34 56 78", "menu"),
    ),
    tuple("12"), (3,), ("speaking",), ("grofvuil", "overlijden"), orders=False,
)  # fmt: skip
"""Enough to come through the errand, the callback and the transfer."""
EACH_SCRIPT = replace(FEWEST, topics=())
"""The same, through every errand there is."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where a call stands."""

    memory: Memory
    acts: tuple[Act, ...] = ()
    """Of the last event."""
    alphabet: Alphabet = ALL


def events(here: Here) -> Iterator[Event]:
    """Everything that may come next; what could only be passed over is left out."""
    memory, alphabet = here.memory, here.alphabet
    yield from _services(here)
    if memory.ended:
        return
    yield from _transfers(memory)
    topics = alphabet.topics or tuple(_one_of_each(memory.knowledge))
    yield from _found(memory, topics, orders=alphabet.orders)
    for text in (*alphabet.spoken, *_answers(memory)):
        yield Heard(at=NOW, text=text)
    for keys in (*alphabet.keys, *(_NUMBERS if memory.busy else ())):
        yield Keyed(at=NOW, keys=keys)
    for nth in alphabet.silences:
        yield Silence(at=NOW, seconds=7.0, nth=nth)
    for part in alphabet.parts:
        yield Failed(at=NOW, part=part)
    yield OnHold(at=NOW, held=True)
    yield OnHold(at=NOW, held=False)
    yield NewsCame(at=NOW, text={"nl": "Er is geen water.", "en": "No water."}, until=UNTIL)


def over_us(here: Here) -> Iterator[Event]:
    """What is said while a sentence of ours sounds."""
    if not here.memory.ended:
        for text in OVER_US:
            yield Heard(at=NOW, text=text, over_us=True)


def _services(here: Here) -> Iterator[Event]:
    """Each answer of a service that was asked by the last event."""
    for act in here.acts:
        if isinstance(act, Perform):
            service = SERVICES[act.service]
            row = tuple((name, GIVEN[name]) for name in sorted(service.gives) if name in GIVEN)
            for status in (*sorted(service.statuses), FAILED):
                for rows in ((), (row,) * 4):
                    yield Performed(
                        at=NOW, service=act.service, status=status, values=row, options=rows
                    )


def _transfers(memory: Memory) -> Iterator[Event]:
    yield TakenOver(at=NOW, agent="Sanne de Wit", department="klantcontact")
    yield SentBack(at=NOW, agent="Sanne de Wit", outcome=AgentOutcome.ANSWERED)
    if memory.waiting is not None:
        for stage in TransferStage:
            yield TransferMoved(at=NOW, stage=stage, agent="Balie 1", position=2)


def _answers(memory: Memory) -> Iterator[str]:
    """What is expected now, said."""
    if memory.callback is not None:
        told = {Step.NUMBER: ("06 12 34 56 78", "06 12"), Step.TIME: ("morgenochtend", "zondag")}
        yield from told.get(memory.callback.step, ("06 87 65 43 21", "morgenochtend"))
    elif memory.errand is not None:
        yield from ANSWERS
        script = memory.knowledge.scripts[memory.errand.script]
        yield from _values(memory, script)
    elif memory.question is Question.OPEN:
        scripts = memory.knowledge.scripts
        for key in memory.knowledge.loose_scripts:
            yield from scripts[key].begin.words[:1]


def _values(memory: Memory, script: Script) -> Iterator[str]:
    assert memory.errand is not None
    question = memory.errand.question
    slot = script.slots.get(question.slot or "")
    if slot is not None:
        yield from _of_slot(slot)
    if question.asking is Asking.CHANGE:
        yield from (each.label["nl"] for each in script.slots.values() if each.label)


def _of_slot(slot: Slot) -> tuple[str, ...]:
    if slot.kind == CHOICE:
        return tuple(each.title["nl"] for each in slot.choices)
    kinds = slot.any_of[:1] or (slot.kind,)
    return tuple(VALUES[each.removesuffix("_nieuw")] for each in kinds if each in VALUES)


def _found(memory: Memory, topics: Iterable[str], *, orders: bool) -> Iterator[Event]:
    """Everything that a search may bring to what was said."""
    if memory.pending is None:
        return
    query = memory.pending.text
    known = memory.knowledge.commands if orders else ()
    sure = (
        *topics,
        *(COMMAND + order for order in known),
        "human",
        "emergency",
        "smalltalk",
        "out_of_scope",
        "municipal",
    )
    for likely in (*((Candidate(key, 0.97),) for key in sure), *_UNSURE):
        yield Found(at=NOW, query=query, candidates=likely)
    for document in _DOCUMENTS:
        yield Found(at=NOW, query=query, candidates=_UNSURE[0], document=document)
    for score in (0.97, 0.5):
        yield Found(at=NOW, query=query, candidates=_UNSURE[0], crisis=(_news(score),))


_UNSURE = (
    (Candidate("paspoort", 0.05),),
    (Candidate("emergency", 0.3), Candidate("grofvuil", 0.5)),
    (Candidate("grofvuil", 0.4), Candidate("rijbewijs", 0.38)),
    (Candidate("paspoort", 0.97), Candidate("paspoort", 0.97, 1), Candidate("grofvuil", 0.97, 2)),
    (Candidate("human", 0.35), Candidate("grofvuil", 0.3)),
)


def _one_of_each(known: Knowledge) -> Iterator[str]:
    """A topic of each sort: one for each errand, one to ask a person about first, one that a
    person must confirm, and one without any of that.
    """
    begun: set[object] = set()
    for key, topic in known.topics.items():
        sort = topic.script.key if topic.script else (topic.person_first, topic.answer.must_verify)
        if sort not in begun:
            begun.add(sort)
            yield key


_ANSWER = DocumentAnswer(
    text="Een boom kappen mag met een vergunning.", language="nl",
    sentences=("Een boom kappen mag met een vergunning.",), rest=("Vraag die op tijd aan.",),
    offer=MORE, title="Een boom kappen", heading=("Kappen", "Vergunning"), url="https://zonnedael.example/boom",
    dated=date(2026, 1, 5), passage="boom#1", score=0.9,
)  # fmt: skip
_DOCUMENTS = (
    _ANSWER,
    Refused(Reason.NOT_CERTAIN, 0.4, (_ANSWER, _ANSWER)),
    Refused(Reason.TOO_OLD, 0.8),
)


def _news(score: float) -> CrisisAnswer:
    return CrisisAnswer(
        title="Geen water", question={"nl": "Is er water?"}, text={"nl": "Nee."}, score=score,
        told_at=NOW, since=NOW, until=UNTIL,
    )  # fmt: skip
