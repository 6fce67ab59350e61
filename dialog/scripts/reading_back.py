"""Values as they are said, and rows to choose from; down a ladder when they are not agreed to.

Natural first ('06-12345678', which the voice reads in pairs), then digit by digit, letter by
letter. What comes after that is another way to give the value, and then a person
(`dialog/scripts/ladder.py`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dialog.callback import spoken_number
from dialog.scripts.progress import Progress, Row
from dialog.scripts.script import CODE, Script, Slot, Text
from dialog.when import full_day_words

NATURAL, SPELLED = 0, 1
"""Rungs of the ladder that are words of ours."""
MOST_ROWS = 3
"""More than three a caller does not keep in mind."""
ROWS = "rows"
"""The name by which a text says the rows that are offered."""

TRANSLATIONS = ("en",)
"""In these a service may tell its words too: 'title_en'."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OR = {"nl": "of", "en": "or"}
_AND = {"nl": "en", "en": "and"}
_AT = {"nl": "om", "en": "at"}
_PARTS = {"ochtend": "in the morning", "middag": "in the afternoon", "avond": "in the evening"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Says the values of one errand in one language, counted from today."""

    script: Script
    language: str
    today: date
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the municipality tells: hours, terms, numbers; a value of that name goes before it."""

    def text(
        self, text: Text, progress: Progress, *, read_back: bool = False, rows: str = ""
    ) -> str:
        """The words, with their values. A sentence about a value that nobody gave is left out.

        Where it is read back, a value that was refused before is spelled.
        """
        words = text.get(self.language, text.get("nl", ""))
        values = dict(self.facts) | {
            key: self.value(key, filled.value, progress.refused.get(key, 0) if read_back else 0)
            for key, filled in progress.values.items()
        }
        values |= {
            key: values[f"{key}_{self.language}"]
            for key in progress.values
            if f"{key}_{self.language}" in values
        }
        values[ROWS] = rows
        kept = (
            sentence
            for sentence in _SENTENCES.split(words)
            if all(values.get(name) for name in placeholders(sentence))
        )
        return _PLACEHOLDER.sub(lambda found: values[found[1]], " ".join(kept))

    def value(self, key: str, value: str, rung: int = NATURAL) -> str:
        """One value; of a slot as its kind is said, of anything else as it stands."""
        slot = self.script.slots.get(key)
        kind = slot.kind if slot else key
        if slot and slot.choices:
            return self._choice(slot, value)
        if _DAY.fullmatch(value):
            return full_day_words(date.fromisoformat(value), self.today, self.language)
        said = (_SPELLED if rung >= SPELLED else _NATURAL).get(kind)
        if kind == "dagdeel" and self.language == "en":
            return _PARTS.get(value, value)
        return said(value) if said else value

    def rows(self, rows: Sequence[Row], template: Text, *, choose: bool) -> str:
        """The rows in one breath: to choose one of, or to be told all."""
        word = (_OR if choose else _AND)[self.language if self.language in _OR else "nl"]
        if not template and all({"datum", "tijd"} <= dict(row).keys() for row in rows):
            return self._moments(rows, word)
        said = [self._row(row, template) for row in rows]
        if choose and any("datum" in dict(row) for row in rows):
            return _apart_by(said, word)
        if said and all(each.endswith(".") for each in said):
            return " ".join(each[:1].upper() + each[1:] for each in said)
        return _listed(said, word)

    def listed(self, said: Sequence[str]) -> str:
        """'de dag, de tijd of de naam'."""
        return _listed(said, _OR.get(self.language, _OR["nl"]))

    def _row(self, row: Row, template: Text) -> str:
        words = template.get(self.language, template.get("nl", ""))
        values = {key: self.value(key, value) for key, value in row}
        if not words:
            return " ".join(values.values())
        return _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), words)

    def _moments(self, rows: Sequence[Row], word: str) -> str:
        """'dinsdag 1 december om 10:00 of 11:30. Of vrijdag 4 december om 09:00': a day is said
        once, and in a breath of its own.
        """
        days: dict[str, list[str]] = {}
        for row in map(dict, rows):
            days.setdefault(row["datum"], []).append(row["tijd"])
        at = _AT.get(self.language, _AT["nl"])
        said = [
            f"{self.value('datum', day)} {at} {_listed(times, word)}" for day, times in days.items()
        ]
        return _apart_by(said, word)

    def _choice(self, slot: Slot, value: str) -> str:
        titles = {choice.value: choice.title for choice in slot.choices}
        title = titles.get(value, {})
        return title.get(self.language, title.get("nl", value))


def placeholders(text: str) -> tuple[str, ...]:
    """The names between braces, in order."""
    return tuple(_PLACEHOLDER.findall(text))


def _apart_by(said: Sequence[str], word: str) -> str:
    """Days are long to hear: each but the first begins a sentence of its own."""
    return f". {word.capitalize()} ".join(said)


def _listed(said: Sequence[str], word: str) -> str:
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {word} {said[-1]}"


def _apart(value: str) -> str:
    """'4811AB' -> '4, 8, 1, 1, A, B'."""
    return ", ".join(sign.upper() for sign in value if sign.isalnum())


def _postcode(value: str) -> str:
    return f"{value[:4]} {value[4:]}".strip()


def _digits(value: str) -> str:
    """'48213' -> '4, 8, 2, 1, 3', to be written down; what is no number stays as it is."""
    return _apart(value) if value.isdigit() else value


_NATURAL: Mapping[str, Callable[[str], str]] = {
    "telefoon": spoken_number,
    "postcode": _postcode,
    CODE: _digits,
    "nummer": _digits,
}
_SPELLED: Mapping[str, Callable[[str], str]] = {
    kind: _apart for kind in (*_NATURAL, "naam", "zaaknummer", "kenteken", "straat")
}
