"""Answers that an agent called wrong, as rows, in the transaction of the entry that says so."""

from datetime import datetime

from dialog.desk_events import Corrected
from records.callback_rows import last_number
from records.desk_tables import corrections
from records.moments import moment
from records.schema import Connection


def corrected(connection: Connection, call_id: str, _: Corrected, at: datetime) -> None:
    number = last_number(connection, call_id)
    row = {"call_id": call_id, "number": number, "made_at": moment(at)}
    connection.execute(corrections.insert(), row)
