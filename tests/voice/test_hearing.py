"""The hearing of one call, fed with sound in which numbers stand for words."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import numpy as np
import pytest

from audio.frames import AudioFrame
from dialog.acts import Expectation
from dialog.events import Event, Failed, Heard, Silence
from dialog.silences import SILENCES_SECONDS
from tests.voice.simulated_time import clock, passes, simulated
from tests.voice.small_house import WORD_SECONDS, LoudIsSpeech, SlowEars, sound
from voice.ears import Noticed, TurnTimes
from voice.floor import OurVoice
from voice.hearing import RATE_HZ, WORDS_SECONDS, Hearing
from voice.patience import Patience
from voice.recogniser import RecogniserBusy, Transcript
from voice.work_queue import Claim, Urgency

FRAME = RATE_HZ // 50


@dataclass
class Caller:
    """Somebody on the line, and what hearing noticed of them."""

    hearing: Hearing
    noticed: list[tuple[float, Event]] = field(default_factory=list)
    times: list[TurnTimes] = field(default_factory=list)
    voice: list[tuple[float, OurVoice]] = field(default_factory=list)
    likely: list[str | None] = field(default_factory=list)

    @property
    def interruptions(self) -> list[float]:
        return [at for at, what in self.voice if what is OurVoice.HOLD]

    @property
    def events(self) -> list[Event]:
        return [event for _, event in self.noticed]

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Heard)]

    async def says(self, *words: int, seconds: float = WORD_SECONDS) -> None:
        for word in words:
            spoken = sound(word, seconds, RATE_HZ)
            for at in range(0, len(spoken), FRAME):
                await passes(0.02)
                await self.hearing.feed(AudioFrame(spoken[at : at + FRAME], RATE_HZ))

    async def is_silent(self, seconds: float) -> None:
        await self.says(0, seconds=seconds)


@asynccontextmanager
async def calling(ears: SlowEars) -> AsyncIterator[Caller]:
    now = asyncio.get_running_loop().time

    async def event(event: Event, times: TurnTimes | None) -> None:
        caller.noticed.append((now(), event))
        caller.times += [times] if times else []

    async def our_voice(what: OurVoice) -> None:
        caller.voice.append((now(), what))

    async def likely(heard: Heard | None) -> None:
        caller.likely.append(heard.text if heard else None)

    noticed = Noticed(event, our_voice, likely)
    hearing = Hearing(ears, LoudIsSpeech(), clock(), noticed)
    caller = Caller(hearing)
    try:
        yield caller
    finally:
        await hearing.close()


# -- half a sentence ---------------------------------------------------------------------------


@pytest.mark.parametrize("pause", [0.5, 0.7, 0.9, 1.2])
@pytest.mark.parametrize("recogniser", [0.0, 0.4, 1.5, 4.0])
@simulated
async def test_a_pause_inside_a_sentence_does_not_cut_it_in_two(
    pause: float, recogniser: float
) -> None:
    ears = SlowEars(seconds=recogniser, completeness_probability=0.2)
    async with calling(ears) as caller:
        await caller.says(1, 2)
        await caller.is_silent(pause)
        await caller.says(3)
        await caller.is_silent(6)
        assert caller.texts == ["1 2 3"]


@pytest.mark.parametrize("pause", [0.8, 1.2, 2.0])
@simulated
async def test_who_goes_on_while_the_words_are_being_made_is_still_in_the_same_turn(
    pause: float,
) -> None:
    ears = SlowEars(seconds=2.5, completeness_probability=0.9)
    async with calling(ears) as caller:
        await caller.says(1, 2)
        await caller.is_silent(pause)
        await caller.says(3)
        await caller.is_silent(pause)
        await caller.says(4)
        await caller.is_silent(5)
        assert caller.texts == ["1 2 3 4"]
        heard = caller.events[0]
        assert isinstance(heard, Heard)
        assert heard.seconds == pytest.approx(4 * WORD_SECONDS + 2 * pause, abs=0.6)


@simulated
async def test_the_sound_of_a_turn_that_goes_on_has_no_hole_and_nothing_twice() -> None:
    ears = SlowEars(seconds=2.0, completeness_probability=0.9)
    async with calling(ears) as caller:
        await caller.is_silent(1)
        await caller.says(1)
        await caller.is_silent(0.9)
        await caller.says(2)
        await caller.is_silent(4)
    sounds = ears.sounds[-1].samples
    (first,) = np.flatnonzero(np.diff((sounds == 1000).astype(int)) == 1)
    (second,) = np.flatnonzero(np.diff((sounds == 2000).astype(int)) == 1)
    assert second - first == round((WORD_SECONDS + 0.9) * RATE_HZ)


@pytest.mark.parametrize("pause", [0.4, 1.6])
@simulated
async def test_words_that_are_not_wanted_any_more_are_not_made(pause: float) -> None:
    ears = SlowEars(seconds=5.0)
    async with calling(ears) as caller:
        await caller.says(1)
        await caller.is_silent(pause)
        assert ears.at_work == 1
        await caller.says(2)
        assert ears.at_work == 0


@simulated
async def test_once_the_words_were_told_a_caller_who_goes_on_begins_a_new_turn() -> None:
    async with calling(SlowEars(seconds=0.1, completeness_probability=0.9)) as caller:
        await caller.says(1)
        await caller.is_silent(1.5)
        await caller.says(2)
        await caller.is_silent(1.5)
        assert caller.texts == ["1", "2"]


@simulated
async def test_a_television_that_never_stops_is_cut_and_told_also_by_a_slow_recogniser() -> None:
    async with calling(SlowEars(seconds=2.0)) as caller:
        await caller.says(*([1] * 300))
        await caller.is_silent(5)
        assert len(caller.texts) == 4
        assert all(event.seconds < 60 for event in caller.events if isinstance(event, Heard))


@simulated
async def test_a_number_may_be_said_in_groups() -> None:
    async with calling(SlowEars(completeness_probability=0.9)) as caller:
        caller.hearing.expect(Expectation.NUMBER)
        await caller.says(1, 2)
        await caller.is_silent(1.5)
        await caller.says(3, 4)
        await caller.is_silent(4)
        assert caller.texts == ["1 2 3 4"]


# -- late texts --------------------------------------------------------------------------------


@simulated
async def test_a_late_text_neither_begins_a_turn_nor_interrupts() -> None:
    async with calling(SlowEars(seconds=3.0)) as caller:
        await caller.says(1)
        await caller.is_silent(2)
        caller.hearing.we_sound(True)
        await caller.is_silent(8)
        assert caller.texts == ["1"]
        assert caller.interruptions == []


# -- nothing is dropped in silence -------------------------------------------------------------


@simulated
async def test_a_turn_without_words_is_told() -> None:
    async with calling(SlowEars(nothing_understood=True)) as caller:
        await caller.says(1, 1)
        await caller.is_silent(2)
        (heard,) = caller.events
        assert isinstance(heard, Heard)
        assert heard.text == ""


@simulated
async def test_a_bang_without_words_is_nothing_to_speak_of() -> None:
    async with calling(SlowEars(nothing_understood=True)) as caller:
        await caller.says(1, seconds=0.2)
        await caller.is_silent(2)
        assert caller.events == []


@pytest.mark.parametrize("error", [RecogniserBusy("full"), RuntimeError("broken")])
@simulated
async def test_a_turn_that_cannot_be_recognised_is_told(error: Exception) -> None:
    async with calling(SlowEars(trouble=deque([error, error]))) as caller:
        await caller.says(1)
        await caller.is_silent(2)
        (failed,) = caller.events
        assert isinstance(failed, Failed)
        assert failed.part == "hearing"


@simulated
async def test_a_recogniser_that_was_busy_in_the_pause_is_asked_again_at_the_end() -> None:
    async with calling(SlowEars(trouble=deque([RecogniserBusy("full")]))) as caller:
        await caller.says(1)
        await caller.is_silent(2)
        assert caller.texts == ["1"]


@simulated
async def test_a_recogniser_that_never_answers_is_given_up() -> None:
    async with calling(SlowEars(seconds=1000)) as caller:
        await caller.says(1)
        await caller.is_silent(2 + WORDS_SECONDS)
        (failed,) = caller.events
        assert isinstance(failed, Failed)


@simulated
async def test_without_the_end_of_turn_model_a_turn_ends_after_the_longer_wait() -> None:
    ears = SlowEars(sense_trouble=RuntimeError("broken"))
    async with calling(ears) as caller:
        await caller.says(1)
        await caller.is_silent(1.2)
        assert caller.texts == []
        await caller.is_silent(0.3)
        assert caller.texts == ["1"]


# -- rates -------------------------------------------------------------------------------------


@simulated
async def test_sound_of_another_rate_is_refused() -> None:
    async with calling(SlowEars()) as caller:
        with pytest.raises(ValueError, match="16000 Hz, got 8000 Hz"):
            await caller.hearing.feed(AudioFrame(sound(1, 0.02, 8000), 8000))


# -- talking over us ---------------------------------------------------------------------------


@simulated
async def test_two_tenths_of_speech_over_our_voice_interrupt_at_once() -> None:
    async with calling(SlowEars()) as caller:
        caller.hearing.we_sound(True)
        began = asyncio.get_running_loop().time()
        await caller.says(1, seconds=0.4)
        (moment,) = caller.interruptions
        assert 0.1 < moment - began < 0.2
        caller.hearing.we_sound(False)
        await caller.is_silent(2)
        assert [event.over_us for event in caller.events if isinstance(event, Heard)] == [True]


@simulated
async def test_speech_after_our_voice_is_not_over_it() -> None:
    async with calling(SlowEars()) as caller:
        caller.hearing.we_sound(True)
        await caller.is_silent(1)
        caller.hearing.we_sound(False)
        await caller.says(1)
        await caller.is_silent(2)
        assert [event.over_us for event in caller.events if isinstance(event, Heard)] == [False]


# -- murmurs and words over our voice -----------------------------------------------------------

MEANING = {"7": "hm-hm", "8": "ja", "9": "stop"}
HOLD, GO_ON, STOP = OurVoice


async def over_our_voice(ears: SlowEars, *words: int, last: bool = False) -> Caller:
    """Say something of 0.3 s a word while our voice sounds, and be silent for 3 s."""
    async with calling(ears) as caller:
        caller.hearing.we_sound(True, last)
        await caller.is_silent(1)
        await caller.says(*words)
        await caller.is_silent(3)
    return caller


def orders(caller: Caller) -> list[OurVoice]:
    return [what for _, what in caller.voice]


@simulated
async def test_a_murmur_is_told_to_nobody_and_our_voice_goes_on_within_seven_tenths() -> None:
    caller = await over_our_voice(SlowEars(seconds=0.2, meaning=MEANING), 7)
    assert orders(caller) == [HOLD, GO_ON]
    assert caller.voice[1][0] <= 1.0 + 0.7 + 0.03
    assert caller.events == []


@simulated
async def test_a_cough_is_a_murmur() -> None:
    caller = await over_our_voice(SlowEars(seconds=0.2, nothing_understood=True), 1)
    assert orders(caller) == [HOLD, GO_ON]
    assert caller.events == []


@simulated
async def test_a_short_word_over_our_voice_ends_our_sentence_and_is_told() -> None:
    caller = await over_our_voice(SlowEars(seconds=0.2, meaning=MEANING), 9)
    assert orders(caller) == [HOLD, STOP]
    assert caller.voice[1][0] <= 1.0 + 0.7 + 0.03
    assert caller.texts == ["stop"]


@pytest.mark.parametrize(("word", "texts"), [(7, []), (9, ["stop"])])
@simulated
async def test_words_that_are_late_are_waited_for_while_we_go_on(
    word: int, texts: list[str]
) -> None:
    caller = await over_our_voice(SlowEars(seconds=1.0, meaning=MEANING), word)
    assert orders(caller) == [HOLD, GO_ON] + ([STOP] if texts else [])
    assert caller.texts == texts


@pytest.mark.parametrize(("last", "texts"), [(False, []), (True, ["ja"])])
@simulated
async def test_yes_is_an_answer_while_the_last_that_we_have_to_say_sounds(
    last: bool, texts: list[str]
) -> None:
    caller = await over_our_voice(SlowEars(seconds=0.2, meaning=MEANING), 8, last=last)
    assert caller.texts == texts
    assert orders(caller) == [HOLD, STOP if last else GO_ON]


@simulated
async def test_who_goes_on_talking_over_us_is_heard_from_the_first_word() -> None:
    caller = await over_our_voice(SlowEars(seconds=0.2, meaning=MEANING), 8, 1, 2)
    assert orders(caller) == [HOLD, STOP]
    assert caller.texts == ["ja 1 2"]


@simulated
async def test_after_a_murmur_the_next_words_are_a_turn_of_their_own() -> None:
    async with calling(SlowEars(seconds=0.2, meaning=MEANING)) as caller:
        caller.hearing.we_sound(True)
        await caller.says(7)
        await caller.is_silent(1)
        await caller.says(1, 2)
        await caller.is_silent(3)
        assert orders(caller) == [HOLD, GO_ON, HOLD, STOP]
        assert caller.texts == ["1 2"]


@simulated
async def test_the_turn_is_recognised_with_more_haste_the_surer_it_is_wanted() -> None:
    claims: list[Claim] = []

    class Watched(SlowEars):
        async def listen(
            self, sound: AudioFrame, language: str, claim: Claim | None = None
        ) -> Transcript:
            assert claim is not None
            claims.append(claim)
            return await SlowEars.listen(self, sound, language, claim)

    async with calling(Watched(seconds=5.0)) as caller:
        await caller.says(1)
        await caller.is_silent(0.3)
        seen = [claims[-1].urgency]
        await caller.is_silent(0.4)
        seen.append(claims[-1].urgency)
        await caller.is_silent(8)
        caller.hearing.we_sound(True)
        await caller.says(2)
        await caller.is_silent(0.14)
        seen.append(claims[-1].urgency)
        assert seen == [Urgency.EARLY, Urgency.FINAL, Urgency.OVERLAP]


# -- what a turn would be, before it is over -----------------------------------------------------


@simulated
async def test_the_words_of_a_pause_are_told_as_likely_and_void_when_the_caller_goes_on() -> None:
    async with calling(SlowEars(seconds=0.1)) as caller:
        await caller.says(1)
        await caller.is_silent(0.4)
        await caller.says(2)
        await caller.is_silent(3)
        assert caller.likely == ["1", None, "1 2"]
        assert caller.texts == ["1 2"]


# -- keys ----------------------------------------------------------------------------------------


@simulated
async def test_a_key_ends_what_is_being_said() -> None:
    async with calling(SlowEars(seconds=0.1)) as caller:
        await caller.says(1, 2)
        await caller.hearing.keyed()
        await caller.is_silent(0.3)
        assert caller.texts == ["1 2"]


# -- times -------------------------------------------------------------------------------------


@simulated
async def test_the_moments_of_a_turn_are_those_of_its_sound() -> None:
    async with calling(SlowEars(seconds=2.0, completeness_probability=0.9)) as caller:
        await caller.says(1, 2)
        quiet_from = asyncio.get_running_loop().time()
        await caller.is_silent(4)
        (times,) = caller.times
        assert times.last_sound == pytest.approx(quiet_from, abs=0.03)
        assert times.ended == pytest.approx(quiet_from + Patience().open_seconds, abs=0.05)
        assert times.recognised == pytest.approx(
            quiet_from + Patience().lull_seconds + 2.0, abs=0.05
        )


# -- silence -----------------------------------------------------------------------------------


def silences(caller: Caller) -> list[tuple[float, int]]:
    return [(round(at, 1), event.nth) for at, event in caller.noticed if isinstance(event, Silence)]


@simulated
async def test_silence_is_told_four_times_each_after_a_longer_wait() -> None:
    async with calling(SlowEars()) as caller:
        await caller.is_silent(100)
        assert [nth for _, nth in silences(caller)] == [1, 2, 3, 4, 4]
        waits = [at for at, _ in silences(caller)]
        assert waits == pytest.approx([7.0, 17.0, 30.0, 61.0, 92.0], abs=0.2)


@simulated
async def test_our_own_voice_is_no_silence_and_the_next_wait_begins_after_it() -> None:
    async with calling(SlowEars()) as caller:
        await caller.is_silent(7.1)
        caller.hearing.we_sound(True)
        await caller.is_silent(20)
        caller.hearing.we_sound(False)
        await caller.is_silent(11)
        assert silences(caller) == [(7.0, 1), (37.1, 2)]


@simulated
async def test_a_turn_begins_the_waiting_anew() -> None:
    async with calling(SlowEars()) as caller:
        await caller.is_silent(8)
        await caller.says(1)
        await caller.is_silent(9)
        assert [nth for _, nth in silences(caller)] == [1, 1]


@simulated
async def test_a_key_begins_the_waiting_anew() -> None:
    async with calling(SlowEars()) as caller:
        await caller.is_silent(6.9)
        await caller.hearing.keyed()
        await caller.is_silent(6.9)
        assert silences(caller) == []
        await caller.is_silent(0.2)
        assert [nth for _, nth in silences(caller)] == [1]


@simulated
async def test_waiting_for_words_is_no_silence() -> None:
    async with calling(SlowEars(seconds=9.0)) as caller:
        await caller.says(1)
        await caller.is_silent(9)
        assert silences(caller) == []


@simulated
async def test_a_line_that_sends_nothing_any_more_is_told_of_too() -> None:
    async with calling(SlowEars()) as caller:
        watching = asyncio.create_task(caller.hearing.watch())
        await passes(70)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        assert [nth for _, nth in silences(caller)] == [1, 2, 3, 4]


@simulated
async def test_noise_without_words_does_not_hold_the_line_for_ever() -> None:
    async with calling(SlowEars(nothing_understood=True)) as caller:
        for _ in range(24):
            await caller.says(1, seconds=2)
            await caller.is_silent(2)
        assert silences(caller)[-1][1] == 4


# -- the end -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [0.1, 0.5, 0.6, 1.0, 1.8, 2.5])
@simulated
async def test_closing_at_any_moment_leaves_no_task(seconds: float) -> None:
    async with calling(SlowEars(seconds=1.0)) as caller:
        await caller.says(1)
        await caller.is_silent(seconds)


# -- doubtful words ------------------------------------------------------------------------------


@simulated
async def test_doubtful_words_are_heard_again_while_we_wait_for_the_end_anyway() -> None:
    ears = SlowEars(seconds=0.3, completeness_probability=0.1, doubted="grofvuil")
    async with calling(ears) as caller:
        await caller.says(1)
        await caller.is_silent(3)
        assert caller.likely == ["1", "grofvuil"]
        assert caller.texts == ["grofvuil"]


@simulated
async def test_nobody_waits_longer_for_doubtful_words_to_be_heard_again() -> None:
    ears = SlowEars(seconds=1.0, completeness_probability=0.1, doubted="grofvuil")
    async with calling(ears) as caller:
        await caller.says(1)
        await caller.is_silent(3)
        assert caller.texts == ["1"]
        assert caller.times[0].recognised == caller.times[0].ended


@simulated
async def test_a_turn_without_words_that_may_have_some_is_heard_again_before_we_ask() -> None:
    ears = SlowEars(seconds=1.5, doubted="grofvuil", nothing_understood=True)
    async with calling(ears) as caller:
        await caller.says(1)
        await caller.is_silent(5)
        assert caller.texts == ["grofvuil"]


@simulated
async def test_a_second_look_that_fails_leaves_the_first() -> None:
    ears = SlowEars(
        seconds=0.3,
        completeness_probability=0.1,
        doubted="grofvuil",
        doubt_trouble=RuntimeError("the model is gone"),
    )
    async with calling(ears) as caller:
        await caller.says(1)
        await caller.is_silent(5)
        assert caller.texts == ["1"]


@simulated
async def test_a_second_look_that_fails_on_a_turn_without_words_leaves_no_caller_waiting() -> None:
    ears = SlowEars(
        seconds=1.5,
        doubted="grofvuil",
        doubt_trouble=RuntimeError("the model is gone"),
        nothing_understood=True,
    )
    async with calling(ears) as caller:
        await caller.says(1)
        await caller.is_silent(SILENCES_SECONDS[0] + 5)
        assert any(isinstance(event, Silence) for event in caller.events)
