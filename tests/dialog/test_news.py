"""The message that is in force, in the caller's language."""

from dialog.events import Rung
from tests.dialog.errand_calls import ErrandTalk, follow
from tests.dialog.small_services import SmallServices
from tests.dialog.talking import says, sentence, words

DUTCH, ENGLISH = "In Noord is geen water.", "There is no water in Noord."
PASSPORT = "afspraak_maken|I would like to make an appointment please"


def call(english: str | None = None) -> ErrandTalk:
    talk = ErrandTalk(SmallServices(crisis=DUTCH))
    talk.receive(Rung(at=talk.now, crisis=DUTCH, crisis_en=english))
    return talk


def test_an_english_caller_hears_the_english_message_once() -> None:
    talk = call(ENGLISH)
    follow(talk, [(PASSPORT, ["in English?", "~water"])])
    acts = talk.turn("yes")
    assert next((say.text, say.language) for say in says(acts)) == (ENGLISH, "en")
    assert sentence("only_dutch", "en") not in words(acts)
    follow(talk, [("a passport", ["Which day", f"~{ENGLISH}"])])


def test_a_message_in_dutch_only_is_announced_in_english() -> None:
    talk = call()
    talk.turn(PASSPORT)
    said = [(say.text, say.language) for say in says(talk.turn("yes"))]
    assert said[:2] == [(sentence("only_dutch", "en"), "en"), (DUTCH, "nl")]


def test_danger_waits_for_no_message() -> None:
    acts = call(ENGLISH).turn("there is a fire in my kitchen please help")
    assert ENGLISH not in words(acts)


def test_an_english_caller_who_asks_hears_it_in_english() -> None:
    talk = call(ENGLISH)
    talk.turn("can we speak English please")
    follow(talk, [("is there anything going on", [ENGLISH, sentence("more", "en")])])


def test_in_the_errand_too_what_is_in_dutch_only_is_announced() -> None:
    talk = ErrandTalk(SmallServices(crisis=DUTCH))
    talk.ring()
    talk.turn("can we speak English please")
    talk.turn("calamiteit|I want to know about the news for my area")
    said = [(say.text, say.language) for say in says(talk.turn("skip"))]
    assert said[:2] == [(sentence("only_dutch", "en"), "en"), (DUTCH, "nl")]


def test_a_caller_who_asked_what_is_going_on_was_answered() -> None:
    talk = call()
    talk.turn("is er iets aan de hand bij ons")
    assert talk.outcome() == "answered"
