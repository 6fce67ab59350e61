"""What stays of a call: a message, a code, what was noted, and what is forgotten."""

import pytest

from dialog.acts import Expectation, Listen, RequestCallback, Transfer
from dialog.after_words import AFTER
from dialog.commands import Command, command
from dialog.events import Rung
from dialog.services import OK, Outcome
from dialog.text_message import MOST_PARTS, parts
from tests.dialog.errand_calls import ErrandTalk, town
from tests.dialog.small_services import SmallServices
from tests.dialog.talking import words

MOBILE, LANDLINE = "0612345678", "0162123456"
BOOKING = "ik wil een afspraak maken voor mijn paspoort"


def talk(
    caller: str | None = MOBILE,
    services: SmallServices | None = None,
    code: str | None = "482913",
    left: str | None = None,
) -> ErrandTalk:
    made = ErrandTalk(services)
    made.receive(Rung(at=made.now, caller=caller, code=code, left=left))
    return made


def sent(made: ErrandTalk) -> list[dict[str, str]]:
    return [values for service, values in made.services.asked if service == "message.send"]


def answered(caller: str | None = MOBILE, services: SmallServices | None = None) -> ErrandTalk:
    made = talk(caller, services)
    made.turn("kwijtschelding|hoe zit het met kwijtschelding")
    return made


# -- words ---------------------------------------------------------------------------------------


def test_no_sample_of_a_topic_is_taken_for_one_of_these() -> None:
    after = {Command(name) for name in AFTER}
    for topic in town().topics.values():
        for line in (each for lines in topic.samples.values() for each in lines):
            assert command(line) not in after


# -- in writing ----------------------------------------------------------------------------------


def test_an_answer_goes_to_the_callers_own_mobile_after_a_yes() -> None:
    made = answered()
    asked = made.turn("kunt u dat sms'en")
    assert "06-12345678" in words(asked)
    assert "Klopt dat?" in words(asked)
    assert sent(made) == []
    assert "onderweg" in words(made.turn("ja"))
    (message,) = sent(made)
    assert message["telefoon"] == MOBILE
    assert "Dit is het antwoord over kwijtschelding." in message["tekst"]
    assert "482913" in message["tekst"]
    assert parts(message["tekst"]) <= MOST_PARTS


def test_a_no_sends_nothing_and_asks_for_another_way() -> None:
    made = answered()
    made.turn("kunt u dat sms'en")
    assert "brief" in words(made.turn("nee"))
    assert sent(made) == []


def test_another_number_is_read_back_before_anything_is_sent() -> None:
    made = answered()
    made.turn("kunt u dat sms'en")
    asked = made.turn("nee naar nul zes acht zeven zes vijf vier drie twee een")
    assert "06-87654321" in words(asked)
    assert sent(made) == []
    made.turn("ja")
    assert [message["telefoon"] for message in sent(made)] == ["0687654321"]


@pytest.mark.parametrize("caller", [LANDLINE, None])
def test_without_a_mobile_number_we_ask_how_and_where_to(caller: str | None) -> None:
    made = answered(caller)
    assert "sms, of in een brief" in words(made.turn("kunt u dat sms'en"))
    assert "mobiel nummer" in words(made.turn("een sms"))
    assert "06-12345678" in words(made.turn(MOBILE))
    assert "onderweg" in words(made.turn("ja"))
    assert [message["telefoon"] for message in sent(made)] == [MOBILE]


def test_keys_alone_will_do() -> None:
    made = answered(None)
    made.turn("kunt u dat sms'en")
    for keys in ("1", MOBILE, "1"):
        last = made.key(keys)
    assert "onderweg" in words(last)
    assert [message["telefoon"] for message in sent(made)] == [MOBILE]


def test_no_message_goes_to_a_landline() -> None:
    made = answered(None)
    made.turn("kunt u dat sms'en")
    made.turn("sms")
    told = words(made.turn("nul een zes twee een twee drie vier vijf zes"))
    assert "kan geen sms" in told
    assert "brief" in told
    assert sent(made) == []


@pytest.mark.parametrize("said", ["kunt u dat op papier sturen", "liever een brief"])
def test_a_letter_is_a_person_who_rings_back(said: str) -> None:
    made = answered()
    told = made.turn(said)
    assert "stuurt u een brief" in words(told)
    assert "06-12345678" in words(told)
    made.turn("ja")
    assert any(isinstance(act, RequestCallback) for act in made.turn("morgenochtend"))
    assert sent(made) == []


@pytest.mark.parametrize(
    ("status", "told"), [("later", "straks vanzelf weer"), ("refused", "lukt niet")]
)
def test_what_becomes_of_it_is_told_honestly(status: str, told: str) -> None:
    made = answered(services=SmallServices(message=status))
    made.turn("kunt u dat sms'en")
    said = words(made.turn("ja"))
    assert told in said
    assert "onderweg" not in said


