"""Passwords are kept as argon2id hashes (RFC 9106), and ours are drawn, not thought up."""

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_MEMORY_KIB, _PASSES, _LANES = 47_104, 1, 1
"""OWASP's first choice (Password Storage Cheat Sheet): some 40 ms of one core, so that a sign-in is
not heard in the calls that share it.
"""
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""
_GROUPS, _GROUP = 4, 4
"""Sixteen signs of 31: 79 bits."""


class Passwords:
    def __init__(self) -> None:
        self._hasher = PasswordHasher(_PASSES, _MEMORY_KIB, _LANES)
        self._nobodys = self._hasher.hash(drawn())

    def hash(self, password: str) -> str:
        return self._hasher.hash(_plain(password))

    def fits(self, hashed: str | None, password: str) -> bool:
        """Whether this password has that hash. None, for nobody's password, takes as long."""
        try:
            fits = self._hasher.verify(hashed or self._nobodys, _plain(password))
        except (VerificationError, InvalidHashError):
            return False
        return fits and hashed is not None


def drawn() -> str:
    """A password or code for once: 'k7wd-3hqm-x9fa-ptn4'."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def _plain(password: str) -> str:
    """One keyboard writes é as one sign, another as two (NIST SP 800-63B section 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
