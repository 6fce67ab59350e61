"""Callers on a server that counts blocks. No time is judged, only what came before what."""

from collections.abc import Awaitable, Callable, Sequence
from random import Random

import pytest

from bench.caller import Caller
from bench.clips import Clip, Tail, cut
from bench.turns import Told, ask_all, stay_silent, talk_over_all
from tests.bench.honest_server import HonestServer, standing
from tests.bench.sounds import sentence

CLIP = cut("clip", sentence(20))
PAUSED = cut("paused", sentence(15, 15, gap=25))


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Callers who hardly think: what is counted does not hang on it."""
    hurry = {"QUIET": 0.3, "GAP": 0.1, "JITTER": 0.0, "TALK_OVER": 0.4, "NEXT": 0.5}
    for name, seconds in hurry.items():
        monkeypatch.setattr(f"bench.turns.{name}_SECONDS", seconds)


Does = Callable[[Caller, Told, Sequence[Clip], Random], Awaitable[None]]


async def rung(
    server: HonestServer, clips: Sequence[Clip], does: Does = ask_all, tail: Tail = Tail.SILENCE
) -> Told:
    told = Told(Caller(3, tail))
    async with standing(server) as url:
        await told.caller.call(url, lambda caller: does(caller, told, clips, Random(1)))
    return told


async def test_every_question_is_asked_whole_and_answered_after_its_end() -> None:
    server = HonestServer()
    told = await rung(server, [CLIP, CLIP])
    assert [turn.wire is not None and turn.wire > 0 for turn in told.turns] == [True, True]
    assert all(turn.heard >= turn.wire for turn in told.turns if turn.wire and turn.heard)
    assert all(turn.kept == turn.wire for turn in told.turns)
    assert not any(turn.cut_in or turn.over or turn.self_cuts for turn in told.turns)
    assert server.loud == 2 * 20
    assert told.caller.error is None


async def test_the_call_is_known_by_its_number_and_gives_marks_back() -> None:
    server = HonestServer()
    told = await rung(server, [CLIP])
    assert server.numbers == [told.caller.number]
    assert server.marks == ["greeted"]
    assert told.greeting is not None


async def test_a_server_that_answers_in_a_pause_cuts_in() -> None:
    told = await rung(HonestServer(answer_after=8, answer_blocks=4), [PAUSED])
    assert told.turns[0].cut_in
    assert told.turns[0].wire is not None


async def test_a_server_that_waits_longer_than_the_pause_does_not() -> None:
    told = await rung(HonestServer(answer_after=35), [PAUSED])
    assert not told.turns[0].cut_in


async def test_a_server_that_takes_its_answer_back_cuts_itself_off() -> None:
    told = await rung(HonestServer(answer_blocks=60, clear_after=10), [CLIP])
    assert (told.turns[0].self_cuts, told.turns[0].kept) == (1, None)


async def test_the_answer_that_stays_is_timed_apart() -> None:
    server = HonestServer(answer_blocks=60, clear_after=10, answers_again=True)
    told = await rung(server, [CLIP])
    (turn,) = told.turns
    assert turn.wire is not None
    assert turn.kept is not None
    assert (turn.self_cuts, turn.kept > turn.wire) == (1, True)


async def test_a_caller_who_talks_over_the_answer_hears_it_stop() -> None:
    server = HonestServer(answer_blocks=200, stops_when_talked_over=True)
    told = await rung(server, [CLIP, CLIP], talk_over_all)
    first, second = told.turns
    assert (first.over, second.over) == (False, True)
    assert second.pause_after is not None
    assert second.pause_after < CLIP.seconds
    assert second.wire is not None
    assert not second.cut_in


async def test_a_server_that_hangs_up_loses_the_call_and_it_is_told() -> None:
    told = await rung(HonestServer(hangs_up_at=35), [CLIP, CLIP])
    assert told.caller.error == "the server hung up"
    assert told.planned == 2
    assert told.turns == []


async def test_nobody_at_the_other_end_is_a_result() -> None:
    told = Told(Caller(1))
    await told.caller.call("ws://127.0.0.1:1/", lambda caller: stay_silent(caller, told, 1.0))
    assert told.caller.error is not None


async def test_the_line_of_a_silent_caller_may_carry_the_clips_noise() -> None:
    server = HonestServer()
    told = await rung(server, [CLIP], tail=Tail.NOISE)
    assert told.turns[0].wire is not None
    assert server.loud == 20
