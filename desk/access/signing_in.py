"""Signing in, step by step: name and password, code, and at first a password and app of one's own.

All of it looks in the database and some of it takes a while: not for the event loop.
"""

import hmac
import ipaddress
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.access import authenticator
from desk.access.password_rules import fault
from records.accounts import Account, Unknown
from records.door import Door
from records.sessions import Kept, Stage
from records.trail import Happened


@dataclass
class NotRight(Exception):
    """The sentence is for the person; `field` is the name of the field that it is about."""

    field: str
    sentence: str


WRONG_PASSWORD = "Deze naam en dit wachtwoord horen niet bij elkaar."
WRONG_CODE = "Deze code klopt niet. Neem de code die nu in uw app staat."


def next_stage(account: Account, code_shown: bool = False) -> Stage:
    """What comes next, once the password was right."""
    if account.has_app and not code_shown:
        return Stage.CODE
    if account.must_change:
        return Stage.PASSWORD
    return Stage.IN if account.has_app else Stage.APP


class SigningIn:
    def __init__(self, door: Door, clock: Callable[[], datetime], municipality: str) -> None:
        self._door = door
        self._clock = clock
        self._municipality = municipality

    def by_password(self, name: str, password: str, address: str) -> tuple[str, Stage]:
        """Gives the token of the session that begins, and its next step. Raises NotRight, in the
        same words and after the same time for a name that nobody has.
        """
        name = name.strip().lower()
        tried = _subjects(name, address)
        self._let_wait(tried, "password")
        account = self._account(name)
        hashed = account.password_hash if account is not None and account.active else None
        if not self._door.accounts.passwords.fits(hashed, password):
            self._refuse(tried, account, NotRight("password", WRONG_PASSWORD))
        assert account is not None
        stage = next_stage(account)
        return self._door.sessions.begin(account.name, stage, self._clock()), stage

    def check_password(self, kept: Kept, password: str, address: str) -> None:
        """Of somebody who is in, before something that only they may do. Raises NotRight."""
        tried = _subjects(kept.account.name, address)
        self._let_wait(tried, "current")
        if not self._door.accounts.passwords.fits(kept.account.password_hash, password):
            self._refuse(tried, kept.account, NotRight("current", "Dit wachtwoord klopt niet."))

    def by_code(self, kept: Kept, code: str, address: str) -> tuple[str, Stage]:
        """A code of the app, or a recovery code. Raises NotRight."""
        tried = _subjects(kept.account.name, address)
        self._let_wait(tried, "code")
        if not self._fits(kept.account, code):
            self._refuse(tried, kept.account, NotRight("code", WRONG_CODE))
        return self._on(kept, next_stage(kept.account, code_shown=True), address)

    def choose_password(
        self, kept: Kept, password: str, again: str, address: str
    ) -> tuple[str, Stage]:
        """At the first sign-in. Raises NotRight."""
        self.change_password(kept, password, again)
        account = self._door.accounts.find(kept.account.name)
        return self._on(kept, next_stage(account, code_shown=True), address)

    def change_password(self, kept: Kept, password: str, again: str) -> None:
        """Raises NotRight. Signs out everywhere else."""
        account = kept.account
        names = (account.name, *account.profile.title.split(), self._municipality)
        wrong = fault(password, (*names, account.profile.title))
        if wrong is not None:
            raise NotRight("password", wrong)
        if password != again:
            raise NotRight("again", "De wachtwoorden zijn niet gelijk.")
        if self._door.accounts.passwords.fits(account.password_hash, password):
            raise NotRight("password", "Dit is uw oude wachtwoord. Kies een ander.")
        self._door.accounts.choose_password(account.name, password, self._clock(), kept.hash)

    def secret(self, kept: Kept) -> str:
        """Of the app that is being set up: the same one until it is done."""
        name = kept.account.name
        if kept.sealed is not None:
            return self._door.accounts.unseal(name, kept.sealed)
        secret = authenticator.new_secret()
        self._door.sessions.keep(kept.hash, self._door.accounts.seal(name, secret))
        return secret

    def set_up_app(self, kept: Kept, code: str, address: str) -> tuple[str, Stage, Sequence[str]]:
        """Once the app shows the code that we expect; gives the recovery codes too. Raises
        NotRight.
        """
        secret, now = self.secret(kept), self._clock()
        step = authenticator.step_of(secret, code, now)
        if step is None:
            raise NotRight("code", WRONG_CODE)
        codes = self._door.accounts.set_up_app(kept.account.name, secret, step, now)
        return *self._on(kept, Stage.IN, address), codes

    def set_up_app_anew(self, kept: Kept) -> str:
        """Gives the token of a session in which that is the next step."""
        return self._door.sessions.begin(
            kept.account.name, Stage.APP, self._clock(), instead_of=kept.hash
        )

    def brought(self, account: Account) -> str:
        """The identity provider says who this is; gives the token of their session."""
        now = self._clock()
        self._door.note(account.name, Happened.SIGNED_IN, now, "via de aanmeldvoorziening")
        return self._door.sessions.begin(account.name, Stage.IN, now)

    def sign_out(self, kept: Kept) -> None:
        self._door.sessions.end(kept.hash)
        if kept.stage is Stage.IN:
            self._door.note(kept.account.name, Happened.SIGNED_OUT, self._clock())

    def _on(self, kept: Kept, stage: Stage, address: str) -> tuple[str, Stage]:
        name, now = kept.account.name, self._clock()
        if stage is Stage.IN:
            self._door.succeeded(_subjects(name, address), now)
            self._door.note(name, Happened.SIGNED_IN, now)
        return self._door.sessions.begin(name, stage, now, instead_of=kept.hash), stage

    def _account(self, name: str) -> Account | None:
        try:
            return self._door.accounts.find(name)
        except Unknown:
            return None

    def _fits(self, account: Account, code: str) -> bool:
        if not authenticator.is_code(code):
            return self._door.accounts.use_recovery_code(account.name, code, self._clock())
        known = self._door.accounts.secret(account.name)
        if known is None:
            return False
        step = authenticator.step_of(known[0], code, self._clock(), after=known[1])
        return step is not None and self._door.accounts.use_step(account.name, step)

    def _refuse(self, tried: Sequence[str], account: Account | None, wrong: NotRight) -> None:
        why = {"password": "naam of wachtwoord", "current": "wachtwoord", "code": "code"}
        name = account.name if account is not None else ""
        self._door.failed(tried, name, why[wrong.field], self._clock())
        self._let_wait(tried, wrong.field)
        raise wrong

    def _let_wait(self, tried: Sequence[str], field: str) -> None:
        wait = self._door.wait(tried, self._clock())
        if wait is not None:
            raise NotRight(field, f"U probeerde het te vaak. Probeer het over {_minutes(wait)}.")


def csrf_of(token: str) -> str:
    """Only who knows the token of the session can make it, and the token is not seen from it."""
    return hmac.new(token.encode(), b"csrf", "sha256").hexdigest()


def _subjects(name: str, address: str) -> tuple[str, str]:
    return f"account {name}", f"address {_network(address)}"


def _network(address: str) -> str:
    """One household or office has a whole /64 of IPv6 addresses (RFC 6177)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))


def _minutes(wait: timedelta) -> str:
    minutes = math.ceil(wait / timedelta(minutes=1))
    return "1 minuut opnieuw" if minutes == 1 else f"{minutes} minuten opnieuw"
