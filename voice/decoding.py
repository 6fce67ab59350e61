"""Whisper itself: sound into tokens into text, in a window no longer than the sound needs.

Whisper was made for windows of 30 seconds, and its encoder takes as long for two seconds of
speech and 28 of nothing as for 30 of speech. CTranslate2's encoder also takes shorter windows.
`docs/measurements.md` says what that saves and what it costs.

Sound is encoded once; decoding, weighing the words and telling the language all read the same
encoding.
"""

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
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
class Encoded:
    """Up to 30 s of sound as the model has heard it."""

    heard: StorageView
    frames: int
    """Of the sound itself, without what fills the window."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What came out, with the model's own figures."""

    text: str
    log_probability: float
    """Mean of a token, natural logarithm."""
    tokens: tuple[int, ...]
    no_speech: float
    """Probability that the sound is no speech, 0 to 1."""

    @property
    def repetition(self) -> float:
        """Compression ratio: text that runs in a circle compresses well."""
        data = self.text.encode()
        return len(data) / len(zlib.compress(data)) if data else 0.0


@dataclass(frozen=True, slots=True)
class _Language:
    """What decoding in one language needs, made once: making it takes 2 ms and more."""

    tokenizer: Any
    suppressed: list[int]


class Whisper:
    """One model, for `workers` threads at once. Loading it takes about a second."""

    def __init__(self, folder: Path, workers: int, compute_type: str) -> None:
        # One core for a worker: two threads for one turn spend half as much CPU time again on
        # waiting for each other, and are not even sooner done.
        self._model: Any = WhisperModel(
            str(folder),
            device="auto",
            compute_type=compute_type,
            cpu_threads=1,
            num_workers=workers,
            local_files_only=True,
        )
        self._languages: dict[str, _Language] = {}

    @property
    def languages(self) -> list[str]:
        return list(self._model.supported_languages)

    def encode(self, sound: Sound, least_seconds: float = WINDOW_SECONDS) -> list[Encoded]:
        """Hear the sound; one result for each 30 s of it."""
        return [self._encoded(part, least_seconds) for part in _parts(sound)]

    def decode(self, encoded: Encoded, wanted: Wanted) -> Decoded:
        language = self._language(wanted.language)
        start = _start(language.tokenizer, wanted.prompt)
        (result,) = self._model.model.generate(
            encoded.heard,
            [start],
            beam_size=BEAM,
            max_length=min(CONTEXT_TOKENS, len(start) + wanted.most_tokens),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=language.suppressed,
        )
        tokens = tuple(result.sequences_ids[0])
        # The score is a mean without the token that ends the text.
        mean = result.scores[0] * len(tokens) / (len(tokens) + 1)
        text = language.tokenizer.decode(tokens).strip()
        return Decoded(text, float(mean), tokens, float(result.no_speech_prob))

    def weigh(self, encoded: Encoded, decoded: Decoded, language: str) -> list[tuple[str, float]]:
        """Each word of the text with its least likely token, 0 to 1: one more pass of the decoder,
        a tenth of what decoding took.
        """
        tokenizer = self._language(language).tokenizer
        (alignment,) = self._model.model.align(
            encoded.heard, list(tokenizer.sot_sequence), [list(decoded.tokens)], encoded.frames
        )
        parts, tokens = tokenizer.split_to_word_tokens(list(decoded.tokens))
        return weighed_words(parts, [len(each) for each in tokens], alignment.text_token_probs)

    def language_chances(self, encoded: Encoded) -> Mapping[str, float]:
        """How likely the sound is to be in each of the languages, 0 to 1."""
        (found,) = self._model.model.detect_language(encoded.heard)
        return {mark.strip("<|>"): chance for mark, chance in found}

    def _language(self, name: str) -> _Language:
        if name not in self._languages:
            model = self._model.model
            tokenizer = Tokenizer(
                self._model.hf_tokenizer, model.is_multilingual, task="transcribe", language=name
            )
            suppressed = list(get_suppressed_tokens(tokenizer, [-1]))
            self._languages[name] = _Language(tokenizer, suppressed)
        return self._languages[name]

    def _encoded(self, sound: Sound, least_seconds: float) -> Encoded:
        spectrogram = self._model.feature_extractor(_brought_up(sound))
        features = StorageView.from_array(fitted(spectrogram, len(sound), least_seconds))
        frames = len(sound) * FRAMES_PER_SECOND // RATE_HZ
        return Encoded(self._model.model.encode(features), frames)


def weighed_words(
    parts: Sequence[str], sizes: Sequence[int], chances: Sequence[float]
) -> list[tuple[str, float]]:
    """Join parts of words, each of `sizes` tokens, and give a word the chance of its worst token.

    A space begins a word. Marks stay with their word and say nothing of it, unless it is all marks.
    """
    words: list[tuple[str, list[float], list[float]]] = []
    at = 0
    for part, size in zip(parts, sizes, strict=True):
        own = list(chances[at : at + size])
        at += size
        if not words or part[:1].isspace():
            words.append(("", [], []))
        text, of_letters, of_all = words[-1]
        spoken = own if any(map(str.isalnum, part)) else []
        words[-1] = (text + part, of_letters + spoken, of_all + own)
    return [
        (text.strip(), min(of_letters or of_all)) for text, of_letters, of_all in words
        if text.strip()
    ]  # fmt: skip


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


def window_seconds(seconds: float, least: float = WINDOW_SECONDS) -> float:
    """How long the window is in which so much sound is heard."""
    return min(LONGEST_SECONDS, max(least, math.ceil(seconds + SILENCE_AFTER_SECONDS)))


def fitted(
    features: NDArray[np.float32], samples: int, least_seconds: float
) -> NDArray[np.float32]:
    """The spectrogram of the sound, padded to its window; shape (1, bands, frames)."""
    seconds = samples / RATE_HZ
    frames = int(window_seconds(seconds, least_seconds) * FRAMES_PER_SECOND)
    heard = features[:, : min(frames, int(seconds * FRAMES_PER_SECOND))]
    padded = np.pad(heard, ((0, 0), (0, frames - heard.shape[1])))
    return np.ascontiguousarray(padded[np.newaxis], np.float32)
