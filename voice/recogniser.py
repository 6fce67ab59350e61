"""Sound into words: Whisper, shared by all calls, loaded once, and silent when nobody spoke.

Whisper never says "nothing": given silence or noise it writes a subtitle it has often seen.
Three things stand in the way, cheapest first: sound without anything that stands out is not
decoded at all; words that the model itself finds unlikely, doubts to be speech, or repeats
are dropped; and a short list catches the few subtitles of which it is sure.

Nothing is kept between turns, and the language is never guessed. A turn is decoded in one pass
(`voice/decoding.py`); without time stamps the model falls less into loops.
"""

import asyncio
import math
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from audio.frames import AudioFrame, Samples
from voice.decoding import Decoded, Wanted, Whisper
from voice.work_queue import Claim, QueueFull
from voice.workers import Workers

RATE_HZ = 16000
WAITING = 16
"""Turns that may wait for the one worker. At a second each, a later one would come too late."""

BLOCK = RATE_HZ // 50
QUIETEST_DB = -55.0
"""Softer than the softest callers, louder than the noise of any line."""
STANDS_OUT_DB = 6.0
"""Steady noise and hum vary by 1 or 2 dB from block to block, speech by 20 and more."""
STANDS_OUT_BLOCKS = 5
"""0.1 s: a 'ja' lasts twice as long, a click half as long."""

NO_SPEECH = 0.6
"""OpenAI's figure. Noise gives 0.7 to 0.8, a short word with an accent up to 0.4."""
DOUBTED = 0.6
"""Where the model takes sound for no speech, its words need at least this confidence."""
UNLIKELY = 0.2
"""Words with less confidence are invented, whatever the sound."""
DOUBTFUL = 0.45
"""Words with less confidence are heard again, in the whole window of 30 s, and the likelier ones
count. Measured on fifty turns each of two sets: that is one turn in seven, and word error 0.382
and 0.443, against 0.380 and 0.441 where all turns get the whole window, 0.394 and 0.459 where none.
"""
REPETITIVE = 2.4
"""Compression ratio of text that runs in a circle; OpenAI's figure."""

TOKENS_PER_SECOND, TOKENS_AT_LEAST, TOKENS_AT_MOST = 10, 20, 200
"""Fast speech has 8 tokens a second; a loop would fill the whole context and take 5 s.
The most leaves room for a prompt in the 448 tokens of the context."""

SUBTITLES = frozenset(
    {
        "bedankt voor het kijken",
        "dank u voor het kijken",
        "muziek",
        "ondertiteld door de amara.org gemeenschap",
        "ondertitels ingediend door de amara.org gemeenschap",
        "ondertiteling door de amara.org gemeenschap",
        "subtitles by the amara.org community",
        "thanks for watching",
        "thank you for watching",
        "tv gelderland 2021",
        "music",
    }
)
"""What no caller says and Whisper writes under noise. Last resort: whole texts only."""

