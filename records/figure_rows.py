"""What was counted of a call is out of date when something is written after its end."""

from datetime import datetime

from dialog.acts import Act
from dialog.events import Event
from records.figure_tables import call_figures
from records.schema import Connection


def out_of_date(connection: Connection, call_id: str, _: Event | Act, __: datetime) -> None:
    """A call that was not counted yet has no row, and is counted with this."""
    row = call_figures.c.call_id == call_id
    connection.execute(call_figures.update().where(row).values(rules=0))
