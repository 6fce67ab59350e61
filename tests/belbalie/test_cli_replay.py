"""`belbalie replay`, as a municipality's own tests run it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from belbalie.errors import WorkFailed, WrongUse
from belbalie.replay_commands import Wanted, run_replay
from belbalie.settings import Settings, load
from records.log import EventLog
from tests.belbalie.command import Case, forked
from tests.belbalie.recorded_town import TOWN, record, town
from tests.desk.machine_house import DOG, NEW, OLD, by_words

_TURN = '{"say": "mag mijn hond los", "expect_topic": "hond"}'
CALLER = {"callers.jsonl": f'{{"id": "los", "turns": [{_TURN}]}}'}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    content = town(tmp_path / "content", CALLER)
    made = load(content=content, data=tmp_path / "var", database=f"sqlite:///{tmp_path}/records.db")
    log = EventLog(made.database_url)
    record(log, content, 10)
    log.close()
    return made


def _wanted(folder: Path) -> Wanted:
    return Wanted(folder, None, None, 1000, True)


def test_what_ends_differently_is_printed(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = town(tmp_path / "other", CALLER | {DOG: TOWN[DOG].replace(OLD, NEW)})
    run_replay(settings, _wanted(other), by_words)
    *changed, counted = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert counted == {"calls": 10, "callers": 1, "changed": {"wording": len(changed)}}
    assert {each["change"] for each in changed} == {"wording"}
    assert any(NEW in text for each in changed for text in each["after"])
    run_replay(settings, replace(_wanted(other), as_json=False), by_words)
    assert "10 calls, 1 scripted callers" in capsys.readouterr().out


def test_where_one_ends_worse_the_command_fails(settings: Settings, tmp_path: Path) -> None:
    without = town(tmp_path / "other", CALLER | {DOG: None})
    with pytest.raises(WorkFailed, match="no conversation to end worse"):
        run_replay(settings, _wanted(without), by_words)


def test_days_choose_the_calls(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = town(tmp_path / "same", CALLER)
    for since, until, count in (("2026-11-23", "2026-11-23", 10), ("2026-11-24", None, 0)):
        run_replay(settings, replace(_wanted(same), since=since, until=until), by_words)
        assert json.loads(capsys.readouterr().out)["calls"] == count
    with pytest.raises(WrongUse, match="--from"):
        run_replay(settings, replace(_wanted(same), since="gisteren"), by_words)


def test_a_folder_with_mistakes_is_wrong_use(settings: Settings, tmp_path: Path) -> None:
    broken = town(tmp_path / "broken", {DOG: "key: hond\n"})
    with pytest.raises(WrongUse, match="hond"):
        run_replay(settings, _wanted(broken), by_words)


def test_the_command_tells_what_is_wrong(settings: Settings, tmp_path: Path) -> None:
    arguments = ("replay", "--draft", tmp_path / "weg", "--content", settings.content)
    ended = forked(Case(arguments), tmp_path)
    assert ended.code == 2, ended.err
    assert "weg" in ended.err
    assert "Traceback" not in ended.err
