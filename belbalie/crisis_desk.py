"""The crises that run: what editors on duty started, beside what stands in crisis.yaml.

What they are lives in the records, so that every process that shares the database answers from
the same; each looks every second whether that changed.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from loguru import logger

from belbalie.errors import WorkFailed
from belbalie.settings import Settings
from dialog.crisis import Crisis, CrisisMessage
from dialog.crisis_search import CrisisIndex
from dialog.events import CrisisAnswer, LooksUp
from dialog.everyday import everyday_lines
from dialog.knowledge import Knowledge
from dialog.sounds import Phonemes
from dialog.vectors import Embedder, embedded
from records.crises import Crises, Started, Switched
from records.errors import RecordsError

LOOK_SECONDS = 1.0
"""A page is to be answered from within five seconds; to embed the longest takes three."""
_OVER_DAYS = 30
"""What is over so long is not looked at any more, also not for a call of a given moment."""


class CrisisDesk:
    """One for all calls. Searching is safe from any thread; its maker closes it."""

    def __init__(self, kept: Crises) -> None:
        """Searches by words alone until `search_with`. Raises RecordsError."""
        self._kept = kept
        self._revision = ""
        self._embedder: Embedder | None = None
        self._phonemes: Phonemes | None = None
        self._everyday: tuple[Sequence[str], Path | None] = ((), None)
        self._index = CrisisIndex(())
        self.refresh()

    def search_with(
        self,
        embedder: Embedder | None,
        phonemes: Phonemes | None,
        knowledge: Knowledge,
        folder: Path | None,
    ) -> None:
        """Search by meaning and sounds too, in comparison with the lines of this content;
        `folder` keeps the embeddings of those.
        """
        self._embedder, self._phonemes = embedder, phonemes
        self._everyday = (tuple(everyday_lines(knowledge)), folder)
        self._learn(self._index.crises)

    # -- for calls -------------------------------------------------------------------------

    def messages(self, written: Sequence[CrisisMessage]) -> tuple[CrisisMessage, ...]:
        """What is told to whoever rings: what stands in crisis.yaml, and what was started."""
        return (*written, *(each.message for each in self._index.crises))

    def find(self, query: str, language: str, day: date) -> tuple[CrisisAnswer, ...]:
        """What the news says to a question; nothing where the search itself fails: what else is
        found must not wait for that.
        """
        index = self._index
        if not index.on(day):
            return ()
        try:
            return index.find(query, language)
        except Exception as error:  # whatever breaks in there, the topics are still searched
            logger.error("crises were not searched, {}", type(error).__name__)
            return ()

    # -- for editors -------------------------------------------------------------------------

    def running(self, now: datetime) -> list[Started]:
        """Raises RecordsError."""
        return self._kept.running(now)

    def all(self) -> list[Switched]:
        """Every one that was ever started, the latest first. Raises RecordsError."""
        return self._kept.all()

    def start(self, crisis: Crisis, by: str) -> None:
        """Raises RecordsError."""
        self._kept.start(crisis, by)
        logger.info("crisis {} was started by {}, until {}", crisis.key, by, crisis.message.until)
        self.refresh()

    def stop(self, key: str, by: str, now: datetime) -> None:
        """Raises RecordsError, and LookupError where none of this key runs."""
        self._kept.stop(key, by, now)
        logger.info("crisis {} was stopped by {}", key, by)
        self.refresh()

    # -- as fresh as the records -------------------------------------------------------------

    def refresh(self) -> bool:
        """Take up what the records hold now; whether that is other than before.

        Raises RecordsError.
        """
        revision = self._kept.revision()
        if revision == self._revision:
            return False
        since = datetime.now().astimezone() - timedelta(days=_OVER_DAYS)
        self._learn([each.crisis for each in self._kept.running(since)])
        self._revision = revision
        return True

    async def keep_fresh(self) -> None:
        """Follow the records until cancelled; what cannot be done is logged and tried again."""
        while True:
            try:
                if await asyncio.to_thread(self.refresh):
                    logger.info("{} crises are in force", len(self._index.crises))
            except RecordsError as error:
                logger.error("crises not taken up: {}", error)
            await asyncio.sleep(LOOK_SECONDS)

    def close(self) -> None:
        self._kept.close()

    def _learn(self, crises: Sequence[Crisis]) -> None:
        """By words at once; by meaning as soon as it is embedded."""
        self._index = CrisisIndex(crises, self._phonemes)
        if not crises or self._embedder is None:
            return
        lines, folder = self._everyday
        try:
            everyday = embedded(lines, self._embedder, folder)
        except OSError as error:
            logger.error("crises are searched by words alone, {}", error)
        else:
            self._index = self._index.with_meaning(self._embedder, everyday)


def with_crises(search: LooksUp, crises: CrisisDesk | None) -> LooksUp:
    """The same search, that also brings what the news says."""
    if crises is None:
        return search
    return lambda query, language, day: replace(
        search(query, language, day), crisis=crises.find(query, language, day)
    )


def read_crises(settings: Settings) -> CrisisDesk:
    """What runs now, for one command; the records are closed again. Raises WorkFailed."""
    try:
        desk = CrisisDesk(Crises(settings.database_url))
    except RecordsError as error:
        raise WorkFailed(str(error)) from None
    desk.close()
    return desk
