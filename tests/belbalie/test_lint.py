"""LiNT at its edge: a small package in the place of `lint_ii`, which is not needed to test."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from belbalie.lint import lint


class LiNTError(Exception):
    """As the package raises it where its spaCy model is missing."""


def package(scores: dict[str, float | None], *, model: bool = True) -> ModuleType:
    def from_text(text: str) -> SimpleNamespace:
        print("Loading Dutch language model from spaCy... ", end="")
        if not model:
            raise LiNTError("LiNT-II requires the spaCy model")
        return SimpleNamespace(lint=SimpleNamespace(score=scores.get(text, 10.0), level=1))

    module = ModuleType("lint_ii")
    vars(module)["ReadabilityAnalysis"] = SimpleNamespace(from_text=from_text)
    vars(module)["LiNT_II_Exception"] = LiNTError
    return module


def test_a_text_gets_the_score_of_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "lint_ii", package({"Kom langs.": 12.5, "…": None}))
    score = lint()
    assert score is not None
    assert (score("Kom langs."), score("…")) == (12.5, None)
    assert capsys.readouterr().out == ""


def test_without_the_package_nothing_is_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lint_ii", None)
    assert lint() is None


def test_without_its_model_nothing_is_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lint_ii", package({}, model=False))
    assert lint() is None
