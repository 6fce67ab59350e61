"""Versions and drafts as one place to ask: opened when it is first needed, with its faults told."""

import errno
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from loguru import logger

from belbalie.content_folder import ContentFolder, at_no_step
from belbalie.content_trees import ContentTrees
from belbalie.drafts import Drafts
from belbalie.publishing import Publishing, finish
from desk.studio.content import PUBLISHED, ByHand, NoSuchDraft, StudioOut
from dialog.content import Content
from dialog.content_whole import MARKER
from dialog.needs_review import needs_review
from records.content_versions import ContentVersions

Made = TypeVar("Made")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Opened:
    """Sources of one house, on one repository."""

    versions: ContentVersions
    drafts: Drafts
    trees: ContentTrees
    publishing: Publishing
    now: Callable[[], datetime]

    def tree(self, where: str) -> str:
        """Of a draft, a version, or what is published. Raises NoSuchDraft."""
        if where == PUBLISHED:
            return self.publishing.head.tree
        try:
            return self.drafts.entry(where).tree
        except NoSuchDraft:
            return self.publishing.entry(where).tree

    def read(self, where: str) -> Content:
        return self.trees.checked(self.tree(where), self.today)

    @property
    def today(self) -> date:
        return self.now().date()


class ContentStorage:
    """Safe from any thread; its maker closes it."""

    def __init__(
        self,
        content: Path,
        data: Path,
        now: Callable[[], datetime],
        at_step: Callable[[str], None] = at_no_step,
    ) -> None:
        """`content` is the own folder of the municipality, `data` where versions are kept."""
        self._folder = ContentFolder(content, at_step)
        self._data, self._now = data / "studio", now
        self._opening, self._made = threading.Lock(), list[Opened]()

    def read(self, look: Callable[[Opened], Made], *, by_hand: bool = False) -> Made:
        """What is looked up, once the folder was looked at.

        Raises StudioOut and, where `by_hand` asks so, ByHand.
        """
        with self._telling():
            if not self._opened.publishing.untouched:
                with self._opened.versions.alone():
                    self._take_over(by_hand)
            return look(self._opened)

    def write(self, write: Callable[[Opened], Made], *, by_hand: bool = False) -> Made:
        """The same, while nobody else writes."""
        with self._telling(), self._opened.versions.alone():
            self._take_over(by_hand)
            return write(self._opened)

    def close(self) -> None:
        for opened in self._made:
            opened.versions.close()

    def finish(self) -> None:
        """Put wholly in force what somebody was killed while publishing. Raises OSError."""
        versions = self._opened.versions
        with versions.alone():
            finish(self._folder, versions)

    @property
    def _opened(self) -> Opened:
        """When it is first asked, so that a full disk does not keep the house from its calls."""
        with self._opening:
            if not self._made:
                self._made.append(self._open())
            return self._made[0]

    def _open(self) -> Opened:
        now, versions = self._now, ContentVersions(self._data / "content.git")
        drafts = Drafts(versions, now)
        trees = ContentTrees(versions, self._data / "trees", self._folder.folder)
        publishing = Publishing(versions, drafts, self._folder, trees, now, needs_review)
        return Opened(versions, drafts, trees, publishing, now)

    def _take_over(self, by_hand: bool) -> None:
        publishing = self._opened.publishing
        if publishing.untouched:
            return
        try:
            publishing.take_over()
        except ByHand as broken:
            if by_hand:
                raise
            if not publishing.begun:
                raise StudioOut(f"De teksten zijn niet goed te lezen. {broken}") from None

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except NoSuchDraft:
            raise
        except OSError as error:
            raise StudioOut(_sentence(error, self._data)) from error
        except LookupError as error:
            gone = OSError(f"{error} ontbreekt")
            raise StudioOut(_sentence(gone, self._data)) from error


def finish_left(content: Path, data: Path) -> None:
    """What was left half-way in a folder of content, before it is read. A fault is told in the log:
    what stands there is read then, and checked as always.
    """
    if not (content / MARKER).exists():
        return
    store = ContentStorage(content, data, lambda: datetime.now(UTC))
    try:
        store.finish()
    except OSError as error:
        logger.error("{}: a version was left there half-way: {}", content, error)
    finally:
        store.close()


def _sentence(error: OSError, data: Path) -> str:
    where = error.filename or data
    if error.errno in _FULL:
        return (
            "De schijf is vol. Er is niets veranderd. Vraag de beheerder van de server om ruimte "
            f"te maken bij {where}."
        )
    if error.errno in _CLOSED:
        return (
            f"Wij mogen niet schrijven bij {where}. Er is niets veranderd. Vraag de beheerder van "
            "de server om die map schrijfbaar te maken."
        )
    return (
        "De versies van de teksten zijn nu niet te lezen of te bewaren "
        f"({error.strerror or error}). Er is niets veranderd. Vraag de beheerder van de server om "
        f"te kijken bij {where}."
    )
