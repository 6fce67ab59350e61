import base64
import copy
import json
from typing import Any

import numpy as np
import pytest

from audio.frames import AudioFrame, Key, Played
from audio.g711 import decode_mulaw, encode_mulaw
from telephony.twilio import WITHHELD, TwilioDialect
from telephony.wire import Fault, Message, Stop, WireError
from tests.telephony.far_end import CONNECTED, STREAM_SID, TWILIO_START, twilio_media


def started(start: dict[str, Any] = TWILIO_START) -> TwilioDialect:
    dialect = TwilioDialect()
    dialect.read(CONNECTED)
    dialect.read(json.dumps(start))
    return dialect


def start_with(**changes: Any) -> dict[str, Any]:
    start = copy.deepcopy(TWILIO_START)
    start["start"].update(changes)
    return start


def mark(name: object) -> str:
    return json.dumps({"event": "mark", "streamSid": STREAM_SID, "mark": {"name": name}})


def test_a_start_settles_who_calls_whom() -> None:
    dialect = started()
    assert dialect.started
    assert (dialect.caller, dialect.called) == ("+31612345678", "+31888010203")


@pytest.mark.parametrize("number", sorted(WITHHELD))
def test_a_withheld_number_is_no_number(number: str) -> None:
    assert started(start_with(customParameters={"from": number})).caller is None


@pytest.mark.parametrize("parameters", [{}, None, {"from": "client:anna", "to": 5}])
def test_without_numbers_nobody_is_known(parameters: object) -> None:
    dialect = started(start_with(customParameters=parameters))
    assert (dialect.caller, dialect.called) == (None, None)


def test_a_start_without_format_is_taken_as_mulaw() -> None:
    assert started(start_with(mediaFormat=None)).started


WRONG_STARTS: list[dict[str, Any]] = [
    {"event": "start"},
    {"event": "start", "start": "MZ1"},
    start_with(streamSid=None),
    start_with(streamSid=5),
    start_with(mediaFormat="audio/x-mulaw"),
    start_with(mediaFormat={"encoding": "audio/x-alaw", "sampleRate": 8000, "channels": 1}),
    start_with(mediaFormat={"encoding": "audio/x-mulaw", "sampleRate": 16000, "channels": 1}),
    start_with(mediaFormat={"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 2}),
    start_with(customParameters=["from"]),
]


@pytest.mark.parametrize("start", WRONG_STARTS)
def test_a_wrong_start_starts_nothing(start: dict[str, Any]) -> None:
    dialect = TwilioDialect()
    with pytest.raises(WireError) as caught:
        dialect.read(json.dumps(start))
    assert caught.value.fault is Fault.WRONG_START
    assert not dialect.started


MALFORMED: list[tuple[Message, Fault]] = [
    (b"\x00\x01", Fault.UNEXPECTED),
    ("hallo", Fault.NOT_JSON),
    ("[]", Fault.NOT_JSON),
    ("{}", Fault.WRONG_FIELD),
    ('{"event":5}', Fault.WRONG_FIELD),
    ('{"event":"video"}', Fault.UNKNOWN_EVENT),
    (json.dumps(TWILIO_START), Fault.UNEXPECTED),
    ('{"event":"media"}', Fault.WRONG_FIELD),
    ('{"event":"media","media":{}}', Fault.WRONG_FIELD),
    ('{"event":"media","media":{"payload":7}}', Fault.WRONG_FIELD),
    ('{"event":"media","media":{"payload":"%%%"}}', Fault.WRONG_SOUND),
    ('{"event":"media","media":{"payload":"abc"}}', Fault.WRONG_SOUND),
    ('{"event":"media","media":{"payload":"é==="}}', Fault.WRONG_SOUND),
    ('{"event":"dtmf","digit":"1"}', Fault.WRONG_FIELD),
    ('{"event":"dtmf","dtmf":{"digit":1}}', Fault.WRONG_FIELD),
    ('{"event":"dtmf","dtmf":{"digit":"A"}}', Fault.UNKNOWN_DIGIT),
    ('{"event":"mark"}', Fault.WRONG_FIELD),
    (mark(None), Fault.WRONG_FIELD),
    (mark("never asked"), Fault.UNKNOWN_MARK),
]


@pytest.mark.parametrize(("message", "fault"), MALFORMED)
def test_a_malformed_message_is_refused_and_the_next_is_read(
    message: Message, fault: Fault
) -> None:
    dialect = started()
    with pytest.raises(WireError) as caught:
        dialect.read(message)
    assert caught.value.fault is fault
    assert len(dialect.read(twilio_media(b"\xff" * 160))) == 1


@pytest.mark.parametrize(
    "message", [twilio_media(b"\xff"), mark("a"), '{"event":"dtmf","dtmf":{"digit":"1"}}']
)
def test_nothing_but_a_start_may_come_first(message: str) -> None:
    with pytest.raises(WireError, match="expected a start first"):
        TwilioDialect().read(message)


@pytest.mark.parametrize("size", [1, 80, 159, 160, 161, 1000])
def test_sound_comes_out_in_frames_however_it_was_cut(size: int) -> None:
    payload = bytes(range(256)) * 10
    dialect = started()
    frames = [
        frame
        for at in range(0, len(payload), size)
        for frame in dialect.read(twilio_media(payload[at : at + size]))
    ]
    assert all(isinstance(f, AudioFrame) and f.seconds == 0.02 for f in frames)
    heard = np.concatenate([f.samples for f in frames if isinstance(f, AudioFrame)])
    assert np.array_equal(heard, decode_mulaw(payload))


def test_our_own_voice_on_the_outbound_track_is_not_heard() -> None:
    assert started().read(twilio_media(b"\xff" * 160, track="outbound")) == []


def test_keys_and_the_end_are_read() -> None:
    dialect = started()
    dtmf = '{"event":"dtmf","streamSid":"MZ1","dtmf":{"track":"inbound_track","digit":"#"}}'
    assert dialect.read(dtmf) == [Key("#")]
    assert dialect.read('{"event":"stop","stop":{"callSid":"CA1"}}') == [Stop()]


def test_sound_goes_out_in_messages_of_twenty_milliseconds() -> None:
    samples = decode_mulaw(bytes(range(250)) * 2)
    messages = [json.loads(m) for m in started().play(AudioFrame(samples, 8000))]
    assert all(m["event"] == "media" and m["streamSid"] == STREAM_SID for m in messages)
    payloads = [base64.b64decode(m["media"]["payload"]) for m in messages]
    assert [len(p) for p in payloads] == [160, 160, 160, 20]
    assert b"".join(payloads) == encode_mulaw(samples)


def test_mark_and_clear_are_said_as_twilio_reads_them() -> None:
    dialect = started()
    assert [json.loads(m) for m in [*dialect.mark("zin 1"), *dialect.clear()]] == [
        {"event": "mark", "streamSid": STREAM_SID, "mark": {"name": "zin 1"}},
        {"event": "clear", "streamSid": STREAM_SID},
    ]


def test_a_mark_returned_by_a_clear_does_not_count_as_played() -> None:
    dialect = started()
    dialect.mark("a")
    assert dialect.read(mark("a")) == [Played("a")]
    dialect.mark("b")
    dialect.clear()
    assert dialect.read(mark("b")) == []


def test_what_twilio_cannot_show_or_read_is_not_sent() -> None:
    dialect = started()
    error = WireError(Fault.NOT_JSON, "expected JSON")
    assert dialect.caption("desk", "Goedemorgen.") == []
    assert dialect.answer(error) == dialect.goodbye() == dialect.ready() == []
