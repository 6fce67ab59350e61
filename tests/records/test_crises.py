"""Crises are started, replaced and stopped, for every process that shares the database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dialog.crisis import Crisis, CrisisMessage, CrisisPage, CrisisQuestion
from records.crises import Crises
from tests.records.conftest import START, moment

HOUR = timedelta(hours=1)
PAGE = CrisisPage(
    title="Geen water in Noord",
    opening={"nl": "Er is geen water.", "en": "There is no water."},
    questions=(
        CrisisQuestion({"nl": ("Wat nu?", "En dan?")}, {"nl": "Wacht even."}),
        CrisisQuestion({"nl": ("Mag ik drinken?",), "en": ("May I?",)}, {"nl": "Nee.", "en": "No"}),
    ),
)
WATER = Crisis(
    key="geen-water-in-noord",
    page=PAGE,
    message=CrisisMessage(PAGE.opening, START, START + HOUR, ("4992",), ("molenweg",)),
    told_at=START,
)


@pytest.fixture
def kept(path: Path) -> Iterator[Crises]:
    crises = Crises(f"sqlite:///{path}")
    yield crises
    crises.close()


def running(kept: Crises, seconds: float = 0) -> list[Crisis]:
    return [each.crisis for each in kept.running(moment(seconds))]


def test_what_was_started_is_there_for_another_process_too(kept: Crises, path: Path) -> None:
    kept.start(WATER, "anna")
    other = Crises(f"sqlite:///{path}")
    (found,) = other.running(START)
    other.close()
    assert (found.crisis, found.by) == (WATER, "anna")


@pytest.mark.parametrize(("seconds", "runs"), [(-60, True), (3599.9, True), (3600, False)])
def test_it_is_over_by_itself(kept: Crises, seconds: float, runs: bool) -> None:
    kept.start(WATER, "anna")
    assert (running(kept, seconds) == [WATER]) is runs


def test_the_same_key_again_takes_the_place_of_the_earlier_one(kept: Crises) -> None:
    kept.start(WATER, "anna")
    newer = replace(WATER, told_at=moment(60), page=replace(PAGE, title="Weer water"))
    kept.start(newer, "bert")
    assert running(kept) == [newer]


def test_the_newest_comes_first(kept: Crises) -> None:
    smoke = replace(WATER, key="rook", told_at=moment(60))
    kept.start(smoke, "anna")
    kept.start(WATER, "anna")
    assert running(kept) == [smoke, WATER]


def test_the_revision_tells_every_change(kept: Crises) -> None:
    seen = [kept.revision()]
    kept.start(WATER, "anna")
    seen.append(kept.revision())
    kept.start(WATER, "anna")
    seen.append(kept.revision())
    kept.stop(WATER.key, "anna", moment(60))
    seen += [kept.revision(), kept.revision()]
    assert len(set(seen)) == 4
    assert seen[-1] == seen[-2]


def test_what_was_stopped_is_gone_and_is_not_stopped_twice(kept: Crises) -> None:
    kept.start(WATER, "anna")
    kept.stop(WATER.key, "bert", moment(60))
    assert running(kept) == []
    with pytest.raises(LookupError):
        kept.stop(WATER.key, "bert", moment(61))
