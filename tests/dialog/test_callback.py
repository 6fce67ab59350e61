"""The errand 'ring me back', in the words of callers and by keys."""

from datetime import date

import pytest

from dialog.acts import Act, Expectation, Fill, Hush, Listen, RequestCallback
from tests.dialog.talking import MONDAY, STATES, Talk, in_state, says, sentence, words

NUMBER = "0612345678"
NINE = MONDAY.replace(hour=8)
"""On the wall in Zonnedael: the day has just begun."""
READ_BACK = sentence("callback_read_back", number="06-12345678")
HOW_PEOPLE_SAY_IT = (
    "nul zes twaalf vierendertig zesenvijftig achtenzeventig",
    "nul zes, één twee drie vier vijf zes zeven acht",
    "06 12345678",
    "06-12 34 56 78",
    "eh mijn nummer is nul zes twaalf drieduizend... nee 06 12 34 56 78",
    "plus eenendertig zes twaalf vierendertig zesenvijftig achtenzeventig",
    "u kunt mij bellen op 0612345678",
    "u kunt mij terugbellen op 0612345678",
    "een medewerker mag bellen op 0612345678",
)


def noted(acts: list[Act]) -> RequestCallback:
    return next(act for act in acts if isinstance(act, RequestCallback))


def choosing_time() -> Talk:
    talk = Talk(begin=NINE)
    STATES["callback, time"](talk)
    return talk


def arrange(talk: Talk, *turns: str) -> list[Act]:
    acts: list[Act] = []
    for turn in turns:
        acts = talk.say(turn)
    return acts


@pytest.mark.parametrize("text", HOW_PEOPLE_SAY_IT)
def test_a_number_is_understood_however_it_is_said_and_read_back(text: str) -> None:
    acts = in_state("callback, number").say(text, confidence=0.8)
    assert Fill(slot="telefoon", value=NUMBER, confidence=0.8, confirmed=False) in acts
    assert words(acts) == READ_BACK
    assert says(acts)[-1].protected
    assert not says(acts)[-1].fixed
    assert acts[-1] == Listen(expect=Expectation.YES_NO)


@pytest.mark.parametrize("keys", [NUMBER, f"{NUMBER}#"])
def test_a_number_may_be_keyed(keys: str) -> None:
    acts = in_state("callback, number").key(keys)
    assert words(acts) == READ_BACK
    assert Fill(slot="telefoon", value=NUMBER, confidence=1.0, confirmed=False) in acts


def test_while_a_number_is_asked_for_keys_are_digits() -> None:
    acts = in_state("callback, number").key("9")
    assert words(acts) == sentence("callback_number_again")
    assert words(in_state("callback, number").key("#")) == sentence("callback_ask_number")


def test_the_whole_way() -> None:
    talk = in_state("callback, read back")
    acts = talk.say("ja dat klopt")
    assert Fill(slot="telefoon", value=NUMBER, confidence=1.0, confirmed=True) in acts
    assert words(acts) == sentence("callback_ask_time")
    acts = talk.say("dinsdagmiddag graag")
    assert noted(acts) == RequestCallback(
        telephone=NUMBER,
        when="dinsdagmiddag",
        topic=None,
        department="burgerzaken",
        day=date(2026, 11, 24),
        window="13:00-17:00",
    )
    assert says(acts)[-1].text == sentence(
        "callback_done",
        department="Het team Burgerzaken",
        when="dinsdagmiddag, tussen 13:00 en 17:00",
        number="06-12345678",
    )
    assert says(acts)[-1].protected
    assert talk.outcome() == "callback"


def test_the_topic_at_hand_decides_who_rings_back() -> None:
    talk = Talk()
    talk.ring()
    talk.ask("ik wil van mijn bank af", {"grofvuil": 0.9})
    acts = arrange(talk, "medewerker", "0612345678", "ja", "ochtend")
    assert (noted(acts).department, noted(acts).topic) == ("afval", "grofvuil")


