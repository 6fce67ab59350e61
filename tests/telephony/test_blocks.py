import numpy as np
import pytest

from telephony.blocks import Blocks
from tests.telephony.far_end import ramp


@pytest.mark.parametrize("size", [1, 7, 159, 160, 161, 480, 1000])
def test_every_frame_lasts_twenty_milliseconds_and_no_sample_is_lost(size: int) -> None:
    blocks, sound = Blocks(8000), ramp(1600)
    frames = [f for at in range(0, 1600, size) for f in blocks.feed(sound[at : at + size])]
    assert [len(frame.samples) for frame in frames] == [160] * 10
    assert all(frame.seconds == 0.02 for frame in frames)
    assert np.array_equal(np.concatenate([frame.samples for frame in frames]), sound)


def test_less_than_a_frame_waits_for_the_rest() -> None:
    blocks = Blocks(44100)
    assert blocks.feed(ramp(881)) == []
    (frame,) = blocks.feed(ramp(1, 881))
    assert np.array_equal(frame.samples, ramp(882))
