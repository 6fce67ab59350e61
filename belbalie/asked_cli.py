"""The commands `belbalie knowledge questions …` of the command line."""

from pathlib import Path
from typing import Annotated

import typer

from belbalie.options import Database
from belbalie.settings import load

asked_app = typer.Typer(
    rich_markup_mode=None,
    help="How people ask for what documents say, where they use other words.",
)


@asked_app.command("export")
def questions_export(
    blank: Annotated[
        bool, typer.Option("--blank", help="A row for every sentence that has no question yet too.")
    ] = False,
    database: Database = None,
) -> None:
    """Print them as CSV: document, section, sentence, question."""
    from belbalie.asked_commands import export_lines

    export_lines(load(database=database), blank)


@asked_app.command("import")
def questions_import(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="As export prints it.")],
    database: Database = None,
) -> None:
    """Take up the questions of a file; those that are there stay."""
    from belbalie.asked_commands import import_lines

    import_lines(load(database=database), file)


@asked_app.command("write")
def questions_write(
    most: Annotated[
        int, typer.Option(min=1, help="Passages at most; those that have none yet.")
    ] = 100_000,
    database: Database = None,
) -> None:
    """Have the language model write them for passages that have none; nothing of it is spoken."""
    from belbalie.asked_writing import write_lines

    write_lines(load(database=database), most)


@asked_app.command("list")
def questions_list(database: Database = None) -> None:
    """How many there are, and of those how many fit no sentence any more."""
    from belbalie.asked_commands import count_lines

    count_lines(load(database=database))


@asked_app.command("remove")
def questions_remove(database: Database = None) -> None:
    """Forget all of them."""
    from belbalie.asked_commands import remove_lines

    remove_lines(load(database=database))
