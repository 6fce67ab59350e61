"""Reading a source of any kind."""

from collections.abc import AsyncIterator, Mapping

from connectors.sources.address import read_address
from connectors.sources.fetching import Limits, host_of
from connectors.sources.folder import read_folder
from connectors.sources.outcomes import Outcome
from connectors.sources.progress import Progress, unwatched
from connectors.sources.site import read_site
from dialog.documents.source import Kind, Source


def read(
    source: Source,
    stamps: Mapping[str, str],
    limits: Limits,
    progress: Progress = unwatched,
) -> AsyncIterator[Outcome]:
    """Read what changed since these stamps were given; the last outcome is Ended.

    One page or file that cannot be read never keeps the others from being read.
    """
    if source.kind in (Kind.SITE, Kind.SITEMAP):
        return read_site(source, stamps, limits, progress)
    if host_of(source.location):
        return read_address(source, stamps, limits, progress)
    return read_folder(source, stamps, limits.largest_bytes, progress)
