"""The commands `belbalie crisis …` of the command line."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from belbalie.moments import moment
from belbalie.options import AsJson, Database
from belbalie.settings import load

crisis_app = typer.Typer(
    rich_markup_mode=None,
    help="Answers in a crisis: start a page, see what runs, stop it.",
)
_DUTCH = "Europe/Amsterdam"
Now = Annotated[
    str | None, typer.Option(metavar="ISO", help="The moment of the command, if not this one.")
]


@crisis_app.command("start")
def crisis_start(
    file: Annotated[
        Path, typer.Argument(metavar="FAQ.md", help="The page, with questions and answers.")
    ],
    until: Annotated[
        str, typer.Option(metavar="ISO", help="When it is over, such as 2026-12-01T22:00.")
    ],
    area: Annotated[
        str, typer.Option(metavar="POSTCODES", help="Beginnings, as in 4992,4993AB; else all.")
    ] = "",
    street: Annotated[
        list[str] | None,
        typer.Option(metavar="STREET", help="A street that it is about; may be given often."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="ISO", help="When it begins; now if not given.")
    ] = None,
    message: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What all hear first, in place of the page's own."),
    ] = None,
    database: Database = None,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Have a page of questions and answers told within five seconds.

    A page with the same title that runs already is replaced.
    """
    from belbalie.crisis_commands import start
    from belbalie.crisis_wish import Wish

    at = _now(now)
    wish = Wish(
        area=[each for each in area.split(",") if each.strip()],
        streets=street or [],
        since=_here(since, "--from") if since is not None else at,
        until=_here(until, "--until"),
        message=message,
    )
    start(load(database=database), file, wish, at, as_json)


@crisis_app.command("list")
def crisis_list(database: Database = None, now: Now = None, as_json: AsJson = False) -> None:
    """What runs, or will, with its key."""
    from belbalie.crisis_commands import print_running

    print_running(load(database=database), _now(now), as_json)


@crisis_app.command("stop")
def crisis_stop(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A key from crisis list.")],
    database: Database = None,
) -> None:
    """End it before its time."""
    from belbalie.crisis_commands import stop

    stop(load(database=database), key, datetime.now().astimezone())


def _here(text: str, place: str) -> datetime:
    """A moment; without a time zone it is by Dutch clocks, not by those of this machine."""
    found = moment(text, place)
    if datetime.fromisoformat(text).tzinfo is None:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(_DUTCH))
    return found


def _now(given: str | None) -> datetime:
    return datetime.now().astimezone() if given is None else moment(given, "--now")
