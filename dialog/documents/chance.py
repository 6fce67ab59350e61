"""The chance that a passage answers a question, from how the two match.

All passages that come near compete with each other and with "none of these": a multinomial
logistic regression with few inputs, fitted by `bench/document_fitting.py` on questions of our own;
once with embeddings and once for passages that have none yet. What two passages both answer is
shared between them.
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

BY_WORDS = ("words", "letters", "covered", "words_lead", "holds")
BY_MEANING = ("meaning", "meaning_above", "meaning_lead")
BY_LINES = ("asked", "asked_lead")
NAMES = (*BY_WORDS, *BY_MEANING, *BY_LINES)
"""`…_lead` is how far it is above the best passage of any other document, `meaning_above` how many
deviations the likeness is above that of all passages, `holds` whether the kind of thing that is
asked for is there (`kinds.py`), `asked` how near the nearest of its lines comes, nought where it
has none."""


@dataclass(frozen=True, slots=True)
class Slopes:
    """What each input adds to the log odds; an input that is not named adds nothing."""

    start: float
    by_name: Mapping[str, float]

    def odds(self, features: Features) -> NDArray[np.float64]:
        """How much likelier each is than none, as a natural logarithm."""
        slopes = np.array([self.by_name.get(name, 0.0) for name in NAMES])
        return np.asarray(self.start + features @ slopes, np.float64)


def chances(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each that it answers; what is left to 1 is the chance that none does."""
    highest = max(float(odds.max(initial=0.0)), 0.0)
    raised = np.exp(odds - highest)
    return np.asarray(raised / (raised.sum() + np.exp(-highest)))


def _fitted() -> Mapping[str, Any]:
    file = resources.files("dialog") / "documents" / "fitted.json"
    found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


_FITTED = _fitted()
WITH_MEANING, WITHOUT = (
    Slopes(_FITTED[name]["start"], _FITTED[name]["by_name"]) for name in ("with_meaning", "without")
)
