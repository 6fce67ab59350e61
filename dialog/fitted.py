"""Weights and thresholds as `bench/fitting.py` found them, on lines of our own.

The file says what they were fitted on, and how well they do on lines that were left out.
"""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any


def _read() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(
        (resources.files("dialog") / "fitted.json").read_text(encoding="utf-8")
    )
    return found


_FITTED = _read()

WEIGHTS: Mapping[str, Mapping[str, float]] = _FITTED["weights"]
"""Of the channels of `dialog/search.py`, by language."""

THRESHOLDS: Mapping[str, float] = _FITTED["certainty"]
"""By the names of `Certainty` in `dialog/decision.py`."""

PRIORS: Mapping[str, float] = _FITTED["priors"]
"""Added to the log probability of what is no topic: many ways to say it, and few samples each."""

FIGURES: Mapping[str, Any] = _FITTED["figures"]
"""What came of the lines that they were fitted on, and of those that were left out."""
