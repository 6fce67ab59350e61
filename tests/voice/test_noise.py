"""What a line brings that is no caller begins no turn, and callers are heard through it.

Half a minute of each sound; ten minutes of each, and what cannot be promised, are measured by
`python -m bench.noise`.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audio.activity import Activity
from audio.frames import AudioFrame
from audio.wav import read_wav
from tests.sounds import noises
from tests.sounds.noises import LINE_HZ, Sound
from voice.shipped import Silero
from voice.turns import Signal, Turns

SOUNDS = Path(__file__).parents[1] / "sounds"
CALLER = "paspoort", "openingstijden", "ja", "stop"
BACKGROUND: dict[str, Callable[[float], Sound]] = {
    "white": noises.white,
    "pink": noises.pink,
    "traffic": noises.traffic,
    "music": noises.music,
}


@pytest.fixture(scope="module")
def silero() -> Silero:
    return Silero()


def begun(silero: Silero, sound: Sound, frame: int = 320) -> list[float]:
    """Seconds at which turns began."""
    heard = noises.on_a_line(sound)
    activity, turns = Activity(silero.fresh()), Turns()
    found = []
    for start in range(0, len(heard.samples), frame):
        block = heard.samples[start : start + frame]
        speaking = activity.feed(AudioFrame(block, heard.rate_hz))
        if Signal.STARTED in turns.feed(speaking, len(block)):
            found.append(start / heard.rate_hz)
    return found


def caller(name: str, db: float) -> Sound:
    return noises.level(noises.as_sound(read_wav(SOUNDS / f"{name}.wav", LINE_HZ)), db)


def in_silence(sound: Sound, before_seconds: float = 2) -> Sound:
    return np.concatenate((noises.silence(before_seconds), sound, noises.silence(2)))


@pytest.mark.models
@pytest.mark.parametrize("name", sorted({*noises.NOISES} - {"babble", "television", "far speaker"}))
def test_no_turn_begins_while_nobody_speaks(silero: Silero, name: str) -> None:
    assert begun(silero, noises.NOISES[name](30)) == []


@pytest.mark.models
@pytest.mark.parametrize("background", ["television", "far speaker"])
def test_who_speaks_behind_the_caller_begins_no_turn(silero: Silero, background: str) -> None:
    near = in_silence(caller("paspoort", -18), 0.5)
    sound = np.concatenate((near, noises.NOISES[background](20)))
    assert len(begun(silero, sound)) == 1


@pytest.mark.models
@pytest.mark.parametrize("name", CALLER)
@pytest.mark.parametrize("background", BACKGROUND)
def test_a_caller_ten_decibel_above_the_noise_begins_one_turn(
    silero: Silero, name: str, background: str
) -> None:
    sound = in_silence(caller(name, -22))
    sound += noises.level(BACKGROUND[background](len(sound) / LINE_HZ), -32)[: len(sound)]
    (moment,) = begun(silero, sound)
    assert 1.9 <= moment <= 2.7


@pytest.mark.models
@pytest.mark.parametrize("name", CALLER)
def test_a_soft_caller_begins_one_turn(silero: Silero, name: str) -> None:
    sound = in_silence(caller(name, -42))
    assert len(begun(silero, sound + noises.white(len(sound) / LINE_HZ, -66))) == 1
