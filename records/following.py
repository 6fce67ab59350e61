"""What an entry of the log brings about in other tables, in the same transaction.

The log is the only truth about a call. What must be found without reading all calls (a callback
that is due, a contact that another system wants) is a row beside it that holds no words: only the
call, a moment, a state. It is there exactly when its entry is.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from dialog.acts import Act, Conclude, RequestCallback
from dialog.desk_events import CalledBack, Closed, Corrected
from dialog.events import Event, HungUp, TransferMoved
from records import callback_rows, contact_rows, correction_rows, figure_rows
from records.schema import Connection

Follow = Callable[[Connection, str, Any, datetime], None]
"""Given the call, the entry, and when it was written."""

FOLLOWS: Mapping[type[Event | Act], tuple[Follow, ...]] = {
    RequestCallback: (callback_rows.asked, contact_rows.rung_back),
    CalledBack: (callback_rows.called_back, contact_rows.called_back),
    Closed: (callback_rows.closed, contact_rows.closed, figure_rows.out_of_date),
    Conclude: (contact_rows.ended, figure_rows.out_of_date),
    Corrected: (correction_rows.corrected, figure_rows.out_of_date),
    HungUp: (callback_rows.hung_up,),
    TransferMoved: (contact_rows.handed_over,),
}
"""By the class of the entry, in order."""


def follow(connection: Connection, call_id: str, item: Event | Act, at: datetime) -> None:
    for each in FOLLOWS.get(type(item), ()):
        each(connection, call_id, item, at)
