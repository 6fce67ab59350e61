"""Sounds that are no caller, made by code: what a telephone line brings that is not for us.

Every sound is a function of a length in seconds and gives float64 at 8 kHz, full scale ±1, the
same each time. `on_a_line` puts it through A-law and brings it to the 16 kHz of our hearing.
Voices are those of eSpeak NG, which speech detectors take for people.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve  # type: ignore[import-untyped]

from audio.frames import AudioFrame, Samples
from audio.g711 import decode_alaw, encode_alaw
from audio.resample import Resampler
from voice.espeak import EspeakSpeech

LINE_HZ = 8000
Sound = NDArray[np.float64]

SAID = (
    "Goedemorgen, u spreekt met de digitale medewerker van de gemeente.",
    "Een paspoort kost tachtig euro en u haalt het op aan de balie in het gemeentehuis.",
    "Waarmee kan ik u helpen? U kunt ook een medewerker vragen.",
    "Het weer: vannacht wolken en wat regen, morgen overdag droog met in het oosten zon.",
    "De minister zei gisteren in de Kamer dat het plan pas volgend jaar klaar is.",
    "En dan nu het nieuws van negen uur met de laatste stand van zaken.",
)


def level(sound: Sound, db: float) -> Sound:
    """At this RMS level in dB below full scale."""
    return np.asarray(sound / np.sqrt(np.mean(sound**2) + 1e-20) * 10 ** (db / 20))


def on_a_line(sound: Sound) -> AudioFrame:
    """Through A-law at 8 kHz, then as 16 kHz."""
    samples = np.clip(np.rint(sound * 32768), -32768, 32767).astype(np.int16)
    heard = decode_alaw(encode_alaw(samples))
    return AudioFrame(Resampler(LINE_HZ, 2 * LINE_HZ).feed(heard), 2 * LINE_HZ)


def as_sound(samples: Samples) -> Sound:
    return samples.astype(np.float64) / 32768


# -- steady ------------------------------------------------------------------------------


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * LINE_HZ))


def white(seconds: float, db: float = -40, seed: int = 1) -> Sound:
    return level(_random(seed).standard_normal(round(seconds * LINE_HZ)), db)


def pink(seconds: float, db: float = -40, seed: int = 2) -> Sound:
    return level(_shaped(white(seconds, 0, seed), lambda hz: hz**-0.5), db)


def comfort(seconds: float) -> Sound:
    """What a telephone sends between words: soft, dull noise in steps of half a second."""
    steps = _random(3).uniform(-3, 3, round(seconds * 2) + 1)
    return pink(seconds, -62) * 10 ** (np.repeat(steps, LINE_HZ // 2)[: len(silence(seconds))] / 20)


def hum(seconds: float) -> Sound:
    return level(sum((tone(seconds, 50 * k) / k for k in (1, 2, 3, 5)), silence(seconds)), -30)


def traffic(seconds: float) -> Sound:
    """A street: rumble that swells as cars pass, and a horn now and then."""
    rng, total = _random(4), silence(seconds)
    rumble = _below(white(seconds, 0, 5), 250)
    swell = np.zeros_like(total)
    times = np.arange(len(total)) / LINE_HZ
    for moment in np.arange(rng.uniform(0, 4), seconds, 4.5):
        swell += rng.uniform(0.5, 2) * np.exp(-(((times - moment) / rng.uniform(0.6, 2)) ** 2))
    total = level(rumble, -38) * (0.5 + swell)
    for moment in np.arange(7, seconds - 1, 23):
        _add(total, moment, (tone(0.6, 400) + tone(0.6, 505) + tone(0.6, 1010) / 2) * 0.02)
    return total


# -- tones and knocks --------------------------------------------------------------------


def tone(seconds: float, hz: float) -> Sound:
    return np.sin(2 * np.pi * hz * np.arange(round(seconds * LINE_HZ)) / LINE_HZ)


def cadence(sound: Sound, on_seconds: float, off_seconds: float) -> Sound:
    times = np.arange(len(sound)) / LINE_HZ
    return np.asarray(sound * (times % (on_seconds + off_seconds) < on_seconds))


def ring(seconds: float) -> Sound:
    return cadence(tone(seconds, 425) * 0.1, 1, 4) + white(seconds, -65)


def busy(seconds: float) -> Sound:
    return cadence(tone(seconds, 425) * 0.1, 0.5, 0.5) + white(seconds, -65)


def keys(seconds: float) -> Sound:
    """The tones of keys, at random."""
    total, rng = white(seconds, -65), _random(6)
    for moment in np.arange(0.5, seconds - 0.5, 1.1):
        row, column = rng.choice((697, 770, 852, 941)), rng.choice((1209, 1336, 1477))
        _add(total, moment, (tone(0.15, row) + tone(0.15, column)) * 0.12)
    return total


def clicks(seconds: float) -> Sound:
    """Single clicks, crackle and pops of 30 ms."""
    total, rng = white(seconds, -60), _random(7)
    for moment in rng.uniform(0, seconds - 0.1, round(3 * seconds)):
        length = rng.choice((1, 8, 40, 240))
        burst = rng.standard_normal(length) * np.exp(-np.arange(length) / (length / 4 + 1))
        _add(total, moment, burst * rng.uniform(0.05, 0.5))
    return total


def rustle(seconds: float) -> Sound:
    """Breath, and a sleeve along the microphone."""
    total, rng = white(seconds, -62), _random(8)
    for moment in np.arange(0.7, seconds - 1.5, 2.3):
        length = rng.uniform(0.3, 1.2)
        shape = np.hanning(round(length * LINE_HZ)) * 10 ** (rng.uniform(-46, -34) / 20)
        breath = _below(white(length, 0, int(moment * 10)), float(rng.choice((300, 1200))))
        _add(total, moment, breath * shape)
    return total


# -- music -------------------------------------------------------------------------------

TIMBRES: dict[str, Sequence[float]] = {
    "organ": (1, 0.5, 0.3, 0.2),
    "strings": (1, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2),
    "reed": (1, 0.1, 0.7, 0.1, 0.5, 0.1, 0.3),
}


def music(seconds: float, timbre: str = "strings", db: float = -22, seed: int = 9) -> Sound:
    """Hold music: chords, a melody that wavers, and drums, at 100 beats a minute."""
    rng, beat = _random(seed), 0.6
    total = silence(seconds)
    for bar, moment in enumerate(np.arange(0, seconds - 4 * beat, 4 * beat)):
        root = (48, 45, 41, 43)[bar % 4]
        for pitch in (root, root + 4 - (bar % 4 == 1), root + 7):
            _add(total, moment, _note(4 * beat, pitch, TIMBRES[timbre]) * 0.4)
    for moment in np.arange(0, seconds - 2 * beat, beat / 2):
        if rng.random() < 0.7:
            pitch = 60 + rng.choice((0, 2, 4, 5, 7, 9, 11, 12))
            _add(total, moment, _note(beat * rng.choice((0.5, 1, 2)), pitch, TIMBRES[timbre]))
    for moment in np.arange(0, seconds - beat, beat):
        hit = rng.standard_normal(800) * np.exp(-np.arange(800) / 120)
        _add(total, moment, hit * 0.5)
    return level(total, db)


def _note(seconds: float, pitch: int, partials: Sequence[float]) -> Sound:
    times = np.arange(round(seconds * LINE_HZ)) / LINE_HZ
    phase = 2 * np.pi * 440 * 2 ** ((pitch - 69) / 12) * times
    phase += 3 * np.sin(2 * np.pi * 5.5 * times) * np.clip(times - 0.1, 0, 0.3)
    highest = LINE_HZ / 2 / (440 * 2 ** ((pitch - 69) / 12))
    waves = [a * np.sin(k * phase) for k, a in enumerate(partials, 1) if k < highest]
    fade = (
        np.clip(times / 0.02, 0, 1) * np.exp(-1.5 * times) * np.clip((seconds - times) / 0.03, 0, 1)
    )
    return np.asarray(np.sum(waves, axis=0) * fade)


# -- voices that are not the caller's ------------------------------------------------------


@cache
def speech(seed: int = 0, rate: float = 1.0) -> Sound:
    """About 25 s of talk by eSpeak NG."""
    voice = EspeakSpeech("nl")
    order = _random(seed).permutation(len(SAID))
    said = [as_sound(_to_line(voice.speak(SAID[n], rate), voice.rate_hz)) for n in order]
    return level(np.concatenate([part for each in said for part in (each, silence(0.3))]), -20)


def talk(seconds: float, db: float, seed: int = 0) -> Sound:
    """Speech without end, at this level while it sounds."""
    return np.resize(speech(seed), round(seconds * LINE_HZ)) * 10 ** ((db + 20) / 20)


def room(sound: Sound, seconds: float = 0.3, direct: float = 0.3, seed: int = 10) -> Sound:
    """The same from across a room."""
    times = np.arange(round(seconds * LINE_HZ)) / LINE_HZ
    tail = _random(seed).standard_normal(len(times)) * np.exp(-6.9 * times / seconds)
    tail /= np.sqrt(np.sum(tail**2))
    tail[0] += direct
    return np.asarray(fftconvolve(sound, tail)[: len(sound)])


def babble(seconds: float, db: float = -38, voices: int = 8) -> Sound:
    """A full room: many speak, none to us."""
    mixed = silence(seconds)
    for nth in range(voices):
        voice = np.resize(np.roll(speech(nth, 0.85 + 0.05 * nth), nth * 9973), len(mixed))
        mixed += voice
    return level(room(mixed), db)


def television(seconds: float, db: float = -38) -> Sound:
    """Someone reads the news across the room; the set's loudspeaker is small."""
    return room(_band(talk(seconds, db, 3), 250, 3000)) + white(seconds, -62)


