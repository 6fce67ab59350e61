from dataclasses import replace

import pytest

from dialog.acts import Expectation
from voice.floor import OurVoice
from voice.patience import Patience, Signs
from voice.turns import Change, Signal, Turns

STARTED, PAUSED, RESUMED, ENDED = Signal
HOLD, GO_ON, STOP = OurVoice

RATE_HZ = 16000


class Fixed(Patience):
    """How surely it ended makes steps here, whatever is measured to be best on the telephone."""

    def ending_seconds(self, expectation: Expectation, signs: Signs) -> float:
        if expectation is not Expectation.OPEN:
            return 0.5 if expectation is Expectation.YES_NO else 2.5
        return 0.7 if signs.words is not None and signs.words >= 0.5 else 1.3


def turns_of(rate_hz: int = RATE_HZ) -> Turns:
    return Turns(rate_hz, Fixed(lull_seconds=0.2))


Moment = tuple[int, Signal | OurVoice]
"""A signal and the milliseconds of sound after which it came."""


def hear(turns: Turns, script: str, step_ms: int = 20) -> list[Moment]:
    """Feed a script: 's300' speech and '.200' silence in ms, 'c0.9' the model's word, '<' and
    '>' our voice begins and ends."""
    heard: list[Moment] = []
    now_ms = 0
    for item in script.split():
        if item in "<>":
            turns.we_speak(item == "<")
        elif item.startswith("c"):
            likely = turns.reads_finished(float(item[1:]), turns.pause)
            heard += [(now_ms, each) for each in likely]
        elif item in ("murmur", "words"):
            decided = turns.murmured() if item == "murmur" else turns.floor.words(murmur=False)
            heard += [(now_ms, each) for each in decided]
        else:
            left_ms = int(item[1:])
            while left_ms > 0:
                length_ms = min(step_ms, left_ms)
                signals = turns.feed(item[0] == "s", length_ms * RATE_HZ // 1000)
                now_ms += length_ms
                left_ms -= length_ms
                heard += [(now_ms, each) for each in signals]
    return heard


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param(".5000", [], id="silence is no turn"),
        pytest.param("s100 .100 s100 .1000", [], id="two clicks are no turn"),
        pytest.param("s40 .20 s40 .20 s40 .20", [(160, STARTED)], id="a stuttering onset counts"),
        pytest.param(
            "s1000 .3000",
            [(120, STARTED), (1200, PAUSED), (2300, ENDED)],
            id="without the model's word a pause is waited out",
        ),
        pytest.param(
            "s1000 .260 c0.9 .3000",
            [(120, STARTED), (1200, PAUSED), (1700, ENDED)],
            id="a turn that sounds finished ends soon",
        ),
        pytest.param(
            "s1000 .800 c0.9 .500",
            [(120, STARTED), (1200, PAUSED), (1800, ENDED)],
            id="a late word ends the turn at once",
        ),
        pytest.param(
            "s1000 .300 c0.1 .500 s800 .300 c0.9 .900",
            [
                (120, STARTED),
                (1200, PAUSED),
                (1880, RESUMED),
                (2800, PAUSED),
                (3300, ENDED),
            ],
            id="an unfinished sentence with a pause of 0.8 s is one turn",
        ),
        pytest.param(
            "s1000 .300 c0.9 s500 .2000",
            [(120, STARTED), (1200, PAUSED), (1380, RESUMED), (2000, PAUSED), (3100, ENDED)],
            id="the word on the first pause does not end the second",
        ),
        pytest.param(
            "s1000 .300 s200 c0.9 .400",
            [(120, STARTED), (1200, PAUSED), (1380, RESUMED), (1700, PAUSED)],
            id="a word that comes while the caller goes on is ignored",
        ),
        pytest.param(
            "s1000 .600 s40 .2000",
            [(120, STARTED), (1200, PAUSED), (2300, ENDED)],
            id="a click in a pause neither resumes the turn nor prolongs it",
        ),
        pytest.param(
            "s1000 .1280 s20 .20 s400 .2000",
            [
                (120, STARTED),
                (1200, PAUSED),
                (2380, RESUMED),
                (2920, PAUSED),
                (4020, ENDED),
            ],
            id="who goes on at the last moment is not cut off",
        ),
        pytest.param("c0.9 .500", [], id="a word without a turn means nothing"),
        pytest.param(
            "< s150 .50 s250 .200",
            [(120, STARTED), (140, HOLD), (570, PAUSED)],
            id="speech over our voice holds it, once, and is recognised in a shorter lull",
        ),
        pytest.param(
            "< s100 .300 s100 .300 s100 .300 >", [], id="three taps over our voice do not interrupt"
        ),
        pytest.param(
            "< s300 .200 murmur .1000",
            [(120, STARTED), (140, HOLD), (420, PAUSED), (500, GO_ON)],
            id="a murmur is no turn, and we go on",
        ),
        pytest.param(
            "< s300 .200 words .2000",
            [(120, STARTED), (140, HOLD), (420, PAUSED), (500, STOP), (1600, ENDED)],
            id="a word over our voice is a turn, and we stop",
        ),
        pytest.param(
            "< s700 .1400",
            [(120, STARTED), (140, HOLD), (560, STOP), (900, PAUSED), (2000, ENDED)],
            id="who goes on talking has the floor before a word is known",
        ),
        pytest.param(
            "< s300 .700 words",
            [(120, STARTED), (140, HOLD), (420, PAUSED), (700, GO_ON), (1000, STOP)],
            id="words that come late still stop us",
        ),
        pytest.param(
            "< s460 .700",
            [(120, STARTED), (140, HOLD), (580, PAUSED), (700, STOP)],
            id="so much sound without words in time is taken for words",
        ),
        pytest.param(
            "< s300 .200 s200 .100 s60 .300",
            [
                (120, STARTED),
                (140, HOLD),
                (420, PAUSED),
                (580, RESUMED),
                (700, STOP),
                (1060, PAUSED),
            ],
            id="who goes on after a lull is heard on, and by then has the floor",
        ),
        pytest.param(
            "s1000 < s100 > .100 s400",
            [(120, STARTED)],
            id="our voice ending stops the count of an interruption",
        ),
        pytest.param(
            "< s600 .1500 s600",
            [
                (120, STARTED),
                (140, HOLD),
                (560, STOP),
                (800, PAUSED),
                (1900, ENDED),
                (2220, STARTED),
            ],
            id="what is said after it has the floor already",
        ),
    ],
)
def test_what_a_caller_does_gives_these_signals(script: str, expected: list[Moment]) -> None:
    assert hear(turns_of(), script) == expected


