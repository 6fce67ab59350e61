"""Whole calls through the pipecat pipeline, in simulated time, without models."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
import pytest
from loguru import logger

from audio.frames import AudioFrame, Hold, LineEvent, Samples
from dialog.acts import (
    Act,
    CancelTransfer,
    Conclude,
    Connect,
    Expectation,
    HangUp,
    Hush,
    Listen,
    LookUp,
    OutcomeType,
    Say,
    Transfer,
)
from dialog.events import (
    Event,
    Failed,
    Findings,
    Heard,
    HungUp,
    Keyed,
    OnHold,
    Rung,
    Said,
    Silence,
    TransferMoved,
    TransferStage,
)
from tests.voice.simulated_time import passes, simulated, stall
from tests.voice.small_house import (
    CallerLine,
    ListRecord,
    LoudIsSpeech,
    NoTransfers,
    NumberVoices,
    OneAgent,
    Scripted,
    SlowEars,
    house,
    words_in,
)
from voice.mind import RECORD_SECONDS, SEARCH_SECONDS
from voice.pipeline import converse
from voice.processors import DEAF_SECONDS, House
from voice.recogniser import RecogniserBusy

GREETING = "1 1"
FAREWELL = "9"


def greeting(event: Event) -> Sequence[Act]:
    return [Say(text=GREETING), Listen()]


def echo(event: Heard) -> Sequence[Act]:
    return [Say(text=event.text or "7"), Listen()]


def farewell(event: Event) -> Sequence[Act]:
    return [Say(text=FAREWELL), HangUp()]


def conclude(event: Event) -> Sequence[Act]:
    return [Conclude(outcome=OutcomeType.ANSWERED)]


def polite(**answers: object) -> Scripted:
    """A conversation that greets, says goodbye when something fails, and concludes."""
    usual = {"rung": greeting, "heard": echo, "failed": farewell, "hungup": conclude}
    return Scripted(**{**usual, **answers})  # type: ignore[arg-type]  # each takes its own event


@dataclass
class Call:
    line: CallerLine
    record: ListRecord
    task: "asyncio.Task[None]"

    def heard(self) -> list[str]:
        return [item.text for item in self.record.items if isinstance(item, Heard)]

    def said(self) -> dict[str, Said]:
        return {item.text: item for item in self.record.items if isinstance(item, Said)}

    async def over(self) -> None:
        """The caller hangs up; the call is over at once."""
        self.line.go()
        await passes(0.05)
        assert self.task.done()
        self.task.result()


@asynccontextmanager
async def calling(
    conversation: Scripted | None = None,
    the_house: House | None = None,
    line: CallerLine | None = None,
    record: ListRecord | None = None,
) -> AsyncIterator[Call]:
    record = record or ListRecord()
    line = line or CallerLine()
    the_house = the_house or house(record)
    rung = Rung(at=the_house.clock.now())
    work = converse(line, conversation or polite(), the_house, rung)
    call = Call(line, record, asyncio.create_task(work))
    try:
        yield call
    finally:
        line.go()
        await passes(3)
        assert call.task.done()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What was logged as a warning or worse, by us or by pipecat."""
    lines: list[str] = []
    sink = logger.add(lines.append, level="WARNING", format="{message}")
    yield lines
    logger.remove(sink)


# -- a call ------------------------------------------------------------------------------------


@simulated
async def test_a_call_is_greeted_heard_answered_and_ended() -> None:
    async with calling() as call:
        await passes(1)
        call.line.say(2, 3)
        await passes(4)
        assert call.line.words_heard == [1, 2, 3]
        await call.over()
        assert call.record.names[:4] == ["Rung", "Say", "Listen", "Said"]
        heard = call.record.items[4]
        assert isinstance(heard, Heard)
        assert heard.text == "2 3"
        assert call.record.names[-2:] == ["HungUp", "Conclude"]
        assert [item.by for item in call.record.items if isinstance(item, HungUp)] == ["caller"]


@simulated
async def test_nothing_is_waited_for_before_the_greeting() -> None:
    async with calling() as call:
        await passes(1)
        assert call.line.arrivals[0] < 0.001


@simulated
async def test_a_call_ends_without_a_warning(complaints: list[str]) -> None:
    async with calling() as call:
        call.line.say(0, 2, 0, 3)
        await passes(1)
        await call.over()
    assert complaints == []


@simulated
async def test_the_far_end_sees_what_was_heard_and_said_once_it_is_recorded() -> None:
    async with calling(record=ListRecord(fails_at=4)) as call:
        await passes(1)
        call.line.say(2)
        await passes(3)
        shown = [told for told in call.line.told if told[0] in ("caller", "desk")]
        assert shown == [("desk", GREETING)]


