"""That calls in tables cover every errand, every way to repair one, and every 'never'.

What there is, is read from the content, the code and the page that promises it.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from dialog.acts import Settle
from dialog.commands import Command, command
from dialog.scripts.hearing import Meant, meant_by
from dialog.scripts.hearing import Turn as Words
from tests.dialog.demonstration import demonstration
from tests.dialog.errand_calls import CONTENT, ErrandTalk
from tests.dialog.small_services import SmallServices
from tests.dialog.talking import well_formed
from tests.dialog.test_errands import _FREE_TUESDAY, CALLS, services

ROOT = Path(__file__).parents[2]
AFTER_CALLS = {"bericht", "verdergaan"}
"""They live on the services behind a call, and are carried to their end in test_after_call and
test_call_desk; test_keys_only and test_voice_only finish every script."""
SCRIPTS = sorted({path.stem for path in (CONTENT / "scripts").glob("*.yaml")} - AFTER_CALLS)
COMMANDS = sorted(demonstration().commands)
NEVER = ROOT / "tests" / "dialog" / "test_never.py"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PROMISES = re.findall(
    r"^- (.+)$", PAGE.split("## What never changes")[1].split("\n## ")[0], re.MULTILINE
)
_STAY = frozenset({Meant.YES, Meant.NO})


@cache
def settled() -> frozenset[str]:
    """The scripts that the tables carry to their end."""
    ended = set()
    for name, steps in CALLS.items():
        talk = ErrandTalk(services() if "appointment, all" not in name else SmallServices())
        if name in _FREE_TUESDAY:
            talk.services.booked.clear()
        talk.ring()
        for turn, _ in steps:
            ended |= {act.script for act in talk.turn(turn) if isinstance(act, Settle)}
    return frozenset(ended)


@cache
def said() -> frozenset[str]:
    return frozenset(turn.rpartition("|")[2] for steps in CALLS.values() for turn, _ in steps)


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_errand_is_carried_to_its_end(script: str) -> None:
    assert script in settled()


@pytest.mark.parametrize("meant", [each for each in Meant if each not in _STAY])
def test_every_way_to_repair_an_errand_is_in_a_call(meant: Meant) -> None:
    assert any(meant_by(Words(turn, command=command(turn))) is meant for turn in said())


@pytest.mark.parametrize("order", [Command.WAIT, Command.STOP, Command.REPEAT, Command.HELP])
def test_every_command_of_an_errand_is_in_a_call(order: Command) -> None:
    assert any(command(turn) is order for turn in said())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_content_is_met_in_an_errand(name: str) -> None:
    talk = ErrandTalk()
    talk.ring()
    talk.turn("afvalkalender|op welke dag komen jullie de bakken legen")
    acts = talk.turn(f"command:{name}|blauwe olifanten dansen zachtjes")
    assert acts
    assert well_formed(acts)


@pytest.mark.parametrize("promise", PROMISES)
def test_every_never_has_its_tests(promise: str) -> None:
    words = re.findall(r"\w+", promise.lower())
    sections = re.split(r"^# -- (.+?) -+$", NEVER.read_text(encoding="utf-8"), flags=re.MULTILINE)
    titles = dict(zip(sections[1::2], sections[2::2], strict=True))
    about = [
        title
        for title in titles
        if all(any(word.startswith(each) for word in words) for each in title.lower().split())
    ]
    assert any("\ndef test_" in titles[title] for title in about), f"nothing about: {promise}"
