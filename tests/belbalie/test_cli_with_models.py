"""The commands as the contract has them, with the real models; each is started once."""

import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wave import open as open_wave

import numpy as np
import pytest
import soxr

from audio.wav import read_wav
from belbalie.sound_call import HOPS
from tests.belbalie.command import ROOT, Ended, belbalie, start
from tests.belbalie.own_content import few_samples
from tests.belbalie.small_disk import SmallDisk, small_disk
from tests.belbalie.test_cli_bad_input import sound_file
from voice.models import ModelStore
from voice.piper_voice import PiperSpeech

pytestmark = pytest.mark.models

NOW = ("--now", "2026-11-23T10:15")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of its own, with the models that are here and all that was made by them."""
    data = tmp_path_factory.mktemp("data")
    share(data, "models", "embeddings", "prompts")
    few_samples(data / "content")
    return data


def share(data: Path, *names: str) -> None:
    for name in names:
        shared = ROOT / "var" / name
        shared.mkdir(parents=True, exist_ok=True)
        (data / name).symlink_to(shared)


def vectors(data: Path) -> dict[str, int]:
    """By name, which file it is: one that was made anew is another. What is read is marked as
    used, so its time tells nothing.
    """
    return {file.name: file.stat().st_ino for file in (data / "embeddings").glob("*.npz")}


# -- ask -----------------------------------------------------------------------------------------

ASKED = {
    "nl": "Wat kost een paspoort?",
    "en": "How much does a passport cost?",
    "person": "Ik wil graag een medewerker spreken.",
    "danger": "Help, er is brand in mijn huis!",
    "again": "Kunt u dat herhalen?",
    "bsn": "Mijn burgerservicenummer is 123456782, wat kost een paspoort?",
    "none": "",
}
KEYS = {
    "id", "topic", "second_topic", "kind", "slots", "language", "say", "sources", "transfer",
    "emergency", "score",
}  # fmt: skip


@pytest.fixture(scope="module")
def batch(data: Path) -> Ended:
    file = data / "batch.jsonl"
    lines = [json.dumps({"id": name, "text": text, "more": 1}) for name, text in ASKED.items()]
    file.write_text("\n".join(lines), encoding="utf-8")
    return belbalie("ask", "--batch", file, *NOW, "--json", data=data)


@pytest.fixture(scope="module")
def answers(batch: Ended) -> dict[str, Any]:
    return {line["id"]: line for line in batch.lines}


def test_a_batch_is_answered_line_by_line_and_nothing_else(batch: Ended) -> None:
    assert (batch.code, batch.err) == (0, "")
    assert [line["id"] for line in batch.lines] == list(ASKED)
    assert all(set(line) == KEYS for line in batch.lines)


def test_a_question_is_answered_from_its_source(answers: dict[str, Any]) -> None:
    line = answers["nl"]
    assert (line["topic"], line["kind"], line["language"]) == ("paspoort", "question", "nl")
    assert "€ 86,50" in line["say"]
    assert line["sources"] == ["Paspoort aanvragen (2026-01-05)"]
    assert 0.5 < line["score"] <= 1.0
    assert (line["transfer"], line["emergency"], line["slots"]) == (False, False, {})


def test_an_english_question_has_its_topic_while_we_ask_for_the_language(
    answers: dict[str, Any],
) -> None:
    assert (answers["en"]["topic"], answers["en"]["language"]) == ("paspoort", "en")
    assert answers["en"]["say"] == "Shall we go on in English?"


def test_a_person_danger_and_a_command_are_told_apart(answers: dict[str, Any]) -> None:
    told = {name: (line["topic"], line["kind"]) for name, line in answers.items()}
    assert told["person"] == ("human", "human")
    assert told["danger"] == ("emergency", "crisis")
    assert told["again"] == ("command", "command")
    assert [name for name, line in answers.items() if line["transfer"]] == ["person"]
    assert [name for name, line in answers.items() if line["emergency"]] == ["danger"]
    assert "112" in answers["danger"]["say"]
    assert answers["again"]["slots"] == {"command": "herhaal"}


def test_a_bsn_is_not_said_back(batch: Ended, answers: dict[str, Any]) -> None:
    assert answers["bsn"]["topic"] == "paspoort"
    assert "123456782" not in batch.out


def test_a_second_start_learns_nothing_again(batch: Ended, data: Path) -> None:
    before = vectors(data)
    again = belbalie("ask", ASKED["nl"], *NOW, data=data)
    assert before
    assert vectors(data) == before
    assert (again.code, again.err) == (0, "")
    assert again.out == batch.lines[0]["say"] + "\n"


# -- chat ----------------------------------------------------------------------------------------


def test_a_script_that_is_not_understood_as_expected_fails_after_its_end(data: Path) -> None:
    turns = [
        {"say": "Ik wil mijn oude bank laten ophalen.", "expect_topic": "grofvuil"},
        {"say": "[stilte]"},
        {"say": "Wat kost een paspoort?", "expect_topic": "trouwen"},
    ]
    script = data / "script.jsonl"
    script.write_text(json.dumps({"id": "1", "context": {}, "turns": turns}), encoding="utf-8")
    done = belbalie("chat", "--script", script, *NOW, "--json", data=data)
    done.told(1, "script.jsonl:1: turn 3: expected trouwen, got paspoort")
    assert done.lines[-1]["outcome"] == {"type": "answered", "fields": {}}
    assert [each["key"] for each in done.lines[-1]["card"]["topics"]] == ["grofvuil", "paspoort"]


def test_a_conversation_that_is_typed_is_answered_and_ends_with_an_interrupt(data: Path) -> None:
    process = start("chat", *NOW, data=data)
    assert process.stdin is not None
    assert process.stdout is not None
    greeting = [process.stdout.readline() for _ in range(3)]
    process.stdin.write("Wat kost een paspoort?\n")
    process.stdin.flush()
    answer = [process.stdout.readline() for _ in range(3)]
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert "computer" in greeting[0]
    assert "€ 86,50" in answer[1]
    assert (process.returncode, err) == (130, "")


# -- call ----------------------------------------------------------------------------------------


def spoken(text: str, file: Path) -> Path:
    """A stereo file of 44.1 kHz in which Piper's English voice says this."""
    voice = PiperSpeech(ModelStore(ROOT / "var" / "models").main_file("en_US-joe-medium"), noise=0)
    sound = soxr.resample(voice.speak(text, 1.0), voice.rate_hz, 44100)
    with open_wave(str(file), "wb") as wave:
        wave.setnchannels(2)
        wave.setsampwidth(2)
        wave.setframerate(44100)
        wave.writeframes(np.stack([sound, sound], axis=1).astype("<i2").tobytes())
    return file


