"""Low-rank changes of the embedding model: kept small, applied where they fit."""

from io import BytesIO

import numpy as np
import pytest

from dialog.e5_tuning import TUNED, Tuning, WrongTuning, packed, read_tuning

RNG = np.random.default_rng(6)
UP = RNG.normal(size=(6, 2)).astype(np.float32)
DOWN = RNG.normal(size=(2, 4)).astype(np.float32)


def kept() -> bytes:
    file = BytesIO()
    np.savez_compressed(file, **packed({"l0.q": (UP, DOWN)}))
    return file.getvalue()


def test_what_is_kept_comes_back_as_near_as_eight_bits_can() -> None:
    up, down = read_tuning(kept()).changes["l0.q"]
    np.testing.assert_allclose(up, UP, atol=np.abs(UP).max() / 127)
    np.testing.assert_allclose(down, DOWN, atol=np.abs(DOWN).max() / 127)


def test_only_the_matrix_that_is_named_is_changed() -> None:
    tuning = read_tuning(kept())
    given = {"l0.q.w": np.ones((6, 4), np.float32), "l0.k.w": np.ones((6, 4), np.float32)}
    made = tuning.applied(given)
    up, down = tuning.changes["l0.q"]
    np.testing.assert_allclose(made["l0.q.w"], 1 + up @ down, rtol=1e-6)
    assert made["l0.k.w"] is given["l0.k.w"]
    assert (given["l0.q.w"] == 1).all()


@pytest.mark.parametrize("shape", [(6, 5), (5, 4)])
def test_a_change_of_another_model_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(WrongTuning, match=r"l0\.q"):
        read_tuning(kept()).applied({"l0.q.w": np.ones(shape, np.float32)})
    with pytest.raises(WrongTuning, match=r"l0\.q"):
        read_tuning(kept()).applied({})


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"text"])
def test_a_file_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(WrongTuning):
        read_tuning(data)


def test_other_changes_have_another_sign() -> None:
    assert read_tuning(kept()).sign == read_tuning(kept()).sign
    other = BytesIO()
    np.savez_compressed(other, **packed({"l0.q": (UP * 2, DOWN)}))
    assert read_tuning(other.getvalue()).sign != read_tuning(kept()).sign


def test_what_ships_is_small_and_of_this_model() -> None:
    data = TUNED.read_bytes()
    assert len(data) < 200_000
    tuning: Tuning = read_tuning(data)
    assert {up.shape[0] for up, _ in tuning.changes.values()} == {384}
