"""What a trial stands on: the draft as it was read, learned, and its services."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from belbalie.effect import LearningFailed, Progress
from belbalie.known import Known
from desk.studio.content import ContentDesk, NoSuchDraft, StudioOut
from desk.studio.trying import CannotTry
from dialog.content_services import ServiceContent, ServiceStore
from dialog.knowledge import Knowledge

_GONE = "Dit concept is er niet meer."
_WRONG = "In dit concept staan nog fouten. Los die eerst op: dan kunt u het proberen."
_NOT_LEARNED = "De computer kon dit concept niet leren. Probeer het later nog eens."


class NotLearned(Exception):
    """The lines of this draft are being learned; `share` of that is done, from 0 to 1."""

    def __init__(self, share: float) -> None:
        self.share = share
        super().__init__(f"{share:.0%} was learned")


class Learning(Protocol):
    """As much of `belbalie.effect.Effect` as trials need."""

    def want(self, draft: str, knowledge: Knowledge, folder: Path) -> None: ...

    async def progress(self, knowledge: Knowledge) -> Progress: ...

    async def known(self, draft: str, knowledge: Knowledge, folder: Path) -> Known: ...


@dataclass(frozen=True, slots=True)
class Ground:
    known: Known
    services: ServiceContent
    folder: Path
    """Of this state of the draft: a change makes another."""


class Grounds:
    """Of all that can be tried."""

    def __init__(self, content: ContentDesk, learning: Learning) -> None:
        self._content, self._learning = content, learning

    async def ground(self, where: str) -> Ground:
        """Raises as `known` does."""
        known, folder = await self.known(where), await self.folder(where)
        town = known.knowledge.municipality
        services = await asyncio.to_thread(lambda: ServiceStore(folder, town).content)
        return Ground(known, services, folder)

    async def known(self, where: str) -> Known:
        """Raises NotLearned, and has it learned then; CannotTry."""
        knowledge, folder = await self._read(where), await self.folder(where)
        progress = await self._learning.progress(knowledge)
        if progress.fault:
            raise CannotTry(progress.fault)
        if not progress.done:
            self._learning.want(where, knowledge, folder)
            raise NotLearned(progress.share)
        try:
            return await self._learning.known(where, knowledge, folder)
        except LearningFailed:
            raise CannotTry(_NOT_LEARNED) from None

    async def folder(self, where: str) -> Path:
        """Raises CannotTry."""
        try:
            return await self._content.folder(where)
        except NoSuchDraft:
            raise CannotTry(_GONE) from None
        except StudioOut as error:
            raise CannotTry(str(error)) from None

    async def _read(self, where: str) -> Knowledge:
        try:
            checked = await self._content.checked(where)
        except NoSuchDraft:
            raise CannotTry(_GONE) from None
        except StudioOut as error:
            raise CannotTry(str(error)) from None
        if checked.content.knowledge is None:
            raise CannotTry(_WRONG)
        return checked.content.knowledge
