"""Who cannot be understood is led to the keys or a person, kindly, and asked nothing twice."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.memory import Question
from tests.dialog.talking import Talk, in_state, knowledge, says, sentence

REQUESTS = ("not_heard_first", "not_heard_second", "rephrase_first", "rephrase_second",
            "rephrase_third", "noise_keys", "keys_offer")  # fmt: skip


@settings(deadline=None)  # the first call reads the content
@given(mumbled=st.lists(st.booleans(), min_size=1, max_size=9))
def test_no_two_failures_are_answered_in_the_same_words(mumbled: list[bool]) -> None:
    """Sound without words, or words that nothing is known about, in any order."""
    talk = in_state("fresh")
    told = Counter[str]()
    for nth, mumble in enumerate(mumbled):
        acts = talk.say("") if mumble else talk.ask(f"fluitketel {nth}", {"paspoort": 0.1})
        told.update(say.text for say in says(acts))
        if talk.conversation._memory.callback is not None:
            break  # a person: there it begins anew, with other questions
    asked = {sentence(name) for name in REQUESTS}
    assert [text for text, times in told.items() if text in asked and times > 1] == []


def test_the_second_time_the_keys_are_offered_and_the_third_a_person() -> None:
    talk = in_state("fresh")
    talk.say("")
    assert sentence("keys_offer") in [say.text for say in says(talk.say(""))]
    assert sentence("offer_person") in [say.text for say in says(talk.say(""))]


def test_the_keys_open_the_menu_from_there() -> None:
    talk = in_state("fresh")
    for _ in range(2):
        talk.say("")
    talk.key("3")
    assert talk.conversation._memory.question is Question.MENU


def test_words_at_last_are_answered_as_always() -> None:
    talk = in_state("fresh")
    for _ in range(3):
        talk.say("")
    assert says(talk.ask("ik wil een paspoort", {"paspoort": 0.9}))[0].topic == "paspoort"


@pytest.mark.parametrize("name", REQUESTS)
def test_nobody_is_told_that_it_is_their_doing(name: str) -> None:
    text = knowledge().sentences[name]["nl"]
    assert not re.search(r"\b(?:u spreekt|u praat|onduidelijk|duidelijker|al gezegd|fout)\b", text)


def test_the_offers_in_a_row_stay_short() -> None:
    talk = Talk()
    talk.ring()
    assert max(len(says(talk.say(""))) for _ in range(6)) <= 2
