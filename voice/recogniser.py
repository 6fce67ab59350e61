"""Sound into words: Whisper, shared by all calls, loaded once, and silent when nobody spoke.

What is not to be believed is dropped (`voice/credible.py`). A turn that is doubtful is heard again
where no other turn waits. The most urgent turn goes first (`voice/work_queue.py`).

Nothing is kept between turns. The language is given, not guessed; another one is told only when
there is no doubt. A turn is decoded in one pass (`voice/decoding.py`); without time stamps
the model falls less into loops.
"""

import asyncio
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from audio.frames import AudioFrame
from voice.credible import NO_SPEECH, credible, stands_out
from voice.decoding import (
    LONGEST_SECONDS,
    WINDOW_SECONDS,
    Decoded,
    Encoded,
    Sound,
    Wanted,
    Whisper,
    window_seconds,
)
from voice.work_queue import Claim, QueueFull
from voice.workers import Workers

RATE_HZ = 16000
WAITING = 32
"""Turns that may wait. At half a second each and two at a time, a later one would come too late."""

DOUBTFUL, AGAIN_MORE_SECONDS = 0.4, 4.0
"""Words with less confidence are heard again, in a longer window, and the likelier ones count:
four seconds more are as good as the whole window of 30 s, for less than half of what that takes.
"""
OURS = ("nl", "en")
"""The languages that we speak."""
NOTICED, NOTICED_SECONDS = 0.9, 2.0
"""Twenty-five of 26 English turns had 0.95 and more for English, one of 2.1 s had 0.61. Of 195
Dutch turns, spoken with an accent that Whisper takes for Latin, the highest had 0.63."""

FOREIGN_NOTICED = 0.98
"""For a language that is not ours: a wrong one costs a caller a sentence that they do not follow.
Of 88 Dutch turns two had 0.91 and 0.94 for German, the others 0.58 and less.
"""

TOKENS_PER_SECOND, TOKENS_AT_LEAST, TOKENS_AT_MOST = 10, 20, 200
"""Fast speech has 8 tokens a second; a loop would fill the whole context and take 5 s.
The most leaves room for a prompt in the 448 tokens of the context."""

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
    """Of the text: that which was asked for, unless another was noticed."""
    seconds: float
    """Length of the sound."""
    no_speech: float
    """Probability that the sound is no speech, 0 to 1."""
    words: tuple[Word, ...] = ()
    """One for each of `text.split()`, in order; empty where the words were not weighed."""
    noticed: str | None = None
    """The language of the text, when that is certainly not the one asked for. Which language the
    call goes on in is not decided here: the next turn is heard in the one asked for then."""

    @property
    def doubtful(self) -> bool:
        """Is there doubt that a longer window, where there is a longer one, may take away?"""
        doubt = self.confidence < DOUBTFUL and self.no_speech <= NO_SPEECH
        return doubt and window_seconds(self.seconds) < LONGEST_SECONDS


class Unwanted(Exception):
    """Nobody waits for this turn any more."""


class RecogniserBusy(RuntimeError):
    """More turns wait than can be recognised in time; say so to the caller, do not wait."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One turn as the model gets it, and in which language it is to be heard."""

    sound: Sound
    seconds: float
    language: str
    prompt: str | None


