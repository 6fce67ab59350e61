"""What a caller's first sentence takes while an editor listens, and what the editor waits.

`python -m bench.editors_voice [--times 20]` with Piper's English voice, which is the slow one: a
sentence for a caller alone, beside an editor who hears one text after the other, and the editor's
own texts. Milliseconds, median and 95th percentile.
"""

import argparse
import asyncio
import contextlib
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from belbalie.settings import load
from belbalie.studio_voice import StudioVoice
from desk.studio.listening import SoundWish
from dialog.content import read
from voice.models import ModelStore
from voice.piper_voice import PiperSpeech
from voice.prompt_store import PromptStore
from voice.speaker import Speaker

CALLER = "Good morning, you are speaking with the computer of the municipality of Zonnedael."
EDITOR = (
    "You apply for a passport at the desk. Come yourself, and bring your old passport. A passport "
    "is ready after five working days."
)


class _Published:
    """The content that callers hear."""

    def __init__(self, folder: Path) -> None:
        self._content = read(folder, None)

    async def checked(self, where: str) -> Any:
        return SimpleNamespace(content=self._content)


async def timed(work: Callable[[], Awaitable[object]], times: int) -> list[float]:
    """Milliseconds of each."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        await work()
        found.append((time.perf_counter() - began) * 1000)
    return found


def told(name: str, found: list[float]) -> str:
    worst = sorted(found)[round(0.95 * (len(found) - 1))]
    return f"{name:<44} median {statistics.median(found):5.0f} ms  p95 {worst:5.0f} ms"


async def measure(times: int, folder: Path) -> None:
    settings = load()
    model = ModelStore(settings.models, settings.model_mirror).main_file("en_US-joe-medium")
    store = PromptStore(folder)
    speaker = Speaker({"en": [PiperSpeech(model)]}, store)
    content: Any = _Published(settings.content)
    voice = StudioVoice(speaker, content, store)

    async def caller() -> None:
        await speaker.render(CALLER, "en", fixed=False)

    async def editor() -> None:
        await voice.speak(SoundWish(text=EDITOR, language="en"), "edo")

    async def goes_on() -> None:
        while True:
            await editor()

    await caller()
    print(told("a caller's sentence, nobody listens", await timed(caller, times)))
    print(told("an editor's text, nobody calls", await timed(editor, times)))
    listening = asyncio.create_task(goes_on())
    print(told("a caller's sentence, an editor listens", await timed(caller, times)))
    listening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await listening
    voice.close()
    speaker.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    with TemporaryDirectory() as folder:
        asyncio.run(measure(parser.parse_args().times, Path(folder)))


if __name__ == "__main__":
    main()
