"""The queue and who takes over, as editors write it in gemeente.yaml."""

from pathlib import Path

import pytest

from belbalie.agent_phones import rules_of
from dialog.knowledge import WaitingTimes
from telephony.queue import Overflow
from tests.dialog.small_content import MUNICIPALITY
from tests.dialog.test_content_hours import TEAM, told, town

TEAMS = MUNICIPALITY.replace(
    "  afval: {title: het team Afval}\n",
    "  afval: {title: het team Afval, overflow: burgerzaken, overflow_after: 90, desk: true}\n"
    "  klantcontact: {title: het klantcontactcentrum}\n",
)


def test_times_of_the_queue_are_read_and_may_be_left_out(tmp_path: Path) -> None:
    assert town(tmp_path, MUNICIPALITY).queue == WaitingTimes(900.0, 240.0)
    assert town(tmp_path, MUNICIPALITY + "queue: {longest: 600}\n").queue == WaitingTimes(600.0)


def test_a_team_names_who_takes_over_and_others_have_the_switchboard(tmp_path: Path) -> None:
    read = town(tmp_path, TEAMS)
    assert read.departments["afval"].staffed
    assert rules_of(read).overflow == {
        "burgerzaken": Overflow("klantcontact", 60.0),
        "afval": Overflow("burgerzaken", 90.0),
    }


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (TEAM.replace("}", ", overflow: elders}"), "overflow 'elders'"),
        (TEAM.replace("}", ", overflow: burgerzaken}"), "overflow 'burgerzaken'"),
        (TEAM.replace("}", ", overflow_after: straks}"), "'overflow_after' hoort een heel getal"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, line: str, problem: str) -> None:
    (found,) = told(tmp_path, MUNICIPALITY.replace(TEAM, line))
    assert found.startswith("gemeente.yaml:10:")
    assert problem in found


def test_a_queue_too_short_to_stand_in_is_told(tmp_path: Path) -> None:
    (found,) = told(tmp_path, MUNICIPALITY + "queue: {longest: 5}\n")
    assert "'longest' hoort een heel getal te zijn, 30 of meer." in found
