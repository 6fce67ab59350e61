import pytest

from dialog.acts import Tempo
from dialog.silences import SILENCES
from voice.silence import MOST_TIMES, Ladder

RUNGS = (7.0, 10.0, 13.0, 31.0)


def climbed(ladder: Ladder, until: int, *, we_sound: bool = False, busy: bool = False,
            since: int = 0) -> list[tuple[int, int]]:  # fmt: skip
    """(second, rung), told the time every second."""
    found = []
    for now in range(since + 1, until + 1):
        due = ladder.tick(float(now), we_sound=we_sound, busy=busy)
        found += [(now, due[0])] if due else []
    return found


def test_silence_climbs_rung_by_rung() -> None:
    assert climbed(Ladder(RUNGS, 0.0), 70) == [(7, 1), (17, 2), (30, 3), (61, 4)]


def test_who_was_not_let_go_then_may_be_later() -> None:
    assert climbed(Ladder(RUNGS, 0.0), 130)[4:] == [(92, 4), (123, 4)]


def test_our_own_voice_is_no_silence() -> None:
    ladder = Ladder(RUNGS, 0.0)
    assert climbed(ladder, 300, we_sound=True) == []
    assert climbed(ladder, 310, since=300) == [(307, 1)]


def test_words_begin_the_ladder_anew() -> None:
    ladder = Ladder(RUNGS, 0.0)
    climbed(ladder, 20)
    ladder.understood(20.0)
    assert climbed(ladder, 40, since=20) == [(27, 1), (37, 2)]


def test_a_television_without_a_word_does_not_keep_the_line() -> None:
    assert climbed(Ladder(RUNGS, 0.0), 200, busy=True) == [(92, 4), (184, 4)]


@pytest.mark.parametrize("every", [5, 6])
def test_noise_again_and_again_does_not_keep_the_line_either(every: int) -> None:
    ladder = Ladder(RUNGS, 0.0)
    ticks = [ladder.tick(float(now), we_sound=False, busy=now % every == 0) for now in range(1, 95)]
    assert [due[0] for due in ticks if due] == [4]


def test_nobody_is_let_go_within_a_minute() -> None:
    assert MOST_TIMES > 1
    assert sum(SILENCES[Tempo.USUAL]) > 60
