"""What the fields of a subject are called, for editors."""

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "kosten": "Kosten",
    "meenemen": "Meenemen",
    "spoed": "Spoed",
    "duur": "Hoe lang het duurt",
    "wanneer": "Wanneer",
    "digitaal": "Via internet",
    "waar": "Waar",
    "wie": "Voor wie",
    "hoe": "Hoe het gaat",
    "regels": "Regels",
    "kwijt": "Kwijt",
}
"""The kinds of questions that come after an answer, as editors call them."""
_PARTS: Mapping[str, str] = {
    "title": "Zo noemen wij het",
    "name": "Naam in de productnamenlijst",
    "upl": "Adres in de productnamenlijst",
    "department": "Afdeling",
    "script": "Wat de computer daarna regelt",
    "source": "Bron",
    "answer": "Antwoord",
    "simple": "In eenvoudige woorden",
    "samples": "Voorbeeldzinnen",
    "person_first": "Eerst een medewerker",
    "draft": "Nog niet af",
}


def label_of(name: str) -> str:
    """What a field is called: 'Kosten, in het Engels'."""
    first, *rest = name.split(".")
    if first in ("facts", "related"):
        said = f"Feit {rest[0]}" if first == "facts" else f"Wat erbij hoort: {rest[0]}"
    elif first == "follow_ups":
        said = KINDS.get(rest[0], rest[0])
    else:
        said = _PARTS.get(first, first)
    if rest[-1:] in (["en"], ["value_en"]):
        return f"{said}, in het Engels"
    return f"{said}, een medewerker kijkt mee" if rest[-1:] == ["must_verify"] else said
