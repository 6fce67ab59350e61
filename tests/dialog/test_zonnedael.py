"""The demonstration municipality, as its editors may be held to: whole, careful, kind."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dialog.answers import every_answer
from dialog.content import problems
from dialog.follow_ups import KINDS
from dialog.knowledge import Knowledge, Topic
from tests.dialog.demonstration import demonstration

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 26)

FURTHER = (
    "parkeerboete", "gehandicaptenparkeerkaart", "schulden", "leerlingenvervoer", "jeugd",
    "verkiezingen", "klacht_en_bezwaar",
)  # fmt: skip
"""Subjects of a municipality beside the thirty keys of the contract."""

A_PERSON_CONFIRMS = {
    "paspoort": ("wie", "regels", "kwijt", "spoed"),
    "identiteitskaart": ("wie", "regels", "kwijt", "spoed"),
    "rijbewijs": ("wie", "regels", "kwijt", "spoed"),
    "verhuizing": ("wie", "regels"),
    "uittreksel_brp": ("wie", "regels"),
    "geboorteaangifte": ("wie", "regels"),
    "trouwen": ("wie", "regels"),
    "overlijden": ("kosten", "regels"),
    "parkeervergunning": ("wie", "regels", "duur"),
    "parkeerboete": ("kosten", "wanneer", "duur", "wie", "regels"),
    "gehandicaptenparkeerkaart": ("kosten", "duur", "wie", "regels"),
    "grofvuil": ("regels",),
    "afvalkalender": ("kosten", "regels"),
    "melding_openbare_ruimte": ("kosten", "wanneer", "regels"),
    "overlast": ("regels",),
    "bijstand": ("", "duur", "wanneer", "wie", "regels"),
    "minimaregeling": ("wie", "regels"),
    "schulden": ("", "duur", "wie", "regels"),
    "wmo": ("", "kosten", "duur", "wanneer", "regels"),
    "leerlingenvervoer": ("kosten", "duur", "wie", "regels"),
    "jeugd": ("", "kosten", "duur", "wie", "regels"),
    "omgevingsvergunning": ("kosten", "duur", "wanneer", "regels"),
    "belastingen_woz": ("kosten", "hoe", "duur", "wie", "regels"),
    "kwijtschelding": ("kosten", "duur", "wanneer", "regels"),
    "hondenbelasting": ("wie", "regels"),
    "status_aanvraag": ("", "duur", "wie"),
    "vog": ("duur", "wie", "regels"),
    "gevonden_voorwerpen": ("wie", "regels", "kwijt"),
    "verkiezingen": ("duur", "regels"),
    "raadsvergadering": ("regels",),
    "evenement": ("kosten", "regels"),
    "klacht_en_bezwaar": ("", "duur", "wanneer", "hoe", "wie", "regels"),
}
"""Rights, costs that hang on who asks, terms with effect, and whatever somebody else decides; ''
is the first answer."""

NO_UPL = {"openingstijden", "overlast", "raadsvergadering", "status_aanvraag"}
"""The product list has no name for these."""


@cache
def zonnedael() -> Knowledge:
    return demonstration()


def passages(topic: Topic) -> dict[str, bool]:
    """Which parts a person confirms, by kind; '' is the first answer."""
    asked = {kind: passage.must_verify for kind, passage in topic.follow_ups.items()}
    return {"": topic.answer.must_verify, **asked}


def test_the_check_has_nothing_to_say() -> None:
    assert [str(each) for each in problems(CONTENT, TODAY)] == []


@pytest.mark.parametrize("key", sorted(A_PERSON_CONFIRMS))
def test_a_person_confirms_what_nobody_may_guess(key: str) -> None:
    confirmed = passages(zonnedael().topics[key])
    assert [kind for kind in A_PERSON_CONFIRMS[key] if not confirmed[kind]] == []


@pytest.mark.parametrize("key", FURTHER)
def test_a_further_subject_is_whole(key: str) -> None:
    topic = zonnedael().topics[key]
    assert set(topic.follow_ups) >= set(KINDS) - {"kwijt", "spoed"}
    assert len(topic.samples["nl"]) >= 60
    assert len(topic.samples["en"]) >= 12
    assert topic.facts
    assert topic.upl is not None


def test_a_child_that_did_not_live_is_met_with_a_person_and_no_errand() -> None:
    topic = zonnedael().topics["levenloos_geboren"]
    assert topic.person_first
    assert all(passages(topic).values())
    assert topic.script is None
    assert topic.related == ()


def test_every_topic_tells_its_name_in_the_product_list_or_has_none() -> None:
    assert {key for key, topic in zonnedael().topics.items() if topic.upl is None} == NO_UPL


def test_a_death_debts_and_a_child_come_with_a_person_first() -> None:
    first = {key for key, topic in zonnedael().topics.items() if topic.person_first}
    assert first == {"overlijden", "levenloos_geboren", "schulden", "jeugd"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", sorted(zonnedael().topics))
def test_every_answer_has_words_today(key: str, language: str) -> None:
    topic = zonnedael().topics[key]
    said = every_answer(zonnedael(), key, TODAY, language)
    more = 3 if topic.simple.text else 2  # the first answer comes with its name
    assert len(said) == len(topic.follow_ups) + more
    assert all(say.language == language and "{" not in say.text for say in said)


@pytest.mark.parametrize("key", sorted(zonnedael().topics))
def test_every_answer_can_tell_its_source(key: str) -> None:
    source = zonnedael().topics[key].source
    assert source.title
    assert source.url
    assert source.dated is not None
    assert source.dated.year == TODAY.year


def test_bad_news_leads_to_nothing_but_what_helps() -> None:
    topics = zonnedael().topics
    assert [each.topic for each in topics["overlijden"].related] == ["uittreksel_brp"]
    assert [each.topic for each in topics["schulden"].related] == ["minimaregeling"]
    assert [each.topic for each in topics["klacht_en_bezwaar"].related] == []
    assert [each.topic for each in topics["overlast"].related] == []


def test_nobody_is_pointed_to_a_death_or_a_fine() -> None:
    told = {each.topic for topic in zonnedael().topics.values() for each in topic.related}
    assert told.isdisjoint(
        {"overlijden", "levenloos_geboren", "parkeerboete", "schulden", "klacht_en_bezwaar"}
    )


def test_what_has_no_topic_has_its_own_lines() -> None:
    assert len(zonnedael().others["municipal"]["nl"]) >= 80
    assert len(zonnedael().others["municipal"]["en"]) >= 12
