"""How well we can be followed: what is heard back, how loud, how soon, and what 'rustig aan' does.

    python -m bench.speech [heard] [loudness] [first] [calm] [--answers 30]
        [--rates 1.0 0.6] [--every 1]

`heard` speaks answers in English, sends them through 8 kHz A-law, and has Whisper write down what
it hears (`bench/heard_back.py` says how the two are compared). Dutch is left out: Whisper base does
not follow eSpeak NG's Dutch, and that says nothing of people. `loudness` is that of every sentence
without a gap that the content holds, by ITU-R BS.1770, after A-law. `first` is the time to the
first sound of an answer. `calm` measures in the sound what a calmer manner changes.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
from tqdm import tqdm

from audio.frames import AudioFrame, Samples
from audio.g711 import decode_alaw, encode_alaw
from audio.level import levels_db
from audio.loudness import loudness
from audio.resample import Resampler
from belbalie.prompts import answers, first_sentences, fixed_sentences
from bench.heard_back import compared
from bench.pitch import pitch_hz
from bench.recognition import word_errors
from dialog.answers import every_answer
from dialog.content import load
from dialog.knowledge import Knowledge
from voice.espeak import EspeakSpeech
from voice.manner import Manner
from voice.models import ModelStore
from voice.piper_voice import PiperSpeech
from voice.prompt_store import PromptStore
from voice.pronunciation import Pronunciations
from voice.recogniser import Recogniser
from voice.roles import choose_voice
from voice.sentences import sentences
from voice.speaker import Speaker
from voice.voices import SPEAKING_HZ, Voice

LINE_HZ, EAR_HZ = 8000, 16000
SLOWEST = 0.6
MODELS = Path("var/models")
SHORT_SECONDS = 1.0
"""Sentences below this are told apart: a block of BS.1770 is nearly half of them."""
SILENT_DB = -45.0
"""Below full scale, after A-law."""
PAUSE_SECONDS = 0.15
MANNERS = (
    ("as usual", Manner()),
    ("calm", Manner(0.85, 4.0, clear=True)),
    ("calmest", Manner(SLOWEST, 12.0, clear=True)),
)
CALM_TEXTS = {
    "nl": (
        "Het nummer is 088 1234567.",
        "U kunt ons overdag bellen. Een mens helpt u dan verder.",
    ),
    "en": ("The number is 088 1234567.", "You can call on weekdays. A person will help you then."),
}
"""A number, and two sentences."""
GROUPS = 3
"""Pauses between the groups of digits in that number."""


def on_the_line(samples: Samples) -> Samples:
    """Our sound as it comes out of a narrow line."""
    narrow = Resampler(SPEAKING_HZ, LINE_HZ).feed(samples)
    return decode_alaw(encode_alaw(narrow))


def voices() -> dict[str, list[Voice]]:
    chosen = choose_voice(ModelStore(MODELS), "en")
    assert chosen.file is not None, "the English voice comes with the packages"
    return {"nl": [EspeakSpeech("nl")], "en": [PiperSpeech(chosen.file)]}


def english_answers(knowledge: Knowledge, wanted: int) -> list[str]:
    """What is told about each topic, after its title."""
    told = (
        [say.text for say in every_answer(knowledge, topic, date.today(), "en")]
        for topic in knowledge.topics
    )
    return list(islice((texts[1] for texts in told if len(texts) > 1), wanted))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    for row in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(map(str, row))} |", flush=True)
    print()


# -- what is heard back ------------------------------------------------------------------------


async def heard(speaker: Speaker, told: Sequence[str], rates: Sequence[float]) -> None:
    recogniser = Recogniser(ModelStore(MODELS).path("whisper-base"), threads=1)
    rows = []
    for rate in rates:
        counted, errors, wrong = 0, 0, []
        for text in (progress := tqdm(told, f"rate {rate}")):
            sound = on_the_line(await speaker.render(text, "en", Manner(rate), fixed=False))
            wide = Resampler(LINE_HZ, EAR_HZ).feed(sound)
            back = await asyncio.to_thread(recogniser.hear, AudioFrame(wide, EAR_HZ), "en")
            missed = word_errors(compared(text), compared(back.text))
            counted, errors = counted + len(compared(text)), errors + missed
            progress.set_postfix_str(f"{errors} wrong of {counted}")
            if missed:
                wrong.append((missed, text, back.text))
        rows.append((rate, len(told), counted, errors, f"{100 * errors / counted:.1f} %"))
        for missed, text, back_text in sorted(wrong, reverse=True)[:5]:
            print(f"rate {rate}, {missed} wrong: {text!r} was heard as {back_text!r}")
    print()
    table(("rate", "answers", "words", "errors", "word error"), rows)
    recogniser.close()


# -- loudness ----------------------------------------------------------------------------------


async def loud(speaker: Speaker, knowledge: Knowledge, every: int) -> None:
    told = [
        *first_sentences(knowledge),
        *fixed_sentences(knowledge),
        *answers(knowledge, date.today()),
    ]
    unique = sorted({(code, each) for code, text in told for each in sentences(text, code)})
    found: dict[tuple[str, bool], list[float]] = {}
    for code, text in tqdm(unique[::every]):
        sound = on_the_line(await speaker.render(text, code, fixed=False))
        short = len(sound) < SHORT_SECONDS * LINE_HZ
        for which in {code, "all"}:
            found.setdefault((which, short), []).append(loudness(sound, LINE_HZ))
    rows = [
        (
            which,
            f"below {SHORT_SECONDS:g} s" if short else f"{SHORT_SECONDS:g} s and more",
            len(levels),
            *(f"{value:.1f}" for value in (min(levels), float(np.median(levels)), max(levels))),
            f"{max(levels) - min(levels):.2f}",
        )
        for (which, short), levels in sorted(found.items(), key=lambda each: each[0][::-1])
    ]
    table(("language", "length", "sentences", "softest", "middle", "loudest", "spread (LU)"), rows)


# -- first sound -------------------------------------------------------------------------------


async def _first_ms(speaker: Speaker, text: str) -> float:
    began = time.perf_counter()
    async with aclosing(speaker.stream(text, "en")) as spoken:
        await anext(spoken)
    return 1000 * (time.perf_counter() - began)


async def first(make: Callable[[Path], Speaker], told: Sequence[str]) -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        fresh, later = make(Path(folder)), make(Path(folder))
        await fresh.render("Hello.", "en", fixed=False)  # what an engine does once
        for name, speaker in (
            ("made", fresh),
            ("from the folder", later),
            ("from memory", later),
        ):
            taken = [await _first_ms(speaker, text) for text in told]
            rows.append((name, len(taken), *(f"{np.percentile(taken, at):.1f}" for at in (50, 95))))
        fresh.close()
        later.close()
    table(("first sound of an answer", "answers", "p50 (ms)", "p95 (ms)"), rows)


# -- calmer ------------------------------------------------------------------------------------


def pauses(sound: Samples) -> list[float]:
    """Silences inside it, in seconds, the longest first."""
    quiet = levels_db(sound, LINE_HZ // 100, -96) < SILENT_DB
    steps = np.diff(np.flatnonzero(~quiet))
    return sorted((steps[steps > 100 * PAUSE_SECONDS] - 1) / 100, reverse=True)


def high_share(sound: Samples) -> float:
    """Of the power, how much lies above 1 kHz."""
    power = np.abs(np.fft.rfft(sound.astype(float))) ** 2
    return float(power[round(1000 * len(sound) / LINE_HZ) :].sum() / power.sum())


async def calm(speaker: Speaker) -> None:
    rows = []
    for code, (number, rest) in CALM_TEXTS.items():
        usual_seconds = 0.0
        for name, manner in MANNERS:
            digits, sound = [
                on_the_line(await speaker.render(text, code, manner, fixed=False))
                for text in (number, rest)
            ]
            gap = pauses(sound)[0]
            seconds = len(sound) / LINE_HZ - gap
            usual_seconds = usual_seconds or seconds
            rows.append(
                (
                    *(code, name, f"{usual_seconds / seconds:.2f}"),
                    f"{pitch_hz(sound, LINE_HZ):.0f}",
                    f"{loudness(sound, LINE_HZ):.1f}",
                    f"{100 * high_share(sound):.0f} %",
                    *(f"{np.median(pauses(digits)[:GROUPS]):.2f}", f"{gap:.2f}"),
                )
            )
    head = ("language", "manner", "rate of speech", "pitch (Hz)", "LUFS", "above 1 kHz")
    table((*head, "between digits (s)", "between sentences (s)"), rows)


async def _run(wish: argparse.Namespace) -> None:
    knowledge, made = load(Path("content")), voices()

    def speaker_in(folder: Path) -> Speaker:
        speaker = Speaker(made, PromptStore(folder))
        speaker.pronounce(Pronunciations(knowledge.pronunciations))
        return speaker

    told = english_answers(knowledge, wish.answers)
    with tempfile.TemporaryDirectory() as folder:
        speaker = speaker_in(Path(folder))
        parts = {
            "heard": lambda: heard(speaker, told, wish.rates),
            "loudness": lambda: loud(speaker, knowledge, wish.every),
            "first": lambda: first(speaker_in, told),
            "calm": lambda: calm(speaker),
        }
        for name in wish.parts or parts:
            await parts[name]()
        speaker.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="How well we can be followed.")
    parser.add_argument("parts", nargs="*", choices=["heard", "loudness", "first", "calm"])
    parser.add_argument("--answers", type=int, default=30)
    parser.add_argument("--rates", type=float, nargs="+", default=[1.0, SLOWEST])
    parser.add_argument("--every", type=int, default=1, help="only every so-many-th sentence")
    asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
