"""agenda.yaml: what people can make an appointment for, when, and how many at once."""

from dialog.agenda import Agenda, Product
from dialog.content_file import Entries, Node
from dialog.content_hours import read_own_hours
from dialog.content_page import LANGUAGES, Page
from dialog.content_values import count, plain_words, spoken
from dialog.knowledge import Municipality
from dialog.spoken_examples import from_facts
from dialog.spoken_texts import check_spoken

_REQUIRED = ("capacity", "location", "products")
_OPTIONAL = ("hours", "closing_days", "notice_minutes", "days_ahead")


def read_agenda(page: Page, town: Municipality) -> Agenda:
    """Read the file; without `hours` the desk helps people when the municipality is open."""
    root = page.root
    page.check_keys(root, _REQUIRED, _OPTIONAL)
    check_spoken(page, from_facts(town.facts))
    usual = Agenda({}, town.hours, 1, {})
    return Agenda(
        products=_products(page, page.child(root, "products"), town),
        hours=read_own_hours(page, root, town.hours) or town.hours,
        capacity=count(page, root, "capacity", usual.capacity),
        location=spoken(page, root, "location", town),
        notice_minutes=count(page, root, "notice_minutes", usual.notice_minutes, least=0),
        days_ahead=count(page, root, "days_ahead", usual.days_ahead),
    )


def _products(page: Page, entries: Entries, town: Municipality) -> dict[str, Product]:
    if not entries.nodes:
        page.error(entries.line, "'products' noemt niets. Vul in waarvoor mensen komen.")
    return {key: _product(page, key, node, town) for key, node in entries.nodes.items()}


def _product(page: Page, key: str, node: Node, town: Municipality) -> Product:
    entries = page.entries(node, f"'{key}'")
    page.check_keys(entries, ("title", "minutes"), ("bring", "words"))
    title = page.child(entries, "title")
    if "title" in entries.nodes:
        page.check_keys(title, ("nl",), LANGUAGES)
    return Product(
        key=key,
        title=page.languages(title),
        minutes=count(page, entries, "minutes", 15),
        bring=spoken(page, entries, "bring", town),
        words=plain_words(page, entries, "words"),
    )
