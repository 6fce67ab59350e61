"""What callers' lines mean, as vectors, so that they need not be embedded for each comparison.

One row for each call, sealed with the call's own key: it can be read as long as its words can, and
goes with them.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from records.errors import CallErased
from records.opening import opened
from records.schema import call_keys, calls, envelopes, telling
from records.seal import Sealed, seal, unseal
from records.vector_tables import line_vectors

Vector = NDArray[np.float32]
"""Shape (dimensions), of length 1 but for the rounding to half precision in which it is kept."""

_DIGEST_BYTES = 16
_AT_ONCE = 500
"""Calls in one question: SQLite takes no more than some thousands of values."""


def digest(text: str) -> bytes:
    """What a line is known by beside its vector; it is sealed as the vector is."""
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).digest()


class LineVectors:
    """The vectors of one model. Safe from any thread. Every method may raise RecordsError."""

    def __init__(self, url: str, model: str, dimensions: int) -> None:
        """Open the database, make it or bring it up to date."""
        self._url, self._dimensions = url, dimensions
        self._model = hashlib.sha256(model.encode()).hexdigest()[:16]
        self._engine = opened(url)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    def known(self, wanted: Sequence[str]) -> dict[str, Mapping[bytes, Vector]]:
        """By call, and by the `digest` of the line. Calls without a row are left out, and so are
        erased ones.
        """
        found: dict[str, Mapping[bytes, Vector]] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            for row in self._rows(wanted[start : start + _AT_ONCE]):
                sealed = Sealed(bytes(row.nonce), bytes(row.ciphertext))
                try:
                    kept = unseal(bytes(row.key), sealed, self._place(row.call_id))
                    found[row.call_id] = _unpacked(kept, self._dimensions)
                except (ValueError, KeyError):
                    continue  # damaged: made anew, as if it had never been there
        return found

    def keep(self, call: str, vectors: Mapping[bytes, Vector]) -> None:
        """All vectors of a call, in place of those that were kept. Raises CallErased."""
        here = (line_vectors.c.call_id == call) & (line_vectors.c.model == self._model)
        with telling(self._url), self._engine.begin() as connection:
            row = connection.execute(
                call_keys.select().where(call_keys.c.call_id == call)
            ).one_or_none()
            if row is None:
                raise CallErased(call, "an earlier moment")
            sealed = seal(bytes(row.key), _packed(vectors, self._dimensions), self._place(call))
            connection.execute(line_vectors.delete().where(here))
            new = {"call_id": call, "model": self._model}
            words = {"nonce": sealed.nonce, "ciphertext": sealed.ciphertext}
            connection.execute(line_vectors.insert(), new | words)

    def missing(self, most: int) -> list[str]:
        """Calls that ended and have no row yet, the latest first."""
        there = (
            line_vectors.select()
            .where(line_vectors.c.call_id == calls.c.call_id)
            .where(line_vectors.c.model == self._model)
            .exists()
        )
        ended = (
            envelopes.select()
            .where(envelopes.c.call_id == calls.c.call_id, envelopes.c.kind == "hung_up")
            .exists()
        )
        chosen = calls.select().where(calls.c.erased_at.is_(None), ended, ~there)
        chosen = chosen.order_by(calls.c.opened_at.desc()).limit(most)
        with telling(self._url), self._reading.connect() as connection:
            return [row.call_id for row in connection.execute(chosen)]

    def _rows(self, wanted: Sequence[str]) -> Sequence[Any]:
        both = line_vectors.join(call_keys, call_keys.c.call_id == line_vectors.c.call_id)
        chosen = line_vectors.select().select_from(both).add_columns(call_keys.c.key)
        chosen = chosen.where(line_vectors.c.call_id.in_(wanted))
        chosen = chosen.where(line_vectors.c.model == self._model)
        with telling(self._url), self._reading.connect() as connection:
            return connection.execute(chosen).all()

    def _place(self, call: str) -> bytes:
        return f"line vectors\0{call}\0{self._model}".encode()


def _packed(vectors: Mapping[bytes, Vector], dimensions: int) -> bytes:
    rows = np.array([*vectors.values()], np.float16).reshape(-1, dimensions)
    file = io.BytesIO()
    np.savez(file, digests=np.frombuffer(b"".join(vectors), np.uint8), vectors=rows)
    return file.getvalue()


def _unpacked(kept: bytes, dimensions: int) -> dict[bytes, Vector]:
    """Raises ValueError or KeyError."""
    with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
        names, rows = arrays["digests"].tobytes(), arrays["vectors"].astype(np.float32)
    digests = [names[at : at + _DIGEST_BYTES] for at in range(0, len(names), _DIGEST_BYTES)]
    if rows.shape != (len(digests), dimensions):
        raise ValueError(f"expected {len(digests)} vectors of {dimensions}, got {rows.shape}")
    return dict(zip(digests, rows, strict=True))
