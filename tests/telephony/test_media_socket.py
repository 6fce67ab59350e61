import json
from collections.abc import Awaitable, Callable, Iterator

import pytest
from loguru import logger

from audio.frames import AudioFrame, Key, LineEvent, Played
from telephony.inbox import MAX_FRAMES
from telephony.media_socket import Socket, SocketLine, turn_away
from telephony.raw import open_raw
from telephony.twilio import open_twilio
from telephony.wire import MAX_MESSAGE_BYTES, Message
from tests.telephony.far_end import (
    CONNECTED,
    RAW_START,
    TWILIO_START,
    FarEnd,
    pcm,
    ramp,
    twilio_media,
)
from voice.line import Line

Opener = Callable[[Socket], Awaitable[SocketLine | None]]

TWILIO = (CONNECTED, json.dumps(TWILIO_START))
BOTH = [(open_raw, (RAW_START,)), (open_twilio, TWILIO)]
SOUND = pcm(ramp(320))
KEY = '{"event":"key","digit":"5"}'


@pytest.fixture
def warnings() -> Iterator[list[str]]:
    lines: list[str] = []
    sink = logger.add(
        lambda message: lines.append(str(message)), level="WARNING", format="{message}"
    )
    yield lines
    logger.remove(sink)


async def answered(far_end: FarEnd, opener: Opener = open_raw) -> SocketLine:
    line = await opener(far_end)
    assert line is not None
    return line


async def everything(line: Line) -> list[LineEvent]:
    return [event async for event in line.receive()]


@pytest.mark.parametrize(("opener", "start"), BOTH)
async def test_what_opens_is_a_line(opener: Opener, start: tuple[Message, ...]) -> None:
    line: Line = await answered(FarEnd(*start), opener)
    assert line.id.startswith(f"{line.kind}-")
    assert line.out_rate_hz in (8000, 16000)
    await line.hang_up()


async def test_two_lines_never_share_a_name() -> None:
    first, second = await answered(FarEnd(RAW_START)), await answered(FarEnd(RAW_START))
    assert first.id != second.id
    await first.hang_up()
    await second.hang_up()


async def test_events_come_in_order_until_the_far_end_stops() -> None:
    far_end = FarEnd(RAW_START, SOUND, KEY, SOUND, '{"event":"stop"}', KEY)
    line = await answered(far_end)
    kinds = [type(event) for event in await everything(line)]
    assert kinds == [AudioFrame, Key, AudioFrame]
    await line.hang_up()
    assert far_end.close_codes == [1000]


async def test_events_end_when_the_far_end_disconnects() -> None:
    line = await answered(FarEnd(*TWILIO, twilio_media(b"\xff" * 320), gone=True), open_twilio)
    assert len(await everything(line)) == 2
    await line.hang_up()


async def test_a_mark_comes_back_as_played() -> None:
    far_end = FarEnd(RAW_START)
    line = await answered(far_end)
    await line.play(AudioFrame(ramp(320), 16000))
    await line.mark("zin 1")
    far_end.says('{"event":"mark","name":"zin 1"}')
    far_end.leaves()
    assert await everything(line) == [Played("zin 1")]
    assert far_end.sent[1:] == [SOUND, '{"event":"mark","name":"zin 1"}']
    await line.hang_up()


async def test_sound_at_another_rate_is_refused_instead_of_played_too_fast() -> None:
    line = await answered(FarEnd(*TWILIO), open_twilio)
    with pytest.raises(ValueError, match="expected sound at 8000 Hz, got 16000"):
        await line.play(AudioFrame(ramp(320), 16000))
    await line.hang_up()


WRONG: list[Message] = [
    "hallo",
    "{}",
    '{"event":"fax"}',
    '{"event":"key","digit":"A"}',
    '{"event":"mark","name":"x"}',
    b"\x00",
    RAW_START,
    b"\x00" * (MAX_MESSAGE_BYTES + 2),
    "x" * (MAX_MESSAGE_BYTES + 1),
]


@pytest.mark.parametrize("message", WRONG)
async def test_a_wrong_message_is_logged_and_answered_once_and_the_call_goes_on(
    message: Message, warnings: list[str]
) -> None:
    far_end = FarEnd(RAW_START, message, message, message, KEY, gone=True)
    line = await answered(far_end)
    assert await everything(line) == [Key("5")]
    assert [event["event"] for event in far_end.events()] == ["ready", "error"]
    assert len(warnings) == 1
    assert line.id in warnings[0]
    await line.hang_up()


async def test_a_wrong_message_on_one_line_is_not_noticed_on_another() -> None:
    bad, good = FarEnd(RAW_START, *WRONG), FarEnd(RAW_START, KEY, gone=True)
    first, second = await answered(bad), await answered(good)
    assert await everything(second) == [Key("5")]
    assert [event["event"] for event in good.events()] == ["ready"]
    await first.hang_up()
    await second.hang_up()


async def test_twilio_gets_no_answer_to_a_wrong_message(warnings: list[str]) -> None:
    far_end = FarEnd(*TWILIO, "hallo", b"\x00", twilio_media(b"\xff" * 160), gone=True)
    line = await answered(far_end, open_twilio)
    assert len(await everything(line)) == 1
    assert far_end.sent == []
    assert len(warnings) == 2
    await line.hang_up()


