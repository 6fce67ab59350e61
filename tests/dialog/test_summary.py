import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.acts import Act, Fill, RequestCallback, Transfer, Understand
from dialog.asking import QUESTION_WORDS, Question
from dialog.brief import BRIEF_SECONDS, CHOICE, seconds, spoken
from dialog.card import fields, written
from dialog.events import (
    Event,
    Failed,
    Heard,
    HungUp,
    Rung,
    Said,
    SentBack,
    TransferMoved,
    TransferStage,
)
from dialog.masking import mask_fields
from dialog.summary import Answered, Fact, Failure, Trouble, summarise
from dialog.titles import NO_TITLES, Titles
from dialog.wire import decode, encode
from tests.dialog.logs import BSN, TITLES, RecordedTalk, logs
from tests.dialog.talking import MONDAY, says
from voice.sentences import sentences

Step = Callable[[RecordedTalk], object]

# -- for every log -------------------------------------------------------------------------------


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def kept(log: list[Event | Act]) -> list[Event | Act]:
    """The log as it is written down and read again."""
    return [decode(kind, mask_fields(told)) for kind, told in map(encode, log)]


@given(logs())
def test_every_value_on_the_card_is_in_the_log(log: list[Event | Act]) -> None:
    """Word for word; only of the question's words a stretch may be taken, with single spaces."""
    card = fields(summarise(log))
    known = {text for item in log for text in strings(mask_fields(encode(item)[1]))}
    known |= {trouble.value for trouble in Trouble} | {"nl"}
    words = [card.pop("person_words"), (card.pop("question") or {}).get("words")]  # type: ignore[union-attr]
    for asked in filter(None, words):
        stretch = str(asked).removesuffix(" …")
        assert any(stretch in " ".join(text.split()) for text in known)
    for ours in ("next_step", "topics", "maybe_topics"):
        card.pop(ours)
    assert set(strings(card)) <= known


@given(logs(), st.sampled_from((TITLES, NO_TITLES)))
def test_no_bsn_is_in_any_form_of_it(log: list[Event | Act], titles: Titles) -> None:
    summary = summarise(log)
    told = [spoken(summary, titles), *written(summary, titles), json.dumps(fields(summary))]
    for text in told:
        assert BSN not in text
        assert "een een een twee twee twee" not in text


@given(logs(), st.text(max_size=150))
def test_the_spoken_form_fits_in_its_time_whatever_was_said(
    log: list[Event | Act], title: str
) -> None:
    titles = Titles(topics=dict.fromkeys(("paspoort", "grofvuil"), title))
    said = spoken(summarise(log), titles)
    assert said.startswith(("Een beller", "Spoed. ")) or summarise(log).name
    assert sum(map(seconds, sentences(f"{said} {CHOICE}"))) <= BRIEF_SECONDS + 0.3


@given(logs())
def test_a_log_that_was_kept_tells_the_same(log: list[Event | Act]) -> None:
    assert summarise(kept(log)) == summarise(log)


# -- conversations -------------------------------------------------------------------------------


def call(*steps: Step, caller: str | None = None) -> RecordedTalk:
    talk = RecordedTalk()
    talk.ring(caller)
    for step in steps:
        step(talk)
    return talk


def ask(text: str, **likely: float) -> Step:
    return lambda talk: talk.ask(text, likely)


def say(text: str) -> Step:
    return lambda talk: talk.say(text)


def key(keys: str) -> Step:
    return lambda talk: talk.key(keys)


def happens(event: Event) -> Step:
    return lambda talk: talk.conversation.receive(event)


def notes(*items: Event | Act) -> Step:
    """What others than the conversation write in the log."""
    return lambda talk: talk.log.extend(items)


def moved(stage: TransferStage, agent: str | None = None) -> TransferMoved:
    return TransferMoved(at=MONDAY, stage=stage, agent=agent)


COST = ask("wat kost een paspoort", paspoort=0.9)
HUNG_UP = happens(HungUp(at=MONDAY, by="caller"))
RINGS_BACK = RequestCallback(
    telephone="0612345678", when="dinsdagmiddag", topic="paspoort", department="burgerzaken"
)
RING_BACK = (key("0"), say("nul zes twaalf vierendertig zesenvijftig achtenzeventig"), say("ja"))


