"""Running one command: what it raises becomes one line on stderr and an exit code."""

import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer

from belbalie import logs
from belbalie.errors import CommandError


def leave(app: typer.Typer, arguments: Sequence[str]) -> NoReturn:
    """Run one command and leave with its exit code."""
    _speak_utf8()
    sys.exit(_flushed(run(app, arguments)))


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """One command; its exit code. What the libraries tell while they load is not for the user."""
    logs.configure("WARNING")
    try:
        _invoke(app, list(arguments))
    except typer.Exit as left:  # --help
        return left.exit_code
    except CommandError as error:
        return _tell(str(error), error.exit_code)
    except typer.TyperException as error:
        return _tell(f"{error.format_message().rstrip('.')}; see belbalie --help", 2)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        return _reader_left()
    except OSError as error:  # the world's, such as a full disk behind stdout
        return _tell(f"expected to read and write what is needed, got: {error}", 1)
    return 0


def _invoke(app: typer.Typer, arguments: list[str]) -> None:
    """Without the library's own ending, which tells errors in a block and exits by itself."""
    command: Any = typer.main.get_command(app)
    with command.make_context("belbalie", arguments) as context:
        command.invoke(context)


def _tell(message: str, code: int) -> int:
    """One line, always: of many mistakes the first, and how many more there are."""
    first, *more = [line for line in message.splitlines() if line.strip()] or ["failed"]
    others = f" (and {len(more)} more; belbalie check tells them all)" if more else ""
    print(f"belbalie: {first}{others}", file=sys.stderr)
    return code


def _speak_utf8() -> None:
    """Whatever the locale: JSON is UTF-8, and what cannot be written so is escaped as JSON does."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            errors = "replace" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)


def _flushed(code: int) -> int:
    """What is still to be printed fails here and not in the interpreter's last moment."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    except OSError as error:
        _drop_output()
        return _tell(f"expected to write to stdout, got: {error.strerror}", 1)
    return code


def _reader_left() -> int:
    """The reader of our output has seen enough (`| head`): no fault of anybody."""
    _drop_output()
    return 0


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
