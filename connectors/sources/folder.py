"""A folder of files, or one file, on this machine."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from connectors.sources.fetching import Seen
from connectors.sources.files import ENDINGS, File, documents_in, form_of
from connectors.sources.outcomes import Ended, Failed, Outcome, Read, Same, Unreadable
from connectors.sources.progress import Progress
from connectors.sources.stamps import Stamp, stamp_of
from dialog.documents.source import Source

_LONGEST_NAME = 400
"""Signs; a file may add the number of what is in it."""


async def read_folder(
    source: Source, stamps: Mapping[str, str], largest_bytes: int, progress: Progress
) -> AsyncIterator[Outcome]:
    """Read file by file; hidden ones and those of other kinds are passed over."""
    folder = Path(source.location)
    try:
        files = await asyncio.to_thread(_files, folder)
    except OSError as error:
        yield Ended(False, f"De map kan niet worden gelezen ({error.strerror}).")
        return
    for number, file in enumerate(files, 1):
        resource = file.relative_to(folder).as_posix() if file != folder else file.name
        # A name of another time may hold bytes that are no text.
        resource = resource.encode("utf-8", "replace").decode()
        yield await asyncio.to_thread(_outcome, source, file, resource, stamps.get(resource),
                                      largest_bytes)  # fmt: skip
        progress(number, len(files))
    yield Ended(True)


def _files(folder: Path) -> list[Path]:
    """Raises OSError."""
    if folder.is_file():
        return [folder]
    next(folder.iterdir(), None)  # tells a folder that is not there, which rglob does not
    found = (file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS)
    return sorted(file for file in found if file.is_file() and not _hidden(file, folder))


def _hidden(file: Path, folder: Path) -> bool:
    """Also what an office program keeps beside a file that is open ('~$brief.docx')."""
    return any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)


def _outcome(
    source: Source, file: Path, resource: str, before: str | None, largest_bytes: int
) -> Outcome:
    try:
        state = file.stat()
        seen = Seen(etag=f"{state.st_mtime_ns} {state.st_size}")
        if stamp_of(before).seen == seen:
            return Same(resource)
        if len(resource) > _LONGEST_NAME:
            raise Unreadable("De naam van dit bestand is te lang.")
        if state.st_size > largest_bytes:
            raise Unreadable(f"Dit bestand is groter dan {largest_bytes / 1e6:g} MB.")
        form = form_of(file.name) or ""
        read = File(resource, file.read_bytes(), form, source.language)
        return Read(resource, tuple(documents_in(read)), str(Stamp(seen)))
    except FileNotFoundError:
        return Failed(resource, "Dit bestand is weg.", gone=True)
    except OSError as error:
        return Failed(resource, f"Dit bestand kan niet worden gelezen ({error.strerror}).")
    except Unreadable as error:
        return Failed(resource, str(error))
