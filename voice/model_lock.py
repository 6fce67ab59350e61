"""MODEL.json: the sums of a model's files as they came, and the stamps to know them by."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from voice.model_errors import Fault, ModelError
from voice.sums import Sums

LOCK_NAME = "MODEL.json"


@dataclass(frozen=True, slots=True)
class LockedFile:
    size: int
    """In bytes."""
    mtime_ns: int
    sha256: str

    @property
    def sums(self) -> Sums:
        return Sums(self.size, self.sha256)


def write_lock(model: str, folder: Path, found: Mapping[str, Sums]) -> None:
    """Note each file's sums beside it, with the time that the file has now."""
    files = {
        name: {
            "size": sums.size,
            "mtime_ns": (folder / name).stat().st_mtime_ns,
            "sha256": sums.sha256,
        }
        for name, sums in found.items()
    }
    partial = folder / f"{LOCK_NAME}.part"
    partial.write_text(json.dumps({"model": model, "files": files}, indent=2) + "\n")
    partial.replace(folder / LOCK_NAME)


def read_lock(model: str, folder: Path) -> dict[str, LockedFile]:
    """Raises ModelError when the lock cannot be read or has another shape."""
    path = folder / LOCK_NAME
    try:
        files = json.loads(path.read_text())["files"]
        return {
            name: LockedFile(int(file["size"]), int(file["mtime_ns"]), str(file["sha256"]))
            for name, file in files.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            Fault.DAMAGED,
            f"Cannot read {path} ({error}); remove {folder} and run: belbalie models pull {model}",
        ) from error
