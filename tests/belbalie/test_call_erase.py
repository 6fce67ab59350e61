"""What was said in an erased call is nowhere any more, and was never in the log."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dialog.acts import Expectation, Listen, RequestCallback
from dialog.events import Heard
from dialog.wire import encode
from records.scrub import database_files
from tests.belbalie.ringing import Desk, Sounds, open_floor
from tests.belbalie.running_service import CallRecord
from voice.espeak import EspeakSpeech
from voice.prompt_store import prompt_key
from voice.sentences import sentences
from voice.speakable import speakable
from voice.voices import SPEAKING_HZ

pytestmark = pytest.mark.models

NUMBER = "0647382915"
READ_BACK = "Ik herhaal het nummer: 06-47382915. Klopt dat?"


def test_an_erased_call_leaves_none_of_its_words(desk: Desk, sounds: Sounds) -> None:
    record = _a_callback(desk, sounds)
    (wish,) = record.all(RequestCallback)
    assert wish.telephone == NUMBER
    assert wish.when.endswith("middag")
    heard = [item.text for item in record.all(Heard)]
    numbers = [NUMBER, "06-47382915"]
    told = "\n".join(json.dumps(encode(item)[1], ensure_ascii=False) for item in record.items())
    assert all(word in told for word in (*heard, *numbers)), "the words looked for are others"
    words = [word.encode() for word in (*heard, *numbers, NUMBER[2:], *_spoken_pairs())]
    sealed = _secrets(desk.service.database, record.call_id)
    assert _found(sealed, desk) == sealed, "the scan does not find what is there"

    desk.log.erase(record.call_id)
    assert _found([*sealed, *words], desk) == []
    assert record.items() == []
    desk.log.verify(record.call_id)


def _a_callback(desk: Desk, sounds: Sounds) -> CallRecord:
    """A call with spoken words and a number. No sound of the number was kept."""
    phone, record = desk.phone()
    with phone:
        open_floor(phone, record)
        phone.speak(sounds("medewerker"))
        phone.until(lambda: Listen(expect=Expectation.NUMBER) in record.items())
        phone.press(f"{NUMBER}#")
        phone.until(lambda: record.was_said(READ_BACK))
        phone.speak(sounds("ja"))
        phone.until(lambda: record.was_said("Wanneer komt het u uit"))
        phone.speak(sounds("middag"))
        phone.until(lambda: record.all(RequestCallback))
    desk.service.until(lambda: f"{record.call_id}: over" in desk.service.log)
    kept = desk.service.kept_prompts()
    assert _prompt("Zegt u het maar.") in kept, "the store names its files otherwise"
    assert _prompt(sentences(READ_BACK)[0]) not in kept
    return record


def _spoken_pairs() -> list[str]:
    """'zevenenveertig' and its like: how the number sounds."""
    return [word for word in re.findall(r"\w+", speakable("06-47382915", "nl")) if len(word) > 6]


def _prompt(sentence: str) -> str:
    return prompt_key(EspeakSpeech("nl").id, "nl", 1.0, SPEAKING_HZ, speakable(sentence))


def _found(secrets: list[bytes], desk: Desk) -> list[bytes]:
    """Those that stand in any file of the database, the prompt store or the log."""
    files = [*database_files(desk.service.database), *desk.service.prompts.rglob("*")]
    bytes_of_all = b"\0".join(
        file.read_bytes() for file in (*files, desk.service.log_file) if file.is_file()
    )
    return [secret for secret in secrets if secret in bytes_of_all]


def _secrets(database: Path, call_id: str) -> list[bytes]:
    """The key of the call and all that it seals."""
    with closing(sqlite3.connect(database)) as connection:
        rows = [
            *connection.execute("SELECT key FROM call_keys WHERE call_id = ?", (call_id,)),
            *connection.execute("SELECT ciphertext FROM payloads WHERE call_id = ?", (call_id,)),
        ]
    return [bytes(row[0]) for row in rows]
