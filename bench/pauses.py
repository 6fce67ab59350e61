"""Callers' sound cut at pauses: what is known there, of ends and of pauses that are none.

Each line gives its end, the pauses the speaker made, and two that are put in: at dips of the
energy, where one word or syllable ends. Only sound up to a pause and the lull after it counts,
for no more is heard when the wait is decided.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from audio.activity import Activity
from audio.frames import AudioFrame, Samples
from audio.g711 import decode_alaw, encode_alaw
from audio.resample import Resampler
from audio.wav import read_wav
from voice.patience import Patience
from voice.recogniser import Recogniser
from voice.shipped import Silero, SmartTurn

RATE_HZ = 16000
STEP = RATE_HZ // 50
LULL = round(Patience().lull_seconds * RATE_HZ)
PREROLL = round(Patience().preroll_seconds * RATE_HZ)
INSERTED_PER_LINE = 2
FRAME = RATE_HZ // 100
ABOVE_NOISE_DB = 12
"""What stands out of a file's own noise by so much is sound; its noise goes on in our pauses."""
BLIP_SECONDS = 0.2
"""Less speech than this after the last pause is a click, and the pause was the end."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause and what is known at it. `kind` is end, natural or inserted."""

    line: str
    kind: str
    language: str
    text: str
    sense: float
    seconds: float
    """How long a natural pause lasts; 0 for the others."""
    lag_seconds: float
    """From an end's last sound to where the activity check sees silence begin."""
    several: bool = False
    """The line is of several sentences."""


@dataclass(frozen=True, slots=True)
class Cut:
    kind: str
    sound: Samples
    seconds: float = 0.0
    lag_seconds: float = 0.0


class Hearers:
    """The models of a call."""

    def __init__(self, whisper: Path) -> None:
        self._silero = Silero()
        self._smart_turn = SmartTurn()
        self._recogniser = Recogniser(whisper, threads=1)

    def activity(self, sound: Samples) -> list[bool]:
        """Speaking or not, for every 20 ms."""
        activity = Activity(self._silero.fresh())
        steps = range(0, len(sound) - STEP + 1, STEP)
        return [activity.feed(AudioFrame(sound[at : at + STEP], RATE_HZ)) for at in steps]

    def pause(self, line: str, language: str, cut: Cut) -> Pause:
        sound = AudioFrame(cut.sound, RATE_HZ)
        text = self._recogniser.hear(sound, language).text
        sense = round(self._smart_turn.completeness(sound), 4)
        return Pause(line, cut.kind, language, text, sense, cut.seconds, cut.lag_seconds)


def pauses(callers: Path, cache: Path, whisper: Path, lines: int) -> list[Pause]:
    """Of so many lines with sound, the same ones each time; what was heard before is kept."""
    chosen = _chosen(callers)[:lines]
    several = {line.id for line in chosen if line.several}
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.touch()
    known: dict[str, list[Pause]] = {}
    for row in map(json.loads, cache.read_text(encoding="utf-8").splitlines()):
        known.setdefault(row["line"], []).append(Pause(**row))
    missing = [line for line in chosen if line.id not in known]
    hearers = Hearers(whisper) if missing else None
    with cache.open("a", encoding="utf-8") as out:
        for line in tqdm(missing, desc="lines", disable=None):
            assert hearers is not None
            made = cuts(line.sound, line.id, hearers)
            known[line.id] = [hearers.pause(line.id, line.language, cut) for cut in made]
            out.writelines(json.dumps(asdict(each)) + "\n" for each in known[line.id])
            out.flush()
    heard = [pause for line in chosen for pause in known.get(line.id, [])]
    return [replace(pause, several=pause.line in several) for pause in heard]


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    language: str
    sound: Path
    several: bool


def _chosen(callers: Path) -> list[Line]:
    found = []
    for name in ("dev", "hard"):
        for row in map(json.loads, (callers / f"{name}.jsonl").read_text("utf-8").splitlines()):
            sound = callers / name / f"{row['id']}.wav"
            several = bool(re.search(r"[.?!] ", row["text"]))
            if sound.exists():
                found.append(Line(str(row["id"]), str(row["lang"]), sound, several))
    random.Random(5).shuffle(found)
    return found


