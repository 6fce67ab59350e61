"""Phantom turns, and callers in noise: `python -m bench.noise`.

Plays ten minutes of each sound of `tests/sounds/noises.py` to the activity check and the turns,
faster than real time, and counts the turns that begin. With CALLERS in the environment, the Dutch
development lines are played too, clean, soft and 10 dB above noises: how many begin one turn, how
much later than their first loud block they are noticed, how much later than their last one they
are over. `--words N` has the recogniser hear every so many of them; lines are never shown.

A turn that begins is not yet one that is answered: `voice/credible.py` has a say after it.
"""

import argparse
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.activity import Activity
from audio.frames import AudioFrame
from audio.wav import read_wav
from tests.sounds import noises
from tests.sounds.noises import LINE_HZ, Sound
from voice.models import ModelStore
from voice.recogniser import Recogniser
from voice.shipped import Silero
from voice.turns import Signal, Turns

BLOCK = 320
BLOCK_MS = 20
LOUD_DB = 15.0
"""A block is loud when it is at most this far below the line's active level."""
PAUSE_SECONDS = 2.0
LINE_NOISE_DB = -66.0
SNR_DB = 10.0

WAYS: dict[str, tuple[float | None, Callable[[float], Sound] | None]] = {
    "clean": (None, None),
    "soft, -40 dBFS": (-40, None),
    "white noise": (None, noises.white),
    "pink noise": (None, noises.pink),
    "traffic": (None, noises.traffic),
    "music": (None, noises.music),
    "babble": (None, noises.babble),
}


@dataclass(frozen=True, slots=True)
class Followed:
    """What the activity check and the turns made of a sound."""

    speaking: tuple[bool, ...]
    """For each 20 ms."""
    turns: int
    cpu_seconds: float


def follow(silero: Silero, heard: AudioFrame) -> Followed:
    activity, turns = Activity(silero.fresh()), Turns()
    speaking, begun, start = [], 0, time.thread_time()
    for at in range(0, len(heard.samples) - BLOCK + 1, BLOCK):
        block = AudioFrame(heard.samples[at : at + BLOCK], heard.rate_hz)
        speaking.append(activity.feed(block))
        begun += Signal.STARTED in turns.feed(speaking[-1], BLOCK)
    return Followed(tuple(speaking), begun, time.thread_time() - start)


def print_phantoms(silero: Silero, seconds: float) -> None:
    print(
        f"{'sound':20s} {'turns':>5s} {'speech s':>9s} {'CPU ms/s':>9s}   of {seconds:.0f} s each"
    )
    for name, sound in noises.NOISES.items():
        found = follow(silero, noises.on_a_line(sound(seconds)))
        speech = sum(found.speaking) * BLOCK_MS / 1000
        cpu = 1000 * found.cpu_seconds / seconds
        print(f"{name:20s} {found.turns:5d} {speech:9.2f} {cpu:9.2f}", flush=True)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    sound: Sound
    active_db: float


def lines(callers: Path) -> Iterator[Line]:
    for row in map(json.loads, (callers / "dev.jsonl").read_text("utf-8").splitlines()):
        path = callers / "dev" / f"{row['id']}.wav"
        if row.get("lang", "nl") == "nl" and path.exists():
            sound = noises.as_sound(read_wav(path, LINE_HZ))
            yield Line(row["text"], sound, _active_db(sound))


def _levels_db(sound: Sound) -> Sound:
    whole = sound[: len(sound) // 160 * 160].reshape(-1, 160)
    return np.asarray(10 * np.log10(np.mean(whole**2, axis=1) + 1e-12))


def _active_db(sound: Sound) -> float:
    levels = _levels_db(sound)
    return float(10 * np.log10(np.mean(10 ** (levels[levels > levels.max() - 25] / 10))))


def played(
    line: Line, level_db: float | None, noise: Callable[[float], Sound] | None
) -> AudioFrame:
    """The line between two pauses, with noise throughout."""
    level_db = line.active_db if level_db is None else level_db
    pause = noises.silence(PAUSE_SECONDS)
    sound = line.sound * 10 ** ((level_db - line.active_db) / 20)
    sound = np.concatenate((pause, sound, pause))
    seconds = len(sound) / LINE_HZ
    if noise is None:
        return noises.on_a_line(sound + noises.white(seconds, LINE_NOISE_DB))
    behind = noise(seconds + 1)[: len(sound)]
    return noises.on_a_line(sound + noises.level(behind, level_db - SNR_DB))


def print_lags(silero: Silero, said: Sequence[Line]) -> None:
    print(f"\n{'':16s} lines  one turn  none   onset ms p50/p95   end ms p50/p95")
    for name, (level_db, noise) in WAYS.items():
        found = [follow(silero, played(line, level_db, noise)) for line in said]
        lags = [_lags(line, each) for line, each in zip(said, found, strict=True) if each.turns]
        onset, end = (np.percentile([lag[n] for lag in lags], (50, 95)) for n in (0, 1))
        one = sum(each.turns == 1 for each in found)
        none = sum(each.turns == 0 for each in found)
        print(
            f"{name:16s} {len(said):5d} {one:9d} {none:5d} "
            f"{onset[0]:11.0f} / {onset[1]:3.0f} {end[0]:11.0f} / {end[1]:3.0f}",
            flush=True,
        )


def _lags(line: Line, found: Followed) -> tuple[float, float]:
    """Milliseconds from the first loud block to speech, and from the last one to its end."""
    loud = np.flatnonzero(_levels_db(line.sound) > line.active_db - LOUD_DB)
    loud += round(PAUSE_SECONDS * 1000 / BLOCK_MS)
    speech = np.flatnonzero(found.speaking)
    return (speech[0] - loud[0] + 1) * BLOCK_MS, (speech[-1] - loud[-1]) * BLOCK_MS


def print_words(recogniser: Recogniser, said: Sequence[Line]) -> None:
    """Word error with numerals as they are written, so that only the difference counts."""
    print(f"\n{'':16s} lines  word error  no words")
    for name, (level_db, noise) in WAYS.items():
        heard = [recogniser.hear(played(line, level_db, noise)).text for line in said]
        wrong = sum(_wrong(line.text, text) for line, text in zip(said, heard, strict=True))
        words = sum(len(_words(line.text)) for line in said)
        print(
            f"{name:16s} {len(said):5d} {wrong / words:11.3f} {sum(not t for t in heard):9d}",
            flush=True,
        )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _wrong(meant: str, heard: str) -> int:
    wanted, got = _words(meant), _words(heard)
    row = list(range(len(got) + 1))
    for n, word in enumerate(wanted, 1):
        before, row[0] = row[0], n
        for m, other in enumerate(got, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (word != other))
    return row[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description="Phantom turns, and callers in noise.")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--words", type=int, default=0, help="recognise one line in so many")
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    wish = parser.parse_args()
    silero = Silero()
    if wish.seconds:
        print_phantoms(silero, wish.seconds)
    if callers := os.environ.get("CALLERS"):
        said = list(lines(Path(callers)))
        if wish.words:
            folder = ModelStore(wish.models).pull("whisper-base").folder
            recogniser = Recogniser(folder)
            print_words(recogniser, said[:: wish.words])
            recogniser.close()
        else:
            print_lags(silero, said)


if __name__ == "__main__":
    main()
