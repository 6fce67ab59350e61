"""Text to sound at one rate, sentence by sentence, off the event loop.

All calls share one Speaker. What is fixed is kept in the prompt store; what holds anything of
a caller is made, given once, and forgotten.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from loguru import logger

from audio.frames import Samples
from audio.resample import converted
from voice.manner import Manner, in_manner
from voice.prompt_store import PromptStore, prompt_key
from voice.pronunciation import Pronunciations
from voice.sentences import sentences
from voice.speakable import speakable
from voice.voices import SPEAKING_HZ, SpeakingError, Voice

_THREADS = 2
"""One for the sentence that is waited for, one for the next; more only share the same cores."""
_RATES = (0.5, 2.0)
PLAIN = Manner()


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence as it was written, and its sound at the speaker's `out_rate_hz`."""

    text: str
    samples: Samples


@dataclass(frozen=True, slots=True)
class _Wish:
    """A sentence for one ladder of voices."""

    text: str
    language: str
    rate: float
    fixed: bool
    names: Pronunciations
    """As they were when it was asked for, should the editor change them meanwhile."""


class Speaker:
    """Voices by language, best first: when one fails on a sentence, the next one says it."""

    def __init__(
        self,
        voices: Mapping[str, Sequence[Voice]],
        store: PromptStore,
        out_rate_hz: int = SPEAKING_HZ,
        threads: int = _THREADS,
    ) -> None:
        if not any(voices.values()):
            raise ValueError("expected at least one voice to speak with, got none")
        self.out_rate_hz = out_rate_hz
        self._voices = {language: tuple(ladder) for language, ladder in voices.items() if ladder}
        self._store = store
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="speaking")
        # Apart, so that sound which is there already never waits for sound that is being made.
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="prompts")
        self._underway: dict[str, _Shared] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._asked = 0
        self._borrowed: set[str] = set()
        self._names = Pronunciations()

    @property
    def voices(self) -> Mapping[str, Sequence[Voice]]:
        """By language, best first."""
        return self._voices

    async def nobody_waits(self) -> None:
        """Until no caller waits for a sentence that is being made."""
        await self._idle.wait()

    def pronounce(self, names: Pronunciations) -> None:
        """From now on say names so; only what holds one that changed is made anew."""
        self._names = names

    async def render(
        self,
        text: str,
        language: str = "nl",
        manner: Manner = PLAIN,
        fixed: bool = True,
    ) -> Samples:
        """All of `text` as one sound, with the manner's gaps. Raises SpeakingError."""
        gap = np.zeros(round(manner.gap_seconds * self.out_rate_hz), np.int16)
        parts: list[Samples] = []
        async with aclosing(self.stream(text, language, manner, fixed)) as spoken:
            async for each in spoken:
                parts += [gap, each.samples] if parts else [each.samples]
        return np.concatenate(parts) if parts else np.zeros(0, np.int16)

    async def stream(
        self,
        text: str,
        language: str = "nl",
        manner: Manner = PLAIN,
        fixed: bool = True,
        names: Pronunciations | None = None,
    ) -> AsyncGenerator[Spoken, None]:
        """Sentence by sentence, without gaps: while one is being played, the next is made.

        `names` are said so, where they are not to be said as to everybody.
        Close it (`contextlib.aclosing`) when the rest is not wanted. Raises SpeakingError.
        """
        slowed, named = _rate(manner), names or self._names
        wishes = [_Wish(each, language, slowed, fixed, named) for each in sentences(text, language)]
        ahead = self._begin(wishes[0]) if wishes else None
        try:
            for at, wish in enumerate(wishes):
                assert ahead is not None, "the sentence of this turn was begun in the last one"
                samples = await ahead
                ahead = self._begin(wishes[at + 1]) if at + 1 < len(wishes) else None
                yield Spoken(wish.text, await self._in_manner(samples, manner))
        finally:
            if ahead is not None:
                ahead.cancel()
                await asyncio.gather(ahead, return_exceptions=True)

    def ahead(
        self,
        text: str,
        language: str = "nl",
        manner: Manner = PLAIN,
        fixed: bool = True,
        names: Pronunciations | None = None,
    ) -> "Ahead":
        """Begin the first sentence of what may be said in a moment. Who asked must `drop` it.

        Said meanwhile, it is there; dropped unsaid, nothing is left of it.
        """
        begun = sentences(text, language)[:1]
        named = names or self._names
        wishes = [_Wish(each, language, _rate(manner), fixed, named) for each in begun]
        return Ahead([self._share(wish) for wish in wishes])

    async def prepare(
        self,
        texts: Iterable[tuple[str, str]],
        rate: float = 1.0,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        """Render fixed (language, text) pairs beforehand, one at a time, while nobody waits.

        A sentence that cannot be said is logged and left out. `progress` gets done and total.
        """
        wishes = [
            _Wish(sentence, language, rate, True, self._names)
            for language, text in texts
            for sentence in sentences(text, language)
        ]
        for done, wish in enumerate(wishes):
            progress(done, len(wishes))
            await self._idle.wait()
            try:
                await self._sound(wish)
            except SpeakingError as error:
                logger.warning("a fixed sentence could not be prepared: {}", error)
        progress(len(wishes), len(wishes))

    async def tidy(self) -> None:
        """Remove from the prompt store what no voice of ours would say so any more."""
        first = {ladder[0].id for ladder in self._voices.values()}
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._reading, self._store.keep_voices, first)

    def close(self) -> None:
        """Stop the threads; what they are saying is finished first. Nothing may be asked after."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._reading.shutdown(wait=True)

    async def _in_manner(self, samples: Samples, manner: Manner) -> Samples:
        if manner.is_plain:
            return samples
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._reading, in_manner, samples, manner, self.out_rate_hz
        )

    def _begin(self, wish: _Wish) -> "asyncio.Task[Samples]":
        return asyncio.create_task(self._waited_for(wish), name="speak one sentence")

    async def _waited_for(self, wish: _Wish) -> Samples:
        """As `_sound`, for a caller: while this goes on, nothing is prepared."""
        self._asked += 1
        self._idle.clear()
        try:
            return await self._sound(wish)
        finally:
            self._asked -= 1
            if self._asked == 0:
                self._idle.set()

    async def _sound(self, wish: _Wish) -> Samples:
        """Made once for all who ask at the same time; given up when the last of them leaves."""
        held = self._store.held(self._key(wish)) if wish.fixed else None
        if held is not None:
            return held
        shared = self._share(wish)
        try:
            return await shared.sound()
        finally:
            shared.leave()

    def _share(self, wish: _Wish) -> "_Shared":
        """Take part in the making of it, and see to it that somebody has begun."""
        key = self._key(wish)
        shared = self._underway.get(key)
        if shared is None or shared.failed:
            shared = _Shared(self._find_or_make(wish, key), partial(self._forget, key))
            self._underway[key] = shared
        shared.enter()
        return shared

    def _forget(self, key: str, shared: "_Shared") -> None:
        if self._underway.get(key) is shared:
            del self._underway[key]

    def _key(self, wish: _Wish) -> str:
        voice = self._ladder(wish.language)[0]
        # What the voice would be given, so that another way of reading makes another sound. What
        # holds anything of a caller is kept nowhere: there the text does, and is not remembered.
        text = _read(wish.text, wish.language) if wish.fixed else wish.text
        words = wish.names.applied(text, wish.language, takes_ipa=voice.takes_ipa)
        return prompt_key(voice.id, wish.language, wish.rate, self.out_rate_hz, words)

    def _ladder(self, language: str) -> tuple[Voice, ...]:
        if language in self._voices:
            return self._voices[language]
        spoken_by, ladder = next(iter(self._voices.items()))
        if language not in self._borrowed:
            self._borrowed.add(language)
            logger.warning(
                "no voice speaks {!r}: its sentences are spoken by the voice for {!r}, {}",
                language,
                spoken_by,
                ladder[0].id,
            )
        return ladder

    async def _find_or_make(self, wish: _Wish, key: str) -> Samples:
        loop, ladder = asyncio.get_running_loop(), self._ladder(wish.language)
        if wish.fixed:
            kept = await loop.run_in_executor(self._reading, self._store.get, key)
            if kept is not None:
                return kept
        samples, by_first = await loop.run_in_executor(self._pool, self._make, wish, ladder)
        if wish.fixed and by_first:  # a makeshift voice is not kept under the first one's name
            await loop.run_in_executor(self._reading, self._store.put, key, samples)
        return samples

    def _make(self, wish: _Wish, ladder: Sequence[Voice]) -> tuple[Samples, bool]:
        read = (_read if wish.fixed else speakable)(wish.text, wish.language)
        for voice in ladder:
            words = wish.names.applied(read, wish.language, takes_ipa=voice.takes_ipa)
            try:
                samples = voice.speak(words, wish.rate)
            except Exception as error:  # engines are native code and raise what they like
                # No traceback: an engine's message may hold the words.
                logger.warning("voice {} failed ({})", voice.id, type(error).__name__)
                continue
            return converted(samples, voice.rate_hz, self.out_rate_hz), voice is ladder[0]
        raise SpeakingError(
            f"expected one of the voices {', '.join(each.id for each in ladder)} to say a "
            "sentence, and each failed; check them with: belbalie models verify"
        )


@lru_cache(maxsize=8192)
def _read(text: str, language: str) -> str:
    """A fixed sentence as it is read aloud: some milliseconds, for all that content says."""
    return speakable(text, language)


def _rate(manner: Manner) -> float:
    return min(max(manner.rate, _RATES[0]), _RATES[1])


class _Shared:
    """Work that several take part in. When the last of them leaves it is forgotten, and given up
    if it is not done.
    """

    def __init__(
        self, work: Coroutine[None, None, Samples], forget: Callable[["_Shared"], None]
    ) -> None:
        self._work = asyncio.create_task(work, name="make one sentence")
        self._work.add_done_callback(_looked_at)  # also where nobody waits for it
        self._forget = forget
        self._taking_part = 0

    @property
    def failed(self) -> bool:
        work = self._work
        return work.done() and (work.cancelled() or work.exception() is not None)

    def enter(self) -> None:
        self._taking_part += 1

    def leave(self) -> None:
        self._taking_part -= 1
        if self._taking_part == 0:
            self._forget(self)
            if not self._work.done():
                self._work.cancel()

    async def sound(self) -> Samples:
        return await asyncio.shield(self._work)


def _looked_at(work: "asyncio.Task[Samples]") -> None:
    _ = work.cancelled() or work.exception()


class Ahead:
    """Sound that was begun before it is known whether it will be said."""

    def __init__(self, shared: Sequence[_Shared]) -> None:
        self._shared = list(shared)

    def drop(self) -> None:
        """It is not wanted any more, or was said. A second time does nothing."""
        while self._shared:
            self._shared.pop().leave()
