"""How long something lasts, in plain Dutch."""

_MINUTE = 60


def estimate_in_words(seconds: float | None) -> str:
    """How long somebody will still wait, no more precise than it is known."""
    if seconds is None:
        return "niet te zeggen"
    if seconds < _MINUTE:
        return "minder dan een minuut"
    minutes = round(seconds / _MINUTE)
    return f"ongeveer {minutes} {'minuut' if minutes == 1 else 'minuten'}"
