"""Sessions of the desk: a token in the browser, its hash here, so that they survive a restart."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from records.access_tables import accounts, desk_sessions
from records.accounts import Account, account_of
from records.moments import moment
from records.reach import Reach
from records.schema import Connection
from records.seal import Sealed

LONGEST = timedelta(hours=12)
IDLE = timedelta(minutes=60)
SIGNING_IN = timedelta(minutes=15)
"""How long the steps of signing in may take."""
_SEEN_EVERY = timedelta(minutes=1)
_TOKEN_BYTES = 32


class Stage(StrEnum):
    """How far somebody is with signing in."""

    CODE = "code"
    """The password was right; the code of the app comes next."""
    PASSWORD = "password"
    """They choose a password of their own."""
    APP = "app"
    """They set up the app that gives codes."""
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A session that is still good."""

    hash: str
    account: Account
    stage: Stage
    sealed: Sealed | None = None
    """The secret of an app that is being set up."""


class Sessions:
    """Every method may raise RecordsError."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def begin(self, account: str, stage: Stage, now: datetime, instead_of: str = "") -> str:
        """A new session; gives its token. `instead_of` is the hash of the one that it replaces:
        a token that was known before somebody signed in is worth nothing afterwards.
        """
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        row = {
            "token_hash": hash_of(token),
            "account": account,
            "stage": stage.value,
            "begun_at": moment(now),
            "seen_at": moment(now),
        }
        with self._reach.writing() as connection:
            _forget(connection, instead_of, now)
            connection.execute(desk_sessions.insert(), row)
        return token

    def find(self, token: str, now: datetime, seen: bool = True) -> Kept | None:
        """The session of this token, with its account as it is now; None where it is over.

        `seen`: somebody did something, so its hour begins anew.
        """
        hashed = hash_of(token)
        joined = desk_sessions.join(accounts, desk_sessions.c.account == accounts.c.name)
        with self._reach.reading() as connection:
            chosen = joined.select().where(desk_sessions.c.token_hash == hashed)
            row = connection.execute(chosen).first()
        if row is None or not row.active or not _good(row.stage, row.begun_at, row.seen_at, now):
            return None
        if seen and now - datetime.fromisoformat(row.seen_at) >= _SEEN_EVERY:
            self._see(hashed, now)
        sealed = Sealed(row.nonce, row.ciphertext) if row.ciphertext is not None else None
        return Kept(hash=hashed, account=account_of(row), stage=Stage(row.stage), sealed=sealed)

    def is_in(self, account: str, now: datetime) -> bool:
        """Whether any session of this account is good."""
        chosen = desk_sessions.select().where(desk_sessions.c.account == account)
        with self._reach.reading() as connection:
            rows = connection.execute(chosen.where(desk_sessions.c.stage == Stage.IN.value)).all()
        return any(_good(row.stage, row.begun_at, row.seen_at, now) for row in rows)

    def keep(self, hashed: str, sealed: Sealed) -> None:
        """The secret of the app that is set up in this session."""
        values = {"nonce": sealed.nonce, "ciphertext": sealed.ciphertext}
        self._update(hashed, values)

    def end(self, hashed: str) -> None:
        with self._reach.writing() as connection:
            connection.execute(desk_sessions.delete().where(desk_sessions.c.token_hash == hashed))

    def _see(self, hashed: str, now: datetime) -> None:
        self._update(hashed, {"seen_at": moment(now)})

    def _update(self, hashed: str, values: Mapping[str, object]) -> None:
        these = desk_sessions.update().where(desk_sessions.c.token_hash == hashed)
        with self._reach.writing() as connection:
            connection.execute(these.values(**values))


def hash_of(token: str) -> str:
    """Without a key: 256 bits cannot be tried."""
    return hashlib.sha256(token.encode()).hexdigest()


def _good(stage: str, begun_at: str, seen_at: str, now: datetime) -> bool:
    begun, seen = datetime.fromisoformat(begun_at), datetime.fromisoformat(seen_at)
    if stage != Stage.IN:
        return now - begun < SIGNING_IN
    return now - begun < LONGEST and now - seen < IDLE


def _forget(connection: Connection, hashed: str, now: datetime) -> None:
    old = desk_sessions.c.begun_at < moment(now - LONGEST)
    connection.execute(desk_sessions.delete().where(old | (desk_sessions.c.token_hash == hashed)))
