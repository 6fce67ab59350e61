"""A site, read from its first page along its links, or along its sitemap."""

import asyncio
import zlib
from collections import deque
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

from connectors.sources.fetching import Answer, Fetcher, Limits, TimeIsUp, host_of
from connectors.sources.files import File, documents_in, form_of
from connectors.sources.html_page import canonical_of, links_of, tree_of
from connectors.sources.outcomes import Ended, Failed, Outcome, Read, Same, Unreadable
from connectors.sources.progress import Progress
from connectors.sources.stamps import Stamp, digest_of, stamp_of
from connectors.sources.token import token_of
from dialog.documents.source import Kind, Source

LONGEST_ADDRESS = 400
"""A longer one is a trap of links that grow."""
_SITEMAPS = 50
"""So many of an index are read."""
_LARGEST_SITEMAP_BYTES = 50_000_000
"""Unpacked, as the protocol allows."""
_PLACES = "//*[local-name()='loc']/text() | //sc:owmskern/dcterms:identifier/text()"
_PRODUCTS = {
    "sc": "http://standaarden.overheid.nl/product/terms/",
    "dcterms": "http://purl.org/dc/terms/",
}
"""Samenwerkende Catalogi 4.0 (standaarden.overheid.nl/sc/4.0/xsd/sc.xsd)."""
_GZIP = 31
"""zlib's name for a gzip header and the largest window."""
_TIME_IS_UP = "Het lezen duurde te lang. Niet alle pagina's zijn gelezen."


async def read_site(
    source: Source, stamps: Mapping[str, str], limits: Limits, progress: Progress
) -> AsyncIterator[Outcome]:
    """Read page by page; the last outcome says whether all of the site was seen."""
    try:
        token = token_of(source.token, source.location)
    except Unreadable as error:
        yield Ended(False, str(error))
        return
    async with Fetcher(limits, token, source.only_public) as fetcher:
        reading = _Reading(source, stamps, fetcher, progress)
        try:
            if source.kind is Kind.SITEMAP:
                await reading.take_sitemap(source.location)
            else:
                reading.take(source.location)
        except Unreadable as error:
            yield Ended(False, str(error))
            return
        except TimeIsUp:
            yield Ended(False, _TIME_IS_UP)
            return
        async for outcome in reading.run():
            yield outcome