def test_a_callback_is_summed_up_with_its_facts() -> None:
    wish = Fill(slot="dagdeel", value="dinsdagmiddag", confidence=1.0, confirmed=True)
    talk = call(COST, *RING_BACK, notes(wish, RINGS_BACK))
    assert written(summarise(talk.log), TITLES) == [
        "Vraag: wat kost een paspoort (begrepen als: een paspoort)",
        "Onderwerp: een paspoort",
        "Beller: nummer afgeschermd",
        "Telefoon: 06-12345678, bevestigd door beller",
        "Dagdeel: dinsdagmiddag, bevestigd door beller",
        "Antwoord gegeven: een paspoort, bron: Paspoort aanvragen (2026-01-05)",
        "De beller: vroeg 1 keer om een medewerker",
        "Volgende stap: Bel terug op 06-12345678, dinsdagmiddag: het team Burgerzaken.",
    ]


@pytest.mark.parametrize(
    ("steps", "question"),
    [
        ((), None),
        ((COST,), Question("wat kost een paspoort", "paspoort")),
        ((COST, ask("en met spoed", paspoort=0.9)), Question("en met spoed", "paspoort")),
        ((COST, key("0")), Question("wat kost een paspoort", "paspoort")),
        (
            (say("ik wil een medewerker spreken"),),
            Question("ik wil een medewerker spreken", "human"),
        ),
        ((key("0"),), None),
        ((ask("fluitketel", paspoort=0.1),), Question("fluitketel", None)),
        ((COST, ask("fluitketel", paspoort=0.1)), Question("fluitketel", None)),
        ((COST, key("0"), say("eh dat weet ik zo niet uit mijn hoofd")),
         Question("wat kost een paspoort", "paspoort")),
        ((ask("mijn internet doet het niet", out_of_scope=0.9),),
         Question("mijn internet doet het niet", "out_of_scope")),
        ((COST, say("er is brand in de keuken")),
         Question("er is brand in de keuken", "emergency")),
        ((ask("ik moet iets hebben", paspoort=0.4, grofvuil=0.3),),
         Question("ik moet iets hebben", None)),
        ((ask("ik moet iets hebben", paspoort=0.4, grofvuil=0.3),
          ask("het paspoort", paspoort=0.9)), Question("ik moet iets hebben", "paspoort")),
        ((ask("ik moet iets hebben", paspoort=0.4, grofvuil=0.3), say("het tweede")),
         Question("ik moet iets hebben", "grofvuil")),
        ((say("wat kost een paspoort"),), Question("wat kost een paspoort", None)),
        ((COST, say("tot ziens")), Question("wat kost een paspoort", "paspoort")),
    ],
)  # fmt: skip
def test_the_question_is_in_the_callers_own_words(
    steps: tuple[Step, ...], question: Question | None
) -> None:
    assert summarise(call(*steps).log).question == question


def test_of_two_topics_neither_is_certain_until_one_is_chosen() -> None:
    unsure = call(ask("ik moet iets hebben", paspoort=0.4, grofvuil=0.3))
    summary = summarise(unsure.log)
    assert (summary.topics, summary.maybe_topics) == ((), ("paspoort", "grofvuil"))
    assert written(summary, TITLES)[0] == (
        "Vraag: ik moet iets hebben (misschien een paspoort, of grofvuil)"
    )
    unsure.say("nee geen van beide")
    unsure.say("nee")
    assert summarise(unsure.log).maybe_topics == ()


def test_topics_stand_in_the_order_in_which_they_were_spoken_of() -> None:
    talk = call(ask("oude bank ophalen", grofvuil=0.9), COST, ask("en een bank", grofvuil=0.9))
    assert summarise(talk.log).topics == ("grofvuil", "paspoort")


def test_the_outcome_is_told_once_it_is_known() -> None:
    assert fields(summarise(call(COST).log))["outcome"] is None
    assert fields(summarise(call(COST, HUNG_UP).log))["outcome"] == "answered"


def test_the_longest_sentence_is_the_question_and_no_more_than_twenty_words_of_it() -> None:
    long = " ".join(f"woord{n}" for n in range(30))
    talk = call(ask(f"Goedemiddag. {long}. Dank u.", paspoort=0.9))
    question = summarise(talk.log).question
    assert question is not None
    assert question.words == " ".join(long.split()[:QUESTION_WORDS]) + " …"