@pytest.fixture(scope="module")
def called(data: Path) -> Ended:
    """A silent turn, then a question, over the telephone."""
    silent, question = data / "silent.wav", data / "question.wav"
    silent.write_bytes(sound_file())
    spoken("How much does a new passport cost?", question)
    files = (silent, question, "--out", data / "answer.wav")
    return belbalie("call", *files, *NOW, "--lang", "en", "--json", data=data)


def test_a_call_gives_a_line_for_each_turn_of_the_caller_and_nothing_else(called: Ended) -> None:
    assert (called.code, called.err) == (0, "")
    silent, question = called.lines
    assert (silent["turn"], silent["heard"], silent["confidence"]) == (1, "", 0.0)
    assert question["turn"] == 2
    assert "passport" in question["heard"].lower()
    assert 0 < question["confidence"] <= 1
    assert (question["topic"], question["language"]) == ("paspoort", "en")
    assert question["sources"] == ["Paspoort aanvragen (2026-01-05)"]
    assert {"look_up", "understand", "say"} <= set(question["acts"])


def test_a_call_tells_where_the_time_went(called: Ended) -> None:
    silent, question = called.lines
    assert list(silent["latency_ms"]) == list(question["latency_ms"]) == list(HOPS)
    assert all(isinstance(ms, int) for ms in question["latency_ms"].values())
    assert question["latency_ms"]["first_audio"] >= question["latency_ms"]["endpoint"] > 0


def test_what_the_caller_heard_is_kept(called: Ended, data: Path) -> None:
    assert called.code == 0
    heard = read_wav(data / "answer.wav", 8000)
    assert len(heard) > 10 * 8000
    assert np.abs(heard).max() > 1000


def test_a_call_is_counted_in_the_report(called: Ended, data: Path) -> None:
    done = belbalie("report", "--json", data=data)
    (line,) = done.lines
    assert (called.code, done.code, done.err) == (0, 0, "")
    assert line["calls"] >= 1
    assert line["topics"]["paspoort"] >= 1


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk]:
    with small_disk(tmp_path_factory.mktemp("disk") / "full") as disk:
        yield disk


def test_a_full_disk_under_prompts_and_answer_ends_no_call(full: SmallDisk, tmp_path: Path) -> None:
    if full.before:
        pytest.skip("a small disk for some of the folders needs the right to mount one")
    share(tmp_path, "models", "embeddings")
    few_samples(tmp_path / "content")
    (tmp_path / "prompts").symlink_to(full.folder)
    sound = tmp_path / "silent.wav"
    sound.write_bytes(sound_file())
    out = full.folder / "answer.wav"
    done = belbalie("call", sound, "--out", out, data=tmp_path)
    *logged, told = done.err.splitlines(keepends=True)
    Ended(done.code, "", told).told(1, "--out", "No space left")
    assert len(logged) == 1
    assert "prompts cannot be kept" in logged[0]
    assert not out.exists()
    assert "Waarvoor belt u?" in done.out
    call_id = re.findall(r"report --call (\S+)", done.out)[-1]
    record = belbalie("report", "--call", call_id, data=tmp_path)
    assert record.code == 0
    assert "gesprek begint (file)" in record.out
