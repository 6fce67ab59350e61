"""The human door on the side of sound: from every state of the keys and of the turns.

What is keyed or said there reaches the conversation, also while we speak and while a number is
half keyed; what comes of it then stands in `tests/dialog/test_human_door.py`. No protected sentence
plays a part in either: it is not cut off by a voice, and is heard over all the same.
"""

import copy
from collections.abc import Callable, Hashable
from typing import TypeVar

import pytest

from dialog.acts import Expectation, Tempo
from voice.keypad import LONE_ZERO_SECONDS, LONGEST, Keypad
from voice.turns import Signal, Turns

RATE_HZ = 1000
_SECOND = RATE_HZ


Thing = TypeVar("Thing")


def _reached(
    start: Thing, steps: list[Callable[[Thing], object]], seen_as: Callable[[Thing], Hashable]
) -> list[Thing]:
    """Every state that these steps lead to, one of each."""
    found = {seen_as(start): start}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for step in steps:
            there = copy.deepcopy(here)
            step(there)
            if seen_as(there) not in found:
                found[seen_as(there)] = there
                waiting.append(there)
    return list(found.values())


# -- keys --------------------------------------------------------------------------------------


def _keypads() -> list[Keypad]:
    presses = [_press(digit) for digit in "01*#"]
    modes = [lambda pad: pad.enter_number(True), lambda pad: pad.enter_number(False)]
    return _reached(
        Keypad(RATE_HZ),
        [*presses, *modes, lambda pad: pad.wait(_SECOND)],
        lambda pad: (
            (pad._entering, pad._keys, pad._waited_samples, pad._late)
            if len(pad._keys) <= 3
            else (pad._entering, len(pad._keys), pad._keys[-1], pad._waited_samples, pad._late)
        ),
    )


def _press(digit: str) -> Callable[[Keypad], object]:
    return lambda pad: pad.press(digit)


def test_a_person_is_keyed_at_once_from_every_state_of_the_keypad() -> None:
    pads = _keypads()
    assert len(pads) > 100
    assert max(len(pad._keys) for pad in pads) >= LONGEST - 1, "also where an entry is nearly full"
    for pad in pads:
        keys = [pad.press("*"), pad.press("0")] if pad._entering else [pad.press("0")]
        assert keys[-1] in ("*0", "0"), vars(pad)


def test_a_zero_alone_is_a_person_from_every_state_in_which_nothing_is_half_keyed() -> None:
    for pad in _keypads():
        if not pad.keying:
            keyed = [pad.press("0"), pad.wait(round(LONE_ZERO_SECONDS * RATE_HZ))]
            assert "0" in keyed, vars(pad)


def test_a_zero_alone_is_a_person_also_when_no_number_is_asked_for_any_more() -> None:
    pad = Keypad(RATE_HZ)
    pad.enter_number(True)
    pad.press("0")
    pad.enter_number(False)
    assert pad.wait(round(LONE_ZERO_SECONDS * RATE_HZ)) == "0"
    assert pad.wait(round(LONE_ZERO_SECONDS * RATE_HZ)) is None


def test_another_key_after_it_is_that_key_alone() -> None:
    pad = Keypad(RATE_HZ)
    pad.enter_number(True)
    pad.press("0")
    pad.enter_number(False)
    assert pad.press("1") == "1"
    assert pad.wait(round(LONE_ZERO_SECONDS * RATE_HZ)) is None


# -- turns -------------------------------------------------------------------------------------

_STEPS: list[Callable[[Turns], object]] = [
    *((lambda turns, on=on: turns.we_speak(on)) for on in (True, False)),
    *((lambda turns, what=what: turns.expect(what)) for what in Expectation),
    *((lambda turns, how=how: turns.follow(how)) for how in Tempo),
    *(
        (lambda turns, on=on, n=n: turns.feed(on, n))
        for on in (True, False)
        for n in (100, 300, 600)
    ),
    lambda turns: turns.murmured(),
    lambda turns: turns.floor.words(murmur=False),
    lambda turns: turns.floor.over(),
    lambda turns: turns.cut_short(),
    lambda turns: turns.sounds_finished(0.0, turns.pause),
    lambda turns: turns.reads_finished(1.0, turns.pause),
]


def _seen_as(turns: Turns) -> Hashable:
    tempo = turns.floor.manners.cuts, turns.patience.lull_seconds
    floor = turns.floor._state, turns.floor._we_speak
    return turns._state, turns._we_speak, turns.expectation, tempo, floor, turns._signs.words


@pytest.mark.parametrize("sounding", [False, True])
def test_what_is_said_becomes_a_turn_from_every_state_also_while_we_speak(sounding: bool) -> None:
    states = _reached(Turns(RATE_HZ), _STEPS, _seen_as)
    assert len(states) > 100
    for turns in states:
        turns.we_speak(sounding)
        signals = (*turns.feed(True, 2 * _SECOND), *turns.feed(False, 20 * _SECOND))
        assert Signal.ENDED in signals, _seen_as(turns)