def test_the_words_that_asked_for_a_person_stand_beside_the_question() -> None:
    talk = call(COST, say("mag ik iemand spreken over mijn zoon, een medewerker"))
    lines = written(summarise(talk.log), TITLES)
    assert "Vroeg om een medewerker: mag ik iemand spreken over mijn zoon, een medewerker" in lines


def test_an_answer_counts_as_heard_when_it_was_heard_to_its_end() -> None:
    talk = call(COST)
    answer = Answered("paspoort", "Paspoort aanvragen (2026-01-05)", whole=True)
    assert summarise(talk.log).answered == (answer,)
    cut = [item for item in talk.log if not isinstance(item, Said)]
    told = says([item for item in cut if isinstance(item, Act)])[-2]
    cut.append(Said(at=MONDAY, text=told.text, heard_text="", played_seconds=1, total_seconds=3))
    assert not summarise(cut).answered[0].whole
    assert any("niet tot het einde gehoord" in line for line in written(summarise(cut)))


def test_a_value_that_was_not_confirmed_is_told_with_its_confidence() -> None:
    doubtful = Fill(slot="telefoon", value="0612345678", confidence=0.62, confirmed=False)
    summary = summarise([doubtful])
    assert summary.facts == (Fact("telefoon", "0612345678", 0.62, confirmed=False),)
    lines = written(summary)
    assert "Telefoon: 06-12345678, niet zeker (62 %)" in lines
    assert lines[-1] == "Volgende stap: Kijk na of dit klopt: telefoon 06-12345678."


def test_a_number_of_the_line_and_a_name_say_who_rings() -> None:
    talk = call(caller="0201234567")
    talk.log.append(Fill(slot="naam", value="Jan de Vries", confidence=0.9, confirmed=True))
    summary = summarise(talk.log)
    assert (summary.caller, summary.name) == ("0201234567", "Jan de Vries")
    assert "Beller: Jan de Vries, 0201234567" in written(summary)


def test_who_speaks_english_is_told_so() -> None:
    summary = summarise(
        call(ask("I need a new passport please", paspoort=0.9), say("yes please")).log
    )
    assert summary.language == "en"
    assert "Beller: nummer afgeschermd, Engels" in written(summary, TITLES)
    assert spoken(summary, TITLES).startswith("Een beller die Engels spreekt over een paspoort.")


@pytest.mark.parametrize(
    ("step", "failure"),
    [
        (say(""), Failure(Trouble.NOT_HEARD)),
        (ask("fluitketel", paspoort=0.1), Failure(Trouble.NOT_UNDERSTOOD)),
        (happens(Failed(at=MONDAY, part="search")), Failure(Trouble.FAULT, "search")),
        (key("0"), Failure(Trouble.NO_NUMBER)),
        (notes(moved(TransferStage.BUSY, "Anna")), Failure(Trouble.BUSY, "Anna")),
        (notes(moved(TransferStage.DECLINED, "Anna")), Failure(Trouble.DECLINED, "Anna")),
        (notes(moved(TransferStage.NO_ANSWER, "Anna")), Failure(Trouble.NO_ANSWER, "Anna")),
        (notes(moved(TransferStage.AGENT_GONE, "Anna")), Failure(Trouble.AGENT_GONE, "Anna")),
        (notes(moved(TransferStage.FAILED)), Failure(Trouble.NOBODY)),
    ],
)
def test_what_failed_is_told(step: Step, failure: Failure) -> None:
    summary = summarise(call(step).log)
    assert failure in summary.failed
    assert any(line.startswith("Ging niet goed: ") for line in written(summary))


def test_what_failed_twice_is_told_once() -> None:
    summary = summarise(call(say(""), say("")).log)
    assert summary.failed == (Failure(Trouble.NOT_HEARD, times=2),)
    assert "Ging niet goed: 2 keer niet verstaan" in written(summary)


def test_a_cough_over_our_voice_is_no_failure() -> None:
    cough = Heard(at=MONDAY, text="", over_us=True)
    assert summarise(call(happens(cough)).log).failed == ()


def test_danger_is_urgent() -> None:
    summary = summarise(call(say("er is brand in de keuken")).log)
    assert summary.urgent
    assert spoken(summary) == "Spoed. Een beller. Vraag: er is brand in de keuken."
    assert written(summary)[0].startswith("Vraag, met spoed: er is brand")


