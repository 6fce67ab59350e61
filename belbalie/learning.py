"""Learning content in a process of its own, behind everything else: callers do not notice it.

What is learned is kept in a folder; who learns the same lines there afterwards only reads. So
`python -m belbalie.learning CONTENT FOLDER` tells how far it is, a line at a time, and ends.
"""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from belbalie.effect import LearningFailed
from belbalie.known import make_embedder, make_phonemes
from belbalie.threads import calculate_in_one_thread
from dialog.content import load
from dialog.search import Index

_BEHIND = 10
"""nice(2): calls first, then what editors look at."""
_STAGES = 4
"""Words, sounds, lines and their meaning: each counts from nothing."""
_TOLD_BYTES = 400


async def learned(content: Path, folder: Path, share: Callable[[float], None]) -> None:
    """Learn this content into the folder; `share` is told how much is done, from 0 to 1.

    Whoever is cancelled ends the process. Raises LearningFailed.
    """
    command = (sys.executable, "-m", "belbalie.learning", str(content), str(folder))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
    assert process.stdout is not None
    assert process.stderr is not None
    saying = asyncio.create_task(process.stderr.read(), name="what learning says")
    try:
        stage, before = 0, 0.0
        async for line in process.stdout:
            part = float(line)
            stage += part < before
            before = part
            share(min((stage + part) / _STAGES, 1.0))
        code, said = await process.wait(), await saying
    finally:
        saying.cancel()
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code:
        raise LearningFailed(said[-_TOLD_BYTES:].decode("utf-8", "replace").strip())


def main() -> None:
    """Learn, and print the part of each stage that is done."""
    os.nice(_BEHIND)
    calculate_in_one_thread()
    content, folder = map(Path, sys.argv[1:])
    knowledge = load(content)
    Index.build(knowledge, make_embedder(folder), folder, _tell, make_phonemes())


def _tell(done: int, total: int) -> None:
    print(done / max(total, 1), flush=True)


if __name__ == "__main__":
    main()
