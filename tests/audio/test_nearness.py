from audio.nearness import BEHIND_DB, HOLD_BLOCKS, LEARNED_BLOCKS, Nearness

FLOOR_DB = -66.0


def after(caller_db: float, blocks: int = 50) -> Nearness:
    """A caller who spoke at this level for a second, and then was silent for one."""
    nearness = Nearness()
    for _ in range(50):
        nearness.feed(FLOOR_DB, False)
    for _ in range(blocks):
        nearness.feed(caller_db, True)
    for _ in range(50):
        nearness.feed(FLOOR_DB, False)
    return nearness


def test_a_soft_caller_is_near_as_long_as_nobody_has_spoken() -> None:
    nearness = after(FLOOR_DB)
    assert nearness.caller_db is None
    assert nearness.feed(-50, True)


def test_noise_of_the_line_is_not_near() -> None:
    assert not after(FLOOR_DB).feed(FLOOR_DB + 3, True)


def test_a_television_behind_the_caller_is_not_near_and_the_caller_still_is() -> None:
    nearness = after(-20)
    assert not any(nearness.feed(-20 - BEHIND_DB - 3, True) for _ in range(500))
    assert nearness.feed(-30, True)


def test_a_cough_does_not_tell_how_loud_a_caller_is() -> None:
    assert after(-20, LEARNED_BLOCKS - 1).caller_db is None
    assert after(-20, LEARNED_BLOCKS).caller_db is not None


def test_a_shout_fades_from_the_usual_level() -> None:
    nearness = after(-10)
    for block in range(400):
        nearness.feed(-22 if block % 10 else FLOOR_DB, True)
    assert nearness.caller_db is not None
    assert -22 <= nearness.caller_db <= -20


def test_a_closure_inside_a_word_is_no_end_and_a_longer_silence_is() -> None:
    nearness = after(-20)
    nearness.feed(-20, True)
    near = [nearness.feed(FLOOR_DB, True) for _ in range(HOLD_BLOCKS)]
    assert near == [True] * (HOLD_BLOCKS - 1) + [False]


def test_what_proved_to_be_nobody_is_not_near_again_and_a_louder_voice_is() -> None:
    nearness = after(FLOOR_DB)
    nearness.dismiss(-40)
    assert not nearness.feed(-38, True)
    assert nearness.feed(-30, True)


def test_the_caller_is_never_dismissed() -> None:
    nearness = after(-20)
    nearness.dismiss(-20)
    assert nearness.feed(-22, True)


def test_a_caller_who_does_not_answer_may_be_farther_away() -> None:
    nearness = after(-20)
    nearness.dismiss(-50)
    assert not nearness.feed(-36, True)
    nearness.forgive()
    assert nearness.feed(-36, True)
