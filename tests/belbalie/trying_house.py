"""Trials of small municipalities: what is published, and one draft."""

import time
from datetime import datetime
from pathlib import Path
from typing import Any

from belbalie.effect import Progress
from belbalie.known import Known
from belbalie.text_trial import Around
from belbalie.trial_grounds import Grounds
from belbalie.trials import HouseTrials
from dialog.content import load
from dialog.knowledge import Knowledge
from dialog.search import Index
from tests.desk.read_content import ReadContent, content_of
from tests.dialog import small_content
from tests.dialog.talking import SENTENCES
from voice.ears import Clock

NOW = datetime.fromisoformat("2026-11-23T10:15:00+01:00")
DRAFT = "a1"


_LEARNED: dict[str, Index] = {}


def learn(knowledge: Knowledge) -> Known:
    """By words alone: no model is needed. What one test learned, the others know."""
    index = _LEARNED.get(knowledge.version) or Index.build(knowledge, None)
    return Known(knowledge, _LEARNED.setdefault(knowledge.version, index))


class Lessons:
    """Learns what is wanted when the test says so (port `belbalie.trial_grounds.Learning`)."""

    def __init__(self, published: Known) -> None:
        self.fault = ""
        self._known = {published.knowledge.version: published}
        self._wanted: list[Knowledge] = []

    def want(self, draft: str, knowledge: Knowledge, folder: Path) -> None:
        self._wanted.append(knowledge)

    def learn(self) -> None:
        self._known |= {each.version: learn(each) for each in self._wanted}

    async def progress(self, knowledge: Knowledge) -> Progress:
        done = knowledge.version in self._known
        return Progress(done=done, share=1.0 if done else 0.4, fault="" if done else self.fault)

    async def known(self, draft: str, knowledge: Knowledge, folder: Path) -> Known:
        return self._known[knowledge.version]


class TryingHouse:
    """The draft asks another price for a passport. `late` seconds have passed since it began."""

    def __init__(self, folder: Path) -> None:
        said = SENTENCES.read_text(encoding="utf-8")
        own = small_content.write(folder / "published", {"sentences.yaml": said})
        dearer = small_content.PASPOORT.replace("86,50", "90,00")
        changed = {"topics/paspoort.yaml": dearer, "sentences.yaml": said}
        draft = small_content.write(folder / "draft", changed)
        self.late = 0.0
        self.content: Any = content_of(own, **{DRAFT: draft})
        self.read: ReadContent = self.content
        self.lessons = Lessons(learn(load(own)))
        clock = Clock(now=lambda: NOW, seconds=lambda: time.monotonic() + self.late)
        self.trials = HouseTrials(Grounds(self.content, self.lessons), Around(clock))

    async def learned(self) -> None:
        """The draft can be tried."""
        await self.trials.learned(DRAFT)
        self.lessons.learn()

    def close(self) -> None:
        self.trials.close()
