"""A small town whose calls are recorded by having them: real conversations, search and services."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import cycle, islice, product
from pathlib import Path

from belbalie.memory_desk import MemoryDesk
from belbalie.text_call import Agents, TextCall, Turn
from dialog.content import load
from dialog.content_services import NO_SERVICES
from dialog.conversation import Conversation
from dialog.events import Findings
from dialog.knowledge import Knowledge
from dialog.search import Index
from records.log import EventLog
from tests.dialog.small_content import FILES, write
from tests.dialog.talking import SENTENCES

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

_TOPIC = """\
key: {key}
name: {key}
upl: geen
title: {{nl: {title}, en: {key}}}
department: burgerzaken
source: {{title: "{title}", dated: 2026-02-01}}
answer:
  nl: "{answer}"
  en: "This is about {key}."
follow_ups:
  kosten: {{nl: "Dat kost niets.", en: "That is free."}}
samples:
  nl: [{samples}]
  en: [something about {key}]
"""
_MORE = {
    "rijbewijs": (
        "een rijbewijs", "U vraagt een rijbewijs aan met een foto.",
        ("ik wil een rijbewijs", "mijn rijbewijs verloopt", "rijbewijs verlengen",
         "ik ben geslaagd voor mijn rijexamen", "een nieuw rijbewijs aanvragen",
         "mijn rijbewijs is gestolen", "het rijbewijs van mijn moeder", "rijbewijs kwijt"),
    ),
    "parkeren": (
        "parkeren voor bewoners", "U parkeert in uw eigen buurt met een vergunning.",
        ("ik wil een parkeervergunning", "parkeren voor mijn deur", "een vergunning om te parkeren",
         "mijn bezoek wil parkeren", "parkeerkaart voor bewoners", "waar mag ik parkeren",
         "parkeervergunning aanvragen", "hoe werkt het parkeren in mijn wijk"),
    ),
    "hond": (
        "de hond", "Honden zijn aan de lijn in het centrum.",
        ("mag mijn hond los", "hondenbelasting betalen", "waar mag ik de hond uitlaten",
         "de hond van de buren blaft", "ik heb een hond gekocht", "een losloopgebied voor honden",
         "hondenpoep op de stoep", "mijn hond is overleden"),
    ),
}  # fmt: skip
TOWN = {
    **FILES,
    "sentences.yaml": SENTENCES.read_text(encoding="utf-8"),
    **{
        f"topics/{key}.yaml": _TOPIC.format(
            key=key, title=title, answer=answer, samples=", ".join(samples)
        )
        for key, (title, answer, samples) in _MORE.items()
    },
}
ASKED: Mapping[str, Sequence[str]] = {
    "paspoort": ("ik wil graag een nieuw paspoort", "mijn paspoort is bijna verlopen"),
    "grofvuil": ("ik wil mijn oude bank laten ophalen", "kan ik grof vuil aanmelden"),
    "rijbewijs": ("mijn rijbewijs verlengen", "ik ben mijn rijbewijs kwijt"),
    "parkeren": ("ik wil een parkeervergunning aanvragen", "waar kan mijn bezoek parkeren"),
    "hond": ("waar mag ik mijn hond uitlaten", "ik wil hondenbelasting betalen"),
}
"""What callers say first, by topic."""
_AFTER = (
    ("nee dank u",), ("wat kost dat", "dank u wel"), (), ("kunt u dat herhalen", "nee"),
    ("medewerker",), ("medewerker", "06 18 27 36 45", "ja", "morgenochtend", "nee"),
)  # fmt: skip


def town(folder: Path, changed: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The content, in a folder of its own."""
    return write(folder, {**TOWN, **(changed or {})})


def known(knowledge: Knowledge) -> Index:
    return Index.build(knowledge, None)


def record(log: EventLog, folder: Path, count: int) -> dict[str, str]:
    """Have so many conversations with this content; the topic of each, by the id of the call."""
    knowledge = load(folder)
    search = lru_cache(known(knowledge).search)
    asked = [(topic, line) for topic, lines in ASKED.items() for line in lines]
    plans = islice(cycle(product(_AFTER, asked)), count)
    topics = {}
    for nth, (after, (topic, line)) in enumerate(plans):
        call, at = f"{topic}-{nth}", MONDAY + timedelta(minutes=nth)
        log.open_call(call, at, "text")
        desk = MemoryDesk(knowledge, NO_SERVICES, at)
        talk = TextCall(
            Conversation(knowledge),
            lambda query, language, _: Findings(search(query, language)),
            at,
            Agents.NONE,
            desk.perform,
        )
        items = [*talk.ring("0612345678", knowledge.version, True)]
        for say in (line, *after):
            items += talk.take(Turn(say=say))
        log.append_all(call, [*items, *talk.hang_up()], at)
        desk.close()
        topics[call] = topic
    return topics
