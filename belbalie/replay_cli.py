"""The command `belbalie replay` of the command line."""

from pathlib import Path
from typing import Annotated

import typer

from belbalie.options import AsJson, Content, Database
from belbalie.settings import load

replay_app = typer.Typer(
    rich_markup_mode=None, help="Which conversations would end differently with other content."
)


@replay_app.callback(invoke_without_command=True)
def replay(
    folder: Annotated[
        Path, typer.Option("--draft", metavar="FOLDER", help="Folder with the other content.")
    ],
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="Calls of this day and later: 2026-11-01."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Calls of this day and before.")
    ] = None,
    most: Annotated[int, typer.Option("--calls", help="At most so many, the latest first.")] = 1000,
    content: Content = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Have recorded and scripted conversations with both; exit code 1 where one ends worse."""
    from belbalie.replay_commands import Wanted, run_replay

    settings = load(content=content, database=database)
    run_replay(settings, Wanted(folder, since, until, most, as_json))
