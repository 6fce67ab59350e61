"""Wrong use and bad input, at once and without models: one sentence, exit code 2, no output."""

import io
import os
import signal
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from records.log import EventLog
from tests.belbalie.command import Case, Ended, belbalie, forked, start
from tests.dialog import small_content

FILES = {
    "broken.jsonl": '{"id": "1", "text": "hallo"}\n\n{"id": "2", "text": \n',
    "no_text.jsonl": '{"id": "1"}\n',
    "number.jsonl": '{"id": "1", "text": 5}\n',
    "list.jsonl": "[1, 2]\n",
    "deep.jsonl": "[" * 100_000 + "\n",
    "surrogate.jsonl": '{"id": "1", "text": "\\ud800"}\n',
    "no_turns.jsonl": '{"id": "1", "turns": []}\n',
    "strange_turn.jsonl": '{"id": "1", "turns": [{"say": "ja"}, {"shout": "ja"}]}\n',
    "strange_key.jsonl": '{"id": "1", "turns": [{"keys": "12x"}]}\n',
    "bad_now.jsonl": '{"id": "1", "context": {"now": "later"}, "turns": [{"say": "ja"}]}\n',
    "bad_context.jsonl": '{"id": "1", "context": [1], "turns": [{"say": "ja"}]}\n',
    "text.wav": "this is no sound\n",
    "empty.wav": "",
    "records.db": "this is no database, whatever its name says\n",
}


