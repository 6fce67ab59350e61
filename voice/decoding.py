"""Whisper itself: sound into tokens into text, in a window no longer than the sound needs.

Whisper was made for windows of 30 seconds, and its encoder takes as long for two seconds of
speech and 28 of nothing as for 30 of speech. CTranslate2's encoder also takes shorter windows.
Measured on 60 Dutch telephone turns of 6.2 s (base, int8, beam 5): word error 0.382 with 30 s,
0.402 with 15 s, 0.394 with 12 s, 0.396 with 10 s; 1.14, 0.48, 0.35 and 0.31 CPU-s a turn. Below
some 8 s it gets worse.
"""

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2 import StorageView
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens
from numpy.typing import NDArray

RATE_HZ = 16000
FRAMES_PER_SECOND = 100
"""Of the spectrogram that Whisper hears."""
WINDOW_SECONDS, LONGEST_SECONDS = 12.0, 30.0
"""The least and the most; in between, the sound and a second after it."""
SILENCE_AFTER_SECONDS = 1.0
BEAM = 5
"""Greedy decoding is hardly faster and makes a tenth more errors."""
CONTEXT_TOKENS = 448

PEAK = 0.5
"""Soft callers are brought up to this: what fills the window is as loud as a fixed level, and
beside a soft voice it would sound like noise."""
MOST_GAIN = 40.0

Sound = NDArray[np.float32]
"""Mono, 16 kHz, full scale 1."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made of the sound."""

    language: str
    prompt: str | None
    """Words that are likely to come."""
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """What came out, with the model's own figures."""

    text: str
    log_probability: float
    """Mean of a token, natural logarithm."""
    tokens: int
    no_speech: float
    """Probability that the sound is no speech, 0 to 1."""

    @property
    def repetition(self) -> float:
        """Compression ratio: text that runs in a circle compresses well."""
        data = self.text.encode()
        return len(data) / len(zlib.compress(data)) if data else 0.0


class Whisper:
    """One model, for any number of threads. Loading it takes about a second."""

    def __init__(self, folder: Path, threads: int, compute_type: str) -> None:
        self._model: Any = WhisperModel(
            str(folder),
            device="auto",
            compute_type=compute_type,
            cpu_threads=threads,
            local_files_only=True,
        )

    @property
    def languages(self) -> list[str]:
        return list(self._model.supported_languages)

    def decode(self, sound: Sound, wanted: Wanted, *, whole_window: bool = False) -> list[Decoded]:
        """Recognise; one result for each 30 s of sound. `whole_window` takes three times as long
        and hears a little better.
        """
        tokenizer = Tokenizer(
            self._model.hf_tokenizer, self._model.model.is_multilingual,
            task="transcribe", language=wanted.language,
        )  # fmt: skip
        start = _start(tokenizer, wanted.prompt)
        most = min(CONTEXT_TOKENS, len(start) + wanted.most_tokens)
        least_seconds = LONGEST_SECONDS if whole_window else WINDOW_SECONDS
        return [
            self._window(self._features(part, least_seconds), tokenizer, start, most)
            for part in _parts(sound)
        ]

    def _features(self, sound: Sound, least_seconds: float) -> StorageView:
        spectrogram = self._model.feature_extractor(_brought_up(sound))
        return StorageView.from_array(_fitted(spectrogram, len(sound), least_seconds))

    def _window(
        self, features: StorageView, tokenizer: Any, start: list[int], most: int
    ) -> Decoded:
        (result,) = self._model.model.generate(
            self._model.model.encode(features),
            [start],
            beam_size=BEAM,
            max_length=most,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=list(get_suppressed_tokens(tokenizer, [-1])),
        )
        tokens = result.sequences_ids[0]
        # The score is a mean without the token that ends the text.
        mean = result.scores[0] * len(tokens) / (len(tokens) + 1)
        text = tokenizer.decode(tokens).strip()
        return Decoded(text, float(mean), len(tokens), float(result.no_speech_prob))


def _start(tokenizer: Any, prompt: str | None) -> list[int]:
    """Where decoding starts: the prompt as if it had been said before, language, task."""
    begin = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
    if not prompt:
        return begin
    said = tokenizer.encode(f" {prompt.strip()}")[-(CONTEXT_TOKENS // 2 - 1) :]
    return [tokenizer.sot_prev, *said, *begin]


def _parts(sound: Sound) -> Iterator[Sound]:
    size = int(LONGEST_SECONDS * RATE_HZ)
    for at in range(0, len(sound), size):
        yield sound[at : at + size]


def _brought_up(sound: Sound) -> Sound:
    peak = float(np.max(np.abs(sound), initial=0.0))
    gain = min(MOST_GAIN, PEAK / peak) if peak > 0 else 1.0
    return sound * np.float32(max(1.0, gain))


def _fitted(
    features: NDArray[np.float32], samples: int, least_seconds: float
) -> NDArray[np.float32]:
    """The spectrogram of the sound, padded to its window; shape (1, bands, frames)."""
    seconds = samples / RATE_HZ
    window = min(LONGEST_SECONDS, max(least_seconds, math.ceil(seconds + SILENCE_AFTER_SECONDS)))
    frames = int(window * FRAMES_PER_SECOND)
    heard = features[:, : min(frames, int(seconds * FRAMES_PER_SECOND))]
    padded = np.pad(heard, ((0, 0), (0, frames - heard.shape[1])))
    return np.ascontiguousarray(padded[np.newaxis], np.float32)
