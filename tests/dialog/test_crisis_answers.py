"""In a crisis the news goes first: told, asked about, or left to the topics; it ends in time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialog.acts import Act, Fill, Listen, LookUp, Say, Understand
from dialog.crisis_search import CrisisIndex
from dialog.events import Candidate, CrisisAnswer, Found, Rung
from tests.dialog.crises import TOLD_AT, water
from tests.dialog.errand_calls import town
from tests.dialog.talking import Likely, Talk, knowledge, says, sentence, words

BOIL = "Nee. Kook het water eerst."
DATED = "Dit is het laatste nieuws van vandaag om 10:00."
ASKED = "Is dit uw vraag: Mag ik het water drinken?"
QUERY = "is het water goed"
UNKNOWN: Likely = {}


def news(score: float, postcodes: tuple[str, ...] = (), hours: float = 10) -> CrisisAnswer:
    (found,) = CrisisIndex([water(postcodes, hours=hours)]).find("mag ik het water drinken")
    return replace(found, score=score)


def ask(
    talk: Talk,
    *found: CrisisAnswer,
    likely: Likely = UNKNOWN,
    text: str = QUERY,
    confidence: float = 1.0,
) -> list[Act]:
    acts = talk.say(text, confidence=confidence)
    assert any(isinstance(act, LookUp) for act in acts)
    candidates = tuple(Candidate(topic, score) for topic, score in likely.items())
    event = Found(at=talk.now, query=text, candidates=candidates, crisis=found)
    return talk.receive(event)


@pytest.fixture
def talk() -> Talk:
    talk = Talk(begin=TOLD_AT + timedelta(hours=1))
    talk.ring()
    return talk


def test_a_likely_answer_is_told_with_its_date_and_source(talk: Talk) -> None:
    acts = ask(talk, news(0.9))
    assert [say.text for say in says(acts)][:2] == [DATED, BOIL]
    assert says(acts)[1].source == "Geen water in Noord (2026-11-23)"
    assert Understand(topic="crisis", score=0.9) in acts
    assert talk.outcome() == "answered"


def test_where_it_stands_can_be_asked(talk: Talk) -> None:
    ask(talk, news(0.9))
    assert "Geen water in Noord" in words(talk.say("waar staat dat"))


def test_an_answer_of_yesterday_says_so(talk: Talk) -> None:
    talk.now += timedelta(days=1)
    assert words(ask(talk, news(0.9, hours=48))).startswith("Dit is het laatste nieuws van maandag")


@pytest.mark.parametrize(
    ("score", "likely", "confidence"),
    [
        (0.5, {}, 1.0),
        (0.5, {"out_of_scope": 0.9}, 1.0),
        (0.9, {}, 0.2),
        (0.9, {"paspoort": 0.9}, 1.0),
    ],
)
def test_what_is_doubtful_or_misheard_is_asked_and_a_yes_is_answered(
    talk: Talk, score: float, likely: Likely, confidence: float
) -> None:
    acts = ask(talk, news(score), likely=likely, confidence=confidence)
    assert words(acts) == ASKED
    assert isinstance(acts[-1], Listen)
    assert BOIL in words(talk.say("ja"))


def test_after_a_no_the_topics_answer(talk: Talk) -> None:
    ask(talk, news(0.9), likely={"paspoort": 0.9})
    assert "U vraagt een paspoort aan" in words(talk.say("nee"))


def test_after_a_no_without_a_topic_other_words_are_asked_for(talk: Talk) -> None:
    ask(talk, news(0.5))
    assert words(talk.say("nee")) == sentence("rephrase_first")


def test_who_says_something_else_is_heard(talk: Talk) -> None:
    ask(talk, news(0.5))
    assert "U vraagt een paspoort aan" in words(
        talk.ask("ik wil een nieuw paspoort", {"paspoort": 0.9})
    )


@pytest.mark.parametrize("score", [0.2, 0.5])
def test_a_topic_goes_before_news_that_is_less_likely(talk: Talk, score: float) -> None:
    acts = ask(talk, news(score), likely={"paspoort": 0.9})
    assert BOIL not in words(acts)
    assert "U vraagt een paspoort aan" in words(acts)


def test_danger_goes_before_the_news(talk: Talk) -> None:
    acts = ask(talk, news(0.99), likely={"emergency": 0.9})
    assert BOIL not in words(acts)
    assert "112" in words(acts)
    assert BOIL not in words(talk.say("er is brand in de keuken"))


def test_where_danger_is_doubted_that_is_asked_first_and_then_the_news_told(talk: Talk) -> None:
    acts = ask(talk, news(0.99), likely={"emergency": 0.3, "paspoort": 0.1})
    assert "gevaar" in words(acts)
    assert BOIL not in words(acts)
    assert BOIL in words(talk.say("nee"))


def test_a_person_goes_before_the_news(talk: Talk) -> None:
    acts = ask(talk, news(0.99), likely={"human": 0.9})
    assert BOIL not in words(acts)


def test_when_it_is_over_in_the_middle_of_a_call_it_is_told_no_more(talk: Talk) -> None:
    until = talk.now + timedelta(seconds=15)
    answer = replace(news(0.9), until=until)
    assert BOIL in words(ask(talk, answer))
    assert BOIL not in words(ask(talk, answer, text="en is het water nu goed"))


def test_a_yes_that_comes_when_it_is_over_is_not_answered_from_it(talk: Talk) -> None:
    answer = replace(news(0.5), until=talk.now + timedelta(seconds=15))
    assert words(ask(talk, answer)) == ASKED
    acts = talk.say("ja")
    assert BOIL not in words(acts)
    assert sentence("not_valid_now") in words(acts)


def test_what_has_not_begun_is_not_told(talk: Talk) -> None:
    answer = replace(news(0.9), since=talk.now + timedelta(minutes=1))
    assert BOIL not in words(ask(talk, answer))


@pytest.mark.parametrize(("postcode", "told"), [(None, True), ("4992CD", True), ("4991AB", False)])
def test_an_area_counts_for_a_caller_whose_address_is_known(
    postcode: str | None, told: bool
) -> None:
    talk = Talk(town(), TOLD_AT + timedelta(hours=1))
    talk.ring()
    if postcode is not None:
        talk.ask("wanneer komt de groene bak", {"afvalkalender": 0.9})
        told_acts = [*talk.everything, *talk.say(postcode)]
        assert any(isinstance(act, Fill) and act.value == postcode for act in told_acts)
        talk.say("stop")
    assert (BOIL in words(ask(talk, news(0.9, ("4992",))))) is told


def test_a_street_is_known_by_its_postcode() -> None:
    talk = Talk(town(), TOLD_AT + timedelta(hours=1))
    talk.ring()
    talk.ask("wanneer komt de groene bak", {"afvalkalender": 0.9})
    talk.say("4991AB")
    talk.say("stop")
    here, there = (replace(news(0.9), streets=(name,)) for name in ("dorpsstraat", "molenweg"))
    assert BOIL not in words(ask(talk, there))
    assert BOIL in words(ask(talk, there, here, text="en is het water nu goed"))


def test_an_english_caller_hears_the_english_answer_or_that_there_is_only_dutch() -> None:
    talk = Talk(begin=TOLD_AT + timedelta(hours=1))
    talk.ring()
    talk.say("can we speak English please")
    assert "No. Boil the water first." in words(ask(talk, news(0.9), text="is the water good"))
    dutch = replace(news(0.9), text={"nl": BOIL})
    told = ask(talk, dutch, text="and what about the water now")
    assert sentence("only_dutch", "en") in words(told)
    assert Say(text=BOIL, source="Geen water in Noord (2026-11-23)", topic="crisis") in told


def test_in_the_first_english_turn_the_language_is_asked_and_then_answered() -> None:
    talk = Talk(begin=TOLD_AT + timedelta(hours=1))
    talk.ring()
    assert "English" in words(ask(talk, news(0.9), text="can I drink the water please"))
    assert "No. Boil the water first." in words(talk.say("yes"))


def test_in_an_errand_it_is_told_and_the_errand_goes_on() -> None:
    talk = Talk(town(), TOLD_AT + timedelta(hours=1))
    talk.ring()
    talk.ask("wanneer komt de groene bak", {"afvalkalender": 0.9})
    question = [say.text for say in says(talk.everything)][-1]
    acts = ask(talk, news(0.9), text="mag ik het water uit de kraan drinken")
    assert BOIL in words(acts)
    assert says(acts)[-1].text == question


def test_a_fork_asks_the_same_and_leaves_the_call_as_it_was(talk: Talk) -> None:
    ask(talk, news(0.5))
    fork = talk.conversation.fork()
    assert fork.fork() is not talk.conversation
    assert BOIL in words(talk.say("ja"))


def test_the_opening_message_is_over_in_the_middle_of_a_call() -> None:
    talk = Talk(knowledge(), TOLD_AT)
    until = TOLD_AT + timedelta(seconds=15)
    acts = talk.receive(Rung(at=talk.now, crisis="Er is geen water.", crisis_until=until))
    assert "Er is geen water." in words(acts)
    assert "Er is geen water." in words(talk.say("is er iets aan de hand"))
    assert "Er is geen water." not in words(talk.say("is er iets aan de hand"))
