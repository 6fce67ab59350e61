"""Dutch, English, or another language: noticed, asked about once, and kept."""

import pytest

from dialog.acts import LookUp, Understand
from dialog.commands import Command, command
from dialog.danger.words import ASK_PERSON, IS_THERE_DANGER, PERSON
from dialog.language import Wish, wish_of
from dialog.phrases import plain
from tests.dialog.talking import in_state, says, sentence, words

QUESTION = "I would like a new passport please"


def test_the_topic_is_known_while_the_language_is_being_asked() -> None:
    acts = in_state("fresh").ask(QUESTION, {"paspoort": 0.9})
    assert acts[0] == Understand(topic="paspoort", score=0.9)
    assert words(acts) == sentence("language_ask", "en")


@pytest.mark.parametrize("answer", ["yes", "yes please", "ja graag", "sure", "okay"])
def test_after_a_yes_the_question_is_answered_in_english(answer: str) -> None:
    talk = in_state("fresh")
    talk.ask(QUESTION, {"paspoort": 0.9})
    acts = talk.say(answer)
    assert words(acts).startswith("A passport.")
    assert {say.language for say in says(acts)} == {"en"}


def test_after_a_no_the_question_is_answered_in_dutch() -> None:
    talk = in_state("fresh")
    talk.ask(QUESTION, {"paspoort": 0.9})
    acts = talk.say("nee")
    assert words(acts).startswith("Een paspoort.")


def test_it_is_asked_once() -> None:
    talk = in_state("fresh")
    talk.ask(QUESTION, {"paspoort": 0.9})
    acts = talk.ask("what does a new passport cost then", {"paspoort": 0.9})
    assert {say.language for say in says(acts)} == {"en"}
    assert sentence("language_ask", "en") not in words(acts)


def test_a_dutch_turn_after_our_question_stays_dutch() -> None:
    talk = in_state("fresh")
    talk.ask(QUESTION, {"paspoort": 0.9})
    acts = talk.ask("ik begrijp u niet ik wil een paspoort", {"paspoort": 0.9})
    assert {say.language for say in says(acts)} == {"nl"}


def test_a_person_is_not_kept_waiting_for_our_question() -> None:
    acts = in_state("fresh").say("I would like to speak to a person")
    assert {say.language for say in says(acts)} == {"en"}
    assert sentence("language_ask", "en") not in words(acts)


def test_a_person_found_by_the_search_is_not_kept_waiting_either() -> None:
    acts = in_state("fresh").ask("could you get me that nice lady from you", {"human": 0.9})
    assert {say.language for say in says(acts)} == {"en"}


def test_a_command_is_obeyed_in_its_language() -> None:
    acts = in_state("fresh").say("what can I say")
    assert words(acts) == sentence("help", "en")


ENGLISH = (
    "do you speak English", "Can we speak English please?", "English please", "Spreekt u Engels?",
    "kunt u Engels praten", "Hello, do you speak English?", "I don't speak Dutch",
    "sorry I only speak English", "in het Engels graag", "could we continue in English",
    "my Dutch is not very good", "Engels?",
)  # fmt: skip


@pytest.mark.parametrize("text", ENGLISH)
def test_who_asks_for_english_has_it(text: str) -> None:
    talk = in_state("fresh")
    acts = talk.say(text)
    assert words(acts).startswith(sentence("language_yes", "en"))
    assert {say.language for say in says(acts)} == {"en"}
    looked_up = talk.say("passport")
    assert looked_up == [LookUp(query="passport", language="en")]


def test_english_in_an_errand_asks_its_question_again_in_english() -> None:
    acts = in_state("callback, time").say("English please")
    assert words(acts).startswith(sentence("language_yes", "en"))
    assert {say.language for say in says(acts)} == {"en"}


@pytest.mark.parametrize(
    "text", ["Nederlands graag", "can we speak Dutch", "in het Nederlands alstublieft"]
)
def test_back_to_dutch(text: str) -> None:
    acts = in_state("english").say(text)
    assert words(acts).startswith(sentence("language_yes"))
    assert {say.language for say in says(acts)} == {"nl"}


@pytest.mark.parametrize(
    "text",
    [
        *("spreekt u Turks", "do you speak Polish", "Sprechen Sie Deutsch? Ich brauche einen Pass"),
        *("Bonjour, je voudrais une carte pour mon fils", "Merhaba, Türkçe konuşuyor musunuz"),
        *("Dzień dobry, czy mówi pani po polsku", "parlez vous français, je ne parle pas"),
    ],
)
def test_another_language_is_told_honestly_and_a_person_is_offered(text: str) -> None:
    acts = in_state("fresh").say(text)
    assert words(acts) == " ".join(
        (sentence("language_other"), sentence("language_other", "en"), sentence("offer_person"))
    )


@pytest.mark.parametrize("text", ["ik spreek niet zo goed Nederlands", "mijn Nederlands is slecht"])
def test_poor_dutch_is_no_shame_and_english_is_offered(text: str) -> None:
    acts = in_state("fresh").say(text)
    assert words(acts).startswith(sentence("language_poor_dutch"))


@pytest.mark.parametrize(
    "text",
    [
        "ik heb een uittreksel in het Engels nodig",
        "can I get the certificate in English",
        "mijn diploma moet in het Nederlands vertaald worden",
        "ik zoek een cursus Nederlands voor mijn vrouw",
        "mijn man is Duits en wij willen trouwen",
        "paspoort",
        "merci",
    ],
)
def test_a_language_that_is_only_named_is_no_wish(text: str) -> None:
    assert wish_of(plain(text)) is None


def test_wishes_are_told_apart() -> None:
    assert wish_of("english") is Wish.ENGLISH
    assert wish_of("nederlands") is Wish.DUTCH


COMMANDS = {
    Command.REPEAT: ("repeat", "say that again", "sorry what"),
    Command.SLOWER: ("slower please", "can you speak more slowly", "you are too fast"),
    Command.FASTER: ("faster",),
    Command.LOUDER: ("louder please", "I can't hear you", "speak up"),
    Command.SOFTER: ("softer", "too loud"),
    Command.HELP: ("help", "what can I say"),
    Command.STOP: ("stop", "never mind", "cancel"),
    Command.GOODBYE: ("goodbye", "bye bye", "that's all thank you"),
    Command.BACK: ("go back", "start over"),
    Command.WAIT: ("wait", "one moment please", "hold on"),
    Command.YES: ("yes", "that's right", "of course"),
    Command.NO: ("no", "no thanks", "not really"),
    Command.UNKNOWN: ("I don't know", "no idea", "not sure"),
    Command.SOURCE: ("how do you know", "where does it say"),
    Command.MACHINE: ("are you a computer", "am I talking to a real person"),
    Command.PERSON: ("a person please", "operator", "can I talk to someone"),
}


@pytest.mark.parametrize(("name", "text"), [(k, t) for k, ts in COMMANDS.items() for t in ts])
def test_every_command_works_in_english(name: Command, text: str) -> None:
    assert command(text) is name


def test_the_words_of_danger_are_there_in_both_languages() -> None:
    assert all(set(each) == {"nl", "en"} for each in (PERSON, ASK_PERSON, IS_THERE_DANGER))