class _Reading:
    """Which pages are known, and which are still to be read."""

    def __init__(
        self, source: Source, stamps: Mapping[str, str], fetcher: Fetcher, progress: Progress
    ) -> None:
        self._source = source
        self._stamps = stamps
        self._fetcher = fetcher
        self._progress = progress
        self._waiting: deque[str] = deque()
        self._known: set[str] = set()
        folder = urlsplit(source.location).path.rpartition("/")[0] + "/"
        self._within = urljoin(source.location, folder)
        self._host = host_of(source.location)

    def take(self, address: str) -> None:
        """Have this page read, if it was not and is of this site."""
        address = urldefrag(address).url
        if address in self._known or len(address) > LONGEST_ADDRESS:
            return
        self._known.add(address)
        self._waiting.append(address)

    def _follow(self, page: str, links: list[str] | tuple[str, ...]) -> None:
        for link in links:
            try:
                address = urljoin(page, link)
                path = urlsplit(address).path
            except ValueError:
                continue  # '//[' and the like lead nowhere
            last = path.rpartition("/")[2]
            if address.startswith(self._within) and ("." not in last or form_of(last)):
                self.take(address)

    async def take_sitemap(self, address: str) -> None:
        """Have all pages of a sitemap read (sitemaps.org 0.9), or of an index of them; or those of
        the products in a feed of Samenwerkende Catalogi, which tells little beside their pages.

        Raises Unreadable, and TimeIsUp.
        """
        waiting, read = [address], 0
        while waiting:
            here = waiting.pop(0)
            root = _sitemap(await self._fetcher.get(here))
            read += 1
            found = root.xpath(_PLACES, namespaces=_PRODUCTS)
            places = [str(place).strip() for place in found]
            ours = [place for place in places if host_of(place) == self._host]
            if root.tag.endswith("sitemapindex"):
                waiting += ours[: _SITEMAPS - read]
            else:
                for place in ours:
                    self.take(place)
        if not self._waiting:
            raise Unreadable("In deze sitemap staan geen pagina's van deze site.")

    async def run(self) -> AsyncIterator[Outcome]:
        done, all_seen = 0, True
        while self._waiting:
            if done == self._source.max_pages:
                told = f"De site heeft meer dan {done} pagina's. De rest is niet gelezen."
                yield Ended(False, told)
                return
            address = self._waiting.popleft()
            try:
                outcome = await self._page(address)
            except TimeIsUp:
                yield Ended(False, _TIME_IS_UP)
                return
            done += 1
            self._progress(done, min(done + len(self._waiting), self._source.max_pages))
            if isinstance(outcome, Failed) and address == self._source.location:
                # Without its first page the site is out of reach, whatever the server calls it.
                yield Failed(address, outcome.sentence)
                yield Ended(False, outcome.sentence)
                return
            if outcome is not None:
                yield outcome
            if isinstance(outcome, Failed):
                # Where it led is unknown, unless it was read before.
                all_seen = all_seen and (outcome.gone or address in self._stamps)
        yield Ended(all_seen, None if all_seen else "Niet alle pagina's konden worden gelezen.")

    async def _page(self, address: str) -> Outcome | None:
        """Read one page, and take up where it leads. None: it is another page's second address.

        Raises TimeIsUp.
        """
        before = stamp_of(self._stamps.get(address))
        try:
            answer = await self._fetcher.get(address, before.seen)
            if answer is None or digest_of(answer.body) == before.digest:
                self._follow(address, tuple(before.links))
                return Same(address)
            return await asyncio.to_thread(self._read, address, answer)
        except Unreadable as error:
            if not error.gone:
                self._follow(address, tuple(before.links))
            return Failed(address, str(error), error.gone)

    def _read(self, address: str, answer: Answer) -> Outcome | None:
        form = form_of(answer.address, answer.media_type)
        if form is None:
            raise Unreadable("Dit soort bestand kunnen wij niet lezen.")
        links: list[str] = []
        if form == "html" and self._source.kind is Kind.SITE:
            links = links_of(answer.text)
            self._follow(answer.address, links)
        own = answer.address
        if form == "html":
            own = _named_by(answer) or own
        if own != address:
            self.take(own)
            return None
        stamp = str(Stamp(answer.seen, digest_of(answer.body), links))
        file = File(address, answer.body, form, self._source.language, address, answer.charset)
        try:
            return Read(address, tuple(documents_in(file)), stamp)
        except Unreadable as error:
            if form == "html":  # a page of nothing but links is no mistake
                return Read(address, (), stamp)
            raise error


def _named_by(answer: Answer) -> str | None:
    """The address by which a page wants to be known, if it is another way to the same place.

    A page that names quite another one is not believed: systems name their first page for all.
    """
    named = canonical_of(tree_of(answer.text))
    return named if named is not None and _place(named) == _place(answer.address) else None


def _place(address: str) -> tuple[str, str]:
    path = urlsplit(address).path.removesuffix("index.html").removesuffix("index.php")
    return host_of(address), path.rstrip("/")


def _sitemap(answer: Answer | None) -> etree._Element:
    if answer is None:
        raise Unreadable("De sitemap is leeg.")
    body = answer.body
    try:
        if body.startswith(b"\x1f\x8b"):
            body = zlib.decompressobj(_GZIP).decompress(body, _LARGEST_SITEMAP_BYTES)
        return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, zlib.error):
        raise Unreadable("De sitemap is geen goede XML.") from None