@pytest.mark.parametrize("yes", ["ja", "ja graag", "ja dat is mijn nummer", "dat klopt", "prima"])
def test_the_number_that_rings_is_offered(yes: str) -> None:
    talk = in_state("callback, known number")
    acts = talk.say(yes)
    assert Fill(slot="telefoon", value="0201234567", confidence=1.0, confirmed=True) in acts
    assert words(acts) == sentence("callback_ask_time")


def test_another_number_may_be_given_at_once() -> None:
    talk = in_state("callback, known number")
    assert words(talk.say("nee liever op 06 12345678")) == READ_BACK


def test_no_to_the_number_that_rings_asks_for_another() -> None:
    acts = in_state("callback, known number").say("nee")
    assert words(acts) == sentence("callback_other_number")
    assert acts[-1] == Listen(expect=Expectation.NUMBER)


@pytest.mark.parametrize("caller", [None, "anonymous", "", "+32470123456", "112"])
def test_a_number_that_cannot_be_rung_back_is_not_offered(caller: str | None) -> None:
    talk = Talk()
    talk.ring(caller)
    assert words(talk.key("0")) == sentence("callback_ask_number")


def test_a_number_said_with_the_wish_is_not_asked_for_again() -> None:
    talk = in_state("fresh")
    assert words(talk.say("kunt u mij terugbellen op 06 12345678")) == READ_BACK


def test_a_number_given_to_the_offer_of_a_person_is_a_yes() -> None:
    talk = in_state("person offered to verify")
    assert words(talk.say("06 12345678")) == READ_BACK


def test_no_goes_down_the_ladder_and_ends_kindly() -> None:
    talk = in_state("callback, read back")
    assert words(talk.say("nee")) == sentence("callback_number_wrong")
    talk.say("06 12345679")
    assert words(talk.say("nee fout")) == sentence("callback_number_keys")
    talk.say("06 12345670")
    acts = talk.say("nee dat klopt niet")
    assert words(acts) == sentence("callback_gave_up")
    assert talk.ask("wat kost een paspoort", {"paspoort": 0.9})
    assert talk.outcome() == "answered"


def test_a_part_of_a_number_goes_down_the_same_ladder() -> None:
    talk = in_state("callback, number")
    told = [words(talk.say(f"nul zes {digits}")) for digits in ("een twee", "drie", "vier")]
    assert told == [
        sentence(f"callback_{name}") for name in ("number_again", "number_keys", "gave_up")
    ]


def test_a_new_number_in_the_same_breath_as_no_counts() -> None:
    acts = in_state("callback, read back").say("nee, nul zes elf vierendertig 56 78")
    assert words(acts) == sentence("callback_read_back", number="06-11345678")


def test_the_same_number_again_is_a_yes() -> None:
    acts = in_state("callback, read back").say("06 12345678")
    assert words(acts) == sentence("callback_ask_time")


def test_neither_yes_nor_no_is_asked_about_in_other_words_each_time() -> None:
    talk = in_state("callback, read back")
    told = [words(talk.say("tja")) for _ in range(3)]
    assert told[0] == sentence("callback_yes_or_no", number="06-12345678")
    assert told[1] == READ_BACK
    assert told[2] == told[0]


def test_who_does_not_know_the_number_gets_time_to_find_it() -> None:
    talk = in_state("callback, number")
    assert words(talk.say("dat weet ik niet uit mijn hoofd")) == sentence("callback_number_unknown")
    assert words(talk.say("momentje")) == sentence("waiting")
    assert words(talk.say("06 12345678")) == READ_BACK


