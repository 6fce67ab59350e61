"""Text messages on their way: kept sealed until somebody took them, tried again later, given up.

A message is kept before it is tried, so that none is lost when the process stops, and each try
bears the same id, so that none arrives twice at a gateway that looks at ids. Two processes never
try one at the same time: who takes it up moves its next moment first.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dialog.text_message import TextMessage
from records.call_tables import message_words, messages
from records.case import Asking
from records.errors import TooLate
from records.moments import moment
from records.opening import opened
from records.schema import Connection, telling
from records.scrub import wipe
from records.seal import Sealed, new_key, seal, unseal

WAITING, SENT, REFUSED, GIVEN_UP = "waiting", "sent", "refused", "given_up"
BUSY_MS = 2000
"""A caller waits for it."""
CLAIM = timedelta(seconds=60)
"""Longer than a try takes: who took a message up and died in it loses it by then."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
GIVE_UP = timedelta(hours=24)
"""A message of yesterday surprises more than it helps."""
KEEP = timedelta(days=13)
"""So long is kept that there was a message, and what became of it; not its words."""


@dataclass(frozen=True, slots=True)
class Waiting:
    message: TextMessage
    tries: int


class Outbox:
    """All messages in one database. Safe from any thread and beside other processes.

    Every method may raise RecordsError.
    """

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url, BUSY_MS)

    def close(self) -> None:
        self._engine.dispose()

    def put(self, to: str, text: str, asking: Asking, most: int) -> TextMessage | None:
        """Keep a message, taken up by whoever puts it; None when its call had `most` already.

        Raises TooLate when nobody waits for it any more.
        """
        message = TextMessage(uuid.uuid4().hex, to, text)
        with telling(self._url), self._engine.begin() as connection:
            of_call = messages.select().where(messages.c.call_id == asking.call)
            if len(connection.execute(of_call).all()) >= most:
                return None
            row = {
                "id": message.id,
                "call_id": asking.call,
                "state": WAITING,
                "made_at": moment(asking.now),
                "next_at": moment(asking.now + CLAIM),
                "tries": 0,
            }
            connection.execute(messages.insert(), row)
            connection.execute(message_words.insert(), _sealed(message))
            if not asking.in_time():
                raise TooLate
        return message

    def take_up(self, now: datetime) -> list[Waiting]:
        """Those whose moment has come; each is given to one caller of this only."""
        due = messages.select().where(
            messages.c.state == WAITING, messages.c.next_at <= moment(now)
        )
        with telling(self._url), self._engine.begin() as connection:
            rows = connection.execute(due.order_by(messages.c.made_at)).all()
            return [each for row in rows if (each := _taken_up(connection, row, now)) is not None]

    def done(self, message: str, state: str) -> None:
        """It was sent or refused: its words are not needed any more."""
        with telling(self._url), self._engine.begin() as connection:
            _end(connection, message, state)

    def later(self, message: str, now: datetime) -> None:
        """It was not taken: try it again, each time after twice as long; given up after a day."""
        with telling(self._url), self._engine.begin() as connection:
            here = messages.c.id == message
            row = connection.execute(messages.select().where(here)).one_or_none()
            if row is None or row.state != WAITING:
                return
            wait = min(FIRST_WAIT * 2 ** min(row.tries, 20), LONGEST_WAIT)
            if now + wait >= datetime.fromisoformat(row.made_at) + GIVE_UP:
                _end(connection, message, GIVEN_UP)
                return
            new = {"tries": row.tries + 1, "next_at": moment(now + wait)}
            connection.execute(messages.update().where(here).values(**new))

    def state(self, message: str) -> str | None:
        """What became of it; None when nothing is known of it."""
        with telling(self._url), self._engine.begin() as connection:
            row = connection.execute(messages.select().where(messages.c.id == message))
            found = row.one_or_none()
        return None if found is None else str(found.state)

    def forget(self, call: str) -> None:
        """Nothing of the messages of this call stays, nor will they be sent."""
        self._remove(messages.c.call_id == call, f"the messages of call {call}")

    def forget_old(self, now: datetime) -> None:
        """Remove what nobody asks about any more."""
        self._remove(messages.c.made_at < moment(now - KEEP), "old messages")

    def _remove(self, which: Any, what: str) -> None:
        secrets: list[bytes] = []
        with telling(self._url), self._engine.begin() as connection:
            for row in connection.execute(messages.select().where(which)).all():
                secrets += _destroy(connection, row.id)
                connection.execute(messages.delete().where(messages.c.id == row.id))
        if secrets:
            with telling(self._url):
                wipe(self._engine, secrets, what)


def _taken_up(connection: Connection, row: Any, now: datetime) -> Waiting | None:
    mine = messages.update().where(
        messages.c.id == row.id, messages.c.next_at == row.next_at, messages.c.state == WAITING
    )
    if connection.execute(mine.values(next_at=moment(now + CLAIM))).rowcount != 1:
        return None
    words = connection.execute(message_words.select().where(message_words.c.id == row.id)).one()
    told = json.loads(
        unseal(
            bytes(words.key), Sealed(bytes(words.nonce), bytes(words.ciphertext)), _bound(row.id)
        )
    )
    return Waiting(TextMessage(row.id, told["to"], told["text"]), row.tries)


def _end(connection: Connection, message: str, state: str) -> None:
    connection.execute(messages.update().where(messages.c.id == message).values(state=state))
    _destroy(connection, message)


def _destroy(connection: Connection, message: str) -> list[bytes]:
    here = message_words.c.id == message
    gone = [
        part
        for row in connection.execute(message_words.select().where(here))
        for part in (bytes(row.key), bytes(row.ciphertext))
    ]
    connection.execute(message_words.delete().where(here))
    return gone


def _sealed(message: TextMessage) -> dict[str, object]:
    key = new_key()
    words = json.dumps({"to": message.to, "text": message.text}, ensure_ascii=False).encode()
    sealed = seal(key, words, _bound(message.id))
    return {"id": message.id, "key": key, "nonce": sealed.nonce, "ciphertext": sealed.ciphertext}


def _bound(message: str) -> bytes:
    return json.dumps(["message", message]).encode()
