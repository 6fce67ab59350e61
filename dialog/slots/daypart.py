"""When it suits a caller to be rung back: a part of the day, perhaps with a day."""

import re

from dialog.phrases import plain

_DAYS = r"(?:vandaag|morgen(?!och|mid|av|vroeg)|overmorgen|(?:maan|dins|woens|donder|vrij)dag)"
_PARTS: tuple[tuple[str, str], ...] = (
    ("middag", r"middag\w*|na de lunch|afternoon"),
    ("avond", r"avond\w*|evening|na (?:vijven|zessen)"),
    ("ochtend", r"ochtend\w*|morgenvroeg|voormiddag|'s morgens|s morgens|vroeg|morning"),
)
_ANY = re.compile(
    r"maakt (?:\w+ )?(?:niet|niks) uit|altijd|hele dag|wanneer (?:u|je) wil\w*|any ?time"
)
_ENGLISH = {"ochtend": "in the morning", "middag": "in the afternoon", "avond": "in the evening"}


def daypart(text: str, language: str = "nl") -> str | None:
    """'dinsdagmiddag graag' -> 'dinsdag in de middag'; None when no part of the day is named."""
    said = plain(text)
    part = next((name for name, pattern in _PARTS if re.search(pattern, said)), None)
    if part is None:
        if _ANY.search(said):
            return "any time" if language == "en" else "in de ochtend of in de middag"
        return None
    if language == "en":
        return _ENGLISH[part]
    day = re.search(_DAYS, said)
    return f"{day.group()} in de {part}" if day else f"in de {part}"
