"""Versions and drafts as folders that can be read as content, and what was read of them.

A folder is named by its files together, so it never changes; farther layers are found from where
the content really is (`dialog.content_layers.HOME`).
"""

import os
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from belbalie.content_folder import ContentFolder
from dialog.content import Content, checked
from dialog.content_file import Problem
from dialog.content_layers import HOME, read_layers
from records.content_versions import ContentVersions

_MOST, _DAY_SECONDS = 30, 24 * 60 * 60
"""So many folders are kept, and each for a day: somebody may be reading there."""
_READ = 6
"""Contents remembered: what is published, and the drafts that editors look at."""


class ContentTrees:
    """Safe from any thread. Every method may raise OSError, LookupError for a tree not there."""

    def __init__(self, versions: ContentVersions, folder: Path, home: Path) -> None:
        """`home` is where the content really is."""
        self._versions, self._folder, self._home = versions, folder, home
        self._read: OrderedDict[object, Content] = OrderedDict()
        self._lock = threading.Lock()

    def folder(self, tree: str) -> Path:
        path = self._folder / tree
        if not path.is_dir():
            beside = self._fresh()
            self._fill(beside, tree)
            try:
                beside.rename(path)
            except OSError:  # another thread was first
                shutil.rmtree(beside)
                if not path.is_dir():
                    raise
            self._prune()
        os.utime(path)
        return path

    def checked(self, tree: str, today: date) -> Content:
        """Read with all that is wrong; paths of problems are relative to the own folder."""
        folder = self.folder(tree)
        key = (tree, today, self._farther(folder))
        with self._lock:
            if key in self._read:
                self._read.move_to_end(key)
                return self._read[key]
        content = relative(checked(folder, today), folder)
        with self._lock:
            self._read[key] = content
            while len(self._read) > _READ:
                self._read.popitem(last=False)
        return content

    @contextmanager
    def with_file(self, tree: str, path: str, text: bytes) -> Iterator[Path]:
        """A folder in which this text stands there; it is gone afterwards."""
        whole, folder = self.folder(tree), self._fresh()
        try:
            shutil.copytree(whole, folder, copy_function=os.link, dirs_exist_ok=True)
            there = folder / path
            there.unlink(missing_ok=True)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(text)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _farther(self, folder: Path) -> object:
        """Other when a farther layer is other."""
        return tuple(ContentFolder(each).stamp() for each in read_layers(folder)[0].folders[1:])

    def _fresh(self) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".new-", dir=self._folder))

    def _fill(self, folder: Path, tree: str) -> None:
        for path, key in self._versions.files(tree).items():
            there = folder / path
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(self._versions.text(key))
        (folder / HOME).write_text(f"{self._home.absolute()}\n", "utf-8")

    def _prune(self) -> None:
        """Take away folders that nobody asked for in a day, when there are many."""
        by_age = sorted(self._folder.iterdir(), key=_age_seconds)
        for each in by_age[_MOST:]:
            if _age_seconds(each) > _DAY_SECONDS:
                shutil.rmtree(each, ignore_errors=True)


def relative(content: Content, folder: Path) -> Content:
    """Its problems with paths as editors know them."""
    return replace(content, problems=[_relative(problem, folder) for problem in content.problems])


def _relative(problem: Problem, folder: Path) -> Problem:
    if not problem.path.is_relative_to(folder):
        return problem
    return replace(problem, path=problem.path.relative_to(folder))


def _age_seconds(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:  # another thread took it away
        return 0.0
