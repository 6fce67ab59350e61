"""How well and how dearly we hear, beside Whisper as it comes.

    CALLERS=FOLDER .venv/bin/python -m bench.recognition [--sets bench,dev,hard] [--every 1]
        [--noises none,white,babble] [--json]

The same sounds go two ways: `plain` is one pass with beam 5 over the full window of 30 s, `ours`
is the recogniser of the house. Both run with one thread a turn, as two cost the plain way half as
much again. Word error counts numerals and spelling variants as errors; `topic` is how often the
likeliest topic of the heard text is right, `at once` how often it is also answered without asking
back. Noise lies 10 dB below the caller: white, or babble of four other callers. CPU seconds are
those of the process. The callers' words are never shown.
"""

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from audio.frames import AudioFrame
from audio.resample import Resampler
from audio.wav import read_wav
from dialog.content import load
from dialog.decision import Certainty, Verdict, decide
from dialog.embedding import E5, EmbeddingUnavailable
from dialog.search import Index
from voice.decoding import LONGEST_SECONDS, Wanted, Whisper
from voice.models import ModelStore
from voice.recogniser import Asked, Recogniser, Transcript
from voice.work_queue import Claim

SETS, NOISES = ("bench", "dev", "hard"), ("none", "white", "babble")
LINE_HZ, RATE_HZ = 8000, 16000
NOISE_BELOW_DB = 10.0
VOICES_IN_BABBLE = 4
ACTIVE_BELOW_PEAK_DB = 25.0
"""Blocks of 20 ms that are softer than this below the loudest are pauses, not speech."""
MOST_TOKENS = 200

Sound = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """A caller's line as sound and as it was written."""

    text: str
    language: str
    topics: frozenset[str]
    """All that are right; empty for what is no question of topic."""
    sound: Sound
    """Mono, 8 kHz, in steps of 16-bit sound."""


@dataclass(frozen=True, slots=True)
class Heard:
    text: str
    confidence: float
    looks: int


@dataclass(frozen=True, slots=True)
class Score:
    """One way over the lines of one set in one noise."""

    set: str
    noise: str
    way: str
    lines: int
    words: int
    word_errors: int
    asked: int
    """Lines that are about a topic."""
    topics_right: int
    answered_right: int
    heard_again: int
    cpu_seconds: float
    sound_seconds: float

    @property
    def word_error(self) -> float:
        return self.word_errors / self.words

    @property
    def cpu_a_turn(self) -> float:
        return self.cpu_seconds / self.lines


Way = Callable[[AudioFrame, str], Heard]


class Counted(Recogniser):
    """Our recogniser; counts how often it looks at a turn."""

    looks = 0

    def look(self, asked: Asked, least_seconds: float, claim: Claim | None = None) -> Transcript:
        self.looks += 1
        return super().look(asked, least_seconds, claim)


# -- the two ways ------------------------------------------------------------------------------


def plain_way(folder: Path, compute_type: str) -> Way:
    whisper = Whisper(folder, 1, compute_type)

    def hear(sound: AudioFrame, language: str) -> Heard:
        samples = sound.samples.astype(np.float32) / np.float32(32768)
        wanted = Wanted(language, None, MOST_TOKENS)
        parts = [whisper.decode(p, wanted) for p in whisper.encode(samples, LONGEST_SECONDS)]
        likely = float(np.exp(np.mean([part.log_probability for part in parts])))
        return Heard(" ".join(part.text for part in parts), likely, 1)

    return hear


def our_way(recogniser: Counted) -> Way:
    def hear(sound: AudioFrame, language: str) -> Heard:
        before = recogniser.looks
        transcript = recogniser.hear(sound, language)
        return Heard(transcript.text, transcript.confidence, recogniser.looks - before)

    return hear


# -- lines -------------------------------------------------------------------------------------


def read_set(callers: Path, name: str, every: int = 1) -> list[Line]:
    """Every so-many-th line of a set that has sound; `bench` is a part of `dev`."""
    table = callers / ("hard.jsonl" if name == "hard" else "dev.jsonl")
    rows = [json.loads(row) for row in table.read_text(encoding="utf-8").splitlines()]
    files = [(row, callers / name / f"{row['id']}.wav") for row in rows]
    return [_line(row, file) for row, file in files if file.exists()][::every]


def _line(row: dict[str, object], file: Path) -> Line:
    good = {
        name
        for key in ("topic", "also_ok", "second_topic")
        for name in _listed(row.get(key))
        if name != "command"
    }
    return Line(
        str(row["text"]), str(row["lang"]), frozenset(good), read_wav(file, LINE_HZ).astype(float)
    )


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] * bool(value)


def in_noise(lines: Sequence[Line], noise: str) -> Iterator[AudioFrame]:
    """Each line at 16 kHz in its noise, the same noise every time."""
    for nth, line in enumerate(lines):
        added = _NOISES[noise](lines, nth)
        level = 10 ** (-NOISE_BELOW_DB / 20) * active_level(line.sound)
        strength = np.sqrt(np.mean(np.square(added)))
        mixed = line.sound + (added * level / strength if strength else 0.0)
        whole = np.clip(np.rint(mixed), -32768, 32767).astype(np.int16)
        up = Resampler(LINE_HZ, RATE_HZ)
        yield AudioFrame(np.concatenate((up.feed(whole), up.flush())), RATE_HZ)


