"""scripts/KEY.yaml: all that callers hear in an errand, in the order of the script, as fields.

What the script does, its slots and steps, is told in sentences and changed in the file itself.
"""

from collections.abc import Iterator, Mapping, Sequence

from desk.studio.forms.fields import Field, Form, Kind, Rows, Section, Way, in_both
from dialog.content_rewriting import Plain

_SERVICES = {
    "address.find": "het adres opzoeken",
    "agenda.products": "opzoeken waarvoor een afspraak kan",
    "agenda.free": "vrije tijden zoeken",
    "agenda.book": "de afspraak vastleggen",
    "agenda.find": "de afspraak opzoeken",
    "agenda.move": "de afspraak verzetten",
    "agenda.cancel": "de afspraak afzeggen",
    "report.similar": "kijken of dit al gemeld is",
    "report.create": "de melding maken",
    "report.join": "de beller bij een melding zetten",
    "waste.dates": "de dagen voor het afval opzoeken",
    "bulky.free": "vrije dagen voor grofvuil zoeken",
    "bulky.book": "het ophalen vastleggen",
    "complaint.create": "de klacht of het compliment opschrijven",
    "status.find": "opzoeken hoe ver een aanvraag is",
    "wish.keep": "een wens onthouden",
    "wish.forget": "een wens vergeten",
    "crisis.active": "kijken welk bericht nu geldt",
    "call.open": "een eerder gesprek openen",
    "call.take_up": "met een eerder gesprek verdergaan",
    "call.forget": "het gesprek vergeten",
    "message.able": "kijken of een sms kan",
    "message.send": "de sms sturen",
}
_ANSWERS = {
    "ok": "als het lukt",
    "none": "als er niets is",
    "several": "als er meer zijn",
    "taken": "als die plek net weg is",
    "known": "als het al bekend is",
    "fact": "als er nog iets gevraagd moet worden",
    "wrong": "als het niet klopt",
    "locked": "als het op slot zit",
    "later": "als het later lukt",
    "landline": "bij een vaste telefoon",
    "refused": "als het geweigerd wordt",
}
_TEXTS = {
    "say": "Wat wij dan zeggen",
    "question": "Onze vraag",
    "question_near": "Onze vraag, als niets past bij de wens",
    "row": "Hoe één keuze klinkt",
    "tell": "Wat wij vertellen",
    "end": "De laatste woorden",
    "hand_over": "Wat wij zeggen voor een medewerker het overneemt",
}
_ASKED = {
    "label": "Hoe het heet in een zin",
    "ask": "De vraag",
    "again": "De vraag na één keer niet begrijpen",
    "other": "De vraag na twee keer niet begrijpen",
}
_YES = {"open": "er iemand is", "crisis": "er een bericht geldt", "language": "de taal is"}


def script_form(key: str, data: Plain) -> Form:
    title = _said((data or {}).get("title")) or key
    return Form(
        address=f"/script/{key}",
        title=title[:1].upper() + title[1:],
        intro="Alles wat een beller hoort als de computer dit regelt, in de volgorde van het "
        "gesprek. Woorden tussen accolades vult de computer in.",
        file=f"scripts/{key}.yaml",
        back=("/scripts", "Gesprekken die iets regelen"),
        sections=[_beginning(data or {}), *_slots(data or {}), *_steps(data or {})],
        foot="Wát er gebeurt, en in welke volgorde, verandert u in het bestand zelf.",
    )


def outline(data: Plain) -> list[str]:
    """The steps of the script, each as a sentence."""
    steps = (data or {}).get("steps")
    rows = steps if isinstance(steps, list) else []
    return [f"{_step(row, data)}{_condition(row, data)}." for row in rows if isinstance(row, dict)]


def _beginning(data: Mapping[str, Plain]) -> Section:
    parts: list[Field | Rows] = [
        *in_both(("title",), "Wat wij aan het doen zijn", kind=Kind.TEXT, required=True,
                 help="Wat klopt in: ‘Ik help u met …’."),
        *in_both(("offer",), "De vraag na een antwoord", required=True),
        *in_both(("opening",), "De eerste woorden"),
    ]  # fmt: skip
    begin = data.get("begin")
    if isinstance(begin, dict) and "words" in begin:
        parts.append(
            Field(way=("begin", "words"), label="Bij deze woorden begint het meteen",
                  kind=Kind.WORDS, help="Met komma’s ertussen.")
        )  # fmt: skip
    return Section(title="Het begin", parts=parts)


