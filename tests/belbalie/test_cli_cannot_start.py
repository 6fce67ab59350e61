"""What is found out only when the house is put together: one sentence, and the right exit code."""

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from records.log import EventLog
from tests.belbalie.command import Case, belbalie
from tests.belbalie.small_disk import SmallDisk, small_disk
from tests.belbalie.test_cli_bad_input import sound_file
from tests.dialog import small_content

pytestmark = pytest.mark.models  # not for their weights: loading the engines takes seconds


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "sound.wav").write_bytes(sound_file())
    small_content.write(folder / "content")
    wrong = small_content.PASPOORT.replace("department: burgerzaken", "department: niemand")
    small_content.write(folder / "wrong", {"topics/paspoort.yaml": wrong})
    turns = [{"say": "mijn paspoort is verlopen", "expect_topic": "paspoortje"}]
    (folder / "script.jsonl").write_text(json.dumps({"id": "1", "turns": turns}) + "\n")
    newer_records(folder / "newer.db")
    return folder


def newer_records(file: Path) -> None:
    EventLog(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


CASES = {
    "unknown content for ask": Case(
        ("ask", "hallo", "--content", "nowhere", "--json"), ("nowhere:0: Deze map",)
    ),
    "unknown content for serve": Case(
        ("serve", "--content", "nowhere", "--http", "127.0.0.1:0"), ("nowhere:0: Deze map",)
    ),
    "content with a mistake": Case(
        ("ask", "hallo", "--content", "wrong", "--json"), ("wrong/topics/paspoort.yaml:5: ",)
    ),
    "unknown topic key in a script": Case(
        ("chat", "--script", "script.jsonl", "--content", "content", "--json"),
        ("script.jsonl:1: turn 1:", "'paspoortje'", "grofvuil, human"),
    ),
    "missing model": Case(
        ("call", "sound.wav", "--json"), ("belbalie models pull whisper-base",), code=1
    ),
    "records of a newer version": Case(
        ("call", "sound.wav", "--json"),
        ("9999", "install the newer Belbalie"),
        code=1,
        variables={"BELBALIE_DATABASE": "sqlite:///newer.db"},
    ),
    "records that cannot be written": Case(
        ("call", "sound.wav", "--json"),
        ("/proc/none/records.db",),
        code=1,
        variables={"BELBALIE_DATABASE": "sqlite:////proc/none/records.db"},
    ),
    "data folder that cannot be made": Case(
        ("call", "sound.wav", "--json"),
        ("/proc/none", "BELBALIE_DATA"),
        code=1,
        variables={"BELBALIE_DATA": "/proc/none"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_put_together_is_told_in_one_sentence(name: str, folder: Path) -> None:
    case = CASES[name]
    case.check(belbalie(*case.arguments, data=folder, more=case.variables))


def test_newer_records_are_not_reported_on(folder: Path) -> None:
    done = belbalie("report", "--database", "sqlite:///newer.db", "--json", data=folder)
    done.told(1, "9999", "install the newer Belbalie")
    assert done.out == ""


def test_a_port_in_use_is_told_before_anything_is_loaded(folder: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = belbalie("serve", "--http", address, data=folder)
    done.told(1, address, "in use", "--http")
    assert done.out == ""


@pytest.fixture
def full(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "full") as disk:
        yield disk


def test_a_full_disk_under_the_records_is_told(full: SmallDisk, folder: Path) -> None:
    done = belbalie("call", folder / "sound.wav", "--json", data=full.folder, before=full.before)
    done.told(1, str(full.folder))
    assert done.out == ""


def test_a_full_disk_under_the_learned_topics_is_told(full: SmallDisk, folder: Path) -> None:
    content = folder / "content"
    done = belbalie("ask", "hallo", "--content", content, data=full.folder, before=full.before)
    done.told(1, str(full.folder), "BELBALIE_DATA")
    assert done.out == ""


def test_a_full_disk_under_the_models_is_told(full: SmallDisk) -> None:
    done = belbalie("models", "pull", "whisper-base", data=full.folder, before=full.before)
    done.told(1, "whisper-base", str(full.folder))
