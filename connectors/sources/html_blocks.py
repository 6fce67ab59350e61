"""The body of a page as sections of blocks, without what is on the page for its own sake.

Also Markdown and Word come here, as HTML: headings, lists and tables are read in one place.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from connectors.sources.html_tables import table_blocks
from dialog.documents.document import Block, Items, Paragraph, Section

_UNSPOKEN_NAMES = (
    "script style noscript template svg iframe object video audio canvas map nav aside form select "
    "textarea input dialog search footer img figure"
)
_UNSPOKEN = frozenset(_UNSPOKEN_NAMES.split())
_ROLES_NAMES = "navigation banner contentinfo search dialog alertdialog complementary menu"
_ROLES = frozenset(_ROLES_NAMES.split())
_AROUND = re.compile(
    r"(?:^|[-_])(?:cookies?|cookiebar|breadcrumbs?|kruimel\w*|feedback|beoordeling|share|sharing|"
    r"social|delen|skip|skiplink|menu|nav|print|related|gerelateerd|visually|sidebar)(?:$|[-_])"
)
_INTERNAL = re.compile(
    r"(?:^|[-_])(?:intern|interne?|internal|redactie|redactioneel|medewerkers?|deskmemo|memo|kcc|"
    r"colleagues?)(?:$|[-_])"
)
_FOR_COLLEAGUES = re.compile(
    r"(?:alleen|enkel|uitsluitend) voor (?:medewerkers|intern gebruik|collega|het kcc)|"
    r"(?:intern|redactioneel|redactie)(?:e notitie)?\s*:",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"visibility:hidden|(?:^|;)opacity:0(?:\.0+)?(?:;|$)|font-size:0*[0-3](?:\.\d+)?(?:px|pt|;|$)|"
    r"text-indent:-\d{3}|(?:^|;)(?:left|top):-\d{3}"
)
_WHITE = re.compile(r"(?:^|;)color:(?:#fff(?:fff)?|white|rgb\(255,255,255\))(?:;|$)")
"""On white, as far as the same style says; a page that hides words is not to be believed."""
_SAYS_NOTHING = re.compile(
    r"(?:laatst (?:gewijzigd|bijgewerkt|gecontroleerd)|laatste (?:wijziging|update)|"
    r"gepubliceerd op|print deze pagina|deel deze pagina|lees voor$|naar boven$|last (?:changed|"
    r"updated|modified))",
    re.IGNORECASE,
)
_HEADING = re.compile(r"h[1-6]")
_BLOCKS_NAMES = (
    "address article blockquote body dd details div dl dt fieldset figcaption header hr html li "
    "main ol p pre section summary table tbody td th tr ul"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())


def words_of(element: HtmlElement) -> str:
    """The text of an element, white space folded; a line break is a space."""
    folded = " ".join("".join(_texts(element)).split())
    return re.sub(r"\s+([.,;:!?])(?=\s|$)", r"\1", folded)


def _texts(element: HtmlElement) -> Iterator[str]:
    if isinstance(element.tag, str):
        between = " " if element.tag == "br" or element.tag in _BLOCKS else ""
        yield between + (element.text or "")
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
        yield between


def strip(root: HtmlElement) -> None:
    """Take out of the tree what is not for callers: menus, cookies, notes between colleagues."""
    unfolded = {
        name
        for element in root.iter()
        if isinstance(element.tag, str)
        for name in (element.get("aria-controls") or "").split()
    }
    for element in list(root.iter()):
        if element is not root and _is_around(element, unfolded):
            element.drop_tree()


def _is_around(element: HtmlElement, unfolded: set[str]) -> bool:
    if not isinstance(element.tag, str):
        return True  # a comment
    inside_heading = any(_HEADING.fullmatch(str(above.tag)) for above in element.iterancestors())
    if element.tag == "button":
        return not inside_heading
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    audience = f"{element.get('data-doelgroep') or ''} {element.get('data-audience') or ''}"
    style = (element.get("style") or "").replace(" ", "").lower()
    # What folds out is hidden until somebody reads it; what no button unfolds is not for readers.
    hidden = element.get("hidden") is not None or "display:none" in style
    return (
        element.tag in _UNSPOKEN
        or element.get("role") in _ROLES
        or (hidden and element.get("id") not in unfolded)
        or _UNSEEN.search(style) is not None
        or (_WHITE.search(style) is not None and "background" not in style)
        or any(_AROUND.search(name) or _INTERNAL.search(name) for name in named)
        or _INTERNAL.search(audience.strip().lower()) is not None
    )


class _Outline:
    """Sections as they grow: headings on a stack, blocks under the deepest one."""

    def __init__(self) -> None:
        self.title = ""
        self._open: list[tuple[int, str]] = []
        self._sections: list[tuple[tuple[str, ...], list[Block]]] = []
        self._loose: list[str] = []

    def heading(self, level: int, text: str) -> None:
        self.flush()
        if level == 1 and not self.title:
            self.title = text
            return
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, text))

    @property
    def deeper(self) -> int:
        return max((level for level, _ in self._open), default=1) + 1

    def close(self, level: int) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()

    def loose(self, text: str | None) -> None:
        self._loose.append(text or "")

    def flush(self) -> None:
        text = " ".join("".join(self._loose).split())
        self._loose = []
        if text:
            self.add(Paragraph(re.sub(r"\s+([.,;:!?])(?=\s|$)", r"\1", text)))

    def add(self, block: Block) -> None:
        if isinstance(block, Paragraph) and (
            _SAYS_NOTHING.match(block.text) or _FOR_COLLEAGUES.match(block.text)
        ):
            return
        path = tuple(text for _, text in self._open)
        if not self._sections or self._sections[-1][0] != path:
            self._sections.append((path, []))
        self._sections[-1][1].append(block)

    def sections(self) -> tuple[Section, ...]:
        self.flush()
        return tuple(Section(path, tuple(blocks)) for path, blocks in self._sections)


def outline(root: HtmlElement) -> tuple[str, tuple[Section, ...]]:
    """The first heading, and the sections under it. The tree is stripped already."""
    grown = _Outline()
    _walk(root, grown)
    return grown.title, grown.sections()


def _walk(element: HtmlElement, grown: _Outline) -> None:
    grown.loose(element.text)
    for child in element:
        _child(child, grown)
        grown.loose(child.tail)


def _child(child: HtmlElement, grown: _Outline) -> None:
    tag = child.tag if isinstance(child.tag, str) else ""
    if _HEADING.fullmatch(tag):
        if text := words_of(child):
            grown.heading(int(tag[1]), text)
    elif tag in ("ul", "ol", "dl", "table"):
        grown.flush()
        for block in _READERS[tag](child):
            grown.add(block)
    elif tag == "details":
        _folded(child, grown)
    elif tag == "br":
        grown.loose(" ")
    elif tag in _BLOCKS:
        grown.flush()
        _walk(child, grown)
        grown.flush()
    else:
        _walk(child, grown)


def _folded(details: HtmlElement, grown: _Outline) -> None:
    """What folds out stands under its own line, as under a heading."""
    grown.flush()
    level = grown.deeper
    for child in details:
        if child.tag == "summary":
            grown.heading(level, words_of(child))
        else:
            _child(child, grown)
        grown.loose(child.tail)
    grown.flush()
    grown.close(level)


def _list(element: HtmlElement) -> Iterator[Block]:
    items = element.findall("li")
    linked = ["".join(words_of(a) for a in item.iter("a")) for item in items]
    if len(items) > 1 and all(
        link and link == words_of(item) for link, item in zip(linked, items, strict=True)
    ):
        return  # a list of nothing but links leads elsewhere
    lines = [line for item in items for line in _item(item)]
    if lines:
        yield Items(tuple(lines))


def _item(item: HtmlElement) -> Iterator[str]:
    """An item; one with a list within it is that many lines, each with what stands above it."""
    inner = [child for child in item if child.tag in ("ul", "ol")]
    below = [line for child in inner for each in child.findall("li") for line in _item(each)]
    for child in inner:
        child.drop_tree()
    own = words_of(item)
    if not below:
        yield from [own] if own else []
        return
    above = own if not own or own[-1] in ".:;!?" else f"{own}:"
    yield from (f"{above} {line}".strip() for line in below)


def _definitions(element: HtmlElement) -> Iterator[Block]:
    lines: list[str] = []
    term = ""
    for child in element.iter("dt", "dd"):
        if child.tag == "dt":
            term = words_of(child).rstrip(":")
        elif text := words_of(child):
            lines.append(f"{term}: {text}" if term else text)
    if lines:
        yield Items(tuple(lines))


def _table(element: HtmlElement) -> Iterator[Block]:
    return table_blocks(element, words_of)


_READERS = {"ul": _list, "ol": _list, "dl": _definitions, "table": _table}
