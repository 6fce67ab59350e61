"""Turns of real conversations over the small municipality, and why each went as it did."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from belbalie.text_call import TextCall, Turn
from dialog.acts import Act, Understand
from dialog.conversation import Conversation
from dialog.decision import Certainty
from dialog.deeds import SERVICES as TOLD_SERVICES
from dialog.deeds import deed
from dialog.documents.answer import Reason, Refused
from dialog.events import Candidate, Event, Findings, Heard, Performed, Rung
from dialog.explaining import Explanation, Said, explained, turns
from dialog.rule_words import decided
from dialog.rules import Rule
from dialog.services import SERVICES
from dialog.titles import NO_TITLES, Titles
from tests.dialog.talking import CERTAINTY, MONDAY, knowledge

KNOWN = replace(knowledge(), commands={"langzamer": {"nl": ("kan het wat kalmer",)}})
TITLES = Titles.of(KNOWN)
Scores = Mapping[str, float]

FOUND: Mapping[str, Findings] = {
    text: Findings(tuple(Candidate(topic, score) for topic, score in scores.items()))
    for text, scores in {
        "ik wil een paspoort": {"paspoort": 0.9, "grofvuil": 0.02},
        "een reisding": {"paspoort": 0.47, "grofvuil": 0.02},
        "ik moet iets hebben": {"paspoort": 0.4, "grofvuil": 0.3},
        "nog steeds iets": {"grofvuil": 0.42, "paspoort": 0.3},
        "dat iets daar": {"emergency": 0.2, "paspoort": 0.3},
        "het gaat mis met hem": {"emergency": 0.8},
        "doe het eens wat kalmer aan": {"command:langzamer": 0.9},
        "de trein naar utrecht": {"out_of_scope": 0.95},
        "fluitketel": {"paspoort": 0.1},
        "wat kost dat": {"paspoort": 0.3, "trouwen": 0.3},
        "hoe lang duurt dat": {"paspoort": 0.3, "trouwen": 0.3},
    }.items()
}
HALVES = Findings((
    Candidate("paspoort", 0.5), Candidate("grofvuil", 0.45),
    Candidate("paspoort", 0.9, 1), Candidate("grofvuil", 0.9, 2),
))  # fmt: skip


def search(query: str, language: str, day: date) -> Findings:
    return HALVES if " en " in query else FOUND.get(query.lower(), Findings())


def talked(*said: str, confidence: float = 1.0) -> list[Explanation]:
    """What each turn is explained as; a turn that begins with '!' is keys."""
    call = TextCall(Conversation(KNOWN, CERTAINTY), search, MONDAY)
    items: list[Event | Act] = list(call.ring())
    for each in said:
        turn = Turn(keys=each[1:]) if each.startswith("!") else Turn(say=each)
        if confidence < 1.0:
            items += call.tell(Heard(at=MONDAY, text=each, confidence=confidence))
        else:
            items += call.take(turn)
    return [explained(each, TITLES) for each in turns(items)]


@pytest.mark.parametrize(
    ("said", "rule", "words"),
    [
        (["ik wil een paspoort"], Rule.CLEAR, "Eén onderwerp is duidelijk: een paspoort (90%)."),
        (["een reisding"], Rule.ALONE, "Alleen een paspoort komt in de buurt (47%)."),
        (["ik moet iets hebben"], Rule.TWO_NEAR, "een paspoort of grofvuil"),
        (["ik moet iets hebben", "nog steeds iets"], Rule.OF_THE_NAMED, "is grofvuil het meest"),
        (["een paspoort en grofvuil"], Rule.TWO_NEEDS, "een paspoort en grofvuil."),
        (["ik wil een paspoort", "wat kost dat"], Rule.FOLLOW_UP, "vraagt door over een paspoort"),
        (["ik wil een paspoort", "hoe lang duurt dat"], Rule.NO_FOLLOW_UP, "niets geschreven"),
        (["fluitketel"], Rule.NOT_CLEAR, "Wij begrijpen deze beurt niet."),
        (["de trein naar utrecht"], Rule.NO_SUBJECT, "niet van de gemeente (95%)"),
        (["er is brand in de keuken"], Rule.DANGER, "wijzen op gevaar"),
        (["het gaat mis met hem"], Rule.DANGER, "wijzen op gevaar"),
        (["dat iets daar"], Rule.DANGER_ASKED, "of er nu gevaar is"),
        (["medewerker"], Rule.PERSON, "Dat kan altijd."),
        (["herhaal dat"], Rule.COMMAND, "vaste opdracht: ‘herhaal’"),
        (["doe het eens wat kalmer aan"], Rule.LIKELY_COMMAND, "de opdracht ‘langzamer’ (90%)"),
        (["mag ik u iets vragen"], Rule.COURTESY, "een groet"),
        (["!*"], Rule.COMMAND, "‘rustig’"),
        (["menu", "!4"], Rule.MENU, "uit het menu: een paspoort"),
        (["!#"], "nothing", "niets mee"),
        (["medewerker", "0612345678"], "step", "een reeks vragen"),
        (["ik moet iets hebben", "de eerste"], "answer", "antwoord op wat wij vroegen"),
        ([""], "silence", "Na een stilte"),
    ],
)
def test_the_rule_that_decided_is_named_and_told(
    said: Sequence[str], rule: str, words: str
) -> None:
    last = talked(*said)[-1]
    assert (last.rule, words in " ".join(last.why)) == (rule, True), last


def test_words_that_were_hardly_heard_are_told_to_be() -> None:
    last = talked("ik wil een paspoort", confidence=0.2)[-1]
    assert (last.rule, last.confidence) == (Rule.HEARD_POORLY, 0.2)
    assert "slecht te verstaan" in last.why[0]


def test_a_turn_tells_its_candidates_and_where_the_answer_comes_from() -> None:
    last = talked("ik wil een paspoort")[-1]
    assert [(each.title, each.score) for each in last.likely] == [
        ("een paspoort", 0.9), ("grofvuil", 0.02),
    ]  # fmt: skip
    answer = next(each for each in last.says if each.source)
    assert answer == Said(
        text="U vraagt een paspoort aan bij de balie. Kom zelf naar Marktplein 1.",
        language="nl",
        source="Paspoort aanvragen (2026-01-05)",
        about="een paspoort",
        version=knowledge().topics["paspoort"].version,
    )
    assert (last.topic, last.words, last.searched) == (
        "paspoort", "ik wil een paspoort", ("ik wil een paspoort",),
    )  # fmt: skip


def test_halves_are_told_apart() -> None:
    likely = talked("een paspoort en grofvuil")[-1].likely
    assert [(each.title, each.half) for each in likely][2:] == [
        ("een paspoort", 1), ("grofvuil", 2),
    ]  # fmt: skip


def test_a_conversation_begins_with_a_turn_of_its_own() -> None:
    first, second = talked("ik wil een paspoort")
    assert (first.rule, first.happened) == ("began", "Het gesprek begint.")
    assert "computer" in first.says[0].text
    assert second.happened == "De beller zei:"


def test_words_that_may_have_been_another_are_named() -> None:
    heard = Heard(
        at=MONDAY, text="ik wil een paspoort", confidence=0.7,
        word_confidences=(0.9, 0.9, 0.5, 0.3),
    )  # fmt: skip
    assert explained([heard], TITLES).unsure == ("een", "paspoort")
    other = Heard(at=MONDAY, text="ik wil", word_confidences=(0.1,))
    assert explained([other], TITLES).unsure == ()


def test_a_bsn_is_nowhere_in_an_explanation() -> None:
    told = talked("mijn bsn is 123456782")
    assert "123456782" not in repr(told)


def test_documents_stand_among_what_is_likely() -> None:
    near = Refused(Reason.TOO_OLD, 0.5)
    found = Findings((Candidate("paspoort", 0.2),), document=near).found(MONDAY, "x")
    last = explained([Heard(at=MONDAY, text="x"), found], TITLES).likely[-1]
    assert (last.title, last.score) == ("documenten", 0.5)


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_has_its_sentence(rule: Rule) -> None:
    taken = Understand(topic="paspoort", score=0.5, second_topic="grofvuil", rule=rule)
    name, why = decided([Heard(at=MONDAY, text="x"), taken], TITLES)
    assert name == rule
    assert why[0].endswith(".")
    assert "geduid als" not in why[0]
    assert "{" not in why[0]


def test_a_turn_of_an_older_record_has_no_rule_and_is_told_all_the_same() -> None:
    taken = Understand(topic="paspoort", score=0.5)
    assert decided([taken], NO_TITLES) == ("", ("Dit is geduid als paspoort (50%).",))


def test_bounds_are_those_of_the_conversation() -> None:
    taken = Understand(topic="paspoort", score=0.5, rule=Rule.CLEAR)
    _, why = decided([taken], TITLES, Certainty(answer=0.61))
    assert "Vanaf 61% geven wij antwoord" in why[0]


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_service_is_told_in_dutch_with_what_came_of_it(service: str) -> None:
    for status in (*sorted(SERVICES[service].statuses), "failed"):
        told = deed(Performed(at=MONDAY, service=service, status=status), TITLES)
        assert told.startswith(TOLD_SERVICES[service])
        assert not told.endswith(f": {status}."), "a word of the code"


def test_what_is_nothing_that_was_done_is_not_told() -> None:
    assert deed(Rung(at=MONDAY), TITLES) == ""
