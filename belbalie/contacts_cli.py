"""`belbalie contacts`: what the contact register was not told yet, or will not take."""

from typing import Annotated

import typer

from belbalie.options import AsJson, Database
from belbalie.settings import load

contacts_app = typer.Typer(
    rich_markup_mode=None, help="What the contact register (Open Klant) was not told yet."
)


@contacts_app.command("list")
def contacts_list(database: Database = None, as_json: AsJson = False) -> None:
    """Contacts that wait, were refused or given up, the oldest first."""
    from belbalie.contact_commands import print_unsent

    print_unsent(load(database=database), as_json)


@contacts_app.command("retry")
def contacts_retry(
    call: Annotated[
        str | None, typer.Argument(metavar="[CALL]", help="The id of one call; without it, all.")
    ] = None,
    database: Database = None,
) -> None:
    """Try again what was refused or given up; a running service does so within a minute."""
    from belbalie.contact_commands import retry

    retry(load(database=database), call)
