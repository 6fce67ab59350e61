"""`belbalie knowledge`: where documents come from, and reading them."""

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from belbalie.areas import postcode_starts
from belbalie.errors import WorkFailed, WrongUse
from belbalie.knowledge import Synced, limits, sync
from belbalie.progress import Bars
from belbalie.settings import Settings
from connectors.sources.fetching import host_of
from connectors.sources.files import ENDINGS, form_of
from connectors.sources.token import HEADER
from dialog.documents.source import Kind, Layer, Source, SourceState, TokenPlace
from records.documents import Documents
from records.errors import RecordsError

_NAME = re.compile(r"[\w-]{1,80}")
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line, as it was typed."""

    name: str
    location: str
    kind: str | None = None
    layer: str = Layer.LOCAL
    language: str = "nl"
    max_pages: int = 1000
    municipality: str | None = None
    postcodes: Sequence[str] = ()
    token_file: str | None = None
    token_variable: str | None = None
    token_header: str = "Authorization: Token"


def source_of(wish: Wish) -> Source:
    """Raises WrongUse."""
    if not _NAME.fullmatch(wish.name):
        raise WrongUse(f"NAME: expected letters, digits, - and _, got {wish.name!r}")
    if wish.layer not in list(Layer):
        raise WrongUse(f"--layer: expected {', '.join(Layer)}, got {wish.layer!r}")
    if not _LANGUAGE.fullmatch(wish.language):
        raise WrongUse(f"--language: expected two letters such as nl, got {wish.language!r}")
    location, kind = _found(wish.location)
    if wish.kind is not None:
        kind = _kind(wish.kind, location)
    return Source(
        name=wish.name,
        kind=kind,
        location=location,
        layer=Layer(wish.layer),
        language=wish.language,
        municipality=wish.municipality,
        max_pages=wish.max_pages,
        postcodes=postcode_starts("--postcodes", wish.postcodes),
        token=_token(wish, location),
    )


def _token(wish: Wish, location: str) -> TokenPlace | None:
    """Where the token stands. Raises WrongUse."""
    if wish.token_file is None and wish.token_variable is None:
        return None
    if wish.token_file is not None and wish.token_variable is not None:
        raise WrongUse("--token-variable: expected it or --token-file, got both")
    if not host_of(location):
        raise WrongUse(f"--token-file: expected an address to send a token to, got {location!r}")
    if not HEADER.fullmatch(wish.token_header):
        raise WrongUse(
            "--token-header: expected the name of a header, a colon, and maybe a word, such as "
            f"'Authorization: Bearer' or 'X-Api-Key:', got {wish.token_header!r}"
        )
    file = str(Path(wish.token_file).resolve()) if wish.token_file is not None else None
    return TokenPlace(wish.token_header, file, wish.token_variable)


def add(settings: Settings, source: Source) -> None:
    """Take up a source and read it. Raises CommandError."""
    with _documents(settings) as documents:
        documents.add(source)
        _read(settings, documents, [source])


def sync_sources(settings: Settings, name: str | None) -> None:
    """Read what changed at one source, or at all. Raises CommandError."""
    with _documents(settings) as documents, _naming():
        chosen = (
            [documents.source(name)]
            if name is not None
            else [state.source for state in documents.sources()]
        )
        _read(settings, documents, chosen)


def remove(settings: Settings, name: str) -> None:
    """Forget a source and its documents. Raises CommandError."""
    with _documents(settings) as documents, _naming():
        gone = documents.remove(name)
    print(f"{name}: removed, with {gone} documents")


def print_sources(settings: Settings, as_json: bool) -> None:
    """Each source with its counts, and what could not be read. Raises CommandError."""
    with _documents(settings) as documents:
        states = documents.sources()
    for state in states:
        if as_json:
            print(json.dumps(_fields(state), ensure_ascii=False))
        else:
            print("\n".join(_lines(state)))


def _read(settings: Settings, documents: Documents, sources: list[Source]) -> None:
    unread = []
    for source in sources:
        with Bars() as bars, _naming():
            progress = partial(bars, f"Reading {source.name}")
            done = asyncio.run(sync(documents, source, limits(settings), progress))
        print(_told(source.name, done), flush=True)
        if not done.complete:
            unread.append(source.name)
    faults = {state.source.name: state for state in documents.sources()}
    for source in sources:
        for fault in faults[source.name].faults:
            print(f"  {fault.resource or source.location}: {fault.sentence}")
    if unread:
        raise WorkFailed(
            f"Expected to read all of {', '.join(unread)}, got a part of it; what was read before "
            "is kept: see the lines above"
        )


def _told(name: str, done: Synced) -> str:
    kept = done.kept
    return (
        f"{name}: {kept.new} new, {kept.changed} changed, {kept.same} the same, "
        f"{kept.gone} gone, {done.faults} faults"
    )


def _found(location: str) -> tuple[str, Kind]:
    """The location as it is kept, and what it is by the looks of it. Raises WrongUse."""
    if "://" in location:
        if not host_of(location):
            raise WrongUse(f"LOCATION: expected http:// or https://, got {location!r}")
        return location, _web_kind(location)
    path = Path(location).resolve()
    if path.is_dir():
        return str(path), Kind.FOLDER
    if not path.is_file():
        raise WrongUse(f"LOCATION: expected an address, a folder or a file, got {location!r}")
    if form_of(path.name) is None:
        raise WrongUse(f"LOCATION: expected a file of {', '.join(ENDINGS)}, got {location!r}")
    return str(path), Kind.FILE


def _web_kind(address: str) -> Kind:
    path = urlsplit(address).path.lower()
    if path.endswith((".xml", ".xml.gz")):
        return Kind.SITEMAP
    return Kind.FILE if form_of(address) not in (None, "html") else Kind.SITE


def _kind(text: str, location: str) -> Kind:
    """Raises WrongUse."""
    web = bool(host_of(location))
    fitting = [Kind.SITE, Kind.SITEMAP, Kind.FILE] if web else [Kind.FOLDER, Kind.FILE]
    if text not in fitting:
        raise WrongUse(f"--kind: expected {' or '.join(fitting)} for {location}, got {text!r}")
    if not web and (text == Kind.FOLDER) != Path(location).is_dir():
        raise WrongUse(f"--kind: expected what {location} is, got {text!r}")
    return Kind(text)


def _fields(state: SourceState) -> dict[str, object]:
    source = state.source
    return {
        "name": source.name,
        "kind": source.kind,
        "location": source.location,
        "layer": source.layer,
        "language": source.language,
        "municipality": source.municipality,
        "postcodes": list(source.postcodes),
        "token_from": str(source.token) if source.token is not None else None,
        "documents": state.documents,
        "passages": state.passages,
        "read_at": state.read_at.isoformat() if state.read_at else None,
        "faults": [{"resource": f.resource, "sentence": f.sentence} for f in state.faults],
    }


def _lines(state: SourceState) -> Iterator[str]:
    source = state.source
    area = f"  for {', '.join(source.postcodes)}" if source.postcodes else ""
    read_at = f"{state.read_at.astimezone():%Y-%m-%d %H:%M}" if state.read_at else "never"
    yield (
        f"{source.name}  {source.kind}  {source.layer}  {state.documents} documents  "
        f"{state.passages} passages  {len(state.faults)} faults  read {read_at}  "
        f"{source.location}{area}"
    )
    yield from (
        f"  {fault.resource or source.location}: {fault.sentence}" for fault in state.faults
    )


@contextmanager
def _documents(settings: Settings) -> Iterator[Documents]:
    try:
        documents = Documents(settings.database_url)
        try:
            yield documents
        finally:
            documents.close()
    except RecordsError as error:
        raise WorkFailed(str(error)) from None


@contextmanager
def _naming() -> Iterator[None]:
    """What is told of a name that no source has."""
    try:
        yield
    except LookupError as error:
        raise WrongUse(
            f"NAME: expected a source of belbalie knowledge list: {error.args[0]}"
        ) from None
