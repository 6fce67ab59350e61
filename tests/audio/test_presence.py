from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audio.frames import Samples
from audio.presence import addressed
from audio.wav import read_wav
from tests.sounds import noises
from tests.sounds.noises import LINE_HZ, Sound

SOUNDS = Path(__file__).parents[1] / "sounds"


def caller(db: float, name: str = "paspoort") -> Sound:
    spoken = noises.level(noises.as_sound(read_wav(SOUNDS / f"{name}.wav", LINE_HZ)), db)
    return np.concatenate((noises.silence(0.3), spoken, noises.silence(0.7)))


def heard(sound: Sound, behind: Sound) -> Samples:
    return noises.on_a_line(sound + np.resize(behind, len(sound))).samples


@pytest.mark.parametrize("db", [-20, -42])
def test_a_caller_in_silence_may_have_mumbled_something(db: float) -> None:
    assert addressed(heard(caller(db), noises.white(3, -66)))


@pytest.mark.parametrize("noise", [noises.white, noises.pink, noises.music])
def test_so_may_a_caller_ten_decibel_above_a_noise(noise: Callable[[float], Sound]) -> None:
    assert addressed(heard(caller(-22), noises.level(noise(3), -32)))


@pytest.mark.parametrize("name", ["white noise -25", "pink noise -25", "hum", "babble"])
def test_a_stretch_of_noise_is_nobody(name: str) -> None:
    assert not addressed(noises.on_a_line(noises.NOISES[name](6)).samples[64000:])


def test_a_voice_far_behind_the_caller_is_nobody() -> None:
    far = heard(caller(-40), noises.white(3, -66))
    assert addressed(far)
    assert not addressed(far, caller_db=-20)


def test_a_click_is_nobody() -> None:
    click = np.zeros(16000, np.int16)
    click[8000:9600] = 8000
    assert not addressed(click)


def test_less_than_a_block_is_nobody() -> None:
    assert not addressed(np.full(319, 9000, np.int16))