# -- the time ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turns", "when"),
    [
        (["ochtend"], "vandaag in de ochtend"),
        (["maakt niet uit"], "vandaag in de ochtend of in de middag"),
        (["bel me morgenmiddag maar terug"], "morgenmiddag"),
        (["vrijdag", "middag"], "vrijdagmiddag"),
        (["maandag", "middag"], "maandag 30 november in de middag"),
        (["vanavond", "dan de middag"], "vandaag in de middag"),
        (["dinsdagavond", "dan de ochtend"], "dinsdagochtend"),
        (["zaterdag", "vrijdagochtend"], "vrijdagochtend"),
        (["zaterdagmiddag", "vrijdag"], "vrijdagmiddag"),
        (["eh tja", "weet ik niet", "pff"], "vandaag in de ochtend of in de middag"),
        (["vanavond", "in de avond", "toch de avond"], "vandaag in de ochtend of in de middag"),
        (["tot ziens"], "vandaag in de ochtend of in de middag"),
    ],
)
def test_a_time_is_noted(turns: list[str], when: str) -> None:
    assert noted(arrange(choosing_time(), *turns)).when == when


@pytest.mark.parametrize(
    ("key", "when"), [("1", "vandaag in de ochtend"), ("2", "vandaag in de middag")]
)
def test_a_time_may_be_keyed(key: str, when: str) -> None:
    assert noted(choosing_time().key(key)).when == when


@pytest.mark.parametrize(
    ("text", "name"),
    [("vanavond", "callback_evening"), ("zaterdag in de middag", "callback_weekend")],
)
def test_nobody_rings_in_the_evening_or_at_the_weekend(text: str, name: str) -> None:
    assert words(in_state("callback, time").say(text)) == sentence(name)


def test_nobody_rings_on_a_holiday() -> None:
    talk = Talk(begin=NINE.replace(month=4, day=26))
    talk.ring()
    acts = arrange(talk, "medewerker", "06 12345678", "ja", "morgenmiddag")
    assert words(acts) == sentence("callback_holiday", day="morgen", holiday="Koningsdag")


def test_tomorrow_may_be_a_saturday() -> None:
    talk = Talk(begin=MONDAY.replace(day=27))
    talk.ring()
    acts = arrange(talk, "medewerker", "06 12345678", "ja", "morgenmiddag")
    assert words(acts) == sentence("callback_weekend")


def test_a_number_corrected_at_the_time_is_read_back() -> None:
    acts = in_state("callback, time").say("o nee het nummer is 06 11345678")
    assert words(acts) == sentence("callback_read_back", number="06-11345678")


def test_an_english_callback_is_noted_in_dutch_and_told_in_english() -> None:
    talk = in_state("english")
    acts = arrange(talk, "operator", "my number is 06 12345678", "yes", "tomorrow morning please")
    assert noted(acts).when == "morgenochtend"
    assert "That is tomorrow in the morning, between 09:00 and 12:00." in words(acts)
    assert all(say.language == "en" for say in says(acts))


# -- other things in the middle ----------------------------------------------------------------


def test_a_question_in_the_middle_is_answered_and_the_errand_goes_on() -> None:
    talk = in_state("callback, time")
    acts = talk.ask("wat kost eigenlijk een paspoort vanmiddag", {"paspoort": 0.9})
    assert "€ 86,50" in words(acts)
    assert says(acts)[-1].text == sentence("callback_ask_time")
    assert "ochtend" in noted(talk.say("ochtend")).when


def test_a_question_at_the_number_is_answered_and_costs_no_try() -> None:
    talk = in_state("callback, number")
    acts = talk.ask("wat kost een paspoort eigenlijk", {"paspoort": 0.9})
    assert says(acts)[-1].text == sentence("callback_ask_number")
    assert acts[-1] == Listen(expect=Expectation.NUMBER)
    assert words(talk.say("nul zes een")) == sentence("callback_number_again")


def test_words_that_are_no_clear_question_are_a_failed_answer() -> None:
    acts = in_state("callback, number").ask("ik zit hier met de hond", {"grofvuil": 0.2})
    assert words(acts) == sentence("callback_number_none")


