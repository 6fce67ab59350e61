"""What an editor filled in on the form of a subject, as values of its file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dialog.follow_ups import KINDS
from dialog.topic_form import FACT_FIELDS, FLAGS, YES

Form = Mapping[str, str]
BLANK = (1, 2)
"""So many rows for new facts, and for new subjects that belong to it."""
_LANGUAGES = ("nl", "en")
_TEXTS = ("answer", *(f"follow_ups.{kind}" for kind in KINDS))
FIXED = (
    *("title.nl", "title.en", "name", "upl", "department", "script.key", "script.values"),
    *("source.title", "source.dated", "source.url", "simple.nl", "simple.en"),
    *(f"{text}.{language}" for text in _TEXTS for language in _LANGUAGES),
    *("samples.nl", "samples.en"),
)
"""The fields that every subject has on its form, beside its FLAGS."""
TICKS = (*FLAGS, *(f"{text}.must_verify" for text in _TEXTS))
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NO_NAME = (
    "‘{name}’ kan geen naam van een feit zijn. Gebruik kleine letters, cijfers en _, zoals "
    "prijs_kind."
)


@dataclass(slots=True)
class Posted:
    values: dict[str, str]
    """Of the whole file, with what the form says."""
    rows: dict[str, str] = field(default_factory=dict)
    """What was filled in for new facts and new related subjects: 'nieuw.1.name'."""
    wrong: dict[str, str] = field(default_factory=dict)
    """By field of the form, in Dutch, what cannot be put in the file."""


def posted(form: Form, before: Mapping[str, str]) -> Posted:
    """`before` is what the file held when the editor began; what the form has not stays so."""
    found = Posted(dict(before))
    rows = [key for key in (*before, *form) if key.startswith(("facts.", "related."))]
    for key in (*FIXED, *dict.fromkeys(rows)):
        if key in form:
            found.values[key] = form[key]
    found.values.update({key: YES if form.get(key) else "" for key in TICKS})
    for key in [key for key in form if key.startswith("weg:facts.")]:
        found.values.update(dict.fromkeys(_fact(key.removeprefix("weg:facts.")), ""))
    _choose(form, found)
    for nth in BLANK:
        _new_fact(form, nth, found)
        _new_related(form, nth, found)
    return found


def _fact(name: str) -> list[str]:
    return [f"facts.{name}.{each}" for each in FACT_FIELDS]


def _choose(form: Form, found: Posted) -> None:
    """Where two people wrote something else: whose text stays."""
    for key in form:
        if key.startswith("keuze:") and form[key] == "hun":
            name = key.removeprefix("keuze:")
            found.values[name] = form.get(f"hun:{name}", "")


def _new_fact(form: Form, nth: int, found: Posted) -> None:
    row = _row(form, f"nieuw.{nth}", ("name", *FACT_FIELDS))
    if not any(row.values()):
        return
    found.rows.update(row)
    field, name = f"nieuw.{nth}.name", row[f"nieuw.{nth}.name"]
    given = {f"facts.{name}.{each}": row[f"nieuw.{nth}.{each}"] for each in FACT_FIELDS}
    if not _NAME.fullmatch(name):
        found.wrong[field] = _NO_NAME.format(name=name)
    elif any(found.values.get(key) for key in given):
        found.wrong[field] = f"Het feit ‘{name}’ is er al. Kies een andere naam."
    elif not given[f"facts.{name}.value"]:
        found.wrong[f"nieuw.{nth}.value"] = f"Welke waarde heeft ‘{name}’? Vul die in."
    else:
        found.values.update(given)


def _new_related(form: Form, nth: int, found: Posted) -> None:
    row = _row(form, f"erbij.{nth}", ("topic", *_LANGUAGES))
    if not any(row.values()):
        return
    found.rows.update(row)
    topic = row[f"erbij.{nth}.topic"]
    given = {f"related.{topic}.{each}": row[f"erbij.{nth}.{each}"] for each in _LANGUAGES}
    if not topic:
        found.wrong[f"erbij.{nth}.topic"] = "Over welk onderwerp gaat deze vraag? Kies er een."
    elif any(found.values.get(key) for key in given):
        found.wrong[f"erbij.{nth}.topic"] = "Dit onderwerp staat er al bij. Kies een ander."
    elif not given[f"related.{topic}.nl"]:
        found.wrong[f"erbij.{nth}.nl"] = "Wat vraagt de computer hierover? Schrijf één vraag."
    else:
        found.values.update(given)


def _row(form: Form, prefix: str, names: Iterable[str]) -> dict[str, str]:
    return {f"{prefix}.{name}": form.get(f"{prefix}.{name}", "").strip() for name in names}
