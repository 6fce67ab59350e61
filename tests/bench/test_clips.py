from pathlib import Path
from random import Random

import numpy as np
import pytest

from audio.g711 import decode_mulaw, encode_mulaw
from audio.wav import write_wav
from bench.clips import BLOCK, RATE_HZ, Clip, cut, read_clips, sounds, with_pause, word_gaps
from tests.bench.sounds import noise, sentence, tone


def clip(*words: int, gap: int = 6) -> Clip:
    return cut("clip", sentence(*words, gap=gap))


def test_a_clip_ends_with_the_last_block_that_sounds() -> None:
    found = clip(20, 30)
    assert found.blocks == 5 + 20 + 6 + 30
    assert sounds(found.samples[-BLOCK:])


def test_a_single_peak_in_the_noise_behind_the_last_word_is_no_end() -> None:
    samples = sentence(20)
    samples[-30 * BLOCK] = 2000
    assert cut("clip", samples).blocks == 5 + 20


def test_the_first_block_that_sounds_is_known() -> None:
    found = clip(20)
    first = found.samples[found.first_block * BLOCK :][:BLOCK]
    before = found.samples[: found.first_block * BLOCK]
    assert sounds(first)
    assert not sounds(before)


def test_the_noise_of_a_clip_is_where_nothing_is_said() -> None:
    found = clip(20, 30)
    assert not sounds(found.floor)
    assert found.floor.any()


def test_a_clip_in_which_nothing_sounds_is_refused() -> None:
    with pytest.raises(ValueError, match="quiet: expected a block above -40 dBFS"):
        cut("quiet", noise(50))


@pytest.mark.parametrize("seconds", [0.3, 0.5, 0.7, 0.9, 1.0])
@pytest.mark.parametrize("seed", range(5))
def test_a_pause_keeps_every_sample_and_adds_only_the_clips_own_noise(
    seconds: float, seed: int
) -> None:
    whole = clip(40, 30, 50, 40)
    paused = with_pause(whole, seconds, Random(seed))
    added = round(seconds * RATE_HZ)
    assert len(paused.samples) == len(whole.samples) + added
    at = int(np.argmax(paused.samples[: len(whole.samples)] != whole.samples))
    ways = [
        begin
        for begin in range(at + 1)
        if np.array_equal(paused.samples[:begin], whole.samples[:begin])
        and np.array_equal(paused.samples[begin + added :], whole.samples[begin:])
    ]
    assert ways
    assert not sounds(paused.samples[ways[-1] : ways[-1] + added])


def test_a_pause_is_put_between_words_and_away_from_both_ends() -> None:
    whole = clip(40, 30, 50, 40)
    for gap in word_gaps(whole):
        assert not sounds(whole.samples[gap - 40 : gap + 40])
        assert 0.5 * RATE_HZ <= gap <= len(whole.samples) - 0.45 * RATE_HZ


def test_the_same_chance_gives_the_same_pause() -> None:
    whole = clip(40, 30, 50, 40)
    first, second = (with_pause(whole, 0.5, Random(7)) for _ in range(2))
    assert np.array_equal(first.samples, second.samples)


def test_a_sentence_too_short_for_a_pause_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a gap between words"):
        with_pause(clip(20), 0.5, Random(1))


def test_a_folder_of_clips_is_read_by_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        write_wav(tmp_path / f"{name}.wav", sentence(20), RATE_HZ)
    assert [each.name for each in read_clips(tmp_path)] == ["a", "b"]


def test_what_a_caller_sends_comes_back_from_the_houses_own_mu_law() -> None:
    sound = tone(10)
    error = decode_mulaw(encode_mulaw(sound)).astype(np.int32) - sound
    assert np.abs(error).max() <= 256
    assert decode_mulaw(encode_mulaw(decode_mulaw(encode_mulaw(sound)))).tolist() == (
        decode_mulaw(encode_mulaw(sound)).tolist()
    )
