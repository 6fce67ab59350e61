"""In the queue: the caller's place and time in plain words, seldom, and a callback at any time."""

import pytest

from dialog.acts import Act, CancelTransfer, Hush, RequestCallback
from dialog.events import Rung, TransferStage
from dialog.waiting import place_in_words, time_in_words
from tests.dialog.staffed import in_line, staffed, still_in_line
from tests.dialog.talking import Talk, says, sentence

ASKS_NUMBER = sentence("callback_ask_number")


def waiting() -> Talk:
    """A caller for whom agents are rung."""
    talk = Talk(staffed())
    talk.receive(Rung(at=talk.now, open=True))
    talk.say("medewerker")
    return talk


def told(acts: list[Act]) -> list[str]:
    return [say.text for say in says(acts)]


def place(name: str, words: str, language: str = "nl") -> str:
    return sentence(f"queue_{name}place", language, place=words)


def takes(words: str, name: str = "time", language: str = "nl") -> str:
    return sentence(f"queue_{name}", language, wait=words)


# -- what is told ------------------------------------------------------------------------------


def test_who_comes_in_line_hears_place_time_and_that_we_can_ring_back() -> None:
    assert told(in_line(waiting())) == [
        place("", "derde"), takes("ongeveer vier minuten"), sentence("queue_callback"),
    ]  # fmt: skip


def test_who_comes_next_hears_that_and_no_number() -> None:
    assert told(in_line(waiting(), 1, 40))[:2] == [
        sentence("queue_first"), takes("minder dan een minuut"),
    ]  # fmt: skip


def test_what_cannot_be_told_honestly_is_not_told() -> None:
    assert told(in_line(waiting(), 2, None)) == [
        place("", "tweede"), sentence("queue_callback"),
    ]  # fmt: skip
    assert told(in_line(waiting(), 31, None))[0] == sentence("queue_far")


def test_english_callers_hear_it_in_english() -> None:
    talk = Talk(staffed())
    talk.receive(Rung(at=talk.now, open=True))
    talk.say("can I speak to a real person please")
    assert told(in_line(talk)) == [
        place("", "third", "en"),
        takes("about four minutes", language="en"),
        sentence("queue_callback", "en"),
    ]


def test_who_is_in_danger_hears_no_place() -> None:
    talk = Talk(staffed())
    talk.receive(Rung(at=talk.now, open=True))
    talk.say("er is brand")
    assert in_line(talk, None, None) == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "minder dan een minuut"), (59, "minder dan een minuut"),
        (60, "ongeveer een minuut"), (100, "ongeveer twee minuten"),
        (290, "ongeveer vijf minuten"), (340, "ongeveer tien minuten"),
        (600, "ongeveer tien minuten"), (610, "ongeveer een kwartier"),
        (900, "ongeveer een kwartier"), (901, "langer dan een kwartier"),
    ],
)  # fmt: skip
def test_time_is_rounded_as_people_do_and_rather_up(seconds: float, words: str) -> None:
    assert time_in_words(seconds, "nl") == words


def test_other_languages_have_the_dutch_words_and_far_places_none() -> None:
    assert time_in_words(60, "pap") == "ongeveer een minuut"
    assert place_in_words(2, "pap") == "tweede"
    assert [place_in_words(n, "nl") for n in (0, 20, 21)] == [None, "twintigste", None]


# -- how often ---------------------------------------------------------------------------------


def test_within_half_a_minute_nothing_is_said_again() -> None:
    talk = waiting()
    in_line(talk)
    assert still_in_line(talk, 15, position=1, seconds=60) == []


def test_after_half_a_minute_only_what_changed_is_said() -> None:
    talk = waiting()
    in_line(talk)
    assert told(still_in_line(talk, 30, 2, 240)) == [place("now_", "tweede")]
    assert told(still_in_line(talk, 30, 2, 120)) == [takes("ongeveer twee minuten", "now_time")]
    assert told(still_in_line(talk, 30, 1, 70)) == [
        sentence("queue_now_first"), takes("ongeveer een minuut", "now_time"),
    ]  # fmt: skip


