"""The commands `belbalie topics …` of the command line."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from belbalie.options import Content
from belbalie.settings import load

topics_app = typer.Typer(
    rich_markup_mode=None,
    help="Topics from elsewhere: another municipality, a list.",
)
Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="Folder with another municipality's content.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Also write over files that are here.")]


@topics_app.command("diff")
def topics_diff(
    folder: Folder,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY…]", help="Topics; all of them if absent.")
    ] = None,
    content: Content = None,
) -> None:
    """What another municipality's topics would change here."""
    from belbalie.topic_commands import print_difference

    print_difference(load(content=content).content, folder, keys or [])


@topics_app.command("import")
def topics_import(
    folder: Folder,
    keys: Annotated[list[str], typer.Argument(metavar="KEY…", help="Topics to take over.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Also write over files that are here.")
    ] = False,
    content: Content = None,
) -> None:
    """Take over topics as drafts, without the other municipality's own values."""
    from belbalie.topic_commands import import_topics

    own = load(content=content).content
    import_topics(own, folder, keys, yes=yes, today=date.today())


@topics_app.command("draft")
def topics_draft(
    faq: Annotated[
        Path, typer.Argument(metavar="FAQ", help="Questions and answers: .csv, .json or .md.")
    ],
    department: Annotated[
        str | None, typer.Option(metavar="KEY", help="Who helps, where the list does not say it.")
    ] = None,
    yes: Yes = False,
    content: Content = None,
) -> None:
    """Make drafts of topics from a list of questions and answers."""
    from belbalie.topic_drafts import draft_topics

    draft_topics(load(content=content).content, faq, department, yes=yes)
