"""When it suits a caller to be rung back: a part of the day, perhaps with a day."""

import re
from dataclasses import dataclass

from dialog.phrases import plain

ANY = "ochtend of middag"
"""Both suit the caller."""

_WORKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
_WEEKEND = ("zaterdag", "zondag", "weekend")
_DAYS: tuple[tuple[str, str], ...] = (
    ("overmorgen", r"\bovermorgen|day after tomorrow"),
    ("vandaag", r"\bvandaag|\bvan(?:ochtend|morgen|middag|avond)|\bstraks|\btoday|\btonight"),
    *((day, rf"\b{day}") for day in (*_WORKDAYS, *_WEEKEND)),
    *((day, rf"\b{english}") for day, english in zip(
        (*_WORKDAYS, *_WEEKEND),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend"),
        strict=True)),
    # not 's morgens', 'in de morgen', 'goedemorgen': those are a part of the day
    ("morgen", r"(?<!de )\bmorgen(?!s)|\btomorrow"),
)  # fmt: skip
_PARTS: tuple[tuple[str, str], ...] = (
    ("ochtend", r"ochtend|morgen ?vroeg|voormiddag|\bs morgens|(?<=dag)morgen\b|de morgen\b"
        r"|\bvanmorgen|\bvroeg|morning|voor (?:de )?(?:middag|lunch)"),
    ("middag", r"(?<!voor)(?<!voor de )(?<!voor )middag|(?:na|tussen) de (?:lunch|middag)"
        r"|afternoon"),
    ("avond", r"avond|evening|tonight|na (?:mijn |het )?werk(?:tijd)?\b"),
)  # fmt: skip
_ANY = re.compile(
    r"(?:maakt|doet) (?:\w+ )?(?:niet|niks|niets) uit|\baltijd\b|hele dag|geen voorkeur"
    r"|(?:wanneer|hoe) (?:u|je) wil\w*|\b(?:allebei|alle twee|beide)\b"
    r"|zo (?:snel|gauw|vroeg) mogelijk|\b(?:direct|meteen)\b"
    r"|\bany ?time|\beither\b|\bboth\b|as soon as"
)
_REFUSED = re.compile(r"\b(?:niet|not|geen) (?:(?:in|de|het|s|op|the|voor) ){0,2}\w+")
_CORRECTED = re.compile(r"\b(?:nee|of nee|toch|no)\b")
_HOURS = {
    **{"twee": 14, "drie": 15, "vier": 16, "vijf": 17, "zes": 18, "acht": 8, "negen": 9},
    **{"tien": 10, "elf": 11, "twaalf": 12, "enen": 13, "tweeen": 14, "drieen": 15, "vieren": 16},
    **{"vijven": 17, "zessen": 18, "zevenen": 19, "negenen": 9, "tienen": 10, "elven": 11},
    **{"twaalven": 12},
}
_TIME = re.compile(
    r"\b(om|rond|na|voor|vanaf|tegen|tussen|at|after|before) (half |kwart \w+ )?(\w+)"
)
_CLOCK = re.compile(r"(?<!over )(?<!binnen )\b(\d{1,2}|\w+) uur\b")
_IN_ENGLISH = {
    **{"ochtend": "in the morning", "middag": "in the afternoon", "avond": "in the evening"},
    ANY: "in the morning or in the afternoon",
    **{"vandaag": "today", "morgen": "tomorrow", "overmorgen": "the day after tomorrow"},
    **{"maandag": "on Monday", "dinsdag": "on Tuesday", "woensdag": "on Wednesday"},
    **{"donderdag": "on Thursday", "vrijdag": "on Friday"},
    **{"zaterdag": "on Saturday", "zondag": "on Sunday"},
}
_IN_DUTCH = {
    **{part: f"in de {part}" for part, _ in _PARTS},
    ANY: "in de ochtend of in de middag",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A day and a part of the day, as far as the caller has named them."""

    part: str | None = None
    day: str | None = None

    def after(self, earlier: "Wish") -> "Wish":
        """Return this wish, with what only an earlier sentence named."""
        return Wish(self.part or earlier.part, self.day or earlier.day)

    def in_words(self, language: str = "nl") -> str:
        """'dinsdagmiddag', 'in de ochtend', 'vandaag'; nothing for a wish that names nothing."""
        if language == "en":
            named = (self.day, self.part)
            return " ".join(_IN_ENGLISH[each] for each in named if each in _IN_ENGLISH)
        if self.day in _JOINED and self.part not in (None, ANY):
            return f"{self.day}{self.part}"
        part = _IN_DUTCH.get(self.part or "")
        return " ".join(each for each in (self.day, part) if each)


_JOINED = frozenset({"morgen", *_WORKDAYS, "zaterdag", "zondag"})
"""With these a part of the day makes one word: 'morgenochtend', 'dinsdagmiddag'."""

NO_WISH = Wish()


def wish(text: str) -> Wish:
    """'dinsdagmiddag graag' -> a Tuesday, in the afternoon; what is refused is left out."""
    said = plain(text)
    kept = _REFUSED.sub(" ", said)
    part = _part(kept)
    if part is None and kept != said and not _ANY.search(said):
        part = {"ochtend": "middag", "middag": "ochtend"}.get(_part(said) or "")
    elif part is None and _ANY.search(said):
        part = ANY
    day = next((name for name, pattern in _DAYS if re.search(pattern, kept)), None)
    return Wish(part, day)


def _part(said: str) -> str | None:
    """The part named last after a correction; two parts without one are both fine."""
    last = _CORRECTED.split(said)[-1]
    named = [name for name, pattern in _PARTS if re.search(pattern, last)] or [
        name for name, pattern in _PARTS if re.search(pattern, said)
    ]
    if {"ochtend", "middag"} <= set(named):
        return ANY
    return named[-1] if named else _part_of_hour(said)


def _part_of_hour(said: str) -> str | None:
    found = _TIME.search(said)
    if found is not None:
        hour = _hour(found[3])
        if hour is not None:
            earlier = found[1] in ("voor", "before") or (found[2] or "").startswith("half")
            later = found[1] in ("na", "after")
            return _part_at(hour - 1 if earlier else hour + 1 if later and hour >= 17 else hour)
    found = _CLOCK.search(said)
    hour = None if found is None else 13 if found[1] == "een" else _hour(found[1])
    return None if hour is None else _part_at(hour)


def _hour(word: str) -> int | None:
    if not word.isdecimal():
        return _HOURS.get(word)
    hour = int(word)
    if hour > 23:
        return None
    return hour + 12 if 1 <= hour <= 6 else hour


def _part_at(hour: int) -> str:
    if hour < 12:
        return "ochtend"
    return "middag" if hour < 18 else "avond"
