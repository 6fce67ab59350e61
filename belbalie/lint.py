"""LiNT-II, a measure of Dutch that knows words and grammar; only where its model is installed.

`lint-ii` reads with the spaCy model `nl_core_news_lg` (500 MB), so it is no part of Belbalie:
`pip install belbalie[lint]` on Python 3.12, and the model as spaCy tells. Score 0 to 100; below 34
nearly everybody follows a text (level 1), below 46 three in four adults do (level 2).
"""

import contextlib
import sys
from collections.abc import Callable
from typing import Any

NOT_MEASURED = "LiNT: niet gemeten, het taalmodel ontbreekt"


Lint = Callable[[str], float | None]


def lint() -> Lint | None:
    """Score Dutch texts, or None where the package or its model is not installed.

    The model loads when this is called, which takes some seconds.
    """
    try:
        import lint_ii
    except ImportError:
        return None
    return _measured_by(lint_ii)


def _measured_by(package: Any) -> Lint | None:
    """With `lint_ii` (0.1.3) if it finds its model, which it looks for at its first text."""

    def score(text: str) -> float | None:
        # The package tells on stdout that it loads; stdout is for what was asked.
        with contextlib.redirect_stdout(sys.stderr):
            found: float | None = package.ReadabilityAnalysis.from_text(text).lint.score
        return found

    try:
        score("Kom naar de balie.")
    except (ImportError, OSError, package.LiNT_II_Exception):
        return None
    return score
