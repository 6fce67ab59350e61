"""Options that several commands have, with the same words."""

from pathlib import Path
from typing import Annotated

import typer

Content = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Folder with the municipality's content."),
]
Database = Annotated[
    str | None,
    typer.Option(metavar="URL", help="SQLAlchemy URL of the records."),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON lines on stdout and nothing else there.")
]
