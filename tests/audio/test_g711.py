import warnings

import numpy as np
import pytest

from audio.g711 import (
    ALAW_SILENCE,
    MULAW_SILENCE,
    decode_alaw,
    decode_mulaw,
    encode_alaw,
    encode_mulaw,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop  # another hand's G.711, in Python until 3.12

EVERY_BYTE = bytes(range(256))
EVERY_SAMPLE = np.arange(-32768, 32768).astype(np.int16)

# Ends of the scale, both zeros, and the edges of the smallest and the largest step.
KNOWN_MULAW = [(0, 0xFF), (-1, 0x7F), (3, 0xFF), (4, 0xFE), (32767, 0x80), (-32768, 0x00)]
KNOWN_ALAW = [(0, 0xD5), (-1, 0x55), (15, 0xD5), (16, 0xD4), (32767, 0xAA), (-32768, 0x2A)]


def one(sample: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.array([sample], np.int16)


@pytest.mark.parametrize(("sample", "byte"), KNOWN_MULAW)
def test_mulaw_encodes_known_values(sample: int, byte: int) -> None:
    assert encode_mulaw(one(sample)) == bytes([byte])


@pytest.mark.parametrize(("sample", "byte"), KNOWN_ALAW)
def test_alaw_encodes_known_values(sample: int, byte: int) -> None:
    assert encode_alaw(one(sample)) == bytes([byte])


def test_decoding_every_byte_agrees_with_another_implementation() -> None:
    assert decode_mulaw(EVERY_BYTE).tobytes() == audioop.ulaw2lin(EVERY_BYTE, 2)
    assert decode_alaw(EVERY_BYTE).tobytes() == audioop.alaw2lin(EVERY_BYTE, 2)


def test_alaw_encoding_every_sample_agrees_with_another_implementation() -> None:
    assert encode_alaw(EVERY_SAMPLE) == audioop.lin2alaw(EVERY_SAMPLE.tobytes(), 2)


def test_mulaw_encoding_differs_from_another_implementation_on_decision_limits_only() -> None:
    theirs = np.frombuffer(audioop.lin2ulaw(EVERY_SAMPLE.tobytes(), 2), np.uint8)
    ours = np.frombuffer(encode_mulaw(EVERY_SAMPLE), np.uint8)
    assert np.array_equal(theirs[EVERY_SAMPLE >= 0], ours[EVERY_SAMPLE >= 0])
    # Below zero they round a limit outwards, the ITU's own software inwards: one code apart,
    # on the four values that share a limit in 14 bits.
    assert np.abs(theirs.astype(int) - ours).max() == 1
    assert np.count_nonzero(theirs != ours) == 127 * 4


def test_every_code_survives_the_round_trip_but_the_second_zero() -> None:
    again = encode_mulaw(decode_mulaw(EVERY_BYTE))
    assert [code for code in EVERY_BYTE if again[code] != code] == [0x7F]
    assert encode_alaw(decode_alaw(EVERY_BYTE)) == EVERY_BYTE


@pytest.mark.parametrize(
    ("encode", "decode", "step"), [(encode_mulaw, decode_mulaw, 8), (encode_alaw, decode_alaw, 16)]
)
def test_no_sample_moves_further_than_its_step(encode, decode, step) -> None:  # type: ignore[no-untyped-def]
    moved = np.abs(decode(encode(EVERY_SAMPLE)).astype(int) - EVERY_SAMPLE.astype(int))
    clipped = np.abs(EVERY_SAMPLE.astype(int)) > 32124
    assert (moved <= np.maximum(np.abs(EVERY_SAMPLE.astype(int)) / 16, step))[~clipped].all()


def test_silence_is_the_byte_it_is_said_to_be() -> None:
    assert encode_mulaw(one(0)) == bytes([MULAW_SILENCE])
    assert encode_alaw(one(0)) == bytes([ALAW_SILENCE])


def test_nothing_in_gives_nothing_out() -> None:
    assert encode_mulaw(np.zeros(0, np.int16)) == b""
    assert len(decode_alaw(b"")) == 0
