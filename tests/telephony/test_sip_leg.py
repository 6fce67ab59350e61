"""One leg inside the SIP process, with a stack whose sound the test holds."""

from dataclasses import dataclass, field

import pytest

from telephony.sip_leg import AHEAD_SECONDS, DEAF_SECONDS, HELD_SECONDS, SoundGone, StackLeg
from telephony.sip_wire import Kind, Packet, packet

TICK = 0.02
FRAME = b"\1\0" * 160
LEG = 3


@dataclass
class Stack:
    """Port `telephony.sip_leg.Sound`: plays 20 ms at each tick of the test."""

    rate: int = 8000
    active: bool = True
    takes: bool = True
    came: bytearray = field(default_factory=bytearray)
    holds: bytearray = field(default_factory=bytearray)
    left: bytearray = field(default_factory=bytearray)

    def _check(self) -> None:
        if not self.active:
            raise SoundGone

    def rate_hz(self) -> int:
        self._check()
        return self.rate

    def held_bytes(self) -> int:
        self._check()
        return len(self.holds)

    def sends(self) -> bool:
        return self.takes

    def read(self, max_bytes: int) -> bytes:
        self._check()
        sound = bytes(self.came[:max_bytes])
        del self.came[:max_bytes]
        return sound

    def write(self, sound: bytes) -> int:
        self._check()
        self.holds += sound
        return len(sound)

    def flush(self) -> None:
        self._check()
        self.holds.clear()

    def plays(self) -> None:
        """20 ms pass on the wire."""
        if self.takes:
            size = self.rate // 50 * 2
            self.left += self.holds[:size]
            del self.holds[:size]


@dataclass
class Desk:
    stack: Stack = field(default_factory=Stack)
    leg: StackLeg = field(init=False)
    now: float = 0.0

    def __post_init__(self) -> None:
        self.leg = StackLeg(LEG, self.stack)

    def tick(self, times: int = 1) -> list[Packet]:
        told: list[Packet] = []
        for _ in range(times):
            self.now += TICK
            told += self.leg.pump(self.now)
            self.stack.plays()
        return told


def up(rate_hz: int = 8000) -> Desk:
    """A leg that is up."""
    desk = Desk(Stack(rate_hz))
    desk.tick()
    return desk


def of(told: list[Packet], kind: Kind) -> list[Packet]:
    return [each for each in told if each.kind is kind]


def marks(told: list[Packet]) -> list[object]:
    return [each.fields["mark"] for each in of(told, Kind.PLAYED)]


# -- up ----------------------------------------------------------------------------------------


def test_a_leg_is_up_as_soon_as_there_is_sound_and_tells_its_rate_once() -> None:
    desk = Desk()
    desk.stack.active = False
    assert desk.tick(10) == []
    desk.stack.active = True
    assert desk.tick() == [packet(Kind.UP, LEG, rate_hz=8000)]
    assert of(desk.tick(10), Kind.UP) == []


def test_another_codec_in_mid_call_is_told() -> None:
    desk = up()
    desk.stack.rate = 16000
    assert of(desk.tick(), Kind.UP) == [packet(Kind.UP, LEG, rate_hz=16000)]
    desk.stack.came += bytes(640)
    assert [len(each.payload) for each in of(desk.tick(), Kind.SOUND)] == [640]


# -- in ----------------------------------------------------------------------------------------


def test_what_comes_is_told_in_frames() -> None:
    desk = up()
    desk.stack.came += FRAME * 2
    assert of(desk.tick(), Kind.SOUND) == [Packet(Kind.SOUND, LEG, FRAME)] * 2


def test_where_nothing_comes_silence_is_told() -> None:
    told = of(up().tick(100), Kind.SOUND)
    assert len(told) == pytest.approx(100, abs=1)
    assert {each.payload for each in told} == {bytes(320)}


def test_sound_that_goes_for_a_while_is_a_hole_and_no_end() -> None:
    desk = up()
    desk.stack.active = False
    assert len(of(desk.tick(100), Kind.SOUND)) == pytest.approx(100, abs=1)
    desk.stack.active = True
    assert of(desk.tick(), Kind.UP) == []


