"""A disk that is full: a small file system in memory where we may mount one."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_KILOBYTES = 16


@dataclass(frozen=True)
class SmallDisk:
    folder: Path
    before: tuple[str, ...]
    """What is put in front of a command: where nothing can be mounted, files may not grow."""


@contextmanager
def small_disk(folder: Path, kilobytes: int = _KILOBYTES) -> Iterator[SmallDisk]:
    """Make `folder` a small disk, full but for one page by the file `filling`."""
    folder.mkdir()
    options = ["-o", f"size={kilobytes}k"]
    mount = ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    if mounted:
        (folder / "filling").write_bytes(bytes((kilobytes - 4) * 1024))
    try:
        limit = ("sh", "-c", f'ulimit -f {kilobytes // 2}; exec "$0" "$@"')
        yield SmallDisk(folder, () if mounted else limit)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
