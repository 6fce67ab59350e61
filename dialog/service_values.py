"""Values on their way to a service and back."""

from collections.abc import Mapping

from dialog.services import Row

Values = Mapping[str, str]


def needed(service: str, values: Values, *keys: str) -> tuple[str, ...]:
    """These values, in this order. Raises ValueError for one that is missing or empty.

    The sentence names keys only: a value may be a caller's name.
    """
    missing = [key for key in keys if not values.get(key, "").strip()]
    if missing:
        given = ", ".join(sorted(key for key, value in values.items() if value)) or "nothing"
        raise ValueError(
            f"{service}: expected {' and '.join(missing)}, got {given}; ask for it first"
        )
    return tuple(values[key].strip() for key in keys)


def row(**values: str) -> Row:
    """Values in the order in which they stand; empty ones are left out."""
    return tuple((key, value) for key, value in values.items() if value)


def translated(key: str, texts: Mapping[str, str]) -> dict[str, str]:
    """'title' and 'title_en': Dutch under the key itself, English where there is some."""
    return {
        key if language == "nl" else f"{key}_{language}": text for language, text in texts.items()
    }
