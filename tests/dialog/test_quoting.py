"""What documents say, beside topics: who goes first, what is told, and where it stands."""

from dataclasses import replace
from datetime import date

import pytest

from dialog.acts import Say, Understand
from dialog.beside_topics import for_address, may_be_said, with_documents
from dialog.decision import Decision, Verdict
from dialog.documents.answer import DocumentAnswer, Reason, Refused
from dialog.events import Candidate, Found
from dialog.memory import Memory
from dialog.quoting import Quoting
from tests.dialog.talking import Talk, in_state, knowledge, says, sentence, words

SAID = "Een standplaats op de markt kost 45 euro per dag."
REST = ("U betaalt per kwartaal.", "U krijgt een rekening.")


def answer(
    score: float = 0.8, rest: tuple[str, ...] = REST, dated: date | None = date(2026, 5, 4)
) -> DocumentAnswer:
    return DocumentAnswer(
        text=SAID,
        language="nl",
        sentences=(SAID,),
        rest=rest,
        offer="document_offer_rest" if rest else None,
        title="Standplaats op de markt",
        heading=("Kosten",),
        url="https://www.zonnedael.nl/markt",
        dated=dated,
        passage="a1",
        score=score,
    )


OLD = Refused(Reason.TOO_OLD, 0.7)


def asked(document: DocumentAnswer | Refused | None, **likely: float) -> Talk:
    talk = in_state("fresh")
    talk.say("wat kost een kraam op de markt")
    found = tuple(Candidate(topic, score) for topic, score in likely.items())
    talk.receive(
        Found(
            at=talk.now,
            query="wat kost een kraam op de markt",
            candidates=found,
            document=document,
        )
    )
    return talk


@pytest.mark.parametrize(
    ("likely", "quoted"),
    [
        ({}, True),
        ({"municipal": 0.9}, True),
        ({"paspoort": 0.5}, True),
        ({"paspoort": 0.75}, True),
        ({"paspoort": 0.91}, False),
        ({"paspoort": 0.3, "grofvuil": 0.3}, True),
        ({"out_of_scope": 0.65}, True),
        ({"out_of_scope": 0.95}, False),
        ({"human": 0.5}, False),
        ({"emergency": 0.5}, False),
    ],
)
def test_topics_go_first_and_documents_before_a_person(
    likely: dict[str, float], quoted: bool
) -> None:
    assert (SAID in words(asked(answer(), **likely).everything)) is quoted


@pytest.mark.parametrize(
    ("likely", "may"),
    [
        ((), True),
        ((Candidate("municipal", 0.99),), True),
        ((Candidate("paspoort", 0.75), Candidate("trouwen", 0.2)), True),
        ((Candidate("paspoort", 0.85),), False),
        ((Candidate("emergency", 0.5),), False),
        ((Candidate("human", 0.5),), False),
        ((Candidate("paspoort", 0.95, part=1), Candidate("paspoort", 0.5)), True),
    ],
)
def test_the_search_alone_tells_whether_documents_may_be_said(
    likely: tuple[Candidate, ...], may: bool
) -> None:
    assert may_be_said(likely, answer(0.8)) is may


def test_of_two_that_are_unsure_the_likelier_is_told() -> None:
    topic = Decision(Verdict.ANSWER, ("paspoort",), 0.6)
    assert with_documents(topic, answer(0.55)) == topic
    assert with_documents(topic, answer(0.65)).document == answer(0.65)


def test_it_is_noted_said_with_its_source_and_the_rest_is_offered() -> None:
    talk = asked(answer())
    assert Understand(topic="document", score=0.8) in talk.everything
    said = next(say for say in says(talk.everything) if say.text == SAID)
    assert said.source == "Standplaats op de markt (2026-05-04)"
    assert says(talk.everything)[-1].text == sentence("document_offer_rest")


def test_yes_tells_the_rest_and_no_asks_for_more() -> None:
    acts = asked(answer()).say("ja graag")
    assert [say.text for say in says(acts)[:2]] == list(REST)
    assert says(acts)[-1].text == sentence("more")
    assert words(asked(answer()).say("nee")) == sentence("more")


def test_without_a_rest_nothing_is_offered() -> None:
    talk = asked(answer(rest=()))
    assert says(talk.everything)[-1].text == sentence("more")


@pytest.mark.parametrize(
    ("dated", "told"),
    [
        (date(2026, 5, 4), "Dat staat bij ons onder Standplaats op de markt. De gemeente keek het"),
        (None, "Dat staat bij ons onder Standplaats op de markt. Er staat geen datum bij."),
    ],
)
def test_where_it_stands_is_told_on_request(dated: date | None, told: str) -> None:
    assert told in words(asked(answer(dated=dated, rest=())).say("waar staat dat"))


def test_its_address_is_told_only_on_request() -> None:
    talk = asked(answer(rest=()))
    assert "zonnedael.nl" not in words(talk.everything)
    assert "zonnedael.nl/markt" in words(talk.say("op welke site staat dat"))


def test_what_is_too_old_is_not_said_and_a_person_is_offered() -> None:
    talk = asked(OLD)
    assert sentence("document_too_old") in words(talk.everything)
    assert SAID not in words(talk.everything)
    assert says(talk.everything)[-1].text == sentence("offer_person")


@pytest.mark.parametrize("likely", [{}, {"municipal": 0.9}, {"out_of_scope": 0.95}])
def test_what_documents_are_near_to_is_ours_though_nobody_is_sure(
    likely: dict[str, float],
) -> None:
    talk = asked(Refused(Reason.NOT_CERTAIN, 0.4), **likely)
    assert sentence("document_not_certain") in words(talk.everything)
    assert says(talk.everything)[-1].text == sentence("offer_person")


def test_who_may_mean_one_of_two_topics_is_asked_which() -> None:
    talk = asked(Refused(Reason.NOT_CERTAIN, 0.4), paspoort=0.3, grofvuil=0.3)
    assert sentence("document_not_certain") not in words(talk.everything)


@pytest.mark.parametrize("reason", [Reason.NOTHING_FOUND, Reason.NOT_CERTAIN])
def test_documents_that_know_nothing_change_nothing(reason: Reason) -> None:
    assert words(asked(Refused(reason)).everything) == words(asked(None).everything)


@pytest.mark.parametrize(
    ("postcode", "told", "warned"),
    [(None, True, True), ("4991AB", True, False), ("4992AB", False, False)],
)
def test_what_holds_in_a_part_is_told_to_who_lives_there_and_with_a_word_to_who_may(
    postcode: str | None, told: bool, warned: bool
) -> None:
    document = for_address(replace(answer(), postcodes=("4991",)), postcode)
    assert (document is not None) is told
    talk = asked(document)
    said = words(talk.everything)
    assert (SAID in said) is told
    if warned:
        assert f"{sentence('document_area')} {SAID}" in said


def test_where_the_address_is_known_nothing_is_said_of_the_area() -> None:
    memory = Memory(knowledge())
    memory.postcode = "4991AB"
    acts = Quoting(memory, list, lambda _: []).take(replace(answer(), postcodes=("4991",)))
    assert says(acts)[0].text == SAID


def test_an_answer_from_documents_counts_as_answered() -> None:
    talk = asked(answer(rest=()))
    assert isinstance(talk.everything[-2], Say)
    assert talk.outcome() == "answered"
