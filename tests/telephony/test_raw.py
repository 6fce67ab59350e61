import json

import numpy as np
import pytest

from audio.frames import AudioFrame, Key, Played
from telephony.raw import RATES_HZ, RawDialect
from telephony.wire import Fault, Message, Stop, WireError
from tests.telephony.far_end import RAW_START, pcm, ramp


def started(start: str = RAW_START) -> RawDialect:
    dialect = RawDialect()
    assert dialect.read(start) == []
    return dialect


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_the_rate_of_the_start_holds_both_ways(rate_hz: int) -> None:
    dialect = started(json.dumps({"event": "start", "rate": rate_hz}))
    assert dialect.out_rate_hz == rate_hz
    assert [json.loads(str(m)) for m in dialect.ready()] == [{"event": "ready", "rate": rate_hz}]
    (frame,) = dialect.read(pcm(ramp(rate_hz // 50)))
    assert isinstance(frame, AudioFrame)
    assert (frame.rate_hz, frame.seconds) == (rate_hz, 0.02)


def test_a_bare_start_takes_the_defaults() -> None:
    dialect = started('{"event":"start"}')
    assert (dialect.out_rate_hz, dialect.caller, dialect.called) == (16000, None, None)
    assert dialect.caption("desk", "Goedemorgen.") == []


def test_a_start_may_name_both_numbers() -> None:
    dialect = started('{"event":"start","caller":"06 1234 5678","called":"14 0123"}')
    assert (dialect.caller, dialect.called) == ("0612345678", "140123")


@pytest.mark.parametrize(
    "fields",
    [
        '"rate":11025',
        '"rate":"16000"',
        '"rate":16000.0',
        '"rate":true',
        '"rate":null',
        '"rate":-8000',
        '"rate":1e999',
        '"captions":"yes"',
        '"captions":1',
        '"caller":612345678',
        '"called":["14 0123"]',
    ],
)
def test_a_wrong_start_starts_nothing(fields: str) -> None:
    dialect = RawDialect()
    with pytest.raises(WireError) as caught:
        dialect.read(f'{{"event":"start",{fields}}}')
    assert caught.value.fault is Fault.WRONG_START
    assert not dialect.started


MALFORMED: list[tuple[Message, Fault]] = [
    ("hallo", Fault.NOT_JSON),
    ('{"rate":NaN}', Fault.NOT_JSON),
    ("{}", Fault.WRONG_FIELD),
    ('{"event":["key"]}', Fault.WRONG_FIELD),
    ('{"event":"media"}', Fault.UNKNOWN_EVENT),
    (RAW_START, Fault.UNEXPECTED),
    ('{"event":"key"}', Fault.WRONG_FIELD),
    ('{"event":"key","digit":1}', Fault.WRONG_FIELD),
    ('{"event":"key","digit":"12"}', Fault.UNKNOWN_DIGIT),
    ('{"event":"key","digit":"D"}', Fault.UNKNOWN_DIGIT),
    ('{"event":"mark"}', Fault.WRONG_FIELD),
    ('{"event":"mark","name":{"a":1}}', Fault.WRONG_FIELD),
    ('{"event":"mark","name":"never asked"}', Fault.UNKNOWN_MARK),
    (b"\x01", Fault.WRONG_SOUND),
    (b"\x00" * 641, Fault.WRONG_SOUND),
]


@pytest.mark.parametrize(("message", "fault"), MALFORMED)
def test_a_malformed_message_is_refused_and_the_next_is_read(
    message: Message, fault: Fault
) -> None:
    dialect = started()
    with pytest.raises(WireError) as caught:
        dialect.read(message)
    assert caught.value.fault is fault
    (frame,) = dialect.read(pcm(ramp(320)))
    assert isinstance(frame, AudioFrame)
    assert np.array_equal(frame.samples, ramp(320))


@pytest.mark.parametrize("message", [b"\x00\x00", '{"event":"key","digit":"1"}'])
def test_nothing_but_a_start_may_come_first(message: Message) -> None:
    with pytest.raises(WireError, match="expected a start first"):
        RawDialect().read(message)


@pytest.mark.parametrize("size", [2, 100, 638, 640, 642, 5000])
def test_sound_comes_out_in_frames_however_it_was_cut(size: int) -> None:
    dialect, data = started(), pcm(ramp(3200, -1600))
    frames = [f for at in range(0, len(data), size) for f in dialect.read(data[at : at + size])]
    heard = np.concatenate([f.samples for f in frames if isinstance(f, AudioFrame)])
    assert len(frames) == 10
    assert np.array_equal(heard, ramp(3200, -1600))


def test_an_empty_message_holds_no_sound_and_is_no_fault() -> None:
    assert started().read(b"") == []


def test_keys_and_the_end_are_read() -> None:
    dialect = started()
    assert dialect.read('{"event":"key","digit":"*"}') == [Key("*")]
    assert dialect.read('{"event":"stop"}') == [Stop()]


def test_sound_goes_out_as_little_endian_bytes() -> None:
    samples = np.array([1, -2, 32767], np.int16)
    assert started().play(AudioFrame(samples, 16000)) == [b"\x01\x00\xfe\xff\xff\x7f"]


def test_control_goes_out_as_the_document_says() -> None:
    dialect = started()
    said = [
        *dialect.mark("a"),
        *dialect.clear(),
        *dialect.caption("caller", "Mijn paspoort is kwijt."),
        *dialect.answer(WireError(Fault.WRONG_SOUND, "expected whole samples")),
        *dialect.goodbye(),
    ]
    assert [json.loads(str(message)) for message in said] == [
        {"event": "mark", "name": "a"},
        {"event": "clear"},
        {"event": "caption", "speaker": "caller", "text": "Mijn paspoort is kwijt."},
        {"event": "error", "kind": "wrong_sound", "message": "expected whole samples"},
        {"event": "stop"},
    ]


def test_a_mark_on_its_way_when_we_clear_was_played() -> None:
    dialect = started()
    dialect.mark("a")
    dialect.clear()
    assert dialect.read('{"event":"mark","name":"a"}') == [Played("a")]
