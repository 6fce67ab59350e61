"""Asking whether a passage is what the caller means, by its title and heading alone.

'Ik vond iets over Zwembad De Plons. Gaat uw vraag over de kosten?' Nothing of what it says is in
the question: no number, right, cost or term. Titles and headings are written to be seen; those
that cannot be said plainly are not asked about.
"""

import re
from dataclasses import dataclass

from dialog.documents.answer import DocumentAnswer
from dialog.documents.claims import CAN, MAY, MUST, NEED, claims
from dialog.documents.quantities import normal, quantities
from dialog.documents.shortening import spoken
from dialog.phrases import plain
from dialog.readability import words
from dialog.spoken_style import number_words, remarks

PAGE, PART, HEADING, QUESTION, PAGE_QUESTION = (
    *("document_ask_page", "document_ask_part", "document_ask_heading"),
    *("document_ask_question", "document_ask_page_question"),
)
"""Fixed sentences; each takes `title`, and all but the first and last `part`."""
_MOST_IN_TITLE, _MOST_IN_PART, _MOST_IN_QUESTION = 8, 7, 12
"""Words; with ours around them a sentence stays within twelve. A question of the municipality's
own comes after a pause and is heard as a sentence of its own."""

_USUAL = {
    "nl": {
        **dict.fromkeys(("kosten", "kosten en betalen", "tarieven", "leges"), "de kosten"),
        **dict.fromkeys(("wat kost het", "prijs", "prijzen", "kosten van leges"), "de kosten"),
        **dict.fromkeys(
            ("aanpak", "hoe werkt het", "hoe gaat het", "zo werkt het"), "hoe het gaat"
        ),
        **dict.fromkeys(("aanvragen", "aanvraag"), "hoe u het aanvraagt"),
        **dict.fromkeys(("voorwaarden", "eisen"), "de voorwaarden"),
        **dict.fromkeys(("meenemen", "meebrengen", "wat neemt u mee"), "wat u meeneemt"),
        **dict.fromkeys(("wat heeft u nodig", "wat hebt u nodig"), "wat u nodig heeft"),
        **dict.fromkeys(("hoe lang duurt het", "termijn", "duur"), "hoe lang het duurt"),
        **dict.fromkeys(("bezwaar", "bezwaar en beroep", "bezwaar maken"), "bezwaar maken"),
        "als u geen reactie krijgt": "wachten op ons antwoord",
        **dict.fromkeys(("contact", "contact opnemen"), "hoe u ons bereikt"),
        **dict.fromkeys(("openingstijden", "wanneer open"), "de openingstijden"),
        **dict.fromkeys(("regels",), "de regels"),
        **dict.fromkeys(("bedrag", "bedragen"), "de bedragen"),
        **dict.fromkeys(("afzeggen", "annuleren"), "het afzeggen"),
    },
    "en": {
        **dict.fromkeys(("costs", "cost", "fees", "fee", "what does it cost"), "the costs"),
        **dict.fromkeys(("conditions", "requirements"), "the conditions"),
        **dict.fromkeys(("how to apply", "applying", "application"), "how to apply"),
        **dict.fromkeys(("what to bring", "bring", "what do you need"), "what to bring"),
        **dict.fromkeys(("how long does it take", "processing time"), "how long it takes"),
        **dict.fromkeys(("contact", "contact us"), "how to reach us"),
        "opening hours": "the opening hours",
        "appointment": "the appointment",
    },
}
"""Headings that nearly every product page has, as one would say them."""
_WHOLE_PAGE = frozenset({
    *("algemeen", "inleiding", "omschrijving", "uitleg", "beschrijving", "meer informatie"),
    *("general", "introduction", "description", "about"),
})  # fmt: skip
"""Headings that tell nothing beside the title."""