def sound_file() -> bytes:
    """A tenth of a second of silence."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    return held.getvalue()


SET = "BELBALIE_"
CASES = {
    "no command": Case((), ("Missing command", "--help")),
    "unknown command": Case(("aks",), ("No such command", "aks")),
    "unknown option": Case(("ask", "hallo", "--loud"), ("No such option", "--loud")),
    "option without value": Case(("ask", "--now"), ("--now",)),
    "ask nothing": Case(("ask", "--json"), ("TEXT or --batch", "neither")),
    "ask twice": Case(("ask", "hallo", "--batch", "list.jsonl", "--json"), ("both",)),
    "ask at no moment": Case(("ask", "hallo", "--now", "soon", "--json"), ("--now", "'soon'")),
    "ask before time": Case(("ask", "hallo", "--now", "0001-01-01", "--json"), ("--now",)),
    "batch that is not there": Case(("ask", "--batch", "none.jsonl", "--json"), ("none.jsonl",)),
    "batch that is a folder": Case(("ask", "--batch", ".", "--json"), ("JSON lines",)),
    "batch of sound": Case(("ask", "--batch", "sound.wav", "--json"), ("sound.wav", "UTF-8")),
    "broken batch": Case(("ask", "--batch", "broken.jsonl", "--json"), ("broken.jsonl:3:",)),
    "batch without text": Case(("ask", "--batch", "no_text.jsonl"), ("no_text.jsonl:1:", "text")),
    "batch with a number": Case(("ask", "--batch", "number.jsonl"), ("number.jsonl:1:", "got 5")),
    "batch of lists": Case(("ask", "--batch", "list.jsonl"), ("list.jsonl:1:", "object")),
    "bottomless batch": Case(("ask", "--batch", "deep.jsonl"), ("deep.jsonl:1:", "nested")),
    "batch of half characters": Case(("ask", "--batch", "surrogate.jsonl"), ("UTF-8",)),
    "chat at no moment": Case(("chat", "--now", "10:15", "--json"), ("--now",)),
    "script that is not there": Case(("chat", "--script", "none.jsonl", "--json"), ("none.jsonl",)),
    "broken script": Case(("chat", "--script", "broken.jsonl", "--json"), ("broken.jsonl:",)),
    "script without turns": Case(("chat", "--script", "no_turns.jsonl"), (":1:", "'turns'")),
    "strange turn": Case(("chat", "--script", "strange_turn.jsonl"), (":1: turn 2:", "'say'")),
    "strange key": Case(("chat", "--script", "strange_key.jsonl"), (":1: turn 1:", "12x")),
    "script at no moment": Case(("chat", "--script", "bad_now.jsonl"), (":1: 'now'", "later")),
    "strange context": Case(("chat", "--script", "bad_context.jsonl"), (":1:", "'context'")),
    "call without sound": Case(("call", "--json"), ("Missing argument", "FILE.wav")),
    "sound that is not there": Case(("call", "none.wav", "--json"), ("none.wav", "found none")),
    "empty sound": Case(("call", "empty.wav", "--json"), ("empty.wav", "empty file")),
    "text for sound": Case(("call", "text.wav", "--json"), ("text.wav", "b'this'")),
    "half a sound header": Case(("call", "half.wav", "--json"), ("half.wav", "20 bytes")),
    "folder for sound": Case(("call", ".", "--json"), ("Is a directory",)),
    "second sound is wrong": Case(("call", "sound.wav", "text.wav", "--json"), ("text.wav",)),
    "unknown language": Case(("call", "sound.wav", "--lang", "xx", "--json"), ("--lang", "'xx'")),
    "call at no moment": Case(("call", "sound.wav", "--now", "25:00", "--json"), ("--now",)),
    "answer in no folder": Case(
        ("call", "sound.wav", "--out", "none/a.wav", "--json"), ("--out", "none")
    ),
    "answer is a folder": Case(("call", "sound.wav", "--out", ".", "--json"), ("--out", "folder")),
    "unknown model": Case(("models", "pull", "whisper-huge"), ("'whisper-huge'", "whisper-base")),
    "unknown model to verify": Case(("models", "verify", "whisper-huge"), ("'whisper-huge'",)),
    "model that is not here": Case(
        ("models", "verify", "whisper-base"), ("belbalie models pull whisper-base",), code=1
    ),
    "nonsense for a mirror": Case(
        ("models", "list"), ("https://",), variables={f"{SET}MODEL_MIRROR": "nonsense"}
    ),
    "nonsense for an address": Case(("serve", "--http", "nonsense"), ("http", "'nonsense'")),
    "port that cannot be": Case(("serve", "--http", "127.0.0.1:70000"), ("127.0.0.1:8080",)),
    "day that cannot be": Case(("report", "--from", "2026-02-30", "--json"), ("--from",)),
    "last day that cannot be": Case(("report", "--to", "soon", "--json"), ("--to", "'soon'")),
    "period that runs back": Case(
        ("report", "--from", "2026-02-02", "--to", "2026-02-01", "--json"), ("2026-02-02",)
    ),
    "day beyond the calendar": Case(("report", "--to", "9999-12-31", "--json"), ("9999",)),
    "no records yet": Case(("report", "--json"), ("belbalie.db", "found none", "--database")),
    "records that are none": Case(
        ("report", "--database", "sqlite:///records.db", "--json"), ("no SQLite database",), code=1
    ),
    "nonsense for a database": Case(
        ("report", "--database", "nonsense", "--json"), ("sqlite:///", "postgresql")
    ),
    "another kind of database": Case(
        ("serve",), ("sqlite:///",), variables={f"{SET}DATABASE": "mysql://u:geheim@host/name"}
    ),
    "call that was not": Case(
        ("report", "--call", "none", "--database", "sqlite:///good.db", "--json"), ("call none",)
    ),
    "erase a call that was not": Case(
        ("erase", "none", "--database", "sqlite:///good.db"), ("call none",)
    ),
    "words for a number": Case(
        ("models", "list"), ("calls", "'nul'", "BELBALIE_CALLS"), variables={f"{SET}CALLS": "nul"}
    ),
    "unknown log level": Case(
        ("models", "list"), ("log_level", "WARNING"), variables={f"{SET}LOG_LEVEL": "LOUD"}
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "sound.wav").write_bytes(sound_file())
    (folder / "half.wav").write_bytes(sound_file()[:20])
    EventLog(f"sqlite:///{folder / 'good.db'}").close()
    return folder


@pytest.mark.parametrize("name", CASES)
def test_wrong_use_is_told_in_one_sentence(name: str, folder: Path) -> None:
    CASES[name].check(forked(CASES[name], folder))


@pytest.mark.parametrize("name", ["unknown option", "empty sound", "broken batch"])
def test_the_console_script_tells_the_same(name: str, folder: Path) -> None:
    CASES[name].check(belbalie(*CASES[name].arguments, data=folder))


def test_a_password_in_a_wrong_database_url_is_not_shown(folder: Path) -> None:
    assert "geheim" not in forked(CASES["another kind of database"], folder).err


def test_an_unknown_setting_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "belbalie.env").write_text("BELBALIE_COLOUR=orange\n", encoding="utf-8")
    Case(("models", "list"), ("BELBALIE_COLOUR",)).check(forked(Case(("models", "list")), tmp_path))


def test_a_settings_file_of_other_bytes_is_told(tmp_path: Path) -> None:
    (tmp_path / "belbalie.env").write_bytes(b"BELBALIE_CONTENT=\xff\xfe\n")
    Case(("models", "list"), ("belbalie.env", "UTF-8")).check(
        forked(Case(("models", "list")), tmp_path)
    )


def test_check_tells_every_mistake_with_its_line(tmp_path: Path) -> None:
    wrong = small_content.PASPOORT.replace("department: burgerzaken", "department: niemand")
    content = small_content.write(
        tmp_path / "c", {"topics/paspoort.yaml": wrong, "others.yaml": b"\t"}
    )
    done = forked(Case(("check", "--content", content)), tmp_path)
    done.told(2, "mistakes")
    assert "paspoort.yaml:5: " in done.out
    assert "others.yaml:1: " in done.out


def test_check_is_content_with_good_content(tmp_path: Path) -> None:
    content = small_content.write(tmp_path / "c")
    done = forked(Case(("check", "--content", content)), tmp_path)
    assert done.code == 0
    assert done.err == ""


def test_a_reader_who_leaves_early_is_no_fault(tmp_path: Path) -> None:
    here, there = os.pipe()
    os.close(here)
    process = start("models", "list", data=tmp_path, out=there)
    os.close(there)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")


def test_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        process = start("models", "list", data=tmp_path, out=full.fileno())
        _, err = process.communicate(timeout=60)
    Ended(process.returncode, "", err).told(1, "No space left")


def test_an_interrupt_ends_a_command_quietly(tmp_path: Path) -> None:
    small_content.write(tmp_path / "content")  # all of Zonnedael would be learned first: minutes
    script = tmp_path / "script.jsonl"
    os.mkfifo(script)
    process = start("chat", "--script", script, data=tmp_path)
    with script.open("w"):  # returns once the command reads from it, and waits there
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "")


def test_the_command_speaks_utf8_whatever_the_locale(tmp_path: Path) -> None:
    content = small_content.write(tmp_path / "né", {"others.yaml": None})
    done = belbalie(
        "check", "--content", content, data=tmp_path, more={"PYTHONIOENCODING": "ascii"}
    )
    assert "né/others.yaml:0: Dit bestand ontbreekt." in done.out


def test_what_is_typed_wrong_costs_no_loading_of_models() -> None:
    heavy = "import belbalie.cli, belbalie.script, sys; sys.exit('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", heavy], check=False)
    assert done.returncode == 0
