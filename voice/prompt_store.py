"""Sound of fixed sentences, kept on disk so that it is there before a call needs it.

A file is named by a hash and holds sound only: a mark, the SHA-256 of the samples, the samples
(int16, little-endian). No text is ever kept, on disk or in memory.
"""

import hashlib
import os
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

import numpy as np
from loguru import logger

from audio.frames import Samples

_MARK = b"BELPROMPT1"
_RECIPE = 2
"""Raise it when reading aloud, trimming or loudness changes: old sound is then made anew."""
_HEADER_BYTES = len(_MARK) + hashlib.sha256().digest_size
_MEMORY_BYTES = 24 * 1024 * 1024
"""Twenty-five minutes at 8 kHz; the folder gives the rest within milliseconds."""


def prompt_key(voice_id: str, rate: float, rate_hz: int, text: str) -> str:
    """SHA-256 in hex of everything that decides how it sounds."""
    parts = (str(_RECIPE), voice_id, f"{rate:.3f}", str(rate_hz), text)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class PromptStore:
    """Two layers: the latest in memory, everything in the folder. Safe for threads."""

    def __init__(self, folder: Path | str, memory_bytes: int = _MEMORY_BYTES) -> None:
        self._folder = Path(folder)
        self._memory_bytes = memory_bytes
        self._memory: OrderedDict[str, Samples] = OrderedDict()
        self._held_bytes = 0
        self._lock = threading.Lock()
        self._warned = False

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

    def _read(self, key: str) -> Samples | None:
        try:
            content = self._path(key).read_bytes()
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
        return self._folder / key[:2] / f"{key}.prompt"

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
