"""`belbalie accounts`: who may sign in to the desk."""

from typing import Annotated

import typer

from belbalie.options import AsJson, Content, Database
from belbalie.settings import load

accounts_app = typer.Typer(rich_markup_mode=None, help="Who may sign in to the desk.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account.")]
Title = Annotated[
    str | None, typer.Option(metavar="TEXT", help="As colleagues write it: 'Sanne de Wit'.")
]
Role = Annotated[
    list[str] | None,
    typer.Option(metavar="ROLE", help="agent, editor or administrator; may be given often."),
]
Department = Annotated[
    list[str] | None,
    typer.Option(metavar="KEY", help="A department of the content; may be given often."),
]
Language = Annotated[
    list[str] | None, typer.Option(metavar="LANGUAGE", help="nl, en, …; may be given often.")
]
Sip = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Their own telephone, as sip:…; '' takes it away."),
]


@accounts_app.command("add")
def accounts_add(
    name: Name,
    title: Title = None,
    role: Role = None,
    department: Department = None,
    language: Language = None,
    sip: Sip = None,
    content: Content = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Make an account; its password for once is printed, and nowhere else."""
    from belbalie.accounts_commands import Wish, add

    wish = Wish(title, role, department, language, sip)
    add(load(content=content, database=database), name, wish, as_json)


@accounts_app.command("list")
def accounts_list(database: Database = None, as_json: AsJson = False) -> None:
    """All accounts, closed ones too."""
    from belbalie.accounts_commands import print_accounts

    print_accounts(load(database=database), as_json)


@accounts_app.command("change")
def accounts_change(
    name: Name,
    title: Title = None,
    role: Role = None,
    department: Department = None,
    language: Language = None,
    sip: Sip = None,
    content: Content = None,
    database: Database = None,
) -> None:
    """Change what is given; the rest stays."""
    from belbalie.accounts_commands import Wish, change

    wish = Wish(title, role, department, language, sip)
    change(load(content=content, database=database), name, wish)


@accounts_app.command("reset")
def accounts_reset(name: Name, database: Database = None, as_json: AsJson = False) -> None:
    """A new password for once; the app with codes is forgotten.

    A closed account is open again.
    """
    from belbalie.accounts_commands import reset

    reset(load(database=database), name, as_json)


@accounts_app.command("close")
def accounts_close(name: Name, database: Database = None) -> None:
    """Sign somebody out and let them in no more."""
    from belbalie.accounts_commands import close

    close(load(database=database), name)
