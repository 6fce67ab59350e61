import asyncio

from audio.frames import AudioFrame, Key, LineEvent, Played
from telephony.inbox import Inbox
from tests.telephony.far_end import ramp


def frame(number: int) -> AudioFrame:
    return AudioFrame(ramp(160, number), 8000)


async def taken(inbox: Inbox) -> list[LineEvent | int]:
    """Everything until the end; a frame as the number it was made with."""
    inbox.end()
    return [
        int(event.samples[0]) if isinstance(event, AudioFrame) else event
        async for event in inbox.events()
    ]


async def test_events_come_out_in_the_order_they_went_in() -> None:
    inbox = Inbox()
    for event in (frame(1), Key("5"), frame(2), Played("a")):
        await inbox.put(event)
    assert await taken(inbox) == [1, Key("5"), 2, Played("a")]


async def test_full_of_sound_the_oldest_sound_goes_and_no_key() -> None:
    inbox = Inbox(max_frames=2)
    kept = [await inbox.put(event) for event in (Key("1"), frame(1), frame(2), Key("2"), frame(3))]
    assert kept == [True, True, True, True, False]
    assert await taken(inbox) == [Key("1"), 2, Key("2"), 3]


async def test_room_comes_back_when_sound_is_taken() -> None:
    inbox = Inbox(max_frames=1)
    await inbox.put(frame(1))
    assert await anext(aiter(inbox.events())) is not None
    assert await inbox.put(frame(2))


async def test_full_of_keys_the_next_one_waits_until_one_is_taken() -> None:
    inbox = Inbox(max_others=1)
    await inbox.put(Key("1"))
    waiting = asyncio.create_task(inbox.put(Key("2")))
    await asyncio.sleep(0)
    assert not waiting.done()
    assert await anext(aiter(inbox.events())) == Key("1")
    await waiting
    assert await taken(inbox) == [Key("2")]


async def test_the_end_frees_who_waits_for_room() -> None:
    inbox = Inbox(max_others=1)
    await inbox.put(Key("1"))
    waiting = asyncio.create_task(inbox.put(Key("2")))
    await asyncio.sleep(0)
    inbox.end(discard=True)
    await waiting


async def test_the_end_wakes_who_waits_for_an_event() -> None:
    inbox = Inbox()
    waiting = asyncio.create_task(taken_quietly(inbox))
    await asyncio.sleep(0)
    inbox.end()
    assert await waiting == []


async def taken_quietly(inbox: Inbox) -> list[LineEvent]:
    return [event async for event in inbox.events()]


async def test_an_end_that_discards_leaves_nothing() -> None:
    inbox = Inbox()
    await inbox.put(frame(1))
    await inbox.put(Key("1"))
    inbox.end(discard=True)
    assert await taken(inbox) == []


# -- for a reader that serves other lines too --------------------------------------------------


async def test_what_is_put_at_once_comes_out_in_order_too() -> None:
    inbox = Inbox()
    assert all([inbox.put_now(event) for event in (frame(1), Key("5"), frame(2), Played("a"))])
    assert await taken(inbox) == [1, Key("5"), 2, Played("a")]


async def test_put_at_once_the_oldest_sound_goes_and_no_key() -> None:
    inbox = Inbox(max_frames=2)
    kept = [inbox.put_now(event) for event in (Key("1"), frame(1), frame(2), Key("2"), frame(3))]
    assert kept == [True, True, True, True, False]
    assert await taken(inbox) == [Key("1"), 2, Key("2"), 3]


async def test_put_at_once_a_key_that_finds_no_room_is_lost_and_nobody_waits() -> None:
    inbox = Inbox(max_others=1)
    assert [inbox.put_now(event) for event in (Key("1"), Key("2"), frame(1))] == [True, False, True]
    assert await taken(inbox) == [Key("1"), 1]


async def test_what_is_put_at_once_wakes_who_waits_for_an_event() -> None:
    inbox = Inbox()
    waiting = asyncio.ensure_future(anext(aiter(inbox.events())))
    await asyncio.sleep(0)
    inbox.put_now(Key("1"))
    assert await waiting == Key("1")


async def test_after_the_end_nothing_is_added() -> None:
    inbox = Inbox()
    inbox.end()
    assert inbox.put_now(frame(1))
    assert inbox.put_now(Key("1"))
    assert await taken(inbox) == []