_COUNTED = re.compile(r"^(?:(?:artikel|article|stap|step|hoofdstuk) )?\d{1,2}(?:[.)]\d*)*\s+", re.I)
"""'2. Insprekers', 'Artikel 3 Bedrijven': the number is of the paper, not of the matter."""
_YEAR = re.compile(r"(?:,|\s+(?:in|seizoen|vanaf|season))*\s+20\d\d(?:\s?[-/]\s?(?:20)?\d\d)?$")
"""At the end. What names only years that are over is not offered at all (`answer_from`)."""
_AFTER_COLON = re.compile(r":\s+.*$")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_OTHER_LETTERS = re.compile(r"[^A-Za-zÀ-ÖØ-öø-ÿ ',.’-]")
_CLAIMING = frozenset({MAY, MUST, NEED, CAN, "free"})
_CLAIMS_IN_ENGLISH = re.compile(r"\b(?:not|no|never|free|must|may|can|only|cannot)\b", re.I)
_ORDERS = re.compile(r"^(?:zie|bekijk|lees|download|vraag|see|read|view|apply) ", re.I)


@dataclass(frozen=True, slots=True)
class Asking:
    """A fixed sentence by its name, and what is filled in."""

    name: str
    title: str
    part: str = ""


def asking(document: DocumentAnswer) -> Asking | None:
    """How to ask whether this is meant; None where it cannot be asked in plain words."""
    language = document.language
    if language not in _USUAL:
        return None
    headings = [each for each in document.heading if plain(each) not in _WHOLE_PAGE]
    if not headings and _is_question(document.title):
        question = _question(document.title, language)
        if question is not None:
            return Asking(PAGE_QUESTION, question)
    title = _title((document.title, *headings[:-1]), language)
    if title is None:
        return None
    return _of_part(title, headings[-1], language) if headings else Asking(PAGE, title)


def _of_part(title: str, heading: str, language: str) -> Asking | None:
    usual = _USUAL[language].get(plain(heading))
    if usual is not None:
        return Asking(PART, title, usual)
    if _is_question(heading):
        question = _question(heading, language)
        return Asking(QUESTION, title, question) if question else None
    part = _part(heading, language)
    return Asking(HEADING, title, part) if part else None


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?")


def _title(names: tuple[str, ...], language: str) -> str | None:
    """The page with the headings above the last: 'Aansluiten op het riool, voor bedrijven'."""
    first, *others = names
    parts = [_of_page(first, language), *(_part(each, language) for each in others)]
    told = [each for each in parts if each]
    whole = ", ".join([*told[:1], *(f"{each[0].lower()}{each[1:]}" for each in told[1:])])
    return whole if len(told) == len(names) and len(words(whole)) <= _MOST_IN_TITLE else None


def _of_page(title: str, language: str) -> str | None:
    """What the page is about: 'Boom kappen: wanneer mag het?' is about 'Boom kappen'."""
    whole = _bare(title, language)
    if len(words(whole)) > _MOST_IN_TITLE or _is_question(whole):
        whole = _AFTER_COLON.sub("", whole)
    if _is_question(whole):
        question = whole.rstrip("? ")
        lead = {"nl": "de vraag", "en": "the question"}[language]
        return f"{lead}: {question}" if _plain(question, language) else None
    whole = whole.replace(": ", ", ")
    return whole if _plain(whole, language) and not _claims(whole, language) else None


def _part(heading: str, language: str) -> str | None:
    bare = _bare(heading, language).rstrip("?:. ")
    short = 0 < len(words(bare)) <= _MOST_IN_PART
    return bare if short and _plain(bare, language) and not _claims(bare, language) else None


def _question(text: str, language: str) -> str | None:
    """A question as the municipality wrote it; it claims nothing."""
    bare = _COUNTED.sub("", text).strip()
    short = len(words(bare)) <= _MOST_IN_QUESTION
    return bare if short and _plain(bare.rstrip("? "), language) else None


def _bare(text: str, language: str) -> str:
    """Without its number in a list, its year and what stands between brackets."""
    return spoken(_YEAR.sub("", _ASIDE.sub("", _COUNTED.sub("", text.strip()))), language).strip()


def _plain(text: str, language: str) -> bool:
    """Whether it can be said as it stands: words only, no number, no jargon, no order."""
    numbers = quantities(normal(text)) or number_words(text, language)
    odd = _OTHER_LETTERS.search(text) or _ORDERS.search(text)
    return bool(words(text)) and not (numbers or odd or remarks(text, language))


def _claims(text: str, language: str) -> bool:
    """Whether it says what may, must or costs nothing: a heading is no answer."""
    if language != "nl":
        return bool(_CLAIMS_IN_ENGLISH.search(text))
    read = claims(text)
    return bool(read.marks & _CLAIMING) or read.denials > 0
