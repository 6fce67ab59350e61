"""What `bench/document_tuning.py` taught the embedding model about questions to documents.

Low-rank changes (LoRA, Hu et al. 2021) of a few of its matrices: to `layer.part` is added
`up @ down`, each kept as whole numbers of 8 bits with a scale a row.
"""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
TUNED = resources.files("dialog") / "documents" / "tuned.npz"
_MOST = 127


class WrongTuning(ValueError):
    """It is no such file, or of another model."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """Changes by the name of a matrix without its `.w`: `l3.q`."""

    changes: Mapping[str, tuple[Floats, Floats]]
    """`up`, shape (out, rank), and `down`, (rank, in)."""
    sign: str
    """Of what it holds: vectors of models that were tuned otherwise are never mixed."""

    def applied(self, tensors: Mapping[str, Floats]) -> dict[str, Floats]:
        """The tensors with these changes. Raises WrongTuning where they do not fit."""
        made = dict(tensors)
        for name, (up, down) in self.changes.items():
            given = tensors.get(f"{name}.w")
            if given is None or given.shape != (up.shape[0], down.shape[1]):
                shape = None if given is None else given.shape
                raise WrongTuning(
                    f"expected {name} to be {(up.shape[0], down.shape[1])}, got {shape}"
                )
            made[f"{name}.w"] = given + up @ down
        return made


def read_tuning(data: bytes) -> Tuning:
    """Raises WrongTuning."""
    try:
        with np.load(BytesIO(data), allow_pickle=False) as kept:
            names = sorted({name.rpartition(".")[0].rpartition(".")[0] for name in kept.files})
            changes = {
                name: (_part(kept, f"{name}.up"), _part(kept, f"{name}.down")) for name in names
            }
    except (ValueError, KeyError, EOFError, OSError, zipfile.BadZipFile) as error:
        raise WrongTuning(f"expected low-rank changes, got: {error}") from error
    return Tuning(changes, hashlib.sha256(data).hexdigest()[:8])


def packed(changes: Mapping[str, tuple[Floats, Floats]]) -> dict[str, Any]:
    """As arrays for `numpy.savez_compressed`."""
    made: dict[str, Any] = {}
    for name, (up, down) in changes.items():
        for part, values in (("up", up.T), ("down", down)):
            scale = np.maximum(np.abs(values).max(axis=1), 1e-8) / _MOST
            made[f"{name}.{part}.whole"] = np.round(values / scale[:, None]).astype(np.int8)
            made[f"{name}.{part}.scale"] = scale.astype(np.float32)
    return made


def _part(kept: Mapping[str, NDArray[np.float32]], name: str) -> Floats:
    values = kept[f"{name}.whole"].astype(np.float32) * kept[f"{name}.scale"][:, None]
    return np.asarray(values.T if name.endswith(".up") else values, np.float32)
