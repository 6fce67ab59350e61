"""A house for one call without models: sound in which a number stands for a word.

The caller says word 7 by sound of level 7 · LEVEL, and the ears read the words back from all
the sound they get; so a test sees which sound was recognised. Our voice does the same.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from audio.activity import RATE_HZ as EAR_HZ
from audio.activity import Activity
from audio.echo import EchoGuard
from audio.frames import AudioFrame, Key, LineEvent, Played, Samples
from dialog.acts import Act, Say, Transfer
from dialog.events import Event, Findings, TransferMoved, TransferStage
from tests.voice.simulated_time import clock, passes
from voice.line import Line
from voice.manner import Manner
from voice.mind import Tell, Transfers
from voice.processors import House
from voice.recogniser import Transcript
from voice.rehearsal import Search
from voice.speaker import Spoken
from voice.work_queue import Claim

LEVEL = 1000
"""Sample value that stands for 1; below half of it is silence."""
WORD_SECONDS = 0.3
VOICE_HZ = 8000


def sound(word: int, seconds: float, rate_hz: int) -> Samples:
    return np.full(round(seconds * rate_hz), word * LEVEL, np.int16)


def words_in(samples: Samples) -> list[int]:
    """The words of a sound, each once for each run; what is shorter than 10 ms at 8 kHz is none."""
    levels = np.rint(samples.astype(np.float64) / LEVEL).astype(int)
    edges = np.flatnonzero(np.diff(levels)) + 1
    runs = np.split(levels, edges)
    return [int(run[0]) for run in runs if len(run) > 80 and run[0]]


class LoudIsSpeech(Activity):
    """Speech is what is loud: without the neural check, and without its delay."""

    def __init__(self, echo: EchoGuard | None = None) -> None:
        super().__init__(None)

    def feed(self, frame: AudioFrame) -> bool:
        if frame.rate_hz != EAR_HZ:
            return super().feed(frame)  # which refuses it
        return bool(np.abs(frame.samples).max(initial=0) > LEVEL / 2)


@dataclass(slots=True)
class SlowEars:
    """Give the words of the sound after some seconds; what is in `trouble` is raised first."""

    seconds: float = 0.05
    completeness_probability: float = 0.2
    trouble: deque[Exception] = field(default_factory=deque)
    sense_trouble: Exception | None = None
    nothing_understood: bool = False
    meaning: dict[str, str] = field(default_factory=dict)
    """What a word really is: {"9": "hm-hm"}."""
    doubted: str = ""
    """Words are doubtful, and these when they are heard again."""
    doubt_trouble: Exception | None = None
    sounds: list[AudioFrame] = field(default_factory=list)
    at_work: int = 0

    async def listen(
        self, sound: AudioFrame, language: str, claim: Claim | None = None
    ) -> Transcript:
        self.sounds.append(sound)
        self.at_work += 1
        try:
            await passes(self.seconds)
        finally:
            self.at_work -= 1
        if self.trouble:
            raise self.trouble.popleft()
        words = [] if self.nothing_understood else words_in(sound.samples)
        text = " ".join(self.meaning.get(str(word), str(word)) for word in words)
        confidence = 0.3 if self.doubted else 0.9
        return Transcript(text, confidence, language, sound.seconds, 0.0)

    async def listen_again(
        self, sound: AudioFrame, first: Transcript, language: str, claim: Claim
    ) -> Transcript:
        if not self.doubted:
            return first
        await passes(self.seconds)
        if self.doubt_trouble:
            raise self.doubt_trouble
        return replace(first, text=self.doubted, confidence=0.9)

    async def completeness(self, sound: AudioFrame) -> float:
        await passes(0.06)
        if self.sense_trouble:
            raise self.sense_trouble
        return self.completeness_probability


@dataclass(slots=True)
class Begun:
    """Sound begun ahead of time, and whether it was let go of."""

    text: str
    dropped: bool = False

    def drop(self) -> None:
        self.dropped = True


@dataclass(slots=True)
class NumberVoices:
    """'3. 3 3.' is two sentences of one and two words; each word lasts 0.3 s at level 3."""

    seconds: float = 0.0
    """What it takes to make a sentence."""
    rate_hz: int = VOICE_HZ
    broken: Callable[[str], bool] = lambda text: False
    asked: list[tuple[str, Manner]] = field(default_factory=list)
    begun: list[Begun] = field(default_factory=list)

    def ahead(self, say: Say, manner: Manner) -> Begun:
        self.begun.append(Begun(say.text))
        return self.begun[-1]

    async def speak(self, say: Say, manner: Manner) -> AsyncGenerator[Spoken, None]:
        self.asked.append((say.text, manner))
        for sentence in say.text.split(". "):
            await passes(self.seconds)
            if self.broken(say.text):
                raise RuntimeError("expected a sound from the voice, got none")
            numbers = [int(word) for word in sentence.strip(".").split()]
            parts = [sound(number, WORD_SECONDS, self.rate_hz) for number in numbers]
            if parts:
                yield Spoken(sentence, np.concatenate(parts))


class CallerLine:
    """A telephone: a frame each way every 20 ms, what comes is played in order and at its pace."""

    kind = "test"
    caller: str | None = None
    called: str | None = None

    def __init__(self, rate_hz: int = 8000, *, name: str = "line 1", marks_after: float = 0.0):
        """`marks_after` seconds after it was played a mark comes back; negative: never."""
        self.id = name
        self.out_rate_hz = self.rate_hz = rate_hz
        self.heard: list[Samples] = []
        self.told: list[tuple[str, str]] = []
        self.arrivals: list[float] = []
        self._marks_after = marks_after
        self._inbound: deque[LineEvent] = deque()
        self._buffer: deque[Samples | str] = deque()
        self._returning: deque[tuple[float, str]] = deque()
        self._gone = False
        self._loop = asyncio.get_running_loop()

    # what the caller does

    def say(self, *words: int, seconds: float = WORD_SECONDS) -> None:
        """Say words after what is still to be said; 0 is a pause."""
        for word in words:
            self.say_samples(sound(word, seconds, self.rate_hz))

    def say_samples(self, spoken: Samples) -> None:
        size = self.rate_hz // 50
        self._inbound += (
            AudioFrame(spoken[at : at + size], self.rate_hz) for at in range(0, len(spoken), size)
        )

    def press(self, *digits: str) -> None:
        self._inbound.extendleft(Key(digit) for digit in reversed(digits))

    def put(self, event: LineEvent) -> None:
        """Let this come in next."""
        self._inbound.appendleft(event)

    def go(self) -> None:
        self._gone = True

    @property
    def words_heard(self) -> list[int]:
        return words_in(np.concatenate(self.heard)) if self.heard else []

    @property
    def waiting(self) -> list[Samples]:
        """What has come and was not played yet."""
        return [item for item in self._buffer if not isinstance(item, str)]

    @property
    def most_ahead(self) -> float:
        """The longest time between the coming of a frame and its being heard to the end."""
        ahead, end = 0.0, 0.0
        for came in self.arrivals:
            end = max(end, came) + 0.02
            ahead = max(ahead, end - came)
        return ahead

    @property
    def holes(self) -> int:
        """How often the next frame came after the one before was over."""
        holes, end = 0, self.arrivals[0]
        for came in self.arrivals:
            holes += came > end + 1e-6
            end = max(end, came) + 0.02
        return holes

    # what the line does

    async def receive(self) -> AsyncIterator[LineEvent]:
        due = self._loop.time()
        while not self._gone:
            due += 0.02
            await passes(max(0.0, due - self._loop.time()))
            self._listen()
            while self._returning and self._returning[0][0] <= self._loop.time():
                yield Played(self._returning.popleft()[1])
            while self._inbound and isinstance(self._inbound[0], Key):
                yield self._inbound.popleft()
            silence = AudioFrame(np.zeros(self.rate_hz // 50, np.int16), self.rate_hz)
            yield self._inbound.popleft() if self._inbound else silence

    def _listen(self) -> None:
        played = False
        while self._buffer and not (played and not isinstance(self._buffer[0], str)):
            item = self._buffer.popleft()
            if isinstance(item, str):
                if self._marks_after >= 0:
                    self._returning.append((self._loop.time() + self._marks_after, item))
            else:
                self.heard.append(item)
                played = True
        if not played:
            self.heard.append(np.zeros(self.rate_hz // 50, np.int16))

    async def play(self, frame: AudioFrame) -> None:
        assert frame.rate_hz == self.out_rate_hz
        self.arrivals.append(self._loop.time())
        self._buffer.append(frame.samples)

    async def mark(self, name: str) -> None:
        self._buffer.append(name)

    async def clear(self) -> None:
        self.told.append(("clear", ""))
        self._buffer = deque(item for item in self._buffer if isinstance(item, str))

    async def caption(self, speaker: str, text: str) -> None:
        self.told.append((speaker, text))

    async def hang_up(self) -> None:
        self.told.append(("hang up", ""))
        self._gone = True

    async def connect(self) -> None:
        self.told.append(("connect", ""))


class Scripted:
    """A conversation that answers each kind of event by what the test says.

    Its forks answer nothing, unless `rehearsed` says otherwise: an answer may count its calls.
    """

    def __init__(self, **answers: Callable[..., Sequence[Act]]) -> None:
        self._answers = answers
        self.rehearsed: dict[str, Callable[..., Sequence[Act]]] = {}

    def fork(self) -> "Scripted":
        return Scripted(**self.rehearsed)

    def masked(self, event: Event) -> Event:
        return event

    def receive(self, event: Event) -> list[Act]:
        answer = self._answers.get(type(event).__name__.lower())
        return list(answer(event)) if answer else []


@dataclass(slots=True)
class ListRecord:
    """Keeps what it is given; from item `fails_at` on (counted from 1) it cannot."""

    fails_at: int = 0
    seconds: float = 0.0
    items: list[Event | Act] = field(default_factory=list)
    asked: int = 0

    async def __call__(self, *items: Event | Act) -> None:
        self.asked += len(items)
        await passes(self.seconds)
        if 0 < self.fails_at <= self.asked:
            raise OSError("expected room on the disk, got none")
        self.items += items

    def of(self, *kinds: type[Event | Act]) -> list[Event | Act]:
        return [item for item in self.items if isinstance(item, kinds)]

    @property
    def names(self) -> list[str]:
        return [type(item).__name__ for item in self.items]


async def nothing_found(query: str, language: str) -> Findings:
    return Findings()


class NoTransfers:
    """Port `voice.mind.Transfers` where nobody is rung; passes events on, as it has to."""

    def __init__(self) -> None:
        self.asked: list[Transfer] = []
        self.cancelled = self.closed = 0
        self.kept: list[Event] = []
        self._tell: Tell | None = None

    def report_to(self, tell: Tell | None) -> None:
        self._tell = tell
        for event in self.reports() if tell else ():
            self.tell(event)

    def reports(self) -> list[Event]:
        kept, self.kept = self.kept, []
        return kept

    def tell(self, event: Event) -> None:
        if self._tell is None:
            self.kept.append(event)
        else:
            self._tell(event)

    def begin(self, asked: Transfer) -> None:
        self.asked.append(asked)

    def cancel(self) -> None:
        self.cancelled += 1

    async def join(self, line: Line) -> bool:
        return False

    async def talk(self) -> str:
        return "agent"

    async def leave(self) -> None:
        """Nobody is told anything."""

    async def close(self) -> None:
        self.closed += 1


class OneAgent(NoTransfers):
    """Port `voice.mind.Transfers` with one agent, who is there for the caller or is not."""

    def __init__(self, *, there: bool = True) -> None:
        super().__init__()
        self.there = there
        self.joined: list[Line] = []
        self._left = asyncio.Event()

    def moves(self, stage: TransferStage) -> None:
        self.tell(TransferMoved(at=clock().now(), stage=stage, agent="Balie 1"))

    def hangs_up(self) -> None:
        self._left.set()

    async def join(self, line: Line) -> bool:
        self.joined.append(line)
        self.moves(TransferStage.CONNECTED if self.there else TransferStage.AGENT_GONE)
        return self.there

    async def talk(self) -> str:
        sides = {
            asyncio.create_task(self._heard_out(self.joined[-1])): "caller",
            asyncio.create_task(self._left.wait()): "agent",
        }
        try:
            done, _ = await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in sides:
                each.cancel()
            await asyncio.gather(*sides, return_exceptions=True)
        return next(sides[each] for each in sides if each in done)

    async def _heard_out(self, line: Line) -> bool:
        async for _ in line.receive():
            """What the agent hears."""
        return True


def house(
    record: ListRecord,
    ears: SlowEars | None = None,
    voices: NumberVoices | None = None,
    search: Search = nothing_found,
    transfers: Transfers | None = None,
) -> House:
    return House(
        ears=ears or SlowEars(),
        voices=voices or NumberVoices(),
        activity=LoudIsSpeech,
        search=search,
        record=record,
        transfers=transfers or NoTransfers(),
        clock=clock(),
        voice_rate_hz=VOICE_HZ,
    )