@pytest.mark.parametrize("turn", ["bedankt hoor", "dank u wel", "hallo", "ja"])
def test_a_courtesy_in_the_middle_costs_no_try(turn: str) -> None:
    talk = in_state("callback, number")
    assert words(talk.say(turn)) == sentence("callback_ask_number")
    assert words(talk.say("nul zes een")) == sentence("callback_number_again")


def test_an_expired_fact_in_the_middle_is_not_guessed() -> None:
    talk = Talk(begin=MONDAY.replace(year=2027))
    talk.ring()
    talk.key("0")
    acts = talk.ask("wat kost een paspoort eigenlijk", {"paspoort": 0.9})
    assert says(acts)[0].text == sentence("not_valid_now")
    assert says(acts)[-1].text == sentence("callback_ask_number")


@pytest.mark.parametrize("state", ["callback, number", "callback, known number",
                                   "callback, read back", "callback, time"])  # fmt: skip
@pytest.mark.parametrize("over_us", [False, True])
def test_stop_leaves_the_errand(state: str, over_us: bool) -> None:
    talk = in_state(state)
    assert words(talk.say("stop", over_us=over_us)) == sentence("callback_cancelled")
    assert talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert talk.outcome() == "answered"


def test_no_to_the_question_for_a_number_leaves_the_errand() -> None:
    assert words(in_state("callback, number").say("nee")) == sentence("callback_cancelled")


def test_back_is_the_number_again() -> None:
    acts = in_state("callback, time").say("terug")
    assert words(acts) == sentence("callback_ask_number")


@pytest.mark.parametrize("turn", ["herhaal", "wat zegt u"])
def test_the_question_is_repeated_and_the_errand_goes_on(turn: str) -> None:
    talk = in_state("callback, read back")
    acts = talk.say(turn)
    assert says(acts)[-1].text == READ_BACK
    assert says(acts)[-1].protected
    assert words(talk.say("ja")) == sentence("callback_ask_time")


@pytest.mark.parametrize(
    ("turn", "aside"), [("help", "callback_help"), ("bent u een mens", "machine_short")]
)
def test_an_aside_is_answered_before_the_question_comes_again(turn: str, aside: str) -> None:
    acts = in_state("callback, time").say(turn)
    assert [say.text for say in says(acts)] == [sentence(aside), sentence("callback_ask_time")]


def test_the_number_once_given_is_offered_for_a_second_callback() -> None:
    acts = in_state("callback, noted").key("0")
    assert words(acts) == sentence("callback_ask_known", number="06-12345678")


def test_sound_without_words_three_times_leads_to_the_keypad_and_not_in_circles() -> None:
    talk = in_state("callback, number missed")
    told = [words(talk.say("")) for _ in range(3)]
    assert told == [
        sentence("not_heard_first"),
        f"{sentence('calm_offer')} {sentence('not_heard_second')}",  # once in a call
        sentence("callback_number_keys"),
    ]


def test_silence_asks_again_in_other_words_each_time() -> None:
    talk = in_state("callback, number")
    told = [words(talk.silence(nth)) for nth in (1, 2, 3)]
    assert len(set(told)) == 3
    assert told[1].endswith(sentence("callback_ask_number"))


def test_keys_in_the_errand_fall_silent_first() -> None:
    assert isinstance(in_state("callback, read back").key("1")[0], Hush)


def test_tries_at_the_number_do_not_count_against_the_time() -> None:
    talk = in_state("callback, number")
    acts = arrange(talk, "nul zes een", "nul zes twee", "06 12345678", "ja", "tja")
    assert words(acts) == sentence("callback_time_again")


def test_when_may_be_told_before_the_number() -> None:
    talk = Talk()
    talk.ring()
    talk.key("0")
    acts = talk.say("belt u mij dan morgen maar in de ochtend")
    assert acts[-1] == Listen(expect=Expectation.NUMBER)
    talk.say("nul zes twaalf vierendertig zesenvijftig achtenzeventig")
    done = next(act for act in talk.say("ja") if isinstance(act, RequestCallback))
    assert done.when == "morgenochtend"
