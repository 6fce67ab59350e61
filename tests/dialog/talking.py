"""A call in text, small enough to bring a conversation into any state and look at its acts."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from dialog.acts import Act, Conclude, Connect, HangUp, Listen, LookUp, Perform, Say
from dialog.content import load
from dialog.conversation import Conversation
from dialog.decision import Certainty
from dialog.events import (
    Candidate,
    Event,
    Found,
    Heard,
    HungUp,
    Keyed,
    Rung,
    Said,
    Silence,
    TransferMoved,
    TransferStage,
)
from dialog.knowledge import Knowledge
from tests.dialog.small_content import write

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SENTENCES = Path(__file__).parents[2] / "content" / "sentences.yaml"

Likely = Mapping[str, float]

CERTAINTY = Certainty(
    answer=0.5, clarify=0.45, second=0.08, danger=0.35, danger_beside=0.35, person=0.5, refuse=0.5,
    half=0.75, unheard=0.3,
)  # fmt: skip
"""Thresholds that no fitting moves."""


@cache
def knowledge() -> Knowledge:
    """The small municipality, with the sentences that callers really hear."""
    with tempfile.TemporaryDirectory() as folder:
        sentences = SENTENCES.read_text(encoding="utf-8")
        return load(write(Path(folder), {"sentences.yaml": sentences}))


def sentence(name: str, language: str = "nl", **values: str) -> str:
    return knowledge().sentences[name][language].format(municipality="Zonnedael", **values)


class Talk:
    """One conversation. What we say is heard to its end, unless a test says otherwise."""

    def __init__(self, known: Knowledge | None = None, begin: datetime = MONDAY) -> None:
        self.conversation = Conversation(known or knowledge(), CERTAINTY)
        self.now = begin
        self.everything: list[Act] = []

    def receive(self, event: Event, *, heard: bool = True) -> list[Act]:
        acts = self.conversation.receive(event)
        self.everything += acts
        for say in says(acts) if heard else []:
            self.conversation.receive(said(say, self.now))
        return acts

    def ring(
        self, caller: str | None = None, *, heard: bool = True, open: bool | None = None
    ) -> list[Act]:
        return self.receive(Rung(at=self.now, caller=caller, open=open), heard=heard)

    def say(
        self, text: str, *, over_us: bool = False, confidence: float = 1.0, heard: bool = True
    ) -> list[Act]:
        self.now += timedelta(seconds=10)
        event = Heard(at=self.now, text=text, over_us=over_us, confidence=confidence)
        return self.receive(event, heard=heard)

    def ask(self, text: str, likely: Likely, *, heard: bool = True) -> list[Act]:
        """Say something that is looked up, and find this."""
        looked_up = [act for act in self.say(text) if isinstance(act, LookUp)]
        assert looked_up, f"{text!r} was not looked up"
        return self.find(looked_up[0].query, likely, heard=heard)

    def find(self, query: str, likely: Likely, *, heard: bool = True) -> list[Act]:
        found = tuple(Candidate(topic, score) for topic, score in likely.items())
        return self.receive(Found(at=self.now, query=query, candidates=found), heard=heard)

    def key(self, keys: str) -> list[Act]:
        self.now += timedelta(seconds=5)
        return self.receive(Keyed(at=self.now, keys=keys))

    def silence(self, nth: int) -> list[Act]:
        return self.receive(Silence(at=self.now, seconds=7.0, nth=nth))

    def moved(self, stage: TransferStage, agent: str | None = "Balie 1") -> list[Act]:
        self.now += timedelta(seconds=5)
        return self.receive(TransferMoved(at=self.now, stage=stage, agent=agent))

    def outcome(self) -> str:
        acts = self.receive(HungUp(at=self.now, by="caller"))
        return next(act.outcome.value for act in acts if isinstance(act, Conclude))


def said(say: Say, at: datetime, share: float = 1.0, heard: str | None = None) -> Said:
    text = say.text if share >= 1.0 else (heard or "")
    return Said(at=at, text=say.text, heard_text=text, played_seconds=share, total_seconds=1.0)


def says(acts: Sequence[Act]) -> list[Say]:
    return [act for act in acts if isinstance(act, Say)]


def words(acts: Sequence[Act]) -> str:
    return " ".join(say.text for say in says(acts))


def asks_for_number_or_time(acts: Sequence[Act]) -> bool:
    """The caller is on the way to a person."""
    errand = (
        "callback_ask_number", "callback_ask_known", "callback_other_number", "callback_read_back",
        "callback_ask_time", "callback_time_again", "callback_yes_or_no", "callback_number_again",
        "callback_number_none",
        "callback_number_keys",
    )  # fmt: skip
    openings = [
        sentence(name, language, number="#").split("#")[0]
        for name in errand
        for language in ("nl", "en")
    ]
    return any(say.text.startswith(opening) for say in says(acts) for opening in openings)


def well_formed(acts: Sequence[Act]) -> bool:
    """Words end with listening, a look-up, a service, an agent or a farewell, and nothing after."""
    if not says(acts):
        return not any(isinstance(act, HangUp) for act in acts[:-1])
    return isinstance(acts[-1], Listen | LookUp | Perform | Connect | HangUp)


def _unheard(talk: Talk) -> None:
    talk.ring(heard=False)


def _fresh(talk: Talk) -> None:
    talk.ring()


def _answered(talk: Talk) -> None:
    talk.ring()
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})


def _which_of_two(talk: Talk) -> None:
    talk.ring()
    talk.ask("ik moet iets hebben", {"paspoort": 0.4, "grofvuil": 0.3})


def _which_of_one(talk: Talk) -> None:
    talk.ring()
    talk.say("een paspoort graag zo", confidence=0.2)
    talk.find("een paspoort graag zo", {"paspoort": 0.9})


def _missed(times: int) -> Callable[[Talk], None]:
    def miss(talk: Talk) -> None:
        talk.ring()
        for nth in range(times):
            talk.ask(f"fluitketel {nth}", {"paspoort": 0.1})

    return miss


def _verify(talk: Talk) -> None:
    talk.ring()
    talk.ask("wat moet ik meenemen voor een paspoort", {"paspoort": 0.9})


def _person_first(talk: Talk) -> None:
    talk.ring()
    talk.ask("wij gaan trouwen", {"trouwen": 0.9})


def _expired(talk: Talk) -> None:
    talk.now = MONDAY.replace(year=2027)
    talk.ring()
    talk.ask("wat kost een paspoort", {"paspoort": 0.9})


def _ending(talk: Talk) -> None:
    talk.ring()
    talk.say("stop")


def _number(talk: Talk) -> None:
    talk.ring()
    talk.key("0")


def _known(talk: Talk) -> None:
    talk.ring("0201234567")
    talk.key("0")


def _read_back(talk: Talk) -> None:
    _number(talk)
    talk.say("nul zes twaalf vierendertig zesenvijftig achtenzeventig")


def _time(talk: Talk) -> None:
    _read_back(talk)
    talk.say("ja")


def _noted(talk: Talk) -> None:
    _time(talk)
    talk.say("in de ochtend")


def _number_missed(talk: Talk) -> None:
    _number(talk)
    talk.say("een twee drie vier")


def _alarmed(talk: Talk) -> None:
    talk.ring()
    talk.say("er is brand in de keuken")


def _looking_up(talk: Talk) -> None:
    talk.ring()
    talk.say("ik wil een paspoort")


def _looking_up_in_errand(talk: Talk) -> None:
    _time(talk)
    talk.say("wat kost een paspoort")


def _silent(talk: Talk) -> None:
    talk.ring()
    for nth in (1, 2, 3):
        talk.silence(nth)


def _unintelligible(talk: Talk) -> None:
    talk.ring()
    for _ in range(3):
        talk.say("")


def _english(talk: Talk) -> None:
    talk.ring()
    talk.ask("I need a new passport please", {"paspoort": 0.9})
    talk.say("yes please")


def _slow(talk: Talk) -> None:
    _answered(talk)
    talk.key("7")


STATES: dict[str, Callable[[Talk], None]] = {
    "greeting not heard yet": _unheard,
    "fresh": _fresh,
    "after an answer": _answered,
    "which of two": _which_of_two,
    "which of one": _which_of_one,
    "missed once": _missed(1),
    "missed twice": _missed(2),
    "missed three times": _missed(3),
    "person offered to verify": _verify,
    "person first": _person_first,
    "fact expired": _expired,
    "asked whether to end": _ending,
    "callback, number": _number,
    "callback, number missed": _number_missed,
    "callback, known number": _known,
    "callback, read back": _read_back,
    "callback, time": _time,
    "callback, noted": _noted,
    "after danger": _alarmed,
    "looking up": _looking_up,
    "looking up in the errand": _looking_up_in_errand,
    "long silence": _silent,
    "three times no words": _unintelligible,
    "english": _english,
    "slower": _slow,
}
"""Every state that a conversation can be in, and how it gets there."""


def in_state(state: str, known: Knowledge | None = None) -> Talk:
    talk = Talk(known)
    STATES[state](talk)
    talk.everything.clear()
    return talk


def with_sentences(changed: Mapping[str, str]) -> Knowledge:
    """The small municipality after an editor rewrote sentences."""
    known = knowledge()
    rewritten = {name: {"nl": text, "en": text} for name, text in changed.items()}
    return replace(known, sentences={**known.sentences, **rewritten})
