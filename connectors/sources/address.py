"""One address of the web: a page, a leaflet, or a list that may go on over several pages."""

from collections.abc import AsyncIterator, Mapping
from urllib.parse import urljoin

from connectors.sources.fetching import Answer, Fetcher, Limits, TimeIsUp, host_of
from connectors.sources.files import File, documents_in, form_of
from connectors.sources.json_lists import next_page, parsed, read_json
from connectors.sources.outcomes import Ended, Failed, Outcome, Read, Same, Unreadable
from connectors.sources.progress import Progress
from connectors.sources.stamps import Stamp, digest_of, stamp_of
from connectors.sources.token import token_of
from dialog.documents.document import Document
from dialog.documents.source import Source


async def read_address(
    source: Source, stamps: Mapping[str, str], limits: Limits, progress: Progress
) -> AsyncIterator[Outcome]:
    """Each page of a list is a resource of its own; where one fails, the rest is not known."""
    here: str | None = source.location
    known: set[str] = set()
    try:
        token = token_of(source.token, source.location)
    except Unreadable as error:
        yield Ended(False, str(error))
        return
    async with Fetcher(limits, token, source.only_public) as fetcher:
        for done in range(source.max_pages):
            if here is None:
                yield Ended(True)
                return
            if here in known:
                yield Ended(False, "Deze lijst gaat in een kring.")
                return
            known.add(here)
            before = stamp_of(stamps.get(here))
            try:
                answer = await fetcher.get(here, before.seen)
                if answer is None or digest_of(answer.body) == before.digest:
                    following = before.links[0] if before.links else None
                    yield Same(here)
                else:
                    found, following = _documents(source, here, answer)
                    links = (following,) if following else ()
                    stamp = Stamp(answer.seen, digest_of(answer.body), links)
                    yield Read(here, tuple(found), str(stamp))
            except (Unreadable, TimeIsUp) as error:
                sentence = str(error) or "Het lezen duurde te lang."
                yield Failed(here, sentence)
                yield Ended(False, sentence)
                return
            progress(done + 1, done + 1 + (following is not None))
            here = following
    told = f"De lijst heeft meer dan {source.max_pages} pagina's."
    yield Ended(here is None, told if here is not None else None)


def _documents(source: Source, here: str, answer: Answer) -> tuple[list[Document], str | None]:
    """The documents, and where the list goes on. Raises Unreadable."""
    form = form_of(answer.address, answer.media_type)
    if form is None:
        raise Unreadable("Dit soort bestand kunnen wij niet lezen.")
    if form == "json":
        value = parsed(answer.text)
        following = next_page(value)
        address = urljoin(here, following) if following else None
        if address is not None and host_of(address) != host_of(here):
            raise Unreadable(f"Deze lijst gaat verder op {host_of(address) or 'iets anders'}.")
        # By the source's own address, so that an object keeps its key when the pages shift.
        return read_json(value, source.location, source.language), address
    file = File(here, answer.body, form, source.language, here, answer.charset)
    return documents_in(file), None
