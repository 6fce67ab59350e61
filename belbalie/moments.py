"""Moments and days as people give them: ISO 8601, in this machine's time zone unless told."""

from datetime import date, datetime

from belbalie.errors import WrongUse


def moment(text: object, place: str) -> datetime:
    """Raises WrongUse; `place` says where the text stood: '--now', or file and line."""
    try:
        return datetime.fromisoformat(str(text)).astimezone()
    except (ValueError, OverflowError, OSError):  # the last two: years no time zone is known for
        raise WrongUse(f"{place}: expected a moment such as 2026-11-23T10:15, got {text!r}") from (
            None
        )


def day(text: str, place: str) -> date:
    """Raises WrongUse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"{place}: expected a day such as 2026-11-23, got {text!r}") from None
