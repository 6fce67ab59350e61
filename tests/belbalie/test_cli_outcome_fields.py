from datetime import UTC, datetime

import pytest

from belbalie.outcome_fields import asked, ended, told
from belbalie.text_desk import TextDesk
from dialog.acts import Act, Conclude, OutcomeType, RequestCallback, Say, Settle, Understand
from dialog.events import Event, Heard
from dialog.titles import Titles
from tests.belbalie.small_desk import NOW, small_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TextDesk:
    return small_desk(tmp_path_factory.mktemp("content"))


KEYS = [
    "id", "topic", "second_topic", "kind", "slots", "language", "say", "sources", "transfer",
    "emergency", "score",
]  # fmt: skip


def answers(*topics: str) -> list[Event | Act]:
    return [Say(text=f"Over {topic}.", topic=topic, source=f"{topic} (2026)") for topic in topics]


def test_the_keys_of_an_answer_are_those_of_the_contract() -> None:
    assert list(asked("1", [])) == KEYS


def test_nothing_understood_is_unknown() -> None:
    line = asked(3, [Say(text="Wat zegt u?")])
    assert (line["id"], line["topic"], line["kind"], line["score"]) == (3, "unknown", "question", 0)


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        ("paspoort", "question"),
        ("human", "human"),
        ("municipal", "human"),
        ("emergency", "crisis"),
        ("out_of_scope", "out_of_scope"),
        ("command", "command"),
        ("afspraak_maken", "appointment"),
        ("status_aanvraag", "status"),
        ("overlast", "report"),
    ],
)
def test_a_topic_has_its_kind(topic: str, kind: str) -> None:
    line = asked("1", [Understand(topic=topic, score=0.9)])
    assert line["kind"] == kind
    assert line["transfer"] is (topic == "human")
    assert line["emergency"] is (topic == "emergency")


def test_what_only_a_person_knows_is_told_outside_as_a_person_and_as_no_transfer_yet() -> None:
    line = asked("1", [Understand(topic="municipal", score=0.9)])
    assert (line["topic"], line["transfer"]) == ("human", False)


def test_a_choice_between_two_is_one_question() -> None:
    taken = Understand(topic="paspoort", second_topic="vog", score=0.5)
    line = asked("1", [taken, Say(text="Bedoelt u een paspoort, of een VOG?")])
    assert (line["second_topic"], line["kind"]) == ("vog", "question")


def test_a_passage_that_is_only_asked_about_is_a_question_without_a_source() -> None:
    asking = Say(text="Ik vond iets over Graf kiezen. Gaat uw vraag daarover?")
    line = asked("1", [Understand(topic="document", score=0.5), asking])
    assert (line["topic"], line["kind"], line["sources"]) == ("document", "question", [])
    assert line["score"] == 0.5
    assert line["say"] == asking.text


def test_two_subjects_that_were_both_answered_are_multi() -> None:
    taken = Understand(topic="paspoort", second_topic="vog", score=0.5)
    line = asked("1", [taken, *answers("paspoort", "vog")])
    assert line["kind"] == "multi"
    assert line["sources"] == ["paspoort (2026)", "vog (2026)"]
    assert line["say"] == "Over paspoort. Over vog."


def test_a_command_is_told_in_the_slots() -> None:
    line = asked("1", [Understand(topic="command", score=1.0, command="herhaal")])
    assert line["slots"] == {"command": "herhaal"}


def test_an_english_question_is_answered_in_english(desk: TextDesk) -> None:
    line = asked("1", desk.once("my passport has expired", NOW))
    assert (line["topic"], line["language"]) == ("paspoort", "en")


def test_a_call_that_was_never_concluded_was_abandoned() -> None:
    assert ended("1", [])["outcome"] == {"type": "abandoned", "fields": {}}


def test_a_call_ends_with_its_card() -> None:
    card = ended("1", answers("paspoort"), Titles(topics={"paspoort": "een paspoort"}))["card"]
    assert card["topics"] == [{"key": "paspoort", "title": "een paspoort"}]
    assert card["answered"] == [{"topic": "paspoort", "source": "paspoort (2026)", "whole": False}]


@pytest.mark.parametrize(
    ("when", "part"),
    [
        ("dinsdagmiddag", "middag"),
        ("in the morning", "ochtend"),
        ("in de ochtend of in de middag", "in de ochtend of in de middag"),
        ("morgen in de ochtend of in de middag", "in de ochtend of in de middag"),
        ("zaterdagavond", "avond"),
    ],
)
def test_a_callback_tells_when(when: str, part: str) -> None:
    wish = RequestCallback(telephone="0612345678", when=when, topic=None, department="afval")
    outcome = ended("1", [wish, Conclude(outcome=OutcomeType.CALLBACK)])["outcome"]
    assert outcome["type"] == "callback"
    assert outcome["fields"]["dagdeel"] == part
    assert "product" not in outcome["fields"]


def test_what_is_told_of_an_event_is_masked() -> None:
    heard = Heard(at=datetime(2026, 1, 1, tzinfo=UTC), text="mijn bsn is 111222333")
    line = told(heard)
    assert line["type"] == "heard"
    assert line["text"] == "mijn bsn is [BSN]"


def test_an_errand_tells_its_slots_and_numbers_and_not_what_was_only_said() -> None:
    values = (("product", "paspoort"), ("title", "een paspoort"), ("code", "48210"))
    settled = Settle(script="afspraak_maken", outcome=OutcomeType.APPOINTMENT, values=values)
    items: list[Event | Act] = [settled, Conclude(outcome=OutcomeType.APPOINTMENT)]
    outcome = ended("1", items)["outcome"]
    assert outcome == {"type": "appointment", "fields": {"product": "paspoort", "code": "48210"}}


def test_an_errand_that_is_not_how_the_call_ended_tells_nothing() -> None:
    settled = Settle(script="x", outcome=OutcomeType.APPOINTMENT, values=(("code", "1"),))
    items: list[Event | Act] = [settled, Conclude(outcome=OutcomeType.EMERGENCY)]
    assert ended("1", items)["outcome"] == {"type": "emergency", "fields": {}}