# -- out ---------------------------------------------------------------------------------------


def test_sound_leaves_in_order_and_the_stack_holds_no_more_than_it_may() -> None:
    desk = up()
    sound = bytes(range(250)) * 128
    desk.leg.take(sound)
    most = 0
    for _ in range(110):
        desk.tick()
        most = max(most, len(desk.stack.holds))
    assert bytes(desk.stack.left) == sound
    assert most <= AHEAD_SECONDS * 8000 * 2


def test_what_is_given_before_the_leg_is_up_is_dropped_when_it_comes_up() -> None:
    desk = Desk()
    desk.leg.take(FRAME)
    desk.leg.mark("s1")
    desk.tick(5)
    assert bytes(desk.stack.left) == b""


def test_a_mark_is_told_when_all_before_it_has_left() -> None:
    desk = up()
    desk.leg.take(FRAME * 5)
    desk.leg.mark("s1")
    desk.leg.take(FRAME)
    assert marks(desk.tick(5)) == []
    assert marks(desk.tick(2)) == ["s1"]


def test_a_clear_takes_back_what_has_not_left_and_its_marks() -> None:
    desk = up()
    desk.leg.take(FRAME * 50)
    desk.leg.mark("s1")
    desk.tick(5)
    desk.leg.clear()
    desk.leg.take(b"\2\0" * 160)
    desk.leg.mark("s2")
    assert marks(desk.tick(50)) == ["s2"]
    assert bytes(desk.stack.left) == FRAME * 5 + b"\2\0" * 160


def test_a_clear_without_sound_is_none_for_the_stack() -> None:
    desk = up()
    desk.leg.take(FRAME)
    desk.stack.active = False
    desk.leg.clear()
    desk.stack.active = True
    desk.tick(3)
    assert bytes(desk.stack.left) == b""


# -- on hold, and gone -------------------------------------------------------------------------


def test_hold_is_told_and_no_silence_comes_meanwhile() -> None:
    desk = up()
    assert desk.leg.hold(True, desk.now) == packet(Kind.HELD, LEG, held=True)
    assert of(desk.tick(500), Kind.SOUND) == []
    assert desk.leg.hold(False, desk.now) == packet(Kind.HELD, LEG, held=False)
    assert len(of(desk.tick(100), Kind.SOUND)) == pytest.approx(100, abs=1)


def test_a_hold_before_the_leg_is_up_is_told_too() -> None:
    assert Desk().leg.hold(True, 0.0).kind is Kind.HELD


@pytest.mark.parametrize("waited", [0, 30])
def test_what_is_said_on_hold_is_said_to_nobody_and_takes_its_time(waited: int) -> None:
    desk = up()
    desk.leg.take(FRAME * 20)
    desk.tick(3)  # the stack is full now, and plays nothing on hold
    desk.leg.hold(True, desk.now)
    desk.stack.takes = False
    desk.leg.take(FRAME * waited)
    desk.leg.mark("s1")
    assert marks(desk.tick(5)) == []
    assert marks(desk.tick(20 + waited)) == ["s1"]
    desk.stack.takes = True
    desk.tick(20 + waited)
    assert len(desk.stack.left) <= 320 * 20


@pytest.mark.parametrize(("held", "seconds"), [(False, DEAF_SECONDS), (True, HELD_SECONDS)])
def test_a_far_end_that_is_gone_without_a_word_is_given_up(held: bool, seconds: float) -> None:
    desk = up()
    if held:
        desk.leg.hold(True, desk.now)
    assert not desk.leg.given_up(desk.now + seconds - 1)
    assert desk.leg.given_up(desk.now + seconds + 1)


def test_after_a_hold_the_far_end_has_its_time_again() -> None:
    desk = up()
    desk.leg.hold(True, desk.now)
    desk.now += 600
    desk.leg.hold(False, desk.now)
    assert not desk.leg.given_up(desk.now + DEAF_SECONDS - 1)
    assert desk.leg.given_up(desk.now + DEAF_SECONDS + 1)


def test_a_leg_that_never_came_up_is_for_others_to_give_up() -> None:
    assert not Desk().leg.given_up(1e6)
