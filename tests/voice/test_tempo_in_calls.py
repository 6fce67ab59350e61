"""The caller's tempo in whole calls, through the pipeline and in simulated time."""

from itertools import pairwise

import pytest

from dialog.acts import Follow, Listen, Say, Tempo
from dialog.events import Heard, Silence
from dialog.silences import SILENCES
from tests.voice.simulated_time import passes, simulated
from tests.voice.test_pipeline import calling, polite

LONG = "1 " * 20
"""Six seconds of our voice."""


@simulated
async def test_who_talks_over_us_through_a_relay_holds_us_and_then_hears_the_rest() -> None:
    says = [Follow(tempo=Tempo.RELAY), Say(text=LONG), Say(text="2"), Listen()]
    async with calling(polite(rung=lambda event: says)) as call:
        await passes(2)
        call.line.say(3, 4, 5)
        await passes(25)
        assert call.said()[LONG].complete
        assert call.said()["2"].complete
        assert call.heard() == ["3 4 5"]


@simulated
async def test_a_relay_may_pause_for_seconds_within_a_turn() -> None:
    says = [Follow(tempo=Tempo.RELAY), Say(text="1"), Listen()]
    async with calling(polite(rung=lambda event: says)) as call:
        await passes(2)
        call.line.say(3)
        await passes(2.5)
        assert call.heard() == []
        call.line.say(4)
        await passes(8)
        (heard,) = (item for item in call.record.items if isinstance(item, Heard))
        assert heard.text == "3 4"


@simulated
@pytest.mark.parametrize("tempo", [Tempo.USUAL, Tempo.CALM])
async def test_silence_is_told_at_the_callers_tempo(tempo: Tempo) -> None:
    says = [Follow(tempo=tempo), Say(text="1"), Listen()]
    async with calling(polite(rung=lambda event: says)) as call:
        await passes(110)
        moments = [item.at for item in call.record.items if isinstance(item, Silence)]
        waits = [(later - sooner).total_seconds() for sooner, later in pairwise(moments)]
        assert waits[:3] == pytest.approx(SILENCES[tempo][1:], abs=1.1)
