"""Who calls and which number was dialled, from the headers of an INVITE. Pure.

The header fields are those of RFC 3261 (From, To), RFC 3325 (P-Asserted-Identity: what the
network vouches for), RFC 3323 (Privacy) and RFC 5806 (Diversion). All of it is untrusted text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from telephony.wire import telephone_number

HEADERS = (
    *("From", "To", "P-Asserted-Identity", "P-Preferred-Identity", "Privacy"),
    "Diversion",
)
"""What the SIP stack has to hand over."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"?')
"""A name to show: the caller writes it, so what looks like an address in it is none."""
_BRACKETED = re.compile(r"<([^>]*)")
_URI = re.compile(r"\s*(?:sips?:([^@;?,\s]+)(?:;[^@]*)?@|tel:([^;,\s]+))", re.IGNORECASE)
"""The user of a SIP address, which may have parameters of its own; without one it is a machine."""
_HIDES = frozenset({"id", "user", "header", "critical"})
"""Privacy values with which the caller's number is not ours to show (RFC 3323 section 4.2)."""
_ANONYMOUS = frozenset({"anonymous", "unavailable", "restricted", "unknown", "private"})


@dataclass(frozen=True, slots=True)
class CallerId:
    caller: str | None
    """The caller's number, or None when it is withheld or none."""
    called: str | None


def read(headers: Mapping[str, str]) -> CallerId:
    """Read what is there; what makes no sense is left out and never raises."""
    by_name = {name.lower(): value for name, value in headers.items()}
    return CallerId(
        caller=_caller(by_name),
        called=_number(by_name.get("diversion")) or _number(by_name.get("to")),
    )


def _caller(by_name: Mapping[str, str]) -> str | None:
    privacy = {each.strip().lower() for each in re.split("[;,]", by_name.get("privacy", ""))}
    if privacy & _HIDES or _user(by_name.get("from")) in _ANONYMOUS:
        return None
    return _number(by_name.get("p-asserted-identity")) or _number(by_name.get("from"))


def _user(header: str | None) -> str:
    return next((user.lower() for user in _users(header)), "")


def _number(header: str | None) -> str | None:
    """The first address in the header that holds a telephone number."""
    numbers = (telephone_number(re.sub("%2b", "+", user, flags=re.I)) for user in _users(header))
    return next((number for number in numbers if number), None)


def _users(header: str | None) -> list[str]:
    """Who each address in the header is of."""
    bare = _QUOTED.sub("", header or "")
    found = map(_URI.match, _BRACKETED.findall(bare) or bare.split(","))
    return [each[1] or each[2] for each in found if each]
