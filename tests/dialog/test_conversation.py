"""A call from its greeting to its end: answers, commands, silences, outcomes."""

from collections.abc import Callable

import pytest

from dialog.acts import (
    Act,
    Expectation,
    HangUp,
    Hush,
    Listen,
    LookUp,
    Loudness,
    Pace,
    Say,
    Understand,
)
from dialog.events import Said
from dialog.silences import SILENCES_SECONDS
from tests.dialog.talking import (
    MONDAY,
    Talk,
    asks_for_number_or_time,
    in_state,
    knowledge,
    said,
    says,
    sentence,
    words,
)

ANSWER = "U vraagt een paspoort aan bij de balie. Kom zelf naar Marktplein 1."
TOLD = ["Een paspoort.", ANSWER, sentence("more")]


def texts(acts: list[Act]) -> list[str]:
    return [say.text for say in says(acts)]


# -- answers -----------------------------------------------------------------------------------


def test_a_question_is_looked_up_and_answered_with_its_topic_named_first() -> None:
    talk = in_state("fresh")
    assert talk.say("ik wil een paspoort") == [LookUp(query="ik wil een paspoort", language="nl")]
    acts = talk.find("ik wil een paspoort", {"paspoort": 0.9, "grofvuil": 0.05})
    assert acts[0] == Understand(topic="paspoort", score=0.9)
    assert texts(acts) == TOLD
    assert acts[-1] == Listen(expect=Expectation.OPEN)


def test_a_follow_up_is_about_the_topic_at_hand_whatever_the_search_finds() -> None:
    talk = in_state("after an answer")
    acts = talk.ask("en wat kost dat", {"grofvuil": 0.8})
    assert texts(acts) == ["Een paspoort kost € 86,50.", sentence("more")]


def test_another_subject_named_in_a_follow_up_is_that_subject() -> None:
    talk = in_state("after an answer")
    acts = talk.ask("en wat kost grofvuil ophalen", {"grofvuil": 0.8})
    assert texts(acts)[0] == "Grofvuil."


def test_kwijtschelding_is_not_something_lost() -> None:
    talk = in_state("after an answer")
    acts = talk.ask("ik wil kwijtschelding", {"paspoort": 0.1})
    assert texts(acts) == [sentence("rephrase_first")]


def test_two_likely_topics_are_asked_about_and_the_question_is_kept() -> None:
    talk = in_state("fresh")
    acts = talk.ask("wat kost zoiets ongeveer voor ons", {"paspoort": 0.4, "grofvuil": 0.3})
    assert texts(acts) == [sentence("clarify_two", first="een paspoort", second="grofvuil")]
    assert acts[0] == Understand(topic="paspoort", score=0.4, second_topic="grofvuil")
    acts = talk.ask("het paspoort", {"paspoort": 0.8})
    assert texts(acts)[1] == "Een paspoort kost € 86,50."


@pytest.mark.parametrize(
    ("turn", "title"), [("de eerste", "Een paspoort."), ("de tweede", "Grofvuil.")]
)
def test_one_of_two_may_be_chosen_by_its_place(turn: str, title: str) -> None:
    assert texts(in_state("which of two").say(turn))[0] == title


def test_yes_to_one_of_two_tells_nothing_yet() -> None:
    talk = in_state("which of two")
    acts = talk.say("ja")
    assert texts(acts) == [sentence("clarify_one", first="een paspoort")]
    assert acts[-1] == Listen(expect=Expectation.YES_NO)
    assert texts(talk.say("ja")) == TOLD


def test_no_to_all_that_we_named_asks_anew() -> None:
    assert texts(in_state("which of two").say("nee")) == [sentence("clarify_none")]


def test_the_same_choice_is_not_put_twice() -> None:
    talk = in_state("which of two")
    acts = talk.ask("dat ding dan", {"grofvuil": 0.4, "paspoort": 0.3})
    assert texts(acts)[0] == "Grofvuil."


def test_what_was_heard_poorly_is_asked_about() -> None:
    talk = in_state("which of one")
    assert texts(talk.say("ja")) == TOLD


