from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from dialog.vectors import Once, Vectors, embedded
from tests.dialog.letter_embedder import LetterEmbedder

LINES = [f"regel nummer {n}" for n in range(40)]


def only_file(folder: Path) -> Path:
    (path,) = (file for file in folder.iterdir() if file.suffix != ".lock")
    return path


def test_rows_come_in_the_order_of_the_lines(tmp_path: Path) -> None:
    embedder = LetterEmbedder()
    embedded(LINES[:20], embedder, tmp_path)
    mixed = [LINES[30], LINES[3], LINES[3], LINES[21]]
    assert np.array_equal(
        embedded(mixed, embedder, tmp_path), LetterEmbedder().embed(mixed, query=True)
    )


def test_a_line_is_embedded_once(tmp_path: Path) -> None:
    embedded(LINES, LetterEmbedder(), tmp_path)
    later = LetterEmbedder()
    embedded([*LINES, "een nieuwe regel"], later, tmp_path)
    assert later.embedded == ["een nieuwe regel"]


def test_another_model_never_gets_these_vectors(tmp_path: Path) -> None:
    embedded(LINES, LetterEmbedder(), tmp_path)
    other = LetterEmbedder("letters-2")
    embedded(LINES, other, tmp_path)
    assert other.embedded == LINES


@pytest.mark.parametrize("damage", [b"", b"geen zip", None])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    whole = embedded(LINES, LetterEmbedder(), tmp_path)
    path = only_file(tmp_path)
    path.write_bytes(path.read_bytes()[:-200] if damage is None else damage)
    again = LetterEmbedder()
    assert np.array_equal(embedded(LINES, again, tmp_path), whole)
    assert again.embedded == LINES
    mended = LetterEmbedder()
    embedded(LINES, mended, tmp_path)
    assert mended.embedded == []


def test_a_cache_of_another_shape_is_made_anew(tmp_path: Path) -> None:
    embedded(LINES, LetterEmbedder(), tmp_path)
    with only_file(tmp_path).open("wb") as file:
        np.savez(file, keys=np.array(["a"]), vectors=np.zeros((1, 3), dtype=np.float32))
    again = LetterEmbedder()
    embedded(LINES, again, tmp_path)
    assert again.embedded == LINES


def test_no_half_written_file_is_left(tmp_path: Path) -> None:
    embedded(LINES, LetterEmbedder(), tmp_path)
    assert only_file(tmp_path).suffix == ".npz"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(OSError, match="bestand"):
        embedded(LINES, LetterEmbedder(), tmp_path / "bestand" / "cache")


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    embedded(LINES, LetterEmbedder(), None)
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_at_the_number_of_new_lines(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    lines = [f"regel nummer {n}" for n in range(150)]
    embedded(lines, LetterEmbedder(), tmp_path, lambda done, total: told.append((done, total)))
    assert told[-1] == (150, 150)
    assert len(told) > 1
    told.clear()
    embedded(lines, LetterEmbedder(), tmp_path, lambda done, total: told.append((done, total)))
    assert told == []


def test_no_lines_give_no_rows() -> None:
    assert embedded([], LetterEmbedder(), None).shape == (0, 48)


class Interrupted(LetterEmbedder):
    """Breaks off after so many lines."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._left = after

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        self._left -= len(texts)
        if self._left < 0:
            raise KeyboardInterrupt
        return super().embed(texts, query)


def test_what_was_embedded_before_a_break_is_kept(tmp_path: Path) -> None:
    lines = [f"regel {n}" for n in range(1500)]
    with pytest.raises(KeyboardInterrupt):
        embedded(lines, Interrupted(after=1200), tmp_path)
    again = LetterEmbedder()
    embedded(lines, again, tmp_path)
    assert len(again.embedded) == 1500 - 1024


def test_who_begins_meanwhile_waits_and_makes_nothing_twice(tmp_path: Path) -> None:
    first, second = LetterEmbedder(), LetterEmbedder()
    with ThreadPoolExecutor() as beside:
        begun: list[Future[Vectors]] = []

        def other(done: int, total: int) -> None:
            begun.append(beside.submit(embedded, [*LINES, "een meer"], second, tmp_path))

        embedded(LINES, first, tmp_path, other)
    assert len(begun) == 1
    assert len(begun[0].result(60)) == len(LINES) + 1
    assert (first.embedded, second.embedded) == (LINES, ["een meer"])


def test_a_question_is_embedded_once_however_often_it_is_looked_up() -> None:
    made = LetterEmbedder()
    once = Once(made)
    first = once.embed(["wat kost een paspoort"], query=True)
    first[:] = 0  # what one search does to its own is nothing to the next
    again = once.embed(["wat kost een paspoort"], query=True)
    assert np.array_equal(again, LetterEmbedder().embed(["wat kost een paspoort"], query=True))
    assert made.embedded == ["wat kost een paspoort"]


def test_a_question_as_a_passage_is_another_vector() -> None:
    made = LetterEmbedder()
    once = Once(made)
    once.embed(["wat kost een paspoort"], query=True)
    once.embed(["wat kost een paspoort"], query=False)
    once.embed(["een", "twee"], query=True)
    assert made.embedded == ["wat kost een paspoort", "wat kost een paspoort", "een", "twee"]
    assert (once.model, once.dimensions) == (made.model, made.dimensions)


def test_only_the_last_questions_are_remembered() -> None:
    made = LetterEmbedder()
    once = Once(made)
    for nth in range(40):
        once.embed([f"vraag {nth}"], query=True)
    once.embed(["vraag 0"], query=True)
    assert made.embedded[-1] == "vraag 0"
