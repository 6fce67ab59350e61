"""What callers did in many calls, read at once: to have their conversations again."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from dialog.acts import Act
from dialog.events import Event
from dialog.wire import decode
from records.log import entry_place
from records.moments import moment
from records.opening import opened
from records.schema import call_keys, calls, envelopes, payloads, telling
from records.seal import Sealed, unseal

_KINDS = (
    *("rung", "heard", "keyed", "silence", "listen", "performed", "transfer_moved"),
    *("taken_over", "corrected", "hung_up"),
)
"""The rest is what we said, and may be other the next time."""
_AT_ONCE = 100


class CallerTurns:
    """Of one house. Safe from any thread. Every method may raise RecordsError."""

    def __init__(self, url: str) -> None:
        """Open the database, make it or bring it up to date."""
        self._url = url
        self._engine = opened(url)
        self._reading = self._engine.execution_options(writes=False)

    def close(self) -> None:
        self._engine.dispose()

    def calls(self, most: int, since: datetime | None = None, until: datetime | None = None,
              ) -> list[str]:  # fmt: skip
        """The latest that ended and were not erased, the latest first; opened from `since` until
        just before `until`.
        """
        ended = (
            envelopes.select()
            .where(envelopes.c.call_id == calls.c.call_id, envelopes.c.kind == "hung_up")
            .exists()
        )
        chosen = calls.select().where(calls.c.erased_at.is_(None), ended)
        if since is not None:
            chosen = chosen.where(calls.c.opened_at >= moment(since))
        if until is not None:
            chosen = chosen.where(calls.c.opened_at < moment(until))
        chosen = chosen.order_by(calls.c.opened_at.desc(), calls.c.call_id).limit(most)
        with telling(self._url), self._reading.connect() as connection:
            return [row.call_id for row in connection.execute(chosen)]

    def there(self, wanted: Sequence[str]) -> set[str]:
        """Those that are not erased."""
        found: set[str] = set()
        for start in range(0, len(wanted), _AT_ONCE):
            portion = wanted[start : start + _AT_ONCE]
            chosen = calls.select().where(calls.c.call_id.in_(portion), calls.c.erased_at.is_(None))
            with telling(self._url), self._reading.connect() as connection:
                found |= {row.call_id for row in connection.execute(chosen)}
        return found

    def read(self, wanted: Sequence[str]) -> Iterator[tuple[str, list[Event | Act]]]:
        """Each call with its entries of these kinds, in order. An entry that cannot be read is
        left out: it was written by other code, or changed from outside (`EventLog.verify`).
        """
        for start in range(0, len(wanted), _AT_ONCE):
            yield from self._portion(wanted[start : start + _AT_ONCE]).items()

    def _portion(self, wanted: Sequence[str]) -> dict[str, list[Event | Act]]:
        here = (payloads.c.call_id == envelopes.c.call_id) & (
            payloads.c.number == envelopes.c.number
        )
        joined = envelopes.join(payloads, here).join(
            call_keys, call_keys.c.call_id == envelopes.c.call_id
        )
        chosen = envelopes.select().select_from(joined)
        chosen = chosen.add_columns(payloads.c.nonce, payloads.c.ciphertext, call_keys.c.key)
        chosen = chosen.where(envelopes.c.call_id.in_(wanted), envelopes.c.kind.in_(_KINDS))
        chosen = chosen.order_by(envelopes.c.call_id, envelopes.c.number)
        with telling(self._url), self._reading.connect() as connection:
            rows = connection.execute(chosen).all()
        found: dict[str, list[Event | Act]] = {call: [] for call in wanted}
        for row in rows:
            sealed = Sealed(bytes(row.nonce), bytes(row.ciphertext))
            place = entry_place(row.call_id, row.number, row.kind)
            try:
                words = unseal(bytes(row.key), sealed, place)
                found[row.call_id].append(decode(row.kind, json.loads(words)))
            except ValueError:
                continue
        return found
