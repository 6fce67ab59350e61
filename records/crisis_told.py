"""How many callers heard what was told in a crisis: read from the logs of the calls."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime

from dialog.acts import Say
from dialog.events import Said
from records.log import Entry, EventLog


class CrisisTold:
    """Remembers which calls it has read to their end. For one thread at a time."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._read: dict[tuple[str, str], datetime | None] = {}

    def by_hour(
        self, texts: Collection[str], since: datetime, until: datetime
    ) -> Mapping[datetime, int]:
        """Calls that began in this time and in which one of `texts` was said and begun to be
        played, by the hour of that. A call whose words are gone is not counted. Raises
        RecordsError.
        """
        hours: Counter[datetime] = Counter()
        name = "\n".join(sorted(texts))
        for call in self._log.calls(since, until):
            if call.erased:
                continue
            known = (name, call.call_id)
            at = self._read.get(known)
            if at is None and known not in self._read:
                at = _heard(self._log.read(call.call_id), texts)
                if call.ended or at is not None:
                    self._read[known] = at
            if at is not None:
                hours[at.replace(minute=0, second=0, microsecond=0)] += 1
        return dict(sorted(hours.items()))


def _heard(entries: Collection[Entry], texts: Collection[str]) -> datetime | None:
    """When one of them was heard for the first time, at least in part."""
    said = False
    for entry in entries:
        item = entry.item
        said = said or (isinstance(item, Say) and item.text in texts)
        if said and isinstance(item, Said) and item.text in texts and item.played_seconds > 0:
            return entry.at
    return None