def cuts(path: Path, line: str, hearers: Hearers) -> Iterator[Cut]:
    dice = np.random.default_rng(list(line.encode()))
    narrow = read_wav(path, 8000)
    noise_db, last = _noise_and_last(narrow)
    hush = _wide(_hush(8000, noise_db, dice))
    lead = len(hush) // 4
    sound = np.concatenate((hush[:lead], _wide(narrow[:last]), hush))
    places = _spoken(hearers.activity(sound))
    if not places:
        return
    start, end = max(0, places[0] * STEP - PREROLL), (places[-1] + 1) * STEP
    lag = (end - lead) / RATE_HZ - last / 8000
    yield Cut("end", sound[start : end + LULL], lag_seconds=round(lag, 3))
    for before, after in pairwise(places):
        seconds = (after - before - 1) * STEP / RATE_HZ
        if seconds * RATE_HZ >= LULL:
            yield Cut("natural", sound[start : (before + 1) * STEP + LULL], seconds)
    found = dips(sound[: end + LULL])
    for place in dice.permutation(found)[:INSERTED_PER_LINE]:
        paused = np.concatenate((sound[:place], hush[: RATE_HZ * 6 // 10]))
        if said := _spoken(hearers.activity(paused)):
            yield Cut("inserted", paused[start : (said[-1] + 1) * STEP + LULL])


def _noise_and_last(narrow: Samples) -> tuple[float, int]:
    """Level of the file's own noise, in dB of a square, and the end of its last sound."""
    level = levels(narrow, 80)
    noise_db = float(np.percentile(level, 5))
    return noise_db, (int(np.flatnonzero(level > noise_db + ABOVE_NOISE_DB)[-1]) + 1) * 80


def _spoken(speaking: Sequence[bool]) -> list[int]:
    """The steps with speech, without a click at the end."""
    places = [n for n, said in enumerate(speaking) if said]
    gaps = [n for n, (a, b) in enumerate(pairwise(places), 1) if (b - a) * STEP > LULL]
    if gaps and (len(places) - gaps[-1]) * STEP < BLIP_SECONDS * RATE_HZ:
        return places[: gaps[-1]]
    return places


def levels(sound: Samples, frame: int) -> NDArray[np.float64]:
    """In dB of the mean square of 16-bit samples, for each whole frame."""
    count = len(sound) // frame
    power = np.mean(np.square(sound[: count * frame].reshape(count, frame).astype(float)), axis=1)
    return np.asarray(10 * np.log10(power + 1), np.float64)


def dips(sound: Samples) -> Sequence[int]:
    """Places where the energy dips by 8 dB or more, 0.25 s apart, away from both ends."""
    level = np.convolve(np.pad(levels(sound, FRAME), 2, mode="edge"), np.ones(5) / 5, "valid")
    count = len(level)
    depth = np.array([level[max(0, n - 25) : n + 25].max() for n in range(count)]) - level
    speech = np.flatnonzero(level > np.percentile(level, 95) - 25)
    low = [
        n
        for n in range(speech[0] + 50, speech[-1] - 35)
        if level[n] == level[max(0, n - 8) : n + 9].min() and depth[n] > 8
    ]
    found: list[int] = []
    for n in sorted(low, key=lambda n: -depth[n]):
        if all(abs(n - other) >= 25 for other in found):
            found.append(n)
    return [n * FRAME + FRAME // 2 for n in found]


def _hush(samples: int, noise_db: float, dice: np.random.Generator) -> Samples:
    """A line on which nobody speaks, 8 kHz."""
    noise = dice.normal(0, 10 ** (noise_db / 20), samples)
    return decode_alaw(encode_alaw(noise.astype(np.int16)))


def _wide(narrow: Samples) -> Samples:
    resampler = Resampler(8000, RATE_HZ)
    return np.concatenate((resampler.feed(narrow), resampler.flush()))
