"""Signatures by the Standard Webhooks scheme, so that a receiver knows that we sent it.

https://www.standardwebhooks.com: HMAC-SHA256 over id, moment and body, with a shared secret.
"""

import base64
import binascii
from datetime import datetime

import standardwebhooks

PREFIX = "whsec_"
_KEY_BYTES = range(24, 65)
"""What the scheme asks for."""


def signing_key(secret: str) -> bytes:
    """The key in 'whsec_…'. Raises ValueError with what was expected, never with the secret."""
    text = secret.removeprefix(PREFIX)
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) not in _KEY_BYTES:
        raise ValueError(
            f"expected {PREFIX} and {_KEY_BYTES[0]} to {_KEY_BYTES[-1]} bytes in base64, "
            "got something else"
        )
    return key


def signed(key: bytes, message: str, at: datetime, body: str) -> dict[str, str]:
    """The headers to send with this body. `at` is the moment of this attempt, in UTC."""
    signature = standardwebhooks.Webhook(key).sign(message, at, body)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