def test_a_death_or_the_like_offers_a_person_first_and_the_facts_on_request() -> None:
    talk = in_state("fresh")
    acts = talk.ask("wij gaan trouwen", {"trouwen": 0.9})
    assert texts(acts)[-1] == sentence("offer_person_first")
    assert texts(talk.say("nee")) == [sentence("more")]
    acts = talk.ask("hoe meld ik dat huwelijk", {"trouwen": 0.9})
    assert texts(acts)[-1] == sentence("offer_person_verify")


def test_an_english_caller_gets_english_answers_and_stays_in_english() -> None:
    talk = in_state("fresh")
    acts = talk.say("I need a new passport please")
    assert acts == [LookUp(query="I need a new passport please", language="en")]
    acts = talk.find("I need a new passport please", {"paspoort": 0.9})
    assert acts[0] == Understand(topic="paspoort", score=0.9)
    assert texts(acts) == [sentence("language_ask", "en")]
    acts = talk.say("yes please")
    assert texts(acts)[0] == "A passport."
    assert {say.language for say in says(acts)} == {"en"}
    assert says(talk.say("yes"))[0].language == "en"
    assert says(talk.key("9"))[0].language == "en"


def test_a_dutch_caller_gets_dutch_again() -> None:
    turn = "ik spreek ook Nederlands wat kost het"
    assert in_state("english").say(turn) == [LookUp(query=turn, language="nl")]


def test_what_is_not_understood_is_asked_in_other_words_then_a_person_then_an_errand() -> None:
    talk = in_state("fresh")
    told = [texts(talk.ask(f"fluitketel {n}", {"paspoort": 0.1})) for n in range(3)]
    assert told == [
        [sentence("rephrase_first")],
        [sentence("rephrase_second"), sentence("offer_person")],
        [sentence("rephrase_third"), sentence("callback_ask_number")],
    ]


def test_an_unsure_wish_for_a_person_offers_one() -> None:
    acts = in_state("fresh").ask("die ene meneer van laatst", {"human": 0.4})
    assert texts(acts) == [sentence("offer_person")]


def test_what_is_not_for_us_is_said_so_and_a_person_is_offered() -> None:
    talk = in_state("fresh")
    acts = talk.ask("hoe laat gaat de trein", {"out_of_scope": 0.9})
    assert texts(acts) == [sentence("out_of_scope")]
    assert talk.outcome() == "refused"


@pytest.mark.parametrize(
    ("turn", "name"),
    [("dag mevrouw", "thanks"), ("hallo", "thanks"), ("mag ik u iets vragen", "go_on")],
)
def test_courtesies_are_answered_without_a_search(turn: str, name: str) -> None:
    assert texts(in_state("fresh").say(turn)) == [sentence(name)]


def test_a_topic_that_the_call_does_not_know_is_passed_over() -> None:
    talk = in_state("fresh")
    acts = talk.ask("iets nieuws", {"pas_toegevoegd": 0.9, "paspoort": 0.05})
    assert texts(acts) == [sentence("rephrase_first")]


def test_a_search_that_finds_nothing_is_a_question_that_we_did_not_understand() -> None:
    acts = in_state("fresh").ask("zomaar iets anders", {})
    assert acts[0] == Understand(topic="unknown", score=0.0)
    assert texts(acts) == [sentence("rephrase_first")]


def test_a_task_of_ours_that_nobody_wrote_about_goes_to_a_person_and_is_never_refused() -> None:
    talk = in_state("after an answer")
    acts = talk.ask("ik wil een graf uitzoeken voor later", {"municipal": 0.9})
    assert acts[0] == Understand(topic="municipal", score=0.9)
    assert texts(acts) == [sentence("municipal")]
    assert acts[-1] == Listen(expect=Expectation.YES_NO)
    assert asks_for_number_or_time(talk.say("ja graag"))


# -- how we speak ------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", [lambda talk: talk.say("herhaal"), lambda talk: talk.key("9")])
def test_repeat_says_the_last_information_again_and_slower_each_time(
    ask: Callable[[Talk], list[Act]],
) -> None:
    talk = in_state("after an answer")
    rates = []
    for _ in range(2):
        acts = ask(talk)
        assert [each for each in texts(acts) if each != sentence("calm_offer")] == TOLD
        rates += [act.rate for act in acts if isinstance(act, Pace)]
    assert rates[0] > rates[2] > 0.5
    assert rates[1] == rates[3] == 1.0


