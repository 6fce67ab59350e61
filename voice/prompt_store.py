"""Sound of fixed sentences, kept on disk so that it is there before a call needs it.

A folder for each voice, in it files that are named by a hash and hold sound only: a mark, the
SHA-256 of the samples, the samples (int16, little-endian). No text is ever kept, on disk or in
memory. What changes the sound changes the name, so nothing kept is ever wrong, only unused: what
voices left behind is removed by `keep_voices`, and what was used longest ago when it is too much.
"""

import hashlib
import os
import re
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from loguru import logger

from audio.frames import Samples

_MARK = b"BELPROMPT1"
_RECIPE = 3
"""Raise it when trimming, pauses or loudness change: old sound is then made anew. Other words
for the same text need no raise, for the words themselves are in the key.
"""
_HEADER_BYTES = len(_MARK) + hashlib.sha256().digest_size
_MEMORY_BYTES = 48 * 1024 * 1024
"""Twenty-five minutes at 16 kHz; the folder gives the rest within milliseconds."""
_DISK_BYTES = 1000 * 1000 * 1000
"""Nearly nine hours at 16 kHz."""
_AFTER_CLEARING = 0.9
"""Of the limit: so that not every sentence from then on removes another."""
_VOICE_DIGITS = 12
_OUR_FOLDER = re.compile(r"[0-9a-f]{2}|[0-9a-f]{12}")
"""That of a voice, or of two digits as they were before voices had one."""


def prompt_key(voice_id: str, language: str, rate: float, rate_hz: int, words: str) -> str:
    """Everything that decides how it sounds: 12 hex digits for the voice, 64 for the sentence.

    `words` is what the voice is given to say.
    """
    parts = (language, f"{rate:.3f}", str(rate_hz), words)
    return f"{_voice(voice_id)}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}"


def _voice(voice_id: str) -> str:
    return hashlib.sha256(f"{_RECIPE}\0{voice_id}".encode()).hexdigest()[:_VOICE_DIGITS]


class PromptStore:
    """Two layers: the latest in memory, everything in the folder. Safe for threads."""

    def __init__(
        self,
        folder: Path | str,
        memory_bytes: int = _MEMORY_BYTES,
        disk_bytes: int = _DISK_BYTES,
    ) -> None:
        self._folder = Path(folder)
        self._memory_bytes, self._disk_bytes = memory_bytes, disk_bytes
        self._memory: OrderedDict[str, Samples] = OrderedDict()
        self._held_bytes = 0
        self._written_bytes: int | None = None
        """In the folder, as far as we know; None: not counted yet."""
        self._lock = threading.Lock()
        self._counting = threading.Lock()  # apart: who asks for memory never waits for a disk
        self._warned = False

    def keep_voices(self, voice_ids: Iterable[str]) -> None:
        """Remove the sound of every other voice and of older recipes. Waits for a disk."""
        wanted = {_voice(each) for each in voice_ids}
        with self._counting:
            for folder in self._folders():
                if folder.name not in wanted:
                    shutil.rmtree(folder, ignore_errors=True)
            self._written_bytes = None

    def get(self, key: str) -> Samples | None:
        """Sound under this key, or None; a file that was damaged counts as none."""
        held = self.held(key)
        if held is not None:
            return held
        samples = self._read(key)
        if samples is not None:
            self._remember(key, samples)
        return samples

    def held(self, key: str) -> Samples | None:
        """As `get`, from memory alone: it never waits for a disk."""
        with self._lock:
            if key in self._memory:
                self._memory.move_to_end(key)
            return self._memory.get(key)

    def put(self, key: str, samples: Samples) -> None:
        """Keep it. A folder that takes no more is warned about once; memory serves on."""
        kept = samples.copy()
        kept.flags.writeable = False  # shared by all calls
        self._remember(key, kept)
        try:
            self._write(key, kept)
        except OSError as error:
            self._warn(error)
        else:
            self._warned = False
            self._count(_HEADER_BYTES + kept.nbytes)

    def _read(self, key: str) -> Samples | None:
        path = self._path(key)
        try:
            content = path.read_bytes()
            os.utime(path)  # when it was used last, for `_clear`
        except FileNotFoundError:
            return None
        except OSError as error:
            self._warn(error)
            return None
        mark, summed = content[: len(_MARK)], content[len(_MARK) : _HEADER_BYTES]
        sound = content[_HEADER_BYTES:]
        if mark != _MARK or hashlib.sha256(sound).digest() != summed:
            logger.warning("prompt {}… is damaged and will be made again", key[:12])
            return None
        return np.frombuffer(sound, "<i2").astype(np.int16, copy=False)

    def _write(self, key: str, samples: Samples) -> None:
        sound = samples.astype("<i2").tobytes()
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MARK + hashlib.sha256(sound).digest() + sound)
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _path(self, key: str) -> Path:
        voice, _, sentence = key.rpartition("-")
        return self._folder / voice / sentence[:2] / f"{key}.prompt"

    def _folders(self) -> list[Path]:
        """Those that we made, and nothing that somebody else put there."""
        try:
            found = list(self._folder.iterdir())
        except OSError:
            return []
        return [each for each in found if _OUR_FOLDER.fullmatch(each.name) and each.is_dir()]

    def _count(self, written_bytes: int) -> None:
        with self._lock:
            in_use = set(self._memory)
        with self._counting:
            if self._written_bytes is not None:
                self._written_bytes += written_bytes
            if self._written_bytes is None or self._written_bytes > self._disk_bytes:
                self._written_bytes = self._clear(in_use)

    def _clear(self, in_use: set[str]) -> int:
        """Where there is too much, remove what was used longest ago; bytes that are left.

        What is in memory is in use, however long ago it was read.
        """
        found = [each for folder in self._folders() for each in _kept_in(folder)]
        left = sum(size for _, size, _ in found)
        if left <= self._disk_bytes:
            return left
        for _, size, path in sorted(found, key=lambda each: (each[2].stem in in_use, each[0])):
            if left <= _AFTER_CLEARING * self._disk_bytes:
                break
            path.unlink(missing_ok=True)
            left -= size
        return left

    def _remember(self, key: str, samples: Samples) -> None:
        with self._lock:
            replaced = self._memory.pop(key, None)
            self._held_bytes += samples.nbytes - (replaced.nbytes if replaced is not None else 0)
            self._memory[key] = samples
            while self._held_bytes > self._memory_bytes and len(self._memory) > 1:
                _, oldest = self._memory.popitem(last=False)
                self._held_bytes -= oldest.nbytes

    def _warn(self, error: OSError) -> None:
        if not self._warned:
            self._warned = True
            logger.warning(
                "prompts cannot be kept in {} ({}); they stay in memory until this ends. "
                "Make room there or choose another folder",
                self._folder,
                error.strerror or error,
            )


def _kept_in(folder: Path) -> list[tuple[float, int, Path]]:
    """Moment of its last use, size in bytes, and path of every file."""
    found = []
    for path in folder.rglob("*.prompt"):
        try:
            told = path.stat()
        except OSError:  # another process was quicker to remove it
            continue
        found.append((told.st_mtime, told.st_size, path))
    return found
