"""Asking whether a passage is meant, where documents are not sure of their answer."""

from dataclasses import replace
from datetime import date

import pytest

from dialog.acts import Act, Expectation, Listen, LookUp, Pace, Say, Understand
from dialog.beside_topics import BOUNDS, Bounds, as_heard, for_address, with_documents
from dialog.decision import Decision, Verdict
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.events import Candidate, Found
from tests.dialog.talking import (
    Talk,
    asks_for_number_or_time,
    in_state,
    says,
    sentence,
    well_formed,
    words,
)

SAID = "Een standplaats op de markt kost 45 euro per dag."
OTHER = "Een kraam huurt u van de marktmeester."
REST = ("U betaalt per kwartaal.",)
COSTS = DocumentAnswer(
    text=SAID,
    language="nl",
    sentences=(SAID,),
    rest=REST,
    offer="document_offer_rest",
    title="Standplaats op de markt",
    heading=("Kosten",),
    url="https://www.zonnedael.nl/markt",
    dated=date(2026, 5, 4),
    passage="a1",
    score=0.5,
)
STALL = replace(
    COSTS, text=OTHER, sentences=(OTHER,), rest=(), offer=None, heading=("Kraam",), passage="a2",
    score=0.2,
)  # fmt: skip
QUESTION = "wat kost een kraam op de markt"
FIRST = sentence("document_ask_part", title="Standplaats op de markt", part="de kosten")
SECOND = sentence("document_ask_heading", title="Standplaats op de markt", part="Kraam")


def unsure(*near: DocumentAnswer) -> Refused:
    return Refused(Reason.NOT_CERTAIN, near[0].score if near else 0.0, near)


def asked(*near: DocumentAnswer, **likely: float) -> Talk:
    return asked_in("fresh", *near, **likely)


def asked_in(state: str, *near: DocumentAnswer, **likely: float) -> Talk:
    return found_in(state, unsure(*near), **likely)


def found(document: DocumentAnswer | Refused | None, **likely: float) -> Talk:
    return found_in("fresh", document, **likely)


def found_in(state: str, document: DocumentAnswer | Refused | None, **likely: float) -> Talk:
    talk = in_state(state)
    talk.say(QUESTION)
    topics = tuple(Candidate(topic, score) for topic, score in likely.items())
    talk.receive(Found(at=talk.now, query=QUESTION, candidates=topics, document=document))
    return talk


def test_title_and_heading_are_asked_about_and_nothing_else_is_said() -> None:
    talk = asked(COSTS, STALL)
    assert [say.text for say in says(talk.everything)] == [FIRST]
    assert talk.everything[-1] == Listen(expect=Expectation.YES_NO)
    assert Understand(topic="document", score=0.5) in talk.everything
    assert all(say.source is None for say in says(talk.everything))


def test_who_is_only_asked_has_no_answer_yet() -> None:
    assert asked(COSTS).outcome() == "abandoned"


@pytest.mark.parametrize(
    "yes",
    ["ja", "ja hoor", "ja daar gaat het over", "ja zoiets", "ja die", "klopt", "dat bedoel ik"],
)
def test_yes_tells_it_word_for_word_with_its_source_and_offers_the_rest(yes: str) -> None:
    talk = asked(COSTS, STALL)
    acts = talk.say(yes)
    assert says(acts)[0] == Say(
        text=SAID, language="nl", source="Standplaats op de markt (2026-05-04)"
    )
    assert says(acts)[-1].text == sentence("document_offer_rest")
    assert [say.text for say in says(talk.say("ja"))[:1]] == list(REST)
    assert talk.outcome() == "answered"


@pytest.mark.parametrize(
    "no", ["nee", "nee hoor", "nee daar gaat het niet over", "de tweede", "nee een andere"]
)
def test_no_asks_about_the_second_and_then_offers_a_person(no: str) -> None:
    talk = asked(COSTS, STALL)
    assert [say.text for say in says(talk.say(no))] == [sentence("document_ask_other"), SECOND]
    acts = talk.say(no)
    assert [say.text for say in says(acts)] == [
        sentence("document_not_certain"),
        sentence("offer_person"),
    ]
    assert asks_for_number_or_time(talk.say("ja"))


def test_the_second_is_told_after_its_yes() -> None:
    talk = asked(COSTS, STALL)
    talk.say("nee")
    acts = talk.say("ja")
    assert says(acts)[0].text == OTHER
    assert SAID not in words(acts)