@simulated
async def test_two_calls_share_ears_and_voices_and_get_each_their_own() -> None:
    ears, voices = SlowEars(seconds=0.6), NumberVoices(seconds=0.1)
    first, second = ListRecord(), ListRecord()
    async with (
        calling(the_house=house(first, ears, voices), record=first) as one,
        calling(
            the_house=house(second, ears, voices), record=second, line=CallerLine(name="line 2")
        ) as two,
    ):
        await passes(1.5)
        one.line.say(2, 3)
        two.line.say(4, 0, 5, seconds=0.2)
        await passes(6)
        assert (one.heard(), two.heard()) == (["2 3"], ["4 5"])
        assert one.line.words_heard == [1, 2, 3]
        assert two.line.words_heard == [1, 4, 5]


# -- rates -------------------------------------------------------------------------------------


class ToneLine(CallerLine):
    """Says half a second of 440 Hz after a second."""

    def say_tone(self) -> None:
        time = np.arange(self.rate_hz // 2) / self.rate_hz
        tone = np.asarray(8000 * np.sin(2 * np.pi * 440 * time), np.int16)
        self.say_samples(tone)


@pytest.mark.parametrize("rate_hz", [8000, 16000, 48000])
@simulated
async def test_every_line_reaches_the_ears_at_16_khz_at_its_own_pitch(rate_hz: int) -> None:
    ears, record = SlowEars(), ListRecord()
    line = ToneLine(rate_hz)
    async with calling(the_house=house(record, ears), line=line, record=record):
        await passes(2)
        line.say_tone()
        await passes(3)
    sound = ears.sounds[-1]
    assert sound.rate_hz == 16000
    loud = np.flatnonzero(np.abs(sound.samples) > 1000)
    assert (loud[-1] - loud[0]) / 16000 == pytest.approx(0.5, abs=0.02)
    spectrum = np.abs(np.fft.rfft(sound.samples))
    assert np.argmax(spectrum) * 16000 / len(sound.samples) == pytest.approx(440, abs=5)


@pytest.mark.parametrize("rate_hz", [8000, 16000])
@simulated
async def test_our_voice_is_as_long_and_as_high_on_every_line(rate_hz: int) -> None:
    async with calling(line=CallerLine(rate_hz)) as call:
        await passes(2)
        played = np.concatenate(call.line.heard)
        assert np.count_nonzero(np.abs(played - 1000) < 50) / rate_hz == pytest.approx(
            0.6, abs=0.02
        )


@simulated
async def test_a_line_that_changes_its_rate_is_still_heard_at_its_own_pitch() -> None:
    ears, record = SlowEars(), ListRecord()
    line = ToneLine(8000)
    async with calling(the_house=house(record, ears), line=line, record=record):
        await passes(2)
        line.rate_hz = 16000
        line.say_tone()
        await passes(3)
    spectrum = np.abs(np.fft.rfft(ears.sounds[-1].samples))
    assert np.argmax(spectrum) * 16000 / len(ears.sounds[-1].samples) == pytest.approx(440, abs=5)


# -- half sentences and late texts -------------------------------------------------------------


@pytest.mark.parametrize("pause", [0.5, 0.8, 1.2])
@pytest.mark.parametrize("recogniser", [0.1, 1.0, 3.0])
@simulated
async def test_a_pause_inside_a_sentence_is_answered_once(pause: float, recogniser: float) -> None:
    record = ListRecord()
    async with calling(the_house=house(record, SlowEars(recogniser)), record=record) as call:
        await passes(2)
        call.line.say(2)
        call.line.say(0, seconds=pause)
        call.line.say(3)
        await passes(10)
        assert call.heard() == ["2 3"]
        assert call.line.words_heard == [1, 2, 3]


@simulated
async def test_a_late_text_clears_nothing_and_cuts_nothing_off() -> None:
    record = ListRecord()
    conversation = polite(heard=lambda event: [Say(text=event.text)])
    the_house = house(record, SlowEars(2.0))
    async with calling(conversation, the_house, record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(3)
        call.line.say(3)
        await passes(6)
        assert call.heard() == ["2", "3"]
        assert ("clear", "") not in call.line.told
        assert all(said.complete for said in call.said().values())


@simulated
async def test_a_turn_without_words_is_answered() -> None:
    record = ListRecord()
    the_house = house(record, SlowEars(nothing_understood=True))
    async with calling(the_house=the_house, record=record) as call:
        await passes(1)
        call.line.say(2, 2)
        await passes(4)
        assert call.heard() == [""]
        assert call.line.words_heard == [1, 7]


@pytest.mark.parametrize("error", [RecogniserBusy("full"), RuntimeError("broken")])
@simulated
async def test_a_turn_that_cannot_be_recognised_is_answered(error: Exception) -> None:
    record = ListRecord()
    ears = SlowEars(trouble=deque([error, error]))
    apology = polite(failed=lambda event: [Say(text="8"), Listen()])
    async with calling(apology, house(record, ears), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(4)
        call.line.say(3, 3)
        await passes(4)
        assert call.line.words_heard == [1, 8, 3]


# -- talking over us ---------------------------------------------------------------------------


def without_silence(line: CallerLine) -> Samples:
    whole = np.concatenate(line.heard)
    return whole[np.flatnonzero(whole)]


@pytest.mark.parametrize("seconds", [1.0, 1.77, 2.5])
@simulated
async def test_after_a_murmur_we_go_on_at_the_sample_that_was_heard_last(seconds: float) -> None:
    ears = SlowEars(seconds=0.2, meaning={"9": "hm-hm"})
    record, text = ListRecord(), "1 2 3 4 5 6 7 1 2 3 4 5 6 7"
    conversation = polite(rung=lambda event: [Say(text=text), Listen()])
    async with calling(conversation, house(record, ears=ears), record=record) as call:
        await passes(seconds)
        call.line.say(9)
        await passes(0.3)
        assert ("clear", "") in call.line.told
        await passes(8)
        words = [int(word) for word in text.split()]
        assert words_in(without_silence(call.line)) == words
        assert len(without_silence(call.line)) == len(text.split()) * 0.3 * 8000
        assert call.said()[text].complete
        assert call.heard() == []


@simulated
async def test_a_protected_sentence_goes_on_and_what_was_said_over_it_is_answered_after_it() -> (
    None
):
    conversation = polite(rung=lambda event: [Say(text="1 1 1 1 1 1", protected=True), Listen()])
    async with calling(conversation) as call:
        await passes(0.5)
        call.line.say(3)
        await passes(5)
        assert ("clear", "") not in call.line.told
        assert call.line.words_heard == [1, 3]


@simulated
async def test_what_a_pause_lets_expect_is_prepared_and_dropped_when_the_caller_goes_on() -> None:
    voices = NumberVoices()
    record = ListRecord()
    conversation = polite()
    conversation.rehearsed = {"heard": lambda event: [Say(text=event.text, fixed=False), Listen()]}
    async with calling(conversation, house(record, voices=voices), record=record) as call:
        await passes(3)
        call.line.say(2, 0, 0, 3)
        await passes(6)
        assert [begun.text for begun in voices.begun] == ["2", "2 3"]
        assert voices.begun[0].dropped
        assert call.heard() == ["2 3"]
    assert voices.begun[1].dropped


@simulated
async def test_words_between_two_keys_of_a_number_are_not_told() -> None:
    conversation = polite(rung=lambda event: [Listen(expect=Expectation.NUMBER)])
    async with calling(conversation) as call:
        await passes(1)
        call.line.press("0")
        await passes(0.3)
        call.line.say(4)
        await passes(0.4)
        call.line.press("6")
        await passes(6)
        assert call.heard() == []
        assert [item.keys for item in call.record.items if isinstance(item, Keyed)] == ["06"]


@simulated
async def test_a_caller_who_talks_over_us_silences_us_and_is_answered() -> None:
    conversation = polite(rung=lambda event: [Say(text="1 " * 20), Say(text="2"), Listen()])
    async with calling(conversation) as call:
        await passes(2)
        call.line.say(3, 4)
        await passes(0.4)
        assert ("clear", "") in call.line.told
        heard_so_far = len(np.flatnonzero(np.concatenate(call.line.heard))) / 8000
        await passes(4)
        said = call.said()["1 " * 20]
        assert not said.complete
        assert said.played_seconds == pytest.approx(heard_so_far, abs=0.05)
        assert len(said.heard_text.split()) == int(said.played_seconds / 0.3)
        assert call.line.words_heard == [1, 3, 4]
        (heard,) = [item for item in call.record.items if isinstance(item, Heard)]
        assert heard.over_us


@simulated
async def test_a_cough_does_not_silence_us() -> None:
    conversation = polite(rung=lambda event: [Say(text="1 " * 10)])
    async with calling(conversation) as call:
        await passes(1)
        call.line.say(3, seconds=0.1)
        await passes(4)
        assert all(said.complete for said in call.said().values())


@simulated
async def test_protected_speech_goes_on_and_the_caller_is_heard_and_answered_after_it() -> None:
    says = [
        Say(text="1 1 1 1 1 1 1", protected=True),
        Say(text="2"),
        Say(text="3", protected=True),
    ]
    async with calling(polite(rung=lambda event: says)) as call:
        await passes(0.5)
        call.line.say(4, 5)
        await passes(6)
        assert ("clear", "") not in call.line.told
        assert call.heard() == ["4 5"]
        assert call.line.words_heard == [1, 3, 4, 5]


@simulated
async def test_hush_stops_what_is_protected() -> None:
    conversation = polite(
        rung=lambda event: [Say(text="1 " * 20, protected=True)],
        keyed=lambda event: [Hush(), Say(text="2")],
    )
    async with calling(conversation) as call:
        await passes(1)
        call.line.press("0")
        await passes(0.2)
        assert call.line.words_heard == [1, 2]


@pytest.mark.parametrize("slow", ["search", "record"])
@simulated
async def test_an_interruption_does_not_wait_for_what_is_slow(slow: str) -> None:
    async def search(query: str, language: str) -> Findings:
        await passes(4)
        return Findings()

    record = ListRecord()
    conversation = polite(
        keyed=lambda event: [Say(text="2 " * 20), LookUp(query="paspoort")],
        found=lambda event: [Say(text="6")],
    )
    async with calling(conversation, house(record, search=search), record=record) as call:
        await passes(2)
        call.line.press("9")
        await passes(0.2)
        record.seconds = 4.0 if slow == "record" else 0.0
        await passes(0.8)
        call.line.say(3)
        await passes(0.3)
        assert ("clear", "") in call.line.told
        record.seconds = 0.0
        await passes(4)


# -- keys --------------------------------------------------------------------------------------


@simulated
async def test_a_number_is_keyed_while_the_question_is_still_being_asked() -> None:
    conversation = polite(
        rung=lambda event: [Listen(expect=Expectation.NUMBER), Say(text="1 " * 20)],
        keyed=lambda event: [Say(text="2")],
    )
    async with calling(conversation) as call:
        await passes(1)
        call.line.press("0", "6", "1", "2")
        await passes(0.1)
        assert ("clear", "") in call.line.told
        await passes(4)
        assert [item.keys for item in call.record.items if isinstance(item, Keyed)] == ["0612"]
        assert call.line.words_heard == [1, 2]


@simulated
async def test_words_from_before_a_key_are_not_answered_over_the_answer_to_the_key() -> None:
    record = ListRecord()
    conversation = polite(keyed=lambda event: [Hush(), Say(text="4 4 4 4")])
    async with calling(conversation, house(record, SlowEars(3.0)), record=record) as call:
        await passes(2)
        call.line.say(2, 3)
        await passes(2.5)
        call.line.press("9")
        await passes(5)
        assert call.heard() == []
        assert call.line.words_heard == [1, 4]


@simulated
async def test_a_key_without_an_answer_leaves_the_words_theirs() -> None:
    record = ListRecord()
    async with calling(the_house=house(record, SlowEars(3.0)), record=record) as call:
        await passes(2)
        call.line.say(2, 3)
        await passes(2.5)
        call.line.press("#")
        await passes(5)
        assert call.line.words_heard == [1, 2, 3]


@simulated
async def test_what_is_looked_up_when_a_key_is_answered_is_not_wanted_any_more() -> None:
    async def search(query: str, language: str) -> Findings:
        await passes(2)
        return Findings()

    record = ListRecord()
    conversation = polite(
        heard=lambda event: [LookUp(query=event.text)],
        keyed=lambda event: [Say(text="4")],
        found=lambda event: [Say(text="6")],
    )
    async with calling(conversation, house(record, search=search), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(2)
        call.line.press("9")
        await passes(5)
        assert call.line.words_heard == [1, 4]


@simulated
async def test_a_noise_between_two_keys_is_no_turn() -> None:
    record = ListRecord()
    conversation = polite(rung=lambda event: [Listen(expect=Expectation.NUMBER)])
    ears = SlowEars(nothing_understood=True)
    async with calling(conversation, house(record, ears), record=record) as call:
        call.line.press("0", "6")
        await passes(0.5)
        call.line.say(2, seconds=0.2)
        for _ in range(4):
            await passes(1)
            call.line.press("1")
        await passes(4)
        assert call.heard() == []
        assert [item.keys for item in call.record.items if isinstance(item, Keyed)] == ["061111"]


# -- silence -----------------------------------------------------------------------------------


@simulated
async def test_silence_is_told_after_longer_and_longer_waits_from_the_end_of_our_speech() -> None:
    conversation = polite(silence=lambda event: [Say(text="2")])
    async with calling(conversation) as call:
        start = call.record
        await passes(90)
        moments = [
            (item.at - datetime(2026, 11, 22, 9, tzinfo=UTC)).total_seconds()
            for item in start.items
            if isinstance(item, Silence)
        ]
        waits = np.diff([0.6, *moments]) - np.array([0, 0.3, 0.3, 0.3])
        assert waits == pytest.approx([7, 10, 13, 31], abs=0.1)


@simulated
async def test_who_presses_a_key_is_not_silent() -> None:
    async with calling() as call:
        for _ in range(4):
            await passes(6)
            call.line.press("#")
        assert "Silence" not in call.record.names
        await passes(8)
        assert "Silence" in call.record.names


# -- what fails --------------------------------------------------------------------------------


SMALL_CALL = [
    *("Rung", "Say", "Listen", "Said", "Heard", "LookUp", "Found", "Say", "Listen", "Measured"),
    *("Said", "Keyed", "Say", "HangUp", "Said", "HungUp", "Conclude"),
]


async def _small_call(record: ListRecord) -> CallerLine:
    """Greeting, a question, a look-up and its answer, goodbye."""
    conversation = polite(
        heard=lambda event: [LookUp(query=event.text)],
        found=lambda event: [Say(text="6"), Listen()],
        keyed=lambda event: [Say(text="8"), HangUp()],
    )
    line = CallerLine()
    async with calling(conversation, house(record), line, record):
        await passes(1)
        line.say(2)
        await passes(3)
        line.press("9")
        await passes(6)
    return line


@simulated
async def test_a_small_call_goes_as_it_should() -> None:
    record = ListRecord()
    line = await _small_call(record)
    assert line.words_heard == [1, 6, 8]
    assert record.names == SMALL_CALL
    assert [item.by for item in record.items if isinstance(item, HungUp)] == ["desk"]


@pytest.mark.parametrize("nth", range(1, len(SMALL_CALL) + 1))
@simulated
async def test_when_the_record_fails_only_the_farewell_and_the_hang_up_follow(nth: int) -> None:
    record = ListRecord(fails_at=nth)
    line = await _small_call(record)
    together = nth in (3, 9, 14)  # a second act of the same event: recorded both, or neither
    assert record.names == SMALL_CALL[: nth - 2 if together else nth - 1]
    # 1 and 6 are said once they are recorded; 8 is a farewell itself, and needs no other
    words = [9] if nth <= 3 else [1, 9] if nth <= 9 else [1, 6, 9] if nth <= 12 else [1, 6, 8]
    assert line.words_heard == words
    assert line.told[-1] == ("hang up", "")
    shown = [text for speaker, text in line.told if speaker == "desk"]
    assert shown == [item.text for item in record.items if isinstance(item, Say)]


@simulated
async def test_a_record_that_never_comes_back_has_failed() -> None:
    record = ListRecord()
    async with calling(record=record) as call:
        await passes(1)
        record.seconds = 1000
        call.line.press("1")
        await passes(RECORD_SECONDS + 2)
        assert call.line.words_heard == [1, 9]
        assert call.line.told[-1] == ("hang up", "")


@pytest.mark.parametrize("seconds", [0.0, 1000.0])
@simulated
async def test_a_search_that_fails_or_never_comes_back_is_told(seconds: float) -> None:
    async def search(query: str, language: str) -> Findings:
        await passes(seconds)
        raise OSError("expected an index, got none")

    record = ListRecord()
    conversation = polite(
        heard=lambda event: [LookUp(query=event.text)],
        failed=lambda event: [Say(text="5"), Listen()],
    )
    async with calling(conversation, house(record, search=search), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(3 + SEARCH_SECONDS)
        assert [item.part for item in record.items if isinstance(item, Failed)] == ["search"]
        assert call.line.words_heard == [1, 5]


@simulated
async def test_one_sentence_that_cannot_be_said_leads_to_the_farewell() -> None:
    record = ListRecord()
    voices = NumberVoices(broken=lambda text: text == "2")
    async with calling(the_house=house(record, voices=voices), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(4)
        assert [item.part for item in record.items if isinstance(item, Failed)] == ["speaking"]
        assert call.line.words_heard == [1, 9]
        assert call.line.told[-1] == ("hang up", "")
        assert record.names[-2:] == ["HungUp", "Conclude"]


@simulated
async def test_without_any_voice_it_hangs_up() -> None:
    record = ListRecord()
    voices = NumberVoices(broken=lambda text: True)
    async with calling(the_house=house(record, voices=voices), record=record) as call:
        await passes(2)
        assert call.line.words_heard == []
        assert call.line.told[-1] == ("hang up", "")
        assert record.names[-2:] == ["HungUp", "Conclude"]


class Deaf(LoudIsSpeech):
    def feed(self, frame: AudioFrame) -> bool:
        raise RuntimeError("expected a score, got none")


@simulated
async def test_when_hearing_breaks_the_caller_is_told_now_and_then_and_keys_still_work() -> None:
    record = ListRecord()
    conversation = polite(
        failed=lambda event: [Say(text="5")], keyed=lambda event: [Hush(), Say(text="4")]
    )
    deaf = replace(house(record), activity=Deaf)
    async with calling(conversation, deaf, record=record) as call:
        await passes(2 * DEAF_SECONDS + 2)
        failed = [item for item in record.items if isinstance(item, Failed)]
        assert [item.part for item in failed] == ["hearing"] * 3
        call.line.press("0")
        await passes(1)
        assert call.line.words_heard == [1, 5, 5, 5, 4]


@simulated
async def test_a_fault_in_the_conversation_offers_a_person_and_a_second_one_ends_the_call() -> None:
    def fault(event: Event) -> Sequence[Act]:
        raise KeyError("expected a rule, got none")

    record = ListRecord()
    conversation = polite(heard=fault, failed=lambda event: [Say(text="5"), Listen()])
    async with calling(conversation, house(record), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(3)
        assert call.line.words_heard == [1, 5]
    record = ListRecord()
    async with calling(polite(heard=fault, failed=fault), house(record), record=record) as call:
        await passes(1)
        call.line.say(2)
        await passes(3)
        assert call.line.told[-1] == ("hang up", "")


class BrokenLine(CallerLine):
    """Fails in the middle of the call, in one direction."""

    broken = ""

    async def play(self, frame: AudioFrame) -> None:
        if self.broken == "out":
            raise OSError("expected a line, got none")
        if self.broken == "stuck":
            await passes(1000)
        await super().play(frame)

    async def receive(self) -> AsyncIterator[LineEvent]:
        async for item in super().receive():
            if self.broken == "in":
                raise OSError("expected a line, got none")
            yield item


@pytest.mark.parametrize("broken", ["in", "out", "stuck"])
@simulated
async def test_a_line_that_breaks_ends_the_call_and_the_record_says_so(broken: str) -> None:
    line, record = BrokenLine(), ListRecord()
    conversation = polite(rung=lambda event: [Say(text="1 " * 10)])
    async with calling(conversation, house(record), line, record) as call:
        await passes(1)
        line.broken = broken
        await passes(9)
        assert call.task.done()
        assert record.names[-2:] == ["HungUp", "Conclude"]
        assert [item.by for item in record.items if isinstance(item, HungUp)] == ["fault"]


# -- the end of a call ---------------------------------------------------------------------------


MOMENTS = [0.0, 0.001, 0.02, 0.3, 0.62, 1.2, 1.5, 1.72, 2.3, 2.62, 2.7, 3.4, 4.2]
"""Before and in the greeting, in a turn, a pause, recognition, a search, and the answer."""


async def _long_call(record: ListRecord) -> tuple[CallerLine, "asyncio.Task[None]"]:
    async def search(query: str, language: str) -> Findings:
        await passes(0.5)
        return Findings()

    conversation = polite(
        heard=lambda event: [LookUp(query=event.text)],
        found=lambda event: [Say(text="6 6 6. 6 6 6"), Listen()],
    )
    record.seconds = 0.005
    line = CallerLine()
    line.say(0, 0, 0, 0, 2, 3)
    the_house = house(record, SlowEars(1.0), NumberVoices(0.05), search)
    work = converse(line, conversation, the_house, Rung(at=the_house.clock.now()))
    return line, asyncio.create_task(work)


@pytest.mark.parametrize("moment", MOMENTS)
@simulated
async def test_a_caller_who_hangs_up_at_any_moment_ends_the_call_at_once(
    moment: float, complaints: list[str]
) -> None:
    record = ListRecord()
    line, call = await _long_call(record)
    await passes(moment)
    line.go()
    await passes(0.1)
    assert call.done()
    assert record.names[0] == "Rung"
    assert record.names[-2:] == ["HungUp", "Conclude"]
    assert [item.by for item in record.items if isinstance(item, HungUp)] == ["caller"]
    assert complaints == []


@pytest.mark.parametrize("moment", MOMENTS)
@simulated
async def test_cancelling_a_call_at_any_moment_ends_all_of_it(moment: float) -> None:
    record = ListRecord()
    line, call = await _long_call(record)
    await passes(moment)
    call.cancel()
    await asyncio.wait([call], timeout=0.5)
    assert call.cancelled()
    if moment:
        assert record.names[-2:] == ["HungUp", "Conclude"]
    await line.hang_up()


@pytest.mark.parametrize("turns", range(0, 120, 7))
@simulated
async def test_cancelling_a_call_at_any_turn_of_the_loop_leaves_no_task(turns: int) -> None:
    _, call = await _long_call(ListRecord())
    for _ in range(turns):
        await asyncio.sleep(0)
    call.cancel()
    await asyncio.wait([call], timeout=5)
    assert call.cancelled()


@simulated
async def test_what_was_heard_of_the_last_answer_is_recorded_before_the_end() -> None:
    conversation = polite(rung=lambda event: [Say(text="1 " * 20)])
    async with calling(conversation) as call:
        await passes(3)
        await call.over()
        assert call.record.names[-3:] == ["Said", "HungUp", "Conclude"]
        assert call.said()["1 " * 20].played_seconds == pytest.approx(3.0, abs=0.1)


@simulated
async def test_what_is_queued_is_said_before_we_hang_up() -> None:
    conversation = polite(keyed=lambda event: [Say(text="2 2"), Say(text="3"), HangUp()])
    async with calling(conversation) as call:
        await passes(0.3)
        call.line.press("2")
        await passes(4)
        assert call.line.words_heard == [1, 2, 3]
        assert call.line.told[-1] == ("hang up", "")
        assert call.task.done()
        assert [item.by for item in call.record.items if isinstance(item, HungUp)] == ["desk"]


@simulated
async def test_who_hangs_up_in_our_goodbye_has_hung_up() -> None:
    conversation = polite(keyed=lambda event: [Say(text="2 2 2 2"), HangUp()])
    async with calling(conversation) as call:
        await passes(1)
        call.line.press("2")
        await passes(0.5)
        await call.over()
        assert [item.by for item in call.record.items if isinstance(item, HungUp)] == ["caller"]


@simulated
async def test_a_line_that_is_gone_before_it_begins_is_a_call_too() -> None:
    line = CallerLine()
    line.go()
    async with calling(line=line) as call:
        await passes(0.1)
        assert call.task.done()
        assert call.record.names[0] == "Rung"
        assert call.record.names[-2:] == ["HungUp", "Conclude"]


@simulated
async def test_a_pipeline_that_was_stalled_at_its_start_still_carries_the_call() -> None:
    async with calling() as call:
        await asyncio.sleep(0)
        stall(60)
        await passes(1)
        call.line.say(2)
        await passes(3)
        assert call.line.words_heard == [1, 2]


# -- an agent takes over -----------------------------------------------------------------------


def handing_over(**answers: object) -> Scripted:
    """Key 1 says 2 2 2 and connects; what becomes of it is said by a number of its own."""

    def keyed(event: Keyed) -> Sequence[Act]:
        if event.keys == "1":
            return [Say(text="2 2 2"), Connect()]
        return [Hush(), Say(text="4"), Listen()]

    def moved(event: TransferMoved) -> Sequence[Act]:
        return [Say(text="5"), Listen()] if event.stage is TransferStage.AGENT_GONE else []

    return polite(**{"keyed": keyed, "transfermoved": moved, **answers})


@asynccontextmanager
async def handed_over(agent: OneAgent) -> AsyncIterator[Call]:
    """A call in which key 1 was pressed a second after its beginning."""
    record = ListRecord()
    async with calling(handing_over(), house(record, transfers=agent), record=record) as call:
        await passes(1)
        call.line.press("1")
        yield call
    assert agent.closed == 1
    assert len([item for item in record.items if isinstance(item, HungUp)]) == 1
    assert record.names[-2:] == ["HungUp", "Conclude"]


def hung_up_by(call: Call) -> list[str]:
    return [item.by for item in call.record.items if isinstance(item, HungUp)]


@simulated
async def test_once_all_is_said_the_agent_takes_over_and_we_are_silent() -> None:
    agent = OneAgent()
    async with handed_over(agent) as call:
        await passes(0.5)
        assert agent.joined == []
        await passes(1)
        assert agent.joined == [call.line]
        call.line.say(3)
        await passes(5)
        assert call.line.words_heard == [1, 2]
        assert call.heard() == []
        assert ("hang up", "") not in call.line.told
        assert call.record.names[-2:] == ["Said", "TransferMoved"]
        assert all(said.complete for said in call.said().values())


@simulated
async def test_an_agent_who_hangs_up_ends_the_call() -> None:
    agent = OneAgent()
    async with handed_over(agent) as call:
        await passes(3)
        agent.hangs_up()
        await passes(0.1)
        assert call.task.done()
        assert hung_up_by(call) == ["agent"]


@simulated
async def test_a_caller_who_hangs_up_while_talking_with_the_agent_ends_the_call() -> None:
    async with handed_over(OneAgent()) as call:
        await passes(3)
        await call.over()
        assert hung_up_by(call) == ["caller"]


@simulated
async def test_what_is_told_while_they_talk_is_recorded_and_changes_nothing() -> None:
    agent = OneAgent()
    async with handed_over(agent) as call:
        await passes(3)
        agent.moves(TransferStage.AGENT_GONE)
        await passes(1)
        agent.hangs_up()
        await passes(0.1)
        stages = [item.stage for item in call.record.items if isinstance(item, TransferMoved)]
        assert stages == [TransferStage.CONNECTED, TransferStage.AGENT_GONE]
        assert call.line.words_heard == [1, 2]


@simulated
async def test_when_the_agent_is_not_there_any_more_it_is_our_turn_again() -> None:
    agent = OneAgent(there=False)
    async with handed_over(agent) as call:
        await passes(3)
        call.line.say(3)
        await passes(3)
        assert call.line.words_heard == [1, 2, 5, 3]
        agent.there = True
        call.line.press("1")
        await passes(3)
        assert agent.joined == [call.line, call.line]
        agent.hangs_up()
        await passes(0.1)
        assert hung_up_by(call) == ["agent"]


@simulated
async def test_who_hangs_up_before_being_connected_is_not() -> None:
    agent = OneAgent()
    async with handed_over(agent) as call:
        await passes(0.5)
        await call.over()
        assert agent.joined == []
        assert hung_up_by(call) == ["caller"]


@simulated
async def test_a_hush_takes_the_connection_back() -> None:
    agent = OneAgent()
    async with handed_over(agent) as call:
        await passes(0.5)
        call.line.press("2")
        await passes(3)
        assert agent.joined == []
        assert call.line.words_heard == [1, 2, 4]


@simulated
async def test_who_talks_over_the_last_words_is_connected_at_once() -> None:
    agent = OneAgent()
    async with handed_over(agent) as call:
        call.line.say(3, 4)
        await passes(0.8)
        assert agent.joined == [call.line]


@pytest.mark.parametrize("seconds", [0.2, 0.89, 0.9, 0.91, 0.92, 0.95, 1.0, 1.5, 3.0])
@simulated
async def test_a_caller_may_hang_up_at_any_moment_of_the_handing_over(
    seconds: float, complaints: list[str]
) -> None:
    async with handed_over(OneAgent()) as call:
        await passes(seconds)
        await call.over()
        assert hung_up_by(call) == ["caller"]
    assert complaints == []


@pytest.mark.parametrize("seconds", [0.5, 1.0, 3.0])
@simulated
async def test_cancelling_a_call_that_an_agent_has_ends_it(seconds: float) -> None:
    agent = OneAgent()
    async with handed_over(agent) as call:
        await passes(seconds)
        call.task.cancel()
        await asyncio.wait([call.task], timeout=0.5)
        assert call.task.cancelled()
        assert hung_up_by(call) == ["desk"]


@pytest.mark.parametrize("turns", range(0, 200, 9))
@simulated
async def test_cancelling_at_any_turn_of_the_handing_over_leaves_no_task(turns: int) -> None:
    async with handed_over(OneAgent()) as call:
        await passes(0.9)
        for _ in range(turns):
            await asyncio.sleep(0)
        call.task.cancel()
        await asyncio.wait([call.task], timeout=5)
        assert call.task.cancelled()


@simulated
async def test_a_transfer_that_is_asked_for_or_taken_back_goes_to_whom_it_concerns() -> None:
    transfers, record = NoTransfers(), ListRecord()
    asked = Transfer(department="burgerzaken")
    conversation = polite(
        keyed=lambda event: [asked] if event.keys == "1" else [CancelTransfer(), Hush()]
    )
    the_house = house(record, transfers=transfers)
    async with calling(conversation, the_house, record=record) as call:
        await passes(1)
        call.line.press("1", "2")
        await passes(0.1)
        assert (transfers.asked, transfers.cancelled) == ([asked], 1)
        assert record.of(Transfer, CancelTransfer) == [asked, CancelTransfer()]


@simulated
async def test_being_put_on_hold_is_told_and_is_no_silence() -> None:
    record = ListRecord()
    line = CallerLine()
    async with calling(line=line, record=record, the_house=house(record)):
        await passes(1)
        line.put(Hold(True))
        await passes(0.1)
        line.put(Hold(False))
        await passes(0.1)
        assert [item.held for item in record.items if isinstance(item, OnHold)] == [True, False]


@simulated
async def test_who_is_asked_in_a_language_is_heard_in_it() -> None:
    conversation = polite(rung=lambda event: [Say(text="1", language="en"), Listen()])
    async with calling(conversation) as call:
        await passes(2)
        call.line.say(3)
        await passes(4)
        (heard,) = [item for item in call.record.items if isinstance(item, Heard)]
        assert heard.language == "en"
