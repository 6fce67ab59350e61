"""That it can be done slowly is told once, where the caller's own signs suggest it."""

from collections.abc import Callable

import pytest

from dialog.acts import Act
from dialog.events import Heard
from tests.dialog.talking import Talk, in_state, says, sentence, words

OFFER = sentence("calm_offer")


def slow(talk: Talk) -> list[Act]:
    """Four words in six seconds."""
    return talk.receive(Heard(at=talk.now, text="mag ik wat vragen", seconds=6.0))


def offers(talk: Talk, *turns: Callable[[Talk], list[Act]]) -> list[bool]:
    return [OFFER in words(turn(talk)) for turn in turns]


def repeat(talk: Talk) -> list[Act]:
    return talk.say("nog een keer")


def silent(talk: Talk) -> list[Act]:
    return talk.silence(1)


def said(talk: Talk) -> list[Act]:
    return talk.say("hallo")


@pytest.mark.parametrize("signs", [
    (repeat, repeat), (slow, slow), (silent, silent, said), (slow, silent, said),
], ids=lambda signs: " ".join(each.__name__ for each in signs))  # fmt: skip
def test_two_signs_bring_the_offer_once(signs: tuple[Callable[[Talk], list[Act]], ...]) -> None:
    told = offers(in_state("after an answer"), *signs, said, *signs, said)
    assert told.count(True) == 1
    assert not told[0]


def test_two_failures_bring_it_when_no_person_is_being_offered() -> None:
    talk = in_state("missed twice")
    assert OFFER in words(talk.say("nee"))


def test_the_question_stays_last() -> None:
    talk = in_state("after an answer")
    repeat(talk)
    told = [say.text for say in says(repeat(talk))]
    assert told.index(OFFER) == len(told) - 2
    assert told[-1] == sentence("more")


def test_a_quick_caller_hears_nothing_of_it() -> None:
    talk = in_state("after an answer")
    for _ in range(6):
        event = Heard(at=talk.now, text="mag ik nog wat vragen", seconds=2.0)
        assert OFFER not in words(talk.receive(event))


def test_who_has_it_already_hears_nothing_of_it() -> None:
    talk = in_state("after an answer")
    talk.say("rustig aan")
    assert offers(talk, repeat, repeat, slow, slow, said) == [False] * 5


def test_not_after_danger() -> None:
    talk = in_state("after danger")
    assert offers(talk, repeat, repeat, slow, slow) == [False] * 4