NEEDED = ("model.bin", "config.json", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    """With its punctuation, as in the text."""
    confidence: float
    """How likely this word is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was understood of one turn; empty text: no words."""

    text: str
    confidence: float
    """How likely the words are, 0 to 1; 0 without words."""
    language: str
    seconds: float
    """Length of the sound."""
    no_speech: float
    """Probability that the sound is no speech, 0 to 1."""
    words: tuple[Word, ...] = ()
    """One for each of `text.split()`, in order; empty where the words were not weighed."""
    noticed: str | None = None
    """Another language that was certainly spoken; None when it is `language`, or in doubt."""


class RecogniserBusy(RuntimeError):
    """More turns wait than can be recognised in time; say so to the caller, do not wait."""


class Recogniser:
    """One Whisper model for all calls. Loading takes about a second: not on the event loop."""

    def __init__(
        self, folder: Path, language: str = "nl", threads: int = 2, compute_type: str = "int8"
    ) -> None:
        """Load the CTranslate2 model in `folder`.

        Raises FileNotFoundError for a folder that is not whole (the library would go to the
        network for what it lacks), ValueError for a model that does not know the language.
        """
        missing = [name for name in NEEDED if not (folder / name).is_file()]
        if missing:
            raise FileNotFoundError(
                f"expected {', '.join(NEEDED)} in {folder}, did not find {', '.join(missing)}; "
                "run 'belbalie models' to see what is missing"
            )
        self._language = language
        self._whisper = Whisper(folder, threads, compute_type)
        self._check(language)
        self._workers: Workers[Transcript] = Workers(1, WAITING, "recogniser")

    def hear(
        self, sound: AudioFrame, language: str | None = None, prompt: str | None = None
    ) -> Transcript:
        """Recognise one turn. Blocks for about a second: see `listen`.

        `prompt` holds words that are likely to come, such as street names.
        Raises ValueError for sound at another rate than 16 kHz, or an unknown language.
        """
        if sound.rate_hz != RATE_HZ:
            raise ValueError(
                f"expected sound at {RATE_HZ} Hz, got {sound.rate_hz} Hz; resample it first"
            )
        language = language or self._language
        self._check(language)
        if not stands_out(sound.samples):
            return Transcript("", 0.0, language, sound.seconds, 1.0)
        samples = sound.samples.astype(np.float32) / np.float32(32768)
        wanted = Wanted(language, prompt, _most_tokens(sound.seconds))
        heard = _joined(self._whisper.decode(samples, wanted))
        if heard.confidence < DOUBTFUL and heard.no_speech <= NO_SPEECH:
            again = _joined(self._whisper.decode(samples, wanted, whole_window=True))
            heard = max(heard, again, key=lambda each: each.confidence)
        return _judged(heard, language, sound.seconds)

    async def listen(
        self,
        sound: AudioFrame,
        language: str | None = None,
        prompt: str | None = None,
        claim: Claim | None = None,
    ) -> Transcript:
        """Recognise one turn off the event loop, the most urgent claim first.

        Cancelled before its turn came, it is not recognised at all. Raises RecogniserBusy, also
        later, when it waits and has to give way to something more urgent.
        """
        hear = partial(self.hear, sound, language, prompt)
        try:
            return await asyncio.wrap_future(self._workers.submit(hear, claim or Claim()))
        except QueueFull:
            raise RecogniserBusy(
                f"expected at most {WAITING} turns to wait for the recogniser; "
                "take fewer calls at once or give it more threads"
            ) from None

    def close(self) -> None:
        """Drop what waits and wait for what is being recognised."""
        self._workers.close()

    def _check(self, language: str) -> None:
        known = self._whisper.languages
        if language not in known:
            raise ValueError(
                f"expected a language of this model ({len(known)}: {', '.join(known[:3])} …), "
                f"got {language!r}; set another language or a multilingual model"
            )


def stands_out(samples: Samples) -> bool:
    """Is there anything in the sound that may be speech: loud enough, and not steady?"""
    whole = len(samples) // BLOCK
    if whole < STANDS_OUT_BLOCKS:
        return False
    blocks = samples[: whole * BLOCK].reshape(whole, BLOCK).astype(np.float32) / 32768
    levels_db = 10 * np.log10(np.mean(np.square(blocks), axis=1) + 1e-10)
    least_db = max(QUIETEST_DB, float(np.percentile(levels_db, 10)) + STANDS_OUT_DB)
    return int(np.count_nonzero(levels_db > least_db)) >= STANDS_OUT_BLOCKS


def _most_tokens(seconds: float) -> int:
    return min(TOKENS_AT_MOST, TOKENS_AT_LEAST + math.ceil(seconds * TOKENS_PER_SECOND))


@dataclass(frozen=True, slots=True)
class _Heard:
    """Everything that came out of one turn, joined."""

    text: str
    confidence: float
    no_speech: float
    repetition: float


def _joined(decoded: list[Decoded]) -> _Heard:
    said = [each for each in decoded if each.text]
    if not said:
        return _Heard("", 0.0, 1.0, 0.0)
    tokens = [each.tokens for each in said]
    likely = np.average([each.log_probability for each in said], weights=tokens)
    return _Heard(
        text=" ".join(each.text for each in said),
        confidence=min(1.0, math.exp(float(likely))),
        no_speech=max(each.no_speech for each in decoded),
        repetition=max(each.repetition for each in said),
    )


def _judged(heard: _Heard, language: str, seconds: float) -> Transcript:
    """Drop what is not to be believed."""
    if not credible(heard.text, heard.confidence, heard.no_speech, heard.repetition):
        return Transcript("", 0.0, language, seconds, heard.no_speech)
    return Transcript(heard.text, heard.confidence, language, seconds, heard.no_speech)


def credible(text: str, confidence: float, no_speech: float, repetition: float) -> bool:
    """Has someone said these words, as far as the model's own figures tell?"""
    if confidence < UNLIKELY or repetition > REPETITIVE:
        return False
    if no_speech > NO_SPEECH and confidence < DOUBTED:
        return False
    if not any(letter.isalnum() for letter in text):
        return False
    return text.lower().strip(" .!?*-[]()\"'") not in SUBTITLES