class Recogniser:
    """One Whisper model for all calls. Loading takes about a second: not on the event loop."""

    def __init__(
        self,
        folder: Path,
        language: str = "nl",
        threads: int = 2,
        compute_type: str = "int8",
        foreign: Collection[str] = (),
    ) -> None:
        """Load the CTranslate2 model in `folder`; `threads` turns are recognised at once. Beside
        our languages the `foreign` ones are noticed, where that is certain.

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
        self._foreign = frozenset(foreign) & set(self._whisper.languages)
        self._workers: Workers[Transcript] = Workers(threads, WAITING, "recogniser")

    def hear(
        self, sound: AudioFrame, language: str | None = None, prompt: str | None = None
    ) -> Transcript:
        """Recognise one turn. Blocks for about half a second: see `listen`.

        `prompt` holds words that are likely to come, such as street names.
        Raises ValueError for sound at another rate than 16 kHz, or an unknown language.
        """
        asked = self._asked(sound, language, prompt)
        if asked is None:
            return self._nothing(sound, language)
        first = self.look(asked, WINDOW_SECONDS)
        return self._likelier(first, asked) if first.doubtful else first

    async def listen(
        self,
        sound: AudioFrame,
        language: str | None = None,
        prompt: str | None = None,
        claim: Claim | None = None,
    ) -> Transcript:
        """Recognise one turn off the event loop, once, the most urgent claim first.

        Cancelled before its turn came, a turn is not recognised at all.
        Raises RecogniserBusy, also later, when it waits and has to give way to something more
        urgent; and what `hear` raises.
        """
        asked = self._asked(sound, language, prompt)
        if asked is None:
            return self._nothing(sound, language)
        claim = claim or Claim()
        try:
            return await self._queued(partial(self.look, asked, WINDOW_SECONDS, claim), claim)
        except QueueFull:
            raise RecogniserBusy(
                f"expected at most {WAITING} turns to wait for the recogniser; "
                "take fewer calls at once or give it more threads"
            ) from None

    async def listen_again(
        self,
        sound: AudioFrame,
        first: Transcript,
        language: str | None = None,
        claim: Claim | None = None,
    ) -> Transcript:
        """Recognise a doubtful turn in a longer window, where no other turn waits; returns the
        likelier words. A turn that is not doubtful is returned as it is.
        """
        asked = self._asked(sound, language, None) if first.doubtful else None
        if asked is None or self._workers.waiting:
            return first
        claim = claim or Claim()
        try:
            return await self._queued(partial(self._likelier, first, asked, claim), claim)
        except QueueFull:
            return first

    def close(self) -> None:
        """Drop what waits and wait for what is being recognised."""
        self._workers.close()

    async def _queued(self, do: Callable[[], Transcript], claim: Claim) -> Transcript:
        return await asyncio.wrap_future(self._workers.submit(do, claim))

    def _asked(self, sound: AudioFrame, language: str | None, prompt: str | None) -> Asked | None:
        """Prepare a turn; None when there is nothing in it that may be speech."""
        if sound.rate_hz != RATE_HZ:
            raise ValueError(
                f"expected sound at {RATE_HZ} Hz, got {sound.rate_hz} Hz; resample it first"
            )
        language = language or self._language
        self._check(language)
        if not stands_out(sound.samples):
            return None
        samples = sound.samples.astype(np.float32) / np.float32(32768)
        return Asked(samples, sound.seconds, language, prompt)

    def _nothing(self, sound: AudioFrame, language: str | None) -> Transcript:
        return Transcript("", 0.0, language or self._language, sound.seconds, 1.0)

    def _likelier(self, first: Transcript, asked: Asked, claim: Claim | None = None) -> Transcript:
        again = self.look(asked, window_seconds(asked.seconds) + AGAIN_MORE_SECONDS, claim)
        return max(first, again, key=lambda each: each.confidence)

    def look(self, asked: Asked, least_seconds: float, claim: Claim | None = None) -> Transcript:
        """Hear a turn once, in a window of at least so many seconds.

        Raises Unwanted in the middle of it when the claim is given up: a caller who goes on within
        a quarter of a second costs the encoder's half only.
        """
        encoded = self._whisper.encode(asked.sound, least_seconds)
        if claim is not None and not claim.wanted:
            raise Unwanted
        heard = self._decoded(encoded, asked, asked.language)
        other = self._other_language(encoded[0], asked)
        if other is not None:
            in_other = self._decoded(encoded, asked, other)
            if in_other.confidence > heard.confidence:
                return self._judged(in_other, encoded, asked, other)
        return self._judged(heard, encoded, asked, None)

    def _other_language(self, encoded: Encoded, asked: Asked) -> str | None:
        """Tell the language that is spoken instead of the expected one, when it is certain."""
        if asked.seconds < NOTICED_SECONDS:
            return None
        chances = self._whisper.language_chances(encoded)
        return noticed(chances, asked.language, self._foreign)

    def _decoded(self, encoded: Sequence[Encoded], asked: Asked, language: str) -> "_Heard":
        wanted = Wanted(language, asked.prompt, _most_tokens(asked.seconds))
        return _joined([self._whisper.decode(part, wanted) for part in encoded])

    def _judged(
        self, heard: "_Heard", encoded: Sequence[Encoded], asked: Asked, other: str | None
    ) -> Transcript:
        """Drop what is not to be believed, and weigh the words of the rest."""
        language = other or asked.language
        nothing = Transcript("", 0.0, asked.language, asked.seconds, heard.no_speech)
        if not credible(heard.text, heard.confidence, heard.no_speech, heard.repetition):
            return nothing
        words = tuple(
            Word(*word)
            for part, decoded in zip(encoded, heard.decoded, strict=True)
            if decoded.text
            for word in self._whisper.weigh(part, decoded, language)
        )
        text = replace(nothing, text=heard.text, confidence=heard.confidence, words=words)
        return replace(text, language=language, noticed=other)

    def _check(self, language: str) -> None:
        known = self._whisper.languages
        if language not in known:
            raise ValueError(
                f"expected a language of this model ({len(known)}: {', '.join(known[:3])} …), "
                f"got {language!r}; set another language or a multilingual model"
            )


def noticed(
    chances: Mapping[str, float], expected: str, foreign: Collection[str] = ()
) -> str | None:
    """Name the language that is certainly spoken, unless it is the expected one.

    `chances` by language, 0 to 1, over all that the model knows; of those only ours and the
    `foreign` ones, in which we have a few words, count.
    """
    likely = max((*OURS, *sorted(foreign)), key=lambda language: chances.get(language, 0.0))
    enough = NOTICED if likely in OURS else FOREIGN_NOTICED
    certain = chances.get(likely, 0.0) >= enough
    return likely if certain and likely != expected else None


def _most_tokens(seconds: float) -> int:
    return min(TOKENS_AT_MOST, TOKENS_AT_LEAST + math.ceil(seconds * TOKENS_PER_SECOND))


@dataclass(frozen=True, slots=True)
class _Heard:
    """Everything that came out of one turn, joined."""

    decoded: list[Decoded]
    text: str
    confidence: float
    no_speech: float
    repetition: float


def _joined(decoded: list[Decoded]) -> _Heard:
    said = [each for each in decoded if each.text]
    if not said:
        return _Heard(decoded, "", 0.0, 1.0, 0.0)
    tokens = [len(each.tokens) for each in said]
    likely = np.average([each.log_probability for each in said], weights=tokens)
    return _Heard(
        decoded=decoded,
        text=" ".join(each.text for each in said),
        confidence=min(1.0, math.exp(float(likely))),
        no_speech=max(each.no_speech for each in decoded),
        repetition=max(each.repetition for each in said),
    )
