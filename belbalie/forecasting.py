"""Calls to be expected, hour by hour, from those that came; the only place that knows statsmodels
and pandas.

Days go by exponential smoothing with a week's season (Hyndman and Athanasopoulos, "Forecasting:
principles and practice", 3rd ed., ch. 8), on the square roots of their counts, whose spread does
not grow with them (Anscombe 1948). A day's calls are divided over its hours as they were on the
same weekday in the last weeks. Days on which nobody works are left out of what is learned, and
expected as such days were.
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

HOURS = 24
FEWEST_DAYS = 21
"""With fewer there is no telling."""
_DAMPED_DAYS = 70
"""So many show a trend, and no fewer."""
_WEEKS = 8
"""From which the hours of a day are learned."""
_WEEK = 7
_ANSCOMBE = 3 / 8
_SPREAD = 1.2816
"""Standard normal: eight in ten days lie within it."""
_POOLED = 50.0
"""Calls of all days that steady the hours of a weekday: a small town has few of its own."""
_SPECIAL_SHARE = 0.4
"""Of an ordinary day's calls on one on which nobody works, before there was any."""

Counts = NDArray[np.float64]
History = Mapping[date, Sequence[float]]
"""By day, the calls of each of its 24 hours by the wall clock; every day from the first to the
last is there."""
Special = Callable[[date], bool]
"""Whether nobody works on this day, though it is no weekend."""


class TooShort(ValueError):
    """Too few days have been recorded to expect anything."""


@dataclass(frozen=True, slots=True)
class ExpectedHour:
    day: date
    hour: int
    """0 to 23, by the wall clock."""
    calls: float
    low: float
    high: float
    """Eight hours in ten lie from `low` to `high`."""


@dataclass(frozen=True, slots=True)
class ExpectedDay:
    day: date
    calls: float
    low: float
    high: float
    hours: tuple[ExpectedHour, ...]


def expected(history: History, days: int, special: Special) -> tuple[ExpectedDay, ...]:
    """So many days after the last of the history. Raises TooShort."""
    known = sorted(history)
    if len(known) < FEWEST_DAYS:
        raise TooShort(f"expected at least {FEWEST_DAYS} days with calls, got {len(known)}")
    totals = np.array([float(sum(history[day])) for day in known])
    ordinary = _ordinary(known, totals, special)
    mean, spread = _smoothed(np.sqrt(ordinary + _ANSCOMBE), days)
    share = _special_share(known, totals, ordinary, special)
    ahead = [known[-1] + timedelta(days=nth + 1) for nth in range(days)]
    return tuple(
        _day(day, root, sd, share if special(day) else 1.0, _profile(history, known, day))
        for day, root, sd in zip(ahead, mean, spread, strict=True)
    )


def _ordinary(known: Sequence[date], totals: Counts, special: Special) -> Counts:
    """The totals, with what an ordinary day of that weekday had in the place of a special one."""
    off = np.array([special(day) for day in known])
    weekdays = np.array([day.weekday() for day in known])
    found = totals.copy()
    for at in np.flatnonzero(off):
        same = np.flatnonzero(~off & (weekdays == weekdays[at]))
        near = same[np.argsort(np.abs(same - at))[:4]]
        found[at] = totals[near].mean() if near.size else totals[~off].mean()
    return found


def _smoothed(roots: Counts, days: int) -> tuple[Counts, Counts]:
    """Mean and standard deviation of the roots of the days to come."""
    trend = "add" if len(roots) >= _DAMPED_DAYS else None
    model = ETSModel(
        pd.Series(roots), error="add", trend=trend, damped_trend=trend is not None,
        seasonal="add", seasonal_periods=_WEEK,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # what it has by then is near enough
        warnings.simplefilter("ignore", RuntimeWarning)
        fit = model.fit(disp=False)
        told = fit.get_prediction(start=len(roots), end=len(roots) + days - 1)
    return np.asarray(told.predicted_mean), np.sqrt(np.asarray(told.forecast_variance))


def _special_share(
    known: Sequence[date], totals: Counts, ordinary: Counts, special: Special
) -> float:
    pairs = [
        total / usual
        for day, total, usual in zip(known, totals, ordinary, strict=True)
        if special(day) and usual > 0
    ]
    return fmean(pairs) if pairs else _SPECIAL_SHARE


def _profile(history: History, known: Sequence[date], day: date) -> Counts:
    """How the calls of such a weekday are divided over its hours; adds up to 1."""
    same = [each for each in known if each.weekday() == day.weekday()][-_WEEKS:]
    counted = np.sum([history[each] for each in same], axis=0) if same else np.zeros(HOURS)
    everything = np.sum([history[each] for each in known[-_WEEKS * _WEEK :]], axis=0)
    smooth = counted + _POOLED * everything / max(everything.sum(), 1.0)
    return np.asarray(smooth / smooth.sum()) if smooth.sum() else np.full(HOURS, 1 / HOURS)


def _day(day: date, root: float, sd: float, share: float, profile: Counts) -> ExpectedDay:
    """A squared root is short by its own variance (the mean of a square)."""
    mean = max(root**2 + sd**2 - _ANSCOMBE, 0.0) * share
    low = max(max(root - _SPREAD * sd, 0.0) ** 2 - _ANSCOMBE, 0.0) * share
    high = max((root + _SPREAD * sd) ** 2 - _ANSCOMBE, 0.0) * share
    relative = (high - low) / 2 / _SPREAD / mean if mean > 0 else 0.0
    hours = tuple(_hour(day, hour, mean * part, relative) for hour, part in enumerate(profile))
    return ExpectedDay(day, mean, low, high, hours)


def _hour(day: date, hour: int, mean: float, relative: float) -> ExpectedHour:
    """Beside the day's own doubt, calls come by chance within it (Poisson)."""
    sd = float(np.sqrt(mean + (mean * relative) ** 2))
    return ExpectedHour(day, hour, mean, max(mean - _SPREAD * sd, 0.0), mean + _SPREAD * sd)
