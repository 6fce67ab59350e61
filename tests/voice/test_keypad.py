import pytest

from voice.keypad import LONE_ZERO_SECONDS, LONGEST, PAUSE_SECONDS, Keypad

RATE_HZ = 16000


def typed(keypad: Keypad, steps: str) -> list[str]:
    """Press keys; '.' is a pause of half a second. Returns the finished entries."""
    entries = [keypad.wait(RATE_HZ // 2) if step == "." else keypad.press(step) for step in steps]
    return [entry for entry in entries if entry]


@pytest.mark.parametrize("key", "0123456789*#")
def test_outside_digit_entry_each_key_stands_alone_and_at_once(key: str) -> None:
    assert typed(Keypad(), key) == [key]


@pytest.mark.parametrize(
    ("steps", "entries"),
    [
        ("0612345678#", ["0612345678"]),
        ("0612345678......", ["0612345678"]),
        ("06.....12.....345678#", ["0612345678"]),
        ("06......12#", ["06", "12"]),
        ("#", ["#"]),
        ("06......#", ["06"]),
        ("06......##", ["06", "#"]),
        ("......", []),
        ("0#", ["0"]),
        ("0.......", []),
        ("0........", ["0"]),
        ("0.......612#", ["0612"]),
        ("*0", ["*0"]),
        ("06*0", ["*0"]),
        ("06*12#", ["2"]),
        ("06*......", ["06"]),
        ("*......", []),
        ("1" * LONGEST, ["1" * LONGEST]),
        ("9" * 45 + "#", ["9" * LONGEST, "9" * LONGEST, "9" * 5]),
    ],
)
def test_in_digit_entry_keys_make_a_number(steps: str, entries: list[str]) -> None:
    keypad = Keypad(RATE_HZ)
    keypad.enter_number(True)
    assert typed(keypad, steps) == entries


def test_a_number_is_half_keyed_until_it_is_finished() -> None:
    keypad = Keypad(RATE_HZ)
    keypad.enter_number(True)
    keypad.press("0")
    assert keypad.keying
    keypad.wait(round(LONE_ZERO_SECONDS * RATE_HZ))
    assert not keypad.keying


def test_the_pause_is_counted_from_the_last_key() -> None:
    keypad = Keypad(RATE_HZ)
    keypad.enter_number(True)
    keypad.press("1")
    keypad.wait(round(PAUSE_SECONDS * RATE_HZ) - 1)
    keypad.press("2")
    assert keypad.wait(round(PAUSE_SECONDS * RATE_HZ) - 1) is None
    assert keypad.wait(1) == "12"


def test_leaving_digit_entry_forgets_what_was_half_keyed() -> None:
    keypad = Keypad(RATE_HZ)
    keypad.enter_number(True)
    keypad.press("1")
    keypad.enter_number(False)
    assert not keypad.keying
    assert typed(keypad, "........2") == ["2"]


def test_asking_again_for_a_number_keeps_what_was_half_keyed() -> None:
    keypad = Keypad(RATE_HZ)
    keypad.enter_number(True)
    keypad.press("1")
    keypad.enter_number(True)
    assert typed(keypad, "2#") == ["12"]
