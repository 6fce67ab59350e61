"""A web page as a document: its main part, its dates, and whose page it is."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from connectors.sources.days import changed_in, day_in
from connectors.sources.html_blocks import outline, strip, words_of
from connectors.sources.outcomes import Unreadable
from dialog.documents.document import Document, Section

_MAIN = (
    "//main",
    "//*[@role='main']",
    "//*[@id='content' or @id='inhoud' or @id='main' or @id='main-content' or @id='maincontent']",
    "//article",
)
_TELLING = ("p", "li", "td", "th", "dd", "dt", "div")
_COMPARED = 60
"""Signs by which a block is found again in what trafilatura judged to tell something."""
_MODIFIED = ("dcterms.modified", "dc.date.modified", "article:modified_time", "last-modified")
_OF = re.compile(
    r"\b[Gg]emeente\s+([A-Z][\w'’-]*(?:\s(?:aan|de|den|en|op|ter|van|[A-Z][\w'’-]*))*)(?<!\s)"
)
_OWNERS = ("dcterms.creator", "dcterms.publisher", "overheid.authority", "og:site_name")
_AFTER_TITLE = re.compile(r"\s+(?:[|·–—]|-)\s+[^|·–—]{2,60}$")
_VALID = re.compile(r"(start|end)\s*=\s*([\d-]{10})")


def read_page(text: str, key: str, url: str | None, language: str) -> Document | None:
    """Return the page, or None for one that is not meant to be found (robots: noindex).

    Raises Unreadable when it holds no text.
    """
    tree = tree_of(text)
    told = _told(tree)
    if "noindex" in told.get("robots", "").lower():
        return None
    about = _About(told, list(_structured(tree)), _head_title(tree), words_of(tree))
    title, url = about.title, canonical_of(tree) or told.get("og:url") or url
    language = _language(tree, told) or language
    heading, sections = outline(_main(tree, text))
    if not sections:
        raise Unreadable("Op deze pagina staat geen tekst.")
    first, last = about.validity
    return Document(
        key=key,
        title=heading or title or key,
        sections=sections,
        url=url,
        dated=about.dated,
        valid_from=first,
        valid_until=last,
        language=language,
        questions=about.questions,
        facts=about.facts,
    )


def read_fragment(html: str) -> tuple[str, tuple[Section, ...]]:
    """The title, if any, and the sections of HTML that is all content."""
    if not html.strip():
        return "", ()
    tree = document_fromstring(f"<div>{html}</div>")
    strip(tree)
    return outline(tree)


def links_of(text: str) -> list[str]:
    """Where its links go, as written."""
    return [str(link) for link in tree_of(text).xpath("//a/@href")]


def canonical_of(tree: HtmlElement) -> str | None:
    found = tree.xpath("//link[@rel='canonical']/@href")
    return str(found[0]) if found and str(found[0]).startswith("http") else None


def tree_of(text: str) -> HtmlElement:
    """Raises Unreadable for what holds no element."""
    try:
        # As bytes: a text that names its own encoding is refused.
        return document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        raise Unreadable("Deze pagina is leeg of geen HTML.") from None


def _main(tree: HtmlElement, text: str) -> HtmlElement:
    """The part of the page that is about something, stripped of what is not for callers."""
    strip(tree)
    for where in _MAIN:
        found = tree.xpath(where)
        if len(found) == 1 and words_of(found[0]):
            return found[0]
    body = tree.find("body")
    root = body if body is not None else tree
    _keep_what_tells(root, text)
    return root


def _keep_what_tells(root: HtmlElement, text: str) -> None:
    """Without landmarks trafilatura judges which blocks tell something; others are dropped."""
    judged = trafilatura.extract(text, include_tables=True)
    if not judged:
        return
    telling = "".join(judged.split())
    for element in list(root.iter(*_TELLING)):
        own = "".join(words_of(element).split())
        outer = any(inner.tag in _TELLING for inner in element.iterdescendants())
        if element is not root and own and not outer and own[:_COMPARED] not in telling:
            element.drop_tree()


def _told(tree: HtmlElement) -> dict[str, str]:
    """What the head says, by name in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        if name and meta.get("content"):
            found.setdefault(name, meta.get("content").strip())
    return found


def _structured(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """JSON-LD (schema.org), as far as it can be read."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "")
        except ValueError:
            continue
        graph = found.get("@graph", [found]) if isinstance(found, dict) else found
        yield from (each for each in graph if isinstance(each, dict))


def _head_title(tree: HtmlElement) -> str:
    element = tree.find(".//title")
    return words_of(element) if element is not None else ""


def _language(tree: HtmlElement, told: Mapping[str, str]) -> str | None:
    named = tree.get("lang") or told.get("dcterms.language") or ""
    return named[:2].lower() or None


@dataclass(frozen=True, slots=True)
class _About:
    """What a page says of itself."""

    told: Mapping[str, str]
    structured: Sequence[Mapping[str, Any]]
    head_title: str
    text: str

    @property
    def title(self) -> str:
        return self.told.get("og:title") or _AFTER_TITLE.sub("", self.head_title)

    @property
    def dated(self) -> date | None:
        said = [self.told.get(name) for name in _MODIFIED]
        said += [str(each.get("dateModified") or "") for each in self.structured]
        days = [*map(day_in, said), changed_in(self.text)]
        return next((day for day in days if day is not None), None)

    @property
    def validity(self) -> tuple[date | None, date | None]:
        ends = dict(_VALID.findall(self.told.get("dcterms.valid", "")))
        return day_in(ends.get("start")), day_in(ends.get("end"))

    @property
    def questions(self) -> tuple[str, ...]:
        words = (each.strip() for each in self.told.get("keywords", "").split(","))
        return tuple(each for each in words if each)

    @property
    def facts(self) -> dict[str, str]:
        found = (_OF.search(each) for each in self._owners())
        owner = next((each[1] for each in found if each), None)
        return {"municipality": owner} if owner is not None else {}

    def _owners(self) -> Iterator[str]:
        yield from (self.told[name] for name in _OWNERS if name in self.told)
        for each in self.structured:
            for role in ("provider", "publisher", "author"):
                if isinstance(owner := each.get(role), dict):
                    yield str(owner.get("name"))
        yield self.head_title
