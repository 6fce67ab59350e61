"""Teach the embedding model what callers call things: `python -m bench.document_tuning`.

    python -m bench.document_tuning [--write] [--turns DIR] [--epochs 3] [--minutes 20]

Learns from `bench/learning_set.py`: of a few dozen questions at once each is to be nearer to the
sentence that answers it than to those of the others, which are partly of the same page (InfoNCE
with the other answers as what is wrong; van den Oord et al. 2018). Only low-rank changes of the
query and value matrices are learned (LoRA, Hu et al. 2021), so that the file stays small.

`--write` keeps what all pairs teach in `dialog/documents/tuned.npz`. `--turns DIR` makes two
models, each from one half of the pages, so that `bench.document_answers --fit` can judge every
question by a model that has not seen its page. It needs PyTorch: `pip install -e .[tuning]`.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np

from bench.learning_set import pairs
from dialog.e5_file import packed_file, read_e5
from dialog.e5_tuning import TUNED, packed

TURNS = 2


def turn_of(page: str) -> int:
    """Which of the two models learns from this page."""
    return int(hashlib.md5(page.encode(), usedforsecurity=False).hexdigest(), 16) % TURNS


def main() -> None:
    parser = argparse.ArgumentParser(description="Teach the embedding model what callers say.")
    parser.add_argument("--write", action="store_true", help="keep what all pairs teach")
    parser.add_argument("--turns", type=Path, help="keep there what each half of the pages teaches")
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--minutes", type=float, default=30.0, help="of each model, at most")
    wish = parser.parse_args()
    given, file = list(pairs()), read_e5(packed_file())
    from bench.tuned_encoder import learn  # heavy, and not for the processes that read pages

    print(f"{len(given)} pairs of {len({each.page for each in given})} pages")
    if wish.turns:
        wish.turns.mkdir(parents=True, exist_ok=True)
        for turn in range(TURNS):
            part = [each for each in given if turn_of(each.page) == turn]
            made = learn(part, file, wish.epochs, wish.minutes)
            np.savez_compressed(wish.turns / f"turn{turn}.npz", **packed(made.changes()))
    if wish.write:
        made = learn(given, file, wish.epochs, wish.minutes)
        np.savez_compressed(str(TUNED), **packed(made.changes()))


if __name__ == "__main__":
    main()
