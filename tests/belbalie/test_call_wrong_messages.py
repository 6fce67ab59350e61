"""What one caller's machine does wrong is not felt by another caller."""

import json

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.belbalie.likeness import SAME, find
from tests.belbalie.ringing import Desk, Sounds, open_floor
from tests.telephony.far_end import TWILIO_START

pytestmark = pytest.mark.models

WRONG = (
    "{no json",
    "[]",
    '{"event":"media"}',
    '{"event":"media","media":{"payload":"*** no base64 ***"}}',
    '{"event":"dtmf","dtmf":{"digit":"twelve"}}',
    '{"event":"mark","mark":{"name":"never asked for"}}',
    '{"event":"surprise"}',
    json.dumps(TWILIO_START),
    json.dumps({"event": "media", "media": {"payload": "A" * 300_000}}),
)


def test_wrong_messages_on_one_call_do_not_hurt_another(desk: Desk, sounds: Sounds) -> None:
    good, record = desk.phone()
    bad, bad_record = desk.phone()
    with good, bad:
        open_floor(good, record)
        good.speak(sounds("paspoort"))
        for message in WRONG * 3:
            bad.send(message)
        assert _closed_after(desk, _start_at_another_rate()) == 1008
        good.until(lambda: record.answers())
        good.until_played(4.0)
        open_floor(bad, bad_record)  # the bad one can still be talked with
    (answer,) = record.answers()
    assert answer.topic == "paspoort"
    assert find(desk.spoken(answer.text)[0], good.sound).score > SAME
    told = [line for line in desk.service.log.splitlines() if bad_record.call_id in line]
    for fault in ("not_json", "wrong_field", "wrong_sound", "unknown_digit", "too_large"):
        assert sum(f"< {fault}" in line for line in told) == 1, told
    assert not any(record.call_id in line and "<" in line for line in told)


def _start_at_another_rate() -> str:
    start = json.loads(json.dumps(TWILIO_START))
    start["start"]["mediaFormat"]["sampleRate"] = 16000
    return json.dumps(start)


def _closed_after(desk: Desk, message: str) -> int | None:
    """The code with which a socket is closed on which this is the first message."""
    with connect(f"ws://{desk.service.http}/media/twilio") as socket:
        socket.send(message)
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=60)
        return socket.close_code
