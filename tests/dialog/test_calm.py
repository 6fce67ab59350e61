"""'Rustig aan': slower, simpler, in pieces; and back again, with nothing of the call lost."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.acts import Act, Clarity, Expectation, Follow, Listen, LookUp, Loudness, Pace, Tempo
from dialog.events import Keyed
from dialog.knowledge import Knowledge, Passage
from dialog.memory import SENTENCES
from dialog.pieces import PIECE_SENTENCES
from tests.dialog.staffed import STAFFED_STATES, in_any_state
from tests.dialog.talking import (
    STATES,
    Talk,
    in_state,
    knowledge,
    said,
    says,
    sentence,
    well_formed,
    words,
)

FULL = "Eén is het begin. Twee volgt daarop. Drie komt erbij. Vier ook. Vijf is het slot."
SIMPLE = "Een begint. Dan twee. Dan drie. Dan vier. Dan vijf."


@cache
def long_winded(simple: str = "") -> Knowledge:
    """The small municipality with an answer of five sentences about passports."""
    known = knowledge()
    topic = replace(
        known.topics["paspoort"],
        answer=Passage({"nl": FULL, "en": FULL}),
        simple=Passage({"nl": simple} if simple else {}),
    )
    return replace(known, topics={**known.topics, "paspoort": topic})


def calm_talk(simple: str = "") -> Talk:
    talk = Talk(long_winded(simple))
    talk.ring()
    talk.say("rustig aan")
    return talk


def asked(talk: Talk, *, heard: bool = True) -> list[Act]:
    return talk.ask("ik wil een paspoort", {"paspoort": 0.9}, heard=heard)


def told(acts: Sequence[Act]) -> list[str]:
    """The sentences of the answer in these acts."""
    return [one for say in says(acts) if say.source for one in SENTENCES.split(say.text)]


def texts(acts: Sequence[Act]) -> list[str]:
    return [say.text for say in says(acts)]


# -- the state ---------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", [
    "rustig aan", "doe maar rustig", "ik hoor u slecht", "ik hoor u heel slecht",
    "ik snap het niet", "ik begrijp er niks van", "dat is te moeilijk", "te ingewikkeld voor mij",
    "kan het makkelijker", "I don't understand", "too difficult",
])  # fmt: skip
def test_who_finds_it_hard_is_spoken_to_calmly(turn: str) -> None:
    acts = in_state("after an answer").say(turn)
    assert Pace(rate=0.85) in acts
    assert Loudness(gain_db=4.0) in acts
    assert Clarity(on=True) in acts
    assert Follow(tempo=Tempo.CALM) in acts
    assert well_formed(acts)


@pytest.mark.parametrize("turn", [
    "ik hoor u niet", "dat heb ik niet verstaan", "ik wil het niet", "het is niet moeilijk",
    "wat kost een paspoort gewoon",
])  # fmt: skip
def test_other_words_change_nothing_of_it(turn: str) -> None:
    assert Follow(tempo=Tempo.CALM) not in in_state("after an answer").say(turn)


@pytest.mark.parametrize("keyed", [True, False])
def test_slower_for_the_second_time_is_calm(keyed: bool) -> None:
    talk = in_state("after an answer")
    first, second = (talk.key("7") if keyed else talk.say("langzamer") for _ in range(2))
    assert Follow(tempo=Tempo.CALM) not in first
    assert Follow(tempo=Tempo.CALM) in second
    assert Pace(rate=0.7225) in second


@pytest.mark.parametrize("turn", ["gewoon", "doe maar gewoon", "normaal praten", "sneller mag wel"])
def test_usual_again_takes_all_of_it_back(turn: str) -> None:
    talk = calm_talk()
    acts = talk.say(turn)
    assert Pace(rate=1.0) in acts
    assert Loudness(gain_db=0.0) in acts
    assert Clarity(on=False) in acts
    assert Follow(tempo=Tempo.USUAL) in acts
    assert sentence("normal") in texts(acts)
    assert told(asked(talk)) == SENTENCES.split(FULL)


def test_a_bare_usual_is_an_order_only_where_we_speak_otherwise() -> None:
    talk = in_state("fresh")
    assert any(isinstance(act, LookUp) for act in talk.say("gewoon"))


def test_it_is_there_in_english() -> None:
    talk = in_state("english")
    assert sentence("calm", "en") in texts(talk.say("take it easy"))
    assert sentence("normal", "en") in texts(talk.say("speak normally"))


# -- pieces ------------------------------------------------------------------------------------


def test_an_answer_comes_in_pieces_with_a_check_between() -> None:
    talk = calm_talk()
    acts = asked(talk)
    pieces = [told(acts)]
    while texts(acts)[-1] == sentence("calm_check"):
        assert acts[-1] == Listen(expect=Expectation.YES_NO)
        acts = talk.say("ja")
        pieces.append(told(acts))
    assert [len(piece) for piece in pieces] == [2, 2, 1]
    assert [one for piece in pieces for one in piece] == SENTENCES.split(FULL)
    assert texts(acts)[-1] == sentence("more")


@pytest.mark.parametrize("turn", ["ja", "ga maar door", "gewoon verder", "verder", "go on please"])
def test_any_word_for_on_goes_on(turn: str) -> None:
    talk = calm_talk()
    asked(talk)
    assert told(talk.say(turn)) == SENTENCES.split(FULL)[2:4]


def test_a_key_goes_on_too() -> None:
    talk = calm_talk()
    asked(talk)
    assert told(talk.key("1")) == SENTENCES.split(FULL)[2:4]


def test_silence_goes_on_after_a_while() -> None:
    talk = calm_talk()
    asked(talk)
    assert told(talk.silence(1)) == SENTENCES.split(FULL)[2:4]
    assert told(talk.silence(2)) == SENTENCES.split(FULL)[4:]


@pytest.mark.parametrize("turn", ["nee", "stop"])
def test_a_no_goes_to_the_question_at_the_end(turn: str) -> None:
    talk = calm_talk()
    asked(talk)
    acts = talk.say(turn)
    assert told(acts) == []
    assert texts(acts)[-1] == sentence("more")


def test_repeating_and_slower_keep_the_place() -> None:
    for turn in ("herhaal", "langzamer", "harder", "rustig aan", "wacht even"):
        talk = calm_talk()
        asked(talk)
        talk.say(turn)
        assert told(talk.say("ja")) == SENTENCES.split(FULL)[2:4], turn


def test_a_repeat_says_the_piece_and_the_check_again() -> None:
    talk = calm_talk()
    first = asked(talk)
    again = talk.say("herhaal")
    assert told(again) == told(first)
    assert texts(again)[-1] == sentence("calm_check")


def test_usual_again_tells_the_rest_in_one_go() -> None:
    talk = calm_talk()
    asked(talk)
    acts = talk.say("gewoon praten")
    assert told(acts) == SENTENCES.split(FULL)[2:]
    assert texts(acts)[-1] == sentence("more")


def test_another_question_is_answered_and_the_rest_is_left() -> None:
    talk = calm_talk()
    asked(talk)
    acts = talk.ask("hoe zit het met grofvuil", {"grofvuil": 0.9})
    assert told(acts)[0].startswith("Wij halen grofvuil")
    assert told(talk.say("ja")) == []


def test_words_that_are_unclear_are_asked_about_once() -> None:
    talk = calm_talk()
    asked(talk)
    assert texts(talk.ask("fluitketel", {"paspoort": 0.1})) == [sentence("calm_check_keys")]
    assert told(talk.say("ja")) == SENTENCES.split(FULL)[2:4]


def test_a_person_comes_before_the_rest() -> None:
    talk = calm_talk()
    asked(talk)
    assert told(talk.key("0")) == []
    assert talk.conversation._memory.rest is None


def test_danger_is_not_cut_in_pieces() -> None:
    talk = calm_talk()
    asked(talk)
    acts = talk.say("er is brand")
    assert sentence("calm_check") not in texts(acts)
    assert "112" in words(acts)


@settings(deadline=None)  # the first call reads the content
@given(cuts=st.lists(st.integers(0, 3), min_size=4, max_size=4), key=st.booleans())
def test_nothing_is_lost_and_nothing_heard_is_said_twice(cuts: list[int], key: bool) -> None:
    """The caller says 'ga door' over us after any sentence of a piece, or after all of it."""
    talk = calm_talk()
    acts, heard = asked(talk, heard=False), list[str]()
    for cut in [*cuts, 3, 3, 3, 3]:
        left = cut
        for say in says(acts):
            if not say.source:
                talk.receive(said(say, talk.now))
                continue
            parts = SENTENCES.split(say.text)
            whole, left = parts[:left], left - len(parts)
            heard += whole
            share = 1.0 if len(whole) == len(parts) else 0.4
            talk.receive(said(say, talk.now, share, " ".join(whole)))
            if left < 0:
                break
        if talk.conversation._memory.rest is None and left >= 0:
            break
        if key:
            acts = talk.receive(Keyed(at=talk.now, keys="1"), heard=False)
        else:
            acts = talk.say("ga door", over_us=True, heard=False)
    assert heard == SENTENCES.split(FULL)[: len(heard)]


# -- simple words and choices --------------------------------------------------------------------


def test_simple_words_are_said_where_there_are_some() -> None:
    assert told(asked(calm_talk(SIMPLE))) == SENTENCES.split(SIMPLE)[:PIECE_SENTENCES]


def test_what_was_told_is_told_again_in_simple_words() -> None:
    talk = Talk(long_winded(SIMPLE))
    talk.ring()
    asked(talk)
    assert told(talk.say("ik snap het niet")) == SENTENCES.split(SIMPLE)[:PIECE_SENTENCES]


def test_a_follow_up_stays_as_it_is() -> None:
    talk = calm_talk(SIMPLE)
    assert told(talk.ask("wat kost een paspoort", {"paspoort": 0.9})) == [
        "Een paspoort kost € 86,50."
    ]


def test_a_yes_or_no_names_its_keys_and_the_question_stays_last() -> None:
    talk = in_state("after an answer")
    talk.say("rustig aan")
    acts = talk.say("stop")
    assert texts(acts) == [sentence("keys_yes_no"), sentence("end_question")]


def test_two_things_to_choose_from_are_said_twice() -> None:
    talk = calm_talk()
    acts = talk.ask("ik moet iets hebben", {"paspoort": 0.4, "grofvuil": 0.3})
    first, again, second = texts(acts)
    assert (first, again) == (second, sentence("calm_again"))


# -- in every state ------------------------------------------------------------------------------

every_state = pytest.mark.parametrize("state", [*STATES, *STAFFED_STATES])


def at_hand(talk: Talk) -> object:
    """What the call was about to do, as far as it is remembered."""
    memory = talk.conversation._memory
    return memory.callback, memory.errand, memory.left, memory.question, memory.needs, memory.topic


@every_state
@pytest.mark.parametrize("turn", ["rustig aan", "*"])
def test_calm_and_usual_work_everywhere_and_lose_nothing(state: str, turn: str) -> None:
    talk = in_any_state(state)
    memory = talk.conversation._memory
    waiting, entering = memory.waiting is not None, memory.listen().expect is Expectation.NUMBER
    before = at_hand(talk)
    acts = talk.key("*") if turn == "*" else talk.say(turn)
    if memory.connecting or (entering and turn == "*"):
        return  # the agent is there now; or the key belongs to a number
    if waiting:
        assert at_hand(talk) == before
        return
    assert Follow(tempo=Tempo.CALM) in acts
    assert at_hand(talk) == before
    back = talk.say("praat maar weer gewoon")
    assert {Pace(rate=1.0), Loudness(gain_db=0.0), Follow(tempo=Tempo.USUAL)} <= set(back)
    assert at_hand(talk) == before
    assert not memory.calm


@every_state
def test_a_person_is_reached_from_a_piece_in_every_state(state: str) -> None:
    talk = in_any_state(state)
    talk.say("rustig aan")
    assert talk.key("0"), "a person, by key, whatever is being told"
