"""Many recorded calls, as a municipality has them: for tests and measurements of what is counted.

They are drawn, and always the same for the same seed: busy mornings and Mondays, a few topics that
most ask about, every ending there is. What is written goes through the real log. Nobody's words
stand here: the questions are made up, and the numbers are in a range that is given to nobody.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dialog.acts import (
    Act,
    Conclude,
    Expectation,
    Fill,
    Follow,
    HangUp,
    Listen,
    LookUp,
    OutcomeType,
    Rate,
    RequestCallback,
    Say,
    Settle,
    Tempo,
    Transfer,
    Understand,
)
from dialog.agent_outcomes import AgentOutcome
from dialog.desk_events import Closed, Corrected
from dialog.events import (
    Candidate,
    Event,
    Found,
    Heard,
    HungUp,
    Keyed,
    Measured,
    Rung,
    Said,
    TransferMoved,
    TransferStage,
)
from records.call_figures import CallFigures
from records.counting import CallToCount, figures_of
from records.line_calls import LineCalls
from records.log import Entry, EventLog

UNTIL = datetime(2026, 11, 27, tzinfo=UTC)
"""The last call is from just before."""
KEY = b"k" * 32
"""Of lines; for `LineCalls`."""
VERSION = "zonnedael-1"

TOPICS: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "paspoort": (20, "burgerzaken", ("wat kost een paspoort", "hoe vraag ik een paspoort aan")),
    "afvalkalender": (14, "afval", ("wanneer komt de groene bak", "welke dag is het papier")),
    "rijbewijs": (12, "burgerzaken", ("mijn rijbewijs verlengen", "mijn rijbewijs is kwijt")),
    "verhuizing": (10, "burgerzaken", ("ik ga verhuizen", "hoe geef ik mijn nieuwe adres door")),
    "grofvuil": (9, "afval", ("mag mijn bank op straat", "grof vuil laten ophalen")),
    "openingstijden": (8, "klantcontact", ("hoe laat gaat u open", "bent u zaterdag open")),
    "melding_openbare_ruimte": (7, "openbare ruimte", ("de lantaarnpaal is stuk",)),
    "parkeervergunning": (6, "parkeren", ("ik wil een parkeervergunning",)),
    "belastingen_woz": (5, "belastingen", ("ik snap mijn aanslag niet", "woz bezwaar maken")),
    "bijstand": (4, "inkomen", ("kan ik een uitkering krijgen",)),
    "trouwen": (2, "burgerzaken", ("wij willen gaan trouwen",)),
    "overlijden": (1, "burgerzaken", ("mijn vader is overleden",)),
}  # fmt: skip
"""How often each is asked about, who helps with it, and in which words."""
STRANGE = (
    "mag ik kippen houden in de tuin", "wanneer is de kerstmarkt", "waar kan ik mijn drone vliegen",
    "krijg ik subsidie voor een regenton", "is de bibliotheek van u", "hoe kom ik aan een laadpaal",
)  # fmt: skip
"""What nobody wrote an answer to."""
_HOURS = {8: 6, 9: 16, 10: 18, 11: 15, 12: 8, 13: 11, 14: 11, 15: 8, 16: 5, 17: 1, 19: 1}
_WEEKDAYS = (26, 20, 18, 18, 15, 2, 1)
_SHAPES = {
    "confirmed": 30, "after_answer": 19, "person": 15, "callback": 8, "arranged": 8, "unknown": 6,
    "waiting": 4, "silent": 3, "refused": 3, "broken": 2, "emergency": 1,
}  # fmt: skip


@dataclass(slots=True)
class Made:
    """A call: what happened in it, and how many seconds after it began."""

    call: str
    began: datetime
    line: str
    caller: str | None
    steps: list[tuple[float, list[Event | Act]]] = field(default_factory=list)

    def entries(self) -> list[Entry]:
        """As `EventLog.read` gives them."""
        timed = [(seconds, item) for seconds, items in self.steps for item in items]
        return [
            Entry(number, "", self.began + timedelta(seconds=seconds), item)
            for number, (seconds, item) in enumerate(timed, start=1)
        ]


def made_calls(
    count: int, *, until: datetime = UNTIL, days: int = 30, seed: int = 1
) -> Iterator[Made]:
    """The oldest first."""
    chance = random.Random(seed)
    moments = sorted(_moment(chance, until, days) for _ in range(count))
    callers = [f"0610{chance.randrange(10**6):06}" for _ in range(max(1, count * 4 // 5))]
    for number, began in enumerate(moments):
        yield _Making(chance, f"call-{number:06}", began, chance.choice(callers)).made


def figures(count: int, **given: object) -> list[CallFigures]:
    """What would be counted of them; nothing is written, and nobody rang before."""
    return [
        figures_of(CallToCount(made.call, made.began, made.line), made.entries())
        for made in made_calls(count, **given)  # type: ignore[arg-type]
    ]


def write(url: str, made: Sequence[Made]) -> None:
    """Record them, and from which line they came. Each of their moments is a commit on the disk:
    ten thousand calls take some minutes.
    """
    with closing(EventLog(url)) as log, closing(LineCalls(url, KEY, days=400)) as lines:
        for each in made:
            log.open_call(each.call, each.began, each.line)
            lines.keep(each.call, each.caller, each.began)
            for seconds, items in each.steps:
                log.append_all(each.call, items, each.began + timedelta(seconds=seconds))


def _moment(chance: random.Random, until: datetime, days: int) -> datetime:
    """Local hours are taken for those of UTC: one hour more or less tells nothing here."""
    dates = [until - timedelta(days=back) for back in range(1, days + 1)]
    (day,) = chance.choices(dates, [_WEEKDAYS[date.weekday()] for date in dates])
    (hour,) = chance.choices(list(_HOURS), list(_HOURS.values()))
    second = chance.randrange(3600)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(seconds=second)


class _Making:
    """One call while it is made up."""

    def __init__(self, chance: random.Random, call: str, began: datetime, caller: str) -> None:
        (line,) = chance.choices(["sip", "twilio", "typed", "raw"], [84, 8, 6, 2])
        self._chance = chance
        self._language = "en" if chance.random() < 0.06 else "nl"
        self._seconds = 0.0
        self.made = Made(call, began, line, caller if line != "typed" else None)
        rung = Rung(at=began, caller=self.made.caller, line=line, content_version=VERSION)
        self._step(0.0, rung, Say(text="Goedemorgen.", language=self._language), Listen())
        if chance.random() < 0.06:
            self._step(4, Follow(tempo=Tempo.CALM if chance.random() < 0.8 else Tempo.RELAY))
        keys = list(TOPICS)
        (self._topic,) = chance.choices(keys, [TOPICS[key][0] for key in keys])
        (shape,) = chance.choices(list(_SHAPES), list(_SHAPES.values()))
        _ENDINGS[shape](self)

    # -- what happens ------------------------------------------------------------------------

    def _step(self, after: float, *items: Event | Act) -> None:
        self._seconds += after
        self.made.steps.append((self._seconds, list(items)))

    def _now(self) -> datetime:
        return self.made.began + timedelta(seconds=self._seconds)

    def _heard(self, text: str) -> Heard:
        spoken = self.made.line != "typed"
        sure = min(0.99, max(0.2, self._chance.gauss(0.86, 0.1))) if spoken else 1.0
        return Heard(at=self._now(), text=text, confidence=sure, language=self._language)

    def _measured(self) -> list[Event | Act]:
        draw = self._chance.gauss
        hops = [max(20, int(draw(*of))) for of in ((420, 120), (260, 90), (40, 20), (160, 60))]
        endpoint, recognise, think, speak = hops
        return [
            Measured(at=self._now(), endpoint=endpoint, recognise=recognise, think=think,
                     speak=speak, first_audio=sum(hops))
        ]  # fmt: skip

    def _turn(self, text: str, *acts: Event | Act) -> None:
        """The caller says this, and this comes of it."""
        measured = self._measured() if self.made.line != "typed" else []
        self._step(self._chance.uniform(3, 12), self._heard(text), *acts, *measured)

    def _say(self, text: str, **given: object) -> list[Event | Act]:
        """We say it, and it is heard to its end."""
        say = Say(text=text, language=self._language, **given)  # type: ignore[arg-type]
        heard = Said(
            at=self._now(), text=text, heard_text=text, played_seconds=3.0, total_seconds=3.0
        )
        return [say, Listen(), heard]

    def _ask(self) -> str:
        return self._chance.choice(TOPICS[self._topic][2])

    def _found(self, words: str, topic: str, score: float) -> list[Event | Act]:
        candidates = (Candidate(topic, score),)
        return [
            LookUp(query=words, language=self._language),
            Found(at=self._now(), query=words, candidates=candidates),
        ]

    def _answered(self) -> None:
        if self._chance.random() < 0.12:
            self._not_understood()
        for nth in range(2 if self._chance.random() < 0.25 else 1):
            words = self._ask() if nth == 0 else "en wat kost dat dan"
            told = f"Dit is het antwoord over {self._topic}, deel {nth + 1}."
            answer = self._say(told, topic=self._topic, source="Tarieven (2026-01-05)")
            known = Understand(topic=self._topic, score=0.9)
            self._turn(words, *self._found(words, self._topic, 0.9), known, *answer)
        if self._chance.random() < 0.1:
            again = Understand(topic="command", score=1.0, command="herhaal")
            self._turn("kunt u dat herhalen", again, *self._say("Dit is het antwoord nog eens."))

    def _not_understood(self) -> None:
        words = self._chance.choice(STRANGE)
        unknown = Understand(topic="unknown", score=0.2)
        self._turn(
            words, *self._found(words, self._topic, 0.2), unknown, *self._say("Hoe bedoelt u?")
        )

    def _asks_person(self) -> None:
        human = Understand(topic="human", score=1.0)
        if self._chance.random() < 0.3:
            self._step(4, Keyed(at=self._now(), keys="0"), human)
        else:
            self._turn("een medewerker alstublieft", human)

    def _ends(self, by: str, outcome: OutcomeType) -> None:
        self._step(self._chance.uniform(1, 6), HungUp(at=self._now(), by=by))
        self._step(0.1, Conclude(outcome=outcome))

    # -- how it ends -------------------------------------------------------------------------

    def confirmed(self) -> None:
        self._answered()
        no = Understand(topic="command", score=1.0, command="nee")
        if self._chance.random() < 0.3:
            self._turn("nee dank u", no, Rate(helped=None))
            good = self._chance.random() < 0.8
            told = Understand(topic="command", score=1.0, command="ja" if good else "nee")
            self._turn("ja" if good else "nee", told, Rate(helped=good), HangUp())
        else:
            self._turn("nee dank u", no, HangUp())
        self._ends("desk", OutcomeType.ANSWERED)
        if self._chance.random() < 0.03:
            wrong = Corrected(
                at=self._now(), agent="Sanne", answer="", topic=self._topic, source=None,
                reason="Dit bedrag klopt niet meer.",
            )  # fmt: skip
            self._step(600, wrong)

    def after_answer(self) -> None:
        self._answered()
        self._ends("caller", OutcomeType.ANSWERED)

    def person(self) -> None:
        if self._chance.random() < 0.6:
            self._answered()
        self._asks_person()
        department = TOPICS[self._topic][1]
        self._step(1, Transfer(department=department, topic=self._topic))
        waited = min(900.0, self._chance.expovariate(1 / 70) + 8)
        for share, stage in ((0.2, TransferStage.RINGING), (0.75, TransferStage.ACCEPTED),
                             (0.05, TransferStage.CONNECTED)):  # fmt: skip
            self._step(waited * share, TransferMoved(at=self._now(), stage=stage, agent="Sanne"))
        self._seconds += min(1500.0, self._chance.expovariate(1 / 200) + 20)
        self._ends("agent", OutcomeType.TRANSFER)
        closed = Closed(at=self._now(), agent="Sanne", outcome=AgentOutcome.ANSWERED)
        self._step(40, closed)

    def callback(self) -> None:
        self._asks_person()
        number = Listen(expect=Expectation.NUMBER)
        self._turn("ja", Understand(topic="command", score=1.0, command="ja"), number)
        asked = RequestCallback(
            telephone=self.made.caller or "0610000000", when="morgenochtend", topic=self._topic,
            department=TOPICS[self._topic][1],
        )  # fmt: skip
        self._turn("morgenochtend", asked)
        self._ends("caller", OutcomeType.CALLBACK)

    def arranged(self) -> None:
        self._turn(self._ask(), Understand(topic=self._topic, score=0.9))
        self._turn(
            "dinsdag om tien uur", Fill(slot="tijd", value="10:00", confidence=0.9, confirmed=True)
        )
        settled = Settle(script="afspraak_maken", outcome=OutcomeType.APPOINTMENT)
        self._turn("ja", settled, *self._say("Dat staat genoteerd.", topic=self._topic))
        self._ends("caller", OutcomeType.APPOINTMENT)

    def unknown(self) -> None:
        self._not_understood()
        self._not_understood()
        self._ends("caller", OutcomeType.ABANDONED)

    def waiting(self) -> None:
        if self._chance.random() < 0.5:
            self._answered()
        self._asks_person()
        self._step(1, Transfer(department=TOPICS[self._topic][1], topic=self._topic))
        self._seconds += self._chance.expovariate(1 / 150) + 20
        self._ends("caller", OutcomeType.ABANDONED)

    def silent(self) -> None:
        self._ends("caller", OutcomeType.ABANDONED)

    def refused(self) -> None:
        words = "kunt u mijn fiets maken"
        self._turn(
            words, Understand(topic="out_of_scope", score=0.9), *self._say("Dat doen wij niet.")
        )
        self._ends("caller", OutcomeType.REFUSED)

    def broken(self) -> None:
        self._answered()
        self._ends("fault", OutcomeType.ANSWERED)

    def emergency(self) -> None:
        self._turn("er is brand", Understand(topic="emergency", score=1.0), *self._say("Bel 112."))
        self._ends("caller", OutcomeType.EMERGENCY)


_ENDINGS = {shape: getattr(_Making, shape) for shape in _SHAPES}
