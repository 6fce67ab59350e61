"""Options that several commands have, with the same words."""

from typing import Annotated

import typer

Database = Annotated[
    str | None,
    typer.Option(metavar="URL", help="SQLAlchemy URL of the records."),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON lines on stdout and nothing else there.")
]
