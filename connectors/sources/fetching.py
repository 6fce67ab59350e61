"""Pages over HTTP, politely and within limits: robots.txt is asked, redirects stay on the host,
and neither an endless page nor a slow one keeps a reading busy.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from connectors.sources.outcomes import Unreadable
from connectors.sources.public_hosts import PublicHosts
from connectors.sources.text import decoded
from connectors.sources.token import Token

AGENT = "Belbalie"
_REDIRECTS = 5
_GONE = frozenset({404, 410})
_LONGEST_DELAY_SECONDS = 10.0
"""A robots.txt that asks for more would make a reading of a day."""


@dataclass(frozen=True, slots=True)
class Limits:
    page_seconds: float = 15.0
    """From the question until the last byte."""
    total_seconds: float = 3600.0
    """Of one source."""
    largest_bytes: int = 20_000_000
    delay_seconds: float = 0.5
    """Between two pages of one source."""
    hosts: Collection[str] = ()
    """Those that a source which was named on a page may be on, though not everybody reaches them.
    """


@dataclass(frozen=True, slots=True)
class Seen:
    """By what a server knows again what it gave before."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    address: str
    """Where it came from, after redirects."""
    body: bytes
    media_type: str
    """In small letters, without parameters."""
    charset: str | None
    seen: Seen

    @property
    def text(self) -> str:
        return decoded(self.body, self.charset)


class TimeIsUp(Exception):
    """The source took longer than `Limits.total_seconds`."""


class Fetcher:
    """One reading of one source. Use it in `async with`, from one task."""

    def __init__(
        self, limits: Limits, token: Token | None = None, only_public: bool = False
    ) -> None:
        """`only_public`: nothing is asked of hosts that not everybody can reach."""
        self._limits = limits
        self._token = token
        self._client = httpx.AsyncClient(
            transport=PublicHosts(limits.hosts) if only_public else None,
            timeout=limits.page_seconds,
            headers={"user-agent": f"{AGENT} (reads pages for the telephone desk)"},
            trust_env=False,
        )
        self._robots: dict[str, Protego] = {}
        self._ends_at = asyncio.get_running_loop().time() + limits.total_seconds
        self._delay_seconds = 0.0

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(self, address: str, seen: Seen = Seen()) -> Answer | None:
        """Return what is there, or None when the server says that it is as it was seen.

        Raises Unreadable, and TimeIsUp when the whole source took too long.
        """
        if asyncio.get_running_loop().time() > self._ends_at:
            raise TimeIsUp
        await asyncio.sleep(self._delay_seconds)
        try:
            async with asyncio.timeout(self._limits.page_seconds):
                await self._ask_robots(address)
                return await self._followed(address, seen)
        except TimeoutError:
            seconds = f"{self._limits.page_seconds:g}"
            raise Unreadable(f"Deze pagina was er niet binnen {seconds} seconden.") from None
        except (httpx.TransportError, httpx.InvalidURL, httpx.StreamError) as error:
            raise Unreadable(f"De server antwoordt niet ({type(error).__name__}).") from None

    async def _followed(self, address: str, seen: Seen) -> Answer | None:
        here = address
        for _ in range(_REDIRECTS):
            headers = {"if-none-match": seen.etag, "if-modified-since": seen.modified}
            given = {name: value for name, value in headers.items() if value}
            allowed = self._token.headers_for(here) if self._token is not None else {}
            async with self._client.stream("GET", here, headers=given | allowed) as answer:
                if not answer.has_redirect_location:
                    return await self._answer(here, answer)
                here = urljoin(here, answer.headers["location"])
            if host_of(here) != host_of(address):
                raise Unreadable(f"Deze pagina stuurt door naar {host_of(here) or 'iets anders'}.")
            await self._ask_robots(here)
        raise Unreadable("Deze pagina stuurt steeds weer door.")

    async def _answer(self, address: str, answer: httpx.Response) -> Answer | None:
        status = answer.status_code
        if status == 304:
            return None
        if not answer.is_success:
            raise Unreadable(f"De server geeft fout {status}.", gone=status in _GONE)
        kind = answer.headers.get("content-type", "")
        seen = Seen(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
        return Answer(
            address=address,
            body=await self._body(answer),
            media_type=kind.partition(";")[0].strip().lower(),
            charset=answer.charset_encoding,
            seen=seen,
        )

    async def _body(self, answer: httpx.Response) -> bytes:
        body = bytearray()
        async for part in answer.aiter_bytes():
            body += part
            if len(body) > self._limits.largest_bytes:
                raise Unreadable(
                    f"Deze pagina is groter dan {self._limits.largest_bytes / 1e6:g} MB."
                )
        return bytes(body)

    async def _ask_robots(self, address: str) -> None:
        """Raises Unreadable for what the host keeps from robots (RFC 9309)."""
        host = host_of(address)
        if host not in self._robots:
            self._robots[host] = await self._rules(address)
        rules = self._robots[host]
        wish = rules.crawl_delay(AGENT) or 0.0
        self._delay_seconds = max(
            self._limits.delay_seconds, min(float(wish), _LONGEST_DELAY_SECONDS)
        )
        if not rules.can_fetch(address, AGENT):
            raise Unreadable("Deze pagina mag niet gelezen worden (robots.txt).")

    async def _rules(self, address: str) -> Protego:
        where = urljoin(address, "/robots.txt")
        async with self._client.stream("GET", where) as answer:
            if answer.status_code >= 500:
                # RFC 9309, 2.3.1.4: a host that cannot say what is allowed allows nothing.
                raise Unreadable(f"De server geeft fout {answer.status_code} voor robots.txt.")
            told = await self._body(answer) if answer.is_success else b""
        return Protego.parse(decoded(told))


def host_of(address: str) -> str:
    """Host and port in small letters; '' for what is no address of the web."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return parts.hostname + port
