"""Whether a request comes from one of our own pages, by what the browser says of it (RFC 6454)."""

from collections.abc import Mapping
from urllib.parse import urlsplit


def is_ours(headers: Mapping[str, str], address: str | None) -> bool:
    """`address` is where browsers find us; without it, it is the host that they asked.

    A request without Origin is not from a page of ours: browsers send it with each POST and each
    WebSocket.
    """
    origin = headers.get("origin", "")
    if address is not None:
        return origin == address.rstrip("/")
    try:
        asked = urlsplit(origin)
        return asked.scheme in ("http", "https") and asked.netloc == headers.get("host", "")
    except ValueError:
        return False