async def test_no_log_line_holds_what_the_caller_sent(warnings: list[str]) -> None:
    secret = "123456782"
    wrong = [secret, f'{{"event":"{secret}"}}', f'{{"event":"key","digit":"{secret}"}}']
    line = await answered(FarEnd(RAW_START, *wrong, gone=True))
    await everything(line)
    assert len(warnings) == 3
    assert not any(secret in warning for warning in warnings)
    await line.hang_up()


async def test_sound_that_nobody_takes_in_makes_room_for_newer(warnings: list[str]) -> None:
    sound = [pcm(ramp(320, number)) for number in range(MAX_FRAMES + 3)]
    far_end = FarEnd(RAW_START, KEY, *sound, gone=True)
    line = await answered(far_end)
    await far_end.drained.wait()
    events = await everything(line)
    assert events[0] == Key("5")
    frames = [event for event in events if isinstance(event, AudioFrame)]
    assert [int(frames[0].samples[0]), len(frames)] == [3, MAX_FRAMES]
    assert ["overflow" in warning for warning in warnings] == [True]
    await line.hang_up()


NO_CALL: list[tuple[Opener, tuple[Message, ...]]] = [
    (open_raw, ('{"event":"start","rate":1}', KEY)),
    (open_raw, ('{"event":"stop"}',)),
    (open_raw, ("hallo", SOUND, KEY)),
    (open_twilio, (CONNECTED, '{"event":"start","start":{}}')),
    (open_twilio, (CONNECTED, '{"event":"stop"}')),
    (open_twilio, (CONNECTED,)),
]


@pytest.mark.parametrize(("opener", "messages"), NO_CALL)
async def test_without_a_start_there_is_no_call_and_the_socket_is_closed(
    opener: Opener, messages: tuple[Message, ...]
) -> None:
    far_end = FarEnd(*messages, gone=True)
    assert await opener(far_end) is None
    assert far_end.close_codes == [1008]


async def test_a_wrong_start_is_answered_with_what_was_expected() -> None:
    far_end = FarEnd('{"event":"start","rate":1}')
    assert await open_raw(far_end) is None
    (error,) = far_end.events()
    assert error["kind"] == "wrong_start"
    assert "8000, 16000, 24000, 44100, 48000" in error["message"]


async def test_who_never_says_start_is_closed_when_the_time_is_up(warnings: list[str]) -> None:
    raw, twilio = FarEnd(), FarEnd(CONNECTED)
    assert await open_raw(raw, start_seconds=0) is None
    assert await open_twilio(twilio, start_seconds=0) is None
    assert raw.close_codes == twilio.close_codes == [1008]
    assert raw.events()[0]["kind"] == "no_start"
    assert len(warnings) == 2


async def use(line: SocketLine) -> None:
    await line.play(AudioFrame(ramp(160), line.out_rate_hz))
    await line.mark("a")
    await line.clear()
    await line.caption("desk", "Goedemorgen.")


@pytest.mark.parametrize(("opener", "start"), BOTH)
@pytest.mark.parametrize("ending", ["we hang up", "they stop", "they vanish"])
async def test_after_the_end_everything_is_quiet(
    opener: Opener, start: tuple[Message, ...], ending: str
) -> None:
    far_end = FarEnd(*start)
    line = await answered(far_end, opener)
    if ending == "we hang up":
        await line.hang_up()
    elif ending == "they stop":
        far_end.says('{"event":"stop"}')
    else:
        far_end.leaves()
    assert await everything(line) == []
    sent = list(far_end.sent)
    await use(line)
    assert far_end.sent == sent
    await line.hang_up()
    await line.hang_up()
    assert far_end.close_codes == [1000]
    assert await everything(line) == []


async def test_hanging_up_says_stop_and_drops_what_was_not_taken() -> None:
    far_end = FarEnd(RAW_START, KEY, SOUND)
    line = await answered(far_end)
    await line.hang_up()
    assert far_end.events()[-1] == {"event": "stop"}
    assert await everything(line) == []


async def test_hanging_up_while_someone_receives_ends_that_too() -> None:
    line = await answered(FarEnd(RAW_START, KEY))
    events = line.receive()
    assert await anext(events) == Key("5")
    await line.hang_up()
    with pytest.raises(StopAsyncIteration):
        await anext(events)


class Broken(FarEnd):
    """A socket with a fault of its own."""

    async def receive(self) -> Message | None:
        message = await super().receive()
        if message == "break":
            raise OSError("cable cut")
        return message


async def test_a_socket_that_breaks_ends_the_call_and_is_logged(warnings: list[str]) -> None:
    line = await answered(Broken(RAW_START, KEY, "break"))
    assert await everything(line) == [Key("5")]
    await line.hang_up()
    assert "reading the socket failed" in warnings[0]


class NeverCloses(FarEnd):
    async def close(self, code: int = 1000) -> None:
        await self.receive()


async def test_a_socket_that_does_not_close_does_not_hold_the_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("telephony.media_socket.CLOSE_SECONDS", 0)
    line = await answered(NeverCloses(RAW_START))
    await line.hang_up()


async def test_a_busy_desk_asks_to_try_again_later() -> None:
    far_end = FarEnd()
    await turn_away(far_end)
    assert far_end.close_codes == [1013]
