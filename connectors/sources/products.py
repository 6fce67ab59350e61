"""Products as catalogues give them: kennisartikelen (Objecten API), the SDG invoervoorziening,
Open Product.

What may be read of them is a list: `_PARTS` and the names below. Everything else stays out, first
of all what is between colleagues: 'deskMemo', 'notice', 'interne_opmerkingen'.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from connectors.sources.days import day_in
from connectors.sources.fields import first_text, listed
from connectors.sources.questions import sections_of
from dialog.documents.document import Document, Section, Table

_PARTS: Mapping[str, tuple[str, ...]] = {
    "korteOmschrijving": (),
    "generiekeTekst": (),
    "specifiekeTekst": (),
    "tekst": (),
    "procedureBeschrijving": ("Aanpak",),
    "bewijs": ("Wat heeft u nodig",),
    "vereisten": ("Voorwaarden",),
    "kostenEnBetaalmethoden": ("Kosten en betalen",),
    "uitersteTermijn": ("Termijn",),
    "wtdBijGeenReactie": ("Als u geen reactie krijgt",),
    "bezwaarEnBeroep": ("Bezwaar en beroep",),
    "contact": ("Contact",),
}
"""Fields of a translation (kennisartikel, SDG), in the order of reading, and their headings."""
_TITLE = ("titel", "producttiteldecentraal", "producttitel")
_UNIFORM = ("upnlabel", "uniformeproductnaam", "upnuri")


def is_product(fields: Mapping[str, Any]) -> bool:
    return isinstance(fields.get("vertalingen"), list) or "uniforme_product_naam" in fields


def read_product(fields: Mapping[str, Any], own: str, resource: str) -> Iterator[Document]:
    """One document for each language; none for a product that is not offered here."""
    if fields.get("productAanwezig") is False or fields.get("gepubliceerd") is False:
        return
    key = f"{resource}#{first_text(fields, ('uuid', 'id')) or own}"
    if "uniforme_product_naam" in fields:
        yield _open_product(fields, key)
        return
    for words in fields["vertalingen"]:
        if isinstance(words, dict):
            yield _translation(fields, words, key)


def _translation(fields: Mapping[str, Any], words: Mapping[str, Any], key: str) -> Document:
    language = first_text(words, ("taal",))[:2] or "nl"
    title = first_text(words, _TITLE) or first_text(fields, _UNIFORM) or key
    sections = [
        section
        for name, above in _PARTS.items()
        for section in sections_of(str(words.get(name) or ""), above)
    ]
    return Document(
        key=f"{key}/{language}",
        title=title,
        sections=tuple(sections),
        url=first_text(words, ("decentraleprocedurelink", "specifiekelink")) or None,
        dated=day_in(first_text(words, ("datumwijziging",))),
        valid_from=day_in(first_text(fields, ("publicatiedatum",))),
        valid_until=day_in(first_text(fields, ("einddatum",))),
        language=language,
        questions=listed(words, ("trefwoorden",)),
        facts=_facts(fields),
    )


def _facts(fields: Mapping[str, Any]) -> dict[str, str]:
    owner = first_text(fields, ("verantwoordelijkeorganisatie",)).removeprefix("Gemeente ")
    found = {
        "version": first_text(fields, ("versie",)),
        "department": first_text(fields, ("afdelingen",)),
        "audience": first_text(fields, ("doelgroep",)),
        # An organisation may be named by a number or an address only.
        "municipality": owner if owner[:1].isalpha() and ":" not in owner else "",
        "uniform_name": first_text(fields, _UNIFORM),
    }
    return {name: value for name, value in found.items() if value}


def _open_product(fields: Mapping[str, Any], key: str) -> Document:
    """A product type of Open Product: its summary, and what it costs from when."""
    prices = fields.get("actuele_prijs") or {}
    price = prices.get("prijs") or prices
    options = [each for each in price.get("prijsopties") or [] if isinstance(each, dict)]
    rows = tuple(
        (str(each.get("beschrijving", "")), _euros(each.get("bedrag"))) for each in options
    )
    sections = list(sections_of(first_text(fields, ("samenvatting",))))
    if rows:
        sections.append(Section(("Kosten",), (Table(("", "Kosten"), rows),)))
    return Document(
        key=key,
        title=first_text(fields, ("naam", "uniformeproductnaam")) or key,
        sections=tuple(sections),
        dated=day_in(first_text(price, ("actiefvanaf",)) or first_text(fields, ("updatedatum",))),
        valid_from=day_in(first_text(fields, ("publicatiestartdatum",))),
        valid_until=day_in(first_text(fields, ("publicatieeinddatum",))),
        questions=listed(fields, ("keywords",)),
        facts={"uniform_name": first_text(fields, ("uniformeproductnaam",))},
    )


def _euros(amount: object) -> str:
    whole, _, cents = str(amount).partition(".")
    return f"€ {whole},{cents:0<2}" if whole.isdecimal() else ""
