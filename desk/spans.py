"""How long something lasts, in plain Dutch."""

_MINUTE, _HOUR = 60, 3600


def in_words(seconds: float) -> str:
    """'5 seconden', '2 minuten', '1 uur en 3 minuten'; as live.js counts on."""
    whole = max(0, int(seconds))
    if whole < _MINUTE:
        return "1 seconde" if whole == 1 else f"{whole} seconden"
    minutes = whole // _MINUTE
    if whole < _HOUR:
        return _minutes(minutes)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} uur en {_minutes(minutes)}" if minutes else f"{hours} uur"


def _minutes(minutes: int) -> str:
    return "1 minuut" if minutes == 1 else f"{minutes} minuten"


def estimate_in_words(seconds: float | None) -> str:
    """How long somebody will still wait, no more precise than it is known."""
    if seconds is None:
        return "niet te zeggen"
    if seconds < _MINUTE:
        return "minder dan een minuut"
    return f"ongeveer {_minutes(round(seconds / _MINUTE))}"
