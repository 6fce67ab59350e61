"""Our own voice on its way back: what we send, delayed and softened, with and without a caller."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.activity import Activity
from audio.echo import AHEAD_STEPS, EchoGuard
from audio.frames import AudioFrame, Samples
from audio.level import dbfs
from audio.resample import Resampler
from audio.wav import read_wav

SOUNDS = Path(__file__).parents[1] / "sounds"
LINE_HZ, RATE_HZ = 8000, 16000
SENT, BLOCK = 160, 320

Sound = NDArray[np.float64]


def said(name: str, db: float) -> Sound:
    sound = read_wav(SOUNDS / f"{name}.wav", LINE_HZ).astype(np.float64)
    return np.asarray(sound * 10 ** ((db - dbfs(np.rint(sound).astype(np.int16))) / 20))


def ours() -> Sound:
    """13 s of what we say."""
    names = ("openingstijden", "medewerker", "trouwen", "kosten", "middag") * 2
    gap = np.zeros(LINE_HZ * 3 // 8)
    return np.concatenate([part for name in names for part in (said(name, -18), gap)])


def echo(sent: Sound, db: float, delay_seconds: float) -> Sound:
    """What a loudspeaker in a room gives back of it."""
    times = np.arange(LINE_HZ // 5) / LINE_HZ
    room = np.random.default_rng(3).standard_normal(len(times)) * np.exp(-35 * times)
    room /= np.sqrt(np.sum(room**2))
    room[0] += 1
    late = np.concatenate((np.zeros(round(delay_seconds * LINE_HZ)), sent))
    return np.asarray(np.convolve(late, room)[: len(sent)] * 10 ** (db / 20))


def with_caller(sound: Sound, name: str, db: float, at_seconds: float) -> Sound:
    mixed, voice, start = sound.copy(), said(name, db), round(at_seconds * LINE_HZ)
    mixed[start : start + len(voice)] += voice
    return mixed


def line(sound: Sound) -> Samples:
    """With a line's noise, at the rate at which we hear."""
    noise = np.random.default_rng(4).standard_normal(len(sound)) * 16
    samples = np.clip(np.rint(sound + noise), -32767, 32767).astype(np.int16)
    return Resampler(LINE_HZ, RATE_HZ).feed(samples)


def send(guard: EchoGuard, sound: Sound) -> None:
    guard.sent(AudioFrame(np.rint(sound).astype(np.int16), LINE_HZ))


