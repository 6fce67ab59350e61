"""The route at danger: fixed words, the number again and slower, a person, or honestly nobody."""

import pytest

from dialog.acts import Listen, LookUp, Pace, RequestCallback, Say, Transfer, Understand
from dialog.alarm import SLOWER
from dialog.danger.words import IS_THERE_DANGER, LINES, PERSON, Danger
from dialog.events import TransferStage
from tests.dialog.staffed import staffed
from tests.dialog.talking import Talk, in_state, says, sentence, words


def calling() -> Talk:
    talk = Talk(staffed())
    talk.ring()
    return talk


DOUBTFUL = "als ik hem schud reageert hij niet"
TALKED_OF = "wat moet ik doen als er brand is"


def test_the_number_is_said_again_at_a_slower_pace() -> None:
    acts = in_state("slower").say("er is brand")
    paces = [act.rate for act in acts if isinstance(act, Pace)]
    assert paces == [round(0.85 * SLOWER, 4), 0.85]
    slow = acts[[isinstance(act, Pace) for act in acts].index(True) + 1]
    assert isinstance(slow, Say)
    assert "112" in slow.text


def test_where_somebody_is_there_an_agent_is_rung_at_once() -> None:
    talk = calling()
    acts = talk.say("ik ruik gas")
    assert [act.urgent for act in acts if isinstance(act, Transfer)] == [True]
    assert PERSON["nl"] in words(acts)
    assert LINES[Danger.GAS]["nl"].alone not in words(acts)


def test_where_nobody_is_there_the_caller_hears_so_and_the_number_again() -> None:
    acts = in_state("fresh").say("ik ruik gas")
    assert LINES[Danger.GAS]["nl"].alone in words(acts)
    assert not any(isinstance(act, Transfer) for act in acts)


def test_when_the_agents_cannot_be_had_the_number_is_said_again() -> None:
    talk = calling()
    talk.say("ik wil niet meer leven")
    assert LINES[Danger.SUICIDE]["nl"].alone in words(talk.moved(TransferStage.FAILED))


def test_who_is_put_out_of_the_house_is_rung_back_with_priority() -> None:
    talk = in_state("fresh")
    acts = talk.say("morgen word ik uit mijn huis gezet")
    assert acts[1] == Understand(topic="emergency", score=1.0)
    assert "112" not in words(acts)
    for turn in ("nul zes twaalf vierendertig zesenvijftig achtenzeventig", "ja", "ochtend"):
        acts = talk.say(turn)
    assert [act.urgent for act in acts if isinstance(act, RequestCallback)] == [True]


# -- doubt -------------------------------------------------------------------------------------


def doubted(likely: dict[str, float]) -> Talk:
    talk = in_state("fresh")
    acts = talk.ask(DOUBTFUL, likely)
    assert words(acts) == IS_THERE_DANGER["nl"]
    assert isinstance(acts[0], Understand)
    assert acts[0].topic != "emergency"
    return talk


@pytest.mark.parametrize("answer", ["ja", "ja hij ligt op de grond", "ja alstublieft"])
def test_a_yes_to_our_one_question_is_an_alarm(answer: str) -> None:
    assert "112" in words(doubted({"paspoort": 0.9}).say(answer))


def test_the_key_for_yes_is_a_yes() -> None:
    assert "112" in words(doubted({"paspoort": 0.9}).key("1"))


def test_after_a_no_the_question_is_answered_without_being_asked_again() -> None:
    acts = doubted({"paspoort": 0.9}).say("nee")
    assert "U vraagt een paspoort aan" in words(acts)


def test_something_else_than_yes_or_no_is_a_turn_of_its_own() -> None:
    acts = doubted({"paspoort": 0.9}).say("wat kost grofvuil ophalen")
    assert acts == [LookUp(query="wat kost grofvuil ophalen", language="nl")]


def test_doubt_and_a_search_that_finds_danger_are_an_alarm() -> None:
    assert "112" in words(in_state("fresh").ask(DOUBTFUL, {"emergency": 0.9}))


def test_doubt_in_an_errand_is_asked_and_the_errand_goes_on() -> None:
    talk = in_state("callback, time")
    acts = talk.say(DOUBTFUL)
    assert words(acts) == IS_THERE_DANGER["nl"]
    assert isinstance(acts[-1], Listen)
    assert words(talk.say("nee")).startswith(sentence("callback_ask_time")[:12])


@pytest.mark.parametrize(("answer", "alarmed"), [("ja", True), ("nee", False)])
def test_danger_that_the_search_holds_for_possible_is_asked_about(
    answer: str, alarmed: bool
) -> None:
    talk = in_state("fresh")
    acts = talk.ask("er is iets met mijn buurvrouw", {"paspoort": 0.7, "emergency": 0.2})
    assert acts[0] == Understand(topic="emergency", score=0.2, second_topic="paspoort")
    assert words(acts) == IS_THERE_DANGER["nl"]
    said = words(talk.say(answer))
    assert ("112" in said, "U vraagt een paspoort aan" in said) == (alarmed, not alarmed)


def test_who_sounds_in_danger_twice_and_says_no_yes_or_no_is() -> None:
    talk = in_state("fresh")
    talk.ask("er is iets met mijn buurvrouw", {"paspoort": 0.7, "emergency": 0.2})
    acts = talk.ask("zij ligt daar maar", {"overlast": 0.7, "emergency": 0.2})
    assert "112" in words(acts)


def test_possible_danger_in_an_errand_is_asked_about_only_when_likely() -> None:
    talk = in_state("callback, time")
    acts = talk.ask("dat weet ik niet zo goed", {"paspoort": 0.7, "emergency": 0.2})
    assert IS_THERE_DANGER["nl"] not in words(acts)


def test_danger_heard_poorly_in_an_errand_is_asked_and_the_errand_goes_on() -> None:
    talk = in_state("callback, time")
    talk.say("zij ligt daar maar", confidence=0.4)
    acts = talk.find("zij ligt daar maar", {"emergency": 0.7, "overlast": 0.2})
    assert words(acts) == IS_THERE_DANGER["nl"]
    assert words(talk.say("nee")).startswith(sentence("callback_ask_time")[:12])


# -- what the grammar explains away ------------------------------------------------------------


def test_what_is_only_talked_of_is_no_danger_although_the_search_finds_some() -> None:
    acts = in_state("fresh").ask(TALKED_OF, {"emergency": 0.5, "paspoort": 0.45})
    assert acts[0] == Understand(topic="paspoort", score=0.9)
    assert "112" not in words(acts)


def test_where_the_search_is_very_sure_we_ask() -> None:
    acts = in_state("fresh").ask(TALKED_OF, {"emergency": 0.9, "paspoort": 0.05})
    assert words(acts) == IS_THERE_DANGER["nl"]


def test_danger_in_english_is_answered_in_english_at_once() -> None:
    acts = in_state("fresh").say("there is a fire in my kitchen")
    assert {say.language for say in says(acts)} == {"en"}
    assert "112" in words(acts)
