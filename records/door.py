"""All that is kept of who may come to the desk, in one database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from records.accounts import Accounts
from records.lockout import FREE_OF_AN_ADDRESS, FREE_TRIES, Tries, keep_tries, tries_of
from records.reach import Reach
from records.seal import keyed_hash
from records.sessions import Sessions
from records.trail import Entry, Happened, forget_before, note


class Door:
    """Its maker closes it. Every method may raise RecordsError."""

    def __init__(self, reach: Reach, key: bytes) -> None:
        self._reach = reach
        self._key = key
        self.accounts = Accounts(reach, key)
        self.sessions = Sessions(reach)

    @classmethod
    def open(cls, url: str, key: bytes) -> Self:
        """`key` is kept outside the database. Raises RecordsError."""
        return cls(Reach.to(url), key)

    def close(self) -> None:
        self._reach.close()

    def wait(self, subjects: Sequence[str], now: datetime) -> timedelta | None:
        """How long the longest of these is locked out; None: they may try. A subject is
        'account sanne' or 'address 10.0.0.7'.
        """
        with self._reach.reading() as connection:
            waits = [tries_of(connection, self._mac(each)).wait(now) for each in subjects]
        return max((each for each in waits if each is not None), default=None)

    def failed(self, subjects: Sequence[str], account: str, why: str, now: datetime) -> None:
        """A wrong try, written down; `account` is '' where nobody has that name."""
        with self._reach.writing() as connection:
            note(connection, self._entry(now, account, Happened.REFUSED, why))
            for subject in subjects:
                free = FREE_OF_AN_ADDRESS if subject.startswith("address ") else FREE_TRIES
                tries = tries_of(connection, self._mac(subject)).failed(now, free)
                keep_tries(connection, self._mac(subject), tries, now)
                wait = tries.wait(now)
                if wait is not None:
                    minutes = f"{wait.total_seconds() / 60:.0f} min"
                    told = f"{subject.partition(' ')[0]} {minutes}"
                    note(connection, self._entry(now, account, Happened.LOCKED, told))

    def succeeded(self, subjects: Sequence[str], now: datetime) -> None:
        """All of it was right: failures of before are forgotten."""
        with self._reach.writing() as connection:
            for subject in subjects:
                keep_tries(connection, self._mac(subject), Tries(), now)

    def forget_before(self, then: datetime) -> int:
        """Remove from the trail what is older; how many rows."""
        with self._reach.writing() as connection:
            return forget_before(connection, then)

    def note(self, account: str, happened: Happened, now: datetime, told: str = "") -> None:
        """Something that the owner of an account did."""
        with self._reach.writing() as connection:
            note(connection, self._entry(now, account, happened, told))

    def _mac(self, subject: str) -> str:
        return keyed_hash(self._key, "tries", subject)

    @staticmethod
    def _entry(now: datetime, account: str, happened: Happened, told: str) -> Entry:
        return Entry(at=now, account=account, happened=happened, by=account, told=told)
