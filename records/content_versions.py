"""Every text that the content ever had, in a bare git repository; no other module knows git.

Entries (commits) follow each other on lines (refs). What an entry tells beside its files is one
line of JSON at the end of its message, so that nothing that people wrote can be taken for it. What
is written is on the disk (fsync) before a line is moved to it, and a line is moved by a rename: who
is killed half-way leaves what was there.
"""

import fcntl
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dulwich.errors import ChecksumMismatch, FileFormatException, NotGitRepository
from dulwich.index import commit_tree
from dulwich.object_store import MemoryObjectStore, iter_tree_contents
from dulwich.objects import Blob, Commit, ObjectID, ShaFile
from dulwich.refs import Ref
from dulwich.repo import Repo

from records.moments import moment

Files = Mapping[str, str]
"""By its path within the content, the key of a text: 'topics/paspoort.yaml'."""

PLAIN_FILE = 0o100644
_REMEMBERED = 512
"""Texts and lists of files of the latest versions; a text is some kilobytes."""
_DAMAGED = (ChecksumMismatch, FileFormatException, NotGitRepository, zlib.error)


class VersionsDamaged(OSError):
    """What is kept cannot be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A state of the content, or of a draft of it."""

    key: str
    tree: str
    """The key of its files."""
    parents: tuple[str, ...]
    at: datetime
    author: str
    words: str
    """Why it was made."""
    told: Mapping[str, Any]
    """What its writer has to know again; JSON."""


class ContentVersions:
    """Safe from any thread. Every method may raise OSError."""

    def __init__(self, folder: Path) -> None:
        """Open the repository, make it where there is none."""
        self._folder = folder
        if not folder.is_dir():
            _make(folder)
        with _telling(folder):
            self._repo = Repo(str(folder))
        self._not_synced: set[Path] = set()
        """Folders with objects whose names may not be on the disk yet."""
        self.files: Callable[[str], Files] = lru_cache(_REMEMBERED)(self._files)
        self.text: Callable[[str], bytes] = lru_cache(_REMEMBERED)(self._text)
        self.entry: Callable[[str], Entry] = lru_cache(_REMEMBERED)(self._entry)

    def close(self) -> None:
        self._repo.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes, in this process or another. It ends with its process."""
        with (self._folder / "belbalie.lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    # -- reading -----------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        """Whether there is an entry of this name."""
        try:
            self.entry(key)
        except LookupError:
            return False
        return True

    def _entry(self, key: str) -> Entry:
        """Raises LookupError."""
        commit = self._object(key)
        if not isinstance(commit, Commit):
            raise LookupError(key)
        words, _, last = commit.message.decode().rpartition("\n\n")
        told = json.loads(last)
        return Entry(
            key=key,
            tree=commit.tree.decode(),
            parents=tuple(parent.decode() for parent in commit.parents),
            at=datetime.fromisoformat(told.pop("at")),
            author=told.pop("author"),
            words=words,
            told=MappingProxyType(told),
        )

    def _files(self, tree: str) -> Files:
        store, found = self._repo.object_store, {}
        with _telling(self._folder):
            for each in iter_tree_contents(store, ObjectID(tree.encode())):
                found[(each.path or b"").decode()] = (each.sha or b"").decode()
        return MappingProxyType(found)

    def _text(self, key: str) -> bytes:
        """Raises LookupError."""
        blob = self._object(key)
        if not isinstance(blob, Blob):
            raise LookupError(key)
        return blob.data

    def _object(self, key: str) -> ShaFile:
        if len(key) != 40 or not set(key) <= set("0123456789abcdef"):
            raise LookupError(key)
        with _telling(self._folder):
            return self._repo.object_store[ObjectID(key.encode())]

    def line(self, name: str) -> str | None:
        """The key of the latest entry on this line."""
        with _telling(self._folder):
            found = self._repo.refs.read_loose_ref(_ref(name))
        return found.decode() if found else None

    def lines(self, under: str) -> Mapping[str, str]:
        """The latest entry of each line under this name, by the rest of the name."""
        with _telling(self._folder):
            names = self._repo.refs.subkeys(_ref(under))
        found = {name.decode(): self.line(f"{under}/{name.decode()}") for name in names}
        return {name: key for name, key in found.items() if key is not None}

    def back(self, key: str | None) -> Iterator[Entry]:
        """The entry and those before it on its line, the latest first."""
        while key is not None:
            entry = self.entry(key)
            yield entry
            key = entry.parents[0] if entry.parents else None

    # -- writing -----------------------------------------------------------------------------

    def keep(self, text: bytes) -> str:
        """The key of this text, which is kept now."""
        return self._add(Blob.from_string(text))

    def tree(self, files: Files) -> str:
        """The key of these files together."""
        blobs = [(path.encode(), ObjectID(key.encode()), PLAIN_FILE) for path, key in files.items()]
        made = MemoryObjectStore()
        top = commit_tree(made, blobs)
        for each in made:
            self._add(made[each])
        return top.decode()

    def write(
        self,
        tree: str,
        parents: Sequence[str],
        *,
        author: str,
        at: datetime,
        words: str,
        told: Mapping[str, Any],
    ) -> str:
        """The key of a new entry; it is on no line yet."""
        commit = Commit()
        commit.tree = ObjectID(tree.encode())
        commit.parents = [ObjectID(parent.encode()) for parent in parents]
        name = " ".join(author.translate({ord(sign): " " for sign in "<>\0"}).split())
        commit.author = commit.committer = f"{name} <studio@belbalie>".encode()
        commit.author_time = commit.commit_time = int(at.timestamp())
        commit.author_timezone = commit.commit_timezone = 0
        commit.encoding = b"UTF-8"
        last = json.dumps({**told, "at": moment(at), "author": author}, ensure_ascii=False)
        commit.message = f"{words.strip()}\n\n{last}".encode()
        return self._add(commit)

    def move(self, name: str, key: str) -> None:
        """Put the line of this name at this entry; within `alone`."""
        self.ready_to_move(name, key)
        self.moved(name)

    def ready_to_move(self, name: str, key: str) -> None:
        """All of `move` that may fail on a full disk."""
        while self._not_synced:
            sync_folder(self._not_synced.pop())
        with _telling(self._folder), self._beside(name).open("wb") as file:
            file.write(f"{key}\n".encode())
            file.flush()
            os.fsync(file.fileno())

    def moved(self, name: str) -> None:
        """The rest of it: a rename."""
        path = self._folder / "refs" / "heads" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._beside(name).replace(path)
        sync_folder(path.parent)

    def _beside(self, name: str) -> Path:
        return self._folder / f"next-{name.replace('/', '-')}"

    def _add(self, kept: ShaFile) -> str:
        """Beside and renamed, as git itself does. dulwich leaves a lock behind on a full disk."""
        key = kept.id.decode()
        path = self._folder / "objects" / key[:2] / key[2:]
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            handle, beside = tempfile.mkstemp(prefix="tmp_obj_", dir=path.parent.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(kept.as_legacy_object())
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(beside, path)
            except OSError:
                os.unlink(beside)
                raise
            self._not_synced |= {path.parent, path.parent.parent}
        return key


def sync_folder(folder: Path) -> None:
    """The names in it are on the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _ref(name: str) -> Ref:
    return Ref(f"refs/heads/{name}".encode())


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise VersionsDamaged(f"{folder}: {error}") from None


def _make(folder: Path) -> None:
    """Beside it and renamed: a repository is whole, or not there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        Repo.init_bare(str(beside), default_branch=b"published").close()
        beside.rename(folder)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        if not folder.is_dir():  # another process was first
            raise
