"""Envelopes chained by SHA-256: what was written cannot be changed or left out unseen.

The opening of a call is the first link, so its moment and line are held too. The hash of a
payload is that of its ciphertext: it tells nothing about the words once the key is gone.
"""

import hashlib
import json
from dataclasses import dataclass

from records.seal import Sealed


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stays of an entry for ever; no personal data."""

    call_id: str
    number: int
    """From 1, without gaps."""
    kind: str
    at: str
    """UTC, ISO."""
    prev_hash: str
    payload_hash: str
    hash: str


def opening_hash(call_id: str, opened_at: str, line_kind: str) -> str:
    return _digest([call_id, opened_at, line_kind])


def payload_hash(sealed: Sealed) -> str:
    return hashlib.sha256(sealed.nonce + sealed.ciphertext).hexdigest()


def link(prev: tuple[int, str], call_id: str, kind: str, at: str, sealed: Sealed) -> Envelope:
    """Make the envelope that follows the one with this number and hash."""
    number, prev_hash = prev[0] + 1, prev[1]
    inside = payload_hash(sealed)
    whole = _digest([call_id, number, kind, at, prev_hash, inside])
    return Envelope(call_id, number, kind, at, prev_hash, inside, whole)


def fault(envelope: Envelope, prev: tuple[int, str]) -> str | None:
    """Why this envelope cannot follow the one with this number and hash; None when it can."""
    e = envelope
    if e.number != prev[0] + 1:
        return f"entry {prev[0] + 1} is missing"
    if e.prev_hash != prev[1]:
        return "it does not follow the entry before it"
    if e.hash != _digest([e.call_id, e.number, e.kind, e.at, e.prev_hash, e.payload_hash]):
        return "its hash is of other contents"
    return None


def _digest(parts: list[str | int]) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
