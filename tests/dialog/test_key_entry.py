"""The questions of an errand, answered by keys in a conversation."""

import pytest

from dialog.acts import Act, Expectation, Fill, Listen
from dialog.t9 import keys_of
from tests.dialog.errand_calls import ErrandTalk
from tests.dialog.talking import says, sentence, words

APPOINTMENT = "afspraak_maken|ik wil vrijdag om tien uur een afspraak voor een paspoort"
WASTE = "afvalkalender|op welke dag komen jullie de bakken legen"
REPORT = "melding|ik wil iets melden"
ENDS = "Sluit af met het hekje, rechtsonder op uw telefoon."


def at(*turns: str) -> ErrandTalk:
    talk = ErrandTalk()
    talk.ring()
    for turn in turns:
        talk.turn(turn)
    return talk


def choose(talk: ErrandTalk, acts: list[Act], what: str) -> list[Act]:
    for say in says(acts):
        if say.text.startswith(f"Voor {what} toetst u "):
            return talk.key(say.text.removesuffix(".").split()[-1])
    raise AssertionError(f"expected the option {what!r}, got {words(acts)!r}")


def filled(acts: list[Act]) -> dict[str, str]:
    return {act.slot: act.value for act in acts if isinstance(act, Fill)}


def test_three_tells_how_the_question_at_hand_is_answered_by_keys() -> None:
    acts = at(APPOINTMENT).key("3")
    assert sentence("key_naam") in words(acts)
    assert ENDS in words(acts)
    assert acts[-1] == Listen(expect=Expectation.NUMBER, slot="naam")


def test_a_common_name_is_offered() -> None:
    talk = at(APPOINTMENT, "!3")
    acts = talk.key(keys_of("Jansen"))
    assert acts[-1] == Listen(expect=Expectation.OPEN, slot="naam")
    assert filled(choose(talk, acts, "Jansen"))["naam"] == "Jansen"


def test_a_rare_name_is_chosen_letter_by_letter() -> None:
    talk = at(APPOINTMENT, "!3")
    acts = talk.key(keys_of("Xyw"))
    acts = choose(talk, acts, "een ander woord, letter voor letter")
    for letter in ("de X van Xantippe", "de Y van Ypsilon", "de W van Willem"):
        acts = choose(talk, acts, letter)
    assert filled(acts)["naam"] == "Xyw"


def test_a_name_may_be_keyed_once_more() -> None:
    talk = at(APPOINTMENT, "!3")
    acts = choose(talk, talk.key("999"), "opnieuw intoetsen")
    assert acts[-1] == Listen(expect=Expectation.NUMBER, slot="naam")


def test_a_postcode_may_come_in_two_parts() -> None:
    talk = at(WASTE)
    acts = talk.key("4991")
    assert sentence("key_letters") in words(acts)
    assert filled(talk.key("22"))["postcode"] == "4991AB"


def test_a_postcode_that_does_not_exist_is_asked_again() -> None:
    acts = at(WASTE).key("123422")
    assert not filled(acts)
    assert acts[-1] == Listen(expect=Expectation.NUMBER, slot="postcode")


def test_nothing_is_chosen_that_was_not_read_out() -> None:
    """One answer by key, and then a 3: that asks for the options and takes none."""
    talk = at("afspraak_maken|ik wil een afspraak maken")
    assert not filled(talk.key("3"))


def test_options_have_more_pages() -> None:
    talk = at(REPORT, "!3")
    first = words(talk.key("8"))
    assert first != words(talk.key("8"))


def test_the_first_free_place_and_a_day_of_ones_own() -> None:
    talk = at("afspraak_maken|een afspraak voor een paspoort")
    acts = choose(talk, talk.key("3"), "een dag die u zelf kiest")
    assert sentence("key_datum") in words(acts)
    assert "dinsdag 1 december" in words(talk.key("0112"))
    talk = at("afspraak_maken|een afspraak voor een paspoort")
    assert "datum" in filled(choose(talk, talk.key("3"), "de eerste vrije plek"))


def test_other_places_than_those_that_were_read_out() -> None:
    talk = at("afspraak_maken|een afspraak voor een paspoort")
    first = choose(talk, talk.key("3"), "een ochtend")
    second = choose(talk, first, "iets anders")
    assert "Er is plek op" in words(first)
    assert "Er is plek op" in words(second)
    assert words(first) != words(second)


def test_the_hash_alone_passes_over_what_may_be_left_out() -> None:
    talk = at("melding|er ligt glas op de stoep in de Dorpsstraat")
    assert "Bij welk huisnummer is het?" in words(talk.everything)
    acts = talk.key("#")
    assert "gevaarlijk" in words(acts)
    assert "huisnummer" not in filled(acts)


def test_the_hash_alone_does_not_pass_over_what_is_needed() -> None:
    assert "Wat is uw postcode?" in words(at(WASTE).key("#"))


def test_what_is_wrong_is_chosen_by_key() -> None:
    talk = at(APPOINTMENT, "Jansen", "!0612345678", "!2")
    acts = talk.key("3") if "toetst u" not in words(talk.everything[-9:]) else talk.everything
    assert "Voor de naam toetst u" in words(acts)
    asked = choose(talk, [act for act in talk.everything], "de naam")
    assert "Op welke naam" in words(asked)


@pytest.mark.parametrize("keys", ["111222333"])
def test_a_bsn_by_keys_is_masked_before_anything(keys: str) -> None:
    talk = at(WASTE)
    acts = talk.key(keys)
    assert sentence("bsn") in words(acts)
    assert keys not in str(talk.everything)


def test_who_speaks_again_is_asked_without_keys() -> None:
    talk = at(APPOINTMENT, "!3")
    acts = talk.say("mijn naam is Jansen")
    assert "toets" not in words(acts).lower()
