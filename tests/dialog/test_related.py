"""After an answer we point, once in a call, to what usually belongs to its topic."""

from dataclasses import replace

import pytest

from dialog.acts import Expectation, Listen
from dialog.decision import Decision, Verdict
from dialog.knowledge import Knowledge, Related
from tests.dialog.talking import Talk, knowledge, says, sentence, words

ASKED = {"nl": "Wilt u ook uw oude spullen kwijt?", "en": "Do you also have things to throw away?"}


def known(**topics: tuple[str, ...]) -> Knowledge:
    """The small municipality, in which these topics point to those."""
    before = knowledge()
    pointing = {
        key: replace(before.topics[key], related=tuple(Related(to, ASKED) for to in others))
        for key, others in topics.items()
    }
    return replace(before, topics={**before.topics, **pointing})


def called(**topics: tuple[str, ...]) -> Talk:
    talk = Talk(known(**topics))
    talk.ring()
    return talk


def test_an_answer_ends_with_what_belongs_to_it() -> None:
    acts = called(paspoort=("grofvuil",)).ask("ik wil een paspoort", {"paspoort": 0.9})
    assert says(acts)[-1].text == ASKED["nl"]
    assert acts[-1] == Listen(expect=Expectation.YES_NO)


def test_yes_tells_about_it_and_no_asks_for_more() -> None:
    talk = called(paspoort=("grofvuil",))
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert words(talk.say("ja graag")).startswith("Grofvuil. Wij halen grofvuil bij u thuis op.")
    talk = called(paspoort=("grofvuil",))
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert words(talk.say("nee dank u")) == sentence("more")


def test_after_the_source_the_question_is_still_open() -> None:
    talk = called(paspoort=("grofvuil",))
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    acts = talk.say("waar staat dat?")
    assert [say.text for say in says(acts)][1:] == [ASKED["nl"]]
    assert words(talk.say("ja graag")).startswith("Grofvuil.")


def test_another_question_is_simply_answered() -> None:
    talk = called(paspoort=("grofvuil",))
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert "€ 86,50" in words(talk.ask("wat kost dat", {"paspoort": 0.9}))


def test_we_point_once_in_a_call() -> None:
    talk = called(paspoort=("grofvuil",), grofvuil=("paspoort", "trouwen"))
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    talk.say("nee")
    acts = talk.ask("en grofvuil ophalen", {"grofvuil": 0.9})
    assert says(acts)[-1].text == sentence("more")


def test_what_was_spoken_of_is_passed_over_for_the_next() -> None:
    talk = called(grofvuil=("paspoort", "trouwen"))
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    acts = talk.ask("en grofvuil ophalen", {"grofvuil": 0.9})
    assert says(acts)[-1].text == ASKED["nl"]
    assert words(talk.say("ja")).startswith("U meldt uw huwelijk van tevoren bij ons.")


def test_where_a_person_has_to_confirm_nothing_else_is_asked() -> None:
    talk = called(paspoort=("grofvuil",))
    acts = talk.ask("wat moet ik meenemen voor een paspoort", {"paspoort": 0.9})
    assert says(acts)[-1].text == sentence("offer_person_verify")


def test_sympathy_is_followed_by_a_person_and_by_nothing_else() -> None:
    acts = called(trouwen=("grofvuil",)).ask("wij gaan trouwen", {"trouwen": 0.9})
    assert says(acts)[-1].text == sentence("offer_person_first")


def test_after_danger_nothing_is_pointed_to() -> None:
    talk = called(paspoort=("grofvuil",))
    talk.say("er is brand in de keuken")
    acts = talk.ask("ik wil toch een paspoort", {"paspoort": 0.9})
    assert says(acts)[-1].text == sentence("more")


def test_what_was_asked_in_the_same_breath_comes_first() -> None:
    talk = called(paspoort=("trouwen",))
    both = Decision(Verdict.ANSWER, ("paspoort",), 0.9, second="grofvuil")
    acts = talk.conversation._subjects.act_on(both, ())
    assert "Grofvuil." in words(acts) or "grofvuil" in words(acts)
    assert ASKED["nl"] not in words(acts)


def test_an_english_caller_is_asked_in_english() -> None:
    talk = called(paspoort=("grofvuil",))
    talk.conversation._memory.language = "en"
    acts = talk.conversation._subjects.act_on(Decision(Verdict.ANSWER, ("paspoort",), 0.9), ())
    assert says(acts)[-1].text == ASKED["en"]


@pytest.mark.parametrize("said", ["stop", "tot ziens"])
def test_whoever_wants_to_go_may_go(said: str) -> None:
    talk = called(paspoort=("grofvuil",))
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    expected = {"stop": sentence("end_question"), "tot ziens": sentence("goodbye")}
    assert words(talk.say(said)) == expected[said]
