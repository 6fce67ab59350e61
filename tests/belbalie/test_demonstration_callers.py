"""The scripted callers of the demonstration: all that it knows is asked at least once."""

from datetime import datetime

from belbalie.script import check_topics, read_scripts
from belbalie.scripted_callers import CALLERS, read_callers
from dialog.events import Rung
from dialog.knowledge import OTHERS
from tests.belbalie.own_content import CONTENT
from tests.dialog.demonstration import demonstration

NOW = datetime.fromisoformat("2026-11-27T09:00:00+01:00")
_ELSEWHERE = {"bericht", "crisis", "verdergaan"}
"""Errands that begin by what happened before, and not by a question."""


def test_every_topic_has_a_caller() -> None:
    knowledge = demonstration()
    scripts = read_scripts(CONTENT / CALLERS)
    check_topics(scripts, {*knowledge.topics, *OTHERS})
    asked = {line.expect_topic for script in scripts for line in script.lines}
    assert set(knowledge.topics) <= asked
    assert {"human", "emergency", "out_of_scope"} <= asked
    assert len({script.identity for script in scripts}) == len(scripts) >= 40


def test_every_errand_is_carried_through_by_a_caller() -> None:
    knowledge = demonstration()
    long = [each.case for each in read_callers(CONTENT, NOW) if len(each.case.turns) > 2]
    about = {topic for case in long for topic in case.expected.values()}
    begun = {knowledge.topics[topic].script for topic in about if topic in knowledge.topics}
    keys = {getattr(script, "key", script) for script in begun}
    assert set(knowledge.scripts) - _ELSEWHERE <= keys


def test_who_names_no_moment_rings_in_the_week_that_begins_now() -> None:
    moments = [each.case.rung for each in read_callers(CONTENT, NOW)]
    assert all(isinstance(rung, Rung) for rung in moments)
    assert sum(rung.at >= NOW for rung in moments) >= 40