def test_the_keys_for_yes_and_no_do_the_same() -> None:
    talk = asked(COSTS, STALL)
    assert SECOND in words(talk.key("2"))
    assert OTHER in words(talk.key("1"))


def test_who_asks_what_we_mean_is_told_and_asked_again() -> None:
    talk = asked(COSTS, STALL)
    acts = talk.say("wat bedoelt u")
    assert [say.text for say in says(acts)] == [sentence("document_ask_explain"), FIRST]
    assert SAID in words(talk.say("ja"))


@pytest.mark.parametrize("words_", ["hoe laat is de bibliotheek open", "nee over de kermis"])
def test_another_question_is_looked_up(words_: str) -> None:
    acts = asked(COSTS).say(words_)
    assert [act.query for act in acts if isinstance(act, LookUp)] == [words_]


def test_another_question_that_a_topic_answers_is_answered() -> None:
    talk = asked(COSTS)
    acts = talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    assert SAID not in words(acts)
    assert SAID not in words(talk.say("ja"))


def test_repeat_and_slower_say_the_question_again() -> None:
    talk = asked(COSTS)
    for order in ("herhaal", "langzamer"):
        acts = talk.say(order)
        assert any(isinstance(act, Pace) for act in acts)
        assert FIRST in words(acts)
    assert SAID in words(talk.say("ja"))


def test_repeat_and_slower_say_the_passage_again_with_its_offer() -> None:
    talk = asked(COSTS)
    talk.say("ja")
    for order in ("herhaal", "langzamer"):
        acts = talk.say(order)
        assert [SAID, sentence("document_offer_rest")] == [say.text for say in says(acts)][-2:]
    assert REST[0] in words(talk.say("ja"))


def test_silence_asks_again() -> None:
    talk = asked(COSTS)
    talk.silence(1)
    assert FIRST in words(talk.silence(2))
    assert SAID in words(talk.say("ja"))


def test_where_it_stands_can_be_asked_before_it_is_told() -> None:
    talk = asked(COSTS)
    acts = talk.say("waar staat dat")
    assert "Standplaats op de markt" in words(acts)
    assert says(acts)[-1].text == FIRST
    assert SAID in words(talk.say("ja"))


@pytest.mark.parametrize("at", ["first", "second"])
@pytest.mark.parametrize("how", ["key", "word"])
def test_a_person_is_one_word_or_key_away(at: str, how: str) -> None:
    talk = asked(COSTS, STALL)
    if at == "second":
        talk.say("nee")
    acts = talk.key("0") if how == "key" else talk.say("medewerker")
    assert asks_for_number_or_time(acts)


def test_danger_comes_first() -> None:
    acts = asked(COSTS).say("er is brand in de keuken")
    assert "112" in words(acts)
    assert SAID not in words(acts)


@pytest.mark.parametrize(
    ("likely", "asks"),
    [
        ({}, True),
        ({"municipal": 0.9}, True),
        ({"out_of_scope": 0.3}, True),
        ({"paspoort": 0.3}, True),
        ({"out_of_scope": 0.95}, False),
        ({"paspoort": 0.6}, False),
        ({"paspoort": 0.3, "grofvuil": 0.3}, True),
        ({"paspoort": 0.55, "grofvuil": 0.52}, False),
        ({"human": 0.4}, False),
        ({"human": 0.9}, False),
        ({"smalltalk": 0.9}, False),
        ({"emergency": 0.5}, False),
    ],
    ids=str,
)
def test_a_passage_is_asked_about_only_where_nothing_surer_is_there(
    likely: dict[str, float], asks: bool
) -> None:
    assert (FIRST in words(asked(COSTS, **likely).everything)) is asks


def sure(score: float) -> DocumentAnswer:
    return replace(COSTS, score=score)


@pytest.mark.parametrize(
    ("document", "likely", "asks"),
    [
        (unsure(sure(BOUNDS.foreign)), {"out_of_scope": 0.95}, True),
        (unsure(sure(BOUNDS.foreign - 0.01)), {"out_of_scope": 0.95}, False),
        (sure(0.8), {"out_of_scope": 0.95}, True),
        (sure(0.8), {"out_of_scope": 0.7}, False),
        (sure(BOUNDS.sure), {"paspoort": 0.95}, True),
        (sure(BOUNDS.sure - 0.01), {"paspoort": 0.95}, False),
        (sure(0.95), {"emergency": 0.95}, False),
        (sure(0.95), {"human": 0.95}, False),
        (sure(0.95), {"smalltalk": 0.95}, False),
    ],
    ids=str,
)
def test_where_two_are_sure_we_ask_which(
    document: DocumentAnswer | Refused, likely: dict[str, float], asks: bool
) -> None:
    assert (FIRST in words(found(document, **likely).everything)) is asks


