"""How a caller's tempo changes the waits, and who gives way; with the real turn logic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.acts import Expectation, Tempo
from dialog.silences import SILENCES
from voice.floor import OurVoice
from voice.patience import PATIENCES, Signs
from voice.silence import Ladder
from voice.turns import Signal, Turns

RATE_HZ = 16000
HOLD, GO_ON, STOP = OurVoice


def ending_ms(tempo: Tempo, words: float | None, expects: Expectation = Expectation.OPEN) -> int:
    """After how much silence a turn ends that reads so finished."""
    turns = Turns(RATE_HZ)
    turns.follow(tempo)
    turns.expect(expects)
    turns.feed(True, RATE_HZ)
    turns.feed(False, 240 * RATE_HZ // 1000)
    waited = 240
    if words is not None:
        turns.reads_finished(words, turns.pause)
    ended = False
    while not ended:
        ended = Signal.ENDED in turns.feed(False, RATE_HZ // 50)
        waited += 20
    return waited


@pytest.mark.parametrize("expects", [Expectation.OPEN, Expectation.YES_NO, Expectation.NUMBER])
@pytest.mark.parametrize("words", [None, 0.5, 0.99])
def test_each_tempo_waits_longer_for_an_end(words: float | None, expects: Expectation) -> None:
    usual, calm, relay = (ending_ms(tempo, words, expects) for tempo in Tempo)
    assert 1.4 * usual <= calm < relay


def test_a_relay_operator_may_pause_for_three_seconds_anywhere() -> None:
    assert min(ending_ms(Tempo.RELAY, words) for words in (None, 0.0, 0.5, 1.0)) >= 3000


def over_us(tempo: Tempo, seconds: float) -> list[OurVoice]:
    """What our voice does while the caller talks over it for so long, and is silent after that."""
    turns = Turns(RATE_HZ)
    turns.follow(tempo)
    turns.we_speak(True)
    signals = [
        *turns.feed(True, round(seconds * RATE_HZ)),
        *turns.feed(False, RATE_HZ // 2),
        *turns.floor.words(murmur=False),
        *turns.feed(False, 6 * RATE_HZ),
        *turns.floor.over(),
    ]
    return [each for each in signals if isinstance(each, OurVoice)]


@pytest.mark.parametrize("seconds", [0.5, 2.0, 12.0])
def test_who_talks_over_us_takes_the_floor_but_a_relay_only_holds_it(seconds: float) -> None:
    assert over_us(Tempo.USUAL, seconds) == [HOLD, STOP]
    assert over_us(Tempo.RELAY, seconds) == [HOLD, GO_ON]


@settings(deadline=None)
@given(seconds=st.floats(0.02, 20))
def test_a_relay_never_cuts_us_off_and_never_leaves_us_held(seconds: float) -> None:
    did = over_us(Tempo.RELAY, seconds)
    assert STOP not in did
    assert did.count(HOLD) == did.count(GO_ON)


def test_silence_is_waited_out_at_the_callers_tempo() -> None:
    ladder = Ladder(SILENCES[Tempo.USUAL], 0.0)
    ladder.follow(SILENCES[Tempo.RELAY])
    due = [
        (now, rung[0])
        for now in range(1, 300)
        if (rung := ladder.tick(float(now), we_sound=False, busy=False))
    ]
    assert due[:4] == [(30, 1), (75, 2), (135, 3), (225, 4)]


def test_no_relay_is_let_go_within_three_minutes_and_nobody_within_one() -> None:
    assert sum(SILENCES[Tempo.RELAY]) >= 180
    assert SILENCES[Tempo.RELAY][0] >= 30
    assert min(map(sum, SILENCES.values())) >= 60


@pytest.mark.parametrize("nth", range(4))
def test_calm_silences_are_half_again_to_twice_as_long(nth: int) -> None:
    assert 1.5 <= SILENCES[Tempo.CALM][nth] / SILENCES[Tempo.USUAL][nth] <= 2


def test_every_tempo_has_its_patience() -> None:
    assert set(PATIENCES) == set(SILENCES) == set(Tempo)
    assert all(PATIENCES[Tempo.RELAY].ending_seconds(each, Signs()) >= 3 for each in Expectation)
