"""The folder of content itself: what stands there, and writing many files of it at once.

A version is never there by half. All new files are put beside the old ones (1), a marker says
which of them belong together (2), then there are only renames (3), and the marker goes (4). Who is
killed before 2 leaves the old; after it the next one to come finishes with renames alone, also when
the disk is full. Nobody reads meanwhile (`dialog/content_whole.py`).
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from belbalie.content_names import content_files
from dialog.content_whole import MARKER, alone
from records.content_versions import sync_folder

_NEW = ".nieuw"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a marker says."""

    version: str
    written: tuple[str, ...]
    gone: tuple[str, ...]


def at_nothing(begun: Unfinished) -> None:
    """Nothing belongs to it."""


def at_no_step(step: str) -> None:
    """Where tests end the process."""


class ContentFolder:
    """Every method may raise OSError."""

    def __init__(self, folder: Path, at_step: Callable[[str], None] = at_no_step) -> None:
        self.folder = folder
        self._at_step = at_step

    def files(self) -> Mapping[str, bytes]:
        """The content, by path."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in content_files(self.folder)
        }

    def stamp(self) -> object:
        """Other when a file is other; tells quickly whether `files` is worth reading."""
        moments = [(path.as_posix(), *_moment_of(path)) for path in content_files(self.folder)]
        return (*moments, (self.folder / MARKER).exists())

    def write(
        self,
        changes: Mapping[str, bytes | None],
        version: str,
        then: Callable[[Unfinished], None] = at_nothing,
    ) -> None:
        """Put these files there, None takes one away: all of them or, where it raises, none.

        `then` is what belongs to it and can be done again by who finishes it.
        """
        with alone(self.folder):
            try:
                for path, text in changes.items():
                    if text is not None:
                        self._at_step(f"beside {path}")
                        self._put_beside(path, text)
                self._mark(changes, version)
            except OSError:
                self._clear()
                raise
            self._at_step("marked")
            self._finish(then)

    def finish(self, then: Callable[[Unfinished], None] = at_nothing) -> None:
        """Do what is left of a version whose writer was killed, or take away what never counted."""
        if self._is_tidy():
            return
        with alone(self.folder):
            self._finish(then)
            self._clear()

    def _is_tidy(self) -> bool:
        return not (self.folder / MARKER).exists() and not any(self._left())

    def _left(self) -> Iterator[Path]:
        return self.folder.rglob(f".*{_NEW}")

    def _finish(self, then: Callable[[Unfinished], None]) -> None:
        begun = self._unfinished()
        if begun is None:
            return
        self._rename(begun)
        then(begun)
        self._at_step("finish")
        (self.folder / MARKER).unlink()
        sync_folder(self.folder)

    def _unfinished(self) -> Unfinished | None:
        """What somebody began who was killed."""
        try:
            told = json.loads((self.folder / MARKER).read_text("utf-8"))
        except FileNotFoundError:
            return None
        return Unfinished(told["version"], tuple(told["written"]), tuple(told["gone"]))

    def _rename(self, begun: Unfinished) -> None:
        folders = {self.folder}
        for path in begun.written:
            self._at_step(f"rename {path}")
            beside = self._beside(path)
            if beside.exists():
                beside.replace(self.folder / path)
            folders.add((self.folder / path).parent)
        for path in begun.gone:
            self._at_step(f"remove {path}")
            (self.folder / path).unlink(missing_ok=True)
            folders.add((self.folder / path).parent)
        for each in folders:
            sync_folder(each)
        self._at_step("renamed")

    def _clear(self) -> None:
        """Take away what was put beside and does not count."""
        for left in self._left():
            left.unlink(missing_ok=True)

    def _put_beside(self, path: str, text: bytes) -> None:
        beside = self._beside(path)
        beside.parent.mkdir(parents=True, exist_ok=True)
        _write(beside, text)
        there = self.folder / path
        if there.exists():  # who may read it may read it still
            os.chmod(beside, there.stat().st_mode & 0o7777)

    def _mark(self, changes: Mapping[str, bytes | None], version: str) -> None:
        self._at_step("mark")
        told = {
            "version": version,
            "written": [path for path, text in changes.items() if text is not None],
            "gone": [path for path, text in changes.items() if text is None],
        }
        beside = self._beside(MARKER)
        _write(beside, json.dumps(told).encode())
        beside.replace(self.folder / MARKER)
        sync_folder(self.folder)

    def _beside(self, path: str) -> Path:
        there = self.folder / path
        return there.with_name(f".{there.name}{_NEW}")


def _write(path: Path, text: bytes) -> None:
    with path.open("wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _moment_of(path: Path) -> tuple[int, int, int]:
    try:
        known = path.stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (known.st_mtime_ns, known.st_size, known.st_ino)
