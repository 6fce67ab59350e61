"""G.711, the sound of the telephone: 16-bit samples in a logarithmic byte and back.

Both laws as in ITU-T G.711 with the scaling and the decision limits of the ITU's own software
(G.191, ugstdemo): 14-bit mu-law and 13-bit A-law, left-aligned in 16 bits, negative values in
one's complement. Everything is looked up in tables made once from those rules.
"""

import numpy as np
from numpy.typing import NDArray

from audio.frames import Samples

Bytes = NDArray[np.uint8]

MULAW_SILENCE = 0xFF
ALAW_SILENCE = 0xD5


def encode_mulaw(samples: Samples) -> bytes:
    """One byte for each sample."""
    return _ENCODE_MULAW[samples.view(np.uint16)].tobytes()


def decode_mulaw(payload: bytes) -> Samples:
    """One sample for each byte; any byte is valid."""
    return _DECODE_MULAW[np.frombuffer(payload, np.uint8)]


def encode_alaw(samples: Samples) -> bytes:
    """One byte for each sample."""
    return _ENCODE_ALAW[samples.view(np.uint16)].tobytes()


def decode_alaw(payload: bytes) -> Samples:
    """One sample for each byte; any byte is valid."""
    return _DECODE_ALAW[np.frombuffer(payload, np.uint8)]


def through_alaw(samples: Samples) -> Samples:
    """As the far end of a European telephone line hears them."""
    return decode_alaw(encode_alaw(samples))


def _every_sample() -> NDArray[np.int32]:
    """All 65536 sample values, in the order of their 16-bit pattern."""
    return np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)


def _magnitude(samples: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.where(samples < 0, ~samples, samples)


def _bit_length(values: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.frexp(values.astype(np.float64))[1]


def _mulaw_encoder() -> Bytes:
    samples = _every_sample()
    biased = np.minimum((_magnitude(samples) >> 2) + 33, 0x1FFF)
    segment = _bit_length(biased) - 5  # 1 to 8: the bias keeps the smallest at six bits
    code = ((8 - segment) << 4) | (0x0F - ((biased >> segment) & 0x0F))
    return np.asarray(np.where(samples < 0, code, code | 0x80), np.uint8)


def _mulaw_decoder() -> Samples:
    code = ~np.arange(256) & 0xFF
    exponent, mantissa = (code >> 4) & 7, code & 0x0F
    size = (((mantissa << 3) + 0x84) << exponent) - 0x84
    return np.asarray(np.where(code & 0x80, -size, size), np.int16)


def _alaw_encoder() -> Bytes:
    samples = _every_sample()
    size = _magnitude(samples) >> 4  # 0 to 2047
    exponent = np.maximum(_bit_length(size) - 4, 0)
    mantissa = (size >> np.maximum(exponent - 1, 0)) & 0x0F
    code = (exponent << 4) | mantissa
    return np.asarray(np.where(samples < 0, code, code | 0x80) ^ 0x55, np.uint8)


def _alaw_decoder() -> Samples:
    code = np.arange(256) ^ 0x55
    exponent, mantissa = (code >> 4) & 7, code & 0x0F
    step = np.where(exponent > 0, mantissa + 16, mantissa)
    size = ((step << 4) + 8) << np.maximum(exponent - 1, 0)
    return np.asarray(np.where(code & 0x80, size, -size), np.int16)


_ENCODE_MULAW, _DECODE_MULAW = _mulaw_encoder(), _mulaw_decoder()
_ENCODE_ALAW, _DECODE_ALAW = _alaw_encoder(), _alaw_decoder()