@pytest.mark.parametrize("between", ["wacht even", "langzamer", ""])
def test_repeat_is_about_the_information_and_not_about_small_words(between: str) -> None:
    talk = in_state("after an answer")
    talk.say(between)
    assert texts(talk.say("herhaal")) == TOLD


def test_repeat_after_a_silence_is_about_the_information_too() -> None:
    talk = in_state("after an answer")
    for nth in (1, 2):
        talk.silence(nth)
    assert texts(talk.say("herhaal")) == TOLD


@pytest.mark.parametrize(
    ("turn", "change", "name"),
    [
        ("langzamer", Pace(rate=0.85), "slower"),
        ("sneller", Pace(rate=1.1765), "faster"),
        ("harder", Loudness(gain_db=4.0), "louder"),
        ("zachter", Loudness(gain_db=-4.0), "softer"),
        ("rustig aan", Loudness(gain_db=4.0), "calm"),
    ],
)
def test_a_change_of_manner_is_made_and_the_last_words_are_said_in_it(
    turn: str, change: Act, name: str
) -> None:
    acts = in_state("after an answer").say(turn)
    assert change in acts
    assert acts.index(change) < acts.index(says(acts)[0])
    assert texts(acts) == [sentence(name), *TOLD]


@pytest.mark.parametrize(("key", "name"), [("7", "slower"), ("*", "calm")])
def test_manner_has_keys(key: str, name: str) -> None:
    assert texts(in_state("after an answer").key(key))[0] == sentence(name)


def test_a_manner_is_kept_for_the_call_and_has_an_end() -> None:
    talk = in_state("after an answer")
    rates = [act.rate for _ in range(5) for act in talk.key("7") if isinstance(act, Pace)]
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] == rates[-2] == 0.6
    repeated = [act.rate for act in talk.key("9") if isinstance(act, Pace)]
    assert repeated[-1] == 0.6


def test_what_a_cough_cut_off_is_said_again_from_that_sentence_on() -> None:
    talk = in_state("fresh")
    acts = talk.ask("ik wil een paspoort", {"paspoort": 0.9}, heard=False)
    naming, answer, _ = says(acts)
    talk.receive(said(naming, talk.now))
    talk.receive(said(answer, talk.now, 0.6, "U vraagt een paspoort aan bij de balie. Kom"))
    acts = talk.say("", over_us=True)
    assert texts(acts) == ["Kom zelf naar Marktplein 1.", sentence("more")]
    assert talk.outcome() == "answered"


def test_after_a_cough_repeat_is_still_the_whole_answer() -> None:
    talk = in_state("fresh")
    acts = talk.ask("ik wil een paspoort", {"paspoort": 0.9}, heard=False)
    talk.receive(said(says(acts)[1], talk.now, 0.6, "U vraagt een paspoort aan bij de balie. Kom"))
    talk.say("", over_us=True)
    assert texts(talk.say("herhaal")) == TOLD


@pytest.mark.parametrize("murmur", ["ja", "ja ja", "oké", "hm", "eh"])
def test_a_murmur_over_our_answer_is_no_answer(murmur: str) -> None:
    talk = in_state("fresh")
    acts = talk.ask("ik wil een paspoort", {"paspoort": 0.9}, heard=False)
    talk.receive(said(says(acts)[0], talk.now, 0.5, ""))
    assert texts(talk.say(murmur, over_us=True)) == TOLD


def test_a_yes_over_our_question_is_an_answer() -> None:
    talk = in_state("fresh")
    acts = talk.ask("wat moet ik meenemen voor een paspoort", {"paspoort": 0.9}, heard=False)
    *informing, question = says(acts)
    for say in informing:
        talk.receive(said(say, talk.now))
    talk.receive(said(question, talk.now, 0.5, ""))
    assert texts(talk.say("ja graag", over_us=True)) == [sentence("callback_ask_number")]


def test_a_cough_over_the_protected_greeting_brings_back_what_came_behind_it() -> None:
    talk = in_state("greeting not heard yet")
    acts = talk.say("", over_us=True)
    assert texts(acts) == [sentence("door"), sentence("first_question")]
    assert Hush() not in acts


