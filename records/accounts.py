"""Accounts of the desk: who may sign in, and with what."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from records.access_tables import accounts, desk_sessions, failed_tries, recovery_codes
from records.moments import moment
from records.passwords import Passwords, drawn
from records.reach import Reach
from records.schema import Connection
from records.seal import Sealed, keyed_hash, seal, unseal
from records.trail import Entry, Happened, note, trail

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}", re.ASCII)
_RECOVERY_CODES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an administrator says of somebody. Raises ValueError for what cannot be."""

    title: str
    roles: frozenset[str]
    departments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("nl",)
    address: str | None = None
    """SIP address of their telephone."""

    def __post_init__(self) -> None:
        if not self.title.strip() or len(self.title) > 80:
            raise ValueError(f"title: expected 1 to 80 signs, got {self.title!r}")
        if self.address is not None and not re.fullmatch(r"sips?:[^\s<>]{1,190}", self.address):
            raise ValueError(
                f"sip: expected an address such as sip:sanne@pbx.example.nl, got {self.address!r}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    name: str
    """In small letters; unique."""
    profile: Profile
    active: bool
    must_change: bool
    """The password is ours, for once."""
    local: bool
    """Has a password; others come by way of the identity provider."""
    has_app: bool
    """Has an app that gives codes."""
    created_at: datetime
    password_hash: str | None = field(default=None, repr=False)


class Unknown(LookupError):
    """No account has this name."""


class Accounts:
    """All of them in one database. Every method may raise RecordsError."""

    def __init__(self, reach: Reach, key: bytes) -> None:
        """`key` is not in the database: who has only that cannot make codes."""
        self._reach = reach
        self._key = key
        self._totp_key = bytes.fromhex(keyed_hash(key, "totp", "seal"))
        self.passwords = Passwords()

    # -- looking ---------------------------------------------------------------------------------

    def all(self) -> Sequence[Account]:
        """By name, closed ones too."""
        with self._reach.reading() as connection:
            rows = connection.execute(accounts.select().order_by(accounts.c.name)).all()
        return [account_of(row) for row in rows]

    def find(self, name: str) -> Account:
        """Raises Unknown."""
        with self._reach.reading() as connection:
            return self._find(connection, name)

    def of_subject(self, subject: str) -> Account | None:
        """Whom the identity provider means."""
        mac = keyed_hash(self._key, "subject", subject)
        with self._reach.reading() as connection:
            row = connection.execute(accounts.select().where(accounts.c.subject == mac)).first()
        return account_of(row) if row is not None else None

    def trail(self, name: str) -> Sequence[Entry]:
        with self._reach.reading() as connection:
            return trail(connection, name)

    def recovery_codes_left(self, name: str) -> int:
        with self._reach.reading() as connection:
            chosen = recovery_codes.select().where(recovery_codes.c.account == name)
            return len(connection.execute(chosen).all())

    # -- what an administrator does --------------------------------------------------------------

    def add(self, name: str, profile: Profile, by: str, now: datetime) -> str:
        """Make a local account; gives its password for once. Raises Clash where the name is taken,
        and ValueError where it cannot be one.
        """
        password = drawn()
        values = {"password_hash": self.passwords.hash(password), "must_change": True}
        with self._reach.writing() as connection:
            _insert(connection, name, profile, now, values)
            note(connection, _entry(now, name, Happened.ADDED, by, _told(profile)))
        return password

    def welcome(self, name: str, subject: str, profile: Profile, now: datetime) -> Account:
        """Make an account of somebody whom the identity provider brings. Raises Clash where the
        name is taken.
        """
        values = {"subject": keyed_hash(self._key, "subject", subject)}
        with self._reach.writing() as connection:
            _insert(connection, name, profile, now, values)
            told = f"via de aanmeldvoorziening; {_told(profile)}"
            note(connection, _entry(now, name, Happened.ADDED, name, told))
            return self._find(connection, name)

    def change(self, name: str, profile: Profile, by: str, now: datetime) -> None:
        """Raises Unknown."""
        with self._reach.writing() as connection:
            before = self._find(connection, name).profile
            if before == profile:
                return
            _set(connection, name, **_columns(profile))
            told = _difference(before, profile)
            note(connection, _entry(now, name, Happened.CHANGED, by, told))

    def reset(self, name: str, by: str, now: datetime) -> str:
        """A new password for once, the app with codes forgotten, signed out everywhere; a closed
        account is open again. Raises Unknown, and ValueError for an account without a password.
        """
        password = drawn()
        with self._reach.writing() as connection:
            account = self._find(connection, name)
            if not account.local:
                raise ValueError("expected a local account, got one of the identity provider")
            hashed = self.passwords.hash(password)
            _set(connection, name, password_hash=hashed, must_change=True, active=True, **_NO_APP)
            connection.execute(recovery_codes.delete().where(recovery_codes.c.account == name))
            _end_sessions(connection, name)
            forgotten = keyed_hash(self._key, "tries", f"account {name}")
            connection.execute(failed_tries.delete().where(failed_tries.c.subject_mac == forgotten))
            told = "" if account.active else "was gesloten"
            note(connection, _entry(now, name, Happened.RESET, by, told))
        return password

    def close(self, name: str, by: str, now: datetime) -> None:
        """Nobody signs in to it any more. Raises Unknown."""
        with self._reach.writing() as connection:
            self._find(connection, name)
            _set(connection, name, active=False)
            _end_sessions(connection, name)
            note(connection, _entry(now, name, Happened.CLOSED, by))

    # -- what its owner does ---------------------------------------------------------------------

    def choose_password(self, name: str, password: str, now: datetime, but: str = "") -> None:
        """Signs out everywhere but the session whose hash is `but`."""
        hashed = self.passwords.hash(password)
        with self._reach.writing() as connection:
            _set(connection, name, password_hash=hashed, must_change=False)
            _end_sessions(connection, name, but)
            note(connection, _entry(now, name, Happened.PASSWORD, name))

    def set_up_app(self, name: str, secret: str, step: int, now: datetime) -> Sequence[str]:
        """From now on this secret counts, whose code of `step` was shown; gives ten new recovery
        codes, in place of all earlier ones.
        """
        sealed = self.seal(name, secret)
        codes = [drawn() for _ in range(_RECOVERY_CODES)]
        rows = [{"account": name, "code_mac": self._code_mac(name, code)} for code in codes]
        with self._reach.writing() as connection:
            _set(
                connection,
                name,
                totp_nonce=sealed.nonce,
                totp_sealed=sealed.ciphertext,
                totp_step=step,
            )
            connection.execute(recovery_codes.delete().where(recovery_codes.c.account == name))
            connection.execute(recovery_codes.insert(), rows)
            note(connection, _entry(now, name, Happened.APP, name))
        return codes

    def secret(self, name: str) -> tuple[str, int] | None:
        """The secret of their app with codes, and the last step that was used of it."""
        with self._reach.reading() as connection:
            row = connection.execute(accounts.select().where(accounts.c.name == name)).one()
        if row.totp_sealed is None:
            return None
        return self.unseal(name, Sealed(row.totp_nonce, row.totp_sealed)), row.totp_step

    def use_step(self, name: str, step: int) -> bool:
        """Use up the code of this step; False where it, or a later one, was used already."""
        these = accounts.update().where(accounts.c.name == name, accounts.c.totp_step < step)
        with self._reach.writing() as connection:
            return connection.execute(these.values(totp_step=step)).rowcount == 1

    def use_recovery_code(self, name: str, code: str, now: datetime) -> bool:
        mac = self._code_mac(name, code)
        these = recovery_codes.delete().where(
            recovery_codes.c.account == name, recovery_codes.c.code_mac == mac
        )
        with self._reach.writing() as connection:
            used = connection.execute(these).rowcount == 1
            if used:
                note(connection, _entry(now, name, Happened.RECOVERY, name))
        return used

    def seal(self, name: str, secret: str) -> Sealed:
        return seal(self._totp_key, secret.encode(), f"totp {name}".encode())

    def unseal(self, name: str, sealed: Sealed) -> str:
        """Raises ValueError where the key is another one than it was sealed with."""
        return unseal(self._totp_key, sealed, f"totp {name}".encode()).decode()

    def _code_mac(self, name: str, code: str) -> str:
        plain = re.sub(r"[^a-z0-9]", "", code.lower())
        return keyed_hash(self._key, "recovery", f"{name} {plain}")

    def _find(self, connection: Connection, name: str) -> Account:
        row = connection.execute(accounts.select().where(accounts.c.name == name)).first()
        if row is None:
            raise Unknown(name)
        return account_of(row)


_NO_APP = {"totp_nonce": None, "totp_sealed": None, "totp_step": 0}


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def account_of(row: Any) -> Account:
    """The account of a row of `accounts`."""
    return Account(
        name=row.name,
        profile=Profile(
            title=row.title,
            roles=frozenset(row.roles.split()),
            departments=tuple(row.departments.split()),
            languages=tuple(row.languages.split()),
            address=row.address,
        ),
        active=row.active,
        must_change=row.must_change,
        local=row.password_hash is not None,
        has_app=row.totp_sealed is not None,
        created_at=datetime.fromisoformat(row.created_at),
        password_hash=row.password_hash,
    )


def _insert(
    connection: Connection, name: str, profile: Profile, now: datetime, values: dict[str, Any]
) -> None:
    if not is_name(name):
        raise ValueError(
            "expected a name of 1 to 40 small letters, digits, dots or hyphens, such as "
            f"sanne.dewit, got {name!r}"
        )
    row = {"name": name, "active": True, "must_change": False, "created_at": moment(now)}
    connection.execute(accounts.insert(), row | _NO_APP | _columns(profile) | values)


def _set(connection: Connection, name: str, **values: Any) -> None:
    connection.execute(accounts.update().where(accounts.c.name == name).values(**values))


def _end_sessions(connection: Connection, name: str, but: str = "") -> None:
    these = desk_sessions.delete().where(desk_sessions.c.account == name)
    connection.execute(these.where(desk_sessions.c.token_hash != but))


def _columns(profile: Profile) -> dict[str, Any]:
    return {
        "title": profile.title,
        "roles": _words(sorted(profile.roles)),
        "departments": _words(profile.departments),
        "languages": _words(profile.languages),
        "address": profile.address,
    }


def _words(words: Iterable[str]) -> str:
    return " ".join(words)


_CALLED = {
    "title": "naam",
    "roles": "rollen",
    "departments": "afdelingen",
    "languages": "talen",
    "address": "SIP-adres",
}
"""As an administrator reads it in the trail."""


def _told(profile: Profile) -> str:
    columns = _columns(profile)
    return "; ".join(f"{_CALLED[name]}: {value or '–'}" for name, value in columns.items())


def _difference(before: Profile, after: Profile) -> str:
    old, new = _columns(before), _columns(after)
    changed = [name for name in old if old[name] != new[name]]
    return "; ".join(
        f"{_CALLED[name]}: {old[name] or '–'} → {new[name] or '–'}" for name in changed
    )


def _entry(now: datetime, name: str, happened: Happened, by: str, told: str = "") -> Entry:
    return Entry(at=now, account=name, happened=happened, by=by, told=told)
