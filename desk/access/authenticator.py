"""The app on a telephone that gives codes (RFC 6238): its secret, its codes, its QR code."""

import hmac
import re
from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30
_STEPS = (0, -1, 1)
"""Now, just before and just after: clocks differ, and people type slowly (RFC 6238 section 5.2)."""
_CODE = re.compile(r"\d{6}", re.ASCII)


def new_secret() -> str:
    """160 bits in base 32, as RFC 4226 section 4 wants."""
    return pyotp.random_base32()


def is_code(text: str) -> bool:
    return _CODE.fullmatch(_bare(text)) is not None


def step_of(secret: str, code: str, now: datetime, after: int = 0) -> int | None:
    """For which step of time this is the code; None where for none, or for none later than `after`.

    Whoever takes it uses it up: a code that was seen over somebody's shoulder is worth nothing.
    """
    totp = pyotp.TOTP(secret)
    current = int(now.timestamp()) // STEP_SECONDS
    for step in (current + each for each in _STEPS):
        expected = totp.at(step * STEP_SECONDS)
        if hmac.compare_digest(expected.encode(), _bare(code).encode()) and step > after:
            return step
    return None


def in_groups(secret: str) -> str:
    """As people read it aloud and type it: 'JBSW Y3DP EHPK 3PXP'."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def qr_code(secret: str, name: str, municipality: str) -> str:
    """An SVG element for a page, dark on white in every scheme of colours."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=f"Balie {municipality}")
    return segno.make(address, error="m").svg_inline(
        scale=4, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )


def _bare(code: str) -> str:
    return re.sub(r"\s", "", code)