def test_a_line_that_keeps_coughing_is_told_so() -> None:
    talk = in_state("after an answer")
    said_last = Say(text=ANSWER)
    for _ in range(2):
        talk.receive(said(said_last, talk.now, 0.1, ""))
        talk.say("", over_us=True, heard=False)
    assert texts(talk.say("", over_us=True)) == [sentence("not_heard_first")]


def test_sound_without_words_is_asked_about_in_other_words_each_time() -> None:
    talk = in_state("fresh")
    told = [texts(talk.say("")) for _ in range(8)]
    assert told == [
        [sentence("not_heard_first")],
        [sentence("not_heard_second"), sentence("keys_offer")],
        [sentence("offer_person")],
        [sentence("noise_keys")],
        *[[]] * 4,
    ]


def test_who_is_thinking_aloud_is_listened_to() -> None:
    assert in_state("fresh").say("eh ehm") == [Listen(expect=Expectation.OPEN)]


# -- the other commands ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turn", "name"),
    [
        ("help", "help"),
        ("bent u een mens?", "machine"),
        ("weet ik niet", "dont_know_ok"),
        ("opnieuw beginnen", "start_over"),
        ("stop", "end_question"),
        ("waar staat dat", "no_source"),
        ("wacht even", "waiting"),
        ("ja", "go_on"),
        ("nee", "end_question"),
    ],
)
def test_a_command_has_its_sentence(turn: str, name: str) -> None:
    acts = in_state("fresh").say(turn)
    assert isinstance(acts[0], Understand)
    assert acts[0].topic == "command"
    assert texts(acts) == [sentence(name)]


def test_whether_we_are_human_is_answered_honestly_and_a_person_is_near() -> None:
    talk = in_state("fresh")
    assert "computer" in words(talk.say("spreek ik met een mens"))
    assert texts(talk.say("ja graag")) == [sentence("callback_ask_number")]


def test_the_source_of_an_answer_is_told_with_its_date() -> None:
    acts = in_state("after an answer").say("waar staat dat")
    assert texts(acts)[0] == sentence("source", title="Paspoort aanvragen", date="05-01-2026")


def test_stop_over_our_voice_makes_us_silent_and_not_absent() -> None:
    acts = in_state("after an answer").say("stop", over_us=True)
    assert Hush() in acts
    assert texts(acts) == [sentence("hushed")]


@pytest.mark.parametrize("turn", ["stop", "ja", "tot ziens", "graag"])
def test_who_wants_to_end_is_let_go(turn: str) -> None:
    acts = in_state("asked whether to end").say(turn)
    assert acts[-1] == HangUp()
    assert texts(acts) == [sentence("goodbye")]


def test_who_does_not_want_to_end_goes_on() -> None:
    assert texts(in_state("asked whether to end").say("nee")) == [sentence("go_on")]


@pytest.mark.parametrize(
    ("state", "yes", "no"),
    [
        ("fresh", "go_on", "end_question"),
        ("after an answer", "go_on", "goodbye"),
        ("person offered to verify", "callback_ask_number", "no_person_needed"),
        ("person first", "callback_ask_number", "more"),
        ("fact expired", "callback_ask_number", "no_person_needed"),
        ("asked whether to end", "goodbye", "go_on"),
        ("after danger", "callback_ask_number", "no_person_needed"),
        ("long silence", "callback_ask_number", "no_person_needed"),
    ],
)
def test_yes_and_no_answer_what_was_asked_by_voice_and_by_key(
    state: str, yes: str, no: str
) -> None:
    for turns, name in (((("ja", "1"), yes)), (("nee dank u", "2"), no)):
        assert texts(in_state(state).say(turns[0])) == [sentence(name)], turns
        assert texts(in_state(state).key(turns[1])) == [sentence(name)], turns


@pytest.mark.parametrize("keys", ["#", "4", "5", "99"])
def test_keys_without_a_meaning_do_nothing(keys: str) -> None:
    assert in_state("after an answer").key(keys) == []


def test_a_goodbye_ends_the_call() -> None:
    talk = in_state("after an answer")
    assert talk.say("dank u wel tot ziens")[-1] == HangUp()


