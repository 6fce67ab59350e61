"""Every second answer begins with the caller's own words; a fork tells nothing of it."""

import copy
import io
import json
from datetime import UTC, datetime
from typing import Any, Self

import pytest

from bench.trace import Tracer
from bench.value_desk import ValueDesk
from dialog.acts import Act, Listen, LookUp, Say
from dialog.events import Event, Found, Heard, Measured, Rung

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
WORDS = "eh wat kost zo'n paspoort voor een kind van zes"


class SmallTalk:
    """A conversation that looks up what it hears and has one answer."""

    def masked(self, event: Event) -> Event:
        return event

    def receive(self, event: Event) -> list[Act]:
        if isinstance(event, Heard):
            return [LookUp(query=event.text)]
        return [Say(text="Dat kost geld."), Listen()] if isinstance(event, Found) else []

    def fork(self) -> Self:
        return copy.deepcopy(self)


class Told:
    def __init__(self) -> None:
        self.file = io.StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.file.getvalue().splitlines()]


def desk(told: Told, called: str = "+31200000002") -> ValueDesk:
    made = ValueDesk(SmallTalk(), Tracer(told.file))
    made.receive(Rung(at=AT, called=called))
    return made


def answer(made: ValueDesk) -> list[str]:
    made.receive(Heard(at=AT, text=WORDS))
    acts = made.receive(Found(at=AT, query=WORDS, candidates=()))
    return [act.text for act in acts if isinstance(act, Say)]


@pytest.mark.parametrize(("called", "second"), [("+31200000002", True), ("+31200000003", False)])
def test_every_second_answer_holds_eight_of_the_callers_words(called: str, second: bool) -> None:
    made = desk(Told(), called)
    value = ["U zegt: eh wat kost zo'n paspoort voor een kind.", "Dat kost geld."]
    store = ["Dat kost geld."]
    assert [answer(made) for _ in range(3)] == (
        [store, value, store] if second else [value, store, value]
    )


def test_what_holds_the_callers_words_may_not_be_kept() -> None:
    made = desk(Told(), "+31200000003")
    made.receive(Heard(at=AT, text=WORDS))
    says = [act for act in made.receive(Found(at=AT, query=WORDS, candidates=())) if
            isinstance(act, Say)]  # fmt: skip
    assert [say.fixed for say in says] == [False, True]


def test_it_tells_moments_and_kinds_and_never_words() -> None:
    told = Told()
    made = desk(told)
    answer(made)
    made.receive(Measured(at=AT, endpoint=700, recognise=1, think=2, speak=3, first_audio=706))
    assert [line["what"] for line in told.lines] == ["heard", "answer", "hops"]
    assert told.lines[1]["kind"] == "store"
    assert told.lines[2]["endpoint"] == 700
    assert "paspoort" not in told.file.getvalue()


def test_a_long_answer_is_told_as_far_as_the_peers() -> None:
    class Talkative(SmallTalk):
        def receive(self, event: Event) -> list[Act]:
            said = [f"Dit is zin {n} van het lange antwoord." for n in range(9)]
            says = [Say(text=said[0]), Say(text=" ".join(said[1:])), Say(text="Nog iets?")]
            return [*says, Listen()] if isinstance(event, Heard) else []

    acts = ValueDesk(Talkative(), None).receive(Heard(at=AT, text=WORDS))
    says = [act.text for act in acts if isinstance(act, Say)]
    assert says == [f"Dit is zin {n} van het lange antwoord." for n in (0, 1)]
    assert isinstance(acts[-1], Listen)


def test_a_fork_answers_alike_and_tells_nothing() -> None:
    told = Told()
    made = desk(told)
    assert answer(made.fork()) == answer(made.fork()) == ["Dat kost geld."]
    assert told.lines == []
    assert answer(made) == ["Dat kost geld."]
    assert len(answer(made.fork())) == 2
    assert len(answer(made)) == 2