def test_after_a_no_the_topic_is_told_as_it_would_have_been() -> None:
    talk = found(sure(0.9), paspoort=0.95)
    acts = talk.say("nee")
    assert words(acts).startswith(words(found(None, paspoort=0.95).everything))
    assert sentence("document_not_certain") not in words(acts)


def test_after_a_no_it_is_refused_as_it_would_have_been() -> None:
    talk = found(unsure(sure(0.65), STALL), out_of_scope=0.95)
    acts = talk.say("nee")
    assert words(acts) == words(found(None, out_of_scope=0.95).everything)


def test_after_a_no_two_topics_are_asked_about_as_they_would_have_been() -> None:
    talk = found(unsure(COSTS, STALL), paspoort=0.3, grofvuil=0.3)
    assert words(talk.say("nee")) == words(found(None, paspoort=0.3, grofvuil=0.3).everything)
    assert "paspoort" in words(talk.say("de eerste"))


def test_a_yes_forgets_what_else_it_could_have_been() -> None:
    talk = found(sure(0.9), paspoort=0.95)
    talk.say("ja")
    assert sentence("more") in words(talk.say("nee"))


def test_what_was_heard_poorly_is_asked_about() -> None:
    assert as_heard(COSTS, 0.34) == unsure(COSTS)
    assert as_heard(COSTS, 0.35) == COSTS
    assert as_heard(None, 0.1) is None


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        ((BOUNDS.first, BOUNDS.second), 2),
        ((BOUNDS.first, BOUNDS.second - 0.01), 1),
        ((BOUNDS.first - 0.01, BOUNDS.first - 0.01), 0),
    ],
)
def test_what_is_unlikely_is_not_asked_about(scores: tuple[float, float], kept: int) -> None:
    near = tuple(
        replace(each, score=score) for each, score in zip((COSTS, STALL), scores, strict=True)
    )
    taken = with_documents(Decision(Verdict.UNKNOWN, (), 0.0), unsure(*near))
    document = taken.document
    assert (len(document.near) if isinstance(document, Refused) else 0) == kept


def test_what_cannot_be_said_is_passed_over() -> None:
    unspeakable = replace(COSTS, heading=("Parkeren kost € 3,00",))
    taken = with_documents(
        Decision(Verdict.UNKNOWN, (), 0.0),
        unsure(unspeakable, replace(STALL, score=0.4)),
        Bounds(first=0.3),
    )
    assert isinstance(taken.document, Refused)
    assert [each.passage for each in taken.document.near] == ["a2"]


def test_what_holds_elsewhere_is_not_asked_about() -> None:
    elsewhere = replace(COSTS, postcodes=("4811",))
    for postcode, kept in (("4811AB", 2), ("4812AB", 1), (None, 2)):
        left = for_address(unsure(elsewhere, STALL), postcode)
        assert isinstance(left, Refused)
        assert len(left.near) == kept


def test_nothing_is_asked_within_an_errand() -> None:
    talk = asked_in("callback, time", COSTS, STALL)
    assert FIRST not in words(talk.everything)


def test_a_fork_answers_as_the_conversation_does() -> None:
    talk = asked(COSTS, STALL)
    fork = Talk()
    fork.conversation, fork.now = talk.conversation.fork(), talk.now
    assert SAID in words(fork.say("ja"))
    assert SECOND in words(talk.say("nee"))


@pytest.mark.parametrize("reply", ["ja", "nee", "wat bedoelt u", "herhaal", "stop", "help", ""])
def test_every_reply_ends_in_listening(reply: str) -> None:
    acts: list[Act] = asked(COSTS, STALL).say(reply)
    assert well_formed(acts)


def test_english_callers_are_asked_in_english() -> None:
    english = replace(COSTS, language="en", title="Market stall", heading=("Costs",))
    asking_in_english = sentence("document_ask_part", "en", title="Market stall", part="the costs")
    assert says(asked(english).everything)[0] == Say(text=asking_in_english, language="en")
