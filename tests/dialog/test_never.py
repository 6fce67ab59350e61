"""What never changes, in every state that a conversation can be in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.acts import (
    Act,
    CancelTransfer,
    Expectation,
    HangUp,
    Hush,
    Listen,
    LookUp,
    RequestCallback,
    Say,
    Transfer,
    Understand,
)
from dialog.agent_outcomes import AgentOutcome
from dialog.conversation import Conversation
from dialog.events import (
    Briefed,
    Candidate,
    Event,
    Exchanged,
    Failed,
    Found,
    Heard,
    HungUp,
    Keyed,
    Measured,
    NewsCame,
    OnHold,
    Performed,
    Rung,
    Said,
    SentBack,
    Silence,
    TakenOver,
    Talked,
    TransferMoved,
    TransferStage,
)
from dialog.handover import wants_callback
from dialog.knowledge import Knowledge
from dialog.silences import SILENCES_SECONDS
from dialog.wire import encode
from dialog.wording import NAMES
from tests.dialog.staffed import CONNECTING, STAFFED_STATES, WAITING, in_any_state, staffed
from tests.dialog.talking import (
    MONDAY,
    STATES,
    Talk,
    asks_for_number_or_time,
    in_state,
    knowledge,
    said,
    says,
    sentence,
    well_formed,
    with_sentences,
    words,
)

every_state = pytest.mark.parametrize("state", [*STATES, *STAFFED_STATES])

DIALOG = Path(__file__).parents[2] / "dialog"


# -- the first sentence ------------------------------------------------------------------------


def test_the_first_sentence_says_that_a_computer_answers() -> None:
    first = says(Talk().ring())[0]
    assert "computer" in first.text
    assert first.protected


@pytest.mark.parametrize("text", ["Goed.", "Ik ben een mens.", "Dag."])
def test_no_editor_can_take_the_first_sentence_away(text: str) -> None:
    first = says(Talk(with_sentences(dict.fromkeys(NAMES, text))).ring())[0]
    assert "computer" in first.text
    assert first.protected


def test_an_english_call_begins_so_too() -> None:
    acts = Conversation(knowledge(), language="en").receive(Rung(at=MONDAY))
    assert "computer" in says(acts)[0].text
    assert says(acts)[0].language == "en"


def test_the_first_sentence_cut_off_by_a_key_is_said_again_before_anything_else() -> None:
    talk = Talk()
    talk.ring(heard=False)
    acts = talk.key("0")
    assert "computer" in says(acts)[0].text
    assert asks_for_number_or_time(acts)


def test_once_heard_it_is_not_said_again() -> None:
    talk = Talk()
    talk.ring()
    assert "computer" not in words(talk.key("0"))


def test_danger_does_not_wait_for_the_first_sentence() -> None:
    talk = Talk()
    talk.ring(heard=False)
    assert "112" in says(talk.say("er is brand"))[0].text


@pytest.mark.parametrize("turn", ["ja", "ik wil een medewerker", "wat kost een paspoort"])
def test_after_danger_it_is_said_with_what_comes_next(turn: str) -> None:
    talk = Talk()
    talk.ring(heard=False)
    talk.say("er is brand", over_us=True)
    assert "computer" not in words(talk.silence(2)), "the number of danger goes first once more"
    acts = talk.say(turn)
    if isinstance(acts[-1], LookUp):
        acts = talk.find(turn, {"paspoort": 0.9})
    assert "computer" in says(acts)[0].text
    assert "computer" not in words(talk.say("ja"))


def test_the_greeting_fits_in_twelve_seconds() -> None:
    assert len(words(Talk().ring()).split()) <= 12 * 2.4  # 145 words a minute


# -- a person ----------------------------------------------------------------------------------

PERSON = [
    "medewerker",
    "Medewerker.",
    "een medewerker graag",
    "mede werker",
    "ik wil een mens",
    "mens",
    "mag ik een echt mens spreken",
    "geef mij maar een echte persoon",
    "ik wil iemand spreken",
    "kunt u mij doorverbinden",
    "verbind me door met de afdeling",
    "bel mij terug",
    "bel me morgen maar terug",
    "kan iemand mij terugbellen",
    "is er geen medewerker die mij kan helpen",
    "ik wil niet met een computer praten",
    "bent u een computer? dan wil ik een medewerker",
    "u praat te snel, ik wil een medewerker",
    "help mij",
    "operator",
    "I want to talk to a real person",
]


@every_state
@pytest.mark.parametrize("over_us", [False, True])
def test_a_person_is_one_word_away(state: str, over_us: bool) -> None:
    for text in PERSON:
        acts = in_any_state(state).say(text, over_us=over_us)
        assert Understand(topic="human", score=1.0) in acts, text
        assert _on_the_way(acts) or state == CONNECTING, text


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("over_us", [False, True])
def test_where_a_person_is_there_it_is_the_person_who_is_one_word_away(
    state: str, over_us: bool
) -> None:
    for text in PERSON:
        acts = in_state(state, staffed()).say(text, over_us=over_us)
        here = _rings(acts) or _waits(acts)
        assert asks_for_number_or_time(acts) if wants_callback(text) else here, text


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("keys", ["0", "*0"])
def test_where_a_person_is_there_it_is_the_person_who_is_one_key_away(
    state: str, keys: str
) -> None:
    acts = in_state(state, staffed()).key(keys)
    assert _rings(acts) or _waits(acts)


@every_state
@pytest.mark.parametrize("keys", ["0", "*0"])
def test_a_person_is_one_key_away(state: str, keys: str) -> None:
    acts = in_any_state(state).key(keys)
    assert Hush() in acts or state in WAITING or state == CONNECTING
    assert _on_the_way(acts) or state == CONNECTING


def _rings(acts: list[Act]) -> bool:
    return any(isinstance(act, Transfer) for act in acts)


def _waits(acts: list[Act]) -> bool:
    said = words(acts)
    stays = (sentence("transfer_stays", each, department="#") for each in ("nl", "en"))
    in_line = (sentence("queue_still_place", each, place="#") for each in ("nl", "en"))
    return any(text.split("#")[0] in said for text in (*stays, *in_line))


def _on_the_way(acts: list[Act]) -> bool:
    """An agent is rung, or is being rung; a callback is asked about, or is noted."""
    noted = any(isinstance(act, RequestCallback) for act in acts)
    return _rings(acts) or _waits(acts) or noted or asks_for_number_or_time(acts)


def test_a_person_is_still_one_word_away_after_danger_and_is_told_of_the_haste() -> None:
    talk = in_state("after danger")
    talk.say("medewerker")
    talk.say("06 12345678")
    talk.say("ja")
    acts = talk.say("ochtend")
    assert next(act for act in acts if isinstance(act, RequestCallback)).urgent


# -- danger ------------------------------------------------------------------------------------

DANGER = {
    "er is brand": "112",
    "mijn man is in elkaar gezakt": "112",
    "bel een ambulance": "112",
    "ik ruik gas": "0800-9009",
    "ik wil niet meer leven": "113",
    "mijn man slaat mij": "0800-2000",
}


@every_state
@pytest.mark.parametrize("over_us", [False, True])
def test_danger_comes_before_everything(state: str, over_us: bool) -> None:
    for text, number in DANGER.items():
        acts = in_any_state(state).say(text, over_us=over_us)
        if state in WAITING or state == CONNECTING:
            assert isinstance(acts.pop(0), CancelTransfer), text
        assert isinstance(acts[0], Hush), text
        assert acts[1] == Understand(topic="emergency", score=1.0), text
        assert all(say.protected and say.fixed for say in says(acts)), text
        assert words(acts).count(number) >= 2, text
        assert isinstance(acts[-1], Listen), text


@every_state
def test_danger_goes_before_a_person_and_before_a_bsn(state: str) -> None:
    acts = in_any_state(state).say("ik wil een medewerker er is brand mijn bsn is 111222333")
    assert "112" in says(acts)[0].text


@pytest.mark.parametrize("state", STATES)
def test_no_editor_can_reword_danger(state: str) -> None:
    talk = Talk(with_sentences(dict.fromkeys(NAMES, "Goed.")))
    STATES[state](talk)
    assert words(talk.say("er is brand")) == words(in_state(state).say("er is brand"))


@pytest.mark.parametrize("state", ["looking up", "looking up in the errand"])
def test_an_answer_that_was_under_way_is_not_given_after_danger(state: str) -> None:
    talk = in_state(state)
    talk.say("er is brand")
    assert talk.find("ik wil een paspoort", {"paspoort": 0.9}) == []
    assert talk.find("wat kost een paspoort", {"paspoort": 0.9}) == []


@pytest.mark.parametrize("score", [0.4, 0.95])
def test_danger_found_by_the_search_is_danger_too(score: float) -> None:
    talk = in_state("fresh")
    acts = talk.ask("het piepkastje gaat af", {"paspoort": 0.45, "emergency": score})
    assert words(acts).count("112") >= 2
    assert talk.outcome() == "emergency"


def test_danger_found_in_the_errand_is_danger_too() -> None:
    talk = in_state("callback, time")
    talk.say("wat moet ik doen hij beweegt")
    acts = talk.find("wat moet ik doen hij beweegt", {"emergency": 0.9})
    assert words(acts).count("112") >= 2


# -- BSN ---------------------------------------------------------------------------------------

BSN = ["111222333", "111 222 333", "een een een twee twee twee drie drie drie", "1112.22.333"]


@every_state
def test_a_bsn_goes_no_further_and_is_named_as_not_needed(state: str) -> None:
    for number in BSN:
        talk = in_any_state(state)
        acts = talk.say(f"mijn burgerservicenummer is {number} en ik wil iets weten")
        assert _names_bsn(acts) or state == CONNECTING
        _keeps_no_bsn(talk)


def _names_bsn(acts: list[Act]) -> bool:
    return any(say.text in (sentence("bsn"), sentence("bsn", "en")) for say in says(acts))


def _keeps_no_bsn(talk: Talk) -> None:
    for later in ("ja", "herhaal", "ik wil een medewerker", "waar staat dat", "ochtend"):
        talk.say(later)
    told = " ".join(str(encode(act)) for act in talk.everything)
    assert not any(each in told for each in ("111222333", "111 222", "een een een", "1112.22"))


@every_state
def test_a_bsn_cut_over_two_turns_goes_no_further(state: str) -> None:
    talk = in_any_state(state)
    talk.say("mijn burgerservicenummer is een een een twee")
    talk.say("twee twee drie drie drie")
    told = " ".join(str(encode(act)) for act in talk.everything)
    assert "twee twee drie" not in told


def test_a_bsn_keyed_in_where_a_number_is_asked_goes_no_further() -> None:
    talk = in_state("callback, number")
    acts = talk.key("111222333")
    assert sentence("bsn") in words(acts)
    assert "111222333" not in " ".join(str(encode(act)) for act in talk.everything)


def test_a_bsn_and_nothing_else_asks_nothing_of_the_search() -> None:
    acts = in_state("fresh").say("mijn bsn is 111222333")
    assert not any(isinstance(act, LookUp) for act in acts)


@every_state
def test_a_bsn_with_a_wish_for_a_person_is_named_and_the_wish_is_met(state: str) -> None:
    acts = in_any_state(state).say("ik wil een medewerker mijn bsn is 111222333")
    assert (_names_bsn(acts) and _on_the_way(acts)) or state == CONNECTING


# -- never a guess -----------------------------------------------------------------------------


def test_an_amount_that_no_longer_holds_is_not_said() -> None:
    talk = Talk(begin=datetime(2027, 1, 2, 10, tzinfo=UTC))
    talk.ring()
    acts = talk.ask("wat kost een paspoort", {"paspoort": 0.9})
    assert "€" not in words(acts)
    assert words(acts) == f"{sentence('not_valid_now')} {sentence('offer_person')}"
    assert asks_for_number_or_time(talk.say("ja"))


def test_an_amount_that_does_not_hold_yet_is_not_said_either() -> None:
    talk = Talk(begin=datetime(2025, 12, 31, 10, tzinfo=UTC))
    talk.ring()
    assert "€" not in words(talk.ask("wat kost een paspoort", {"paspoort": 0.9}))


def test_an_english_caller_does_not_get_an_expired_amount_in_dutch() -> None:
    talk = Talk(begin=datetime(2027, 1, 2, 10, tzinfo=UTC))
    talk.ring()
    acts = talk.ask("what does a passport cost please", {"paspoort": 0.9})
    assert "€" not in words(acts)


def test_what_a_person_must_confirm_is_followed_by_the_offer_of_one() -> None:
    talk = in_state("fresh")
    acts = talk.ask("wat moet ik meenemen voor een paspoort", {"paspoort": 0.9})
    assert "Neem uw oude paspoort mee." in words(acts)
    assert says(acts)[-1].text == sentence("offer_person_verify")
    assert asks_for_number_or_time(talk.say("ja graag"))


def test_every_answer_carries_its_source_with_its_date_and_its_version() -> None:
    acts = in_state("fresh").ask("wat kost een paspoort", {"paspoort": 0.9})
    answer = next(say for say in says(acts) if "€" in say.text)
    assert answer.source == "Paspoort aanvragen (2026-01-05)"
    assert answer.version == knowledge().topics["paspoort"].version


def test_what_is_not_written_about_the_topic_at_hand_is_for_a_person() -> None:
    talk = in_state("after an answer")
    acts = talk.ask("hoe lang duurt dat", {"grofvuil": 0.9})
    assert words(acts) == sentence("offer_person")


# -- late, twice, and anything at all ----------------------------------------------------------


def test_an_answer_to_an_earlier_question_is_dropped() -> None:
    talk = in_state("looking up")
    talk.say("ik wil toch iets met grofvuil")
    assert talk.find("ik wil een paspoort", {"paspoort": 0.9}) == []
    assert "grofvuil" in words(talk.find("ik wil toch iets met grofvuil", {"grofvuil": 0.9}))


@pytest.mark.parametrize("turn", ["medewerker", "stop", "iets anders", "tot ziens", "nee"])
def test_a_turn_that_leads_elsewhere_makes_the_answer_too_late(turn: str) -> None:
    talk = in_state("looking up")
    talk.say(turn)
    assert talk.find("ik wil een paspoort", {"paspoort": 0.9}) == []


def test_speaking_slower_does_not_lose_the_question() -> None:
    talk = in_state("looking up")
    talk.key("7")
    assert "paspoort" in words(talk.find("ik wil een paspoort", {"paspoort": 0.9}))


def test_an_answer_that_nobody_asked_for_says_nothing() -> None:
    assert in_state("fresh").find("ik wil een paspoort", {"paspoort": 0.9}) == []


@every_state
def test_after_the_farewell_nothing_is_said(state: str) -> None:
    talk = in_any_state(state)
    if state in WAITING or state == CONNECTING:
        talk.say("stop")
        talk.moved(TransferStage.FAILED)
    assert any(isinstance(act, HangUp) for act in talk.silence(len(SILENCES_SECONDS)))
    assert talk.say("er is brand") == []
    assert talk.key("0") == []
    assert talk.outcome()
    assert talk.receive(HungUp(at=talk.now, by="caller")) == []


def test_the_line_is_not_given_up_in_the_first_minute_of_silence() -> None:
    assert sum(SILENCES_SECONDS) >= 60
    talk = in_state("fresh")
    for nth in range(1, len(SILENCES_SECONDS)):
        assert not any(isinstance(act, HangUp) for act in talk.silence(nth))


TURNS = [
    *PERSON[:3],
    *DANGER,
    *("ja", "nee", "ja graag", "nee dank u", "stop", "help", "herhaal", "langzamer", "harder"),
    *("wacht even", "waar staat dat", "bent u een mens", "weet ik niet", "tot ziens", "terug"),
    *("ik wil een paspoort", "wat kost dat", "en hoe lang duurt het", "de eerste", "dag mevrouw"),
    *("nul zes twaalf vierendertig zesenvijftig achtenzeventig", "06 1234", "morgenmiddag"),
    *("zaterdag", "vanavond", "ochtend", "maakt niet uit", "mijn bsn is 111222333", "", "eh", "hm"),
    *("I need a passport please", "what does it cost", "{", "%s", "paspoort " * 60),
]
_moment = st.integers(0, 90_000).map(lambda seconds: MONDAY + timedelta(minutes=seconds))
_texts = st.one_of(st.sampled_from(TURNS), st.text(max_size=12))
_candidates = st.lists(
    st.builds(
        Candidate,
        st.sampled_from(["paspoort", "grofvuil", "trouwen", "human", "emergency", "smalltalk",
                         "out_of_scope", "vervallen_onderwerp"]),
        st.floats(0, 1),
    ),
    max_size=3,
    unique_by=lambda each: each.topic,
).map(lambda found: tuple(sorted(found, key=lambda each: -each.score)))  # fmt: skip
_FIXED = [sentence(name) for name in ("more", "first_question", "offer_person", "goodbye")]

EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Heard, at=_moment, text=_texts, over_us=st.booleans(), confidence=st.floats(0, 1)),
    st.builds(Heard, at=_moment, text=_texts),
    st.builds(Keyed, at=_moment, keys=st.text("0123456789*#", min_size=1, max_size=11)),
    st.builds(Keyed, at=_moment, keys=st.sampled_from([*"0123456789*#", "*0", "0612345678"])),
    st.builds(Silence, at=_moment, seconds=st.just(7.0), nth=st.integers(0, 5)),
    st.builds(Found, at=_moment, query=st.sampled_from(TURNS), candidates=_candidates),
    st.builds(
        Said,
        at=_moment,
        text=st.sampled_from(_FIXED),
        heard_text=st.just("Heeft"),
        played_seconds=st.sampled_from([0.0, 1.0]),
        total_seconds=st.just(1.0),
    ),
    st.builds(Failed, at=_moment, part=st.sampled_from(["hearing", "speaking", "search", "x"])),
    st.builds(Rung, at=_moment, caller=st.sampled_from([None, "0612345678", "anonymous", "+32"])),
    st.just(
        Measured(at=MONDAY, endpoint=1, recognise=1, think=1, speak=1, first_audio=1),
    ),
    st.builds(OnHold, at=_moment, held=st.booleans()),
    st.builds(
        NewsCame,
        at=_moment,
        text=st.just({"nl": "In Noord komt nu geen water uit de kraan."}),
        until=st.sampled_from([MONDAY, MONDAY + timedelta(days=2)]),
        postcodes=st.sampled_from([(), ("4992",)]),
    ),
    st.builds(TransferMoved, at=_moment, stage=st.sampled_from(TransferStage)),
    st.just(Briefed(at=MONDAY, agent="Balie 1", text="Een beller.", share=1.0)),
    st.builds(TakenOver, at=_moment, agent=st.just("Sanne"), department=st.just("klantcontact")),
    st.builds(SentBack, at=_moment, agent=st.just("Sanne"), outcome=st.none()),
)
KNOWN = st.sampled_from([knowledge, staffed])
"""Nobody to ring, and somebody."""


def _live(events: list[Event], known: Knowledge) -> list[list[Act]]:
    """Give the events to a new conversation, and an answer to most of what it looks up."""
    conversation, answers = Conversation(known), []
    for nth, event in enumerate(events):
        acts = conversation.receive(event)
        answers.append(acts)
        for act in [act for act in acts if isinstance(act, LookUp) and nth % 4]:
            topic = ("paspoort", "trouwen", "human")[nth % 3]
            candidates = (Candidate(topic, 0.2 * (nth % 6)), Candidate("grofvuil", 0.1))
            found = Found(at=event.at, query=act.query, candidates=candidates)
            answers.append(conversation.receive(found))
        for say in says(acts) if nth % 2 else []:
            conversation.receive(said(say, event.at))
    return answers


@given(st.lists(EVENTS, min_size=3, max_size=40), KNOWN)
@settings(max_examples=200, deadline=None)
def test_no_row_of_events_is_too_odd(events: list[Event], known: Callable[[], Knowledge]) -> None:
    answers = _live(events, known())
    assert answers == _live(events, known()), "the same events must give the same acts"
    everything = [act for acts in answers for act in acts]
    ended = [n for n, act in enumerate(everything) if isinstance(act, HangUp)]
    assert not ended or ended == [len(everything) - 1]
    for acts in answers:
        assert well_formed(acts), acts
        assert sum(say.text.count("?") for say in says(acts)) <= 1, words(acts)
    assert not any("111222333" in str(encode(act)) for act in everything)


def test_every_kind_of_event_is_received() -> None:
    kinds = {type(event).__name__ for event in _one_of_each()}
    in_calls = [cls for cls in Event.__subclasses__() if cls.__module__ == Event.__module__]
    assert kinds == {cls.__name__ for cls in in_calls}


@every_state
def test_every_event_is_received_in_every_state(state: str) -> None:
    for event in _one_of_each():
        assert well_formed(in_any_state(state).receive(event)), event


def _one_of_each() -> list[Event]:
    at = MONDAY
    say = Say(text="Goed.")
    return [
        Rung(at=at),
        Heard(at=at, text="paspoort"),
        Keyed(at=at, keys="1"),
        Silence(at=at, seconds=7.0),
        Found(at=at, query="x", candidates=()),
        said(say, at),
        Performed(at=at, service="agenda.book", status="ok"),
        Measured(at=at, endpoint=1, recognise=1, think=1, speak=1, first_audio=1),
        Failed(at=at, part="search"),
        OnHold(at=at, held=True),
        OnHold(at=at, held=False),
        NewsCame(at=at, text={"nl": "Geen water."}, until=at + timedelta(hours=1)),
        Briefed(at=at, agent="Balie 1", text="Een beller.", share=0.5),
        *(TransferMoved(at=at, stage=stage, agent="Balie 1") for stage in TransferStage),
        TakenOver(at=at, agent="Sanne de Wit", department="klantcontact"),
        SentBack(at=at, agent="Sanne de Wit"),
        SentBack(at=at, agent="Sanne de Wit", outcome=AgentOutcome.APPOINTMENT),
        Talked(at=at, who="caller", seconds=2.0),
        Exchanged(at=at, who="caller", text="Dank u."),
        HungUp(at=at, by="caller"),
    ]


# -- the line never goes dead ------------------------------------------------------------------


@every_state
@pytest.mark.parametrize("part", ["search", "speaking"])
def test_when_a_part_fails_a_person_is_the_next_step(state: str, part: str) -> None:
    talk = in_any_state(state)
    acts = talk.receive(Failed(at=talk.now, part=part))
    assert well_formed(acts)
    assert _on_the_way(acts) or _offers_person(acts) or state == CONNECTING


def _offers_person(acts: list[Act]) -> bool:
    names = "medewerker" in words(acts) or "a person" in words(acts)
    return names and acts[-1] == Listen(expect=Expectation.YES_NO)


@every_state
def test_when_hearing_fails_a_key_still_leads_to_a_person(state: str) -> None:
    talk = in_any_state(state)
    acts = talk.receive(Failed(at=talk.now, part="hearing"))
    assert words(acts) in (sentence("failed_hearing"), sentence("failed_hearing", "en"))
    assert _on_the_way(talk.key("0")) or state == CONNECTING


@pytest.mark.parametrize("state", STATES)
def test_when_hearing_fails_the_keys_still_lead_to_a_callback(state: str) -> None:
    talk = in_state(state)
    talk.receive(Failed(at=talk.now, part="hearing"))
    talk.key("0")
    done: list[Act] = []
    for keys in ("0612345678", "1", "1", "1", "1"):
        done += talk.key(keys)
    noted = [act for act in done if isinstance(act, RequestCallback)]
    assert noted
    assert noted[0].when.endswith(("ochtend", "middag"))


def test_when_nothing_can_be_kept_the_call_ends_with_an_excuse() -> None:
    talk = in_state("fresh")
    acts = talk.receive(Failed(at=talk.now, part="record"))
    assert words(acts) == sentence("failed_record")
    assert isinstance(acts[-1], HangUp)


# -- nothing leaves the house ------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(DIALOG.rglob("*.py")), ids=lambda file: file.name)
def test_what_understands_and_answers_cannot_send_anything_away(file: Path) -> None:
    network = (
        r"^\s*(?:import|from) (?:socket|ssl|http|urllib\.request|httpx|requests|aiohttp|smtplib)\b"
    )
    assert not re.search(network, file.read_text(encoding="utf-8"), re.MULTILINE)
