"""Piper: a natural voice from a folder with an ONNX model and its JSON."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnxruntime
from piper import PiperVoice
from piper.config import PhonemeType, PiperConfig, SynthesisConfig

from audio.frames import Samples
from voice.voices import SpeakingError, speak_with_pauses

_STRETCH = 1.5
"""How much more to stretch than asked. The model rounds every sound up to whole blocks of
12 ms, so that only two thirds of the sentence follow the scale (measured: 1.18 asked, 1.08 got).
"""
_SHORTEST, _LONGEST = 0.4, 2.5


class PiperSpeech:
    """One Piper voice. Threads may speak at once: onnxruntime and Piper's phonemes allow it."""

    def __init__(
        self, model_path: Path | str, threads: int = 1, noise: float | None = None
    ) -> None:
        """Load a model of tens of megabytes; takes seconds, so do it before calls come in.

        `threads` is for one sentence; one is best when calls share the cores. `noise` 0 makes
        the same sound of the same text every time, None is as the voice was made.
        Raises SpeakingError.
        """
        model = Path(model_path)
        config = _read_config(model)
        self._voice = PiperVoice(session=_session(model, threads), config=config)
        self._noise = noise
        made_by = f"{_sum(model)}:{version('piper-tts')}"
        self.id = f"piper:{model.stem}:{made_by}" + ("" if noise is None else f":{noise:g}")
        self.language = model.stem[:2] if model.stem[2:3] in "_-" else config.espeak_voice[:2]
        self.rate_hz = config.sample_rate
        self.takes_ipa = config.phoneme_type == PhonemeType.ESPEAK

    def speak(self, text: str, rate: float) -> Samples:
        own = self._voice.config.length_scale
        scale = own * (1 + (1 / rate - 1) * _STRETCH)
        settings = SynthesisConfig(
            length_scale=min(max(scale, _SHORTEST), _LONGEST),
            noise_scale=self._noise,
            noise_w_scale=self._noise,
        )
        return speak_with_pauses(
            text, self.rate_hz, lambda words: self._utter(words, settings), rate
        )

    def _utter(self, words: str, settings: SynthesisConfig) -> Samples:
        # [[…]] is IPA to Piper; `speakable` leaves no brackets of a writer's own.
        chunks = [chunk.audio_int16_array for chunk in self._voice.synthesize(words, settings)]
        return np.concatenate(chunks) if chunks else np.zeros(0, np.int16)


def _read_config(model: Path) -> PiperConfig:
    path = model.with_name(f"{model.name}.json")
    try:
        return PiperConfig.from_dict(json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise SpeakingError(
            f"{path}: expected the JSON of a Piper voice, got: {error.strerror}; "
            "fetch the voice with: belbalie models pull"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SpeakingError(
            f"{path}: expected the JSON of a Piper voice, got a file that is something else "
            f"({error}); fetch the voice again with: belbalie models pull"
        ) from error


def _sum(model: Path) -> str:
    """Of model and settings: another file under the same name is another voice."""
    summed = hashlib.sha256()
    for path in (model, model.with_name(f"{model.name}.json")):
        summed.update(path.read_bytes())
    return summed.hexdigest()[:12]


def _session(model: Path, threads: int) -> onnxruntime.InferenceSession:
    if not model.is_file():
        raise SpeakingError(
            f"{model}: expected the ONNX model of a Piper voice, found none; "
            "fetch the voice with: belbalie models pull"
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that wait in a loop take the cores from the recogniser.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(
            str(model), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's own errors derive from nothing narrower
        raise SpeakingError(
            f"{model}: expected the ONNX model of a Piper voice, got a file that onnxruntime "
            f"cannot read ({type(error).__name__}); fetch it again with: belbalie models pull"
        ) from error
