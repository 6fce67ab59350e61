"""Sound files: any plain WAV in, mono samples out; and back."""

import io
import wave
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from audio.frames import Samples


class SoundFileError(ValueError):
    """A file that gives no sound: one sentence with the file, what was expected, what came."""


_REMEDY = "convert it with: ffmpeg -i IN -c:a pcm_s16le OUT.wav"


def read_wav(path: Path | str, rate_hz: int) -> Samples:
    """Read the whole file as mono at `rate_hz`; 8 to 32-bit PCM, any rate, channels mixed down.

    Raises SoundFileError.
    """
    path = Path(path)
    _check_readable(path)
    try:
        with wave.open(str(path), "rb") as file:
            sound = _read_mono(path, file)
            from_hz = file.getframerate()
    except wave.Error as error:
        raise _not_plain_pcm(path, error) from error
    except EOFError as error:
        raise SoundFileError(
            f"{path}: expected a complete WAV header, got a file of {path.stat().st_size} bytes "
            "that ends inside it; record or copy it again"
        ) from error
    if from_hz != rate_hz:
        sound = soxr.resample(sound, from_hz, rate_hz, quality="HQ")
    return np.rint(np.clip(sound * 32768, -32768, 32767)).astype(np.int16)


def write_wav(path: Path | str, samples: Samples, rate_hz: int) -> None:
    """Mono, 16-bit."""
    Path(path).write_bytes(wav_of(samples, rate_hz))


def wav_of(samples: Samples, rate_hz: int) -> bytes:
    """A whole file, mono, 16-bit."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.astype("<i2").tobytes())
    return written.getvalue()


def _check_readable(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(12)
    except FileNotFoundError as error:
        raise SoundFileError(f"{path}: expected a WAV file, found none; check the path") from error
    except OSError as error:
        raise SoundFileError(
            f"{path}: expected a readable WAV file, got: {error.strerror or error}; "
            "name a file that this user may read"
        ) from error
    if not start:
        raise SoundFileError(
            f"{path}: expected a WAV file, got an empty file of 0 bytes; record or copy it again"
        )
    if not (b"RIFF".startswith(start[:4]) and b"WAVE".startswith(start[8:12])):
        raise SoundFileError(
            f"{path}: expected a WAV file (RIFF … WAVE), got one that begins with "
            f"{start[:4]!r}; {_REMEDY}"
        )


def _not_plain_pcm(path: Path, error: wave.Error) -> SoundFileError:
    if str(error).startswith("unknown format"):
        return SoundFileError(
            f"{path}: expected plain PCM (WAVE format 1), got {error}, "
            f"which is another encoding; {_REMEDY}"
        )
    return SoundFileError(
        f"{path}: expected a WAV file with a sound header, got a broken one ({error}); "
        "record or copy it again"
    )


def _read_mono(path: Path, file: wave.Wave_read) -> NDArray[np.float32]:
    width, channels, rate_hz = file.getsampwidth(), file.getnchannels(), file.getframerate()
    if rate_hz <= 0:
        raise SoundFileError(
            f"{path}: expected a rate above 0 Hz in the header, got {rate_hz}; "
            "record or copy it again"
        )
    if width not in _DECODERS:
        raise SoundFileError(
            f"{path}: expected samples of 8, 16, 24 or 32 bits, got {8 * width}; {_REMEDY}"
        )
    block = width * channels
    # A header written by a pipe claims up to 4 GB: never ask for more than the file holds.
    frames = min(file.getnframes(), path.stat().st_size // block)
    data = file.readframes(frames)
    if len(data) < block:
        raise SoundFileError(f"{path}: expected sound, got 0 samples; record or copy it again")
    whole = data[: len(data) // block * block]
    return np.asarray(_DECODERS[width](whole).reshape(-1, channels).mean(axis=1), np.float32)


def _from_8_bit(data: bytes) -> NDArray[np.float32]:
    return np.asarray((np.frombuffer(data, np.uint8) - 128.0) / 128, np.float32)


def _from_16_bit(data: bytes) -> NDArray[np.float32]:
    return np.asarray(np.frombuffer(data, "<i2") / 2**15, np.float32)


def _from_24_bit(data: bytes) -> NDArray[np.float32]:
    padded = np.zeros((len(data) // 3, 4), np.uint8)
    padded[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
    return _from_32_bit(padded.tobytes())


def _from_32_bit(data: bytes) -> NDArray[np.float32]:
    return np.asarray(np.frombuffer(data, "<i4") / 2**31, np.float32)


_DECODERS = {1: _from_8_bit, 2: _from_16_bit, 3: _from_24_bit, 4: _from_32_bit}
