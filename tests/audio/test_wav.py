import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from audio.frames import Samples
from audio.wav import SoundFileError, read_wav, write_wav


def tone(rate_hz: int, seconds: float = 0.5) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return 0.5 * np.sin(2 * np.pi * 440 * np.arange(int(rate_hz * seconds)) / rate_hz)


def pack(sound: np.ndarray[tuple[int], np.dtype[np.float64]], width: int) -> bytes:
    if width == 1:
        return (sound * 127 + 128).round().astype(np.uint8).tobytes()
    whole = (sound * (2 ** (8 * width - 1) - 1)).astype("<i4")
    return bytes(whole.view(np.uint8).reshape(-1, 4)[:, :width].tobytes())


def make(path: Path, width: int, channels: int, rate_hz: int, data: bytes) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate_hz)
        file.writeframes(data)
    return path


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("rate_hz", [8000, 44100])
def test_every_width_and_rate_gives_the_same_sound(
    tmp_path: Path, width: int, rate_hz: int
) -> None:
    path = make(tmp_path / "a.wav", width, 1, rate_hz, pack(tone(rate_hz), width))
    sound = read_wav(path, 8000)
    assert sound.dtype == np.int16
    assert len(sound) == 4000
    middle = slice(400, 3600)
    assert np.abs(sound[middle] - 32767 * tone(8000)[middle]).max() < (300 if width == 1 else 40)


def test_stereo_is_mixed_down(tmp_path: Path) -> None:
    left, right = np.full(800, 6000), np.full(800, 2000)
    data = np.stack([left, right], 1).astype("<i2").tobytes()
    assert set(read_wav(make(tmp_path / "a.wav", 2, 2, 8000, data), 8000)) == {4000}


def test_opposite_channels_do_not_break_it(tmp_path: Path) -> None:
    data = np.tile([32767, -32768], 800).astype("<i2").tobytes()
    assert np.abs(read_wav(make(tmp_path / "a.wav", 2, 2, 8000, data), 8000)).max() <= 1


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    sound: Samples = np.array([0, 1, -1, 32767, -32768, 123], np.int16)
    write_wav(tmp_path / "a.wav", sound, 16000)
    assert np.array_equal(read_wav(tmp_path / "a.wav", 16000), sound)


def test_a_header_of_a_pipe_that_claims_four_gigabytes_is_read(tmp_path: Path) -> None:
    path = make(tmp_path / "a.wav", 2, 1, 8000, b"\x01\x00" * 800)
    data = bytearray(path.read_bytes())
    data[4:8] = data[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    assert len(read_wav(path, 8000)) == 800


def test_a_file_cut_off_in_the_middle_gives_what_there_is(tmp_path: Path) -> None:
    path = make(tmp_path / "a.wav", 2, 2, 8000, b"\x01\x00" * 1600)
    path.write_bytes(path.read_bytes()[:-5])
    assert len(read_wav(path, 8000)) == 798


def header(encoding: int = 1, channels: int = 1, rate_hz: int = 8000, bits: int = 16) -> bytes:
    block = channels * bits // 8
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", 44, b"WAVE", b"fmt ", 16),
        *(encoding, channels, rate_hz, rate_hz * block, block, bits),
        *(b"data", 8),
    )


BROKEN = {
    "empty": (b"", "an empty file of 0 bytes"),
    "text": (b"Beste gemeente, hierbij", "begins with b'Best'"),
    "mp3": (b"ID3\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00", "begins with b'ID3"),
    "other_riff": (b"RIFF\x10\x00\x00\x00AVI LIST", "expected a WAV file"),
    "only_riff": (b"RIFF", "ends inside it"),
    "half_a_header": (header()[:30], "record or copy it again"),
    "no_data_chunk": (header()[:36], "record or copy it again"),
    "no_samples": (header(), "got 0 samples"),
    "no_channels": (header(channels=0) + b"12345678", "a broken one"),
    "no_rate": (header(rate_hz=0) + b"12345678", "got 0; record"),
    "float": (header(encoding=3, bits=32) + b"12345678", "unknown format: 3"),
    "mulaw": (header(encoding=7, bits=8) + b"12345678", "unknown format: 7"),
    "64_bits": (header(bits=64) + b"12345678", "got 64"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_wrong_file_is_refused_in_one_sentence_that_names_it(tmp_path: Path, kind: str) -> None:
    data, words = BROKEN[kind]
    path = tmp_path / f"{kind}.wav"
    path.write_bytes(data)
    with pytest.raises(SoundFileError) as caught:
        read_wav(path, 8000)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: expected ")
    assert words in sentence
    assert "\n" not in sentence
    assert sentence.rpartition("; ")[2]  # what to do


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SoundFileError, match="found none; check the path"):
        read_wav(tmp_path / "nowhere.wav", 8000)
    with pytest.raises(SoundFileError, match="Is a directory"):
        read_wav(tmp_path, 8000)
