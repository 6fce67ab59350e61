"""The real models, for tests that are marked with `models`."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr

from audio.frames import AudioFrame
from voice.models import ModelStore

MODELS = Path(__file__).parents[2] / "var" / "models"

Say = Callable[[str], AudioFrame]
"""An English sentence as sound of 16 kHz."""


@pytest.fixture(scope="session")
def whisper_folder() -> Path:
    return ModelStore(MODELS).pull("whisper-base").folder


@pytest.fixture(scope="session")
def say() -> Say:
    """Speak with Piper's English voice, as Whisper understands that of eSpeak NG badly."""
    from piper import PiperVoice, SynthesisConfig

    voice: Any = PiperVoice.load(ModelStore(MODELS).main_file("en_US-joe-medium"))
    same_each_time = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0)

    @cache
    def speak(text: str) -> AudioFrame:
        chunks = voice.synthesize(text, same_each_time)
        sound = np.concatenate([chunk.audio_int16_array for chunk in chunks])
        return AudioFrame(soxr.resample(sound, voice.config.sample_rate, 16000), 16000)

    return speak
