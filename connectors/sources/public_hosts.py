"""Only hosts that everybody can reach: an address that somebody typed on a page must not lead into
the house.

Judging the name is not enough, as a name may stand for another machine a moment later (DNS
rebinding; OWASP, Server-Side Request Forgery Prevention). So it is looked up here at every
question, and the connection goes to the very machine that was judged.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from urllib.parse import urlsplit

import httpx

from connectors.sources.outcomes import Unreadable

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a name, for connections to a port. Raises OSError."""
_PORTS = {"http": 80, "https": 443}
_EMBEDDING = [ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")]
"""IPv6 that stands for an IPv4 address, which may be one of the house (RFC 6052)."""
_NOT_PUBLIC = "Dit adres is niet openbaar. Kies een adres dat iedereen op internet kan openen."
_UNKNOWN = "Dit adres bestaat niet, of is nu niet te vinden. Kijk na hoe u het schreef."
_STRANGE = "Dit is geen gewoon adres op internet. Schrijf het als https://www.gemeente.nl/pagina."


def is_public(address: str) -> bool:
    """Whether this IP address is one of the internet, and of nobody's own network."""
    judged = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(judged, ipaddress.IPv6Address):
        inner = judged.ipv4_mapped or judged.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if judged.teredo is not None or any(judged in each for each in _EMBEDDING):
            return False
    return judged.is_global and not judged.is_multicast and not judged.is_reserved


async def resolved(host: str, port: int) -> Sequence[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


async def machines_of(
    address: str, allowed: Collection[str] = (), resolve: Resolve = resolved
) -> Sequence[str]:
    """Where this address of the web leads, judged; a host (with its port, where that is none of
    the usual) that is `allowed` is not judged, and gives nothing. Raises Unreadable with what is
    wrong with it.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Unreadable(_STRANGE) from None
    host = parts.hostname
    if parts.scheme not in _PORTS or not host or parts.username or parts.password:
        raise Unreadable(_STRANGE)
    if (f"{host}:{port}" if port else host) in allowed:
        return ()
    if port not in (None, _PORTS[parts.scheme]):
        raise Unreadable(_NOT_PUBLIC)
    try:
        found = await resolve(host, _PORTS[parts.scheme])
    except (OSError, UnicodeError):
        raise Unreadable(_UNKNOWN) from None
    if not found or not all(map(is_public, found)):
        raise Unreadable(_NOT_PUBLIC)
    return found


class PublicHosts(httpx.AsyncBaseTransport):
    """Asks only machines that everybody can ask, and those of hosts that are `allowed`."""

    def __init__(
        self,
        allowed: Collection[str] = (),
        resolve: Resolve = resolved,
        asked: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """`asked` carries the questions, to the machine that their address names."""
        self._allowed, self._resolve = allowed, resolve
        self._asked = asked or httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        machines = await machines_of(str(request.url), self._allowed, self._resolve)
        if not machines:
            return await self._asked.handle_async_request(request)
        # The header Host is there already, and the certificate is still the name's.
        host = request.url.host
        led = httpx.Request(
            request.method,
            request.url.copy_with(host=machines[0]),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._asked.handle_async_request(led)

    async def aclose(self) -> None:
        await self._asked.aclose()