def test_each_message_wants_its_own_yes() -> None:
    made = answered()
    made.turn("kunt u dat sms'en")
    made.turn("ja")
    made.turn("kunt u dat sms'en")
    assert len(sent(made)) == 1
    made.turn("ja")
    assert len(sent(made)) == 2


def test_before_any_answer_there_is_nothing_to_send() -> None:
    assert "Wat is uw vraag?" in words(talk().turn("kunt u dat sms'en"))


def test_in_an_errand_it_waits() -> None:
    made = answered()
    made.turn(f"afspraak_maken|{BOOKING}")
    told = words(made.turn("kunt u dat sms'en"))
    assert "Dat kan straks." in told
    assert "komt u goed uit" in told


def test_nothing_of_the_caller_stands_in_the_message() -> None:
    made = talk()
    for turn in (f"afspraak_maken|{BOOKING}", "morgen om 10 uur", "Jansen", "ja"):
        made.turn(turn)
    made.turn("kwijtschelding|hoe zit het met kwijtschelding")
    made.turn("kunt u dat sms'en")
    made.turn("ja")
    (message,) = sent(made)
    assert not any(word in message["tekst"] for word in ("Jansen", MOBILE, "10:00", "paspoort"))


# -- the code ------------------------------------------------------------------------------------


def test_the_code_is_said_in_pairs_and_asked_again_what_was_asked() -> None:
    made = talk()
    assert "48 … 29 … 13" in words(made.turn("wat is mijn gesprekscode"))
    made.turn(f"afspraak_maken|{BOOKING}")
    told = words(made.turn("wat is mijn gesprekscode"))
    assert "48 … 29 … 13" in told
    assert "komt u goed uit" in told


def test_without_a_code_that_is_told() -> None:
    assert "geen code" in words(talk(code=None).turn("wat is mijn gesprekscode"))


def test_who_leaves_something_hears_the_code_at_goodbye_once() -> None:
    made = talk()
    made.turn(f"afspraak_maken|{BOOKING}")
    made.turn("medewerker")
    made.turn("stop")
    acts = made.turn("nee")
    acts = [*acts, *made.turn("tot ziens")]
    assert words(acts).count("48 … 29 … 13") <= 1


def test_who_only_asked_something_hears_no_code() -> None:
    made = answered()
    assert "gesprekscode" not in words(made.turn("tot ziens"))


# -- going on ------------------------------------------------------------------------------------

OPENED = Outcome(
    OK,
    (("script", "afspraak_maken"), ("onderwerp", "afspraak_maken")),
    (
        (("soort", "slot"), ("naam", "product"), ("waarde", "paspoort")),
        (("soort", "slot"), ("naam", "datum"), ("waarde", "2026-12-01")),
        (("soort", "slot"), ("naam", "tijd"), ("waarde", "10:00")),
        (("soort", "slot"), ("naam", "geen_slot"), ("waarde", "x")),
        (("soort", "genoteerd"), ("naam", "naam"), ("waarde", "Jansen")),
    ),
)


def test_the_same_telephone_is_asked_whether_to_go_on_and_hears_only_what() -> None:
    made = ErrandTalk(SmallServices(opens=[OPENED]))
    acts = made.receive(Rung(at=made.now, caller=MOBILE, left="afspraak_maken"))
    assert words(acts).endswith("U was bezig met een afspraak maken. Zullen we verdergaan?")
    assert acts[-1] == Listen(expect=Expectation.YES_NO)
    told = words(made.turn("ja"))
    assert "we gaan verder" in told
    assert "Op welke naam" in told


def test_a_no_begins_as_always_and_a_question_is_answered() -> None:
    made = talk(left="afspraak_maken")
    assert "Waarvoor belt u?" in words(made.turn("nee"))
    made = talk(left="afspraak_maken")
    told = words(made.turn("kwijtschelding|hoe zit het met kwijtschelding"))
    assert "antwoord over kwijtschelding" in told
    assert made.services.asked == []


def test_a_key_takes_it_up_too() -> None:
    made = talk(left="afspraak_maken", services=SmallServices(opens=[OPENED]))
    assert "we gaan verder" in words(made.key("1"))


def test_a_code_by_voice_or_keys_opens_the_call() -> None:
    for turns in (
        ("ik heb een code", "achtenveertig negenentwintig dertien"),
        ("ik was net aan het bellen", "!482913"),
    ):
        made = talk(services=SmallServices(opens=[OPENED]))
        acts = [made.turn(turn) for turn in turns]
        assert "gesprekscode" in words(acts[0])
        assert made.services.asked[0] == ("call.open", {"gesprekscode": "482913"})
        assert "we gaan verder" in words(acts[1])


