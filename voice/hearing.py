"""The hearing of one call: sound in; turns with their words, interruptions and silences out.

One turn is one stretch of sound and has one text, recognised from all of it. What was recognised
before the caller went on is thrown away; a caller who goes on while the text is being made
belongs to the same turn. So no half sentence is answered, and no late text starts a turn.
"""

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from loguru import logger

from audio.activity import Activity
from audio.frames import AudioFrame, Samples
from audio.presence import addressed, loudest_db
from dialog.acts import Expectation, Tempo
from dialog.events import Failed, Heard, Silence
from dialog.finished import finished
from dialog.silences import SILENCES
from voice.backchannel import murmurs
from voice.ears import Clock, Ears, Noticed, TurnTimes
from voice.floor import OurVoice
from voice.recogniser import Transcript, Unwanted
from voice.silence import Ladder
from voice.turns import Signal, Turns
from voice.work_queue import Claim, Urgency

RATE_HZ = 16000
WORDS_SECONDS = 20.0
"""How long words are waited for after a turn: the recogniser lets 32 turns wait, of half a second
each, and who hears nothing for longer thinks we are gone."""
LIKELY_END_SECONDS = 0.6
"""After so much silence the words are wanted as if the turn had ended: most have."""
SENSE_AFTER_SECONDS = 0.15
"""The end-of-turn model is asked so long after the pause began, as its answer is needed with the
words and no sooner; a third of all pauses are over by then."""
WATCH_SECONDS = 1.0
"""How often the ladder of silence is told the time when the line sends no sound."""
GOES_ON_SECONDS = 25.0
"""A turn longer than this is not continued: it was cut because it was too long, or would be."""

_T = TypeVar("_T")


@dataclass(slots=True)
class Turn:
    """A turn from its run-up until its words are there, with all its sound, pauses too."""

    over_us: bool
    sound: list[Samples] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return sum(map(len, self.sound)) / RATE_HZ


