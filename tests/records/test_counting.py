"""What is counted of a call, read from its log."""

from datetime import timedelta

import pytest

from dialog.acts import (
    Act,
    CancelTransfer,
    Expectation,
    Follow,
    Listen,
    Rate,
    RequestCallback,
    Say,
    Tempo,
    Transfer,
    Understand,
)
from dialog.desk_events import Corrected, Noted
from dialog.endings import Ending
from dialog.events import (
    TYPED,
    Event,
    Heard,
    HungUp,
    Keyed,
    Measured,
    Rung,
    SentBack,
    TransferMoved,
    TransferStage,
)
from records.call_figures import CallFigures, Place, Trouble
from records.counting import CallToCount, figures_of
from records.log import Entry
from tests.records.conftest import START, moment
from tests.records.many_calls import figures

Timed = tuple[float, Event | Act]
HUMAN = Understand(topic="human", score=1.0)
UNKNOWN = Understand(topic="unknown", score=0.2)
YES = Understand(topic="command", score=1.0, command="ja")


def heard(text: str, confidence: float = 0.9) -> Heard:
    return Heard(at=START, text=text, confidence=confidence)


def moved(stage: TransferStage) -> TransferMoved:
    return TransferMoved(at=START, stage=stage, agent="Sanne")


def count(*timed: Timed, line: str = "sip", over: float = 60.0) -> CallFigures:
    """Of a call in which this happened after so many seconds."""
    rung: Timed = (0.0, Rung(at=START, line=line, content_version="v1"))
    all_of_it = [rung, *timed, (over, HungUp(at=START, by="caller"))]
    entries = [
        Entry(number, "", START + timedelta(seconds=seconds), item)
        for number, (seconds, item) in enumerate(all_of_it, start=1)
    ]
    return figures_of(CallToCount("a", START, "raw"), entries)


def at_once(*items: Event | Act) -> CallFigures:
    return count(*((1.0, item) for item in items))


def test_what_was_spoken_of_and_how() -> None:
    found = at_once(
        Say(text="Goedemorgen."),
        heard("wat kost een paspoort", 0.8),
        Say(text="83 euro.", topic="paspoort"),
        heard("and for a child", 0.6),
        Follow(tempo=Tempo.CALM),
        Say(text="One moment.", language="en"),
        Transfer(department="burgerzaken", topic="id"),
        RequestCallback(telephone="1", when="x", topic="paspoort", department="burgerzaken"),
    )
    assert found.topics == ("paspoort", "id")
    assert (found.language, found.manner, found.line) == ("en", "calm", "sip")
    assert found.departments == ("burgerzaken",)
    assert found.confidence == pytest.approx(0.7)
    assert found.turns == 2
    assert found.content_version == "v1"
    assert found.ending is Ending.CALLBACK


def test_who_types_is_not_recognised() -> None:
    assert count((1.0, heard("wat kost een paspoort")), line=TYPED).confidence is None


def test_time_goes_by_the_middle_turn() -> None:
    turns = [
        Measured(at=START, endpoint=n, recognise=2 * n, think=1, speak=3, first_audio=10 * n)
        for n in (100, 900, 200)
    ]
    found = at_once(*turns)
    assert (found.endpoint_ms, found.recognise_ms, found.first_audio_ms) == (200, 400, 2000)
    assert at_once().first_audio_ms is None


# -- a person ------------------------------------------------------------------------------------


def test_the_way_to_a_person_is_counted_from_the_first_word_for_one() -> None:
    found = count(
        (5.0, heard("een medewerker")),
        (6.0, HUMAN),
        (8.0, Transfer(department="burgerzaken")),
        (20.0, moved(TransferStage.FAILED)),
        (25.0, HUMAN),
        (50.0, moved(TransferStage.CONNECTED)),
        over=170.0,
    )
    assert (found.person_seconds, found.talk_seconds) == (44.0, 120.0)
    assert found.ending is Ending.PERSON


def test_who_took_it_back_asked_anew() -> None:
    found = count(
        (5.0, HUMAN),
        (9.0, CancelTransfer()),
        (30.0, Transfer(department="burgerzaken")),
        (40.0, moved(TransferStage.CONNECTED)),
        (50.0, SentBack(at=START, agent="Sanne")),
    )
    assert (found.person_seconds, found.talk_seconds) == (10.0, 10.0)


