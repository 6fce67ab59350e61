"""What a setting takes for an address on the web."""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # its own words hold the address
        return False
