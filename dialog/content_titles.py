"""How editors call the files of the content, and what stands in them."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from dialog.content_file import Entries, Node, Scalar
from dialog.text_names import heading
from dialog.topic_difference import ANSWER, SIMPLE

_FILES: Mapping[str, str] = {
    "gemeente.yaml": "De gemeente en haar teams",
    "others.yaml": "Wat geen onderwerp is",
    "sentences.yaml": "Vaste zinnen",
    "ambiguous.yaml": "Woorden met meer betekenissen",
    "elsewhere.yaml": "Taken van anderen",
    "commands.yaml": "Ongewone woorden voor wat altijd kan",
    "pronunciation.yaml": "Uitspraak",
    "menu.yaml": "Keuzemenu",
    "crisis.yaml": "Berichten bij een crisis",
    "agenda.yaml": "Agenda voor afspraken",
    "reports.yaml": "Soorten meldingen",
    "waste.yaml": "Afvalkalender",
    "addresses.csv": "Adressen",
    "layers.yaml": "Teksten van anderen",
}
_FOLDERS: Mapping[str, str] = {"scripts": "Gesprek", "languages": "Taal", "topics": ""}
_FIELDS: Mapping[str, str] = {
    "answer": ANSWER,
    "simple": SIMPLE,
    "follow_ups": "",
    "samples": "voorbeeldzinnen",
    "title": "titel",
    "name": "naam",
    "department": "team",
    "departments": "team",
    "source": "bron",
    "dated": "datum",
    "url": "adres",
    "address": "adres",
    "upl": "adres in de productnamenlijst",
    "person_first": "eerst een medewerker",
    "must_verify": "een medewerker bevestigt dit",
    "script": "wat de computer daarna regelt",
    "related": "wat erbij hoort",
    "draft": "nog niet klaar",
    "facts": "",  # each bears a name
    "value": "",
    "valid_from": "geldt vanaf",
    "valid_until": "geldt tot en met",
    "from": "vanaf",
    "until": "tot en met",
    "telephone": "telefoonnummer",
    "hours": "openingstijden",
    "closing_days": "sluitingsdagen",
    "open_on": "toch open op",
    "callback": "terugbellen",
    "queue": "wachtrij",
    "agents": "telefoons",
    "ring": "hoe er gebeld wordt",
    "desk": "aan de balie",
    "overflow": "daarna gaat een beller naar",
    "overflow_after": "na zoveel seconden",
    "said": "wat bellers zeggen",
    "asked": "hoe bellers het noemen",
    "ask": "onze vraag",
    "again": "onze vraag, nog eens",
    "question": "onze vraag",
    "choices": "betekenissen",
    "told": "wat wij zeggen",
    "elsewhere": "wat wij zeggen",
    "text": "tekst",
    "topic": "onderwerp",
    "topics": "onderwerpen",
    "messages": "berichten",
    "words": "woorden",
    "bodies": "",
    "kinds": "",
    "sentences": "",
    "say_as": "klinkt als",
    "slots": "vraag",
    "steps": "stap",
    "confirm": "wij lezen voor",
    "tell": "wij zeggen",
    "end": "tot slot",
    "hand_over": "een medewerker gaat verder",
    "if": "als",
    "offer": "ons aanbod",
    "opening": "begin",
    "label": "hoe het heet",
    "nl": "",
    "en": "Engels",
}
_ENDS_IN_LANGUAGE = "en"


def file_title(path: str, root: Node | None) -> str:
    """'topics/paspoort.yaml' -> 'Paspoort'; a file without a title of its own by its place."""
    if path in _FILES:
        return _FILES[path]
    place = PurePosixPath(path)
    kind = _FOLDERS.get(place.parent.as_posix())
    if kind is None:
        return path
    title = _title_in(root) or place.stem.replace("_", " ")
    return f"{kind}: {title}" if kind else heading(title)


def field_title(keys: Sequence[str]) -> str:
    """('follow_ups', 'kosten', 'en') -> 'kosten (Engels)'; nothing for the file itself."""
    *rest, last = keys or ("",)
    language = _FIELDS[last] if last == _ENDS_IN_LANGUAGE else ""
    names = (_FIELDS.get(key, key.replace("_", " ")) for key in (rest if language else keys))
    title = ", ".join(name for name in names if name)
    return f"{title} ({language})" if language and title else title or language


def _title_in(root: Node | None) -> str:
    """Its title in Dutch, or its name."""
    if not isinstance(root, Entries):
        return ""
    title = root.nodes.get("title")
    node = title.nodes.get("nl") if isinstance(title, Entries) else root.nodes.get("name")
    return node.raw if isinstance(node, Scalar) else ""