class Hearing:
    """Feed it frames of 16 kHz; it tells Heard, Silence or Failed. Who made it calls `close`."""

    def __init__(
        self, ears: Ears, activity: Activity, clock: Clock, noticed: Noticed, language: str = "nl"
    ) -> None:
        self._ears = ears
        self._activity = activity
        self._clock = clock
        self._noticed = noticed
        self._language = language
        self._turns = Turns()
        self._preroll = round(self._turns.patience.preroll_seconds * RATE_HZ)
        self._recent: Samples = np.zeros(0, np.int16)
        self._turn: Turn | None = None
        self._talking = False
        self._we_sound = self._we_ask = False
        self._quiet_samples = 0
        self._ladder = Ladder(SILENCES[Tempo.USUAL], clock.seconds())
        self._claim = Claim()
        """How urgent the words are that are being made now."""
        self._text: asyncio.Future[Transcript] | None = None
        self._senses: list[asyncio.Task[None]] = []
        """What is made of a pause: how finished it sounds, and reads."""
        self._ending: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    def expect(self, expectation: Expectation, language: str | None = None) -> None:
        """What is asked now: it sets how long an end of turn is waited for; and the language that
        is heard from the next turn on.
        """
        self._turns.expect(expectation)
        self._language = language or self._language

    def follow(self, tempo: Tempo) -> None:
        """Wait for this caller as they need, in a turn and in silence, from now on."""
        self._turns.follow(tempo)
        self._ladder.follow(SILENCES[tempo])

    def we_sound(self, sounding: bool, last: bool = False) -> None:
        """Our own voice begins or ends at the caller's ear; `last`: with the last that we have to
        say, so that 'ja' is an answer.
        """
        self._we_sound, self._we_ask = sounding, sounding and last
        self._turns.we_speak(sounding)

    async def keyed(self) -> None:
        """A key was pressed: somebody is there, and has said what there was to say."""
        self._ladder.understood(self._clock.seconds())
        await self._follow(self._turns.cut_short())

    def on_hold(self) -> None:
        """Somebody pressed a button on their telephone."""
        self._ladder.understood(self._clock.seconds())

    async def watch(self) -> None:
        """Tell of silence also on a line that sends nothing any more. Runs as long as the call."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            await self._count_silence()

    async def feed(self, frame: AudioFrame) -> None:
        """Take 20 ms of the caller's sound. Raises ValueError when it is not 16 kHz."""
        speaking = self._activity.feed(frame)
        self._quiet_samples = 0 if speaking else self._quiet_samples + len(frame.samples)
        self._recent = np.concatenate((self._recent, frame.samples))[-self._preroll :]
        if self._turn is not None:
            self._turn.sound.append(frame.samples)
        await self._follow(self._turns.feed(speaking, len(frame.samples)))
        if self._turns.pausing_seconds >= LIKELY_END_SECONDS:
            self._hasten()
        await self._count_silence()

    async def close(self) -> None:
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # -- turns ---------------------------------------------------------------------------

    async def _follow(self, signals: Iterable[Signal | OurVoice]) -> None:
        for signal in signals:
            if isinstance(signal, OurVoice):
                await self._our_voice(signal)
            elif signal is Signal.STARTED:
                self._started()
            elif signal is Signal.PAUSED:
                self._paused()
            elif signal is Signal.RESUMED:
                await self._resumed()
            else:
                self._ended()

    def _started(self) -> None:
        """A turn begins; or the last one goes on, while its words are still being made."""
        self._talking = True
        ending, self._ending = self._ending, None
        turn = self._turn
        if ending is not None and turn is not None and turn.seconds < GOES_ON_SECONDS:
            ending.cancel()
            self._forget_text()
            turn.over_us |= self._we_sound
            return
        self._text = None  # that of a turn which was cut short is still waited for
        self._claim = Claim()
        self._turn = Turn(self._we_sound, [self._recent])

    async def _our_voice(self, what: OurVoice) -> None:
        if self._turn is not None:
            self._turn.over_us = True
        await self._noticed.our_voice(what)

    def _paused(self) -> None:
        self._forget_text()
        held = self._turns.floor.held
        sound = self._listen(Urgency.OVERLAP if held else Urgency.EARLY)
        pause = self._turns.pause
        self._senses = [
            self._begin(self._judge(sound, pause), "completeness"),
            self._begin(self._weigh(sound, pause), "words of a pause"),
        ]

    async def _resumed(self) -> None:
        self._forget_text()
        await self._noticed.likely(None)

    async def _judge(self, sound: AudioFrame, pause: int) -> None:
        await asyncio.sleep(SENSE_AFTER_SECONDS)
        try:
            probability = await self._ears.completeness(sound)
        except Exception:  # the model is a help, not a need: the longer waiting time ends the turn
            logger.exception("end-of-turn model failed; going on without it")
            return
        await self._follow(self._turns.sounds_finished(probability, pause))

    async def _weigh(self, sound: AudioFrame, pause: int) -> None:
        """The words are there, and the turn may not be over: a murmur, or how finished are they?

        Doubtful words are heard again while we wait anyway: the caller waits no longer for it.
        """
        text = self._text
        assert text is not None, "it was begun just now"
        await asyncio.wait([text])
        if text.cancelled() or text.exception():
            return
        words = text.result()
        await self._take_words(words, pause)
        if not words.doubtful or not self._pauses(pause):
            return
        self._claim = Claim(Urgency.EARLY)
        better = await self._heard_again(sound, words, self._claim)
        if better is not words and self._pauses(pause):
            self._text = asyncio.get_running_loop().create_future()
            self._text.set_result(better)
            await self._take_words(better, pause)

    async def _heard_again(self, sound: AudioFrame, words: Transcript, claim: Claim) -> Transcript:
        """The likelier words; a second look is a help, not a need, and may fail."""
        try:
            return await self._ears.listen_again(sound, words, self._language, claim)
        except Unwanted:
            return words
        except Exception:
            logger.exception("hearing doubtful words again failed; going on with the first")
            return words

    def _pauses(self, pause: int) -> bool:
        """Is the caller's turn still at this pause?"""
        return self._turns.pausing_seconds > 0 and pause == self._turns.pause

    async def _take_words(self, words: Transcript, pause: int) -> None:
        turn = self._turn
        if turn is None or pause != self._turns.pause:
            return
        if self._turns.floor.undecided:
            if self._murmurs(words):
                await self._murmured()
                return
            await self._follow(self._turns.floor.words(murmur=False))
        await self._noticed.likely(self._heard(turn, words))
        likely = finished(words.text, self._turns.expectation, words.language)
        await self._follow(self._turns.reads_finished(likely, pause))

    def _murmurs(self, words: Transcript) -> bool:
        return murmurs(words.text, question=self._we_ask)

    async def _murmured(self) -> None:
        """'Hm-hm': nothing has happened, and our voice goes on."""
        logger.debug("a murmur over our voice; going on")
        self._talking = False
        self._turn = self._ending = None
        self._text = None
        await self._follow(self._turns.murmured())

    def _listen(self, urgency: Urgency) -> AudioFrame:
        """Begin to recognise all of the turn so far."""
        assert self._turn is not None, "only a turn has words"
        sound = AudioFrame(np.concatenate(self._turn.sound), RATE_HZ)
        self._claim = Claim(urgency)
        listening = self._ears.listen(sound, self._language, self._claim)
        self._text = self._begin(listening, "recognise")
        return sound

    def _hasten(self) -> None:
        """The words are wanted now; but what was heard already need not be heard again."""
        if self._text is not None and not self._text.done():
            self._claim.urgency = Urgency.FINAL

    def _ended(self) -> None:
        self._talking = False
        self._hasten()
        self._claim.wanted = self._text is None or not self._text.done()
        if self._text is None or _failed(self._text):  # a recogniser too busy then may not be now
            self._listen(Urgency.FINAL)
        assert self._turn is not None
        assert self._text is not None
        now = self._clock.seconds()
        last_sound = now - self._quiet_samples / RATE_HZ
        self._ending = self._begin(
            self._finish(self._turn, self._text, last_sound, now), "end of turn"
        )

    async def _finish(
        self, turn: Turn, text: "asyncio.Future[Transcript]", last_sound: float, ended: float
    ) -> None:
        """Tell the words of a turn, or that there are none to be had."""
        await asyncio.wait([text], timeout=WORDS_SECONDS)
        transcript = _outcome(text)
        if transcript is not None and not transcript.text and transcript.doubtful:
            sound = AudioFrame(np.concatenate(turn.sound), RATE_HZ)
            transcript = await self._heard_again(sound, transcript, Claim())
        if self._turn is turn:  # from here on a caller who goes on begins a turn
            self._turn = self._ending = None
        if transcript is None:
            await self._follow(self._turns.floor.over())
            await self._noticed.event(Failed(at=self._clock.now(), part="hearing"), None)
            return
        if self._turns.floor.undecided and self._murmurs(transcript):
            await self._follow(self._turns.floor.words(murmur=True))
            return
        await self._follow(self._turns.floor.words(murmur=False))
        await self._follow(self._turns.floor.over())
        if transcript.text:
            self._ladder.understood(self._clock.seconds())
        elif self._is_nobody(turn):
            return
        times = TurnTimes(last_sound, ended, max(ended, self._clock.seconds()))
        await self._noticed.event(self._heard(turn, transcript), times)

    def _is_nobody(self, turn: Turn) -> bool:
        """A turn without words is somebody who mumbled, and is told; or music, a horn, a voice
        behind the caller: to that we do not speak, and grow deaf.
        """
        sound, near = np.concatenate(turn.sound), self._activity.nearness
        if addressed(sound, near.caller_db):
            return False
        logger.debug("sound without words, and not for us")
        near.dismiss(loudest_db(sound))
        return True

    def _heard(self, turn: Turn, words: Transcript) -> Heard:
        return Heard(
            at=self._clock.now(),
            text=words.text,
            confidence=words.confidence,
            language=words.language,
            seconds=round(words.seconds, 2),
            over_us=turn.over_us,
            word_confidences=tuple(round(word.confidence, 3) for word in words.words),
        )

    def _forget_text(self) -> None:
        self._claim.wanted = False
        for task in (self._text, *self._senses):
            if task is not None and task is not asyncio.current_task():
                task.cancel()
        self._text, self._senses = None, []

    def _begin(self, work: Coroutine[Any, Any, _T], name: str) -> "asyncio.Task[_T]":
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._over)
        return task

    def _over(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        _failed(task)  # looked at here, also where nobody waits for it any more

    # -- silence -------------------------------------------------------------------------

    async def _count_silence(self) -> None:
        """Climb the ladder when nobody has anything to say."""
        busy = self._talking or self._ending is not None
        rung = self._ladder.tick(self._clock.seconds(), we_sound=self._we_sound, busy=busy)
        if rung is not None:
            nth, waited = rung
            self._activity.nearness.forgive()
            silence = Silence(at=self._clock.now(), seconds=round(waited, 1), nth=nth)
            await self._noticed.event(silence, None)


def _failed(task: "asyncio.Future[Any]") -> bool:
    return task.done() and not task.cancelled() and task.exception() is not None


def _outcome(text: "asyncio.Future[Transcript]") -> Transcript | None:
    """What was recognised; None, with the reason in the log, when that failed."""
    if not text.done():
        text.cancel()
        logger.error("recognition failed: no words after {} s", WORDS_SECONDS)
    elif text.cancelled():
        logger.error("recognition failed: the recogniser was closed")
    elif error := text.exception():
        logger.opt(exception=error).error("recognition failed")
    else:
        return text.result()
    return None