def far_speaker(seconds: float, db: float = -40) -> Sound:
    """A second person, away from the handset, who speaks now and then."""
    return cadence(room(talk(seconds, db, 4)), 4, 5) + white(seconds, -62)


def echo(
    ours: Sound, db: float = -15, delay_seconds: float = 0.2, reverb_seconds: float = 0.15
) -> Sound:
    """What comes back of our voice from a loudspeaker: later, softer, duller, in a room."""
    late = np.concatenate((silence(delay_seconds), ours))[: len(ours)]
    return room(_band(late, 300, 2800), reverb_seconds, 1.0, 11) * 10 ** (db / 20)


def _to_line(samples: Samples, rate_hz: int) -> Samples:
    return Resampler(rate_hz, LINE_HZ).feed(samples)


def _below(sound: Sound, corner_hz: float) -> Sound:
    return _shaped(sound, lambda hz: 1 / (1 + (hz / corner_hz) ** 2))


def _band(sound: Sound, low_hz: float, high_hz: float) -> Sound:
    return _shaped(sound, lambda hz: 1 / (1 + (low_hz / hz) ** 4) / (1 + (hz / high_hz) ** 6))


def _shaped(sound: Sound, weight: Callable[[Sound], Sound]) -> Sound:
    """The sound with each frequency weighted; the deepest at 20 Hz."""
    length = 1024
    hz = np.maximum(np.fft.rfftfreq(length, 1 / LINE_HZ), 20)
    taps = np.roll(np.fft.irfft(weight(hz), length), length // 2) * np.hanning(length)
    return np.asarray(fftconvolve(sound, taps, mode="same"))


def _add(total: Sound, moment: float, part: Sound) -> None:
    start = round(moment * LINE_HZ)
    part = part[: max(0, len(total) - start)]
    total[start : start + len(part)] += part


def _random(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


NOISES: dict[str, Callable[[float], Sound]] = {
    "digital silence": silence,
    "comfort noise": comfort,
    "white noise -50": lambda s: white(s, -50),
    "white noise -40": lambda s: white(s, -40),
    "white noise -25": lambda s: white(s, -25),
    "pink noise -50": lambda s: pink(s, -50),
    "pink noise -40": lambda s: pink(s, -40),
    "pink noise -25": lambda s: pink(s, -25),
    "traffic": traffic,
    "hum": hum,
    "clicks and pops": clicks,
    "breath and rustle": rustle,
    "ring tone": ring,
    "busy tone": busy,
    "keys": keys,
    "music, organ": lambda s: music(s, "organ"),
    "music, strings": lambda s: music(s, "strings"),
    "music, reed": lambda s: music(s, "reed"),
    "music, soft": lambda s: music(s, "reed", -38, 12),
    "babble": babble,
    "television": television,
    "far speaker": far_speaker,
}
"""Sounds during which nobody speaks to us."""