def unexplained(guard: EchoGuard, sent: Sound, heard: Samples) -> list[bool]:
    """For each 20 ms that is not silent: is somebody else in it?"""
    verdicts = []
    for step in range(min(len(sent) // SENT, len(heard) // BLOCK)):
        send(guard, sent[step * SENT : (step + 1) * SENT])
        block = heard[step * BLOCK : (step + 1) * BLOCK]
        verdicts.append(not guard.explains(block) and dbfs(block) > -55)
    return verdicts


@pytest.mark.parametrize("delay_seconds", [0.08, 0.2, 0.5])
@pytest.mark.parametrize("db", [-10, -20, -30])
def test_our_own_voice_is_explained_at_any_loss_and_delay(db: float, delay_seconds: float) -> None:
    guard = EchoGuard()
    verdicts = unexplained(guard, ours(), line(echo(ours(), db, delay_seconds)))
    assert sum(verdicts) * 0.02 <= 0.1
    assert guard.delay_seconds == pytest.approx(delay_seconds, abs=0.041)


@pytest.mark.parametrize("name", ["paspoort", "stop", "ja"])
@pytest.mark.parametrize("db", [-10, -20])
def test_a_caller_who_speaks_over_the_echo_is_noticed_within_a_tenth_of_a_second(
    db: float, name: str
) -> None:
    heard = with_caller(echo(ours(), db, 0.2), name, -20, 8.02)
    verdicts = unexplained(EchoGuard(), ours(), line(heard))
    assert not any(verdicts[300:395])
    assert verdicts.index(True, 400) - 401 <= 5 + lead_in(name)
    assert sum(verdicts[401:430]) >= 10


def lead_in(name: str) -> int:
    """Steps before a word is as loud as the loudest of it less 15 dB."""
    sound = said(name, -20)
    levels = [dbfs(sound[at : at + SENT].astype(np.int16)) for at in range(0, len(sound), SENT)]
    return next(step for step, db in enumerate(levels) if db > max(levels) - 15)


@pytest.mark.parametrize("db", [-20, -30, -40])
def test_a_caller_with_a_handset_is_heard_while_we_speak(db: float) -> None:
    guard = EchoGuard()
    verdicts = unexplained(guard, ours(), line(with_caller(0 * ours(), "paspoort", db, 6)))
    assert not any(verdicts[:300])
    assert sum(verdicts[300:361]) >= 30
    assert guard.delay_seconds is None


def test_an_answer_after_our_voice_is_all_the_callers() -> None:
    sent = np.concatenate((ours(), np.zeros(3 * LINE_HZ)))
    heard = with_caller(echo(sent, -15, 0.2), "paspoort", -25, len(ours()) / LINE_HZ + 1)
    verdicts = unexplained(EchoGuard(), sent, line(heard))
    assert sum(verdicts[len(ours()) // SENT + 50 :]) >= 35


def test_nothing_is_explained_while_we_are_silent() -> None:
    guard = EchoGuard()
    heard = line(said("paspoort", -20))
    silence = np.zeros(len(heard) // 2)
    assert not any(guard.explains(block) for block in blocks(heard))
    send(guard, silence)
    assert not any(guard.explains(block) for block in blocks(heard))


def blocks(sound: Samples) -> list[Samples]:
    return [sound[at : at + BLOCK] for at in range(0, len(sound) - BLOCK + 1, BLOCK)]


@pytest.mark.parametrize("length", [1, 100, 160, 333, 4000])
def test_how_what_we_send_is_cut_does_not_matter(length: int) -> None:
    heard = line(echo(ours()[: 3 * LINE_HZ], -15, 0.1))
    whole, cut = EchoGuard(), EchoGuard()
    sent = ours()[: LINE_HZ * 3 // 2]
    send(whole, sent)
    for at in range(0, len(sent), length):
        send(cut, sent[at : at + length])
    assert [cut.explains(b) for b in blocks(heard)] == [whole.explains(b) for b in blocks(heard)]


def test_sound_may_be_sent_in_bursts_ahead_of_the_ear() -> None:
    heard, sent, guard = blocks(line(echo(ours(), -15, 0.2))), ours(), EchoGuard()
    verdicts = []
    for step, block in enumerate(heard):
        if step % 15 == 0:
            send(guard, sent[step * SENT : (step + 15) * SENT])
        verdicts.append(not guard.explains(block) and dbfs(block) > -55)
    assert sum(verdicts) * 0.02 <= 0.1


def test_what_was_cleared_explains_nothing() -> None:
    guard = EchoGuard()
    send(guard, ours()[: 2 * LINE_HZ])
    guard.clear()
    assert not any(guard.explains(block) for block in blocks(line(said("paspoort", -30))))


def test_a_line_on_which_nothing_comes_back_fills_no_memory() -> None:
    guard = EchoGuard()
    for _ in range(20):
        send(guard, ours())
    assert len(guard._queue) + len(guard._ahead) == AHEAD_STEPS
    guard.explains(np.zeros(BLOCK, np.int16))
    assert len(guard._queue) + len(guard._ahead) == AHEAD_STEPS - 1


def test_a_block_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 320 samples, 20 ms at 16000 Hz, got 160"):
        EchoGuard().explains(np.zeros(160, np.int16))


def test_the_activity_check_takes_our_voice_for_no_speech_and_the_caller_for_one() -> None:
    sent, guard = ours(), EchoGuard()
    activity = Activity(None, guard)
    heard = line(with_caller(echo(sent, -20, 0.2), "paspoort", -20, 8))
    speaking = []
    for step, block in enumerate(blocks(heard)):
        send(guard, sent[step * SENT : (step + 1) * SENT])
        speaking.append(activity.feed(AudioFrame(block, RATE_HZ)))
    assert not any(speaking[:395])
    assert sum(speaking[400:460]) >= 30
