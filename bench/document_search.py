"""What 10,000 passages cost: the time to build, the wait for a search, memory and disk.

    python -m bench.document_search [--sizes 1000,2000,5000,10000] [--out DIR]

The passages are those of bench/documents with changed words. Each size goes on where the last one
stopped, as a library of documents grows: embedding is added up. A search includes the embedding
of the question. Figures go to documents.json, the plot to documents.png.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
import psutil
from matplotlib.figure import Figure
from tqdm import tqdm

from belbalie.threads import calculate_in_one_thread
from bench.many_passages import many, of_pages, questions
from dialog.documents.document import DocumentPassage
from dialog.documents.index import DocumentIndex
from dialog.documents.lexical import Counts, Lexical
from dialog.documents.meaning import Text, TextVectors, texts_of
from dialog.embedding import tuned_to_documents

SIZES = (1000, 2000, 5000, 10_000)
_DAY = date(2026, 11, 26)
_QUESTIONS = 200
_PORTION = 64
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds, milliseconds and megabytes (10^6 bytes) at one size."""

    passages: int
    embedding_s: float
    """By the clock, on the cores that were free."""
    embedding_cpu_s: float
    """Of all cores together."""
    counting_s: float
    """Words, stems, compounds, letters: from nothing."""
    again_s: float
    """The same after one passage changed."""
    search_p50_ms: float
    search_p95_ms: float
    known_p50_ms: float
    """With the vector of the question given."""
    known_p95_ms: float
    memory_mb: float
    """Beyond the model and the passages themselves."""
    disk_mb: float


class _Growing:
    """The index as it grows from size to size."""

    def __init__(self, folder: Path) -> None:
        self._embedder = tuned_to_documents(Path("var/embeddings"))
        self._embedder.embed(["warm"], query=True)
        self._folder = folder
        self._vectors = TextVectors(self._embedder, folder)
        self._wall = self._cpu = 0.0

    def cost(self, passages: Sequence[DocumentPassage]) -> Cost:
        before = psutil.Process().memory_info().rss
        texts = texts_of(passages)
        self._embed(texts)
        counts = Counts()
        lexical, counting = _timed(lambda: Lexical(counts, passages))
        changed = [*passages[1:], passages[0]]
        _, again = _timed(lambda: Lexical(counts, changed))
        meaning = self._vectors.meaning(passages)
        index = DocumentIndex(passages, lexical).with_meaning(meaning, self._embedder)
        asked = list(questions(passages, _QUESTIONS))
        full = [_timed(lambda q=q: index.find(q, day=_DAY))[1] for q in asked]  # type: ignore[misc]
        rows = self._embedder.embed(asked, query=True)
        known = [
            _timed(lambda q=q, row=row: index.find(q, day=_DAY, vector=row))[1]  # type: ignore[misc]
            for q, row in zip(asked, rows, strict=True)
        ]
        self._vectors.keep(texts)
        return Cost(
            passages=len(passages),
            embedding_s=round(self._wall, 1),
            embedding_cpu_s=round(self._cpu, 1),
            counting_s=round(counting, 2),
            again_s=round(again, 2),
            search_p50_ms=_ms(full, 0.5),
            search_p95_ms=_ms(full, 0.95),
            known_p50_ms=_ms(known, 0.5),
            known_p95_ms=_ms(known, 0.95),
            memory_mb=round((psutil.Process().memory_info().rss - before) / 1e6, 1),
            disk_mb=round(sum(f.stat().st_size for f in self._folder.iterdir()) / 1e6, 1),
        )

    def _embed(self, texts: Sequence[Text]) -> None:
        missing = self._vectors.missing(texts)
        began, cpu = time.perf_counter(), _cpu_s()
        for at in tqdm(
            range(0, len(missing), _PORTION), desc=f"{len(texts)}", leave=False, disable=None
        ):
            self._vectors.make(missing[at : at + _PORTION])
        self._wall += time.perf_counter() - began
        self._cpu += _cpu_s() - cpu


def _timed(work: Callable[[], Made]) -> tuple[Made, float]:
    began = time.perf_counter()
    made = work()
    return made, time.perf_counter() - began


def _ms(seconds: Sequence[float], share: float) -> float:
    return round(float(np.quantile(seconds, share)) * 1000, 1)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def draw(costs: Sequence[Cost]) -> Figure:
    """How time, wait and room grow with the passages."""
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    sizes = [each.passages for each in costs]
    panes = (
        ("build (s)", ("embedding_s", "counting_s"), ("embedding", "words"), 600),
        ("search (ms)", ("search_p95_ms", "search_p50_ms", "known_p95_ms"),
         ("p95", "p50", "p95, vector given"), 80),
        ("room (MB)", ("memory_mb", "disk_mb"), ("memory", "disk"), None),
    )  # fmt: skip
    for axes, (title, names, labels, limit) in zip(figure.subplots(1, 3), panes, strict=True):
        for name, label in zip(names, labels, strict=True):
            axes.plot(sizes, [getattr(each, name) for each in costs], marker="o", label=label)
        if limit is not None:
            axes.axhline(limit, color="#888888", linestyle=":", label="limit")
        axes.set_title(title, fontsize=11)
        axes.set_xlabel("passages")
        axes.set_ylim(bottom=0)
        axes.grid(True, color="#dddddd")
        axes.legend(frameon=False, fontsize=8)
    return figure


def main() -> None:
    parser = argparse.ArgumentParser(description="What many passages cost.")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--out", type=Path, default=Path("var/bench/documents"))
    wish = parser.parse_args()
    calculate_in_one_thread()
    sizes = [int(each) for each in wish.sizes.split(",")]
    passages = many(of_pages(), max(sizes))
    costs = []
    wish.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        growing = _Growing(Path(folder))
        for size in sizes:
            costs.append(growing.cost(passages[:size]))
            print(json.dumps(asdict(costs[-1])), flush=True)
            told = json.dumps([asdict(each) for each in costs], indent=1)
            (wish.out / "documents.json").write_text(told + "\n", encoding="utf-8")
            draw(costs).savefig(wish.out / "documents.png", dpi=144)


if __name__ == "__main__":
    main()
