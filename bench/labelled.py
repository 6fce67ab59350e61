"""Caller lines with what they mean, as text and as the recogniser heard their sound.

A file holds JSON lines `{"id","text","topic",…}`; `also_ok` and `second_topic` are topics that
are right too. Sound lies in a folder of the file's name beside it: `hard/hard-001.wav`. Tags
stand in the line, or as lists of ids in `NAME_tags.json` beside the file.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from audio.frames import AudioFrame, Samples
from audio.g711 import decode_alaw, encode_alaw
from audio.resample import Resampler
from audio.wav import read_wav
from voice.espeak import EspeakSpeech
from voice.models import ModelStore
from voice.recogniser import Recogniser

LINE_HZ, RATE_HZ = 8000, 16000
_RATE = 0.75
"""Of our own voice's speech."""
LOOK_ALIKE = "look_alike"
_TAGS = {"lookalike": LOOK_ALIKE}
"""Other names of the same tag."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a caller says and what it means; as heard, it carries how sure the recogniser was."""

    id: str
    text: str
    language: str
    topic: str
    good: frozenset[str]
    """Every topic that is right."""
    second: str | None = None
    slots: Mapping[str, object] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    confidence: float = 1.0
    word_confidences: tuple[float, ...] = ()


class NotLabelled(ValueError):
    """A line without what is needed to score it."""


def read(file: Path) -> list[Line]:
    """Every line of a file, as written. Raises NotLabelled, OSError."""
    tags = _tags(file.with_name(f"{file.stem}_tags.json"))
    rows = file.read_text(encoding="utf-8").splitlines()
    return [_line(row, f"{file}:{n}", tags) for n, row in enumerate(rows, 1) if row.strip()]


def _tags(file: Path) -> dict[str, set[str]]:
    if not file.exists():
        return {}
    by_tag = json.loads(file.read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for tag, ids in by_tag.items():
        for each in ids:
            found.setdefault(each, set()).add(_TAGS.get(tag, tag))
    return found


def _line(row: str, place: str, tags: Mapping[str, set[str]]) -> Line:
    try:
        value = json.loads(row)
        topic, second = value["topic"], value.get("second_topic")
        return Line(
            id=value["id"],
            text=value["text"],
            language=value.get("lang", "nl"),
            topic=topic,
            good=frozenset((topic, *(value.get("also_ok") or ()), *((second,) if second else ()))),
            second=second,
            slots=value.get("slots") or {},
            tags=frozenset(tags.get(value["id"], ())) | frozenset(value.get("tags") or ()),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise NotLabelled(f"{place}: expected id, text and topic in JSON, got: {error!r}") from None


def heard(file: Path, kept: Path, models: Path) -> list[Line]:
    """The lines that have sound, as our recogniser hears them on a telephone.

    What was heard stays in the JSON file `kept`; a sound that stands there is not heard again.
    Where no line has sound, our own voice says them all.
    """
    lines = read(file)
    sounds = {line.id: file.with_suffix("") / f"{line.id}.wav" for line in lines}
    say: Callable[[Line], AudioFrame] = _Voice()
    if any(sound.exists() for sound in sounds.values()):
        lines = [line for line in lines if sounds[line.id].exists()]
        say = lambda line: _telephone(read_wav(sounds[line.id], LINE_HZ))  # noqa: E731
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    missing = [line for line in lines if line.id not in known]
    if missing:
        recogniser = Recogniser(ModelStore(models).path("whisper-base"), threads=1)
        kept.parent.mkdir(parents=True, exist_ok=True)
        for line in tqdm(missing, desc=f"hearing {file.stem}", disable=None):
            told = recogniser.hear(say(line), line.language)
            known[line.id] = {
                "text": told.text,
                "confidence": round(told.confidence, 4),
                "words": [round(word.confidence, 3) for word in told.words],
            }
            kept.write_text(json.dumps(known, ensure_ascii=False, indent=0), encoding="utf-8")
    return [_as_heard(line, known[line.id]) for line in lines]


class _Voice:
    """eSpeak NG, slowly: about as hard to hear as a caller with a strong accent."""

    def __init__(self) -> None:
        self._voices = {language: EspeakSpeech(language) for language in ("nl", "en")}

    def __call__(self, line: Line) -> AudioFrame:
        voice = self._voices[line.language]
        spoken = resampled(voice.speak(line.text, _RATE), voice.rate_hz, LINE_HZ)
        return _telephone(decode_alaw(encode_alaw(spoken)))


def resampled(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    change = Resampler(from_hz, to_hz)
    return np.concatenate((change.feed(samples), change.flush()))


def _telephone(samples: Samples) -> AudioFrame:
    """From the rate of a line to that of the recogniser."""
    return AudioFrame(resampled(samples, LINE_HZ, RATE_HZ), RATE_HZ)


def _as_heard(line: Line, told: Mapping[str, Any]) -> Line:
    return replace(
        line,
        text=told["text"],
        confidence=told["confidence"],
        word_confidences=tuple(told["words"]),
    )