def test_mood_is_told_as_facts() -> None:
    over_us = Heard(at=MONDAY, text="wacht eens even", over_us=True)
    talk = call(COST, key("9"), key("9"), happens(over_us), key("0"))
    expected = "De beller: vroeg 1 keer om een medewerker; vroeg 2 keer om herhaling; "
    assert expected + "sprak 1 keer door ons heen" in written(summarise(talk.log))


WANTED = Transfer(department="burgerzaken", topic="paspoort")
RINGING = moved(TransferStage.RINGING, "Anna")


@pytest.mark.parametrize(
    ("steps", "step"),
    [
        ((COST,), "Geen."),
        ((COST, notes(WANTED)), "Neem het gesprek over: een paspoort."),
        ((notes(WANTED, RINGING, moved(TransferStage.BUSY, "Anna")),),
         "Neem het gesprek over: een paspoort."),
        ((notes(Transfer(department="afval"), RINGING),),
         "Neem het gesprek over: de vraag van de beller."),
        ((COST, notes(WANTED, RINGING, moved(TransferStage.CONNECTED, "Anna")), HUNG_UP),
         "Geen: Anna sprak met de beller."),
        ((COST, notes(WANTED, RINGING, moved(TransferStage.CONNECTED, "Anna"))),
         "Help de beller verder: een paspoort."),
        ((COST, notes(WANTED, moved(TransferStage.CONNECTED), SentBack(at=MONDAY, agent="Anna"))),
         "Geen."),
        ((COST, notes(WANTED, RINGING), HUNG_UP),
         "Kijk na of de beller nog hulp nodig heeft: die sprak nog geen medewerker."),
        ((notes(WANTED, moved(TransferStage.FAILED)),),
         "Kijk na of de beller nog hulp nodig heeft: die sprak nog geen medewerker."),
        ((*RING_BACK, HUNG_UP),
         "Bel terug op 06-12345678, vandaag in de ochtend of in de middag "
         "(23-11-2026 11:30-17:00): het team Burgerzaken."),
        ((say("er is brand in de keuken"), HUNG_UP),
         "Kijk na of de beller nog hulp nodig heeft."),
        ((notes(replace(RINGS_BACK, day=date(2026, 11, 24), window="13:00-17:00")),),
         "Bel terug op 06-12345678, dinsdagmiddag (24-11-2026 13:00-17:00): "
         "het team Burgerzaken."),
        ((notes(replace(RINGS_BACK, urgent=True)),),
         "Bel terug op 06-12345678, dinsdagmiddag: het team Burgerzaken. Met spoed."),
    ],
)  # fmt: skip
def test_the_next_step(steps: tuple[Step, ...], step: str) -> None:
    assert fields(summarise(call(*steps).log), TITLES)["next_step"] == step


@pytest.mark.parametrize(
    ("steps", "brief"),
    [
        ((), "Een beller met een vraag. Nummer afgeschermd."),
        ((key("0"),), "Een beller wil een medewerker spreken. Nummer afgeschermd."),
        ((COST,), "Een beller over een paspoort. Vraag: wat kost een paspoort."),
        ((ask("Goedemorgen, ik wil graag weten wat een paspoort kost.", paspoort=0.9),),
         "Een beller over een paspoort. Vraag: wat een paspoort kost."),
        ((ask("fluitketel", paspoort=0.1), ask("fluit", paspoort=0.1)),
         "Een beller. Vraag: fluit. Uw antwoord is nog nodig."),
    ],
)  # fmt: skip
def test_the_spoken_form(steps: tuple[Step, ...], brief: str) -> None:
    assert spoken(summarise(call(*steps).log), TITLES) == brief


def test_without_titles_things_are_called_by_their_keys() -> None:
    understood = Understand(topic="melding_openbare_ruimte", score=0.9)
    log: list[Event | Act] = [Heard(at=MONDAY, text="een losse tegel"), understood]
    assert "misschien over melding openbare ruimte" in spoken(summarise(log))


def test_an_empty_log_tells_nothing() -> None:
    summary = summarise([])
    assert written(summary) == [
        "Vraag: nog niet gesteld", "Beller: nummer afgeschermd", "Volgende stap: Geen."
    ]  # fmt: skip
    assert summarise([Rung(at=MONDAY)]) == summary
