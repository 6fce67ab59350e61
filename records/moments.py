"""A moment as it stands in the database."""

from datetime import UTC, datetime


def moment(at: datetime) -> str:
    """UTC, of one width, so that text sorts as time. Raises ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"expected a moment with a time zone, got {at.isoformat()}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
