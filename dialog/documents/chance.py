"""The chance that a passage answers a question, from how the two match.

A logistic regression with few inputs, fitted by `bench/document_fitting.py` on questions of our
own; once with embeddings and once for passages that have none yet.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.float32]
"""Shape (passages, len(NAMES)), in the order of NAMES."""

BY_WORDS = ("words", "letters", "covered", "named", "words_lead")
BY_MEANING = ("meaning", "meaning_above", "meaning_lead")
NAMES = (*BY_WORDS, *BY_MEANING)
"""`…_lead` is how far it is above the best passage of any other document, `meaning_above` how many
deviations the likeness is above that of all passages."""


@dataclass(frozen=True, slots=True)
class Slopes:
    """What each input adds to the log odds; an input that is not named adds nothing."""

    start: float
    by_name: Mapping[str, float]

    def chance(self, features: Features) -> NDArray[np.float64]:
        slopes = np.array([self.by_name.get(name, 0.0) for name in NAMES])
        return np.asarray(1 / (1 + np.exp(-(self.start + features @ slopes))))


def _fitted() -> Mapping[str, Any]:
    file = resources.files("dialog") / "documents" / "fitted.json"
    found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


_FITTED = _fitted()
WITH_MEANING, WITHOUT = (
    Slopes(_FITTED[name]["start"], _FITTED[name]["by_name"]) for name in ("with_meaning", "without")
)
