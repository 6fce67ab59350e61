"""What a voice is, and what every voice does alike: pauses, trimming and loudness."""

import re
from collections.abc import Callable
from typing import Protocol

import numpy as np

from audio.frames import Samples
from audio.loudness import at_speech_level

PAUSE_SECONDS = 0.3
"""How long `…` is silent at the voice's own rate, by contract."""
SPEAKING_HZ = 16000
"""Of all sound that we speak: what a wideband line carries, and what others are made from."""

_LEAD_SECONDS = 0.02
_TAIL_SECONDS = 0.05
"""What is left after the last word; the silence between two sentences is not the voice's."""
_JOINT_SECONDS = 0.02
"""What is left after a word that is followed by a pause."""
_SILENT = 330
"""Below -40 dBFS at full speech level nothing is heard on a telephone."""


class SpeakingError(RuntimeError):
    """No voice could say it: one sentence with the voice and what to do."""


class Voice(Protocol):
    """One speaker of one language, shared by all calls and called from many threads."""

    @property
    def id(self) -> str:
        """Names engine and voice for the prompt store: 'piper:en_US-joe-medium'."""

    @property
    def language(self) -> str:
        """'nl' or 'en'."""

    @property
    def rate_hz(self) -> int: ...

    @property
    def takes_ipa(self) -> bool:
        """Whether '[[…]]' in a text is IPA to it; else that would be read out."""

    def speak(self, text: str, rate: float) -> Samples:
        """Say text that is already speakable; `rate` 1.0 is the voice's own, 0.85 slower.

        Raises SpeakingError.
        """


def speak_with_pauses(
    text: str, rate_hz: int, utter: Callable[[str], Samples], rate: float = 1.0
) -> Samples:
    """Say each stretch between `…` with `utter` and join them, all at the speech level.

    Between them it is silent for 300 ms, longer as the rate is slower: a number is written down.
    """
    stretches = [each.strip() for each in text.split("…")]
    pause = np.zeros(round(PAUSE_SECONDS / rate * rate_hz), np.int16)
    parts: list[Samples] = []
    for at, words in enumerate(stretches):
        if at:
            parts.append(pause)
        if re.search(r"\w", words):
            tail = _TAIL_SECONDS if at == len(stretches) - 1 else _JOINT_SECONDS
            parts.append(trimmed(utter(words), rate_hz, tail))
    if not parts:
        return np.zeros(0, np.int16)
    spoken = np.concatenate([each for each in parts if each is not pause] or parts)
    return at_speech_level(np.concatenate(parts), rate_hz, spoken)


def trimmed(samples: Samples, rate_hz: int, tail_seconds: float = _TAIL_SECONDS) -> Samples:
    """Cut the silence an engine puts around its words: it is heard as waiting."""
    loudest = int(np.max(np.abs(samples.astype(np.int32)), initial=0))
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > max(loudest * _SILENT // 32767, 1))
    if len(loud) == 0:
        return samples[:0]
    start = max(int(loud[0]) - round(_LEAD_SECONDS * rate_hz), 0)
    end = int(loud[-1]) + 1
    missing = round(tail_seconds * rate_hz)
    tail = samples[end : end + missing]
    rest = np.zeros(missing - len(tail), np.int16)
    return np.concatenate([samples[start:end], tail, rest])