@pytest.mark.parametrize(
    ("expectation", "word", "ended_ms"),
    [
        (Expectation.OPEN, "", 1300),
        (Expectation.OPEN, "c0.2", 1300),
        (Expectation.OPEN, "c0.5", 700),
        (Expectation.YES_NO, "", 500),
        (Expectation.YES_NO, "c0.9", 500),
        (Expectation.NUMBER, "", 2500),
        (Expectation.NUMBER, "c0.9", 2500),
    ],
)
def test_patience_follows_what_is_expected(
    expectation: Expectation, word: str, ended_ms: int
) -> None:
    turns = turns_of()
    turns.expect(expectation)
    heard = hear(turns, f"s1000 .240 {word} .3000")
    assert heard[-1] == (1000 + ended_ms, ENDED)


@pytest.mark.parametrize("step_ms", [1, 7, 20, 100, 100_000])
def test_signals_do_not_depend_on_how_sound_is_cut(step_ms: int) -> None:
    script = "s40 .200 s1000 .500 s700 .1500 < s300 > .2000"
    signals = [signal for _, signal in hear(turns_of(), script, step_ms)]
    assert signals == [
        STARTED,
        PAUSED,
        RESUMED,
        PAUSED,
        ENDED,
        STARTED,
        HOLD,
        PAUSED,
        GO_ON,
        ENDED,
    ]


def test_endless_speech_is_cut_before_the_recogniser_overflows() -> None:
    patience = Fixed(lull_seconds=0.2)
    heard = hear(turns_of(), "s70000")
    longest_ms = 120 + (patience.longest_turn_seconds - patience.preroll_seconds) * 1000
    assert heard[:4] == [
        (120, STARTED),
        (longest_ms, PAUSED),
        (longest_ms, ENDED),
        (longest_ms + 120, STARTED),
    ]