def active_level(sound: Sound) -> float:
    """Level of the speech without its pauses: root mean square, in the unit of the sound."""
    blocks = sound[: len(sound) // 160 * 160].reshape(-1, 160)
    power = np.mean(np.square(blocks), axis=1)
    return float(np.sqrt(power[power > power.max() * 10 ** (-ACTIVE_BELOW_PEAK_DB / 10)].mean()))


def _silence(lines: Sequence[Line], nth: int) -> Sound:
    return np.zeros(len(lines[nth].sound))


def _white(lines: Sequence[Line], nth: int) -> Sound:
    return np.random.default_rng(nth).standard_normal(len(lines[nth].sound))


def _babble(lines: Sequence[Line], nth: int) -> Sound:
    size = len(lines[nth].sound)
    others = [lines[(nth + step) % len(lines)].sound for step in range(1, VOICES_IN_BABBLE + 1)]
    babble: Sound = np.sum(
        [np.resize(other / active_level(other), size) for other in others], axis=0
    )
    return babble


_NOISES: dict[str, Callable[[Sequence[Line], int], Sound]] = {
    "none": _silence,
    "white": _white,
    "babble": _babble,
}


# -- scoring -----------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    return re.sub(r"[^\w']+", " ", text.lower()).split()


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words to put in, leave out or change to make one of the other."""
    row = list(range(len(heard) + 1))
    for nth, word in enumerate(said, start=1):
        above, row = row, [nth]
        for at, other in enumerate(heard):
            row.append(min(above[at] + (word != other), above[at + 1] + 1, row[at] + 1))
    return row[-1]


def measure(
    callers: Path,
    ways: dict[str, Way],
    index: Index,
    sets: Sequence[str] = SETS,
    noises: Sequence[str] = NOISES,
    every: int = 1,
) -> list[Score]:
    """Send every line of the sets through every way in every noise. Takes minutes."""
    return [
        score
        for name in sets
        for lines_of_set in [read_set(callers, name, every)]
        for noise in noises
        for score in _scores(name, noise, lines_of_set, ways, index)
    ]


def _scores(
    name: str, noise: str, of_set: list[Line], ways: dict[str, Way], index: Index
) -> Iterator[Score]:
    sounds = list(in_noise(of_set, noise))
    for way, hear in ways.items():
        pairs = list(zip(of_set, sounds, strict=True))
        heard, cpu = [], 0.0
        for line, sound in tqdm(pairs, desc=f"{name} {noise} {way}", leave=False, disable=None):
            began = time.process_time()
            heard.append(hear(sound, line.language))
            cpu += time.process_time() - began
        topics = [_topic(line, each, index) for line, each in zip(of_set, heard, strict=True)]
        yield Score(
            set=name,
            noise=noise,
            way=way,
            lines=len(of_set),
            words=sum(len(words(line.text)) for line in of_set),
            word_errors=sum(
                word_errors(words(line.text), words(each.text))
                for line, each in zip(of_set, heard, strict=True)
            ),
            asked=sum(bool(line.topics) for line in of_set),
            topics_right=sum(right for right, _ in topics),
            answered_right=sum(answered for _, answered in topics),
            heard_again=sum(each.looks > 1 for each in heard),
            cpu_seconds=cpu,
            sound_seconds=sum(sound.seconds for sound in sounds),
        )


def _topic(line: Line, heard: Heard, index: Index) -> tuple[bool, bool]:
    """Is the likeliest topic right, and is it answered at once?"""
    candidates = index.search(heard.text, line.language)
    right = bool(candidates) and candidates[0].topic in line.topics
    verdict = decide(candidates, Certainty(), heard.confidence).verdict
    return right, right and verdict is Verdict.ANSWER


# -- telling -----------------------------------------------------------------------------------


def lines(scores: Sequence[Score]) -> list[str]:
    """A table in Markdown."""
    head = ("set", "noise", "way", "turns", "word error", "topic", "at once", "again", "CPU-s")
    rows = [
        (
            *(score.set, score.noise, score.way, str(score.lines), f"{score.word_error:.3f}"),
            *(
                f"{score.topics_right / score.asked:.3f}",
                f"{score.answered_right / score.asked:.3f}",
            ),
            *(f"{score.heard_again / score.lines:.2f}", f"{score.cpu_a_turn:.2f}"),
        )
        for score in scores
    ]
    return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]


def to_json(scores: Sequence[Score]) -> str:
    return json.dumps([asdict(score) for score in scores], indent=1)


def house_ways(models: Path, compute_type: str = "int8") -> dict[str, Way]:
    folder = ModelStore(models).path("whisper-base")
    ours = our_way(Counted(folder, threads=1, compute_type=compute_type))
    return {"plain": plain_way(folder, compute_type), "ours": ours}


def _index(content: Path, cache: Path) -> Index:
    try:
        embedder = E5(Path("var/embeddings"))
    except EmbeddingUnavailable as error:
        print(error, file=sys.stderr)
        return Index.build(load(content), None, cache)
    return Index.build(load(content), embedder, cache)


def main() -> None:
    parser = argparse.ArgumentParser(description="How well and how dearly we hear.")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--noises", default=",".join(NOISES))
    parser.add_argument("--every", type=int, default=1, help="only every so-many-th line")
    parser.add_argument("--json", action="store_true")
    wish = parser.parse_args()
    if "CALLERS" not in os.environ:
        sys.exit("set CALLERS to the folder of the caller set")
    scores = measure(
        Path(os.environ["CALLERS"]),
        house_ways(Path("var/models")),
        _index(Path("content"), Path("var/bench")),
        wish.sets.split(","),
        wish.noises.split(","),
        wish.every,
    )
    print(to_json(scores) if wish.json else "\n".join(lines(scores)))


if __name__ == "__main__":
    main()
