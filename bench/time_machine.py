"""How long the time machine takes for a thousand conversations, and how much memory.

    python -m bench.time_machine [--calls 1000] [--database URL]

The conversations are those of `bench/recorded_calls.py`, had with the demonstration's content and
kept in a database of its own, or in that of `--database` (which is used again where it holds
calls). They are compared with a draft in which one topic has another answer and one has lost half
of its samples: first without kept vectors, then with them; both contents are learned before. Beside
the time that passes stands that of the cores, which tells more on a machine with other work.
"""

import argparse
import resource
import shutil
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from belbalie.comparing import Job, compared
from belbalie.known import build_known, make_embedder, unwatched
from belbalie.settings import Settings, load
from belbalie.text_desk import TextDesk
from belbalie.threads import calculate_in_one_thread
from bench.recorded_calls import record_calls
from dialog.content import load as read_content
from records.caller_turns import CallerTurns
from records.log import EventLog
from records.opening import opened
from records.vector_tables import line_vectors


def changed_copy(content: Path, folder: Path) -> Path:
    """A draft: another answer about dogs' tax, and half of the samples of a passport."""
    shutil.copytree(content, folder)
    tax = folder / "topics" / "hondenbelasting.yaml"
    text = tax.read_text(encoding="utf-8")
    tax.write_text(text.replace('\nanswer:\n  nl: "', '\nanswer:\n  nl: "Goed dat u belt. ', 1))
    passport = folder / "topics" / "paspoort.yaml"
    head, _, samples = passport.read_text(encoding="utf-8").partition("\nsamples:\n")
    lines = samples.splitlines()
    passport.write_text(f"{head}\nsamples:\n" + "\n".join(_halved(lines)) + "\n")
    return folder


def _halved(lines: list[str]) -> list[str]:
    return [line for nth, line in enumerate(lines) if not line.lstrip().startswith("-") or nth % 2]


def _recorded(settings: Settings, count: int) -> None:
    turns = CallerTurns(settings.database_url)
    there = len(turns.calls(count))
    turns.close()
    if there >= count:
        return
    desk = TextDesk.open(read_content(settings.content), settings, unwatched)
    log = EventLog(settings.database_url)
    record_calls(log, desk, count)
    log.close()


def _without_vectors(url: str) -> None:
    engine = opened(url)
    with engine.begin() as connection:
        connection.execute(line_vectors.delete())
    engine.dispose()


def _timed(job: Job, name: str) -> None:
    begun, before = time.monotonic(), time.process_time()
    steps: dict[str, float] = {}
    found = compared(job, lambda what, _: _note(steps, what, before))
    seconds, cores = time.monotonic() - begun, time.process_time() - before
    counts = Counter(each.change.value for each in found.changed)
    told = ", ".join(f"{what} from {at:.1f} s" for what, at in steps.items())
    print(f"{name}: {found.total} conversations in {seconds:.1f} s, of the cores {cores:.1f} s")
    print(f"  of the cores: {told}")
    print(f"  {dict(counts)}", flush=True)


def _note(steps: dict[str, float], what: str, before: float) -> None:
    steps.setdefault(what, time.process_time() - before)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--database")
    options = parser.parse_args()
    calculate_in_one_thread()
    with tempfile.TemporaryDirectory() as kept:
        database = options.database or f"sqlite:///{kept}/records.db"
        settings = load(database=database)
        draft = changed_copy(settings.content, Path(kept) / "draft")
        _recorded(settings, options.calls)
        embedder = make_embedder(settings.embeddings)
        for folder in (settings.content, draft):
            before = time.process_time()
            build_known(read_content(folder), settings, embedder)
            print(f"learned: {time.process_time() - before:.1f} s of the cores", flush=True)
        job = Job(
            published=settings.content,
            draft=draft,
            settings=settings,
            now=datetime.now(UTC).astimezone(),
            most=options.calls,
        )
        _without_vectors(database)
        for name in ("without kept vectors", "with kept vectors"):
            _timed(job, name)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory at most: {peak:.0f} MB")


if __name__ == "__main__":
    main()
