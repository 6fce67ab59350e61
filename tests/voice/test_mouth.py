"""The mouth of one call, with voices whose words last 0.3 s and a telephone that plays them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.frames import Played
from dialog.acts import Say
from dialog.events import Event, Failed, Measured, Said
from tests.voice.simulated_time import SimulatedLoop, clock, passes, settled, simulated, stall
from tests.voice.small_house import LEVEL, VOICE_HZ, CallerLine, NumberVoices
from voice.ears import TurnTimes
from voice.manner import GAP_SECONDS, Manner
from voice.mouth import MAKING_SECONDS, MARK_SECONDS, Mouth, Told
from voice.playback import LEAD_SECONDS


@dataclass
class Desk:
    """A mouth that runs, the telephone it speaks to, and what it told."""

    mouth: Mouth
    line: CallerLine
    running: "asyncio.Task[None]"
    told: list[tuple[float, Event]] = field(default_factory=list)
    sounding: list[bool] = field(default_factory=list)

    @property
    def said(self) -> list[Said]:
        return [event for _, event in self.told if isinstance(event, Said)]

    @property
    def said_at(self) -> list[float]:
        return [at for at, event in self.told if isinstance(event, Said)]

    def say(self, text: str, *, protected: bool = False) -> None:
        self.mouth.say(Say(text=text, protected=protected))


@asynccontextmanager
async def speaking(
    voices: NumberVoices | None = None, marks_after: float = 0.0
) -> AsyncIterator[Desk]:
    line = CallerLine(marks_after=marks_after)
    now = asyncio.get_running_loop().time

    async def event(event: Event) -> None:
        desk.told.append((now(), event))

    async def sounding(sounding: bool, last: bool) -> None:
        if desk.sounding[-1:] != [sounding]:
            desk.sounding.append(sounding)

    async def listen() -> None:
        async for item in line.receive():
            if isinstance(item, Played):
                mouth.played(item.mark)

    mouth = Mouth(voices or NumberVoices(), line, Told(event, sounding), clock(), VOICE_HZ)
    tasks = [asyncio.create_task(mouth.run()), asyncio.create_task(listen())]
    desk = Desk(mouth, line, tasks[0])
    try:
        yield desk
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


# -- in order, and told ------------------------------------------------------------------------


@simulated
async def test_what_is_said_is_heard_in_order_and_told_when_it_was_heard() -> None:
    async with speaking() as desk:
        desk.say("1 2. 3")
        desk.say("4")
        await passes(4)
        assert desk.line.words_heard == [1, 2, 3, 4]
        assert [said.heard_text for said in desk.said] == ["1 2 3", "4"]
        assert all(said.complete for said in desk.said)
        first, last = desk.said
        assert first.played_seconds == first.total_seconds == pytest.approx(0.9 + GAP_SECONDS, 0.02)
        assert last.played_seconds == pytest.approx(0.3)
        assert desk.sounding == [True, False]


@simulated
async def test_between_sentences_and_between_says_there_is_a_breath() -> None:
    async with speaking() as desk:
        desk.say("1. 2")
        desk.say("3")
        await passes(4)
        assert desk.said_at[0] == pytest.approx(0.6 + GAP_SECONDS, abs=0.06)
        assert desk.said_at[1] == pytest.approx(0.9 + 2 * GAP_SECONDS, abs=0.08)


@simulated
async def test_an_answer_after_a_silence_does_not_wait_for_a_breath() -> None:
    async with speaking() as desk:
        desk.say("1")
        await passes(3)
        desk.say("2")
        await passes(GAP_SECONDS / 2)
        assert desk.line.words_heard == [1, 2]


@simulated
async def test_a_say_of_no_words_is_told_and_the_next_is_said() -> None:
    async with speaking() as desk:
        desk.say("")
        desk.say("1")
        await passes(1)
        assert [said.complete for said in desk.said] == [True, True]
        assert desk.line.words_heard == [1]


@simulated
async def test_a_new_manner_holds_from_the_next_say_on() -> None:
    voices = NumberVoices()
    async with speaking(voices) as desk:
        desk.say("1")
        desk.mouth.manner(rate=0.8)
        desk.mouth.manner(gain_db=6.0)
        desk.mouth.manner(clear=True)
        desk.say("2")
        desk.mouth.manner(clear=False)
        desk.say("3")
        await passes(3)
        assert voices.asked == [
            ("1", Manner()),
            ("2", Manner(0.8, 6.0, clear=True)),
            ("3", Manner(0.8, 6.0)),
        ]


@simulated
async def test_who_asked_for_slower_gets_longer_silences_too() -> None:
    async with speaking() as desk:
        desk.mouth.manner(rate=0.85)
        desk.say("1. 2")
        await passes(4)
        slower = Manner(rate=0.85).gap_seconds
        assert desk.said_at[0] == pytest.approx(0.6 + slower, abs=0.06)
        assert slower > 1.5 * GAP_SECONDS


# -- pace --------------------------------------------------------------------------------------


@simulated
async def test_sound_is_never_further_ahead_than_the_lead() -> None:
    async with speaking() as desk:
        desk.say(" ".join(["1"] * 20))
        await passes(7)
        assert LEAD_SECONDS - 0.05 < desk.line.most_ahead <= LEAD_SECONDS + 1e-6


@simulated
async def test_a_minute_of_speech_takes_a_minute() -> None:
    async with speaking() as desk:
        desk.say(" ".join(["1"] * 200))
        await passes(70)
        assert desk.said_at == [pytest.approx(60.0, abs=0.05)]
        assert desk.line.most_ahead <= LEAD_SECONDS + 1e-6


@simulated
async def test_a_busy_loop_leaves_no_hole_in_the_sound() -> None:
    async with speaking() as desk:
        desk.say(" ".join(["1"] * 20))
        for _ in range(9):
            await passes(0.55)
            stall(0.1)
        await passes(3)
        assert desk.line.holes == 0
        assert desk.line.most_ahead <= LEAD_SECONDS + 1e-6


@simulated
async def test_after_a_long_stall_the_lead_is_not_made_up_twice() -> None:
    async with speaking() as desk:
        desk.say(" ".join(["1"] * 20))
        await passes(1)
        stall(2.0)
        await passes(9)
        assert desk.line.holes == 1
        assert desk.line.most_ahead <= LEAD_SECONDS + 1e-6
        assert desk.said_at == [pytest.approx(1.0 + 2.0 + 6.0 - 1.0 - LEAD_SECONDS, abs=0.05)]


# -- cut off -----------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [0.1, 0.35, 0.75, 1.4, 2.0, 2.3])
@simulated
async def test_what_is_cut_off_was_heard_as_far_as_it_was_played(after: float) -> None:
    async with speaking() as desk:
        desk.say("1 2 3. 4 5 6 7")
        await passes(after)
        await desk.mouth.hush()
        received = len(desk.line.arrivals)
        await passes(3)
        (said,) = desk.said
        assert not said.complete
        assert said.played_seconds == pytest.approx(after, abs=0.04)
        assert said.played_seconds <= received * 0.02 + 1e-6
        heard = [int(word) for word in said.heard_text.split()]
        # of a word that was cut in the middle, a part was heard
        assert desk.line.words_heard[: len(heard)] == heard
        assert len(desk.line.words_heard) - len(heard) <= 1
        assert len(desk.line.arrivals) == received
        assert desk.line.told == [("clear", "")]
        assert desk.sounding == [True, False]


@simulated
async def test_cut_off_in_a_long_sentence_is_not_taken_for_nearly_all_of_it() -> None:
    async with speaking() as desk:
        desk.say(" ".join(["1"] * 40))
        await passes(2)
        await desk.mouth.hush()
        assert desk.said[0].played_seconds == pytest.approx(2.0, abs=0.05)
        assert desk.said[0].total_seconds == pytest.approx(12.0)
        assert len(desk.said[0].heard_text.split()) == 6


@simulated
async def test_cut_off_before_its_first_sound_nothing_was_heard() -> None:
    async with speaking(NumberVoices(seconds=1.0)) as desk:
        desk.say("1")
        await passes(0.5)
        await desk.mouth.hush()
        await passes(2)
        (said,) = desk.said
        assert (said.heard_text, said.played_seconds, said.complete) == ("", 0.0, False)
        assert desk.line.arrivals == []


@simulated
async def test_what_waited_is_dropped_and_told_too() -> None:
    async with speaking() as desk:
        desk.say("1 1 1")
        desk.say("2")
        desk.say("3")
        await passes(0.5)
        await desk.mouth.hush()
        assert [said.text for said in desk.said] == ["1 1 1", "2", "3"]
        assert [said.complete for said in desk.said] == [False, False, False]
        await passes(2)
        assert desk.line.words_heard == [1]


@simulated
async def test_protected_speech_goes_on_and_what_is_protected_behind_it_stays() -> None:
    async with speaking() as desk:
        desk.say("1 1 1", protected=True)
        desk.say("2")
        desk.say("3", protected=True)
        await passes(0.5)
        await desk.mouth.hush()
        await passes(3)
        assert desk.line.words_heard == [1, 3]
        assert desk.line.told == []
        assert {said.text: said.complete for said in desk.said} == {
            "1 1 1": True,
            "2": False,
            "3": True,
        }


@simulated
async def test_cut_off_speech_makes_way_for_what_is_protected_behind_it() -> None:
    async with speaking() as desk:
        desk.say("1 1 1 1 1 1")
        desk.say("2", protected=True)
        await passes(0.5)
        await desk.mouth.hush()
        await passes(2)
        assert desk.line.words_heard == [1, 2]
        assert desk.sounding == [True, False, True, False]


@simulated
async def test_hushing_everything_stops_what_is_protected() -> None:
    async with speaking() as desk:
        desk.say("1 1 1", protected=True)
        desk.say("2", protected=True)
        await passes(0.5)
        await desk.mouth.hush(everything=True)
        desk.say("3")
        await passes(2)
        assert desk.line.words_heard == [1, 3]


@simulated
async def test_after_a_hush_the_next_words_come_at_once() -> None:
    async with speaking() as desk:
        desk.say("1 1 1 1")
        await passes(0.5)
        await desk.mouth.hush()
        desk.say("2")
        await passes(0.1)
        assert desk.line.words_heard == [1, 2]


@simulated
async def test_a_hush_when_nothing_is_said_does_nothing() -> None:
    async with speaking() as desk:
        await desk.mouth.hush(everything=True)
        assert (desk.told, desk.line.told) == ([], [])


# -- what was heard, as the far end tells ------------------------------------------------------


@simulated
async def test_where_the_line_gives_marks_it_is_told_when_they_come() -> None:
    async with speaking(marks_after=0.4) as desk:
        for text in ("1", "2"):
            desk.say(text)
            await passes(3)
        assert desk.said_at[1] == pytest.approx(3 + 0.3 + 0.4, abs=0.06)


@simulated
async def test_a_line_that_never_gives_marks_is_not_waited_for() -> None:
    async with speaking(marks_after=-1) as desk:
        desk.say("1")
        desk.say("2")
        await passes(3)
        assert desk.said_at[0] == pytest.approx(0.3, abs=0.05)
        assert desk.said_at[1] == pytest.approx(0.6 + GAP_SECONDS, abs=0.05)


@simulated
async def test_marks_that_stay_out_are_waited_for_once() -> None:
    async with speaking(marks_after=-1) as desk:
        desk.mouth.played("an old one")
        for text in ("1", "2"):
            desk.say(text)
            await passes(3)
        assert desk.said_at[0] == pytest.approx(0.3 + MARK_SECONDS, abs=0.05)
        assert desk.said_at[1] == pytest.approx(3.3, abs=0.05)


@simulated
async def test_the_mark_of_an_earlier_sentence_does_not_end_the_later_one() -> None:
    async with speaking(marks_after=-1) as desk:
        desk.say("1. 2")
        await passes(0.6 + GAP_SECONDS + 0.2)
        desk.mouth.played("s1")  # from now on marks are known to come
        desk.say("3. 4")
        await passes(0.6 + GAP_SECONDS + 0.2)
        desk.mouth.played("s3")
        await passes(0.1)
        assert len(desk.said) == 1
        desk.mouth.played("s4")
        desk.mouth.played("s3")
        await settled()
        assert [said.complete for said in desk.said] == [True, True]


@simulated
async def test_a_mark_that_comes_too_early_does_not_end_what_still_sounds() -> None:
    async with speaking(marks_after=-1) as desk:
        desk.say("1. 2")
        await passes(0.6)
        desk.mouth.played("s2")
        await passes(0.1)
        assert desk.said == []
        await passes(0.3)
        assert [said.complete for said in desk.said] == [True]


# -- faults ------------------------------------------------------------------------------------


@simulated
async def test_a_sentence_that_cannot_be_said_is_told_and_the_rest_is_said() -> None:
    async with speaking(NumberVoices(broken=lambda text: text == "1")) as desk:
        desk.say("1")
        desk.say("2")
        await passes(2)
        parts = [event.part for _, event in desk.told if isinstance(event, Failed)]
        assert parts == ["speaking"]
        assert [said.complete for said in desk.said] == [False, True]
        assert desk.line.words_heard == [2]


@simulated
async def test_when_nothing_can_be_said_any_more_it_hangs_up() -> None:
    async with speaking(NumberVoices(broken=lambda text: True)) as desk:
        desk.say("1")
        desk.say("2")
        await passes(1)
        assert desk.line.told == [("hang up", "")]
        assert desk.running.done()


@simulated
async def test_a_voice_that_never_comes_back_has_failed() -> None:
    async with speaking(NumberVoices(seconds=1000)) as desk:
        desk.say("1")
        await passes(MAKING_SECONDS + 1)
        assert [event.part for _, event in desk.told if isinstance(event, Failed)] == ["speaking"]


# -- the end -----------------------------------------------------------------------------------


@simulated
async def test_it_hangs_up_after_all_that_was_to_be_said() -> None:
    async with speaking() as desk:
        desk.say("1")
        desk.mouth.hang_up_when_done()
        desk.say("2")
        await passes(3)
        assert desk.line.words_heard == [1, 2]
        assert desk.line.told == [("hang up", "")]


@simulated
async def test_it_connects_after_all_that_was_to_be_said_and_says_nothing_more() -> None:
    async with speaking() as desk:
        desk.say("1")
        desk.mouth.connect_when_done()
        desk.say("2")
        await passes(3)
        desk.say("3")
        await passes(3)
        assert desk.line.words_heard == [1, 2]
        assert desk.line.told == [("connect", "")]


@simulated
async def test_a_hush_takes_a_connection_back() -> None:
    async with speaking() as desk:
        desk.say("1 1 1")
        desk.mouth.connect_when_done()
        await passes(0.5)
        await desk.mouth.hush(everything=True)
        desk.say("2")
        await passes(3)
        assert ("connect", "") not in desk.line.told


@simulated
async def test_without_any_voice_who_is_to_be_connected_still_is() -> None:
    async with speaking(NumberVoices(broken=lambda text: True)) as desk:
        desk.say("1")
        desk.say("2")
        desk.mouth.connect_when_done()
        await passes(3)
        assert desk.line.told == [("connect", "")]


@pytest.mark.parametrize("after", [0.0, 0.01, 0.5, 1.5, 1.65, 3.0])
@simulated
async def test_cancelled_at_any_moment_it_ends_and_leaves_no_task(after: float) -> None:
    async with speaking(NumberVoices(seconds=0.01), marks_after=0.2) as desk:
        desk.say("1 1. 2 2 2")
        await passes(after)
        desk.running.cancel()
        await settled()
        assert desk.running.cancelled()


# -- times -------------------------------------------------------------------------------------


@simulated
async def test_the_hops_of_a_turn_are_measured_once_at_its_first_words() -> None:
    async with speaking(NumberVoices(seconds=0.2)) as desk:
        await passes(3.0)
        desk.mouth.say(Say(text="1. 2"), TurnTimes(last_sound=1.0, ended=1.7, recognised=2.4))
        await passes(2)
        (measured,) = [event for _, event in desk.told if isinstance(event, Measured)]
        assert (measured.endpoint, measured.recognise) == (700, 700)
        assert (measured.think, measured.speak, measured.first_audio) == (600, 200, 2200)


# -- nothing lost, nothing twice -----------------------------------------------------------------


class Step(Enum):
    SAY = "say"
    PROTECTED = "say protected"
    HUSH = "hush"
    HOLD = "hold"
    GO_ON = "go on"


Steps = st.lists(st.tuples(st.integers(0, 1500), st.sampled_from(Step)), max_size=14)
"""What happens, and so many ms after what happened before."""


async def carry_out(steps: list[tuple[int, Step]]) -> tuple[list[Say], Desk]:
    """Each Say is two sentences, of two words and of one, and no word comes twice."""
    says: list[Say] = []
    async with speaking() as desk:
        for after_ms, step in steps:
            await passes(after_ms / 1000)
            if step in (Step.SAY, Step.PROTECTED) and len(says) < 9:
                word = 3 * len(says) + 1
                text = f"{word} {word + 1}. {word + 2}"
                says.append(Say(text=text, protected=step is Step.PROTECTED))
                desk.mouth.say(says[-1])
            elif step is Step.HUSH:
                await desk.mouth.hush()
            elif step is Step.HOLD:
                await desk.mouth.hold()
            elif step is Step.GO_ON:
                desk.mouth.go_on()
        await passes(60)  # a hold that nobody decided ends by itself
    return says, desk


def seconds_at_the_ear(line: CallerLine, words: list[str]) -> float:
    sound = np.concatenate([*line.heard, np.zeros(0, np.int16)])
    return float(np.isin(sound, [int(word) * LEVEL for word in words]).sum()) / VOICE_HZ


@settings(max_examples=80, deadline=None)
@given(Steps)
def test_of_each_say_is_told_once_what_was_heard_of_it_and_no_word_sounds_twice(
    steps: list[tuple[int, Step]],
) -> None:
    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        says, desk = runner.run(carry_out(steps))
    # A word that was held in the middle goes on after the silence: it is one word.
    sounded = [word for word, _ in groupby(desk.line.words_heard)]
    assert sounded == sorted(set(sounded))
    assert sorted(said.text for said in desk.said) == sorted(say.text for say in says)
    for said in desk.said:
        words = said.text.replace(".", "").split()
        heard = said.heard_text.replace(".", "").split()
        at_the_ear = [str(word) for word in sounded if str(word) in words]
        assert heard == words[: len(heard)]
        assert at_the_ear[: len(heard)] == heard
        # Of a word that was cut off a part sounded; it is not told as heard.
        assert len(at_the_ear) - len(heard) <= 1
        assert said.complete == (heard == words)
        assert said.played_seconds <= said.total_seconds
        told_seconds = said.played_seconds - min(max(said.played_seconds - 0.6, 0), GAP_SECONDS)
        assert told_seconds == pytest.approx(seconds_at_the_ear(desk.line, words), abs=0.045)
