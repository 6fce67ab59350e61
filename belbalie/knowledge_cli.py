"""The commands `belbalie knowledge …` of the command line."""

from typing import Annotated

import typer

from belbalie.asked_cli import asked_app
from belbalie.options import AsJson, Database
from belbalie.settings import load

knowledge_app = typer.Typer(
    rich_markup_mode=None,
    help="The municipality's own documents: sources, reading.",
)
knowledge_app.add_typer(asked_app, name="questions")


@knowledge_app.command("add")
def knowledge_add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name of your own for it.")],
    location: Annotated[
        str, typer.Argument(metavar="LOCATION", help="An address, a folder or a file.")
    ],
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", help="site, sitemap, folder or file; else by its looks."),
    ] = None,
    layer: Annotated[
        str, typer.Option(metavar="LAYER", help="national, regional or local.")
    ] = "local",
    language: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="Of documents that do not say it.")
    ] = "nl",
    max_pages: Annotated[
        int, typer.Option(min=1, max=100_000, help="No more pages than this are read.")
    ] = 1000,
    municipality: Annotated[
        str | None,
        typer.Option(
            "--as-municipality", metavar="PLACE", help="Leave out what is of another municipality."
        ),
    ] = None,
    postcodes: Annotated[
        str,
        typer.Option(metavar="LIST", help="It holds only where postcodes begin so: 4991,4992AB."),
    ] = "",
    token_file: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Holds the token of an API; it is read when needed."),
    ] = None,
    token_variable: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The variable of the environment that holds it."),
    ] = None,
    token_header: Annotated[
        str, typer.Option(metavar="HEADER", help="What is sent before it, such as X-Api-Key:.")
    ] = "Authorization: Token",
    database: Database = None,
) -> None:
    """Take up a source, or change it, and read it."""
    from belbalie.knowledge_commands import Wish, add, source_of

    wish = Wish(
        name=name,
        location=location,
        kind=kind,
        layer=layer,
        language=language,
        max_pages=max_pages,
        municipality=municipality,
        postcodes=[each for each in postcodes.split(",") if each.strip()],
        token_file=token_file,
        token_variable=token_variable,
        token_header=token_header,
    )
    add(load(database=database), source_of(wish))


@knowledge_app.command("sync")
def knowledge_sync(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="One source; all of them if absent.")
    ] = None,
    database: Database = None,
) -> None:
    """Read what changed at the sources."""
    from belbalie.knowledge_commands import sync_sources

    sync_sources(load(database=database), name)


@knowledge_app.command("list")
def knowledge_list(database: Database = None, as_json: AsJson = False) -> None:
    """The sources, how much is kept of them, and what could not be read."""
    from belbalie.knowledge_commands import print_sources

    print_sources(load(database=database), as_json)


@knowledge_app.command("remove")
def knowledge_remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name from knowledge list.")],
    database: Database = None,
) -> None:
    """Forget a source and all that was read of it."""
    from belbalie.knowledge_commands import remove

    remove(load(database=database), name)
