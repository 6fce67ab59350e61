"""Contacts that the register was not told: shown, and tried again. No caller's words."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from belbalie.errors import WorkFailed, WrongUse
from belbalie.reporting import sqlite_file
from belbalie.settings import Settings
from records.contact_outbox import ContactOutbox, ContactRow
from records.errors import RecordsError


def print_unsent(settings: Settings, as_json: bool) -> None:
    """Raises CommandError."""
    with _outbox(settings) as outbox:
        rows = outbox.unsent()
    for row in rows:
        print(json.dumps(_fields(row), ensure_ascii=False) if as_json else _line(row))


def retry(settings: Settings, call: str | None) -> None:
    """Raises WrongUse for a call of which nothing was refused or given up; WorkFailed."""
    with _outbox(settings) as outbox:
        count = outbox.retry(datetime.now().astimezone(), call)
    if call is not None and not count:
        raise WrongUse(f"expected a call that was refused or given up, got {call!r}")
    print(f"{count} {'contact' if count == 1 else 'contacts'} will be tried again")


@contextmanager
def _outbox(settings: Settings) -> Iterator[ContactOutbox]:
    file = sqlite_file(settings.database_url)
    if file is not None and not file.is_file():
        raise WrongUse(f"{file}: expected a database with records, found none")
    try:
        with closing(ContactOutbox(settings.database_url)) as outbox:
            yield outbox
    except RecordsError as error:
        raise WorkFailed(str(error)) from None


def _fields(row: ContactRow) -> dict[str, object]:
    return {
        "call": row.call,
        "part": row.part,
        "kind": _kind(row),
        "state": row.state,
        "made_at": row.made_at.isoformat(),
        "next_at": row.next_at.isoformat(),
        "tries": row.tries,
        "reason": row.reason,
    }


def _line(row: ContactRow) -> str:
    at = f"{row.made_at.astimezone():%Y-%m-%d %H:%M}"
    told = f"{at}  {row.call}  {_kind(row):8}  {row.state:9}  tries {row.tries}"
    return f"{told}  {row.reason}".rstrip()


def _kind(row: ContactRow) -> str:
    return "callback" if row.task else "contact"
