"""What is told to whoever asks for what cannot be measured."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from audio.wav import write_wav
from belbalie.bench_commands import numbers
from belbalie.errors import WorkFailed, WrongUse
from belbalie.settings import load
from bench.clips import RATE_HZ, read_clips
from bench.figures import figures
from bench.servers import Side, our_side, running
from bench.stage import Bench, Plan, run
from bench.turns import ANSWER_SECONDS
from tests.belbalie.command import ROOT, Case, forked
from tests.belbalie.test_cli_with_models import share
from tests.bench.sounds import noise
from tests.dialog import small_content

CASES = {
    "no callers": Case(("bench", "latency"), ("CALLERS", "got nothing")),
    "empty callers": Case(("bench", "capacity"), ("CALLERS",), variables={"CALLERS": ""}),
    "no folder": Case(
        ("bench", "latency"), ("WAV files in", "none"), variables={"CALLERS": "/nowhere"}
    ),
    "no set": Case(("bench", "recognition"), ("dev.jsonl",), variables={"CALLERS": "/nowhere"}),
    "no number": Case(("bench", "capacity", "--calls", "1,x"), ("--calls", "'1,x'")),
    "zero": Case(("bench", "capacity", "--calls", "0"), ("--calls", "'0'")),
    "no turns": Case(("bench", "latency", "--turns", "0"), ("--turns",)),
    "no such tail": Case(("bench", "latency", "--tail", "music"), ("--tail", "'music'")),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_measured_is_wrong_use(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CALLERS", raising=False)
    CASES[name].check(forked(CASES[name], tmp_path))


def test_a_question_in_which_nothing_sounds_is_named(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    write_wav(tmp_path / "bench" / "quiet.wav", noise(50), RATE_HZ)
    case = Case(("bench", "latency"), ("quiet",), variables={"CALLERS": str(tmp_path)})
    case.check(forked(case, tmp_path))


def test_numbers_of_calls_are_read_in_their_order() -> None:
    assert numbers("1, 4,16") == [1, 4, 16]
    with pytest.raises(WrongUse):
        numbers("")


STANDING = """
from bench.standing import run_until_stdin_ends, tell
import threading
tell(progress=[1, 2])
tell(url="ws://here")
run_until_stdin_ends(threading.Event().wait)
"""


async def test_a_server_ends_with_the_stage(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    side = Side("ours", [sys.executable, "-c", STANDING])
    async with running(side, tmp_path, lambda *progress: told.append(progress)) as server:
        assert server.url == "ws://here"
        assert psutil.pid_exists(server.pid)
    assert not psutil.pid_exists(server.pid)
    assert told == [("starting ours", 1, 2)]


async def test_a_server_that_does_not_start_is_told_with_its_last_words(tmp_path: Path) -> None:
    side = Side("ours", [sys.executable, "-c", "import sys; sys.exit('no such model')"])
    with pytest.raises(WorkFailed, match=r"ours server to start.*no such model"):
        async with running(side, tmp_path, print):
            pass


async def test_a_call_that_is_refused_leaves_its_turns_unanswered(tmp_path: Path) -> None:
    nobody = STANDING.replace("ws://here", "ws://127.0.0.1:1/")
    side = Side("ours", [sys.executable, "-c", nobody])
    bench = Bench(read_clips(ROOT / "tests" / "sounds"), tmp_path, print)
    found = figures(await run(side, Plan("questions", 1, 2), bench))
    assert (found.planned, found.delay.answered) == (2, 0)
    assert found.delay.p95_all == ANSWER_SECONDS
    assert len(found.errors) == 1


STARTING = """
import asyncio, sys
from pathlib import Path
from bench.servers import Side, running

async def main():
    side = Side("ours", [sys.executable, "-c", sys.argv[1]])
    async with running(side, Path(sys.argv[2]), print) as server:
        print("pid", server.pid, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_the_bench_ends_no_server_stays_behind(end: int, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTING, STANDING, tmp_path],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as bench:  # fmt: skip
        assert bench.stdout is not None
        told = next(line for line in bench.stdout if line.startswith("pid"))
        server = psutil.Process(int(told.split()[1]))
        bench.send_signal(end)
    psutil.wait_procs([server], timeout=30)
    assert not server.is_running()


@pytest.mark.models
async def test_the_real_service_is_asked_a_question_and_its_figures_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, data = tmp_path / "house", tmp_path / "data"
    house.mkdir()
    data.mkdir()
    share(house, "models", "embeddings", "prompts")
    monkeypatch.setenv("BELBALIE_CONTENT", str(small_content.write(tmp_path / "content")))
    monkeypatch.setenv("BELBALIE_DATA", str(house))
    side = our_side(load(), data, calls=2, piper=False)
    clips = read_clips(ROOT / "tests" / "sounds")
    found = figures(await run(side, Plan("questions", 1, 1), Bench(clips, tmp_path, print)))
    assert (found.delay.turns, found.delay.answered, found.greeted) == (1, 1, 1)
    assert found.cpu_a_turn is not None
    assert found.cpu_a_turn > 0
    assert found.rss_peak_mb > 0
    assert found.errors == []