def test_dag_is_a_greeting_first_and_a_goodbye_at_the_end() -> None:
    assert not any(isinstance(act, HangUp) for act in in_state("fresh").say("dag"))
    assert in_state("after an answer").say("dag mevrouw")[-1] == HangUp()


# -- silence -----------------------------------------------------------------------------------


def test_silence_is_met_patiently_with_other_words_each_time() -> None:
    talk = in_state("after an answer")
    told = [texts(talk.silence(nth)) for nth in (1, 2, 3)]
    assert told == [
        [sentence("listening")],
        [sentence("still_there"), sentence("more")],
        [sentence("silence_keys")],
    ]
    assert texts(talk.say("ja")) == [sentence("callback_ask_number")]


def test_after_danger_silence_brings_the_number_again() -> None:
    talk = in_state("after danger")
    talk.silence(1)
    assert words(talk.silence(2)).count("112") >= 2


def test_only_the_last_silence_ends_the_call() -> None:
    talk = in_state("fresh")
    acts = talk.silence(len(SILENCES_SECONDS))
    assert texts(acts) == [sentence("silence_goodbye")]
    assert acts[-1] == HangUp()


# -- outcomes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("fresh", "abandoned"),
        ("after an answer", "answered"),
        ("looking up", "abandoned"),
        ("fact expired", "abandoned"),
        ("callback, time", "callback"),
        ("callback, noted", "callback"),
        ("after danger", "emergency"),
    ],
)
def test_the_outcome_is_what_the_caller_came_away_with(state: str, outcome: str) -> None:
    assert in_state(state).outcome() == outcome


def test_an_answer_cut_off_is_no_answer() -> None:
    talk = in_state("fresh")
    acts = talk.ask("ik wil een paspoort", {"paspoort": 0.9}, heard=False)
    talk.receive(said(says(acts)[1], talk.now, 0.95, "U vraagt een paspoort aan"))
    assert talk.outcome() == "abandoned"


def test_what_was_never_said_answers_nothing() -> None:
    talk = in_state("fresh")
    talk.receive(
        Said(at=MONDAY, text=ANSWER, heard_text=ANSWER, played_seconds=1.0, total_seconds=1.0)
    )
    assert talk.outcome() == "abandoned"


def test_an_answer_after_a_refusal_is_an_answer() -> None:
    talk = in_state("fresh")
    talk.ask("hoe laat gaat de trein", {"out_of_scope": 0.9})
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert talk.outcome() == "answered"


def test_danger_stays_the_outcome_whatever_follows() -> None:
    talk = in_state("after danger")
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    for turn in ("medewerker", "06 12345678", "ja", "ochtend"):
        talk.say(turn)
    assert talk.outcome() == "emergency"


def test_a_call_keeps_the_knowledge_that_it_began_with() -> None:
    first, second = in_state("after an answer"), in_state("after an answer")
    assert first.everything == second.everything
    assert knowledge().topics["paspoort"].version


def test_a_cough_when_all_was_heard_says_nothing_again() -> None:
    assert in_state("after an answer").say("", over_us=True) == []


# -- over a protected sentence -------------------------------------------------------------------


def reading_back() -> Talk:
    """We repeat a number, and have not finished."""
    talk = in_state("fresh")
    talk.say("ik wil teruggebeld worden")
    talk.say("nul zes twaalf vierendertig zesenvijftig achtenzeventig", heard=False)
    return talk


def test_the_number_is_read_back_in_a_protected_sentence() -> None:
    talk = reading_back()
    assert any(say.protected and "06-12345678" in say.text for say in says(talk.everything))


@pytest.mark.parametrize("text", ["nee", "nee dat klopt niet", "stop"])
def test_no_and_stop_end_even_a_protected_sentence(text: str) -> None:
    acts = reading_back().say(text, over_us=True)
    assert Hush() in acts
    assert acts.index(Hush()) < next(n for n, act in enumerate(acts) if isinstance(act, Say))


def test_yes_lets_a_protected_sentence_be_said_to_its_end() -> None:
    assert Hush() not in reading_back().say("ja", over_us=True)


def test_a_person_ends_it_too() -> None:
    assert Hush() in in_state("greeting not heard yet").say("een medewerker", over_us=True)