def test_who_was_never_connected_has_no_time_to_a_person() -> None:
    found = count((5.0, HUMAN), (6.0, Transfer(department="burgerzaken")))
    assert (found.person_seconds, found.talk_seconds) == (None, None)
    assert found.ending is Ending.WAITING


# -- troubles ------------------------------------------------------------------------------------


def test_each_turn_tells_what_it_was_a_sign_of_and_where() -> None:
    found = at_once(
        heard("wat kost een paspoort"),  # 2
        Understand(topic="paspoort", score=0.9),
        Say(text="83 euro.", topic="paspoort"),
        heard("kunt u dat herhalen"),  # 5
        Understand(topic="command", score=1.0, command="herhaal"),
        heard("mag ik kippen houden"),  # 7
        UNKNOWN,
        Keyed(at=START, keys="0"),  # 9
        HUMAN,
    )
    assert found.troubles == {
        5: Trouble.REPEATED,
        7: Trouble.NOT_UNDERSTOOD,
        9: Trouble.ASKED_PERSON,
    }
    assert found.places[5] == Place(turn=2, topic="paspoort")
    assert found.places[9] == Place(turn=4, topic="paspoort")


REFUSED = Understand(topic="out_of_scope", score=0.8)


def test_what_we_said_is_no_task_of_ours_is_told_where_we_did_not_know_whose() -> None:
    asked, told = Listen(expect=Expectation.YES_NO), Listen(expect=Expectation.OPEN)
    refused = at_once(
        heard("ik wil een laadpaal"), REFUSED, Say(text="Dat is niet van ons."), asked
    )
    assert refused.troubles == {2: Trouble.NOT_UNDERSTOOD}
    known = at_once(heard("mijn rijexamen"), REFUSED, Say(text="Dat doet het CBR."), told)
    assert Trouble.NOT_UNDERSTOOD not in known.troubles.values()


def test_the_same_words_again_are_a_repeating_and_short_answers_are_not() -> None:
    found = at_once(
        heard("ik wil een nieuw paspoort"),
        heard("ik wil een nieuw paspoort hebben"),  # 3
        heard("ja"),
        heard("ja"),
    )
    assert found.troubles == {3: Trouble.REPEATED, 5: Trouble.LAST}


def test_a_yes_to_a_person_counts_for_what_was_asked() -> None:
    found = at_once(
        heard("hoe staat het met mijn bezwaar"),  # 2
        Understand(topic="bezwaar", score=0.9),
        heard("ja"),
        YES,
        Listen(expect=Expectation.NUMBER),
    )
    assert found.troubles == {2: Trouble.LED_TO_PERSON, 4: Trouble.LAST}


def test_a_person_who_was_asked_for_is_not_where_a_question_led() -> None:
    found = at_once(
        heard("wat kost een paspoort"),
        Understand(topic="paspoort", score=0.9),
        heard("een medewerker"),  # 4
        HUMAN,
        Transfer(department="burgerzaken"),
    )
    assert found.troubles == {4: Trouble.ASKED_PERSON}


def test_the_last_words_before_hanging_up_count_where_nobody_was_helped() -> None:
    assert at_once(heard("laat maar zitten")).troubles == {2: Trouble.LAST}
    answered = [figure for figure in figures(200) if figure.ending is Ending.AFTER_ANSWER]
    assert not any(Trouble.LAST in figure.troubles.values() for figure in answered)


# -- afterwards ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kept"), [((), None), ((None,), "none"), ((None, True), "yes"), ((None, False), "no")]
)
def test_what_the_caller_said_at_the_end(said: tuple[bool | None, ...], kept: str | None) -> None:
    assert at_once(*(Rate(helped=one) for one in said)).rating == kept


def test_what_agents_do_afterwards_makes_no_call_longer() -> None:
    found = count(
        (61.0, Noted(at=moment(61), agent="Sanne", text="x")),
        (900.0, Corrected(at=START, agent="S", answer="", topic=None, source=None, reason="x")),
    )
    assert found.seconds == 60.0
    assert found.corrected


def test_a_call_without_a_word_in_its_log_was_broken_off() -> None:
    found = figures_of(CallToCount("a", START, "raw"), [])
    assert (found.ending, found.seconds, found.line) == (Ending.BROKEN, 0.0, "raw")
