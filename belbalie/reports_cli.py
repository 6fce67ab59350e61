"""`belbalie reports`: what callers reported on public space, and how far it is."""

from typing import Annotated

import typer

from belbalie.options import AsJson, Database
from belbalie.settings import load

reports_app = typer.Typer(
    rich_markup_mode=None, help="What callers reported on public space, and how far it is."
)


@reports_app.command("list")
def reports_list(database: Database = None, as_json: AsJson = False) -> None:
    """What was reported and is not solved, the oldest first."""
    from belbalie.report_states import print_open

    print_open(load(database=database), as_json)


@reports_app.command("set")
def reports_set(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The number of the report.")],
    state: Annotated[str, typer.Argument(metavar="STATE", help="planned or solved.")],
    database: Database = None,
) -> None:
    """Write down how far a report is; the next caller about it hears that."""
    from belbalie.report_states import set_state

    set_state(load(database=database), number, state)