def test_a_turn_of_many_pauses_is_cut_at_the_same_length() -> None:
    heard = hear(turns_of(), "s500 .900 " * 30)
    assert heard[0] == (120, STARTED)
    assert (120 + 29_200, ENDED) in heard


def test_a_turn_that_grows_too_long_in_a_pause_just_ends() -> None:
    turns = Turns(patience=replace(Fixed(lull_seconds=0.2), longest_turn_seconds=2.0))
    assert hear(turns, "s1500 .400") == [(120, STARTED), (1700, PAUSED), (1820, ENDED)]


def test_a_word_on_an_earlier_pause_is_told_apart_by_its_number() -> None:
    turns = turns_of()
    hear(turns, "s1000 .800")
    first = turns.pause
    hear(turns, "s400 .800")
    assert turns.reads_finished(0.9, first) == ()
    assert turns.reads_finished(0.9, turns.pause) == (ENDED,)


def test_each_sign_is_added_to_the_others() -> None:
    class Both(Fixed):
        def ending_seconds(self, expectation: Expectation, signs: Signs) -> float:
            return 0.4 if None not in (signs.words, signs.sense) else 1.3

    turns = Turns(patience=Both(lull_seconds=0.2))
    hear(turns, "s1000 .600")
    assert turns.reads_finished(0.1, turns.pause) == ()
    assert turns.sounds_finished(0.1, turns.pause) == (ENDED,)


def test_the_callers_own_pace_is_a_sign() -> None:
    paces: list[float | None] = []

    class Watched(Fixed):
        def ending_seconds(self, expectation: Expectation, signs: Signs) -> float:
            paces.append(signs.pace)
            return 1.3

    hear(Turns(patience=Watched(lull_seconds=0.2)), "s500 .700 s500 .400 s500 .1400")
    assert paces[0] is None
    assert paces[-1] == pytest.approx(0.76, abs=0.03)


def test_a_key_ends_what_is_being_said() -> None:
    turns = turns_of()
    assert turns.cut_short() == ()
    hear(turns, "s1000")
    assert turns.cut_short() == (PAUSED, ENDED)
    hear(turns, "s1000 .300")
    assert turns.cut_short() == (ENDED,)
    assert turns.cut_short() == ()


def test_a_sound_of_this_moment_holds_back_the_end() -> None:
    turns = turns_of()
    hear(turns, "s1000 .800 s20")
    assert turns.reads_finished(0.9, turns.pause) == ()
    assert hear(turns, ".300") == [(200, ENDED)]


@pytest.mark.parametrize(
    ("script", "seconds"),
    [
        (".3000", 3.0),
        ("< .3000", 0.0),
        ("< .3000 > .2000", 2.0),
        (".3000 > .2000", 5.0),
        (".3000 s40 .960", 4.0),
        (".3000 s500", 0.0),
        ("s500 .1000", 0.0),
        ("s500 .2000", 2.0),
        ("s500 < .2000", 0.0),
        ("s500 < .2000 > .1000", 1.0),
    ],
)
def test_silence_is_counted_since_anyone_spoke(script: str, seconds: float) -> None:
    turns = turns_of()
    hear(turns, script)
    assert turns.silence_seconds == pytest.approx(seconds)


def test_turns_work_at_the_telephone_rate_too() -> None:
    turns = turns_of(8000)
    assert turns.feed(True, 960) == (STARTED,)
    assert turns.feed(False, 8000 * 13 // 10) == (PAUSED, ENDED)


def test_wrong_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="expected lull_seconds above 0, got 0"):
        replace(Patience(), lull_seconds=0)
    with pytest.raises(ValueError, match="above 0 Hz, got -1"):
        Turns(rate_hz=-1)
    with pytest.raises(ValueError, match="0 or more samples, got -3"):
        Turns().feed(True, -3)


def test_an_impossible_change_is_our_fault_and_raises() -> None:
    with pytest.raises(RuntimeError, match="QUIET knows no RETURN"):
        Turns()._change(Change.RETURN)
