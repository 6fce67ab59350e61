"""Fetching one file of a model over HTTP: resumed, patient, summed while it streams."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx

from voice.catalogue import Model
from voice.model_errors import MIRROR_SETTING, Fault, ModelError
from voice.sums import Counted, Digest, Sums, feed_files, parse_sha256sums

logger = logging.getLogger(__name__)

HUB_URL = "https://huggingface.co"

# A try that brought this much was worth it: the count of failures starts again, so that a
# poor line finishes a large file, while a dead one is given up on.
RENEWING_BYTES = 1 << 20

_LONGEST_PAUSE_SECONDS = 8.0
_BUSY_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a host may take, and how often in a row it may fail."""

    attempts: int = 5
    timeout_seconds: float = 30.0
    """For connecting and for each read, not for the whole file."""
    first_pause_seconds: float = 0.5
    """Doubled after each failure in a row."""
    pause: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the files of one model are served, and where their sums are published."""

    model: str
    files_url: str
    sums_url: str
    is_mirror: bool

    def url(self, name: str) -> str:
        return f"{self.files_url}/{quote(name)}"

    @property
    def host(self) -> str:
        return urlsplit(self.files_url).netloc


def origin_of(model: Model, mirror: str | None, hub: str) -> Origin:
    """A mirror is a models folder served as it is, each with a SHA256SUMS beside its files."""
    if mirror is not None:
        base = f"{mirror.rstrip('/')}/{quote(model.name)}"
        return Origin(model.name, base, f"{base}/SHA256SUMS", is_mirror=True)
    assert model.hub is not None  # a packaged model is never downloaded
    where, folder = model.hub, f"/{model.hub.folder}" if model.hub.folder else ""
    files = f"{hub}/{where.repository}/resolve/{where.revision}{folder}"
    tree = f"{hub}/api/models/{where.repository}/tree/{where.revision}{folder}"
    return Origin(model.name, files, tree, is_mirror=False)


class _Interrupted(Exception):
    """The host is busy or broke off; trying again may help."""


class Downloads:
    """The files of one model from one origin, over one connection; close it after use."""

    def __init__(self, origin: Origin, patience: Patience) -> None:
        self._origin = origin
        self._patience = patience
        # Sums and ranges are of the file itself, so the host may not pack it for the way.
        self._client = httpx.Client(
            timeout=patience.timeout_seconds,
            follow_redirects=True,
            headers={"Accept-Encoding": "identity"},
        )

    def close(self) -> None:
        self._client.close()

    def published_sums(self) -> dict[str, Sums]:
        """What the origin says of its files, by name; empty where it publishes nothing."""
        response = self._patiently(lambda: self._get(self._origin.sums_url), lambda: 0)
        if response.status_code == 404:
            return {}
        self._refuse(response, self._origin.sums_url)
        try:
            if self._origin.is_mirror:
                return parse_sha256sums(response.text)
            return _sums_in_tree(response.json())
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(
                Fault.NO_SUM, f"Cannot read the sums at {self._origin.sums_url}: {error}"
            ) from error

    def fetch(self, name: str, expected: Sums, target: Path, counted: Counted) -> Sums:
        """Bring the file to `target`, going on from `target` + '.part' when that is there.

        Raises ModelError; a part of which the whole has the wrong sum is removed.
        """
        part = _Part(target.with_name(f"{target.name}.part"), expected, counted)
        was_resumed = part.size > 0
        self._patiently(lambda: self._stream(name, part), lambda: part.size)
        if part.difference is not None and was_resumed:
            # What was here may be of another version of the file: once more, from nothing.
            part.start_over()
            self._patiently(lambda: self._stream(name, part), lambda: part.size)
        if part.difference is not None:
            part.path.unlink()
            raise ModelError(
                Fault.WRONG_SUM,
                f"{name} of model {self._origin.model} from {self._origin.host} is not the file "
                f"that it should be: {part.difference}; it was removed",
            )
        part.path.replace(target)
        return part.sums

    def _stream(self, name: str, part: "_Part") -> None:
        """One request; more of the part is there afterwards, also when this raises."""
        if part.is_whole:
            return
        url, start = self._origin.url(name), part.size
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._client.stream("GET", url, headers=headers) as response:
            if start and response.status_code == 416:
                part.start_over()
                raise _Interrupted("it has nothing after what was here")
            self._refuse(response, url)
            if start and not _goes_on_from(response, start):
                part.start_over()
            part.take(response.iter_raw())  # unchunked: what came before a break counts
        # Where the host tells a length, a break has been noticed by now, and a short file is
        # just that; where it does not, only the size that we expect can tell.
        tells_length = response.headers.keys() & {"content-length", "transfer-encoding"}
        if part.expected.size is not None and not part.is_whole and not tells_length:
            raise _Interrupted(f"it sent {part.size} of {part.expected.size} bytes")

    def _get(self, url: str) -> httpx.Response:
        response = self._client.get(url)
        if response.status_code in _BUSY_STATUSES:
            raise _Interrupted(f"it answered {response.status_code}")
        return response

    def _refuse(self, response: httpx.Response, url: str) -> None:
        """Raise unless the answer brings what was asked."""
        status = response.status_code
        if status in _BUSY_STATUSES:
            raise _Interrupted(f"it answered {status}")
        if response.is_success:
            return
        origin = self._origin
        keeper = "mirror" if origin.is_mirror else "hub"
        said = "lacks" if status == 404 else f"answered {status} for"
        advice = (
            f"put the file there, or check {MIRROR_SETTING}"
            if origin.is_mirror
            else f"choose another model, or set {MIRROR_SETTING} to a mirror that has it"
        )
        raise ModelError(
            Fault.NOT_SERVED,
            f"Cannot get model {origin.model}: the {keeper} {said} {url}; {advice}",
        )

    def _patiently(self, attempt: Callable[[], T], size: Callable[[], int]) -> T:
        """Try until it works; counts the failures since `size` last came much further."""
        failures, furthest = 0, size()
        while True:
            try:
                return attempt()
            except (httpx.RequestError, _Interrupted) as error:
                reason = str(error) or type(error).__name__
                failures = 1 if size() - furthest >= RENEWING_BYTES else failures + 1
                furthest = max(furthest, size())
                if failures >= self._patience.attempts:
                    raise self._unreachable(reason) from error
            wait = self._patience.first_pause_seconds * 2 ** (failures - 1)
            wait = min(wait, _LONGEST_PAUSE_SECONDS)
            logger.warning("%s: %s; trying again in %.1f s", self._origin.host, reason, wait)
            self._patience.pause(wait)

    def _unreachable(self, reason: str) -> ModelError:
        origin = self._origin
        advice = (
            f"check that this mirror runs and that {MIRROR_SETTING} names it"
            if origin.is_mirror
            else f"check the network, or set {MIRROR_SETTING} to a mirror in reach"
        )
        return ModelError(
            Fault.UNREACHABLE,
            f"Cannot get model {origin.model} from {origin.host} ({reason}); {advice}",
        )


class _Part:
    """What has come of a file so far, with its sums."""

    def __init__(self, path: Path, expected: Sums, counted: Counted) -> None:
        self.path = path
        self.expected = expected
        self._counted = counted
        self._digest = Digest(expected)
        if path.exists():
            feed_files(self._digest, [path], counted)

    @property
    def size(self) -> int:
        return self._digest.size

    @property
    def sums(self) -> Sums:
        return self._digest.sums

    @property
    def is_whole(self) -> bool:
        return self.expected.size is not None and self.size >= self.expected.size

    @property
    def difference(self) -> str | None:
        return self.expected.difference(self.sums)

    def take(self, pieces: Iterable[bytes]) -> None:
        """Add the pieces, but not more than the file can be: no host may fill the disk."""
        with self.path.open("ab") as file:
            for data in pieces:
                file.write(data)
                self._digest.feed(data)
                self._counted(len(data))
                if self.expected.size is not None and self.size > self.expected.size:
                    return

    def start_over(self) -> None:
        self._counted(-self.size)
        self.path.unlink(missing_ok=True)
        self._digest = Digest(self.expected)


def _goes_on_from(response: httpx.Response, start: int) -> bool:
    """Whether the host did as Range asked (RFC 9110, section 14); it need not."""
    given = response.headers.get("Content-Range", "")
    return response.status_code == 206 and given.startswith(f"bytes {start}-")


def _sums_in_tree(entries: list[dict[str, Any]]) -> dict[str, Sums]:
    """Read the hub's listing of a folder: SHA-256 for large (LFS) files, else the git blob."""
    return {
        entry["path"].rpartition("/")[2]: (
            Sums(size=entry["size"], sha256=entry["lfs"]["oid"])
            if entry.get("lfs")
            else Sums(size=entry["size"], git_blob=entry["oid"])
        )
        for entry in entries
        if entry["type"] == "file"
    }
