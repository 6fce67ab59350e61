"""AES-256-GCM (NIST SP 800-38D), one key per call: without its key a call is forgotten."""

import hmac
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BITS = 256
_NONCE_BYTES = 12
"""96 bits, as GCM wants; drawn at random, safe for some 2**32 entries under one key."""


@dataclass(frozen=True, slots=True)
class Sealed:
    nonce: bytes
    ciphertext: bytes


def new_key() -> bytes:
    return AESGCM.generate_key(KEY_BITS)


def seal(key: bytes, words: bytes, place: bytes) -> Sealed:
    """Encrypt; `place` (which entry of which call) is bound to it and not hidden."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return Sealed(nonce, AESGCM(key).encrypt(nonce, words, place))


def unseal(key: bytes, sealed: Sealed, place: bytes) -> bytes:
    """Raises ValueError when the key, the words or the place are not those that were sealed."""
    try:
        return AESGCM(key).decrypt(sealed.nonce, sealed.ciphertext, place)
    except InvalidTag as error:
        raise ValueError("expected what was sealed with this key, got other bytes") from error


def keyed_hash(key: bytes, kind: str, text: str) -> str:
    """HMAC-SHA-256 (RFC 2104) in hex: there are few enough telephone numbers and codes to try them
    all under a bare hash. `kind` keeps two uses of one key apart.
    """
    return hmac.new(key, f"{kind}\0{text}".encode(), "sha256").hexdigest()
