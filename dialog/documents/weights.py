"""A logistic regression with few inputs, as data."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Over values that are brought to one scale."""

    start: float
    middles: tuple[float, ...]
    scales: tuple[float, ...]
    slopes: tuple[float, ...]

    def chance(self, values: Sequence[float]) -> float:
        """From 0 to 1. Raises ValueError for another number of values."""
        rows = zip(values, self.middles, self.scales, self.slopes, strict=True)
        total = self.start + sum(slope * (value - m) / s for value, m, s, slope in rows)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
