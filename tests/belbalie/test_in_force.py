"""Publishing while conversations go on: new ones get the new answer, others keep what they had."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from belbalie.effect import LearningFailed
from belbalie.in_force import InForce
from belbalie.known import Known
from belbalie.metrics import Metrics
from belbalie.preparing import Preparing
from belbalie.service_desk import After, ServiceDesk
from belbalie.settings import load as load_settings
from belbalie.studio_content import StudioContent
from belbalie.typed_calls import TypedCalls
from connectors.sms import MessageFolder
from desk.studio.content import Refused, Version
from dialog.content import ContentStore
from dialog.search import Index
from records.log import EventLog
from tests.desk.signed import EDITOR
from tests.dialog import small_content
from voice.ears import Clock

PASPOORT = "topics/paspoort.yaml"
OLD, NEW = "U vraagt een paspoort aan bij de balie.", "Een paspoort haalt u bij de balie."
SAMPLE = "- hoe vraag ik een paspoort aan\n"


@dataclass
class Learning:
    """Learns nothing by itself; a test says when it is done, or how it fails."""

    begun: "asyncio.Queue[Path]" = field(default_factory=asyncio.Queue)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)
    fault: Exception | None = None
    given_up: int = 0

    async def __call__(self, content: Path, into: Path, share: Callable[[float], None]) -> None:
        share(0.5)
        self.begun.put_nowait(content)
        try:
            await self.may_end.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        if self.fault is not None:
            raise self.fault


@dataclass
class House:
    content: StudioContent
    in_force: InForce
    learning: Learning
    typed: TypedCalls
    folder: Path
    service_desk: ServiceDesk
    household: Any

    @property
    def known(self) -> Known:
        known: Known = self.household.known
        return known

    async def write(self, old: str, new: str, draft: str = "") -> str:
        """The key of a draft in which this was replaced."""
        key = draft or (await self.content.begin("Paspoort", EDITOR)).key
        there = await self.content.text(key, PASPOORT)
        await self.content.save(key, PASPOORT, there.text.replace(old, new), there.tag, EDITOR)
        return key

    async def publish(self, draft: str) -> Version:
        return await self.content.publish(draft, EDITOR, "Duidelijker")

    async def ask(self, call: str) -> str:
        told = await self.typed.say(call, "ik moet een nieuw paspoort")
        return " ".join(line.text for line in told.lines)


@asynccontextmanager
async def house(tmp_path: Path) -> AsyncIterator[House]:
    url, settings = f"sqlite:///{tmp_path}/records.db", load_settings(data=tmp_path)
    store = ContentStore(small_content.write(tmp_path / "content"))
    log = EventLog(url)
    after = After(MessageFolder(tmp_path / "sms"), b"een sleutel buiten de database", 30)
    service_desk = ServiceDesk(tmp_path / "content", store, log, url, after)
    household: Any = SimpleNamespace(
        content=store,
        known=Known(store.knowledge, Index.build(store.knowledge, None)),
        settings=settings,
        embedder=None,
        clock=Clock(now=lambda: datetime.now().astimezone(), seconds=time.monotonic),
        writer=_Writer(),
        speaking=SimpleNamespace(speaker=SimpleNamespace(pronounce=lambda names: None)),
        rewriter=None,
        answers=None,
        service_desk=service_desk,
    )
    in_force, learning = InForce(household), Learning()
    preparing = Preparing(in_force, tmp_path / "embeddings", learning, rest_seconds=0.0)
    content = StudioContent(tmp_path / "content", tmp_path, effect=preparing)
    try:
        yield House(
            content, in_force, learning, TypedCalls(household, Metrics()), tmp_path / "content",
            service_desk, household,
        )  # fmt: skip
    finally:
        await preparing.end()
        content.close()
        service_desk.close()
        log.close()


class _Writer:
    async def open_call(self, *_: object) -> None: ...

    async def append(self, *_: object) -> None: ...


async def test_a_new_conversation_has_the_new_answer_and_a_running_one_the_old(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as made:
        running = await made.typed.begin()
        first = await made.content.published()
        room = made.service_desk.begun()
        await made.publish(await made.write(OLD, NEW))
        assert NEW in await made.ask(await made.typed.begin())
        assert OLD in await made.ask(running)
        assert OLD in room().knowledge.topics["paspoort"].answer.text["nl"]
        await made.content.back_to(first.key, EDITOR, "Toch niet")
        assert OLD in await made.ask(await made.typed.begin())
        assert made.learning.begun.empty(), "the lines are the same, so there is nothing to learn"


async def test_other_lines_are_learned_before_they_are_published(tmp_path: Path) -> None:
    async with house(tmp_path) as made:
        draft = await made.write(SAMPLE, f"{SAMPLE}    - mag ik een pasje\n")
        before = made.known
        await made.learning.begun.get()
        ready = await made.content.readiness(draft)
        assert (ready.prepared, ready.share, ready.fault) == (False, 0.5, "")
        made.learning.may_end.set()
        known = await made.content.known(draft)
        assert (await made.content.readiness(draft)).prepared
        await made.publish(draft)
        assert made.known is known is not before
        assert made.learning.begun.empty(), "it is learned once"


async def test_who_publishes_at_once_waits_for_it(tmp_path: Path) -> None:
    async with house(tmp_path) as made:
        draft = await made.write(SAMPLE, f"{SAMPLE}    - mag ik een pasje\n")
        publishing = asyncio.create_task(made.publish(draft))
        await made.learning.begun.get()
        assert not publishing.done()
        made.learning.may_end.set()
        await publishing


async def test_a_later_text_of_a_draft_takes_the_place_of_what_was_being_learned(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as made:
        draft = await made.write(SAMPLE, f"{SAMPLE}    - mag ik een pasje\n")
        await made.learning.begun.get()
        await made.write("mag ik een pasje", "mag ik een pas", draft)
        await made.learning.begun.get()
        assert made.learning.given_up == 1
        made.learning.may_end.set()
        await made.publish(draft)


async def test_a_draft_that_cannot_be_learned_is_told_and_tried_again(tmp_path: Path) -> None:
    async with house(tmp_path) as made:
        made.learning.fault = LearningFailed("geheugen vol")
        made.learning.may_end.set()
        draft = await made.write(SAMPLE, f"{SAMPLE}    - mag ik een pasje\n")
        with pytest.raises(Refused, match="Er is niets veranderd"):
            await made.publish(draft)
        assert "kon dit concept niet leren" in (await made.content.readiness(draft)).fault
        assert OLD in (made.folder / PASPOORT).read_text("utf-8")
        made.learning.fault = None
        await made.publish(draft)


async def test_what_changes_by_hand_is_taken_up(tmp_path: Path) -> None:
    async with house(tmp_path) as made:
        file = made.folder / PASPOORT
        file.write_text(file.read_text("utf-8").replace(OLD, NEW), "utf-8")
        await made.in_force.take_up()
        assert NEW in await made.ask(await made.typed.begin())
        good = made.known
        file.write_text("kapot: [", "utf-8")
        await made.in_force.take_up()
        assert made.known is good