def test_without_a_change_we_are_heard_after_a_minute() -> None:
    talk = waiting()
    in_line(talk)
    assert still_in_line(talk, 45) == []
    assert told(still_in_line(talk, 15)) == [place("still_", "derde")]


def test_while_somebody_is_rung_the_caller_hears_that() -> None:
    talk = waiting()
    in_line(talk)
    stays = sentence("transfer_stays", department="het klantcontactcentrum")
    assert still_in_line(talk, 15, None, None) == []
    assert told(still_in_line(talk, 15, None, None)) == [stays]


def test_who_comes_back_in_line_is_not_told_the_same_at_once() -> None:
    talk = waiting()
    in_line(talk)
    talk.moved(TransferStage.DECLINED)
    assert in_line(talk) == []


@pytest.mark.parametrize("turn", ["medewerker", "help", "wacht even", "hallo"])
def test_who_asks_how_far_it_is_is_told(turn: str) -> None:
    talk = waiting()
    in_line(talk)
    assert told(talk.say(turn)) == [place("still_", "derde"), takes("ongeveer vier minuten")]


# -- a callback --------------------------------------------------------------------------------


def test_beyond_five_minutes_we_offer_to_ring_back() -> None:
    talk = waiting()
    assert told(in_line(talk, 5, 600)) == [
        place("", "vijfde"), takes("ongeveer tien minuten"), sentence("queue_offer"),
    ]  # fmt: skip
    acts = talk.say("ja graag")
    assert CancelTransfer() in acts
    assert told(acts) == [ASKS_NUMBER]


def test_who_says_no_to_that_stays_in_line() -> None:
    talk = waiting()
    in_line(talk, 5, 600)
    acts = talk.say("nee")
    assert told(acts) == [sentence("queue_waits")]
    assert CancelTransfer() not in acts
    assert CancelTransfer() in talk.say("nee")


def test_a_yes_later_on_answers_nothing_any_more() -> None:
    talk = waiting()
    in_line(talk, 5, 600)
    still_in_line(talk, 30, 4, 590)
    assert told(talk.say("ja")) == []


@pytest.mark.parametrize("seconds", [60.0, 600.0])
@pytest.mark.parametrize("turn", ["bel mij terug", "bel mij maar terug", "call me back"])
def test_who_waits_may_ask_to_be_rung_back_at_any_time(turn: str, seconds: float) -> None:
    talk = waiting()
    in_line(talk, 2, seconds)
    acts = talk.say(turn)
    assert CancelTransfer() in acts
    assert told(acts)[-1] in (ASKS_NUMBER, sentence("callback_ask_number", "en"))


def test_four_asks_the_same_and_nothing_once_an_agent_has_accepted() -> None:
    talk = waiting()
    in_line(talk)
    acts = talk.key("4")
    assert acts[:2] == [Hush(), CancelTransfer()]
    assert told(acts) == [ASKS_NUMBER]
    for turn in ("06 12345678", "ja", "morgenochtend"):
        acts = talk.say(turn)
    assert any(isinstance(act, RequestCallback) for act in acts)
    connecting = waiting()
    connecting.moved(TransferStage.ACCEPTED)
    assert connecting.key("4") == []


def test_stop_goes_back_to_us_and_questions_are_answered_meanwhile() -> None:
    talk = waiting()
    in_line(talk)
    answer = told(talk.ask("wat kost een paspoort", {"paspoort": 0.9}))
    assert answer[-3:] == [
        "Een paspoort kost € 86,50.", place("still_", "derde"), takes("ongeveer vier minuten"),
    ]  # fmt: skip
    acts = talk.say("stop")
    assert CancelTransfer() in acts
    assert told(acts) == [sentence("transfer_cancelled")]


def test_after_the_longest_wait_a_callback_is_arranged() -> None:
    talk = waiting()
    in_line(talk)
    failed = sentence("transfer_failed", department="het klantcontactcentrum")
    assert told(talk.moved(TransferStage.FAILED, None)) == [failed, ASKS_NUMBER]
