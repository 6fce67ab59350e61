"""How long an agent's brief really takes, with the Dutch voice that is always there."""

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dialog.acts import Act, Fill, RequestCallback, Say, Understand
from dialog.brief import BRIEF_SECONDS, CHOICE, spoken
from dialog.events import Event, Heard, Rung
from dialog.knowledge import Knowledge
from dialog.summary import summarise
from dialog.titles import Titles
from tests.dialog.demonstration import demonstration
from tests.dialog.talking import MONDAY
from voice.espeak import EspeakSpeech
from voice.manner import GAP_SECONDS
from voice.sentences import sentences
from voice.speakable import speakable

pytestmark = pytest.mark.models

CONTENT = Path(__file__).parents[2] / "content"
NAMES = ("Jan de Vries", "mevrouw van den Berg-Willemsen", "Q", "W.F. Grzbk", "4811AB 06-12345678")
HARD = (
    "mijn zaaknummer is Z2026-00457 en mijn VOG en mijn BRP zijn er niet",
    "kan ik voor € 999.999,99 op 31-12-2026 om 23:59 aan de Kerkstraat 12-A terecht",
    "MIJN OZB EN MIJN WOZ EN MIJN BSN KLOPPEN NIET",
    "ik mailde a.b@zonnedael.nl en www.zonnedael.nl/afval t/m a.s. vrijdag m.b.t. nr. 5",
    "hmmm tja eh pff tsss mwah brrr pgb ggd vog ozb uwv cbr rdw",
    "06 12 34 56 78 of 0201234567 of 112",
    "100% × 25 m² & 3 km/u = § 12, ja toch!",
)


@cache
def content() -> Knowledge:
    return demonstration()


def random_logs(count: int) -> Iterator[list[Event | Act]]:
    chance = random.Random(count)
    topics = list(content().topics.values())
    for _ in range(count):
        topic = chance.choice(topics)
        words = chance.choice((*topic.samples["nl"], *HARD))
        yield [
            Rung(at=MONDAY, caller=chance.choice((None, "0612345678"))),
            Heard(at=MONDAY, text=f"{words} {chance.choice(topic.samples['nl'])}"),
            Understand(topic=topic.key, score=0.9),
            *chance.choices((Say(text="x", topic=topic.key), _callback(topic.key)), k=1),
            *chance.choices([Understand(topic="emergency", score=1.0)], k=chance.randint(0, 1)),
            Fill(slot=chance.choice(("naam", "straat")), value=chance.choice(NAMES),
                 confidence=0.9, confirmed=True),
        ]  # fmt: skip


def _callback(topic: str) -> RequestCallback:
    return RequestCallback(telephone="0612345678", when="", topic=topic, department="afval")


def seconds_spoken(voice: EspeakSpeech, text: str) -> float:
    parts = [voice.speak(speakable(each), 1.0) for each in sentences(text)]
    gaps = GAP_SECONDS * (len(parts) - 1)
    return sum(len(part) / voice.rate_hz for part in parts) + gaps


def test_no_brief_takes_longer_than_its_time() -> None:
    voice, titles = EspeakSpeech("nl"), Titles.of(content())
    texts = {f"{spoken(summarise(log), titles)} {CHOICE}" for log in random_logs(150)}
    longest = max(texts, key=lambda text: seconds_spoken(voice, text))
    assert seconds_spoken(voice, longest) <= BRIEF_SECONDS, longest
    assert sum("Vraag: " in text for text in texts) > 0.8 * len(texts)
