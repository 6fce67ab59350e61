"""How long a call keeps an agent, as measured: what an honest estimate is made of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

PRIOR_SECONDS = 240.0
"""Before anything was measured: four minutes from the first ring to free again."""
WEIGHT = 0.1
"""Of the last call against all before it: some ten calls are remembered."""

STAY_WEIGHT = 0.05
"""Leaving is rarer than talking: more callers are needed to know its share."""


@dataclass(frozen=True, slots=True)
class HandlingTimes:
    """By department, in seconds; exponentially weighted, so that a busy day counts soon."""

    prior: float = PRIOR_SECONDS
    means: Mapping[str, float] = field(default_factory=dict)
    stay: float = 0.95
    """The share of callers who wait until somebody has time."""

    def of(self, department: str) -> float:
        return self.means.get(department, self.prior)

    def measured(self, department: str, seconds: float) -> "HandlingTimes":
        """One more call was handled. Raises ValueError for a negative time."""
        if seconds < 0:
            raise ValueError(f"expected a time of 0 s or more, got {seconds}")
        mean = self.of(department) + WEIGHT * (seconds - self.of(department))
        return replace(self, means={**self.means, department: mean})

    def waited(self, to_the_end: bool) -> "HandlingTimes":
        """One more caller left the queue: for a talk, or because they had enough of it."""
        return replace(self, stay=self.stay + STAY_WEIGHT * (to_the_end - self.stay))
