import io
import json
from pathlib import Path
from typing import Any

import pytest

from belbalie.chat import run_scripts, talk
from belbalie.errors import WorkFailed
from belbalie.script import Script, read_batch, read_scripts
from belbalie.text_call import Turn
from belbalie.text_desk import TextDesk
from tests.belbalie.small_desk import NOW, small_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TextDesk:
    return small_desk(tmp_path_factory.mktemp("content"))


PASSPORT = "mijn paspoort is verlopen"


def written(folder: Path, *conversations: dict[str, Any]) -> list[Script]:
    file = folder / "script.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in conversations), encoding="utf-8")
    return read_scripts(file)


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    out, err = capsys.readouterr()
    assert err == ""
    return [json.loads(line) for line in out.splitlines()]


def test_a_script_gives_events_and_acts_by_turn_and_an_outcome_at_the_end(
    desk: TextDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_scripts(desk, written(tmp_path, {"id": 7, "turns": [{"say": PASSPORT}]}), NOW, True)
    *happened, last = printed(capsys)
    assert all(set(line) in ({"id", "turn", "event"}, {"id", "turn", "act"}) for line in happened)
    assert all(line["id"] == 7 for line in happened)
    turns = [line["turn"] for line in happened]
    assert turns == sorted(turns)
    assert happened[0]["event"]["type"] == "rung"
    assert happened[0]["event"]["content_version"] == desk.known.knowledge.version
    assert happened[-1] == {"id": 7, "turn": 2, "act": {"type": "conclude", "outcome": "answered"}}
    assert set(last) == {"id", "outcome", "card"}
    assert last["outcome"] == {"type": "answered", "fields": {}}
    assert last["card"]["question"] == {"words": PASSPORT, "topic": "paspoort"}
    assert last["card"]["topics"] == [{"key": "paspoort", "title": "een paspoort"}]


def test_a_callback_ends_with_its_fields(
    desk: TextDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turns = [
        {"keys": "0"},
        {"keys": "0612345678#"},
        {"say": "ja"},
        {"say": "dinsdagmiddag graag"},
    ]
    run_scripts(desk, written(tmp_path, {"id": "c", "turns": turns}), NOW, True)
    outcome = printed(capsys)[-1]["outcome"]
    assert outcome["type"] == "callback"
    fields = {"telefoon": "0612345678", "dagdeel": "middag", "weekdag": "dinsdag"}
    assert outcome["fields"].items() >= fields.items()


def test_a_bsn_that_is_spoken_is_not_printed(
    desk: TextDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = [{"say": "mijn bsn is 123456782 en mijn paspoort is verlopen"}]
    run_scripts(desk, written(tmp_path, {"id": "b", "turns": said}), NOW, True)
    out = capsys.readouterr().out
    assert "123456782" not in out
    assert "[BSN]" in out


def test_the_context_sets_the_moment_and_the_caller(tmp_path: Path) -> None:
    context = {
        "now": "2026-11-23T17:00:00+01:00",
        "caller": "0612345678",
        "open": False,
        "agents": "busy",
        "fixtures": {"appointments": []},
        "later": {"added": "field"},
    }
    turns = [{"say": "hallo", "emotion": "angry"}, {"keys": "0"}]
    (script,) = written(tmp_path, {"id": "x", "context": context, "turns": turns, "more": 1})
    assert script.now is not None
    assert script.now.isoformat() == script.now.astimezone().isoformat()
    assert script.now.timestamp() == NOW.replace(hour=17, minute=0).timestamp()
    assert script.caller == "0612345678"
    assert [line.turn for line in script.lines] == [Turn(say="hallo"), Turn(keys="0")]


def test_conversations_know_nothing_of_each_other(
    desk: TextDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = {"id": "1", "turns": [{"say": PASSPORT}]}
    second = {"id": "2", "turns": [{"say": "[stilte]"}]}
    run_scripts(desk, written(tmp_path, first, second), NOW, True)
    ends = {line["id"]: line["outcome"]["type"] for line in printed(capsys) if "outcome" in line}
    assert ends == {"1": "answered", "2": "abandoned"}


def test_a_topic_that_was_expected_in_vain_fails_after_all_was_played(
    desk: TextDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turns = [{"say": PASSPORT, "expect_topic": "trouwen"}]
    scripts = written(tmp_path, {"id": "1", "turns": turns}, {"id": "2", "turns": turns[:1]})
    with pytest.raises(
        WorkFailed, match=r"script\.jsonl:1: turn 1: expected trouwen, got paspoort"
    ):
        run_scripts(desk, scripts, NOW, True)
    assert [line["id"] for line in printed(capsys) if "outcome" in line] == ["1", "2"]


def test_without_json_a_script_reads_as_a_conversation(
    desk: TextDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turns = [{"say": PASSPORT}, {"say": "[stilte]"}, {"keys": "9"}]
    run_scripts(desk, written(tmp_path, {"id": "1", "turns": turns}), NOW, False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("desk    ")
    spoken = [line for line in lines if line.startswith("caller")]
    assert spoken == [f"caller  {PASSPORT}", "caller  [stilte]", "caller  [9]"]
    assert lines[-1] == "outcome answered"


def test_what_is_typed_is_answered_until_the_end_of_the_file(
    desk: TextDesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPORT}\n\n!9\n"))
    talk(desk, NOW, True)
    lines = printed(capsys)
    kinds = {line["event"]["type"] for line in lines if "event" in line}
    assert {"rung", "heard", "silence", "keyed", "hung_up"} <= kinds
    assert lines[-1]["outcome"]["type"] == "answered"


def test_what_is_typed_after_the_goodbye_is_not_read(
    desk: TextDesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.StringIO("tot ziens\nhallo?\n")
    monkeypatch.setattr("sys.stdin", typed)
    talk(desk, NOW, False)
    assert typed.read() == "hallo?\n"
    assert capsys.readouterr().out.splitlines()[-1] == "outcome abandoned"


def test_a_batch_keeps_ids_and_order_and_strange_separators(tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    lines = ['{"id": 2, "text": "een\u2028twee"}', "", '{"id": "1", "text": "", "more": 0}\r']
    file.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    assert read_batch(file) == [(2, "een\u2028twee"), ("1", "")]