def test_from_elsewhere_a_fact_is_asked_and_nothing_is_told_before_it() -> None:
    made = talk(
        services=SmallServices(opens=[Outcome("fact"), Outcome("wrong"), Outcome("fact"), OPENED])
    )
    made.turn("ik heb een code")
    asked = words(made.turn("!482913"))
    assert "Welk telefoonnummer" in asked
    wrong = words(made.turn("0687654321"))
    assert "niet wat ik toen hoorde" in wrong
    for told in (asked, wrong):
        assert not any(word in told for word in ("paspoort", "afspraak", "Jansen"))
    assert "we gaan verder" in words(made.turn("4991 AB"))
    assert made.services.asked[-1][0] != "call.open" or "postcode" in made.services.asked[-1][1]


def test_a_code_that_is_locked_leads_to_a_person() -> None:
    made = talk(services=SmallServices(opens=[Outcome("locked")]))
    made.turn("ik heb een code")
    acts = made.turn("!482913")
    assert "werkt niet meer" in words(acts)
    assert any(isinstance(act, Transfer) for act in acts) or "terug" in words(acts)


def test_who_has_no_code_is_not_kept() -> None:
    made = talk()
    made.turn("ik was net aan het bellen")
    assert "opnieuw beginnen" in words([*made.turn("die heb ik niet"), *made.turn("weet ik niet")])


def test_a_call_in_which_nothing_was_left_says_so() -> None:
    made = talk(services=SmallServices(opens=[Outcome(OK, (), OPENED.options[-1:])]))
    made.turn("ik heb een code")
    assert "niets blijven liggen" in words(made.turn("!482913"))
    assert "de naam: Jansen" in words(made.turn("wat hebt u opgeschreven"))


@pytest.mark.parametrize("said", ["medewerker", "mijn huis staat in brand"])
def test_a_person_and_danger_come_first_at_every_question(said: str) -> None:
    def states() -> list[ErrandTalk]:
        offered = talk(left="afspraak_maken")
        asked = talk()
        asked.turn("ik heb een code")
        sending = answered()
        sending.turn("kunt u dat sms'en")
        forgetting = talk()
        forgetting.turn("vergeet dit gesprek")
        return [offered, asked, sending, forgetting]

    for made in states():
        acts = made.turn(said)
        help_comes = any(isinstance(act, Transfer | RequestCallback) for act in acts)
        assert help_comes or "112" in words(acts) or "belt u terug" in words(acts)


# -- what was noted, and forgetting --------------------------------------------------------------


def test_what_was_noted_is_read_back_with_its_topics() -> None:
    made = answered()
    made.turn(f"afspraak_maken|{BOOKING}")
    made.turn("dinsdag om 10 uur")
    told = words(made.turn("wat hebt u opgeschreven"))
    assert "U vroeg naar kwijtschelding." in told
    assert "Ik noteerde waarvoor u komt: paspoort." in told
    assert "dinsdag 1 december" in told


def test_where_nothing_was_noted_that_is_told() -> None:
    assert "nog niets opgeschreven" in words(talk().turn("wat hebt u opgeschreven"))


def test_forgetting_wants_a_yes_and_leaves_nothing_to_go_on_with() -> None:
    made = talk()
    made.turn(f"afspraak_maken|{BOOKING}")
    assert "Zal ik dat doen?" in words(made.turn("vergeet dit gesprek"))
    assert ("call.forget", {}) not in made.services.asked
    assert made.conversation.after.unfinished
    assert "wis ik alles" in words(made.turn("ja"))
    assert ("call.forget", {}) in made.services.asked
    assert not made.conversation.after.unfinished
    assert "geen code" in words(made.turn("wat is mijn gesprekscode"))
    assert "nog niets opgeschreven" in words(made.turn("wat hebt u opgeschreven"))


def test_a_no_to_forgetting_offers_what_was_at_hand() -> None:
    made = talk()
    made.turn(f"afspraak_maken|{BOOKING}")
    made.turn("vergeet dit gesprek")
    assert "een afspraak maken" in words(made.turn("nee"))
    assert "komt u goed uit" in words(made.turn("ja"))


def test_what_cannot_be_forgotten_now_is_told() -> None:
    made = talk(services=SmallServices(broken={"call.forget"}))
    made.turn("vergeet dit gesprek")
    assert "lukt bij ons nu niet" in words(made.turn("ja"))


def test_keys_alone_find_the_code_and_the_message_in_the_menu() -> None:
    for title, expected in (("een eerder gesprek", "gesprekscode"), ("een sms", "Klopt dat?")):
        made = answered()
        told = words(made.key("3"))
        for _ in range(12):
            if title in told:
                break
            told = words(made.key("8"))
        chosen = next(key for key in "3456" if f"{title}" in _option(told, key))
        assert expected in words(made.key(chosen))


def _option(told: str, key: str) -> str:
    """What is said before 'toetst u 3'."""
    before, found, _ = told.partition(f"toetst u {key}.")
    return before.rpartition("Voor ")[2] if found else ""