def _slots(data: Mapping[str, Plain]) -> Iterator[Section]:
    slots = data.get("slots")
    for name, slot in slots.items() if isinstance(slots, dict) else ():
        if not isinstance(slot, dict):
            continue
        way: Way = ("slots", name)
        parts = [
            field
            for key, label in _ASKED.items()
            if key in slot or key in ("ask", "again", "other")
            for field in in_both((*way, key), label, required=key == "ask")
        ]
        parts += _chosen(slot, way)
        yield Section(title=f"Gevraagd: {_slot(name, data)}", parts=parts)


def _chosen(slot: Mapping[str, Plain], way: Way) -> Iterator[Field]:
    keys, choices = slot.get("keys"), slot.get("choices")
    for value in keys if isinstance(keys, dict) else ():
        yield from in_both((*way, "keys", value), f"Keuze met de toetsen: {value}", kind=Kind.TEXT)
    for value in choices if isinstance(choices, dict) else ():
        here = (*way, "choices", value)
        yield from in_both((*here, "title"), f"Keuze: {value}", kind=Kind.TEXT)
        yield Field(
            way=(*here, "words"), label=f"Woorden van bellers voor: {value}", kind=Kind.WORDS
        )


def _steps(data: Mapping[str, Plain]) -> Iterator[Section]:
    steps = data.get("steps")
    for number, step in enumerate(steps if isinstance(steps, list) else ()):
        if not isinstance(step, dict):
            continue
        parts = list(_texts(step, ("steps", number), ""))
        for answer, branch in step.items():
            if isinstance(branch, dict) and answer in _ANSWERS:
                when = f", {_ANSWERS[answer]}"
                parts += _texts(branch, ("steps", number, answer), when)
        if parts:
            yield Section(title=f"Stap {number + 1}: {_step(step, data)}", parts=parts)


def _texts(entries: Mapping[str, Plain], way: Way, when: str) -> Iterator[Field]:
    for key, label in _TEXTS.items():
        if key in entries:
            yield from in_both((*way, key), f"{label}{when}")


def _step(step: Mapping[str, Plain], data: Mapping[str, Plain]) -> str:
    if "ask" in step:
        return f"vragen naar {_slot_list(step['ask'], data)}"
    if "confirm" in step:
        return f"{_slot_list(step['confirm'], data)} voorlezen, en vragen of het klopt"
    if "perform" in step:
        return _SERVICES.get(str(step["perform"]), str(step["perform"]))
    if "hand_over" in step:
        return "een medewerker neemt het over"
    return "iets vertellen" if "tell" in step else "afsluiten"


def _condition(step: Mapping[str, Plain], data: Mapping[str, Plain]) -> str:
    asked = step.get("if")
    if not isinstance(asked, dict):
        return ""
    told = [f"{_named(name, data)}: {_listed(value)}" for name, value in asked.items()]
    return f" (alleen als {' en '.join(told)})"


def _named(name: str, data: Mapping[str, Plain]) -> str:
    return _YES.get(name) or _SERVICES.get(name) or _slot(name, data)


def _slot_list(names: Plain, data: Mapping[str, Plain]) -> str:
    listed = names if isinstance(names, list) else [names]
    return _listed([_slot(str(name), data) for name in listed])


def _slot(name: str, data: Mapping[str, Plain]) -> str:
    slots = data.get("slots")
    slot = slots.get(name) if isinstance(slots, dict) else None
    label = _said(slot.get("label")) if isinstance(slot, dict) else ""
    return label or name.replace("_", " ")


def _listed(values: Plain) -> str:
    texts: Sequence[str] = (
        [str(each) for each in values] if isinstance(values, list) else [str(values)]
    )
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} en {texts[-1]}"


def _said(by_language: Plain) -> str:
    text = by_language.get("nl") if isinstance(by_language, dict) else None
    return text if isinstance(text, str) else ""
