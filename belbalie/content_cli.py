"""The commands `belbalie content …` of the command line."""

from typing import Annotated

import typer

from belbalie.options import AsJson, Content
from belbalie.settings import load

content_app = typer.Typer(
    rich_markup_mode=None,
    help="Versions of the content: what was in force, and back to it.",
)


@content_app.command("history")
def content_history(
    most: Annotated[int, typer.Option(metavar="COUNT", min=1, help="How many at most.")] = 20,
    content: Content = None,
    as_json: AsJson = False,
) -> None:
    """What was published when, by whom and why, the latest first."""
    from belbalie.content_commands import print_history

    print_history(load(content=content), most, as_json)


@content_app.command("back")
def content_back(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="A key of `belbalie content history`.")
    ],
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Why; it is kept.")],
    content: Content = None,
) -> None:
    """Put the content of a version in force again, as a new version."""
    from belbalie.content_commands import back_to

    back_to(load(content=content), version, reason)
